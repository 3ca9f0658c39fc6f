import type { Span, UnsupportedCode } from "../../model/interpretation.ts";
import { halfIn } from "./times.ts";
import { type ClockWords, type DayPart, isClockUnit, type Unit, type Weekday } from "../tokens/token.ts";

/** A day as it was said, before it is known which day of the calendar it is. */
export type DayWords =
  /** Today is 0, tomorrow 1. */
  | { kind: "day"; offset: number }
  /** `plain` and `this` are the first one still ahead; `weeks` more weeks later. */
  | { kind: "weekday"; weekday: Weekday; which: "plain" | "this" | "coming" | "next"; weeks?: number }
  /** The weekday of the week that is `weeks` after this one: "Friday of next week". */
  | { kind: "weekday-of"; weekday: Weekday; weeks: number }
  | { kind: "date"; month: number; day: number; year?: number; unclear?: true }
  /** The 15th of the month that is `months` after this one; where not said, the next one that comes. */
  | { kind: "month-day"; day: number; months?: number; weekday?: Weekday }
  /** The edge of a period: the start of next month, the end of this week. */
  | { kind: "edge"; unit: "week" | "month" | "quarter" | "year"; offset: number; edge: "start" | "end" }
  /** A whole month: March. */
  | { kind: "month"; month: number; year?: number }
  /** The nth weekday of a month: the first Monday of June, of next month. */
  | { kind: "nth-of"; nth: number; weekday: Weekday; month?: number; months?: number; year?: number }
  /** Some days, weeks or months from today. */
  | { kind: "in"; n: number; unit: "day" | "week" | "month" | "quarter" | "year"; from?: DayWords };

/** A bound: a day, a clock time or both; or so much time from now. */
export interface PointWords {
  day?: DayWords;
  time?: ClockWords;
  daypart?: DayPart;
  /** From now on, in milliseconds. */
  afterMs?: number;
  /** Of a bound at the end: whether the day (or month) itself still counts. Where not said, a day does and a month does not. */
  inclusive?: boolean;
}

export interface ZoneWords {
  id: string;
  /** Other zones that the same letters can mean. */
  others?: readonly string[];
  /** Whether the letters are the zone's own name, so that nothing is assumed. */
  exact?: true;
}

export interface NthWeekday {
  /** 1 is the first, -1 the last, 0 each of them. */
  nth: number;
  weekday: Weekday;
}

/** What a question is about. `which-…` lacks a choice, the others have two readings. */
export type AskCode =
  | "half-of-day"
  | "which-weekday"
  | "which-weekdays"
  | "which-day"
  | "which-days"
  | "which-date"
  | "which-times"
  | "which-time"
  | "which-week"
  | "which-zone"
  | "how-often"
  | "month-or-day-first"
  | "short-months"
  | "midnight"
  | "twice-or-every-two"
  | "two-weeks-or-half-month"
  | "every-n-or-nth"
  | "business-hours"
  | "fiscal-year"
  | "start-or-window"
  | "several-schedules"
  | "once-or-recurring"
  | "some-days-or-only-these"
  | "prompt-edit"
  | "not-understood";

/**
 * What phrases say together about when: a schedule in the words of people, of no language and of no calendar yet.
 *
 * Each field is said at most once; two phrases that say the same field either repeat it, continue its list, or contradict.
 */
