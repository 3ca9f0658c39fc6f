import { daySlots, type Said, type Saying, type Slot, without } from "../phrases/saying.ts";
import { halfIn } from "../phrases/times.ts";
import type { ClockWords, DayPart, Weekday } from "../tokens/token.ts";

/** Whether it happens once. */
export const isOnce = ({ recurs, every }: Saying) => !recurs && !every;
export const all: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** What says on which days it is, and how often. */
export const dayFields: readonly Slot[] = [
  ...daySlots,
  "every",
  "months",
  "period",
  "inPeriod",
  "business",
  "exceptWeekdays",
  "alsoWeekdays",
  "phase",
  "perUnit",
];
/** What says at which time of the day. */
export const timeFields: readonly Slot[] = ["times", "dayparts", "window", "minutesPast", "afterMs"];

export const pick = (saying: Saying, slots: readonly Slot[]): Saying =>
  Object.fromEntries(Object.entries(saying).filter(([slot]) => slots.includes(slot as Slot)));

export function exceptWeekdays(saying: Saying, out: readonly Weekday[]): Saying {
  if (saying.weekdays) return { ...saying, weekdays: saying.weekdays.filter((day) => !out.includes(day)) };
  if (saying.every?.unit === "day" && saying.every.n === 1) {
    return { ...without(saying, ["every"]), weekdays: all.filter((day) => !out.includes(day)), recurs: true };
  }
  return { ...saying, exceptWeekdays: [...(saying.exceptWeekdays ?? []), ...out] };
}

export const minuteOf = (time: ClockWords) =>
  (time.half ? (time.hour % 12) + (time.half === "pm" ? 12 : 0) : time.hour) * 60 + time.minute;

/** Whether a time is this other one, or would be if somebody said which half of the day it is in. */
export const isSameOnDial = (time: ClockWords, other: ClockWords) =>
  minuteOf(time) === minuteOf(other) ||
  (!time.half && !time.is24 && !time.named && (minuteOf(time) - minuteOf(other)) % 720 === 0);

export const spanOf = ({ from, to }: NonNullable<Saying["window"]>) => (minuteOf(to) - minuteOf(from) + 1440) % 1440;

/** "In the afternoon, at 4". */
export function inPartOf(time: ClockWords, part: DayPart): ClockWords {
  const isBare = time.half === undefined && !time.is24 && !time.named && time.hour <= 12;
  return isBare ? inHalf(time, halfIn(part, time.hour % 12 || 12)) : time;
}

/** A bare hour in a correction stays in the half of the day that the time had: 6pm, "make it 7". */
export function inHalfOf(times: readonly ClockWords[], base: Saying, hasPart: boolean): ClockWords[] {
  const [former] = base.times ?? [];
  return times.map((time) => {
    const isBare = time.half === undefined && !time.is24 && !time.named;
    // of several hours each tells the half of the others
    if (!isBare || hasPart || times.length > 1 || former === undefined || time.hour > 12 || time.hour === 0)
      return time;
    const before = minuteOf(former);
    const kept: ClockWords = { ...time, half: before >= 720 ? "pm" : "am" };
    return isLikely(minuteOf(kept), before) ? kept : time;
  });
}

/** "9am, no, 2" is hardly 2am, nor "3pm, no, 10" 10pm: what is half a day off, or in the small hours, is read as if it stood alone. */
const isLikely = (minute: number, former: number) =>
  Math.abs(minute - former) <= 360 && (minute >= 300 || former < 360);

export const inHalf = (time: ClockWords, half: "am" | "pm"): ClockWords => {
  const { is24: _, ...rest } = time;
  return { ...rest, hour: time.hour % 12 || 12, half };
};

export const timeOf = (time: ClockWords): Said => ({ saying: { times: [time] }, where: {} });

/** "Drop Thursday", "quita el jueves": the day of every week. */
export function ofEveryWeek({ saying, where }: Said): Said {
  const { day, alsoWeekdays, ...rest } = saying;
  // "leave out Monday as well"
  if (alsoWeekdays && !saying.weekdays) return { saying: { ...rest, weekdays: alsoWeekdays }, where };
  // "the weekend" asks which day of it, where it is the day of the schedule
  if (saying.ask === "which-day" && saying.weekdays) return { saying: { weekdays: saying.weekdays }, where };
  // "skip next Monday": that one alone
  return day?.kind === "weekday" && day.which === "plain"
    ? { saying: { ...rest, weekdays: [day.weekday] }, where }
    : { saying, where };
}