export interface Saying {
  /** Repeats every `n` units. */
  every?: { unit: Unit; n: number };
  /** Whether something said that it repeats. */
  recurs?: true;
  /** Whether it was said that it happens once. */
  once?: true;
  weekdays?: readonly Weekday[];
  /** Only weekdays by a word that leaves holidays open: "business day". */
  business?: true;
  nthWeekdays?: readonly NthWeekday[];
  /** Days of the month; -1 is the last. */
  monthDays?: readonly number[];
  /** The nth day of Monday to Friday of a month; -1 is the last. */
  businessDays?: readonly number[];
  months?: readonly number[];
  /** What the day is counted in: the first day of the quarter. */
  period?: "month" | "quarter" | "year";
  /** Counted from a week or month that is named: next week, next month. */
  inPeriod?: { unit: "week" | "month" | "quarter" | "year"; offset: number };
  day?: DayWords;
  /** So much time from now on, in milliseconds. */
  afterMs?: number;
  times?: readonly ClockWords[];
  dayparts?: readonly DayPart[];
  /** Minutes past each hour. */
  minutesPast?: readonly number[];
  /** The clock times between which it repeats. */
  window?: { from: ClockWords; to: ClockWords; open?: true };
  from?: PointWords;
  until?: PointWords;
  /** How many times in all. */
  count?: number;
  /** For how long from its first occurrence on. */
  lasting?: { n: number; unit: Unit };
  exceptWeekdays?: readonly Weekday[];
  /** Of these days those that no other part of the request names: "all other days at 7". */
  otherDays?: readonly Weekday[];
  /** Said to be counted in: "weekends included". */
  alsoWeekdays?: readonly Weekday[];
  exceptMonths?: readonly number[];
  /** Days of the month that are left out: "except the 1st"; -1 is the last. */
  exceptMonthDays?: readonly number[];
  /** "Except the first Monday of the month". */
  exceptNthWeekdays?: readonly NthWeekday[];
  /** "Except the last one": of its only weekday, or of the days of the month. */
  exceptNths?: readonly number[];
  exceptDays?: readonly DayWords[];
  zone?: ZoneWords;
  /** So many times in each unit: twice a day. `n` is missing where it is vague. */
  perUnit?: { n?: number; unit: Unit };
  /** The day that a rule with a step was counted from until now; never said, only kept through a correction. */
  phase?: number;
  /** The words themselves ask for a question. */
  ask?: AskCode;
  /** The words themselves cannot be scheduled. */
  refuse?: UnsupportedCode;
}

export type Slot = keyof Saying;

/** A saying, and which letters said each of its fields. */
export interface Said {
  saying: Saying;
  where: Partial<Record<Slot, Span | undefined>>;
}

/** Fields that say which days it is on. */
export const daySlots = [
  "weekdays",
  "nthWeekdays",
  "monthDays",
  "businessDays",
  "day",
] as const satisfies readonly Slot[];

/** Fields that hold for every part of a request, wherever they are said. */
const sharedSlots = [
  "from",
  "until",
  "count",
  "lasting",
  "exceptWeekdays",
  "alsoWeekdays",
  "exceptMonths",
  "exceptMonthDays",
  "exceptNthWeekdays",
  "exceptNths",
  "exceptDays",
  "zone",
  "perUnit",
  "ask",
  "refuse",
  "business",
] as const satisfies readonly Slot[];

/** Whether some of its days are left out. */
export const leavesOut = (saying: Saying): boolean =>
  saying.exceptWeekdays !== undefined ||
  saying.exceptMonths !== undefined ||
  saying.exceptDays !== undefined ||
  saying.exceptMonthDays !== undefined ||
  saying.exceptNthWeekdays !== undefined ||
  saying.exceptNths !== undefined;

/** What is left of a saying without these fields. */
export function without(saying: Saying, slots: readonly Slot[]): Saying {
  const rest = { ...saying };
  for (const slot of slots) delete rest[slot];
  return rest;
}

export function saysWhichDays(saying: Saying): boolean {
  return daySlots.some((slot) => saying[slot] !== undefined);
}

/** Whether it repeats by the clock: every so many minutes or hours. */
export const isElapsed = ({ every }: Saying) => every !== undefined && isClockUnit(every.unit);

export function saysTime(saying: Saying): boolean {
  return (
    saying.times !== undefined ||
    saying.dayparts !== undefined ||
    saying.window !== undefined ||
    saying.minutesPast !== undefined ||
    saying.afterMs !== undefined
  );
}

/** Whether it alone says when: it repeats, or it names a day, or so much time from now. */
export function saysWhen(saying: Saying): boolean {
  return (
    saying.every !== undefined ||
    saying.recurs !== undefined ||
    saysWhichDays(saying) ||
    saying.afterMs !== undefined ||
    saying.perUnit !== undefined ||
    saying.inPeriod !== undefined ||
    saying.refuse !== undefined ||
    saying.ask !== undefined
  );
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const union = <T extends number>(a: readonly T[], b: readonly T[]): T[] =>
  [...new Set([...a, ...b])].toSorted((x, y) => x - y);

/**
 * Adds what a phrase says to what was said before it, or tells that it contradicts (`undefined`).
 *
 * @param joined whether an "and" or a comma stands between them, so that a list can go on
 */
export function addTo(said: Said, more: Said, joined: boolean): Said | undefined {
  // "1 January and 15 July of each year": two dates
  if (joined && (saysOneDate(said, more) || saysOneDate(more, said))) return undefined;
  if (joined && more.saying.times && said.saying.times) said = withHalf(said);
  const saying: Record<string, unknown> = { ...said.saying };
  const where = { ...said.where };
  for (const key of Object.keys(more.saying) as Slot[]) {
    const value = more.saying[key];
    const before = saying[key];
    if (before === undefined || same(before, value)) {
      saying[key] = value;
      where[key] ??= more.where[key];
      continue;
    }
    const merged = mergeSlot(key, said.saying, more.saying, joined);
    if (merged === undefined) return undefined;
    saying[key] = merged;
    const [first, second] = [where[key], more.where[key]];
    if (first && second)
      where[key] = { start: Math.min(first.start, second.start), end: Math.max(first.end, second.end) };
  }
  return { saying: saying, where };
}

/** "At 6:45 every morning and again at 6:45 pm": the part of the day is that of the first time only. */
function withHalf({ saying, where }: Said): Said {
  const { dayparts, ...rest } = saying;
  const [part, ...others] = dayparts ?? [];
  if (!part || others.length > 0) return { saying, where };
  const times = rest.times?.map((time) =>
    time.half || time.is24 || time.named ? time : { ...time, half: halfIn(part, time.hour) },
  );
  return { saying: times ? { ...rest, times } : rest, where };
}

const saysOneDate = ({ saying }: Said, { saying: other }: Said) =>
  saying.day?.kind === "date" && other.months !== undefined && other.monthDays !== undefined;

/** One field that both say, differently. */
function mergeSlot(slot: Slot, a: Saying, b: Saying, joined: boolean): unknown {
  switch (slot) {
    case "every":
      return mergeEvery(a, b);
    case "weekdays":
      if (joined && a.times === undefined && b.times === undefined) return union(a.weekdays ?? [], b.weekdays ?? []);
      // "Monday to Friday at 8am and at 2pm on Friday": the second day is only that of the last time
      if ((a.times?.length ?? 0) > 1) return undefined;
      // "every weekday, Monday to Thursday": the narrower one
      return narrower(a.weekdays ?? [], b.weekdays ?? []);
    case "monthDays":
      // "the 5th of January and the 15th of March" are no days of both months
      if (saysDates(a) && saysDates(b) && !same(a.months, b.months)) return undefined;
      return joined && a.times === undefined ? union(a.monthDays ?? [], b.monthDays ?? []) : undefined;
    case "months":
      if (saysDates(a) && saysDates(b) && !same(a.monthDays, b.monthDays)) return undefined;
      return joined ? union(a.months ?? [], b.months ?? []) : undefined;
    case "nthWeekdays":
      return joined && a.times === undefined ? [...(a.nthWeekdays ?? []), ...(b.nthWeekdays ?? [])] : undefined;
    case "times":
      return joined ? [...(a.times ?? []), ...(b.times ?? [])] : undefined;
    case "dayparts":
      return joined && a.times === undefined && b.times === undefined
        ? [...(a.dayparts ?? []), ...(b.dayparts ?? [])]
        : undefined;
    case "exceptWeekdays":
      return union(a.exceptWeekdays ?? [], b.exceptWeekdays ?? []);
    case "exceptMonths":
      return union(a.exceptMonths ?? [], b.exceptMonths ?? []);
    case "exceptMonthDays":
      return union(a.exceptMonthDays ?? [], b.exceptMonthDays ?? []);
    case "exceptNthWeekdays":
      return [...(a.exceptNthWeekdays ?? []), ...(b.exceptNthWeekdays ?? [])];
    case "exceptDays":
      return [...(a.exceptDays ?? []), ...(b.exceptDays ?? [])];
    case "refuse":
      return a.refuse;
    case "ask":
      return a.ask;
    default:
      return undefined;
  }
}

const saysDates = ({ months, monthDays }: Saying) => months !== undefined && monthDays !== undefined;

/** "Every week on Monday", "monthly on the last day of every month", "every morning … every day": the finer word is the frame of the coarser. */
function mergeEvery(a: Saying, b: Saying): Saying["every"] {
  const [first, second] = [a.every, b.every];
  if (!first || !second) return undefined;
  // "every fortnight, on the 15th and the last": half a month it is
  if (a.ask === "two-weeks-or-half-month" && b.monthDays && second.unit === "month") return second;
  // an hourly rhythm on certain days: "every hour, every weekday"
  if (isClockUnit(first.unit) && second.unit === "day" && second.n === 1) return first;
  if (isClockUnit(second.unit) && first.unit === "day" && first.n === 1) return second;
  // "every day, every other week" says nothing that one rule holds, unless the days are named
  if (first.unit === "day" && first.n === 1 && (a.weekdays || b.weekdays)) return second;
  if (second.unit === "day" && second.n === 1 && (a.weekdays || b.weekdays)) return first;
  if (first.unit === "week" && first.n === 1 && second.unit === "week") return second;
  if (second.unit === "week" && second.n === 1 && first.unit === "week") return first;
  return undefined;
}

function narrower(a: readonly Weekday[], b: readonly Weekday[]): readonly Weekday[] | undefined {
  if (a.every((day) => b.includes(day))) return a;
  if (b.every((day) => a.includes(day))) return b;
  return undefined;
}

/** "Mon at 10am, Wed at 2pm": two bare weekdays repeat, as a list of them does. */
function severalWeekdays(parts: readonly Said[]): Said | undefined {
  const [first] = parts;
  const bare = parts.every(({ saying }) => saying.weekdays?.length === 1 && !saying.day && !saying.every);
  return parts.length > 1 && bare && first ? { ...first, saying: { recurs: true } } : undefined;
}

/** Several sayings of one request get from each other what holds for all, and repeat all or none. */
export function share(parts: readonly Said[]): Said[] {
  const shared: Said = { saying: {}, where: {} };
  for (const part of parts) {
    for (const slot of sharedSlots) {
      if (part.saying[slot] === undefined || shared.saying[slot] !== undefined) continue;
      Object.assign(shared.saying, { [slot]: part.saying[slot] });
      shared.where[slot] = part.where[slot];
    }
  }
  const repeating = parts.find((part) => part.saying.recurs) ?? severalWeekdays(parts);
  return parts.map((part) => {
    const said = { saying: { ...shared.saying, ...part.saying }, where: { ...shared.where, ...part.where } };
    if (repeating && !part.saying.recurs) {
      said.saying.recurs = true;
      if (said.saying.every === undefined && repeating.saying.every) said.saying.every = repeating.saying.every;
      if (said.saying.period === undefined && repeating.saying.period) said.saying.period = repeating.saying.period;
      if (said.saying.months === undefined && repeating.saying.months && said.saying.day?.kind !== "date")
        said.saying.months = repeating.saying.months;
    }
    return said;
  });
}
