import { SchedulerError } from "../../errors/schedulerError.ts";
import type { ScheduleOf } from "../../model/schedule.ts";
import { type Calendar, clockOf, stepsOrTimes, type Days, isRun, type Weekday } from "./calendar.ts";
import { byLeftOut } from "./leftOut.ts";

const weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const units = { DAILY: "day", WEEKLY: "week", MONTHLY: "month", YEARLY: "year" } as const;
const unitSeconds: Readonly<Record<string, number>> = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

/** What a recurrence rule says. */
export interface RuleSaying {
  /** A rule in wall time; or how many seconds lie between two occurrences, counted from the start; or a rule beyond words. */
  rule: Calendar | { everySeconds: number } | { text: string };
  count?: number;
  /** `YYYYMMDD` or `YYYYMMDDTHHMMSS`, with `Z` where it is in UTC. */
  until?: string;
}

/**
 * An RFC 5545 recurrence rule as a calendar rule: what the rule leaves out comes from its start.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`
 */
export function rruleCalendar({ rule, start }: Pick<ScheduleOf<"rrule">, "rule" | "start">): RuleSaying {
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, "")
      .toUpperCase()
      .split(";")
      .map((part) => part.split("=", 2) as [string, string]),
  );
  const numbers = (key: string) =>
    parts
      .get(key)
      ?.split(",")
      .map(Number)
      .toSorted((a, b) => order(a) - order(b));
  const frequency = parts.get("FREQ") ?? "";
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const [date = "", time = ""] = start.split("T");
  const [, month = 1, day = 1] = date.split("-").map(Number);
  const [hour = 0, minute = 0, second = 0] = time.split(":").map(Number);

  const seconds = numbers("BYSECOND") ?? (frequency === "SECONDLY" ? range(60) : [second]);
  const minutes =
    numbers("BYMINUTE") ?? (unitSeconds[frequency] !== undefined && frequency !== "HOURLY" ? range(60) : [minute]);
  const hours = numbers("BYHOUR") ?? (unitSeconds[frequency] !== undefined ? range(24) : [hour]);
  const position = numbers("BYSETPOS");
  const bounds = {
    ...(parts.has("COUNT") && { count: Number(parts.get("COUNT")) }),
    ...(parts.has("UNTIL") && { until: parts.get("UNTIL") ?? "" }),
  };

  if (interval > 1 && unitSeconds[frequency] !== undefined) {
    return { rule: { everySeconds: interval * unitSeconds[frequency] }, ...bounds };
  }
  const unit = unitSeconds[frequency] === undefined ? units[frequency as keyof typeof units] : "day";
  if (unit === undefined)
    throw new SchedulerError("SCHEDULE_INVALID", { rule, hint: "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY." });

  const byDay = (parts.get("BYDAY") ?? "").split(",").filter(Boolean).map(readByDay);
  const startsOn = weekdayOf(date);
  const byMonth = numbers("BYMONTH");
  const byMonthDay = numbers("BYMONTHDAY");
  const open = byDay.length === 0 && byMonthDay === undefined && !parts.has("BYYEARDAY") && !parts.has("BYWEEKNO");
  const months = unit === "year" && byMonth === undefined && open ? [month] : byMonth;
  const times = timesOf(hours, minutes, seconds);
  // BYSETPOS picks among all occurrences of a period, in order: among a day's times, or among days with one time each.
  const picked = position && (unit === "day" ? { times: pick(times, position) } : pickDay(position, times));
  const days = daysOf({
    unit,
    byDay: open && unit === "week" ? [{ nth: 0, weekday: startsOn }] : byDay,
    byMonthDay: open && (unit === "month" || unit === "year") ? [day] : byMonthDay,
    byYearDay: numbers("BYYEARDAY"),
    byWeek: numbers("BYWEEKNO"),
    position: picked && "days" in picked ? picked.days : undefined,
    startsOn,
  });
  if (days === undefined || (position && !picked)) return { rule: { text: rule }, ...bounds };
  const clock = picked ? stepsOrTimes(picked.times) : clockOf(seconds, minutes, hours);
  // 24 months that are always Januaries are two years.
  const isYears = unit === "month" && months !== undefined && interval % 12 === 0;
  const every = isYears ? ({ count: interval / 12, unit: "year" } as const) : { count: interval, unit };
  const calendar = byLeftOut({ clock, days, every, ...(months && months.length < 12 && { months }) });
  return { rule: isSayable(calendar.days) ? calendar : { text: rule }, ...bounds };
}

/** Not "every Friday that is the last day of the month", nor each Monday beside a second Tuesday. */
function isSayable(days: Days): boolean {
  if (days.kind === "both") return days.days.every((day) => day > 0);
  return days.kind !== "nth-weekday" || days.each.every(({ nth }) => nth !== 0);
}

interface DayRule {
  unit: Calendar["every"]["unit"];
  byDay: readonly { nth: number; weekday: Weekday }[];
  byMonthDay: readonly number[] | undefined;
  byYearDay: readonly number[] | undefined;
  byWeek: readonly number[] | undefined;
  position: readonly number[] | undefined;
  startsOn: Weekday;
}

/** The days as a person says them, or `undefined` where only the rule itself can say it. */
function daysOf({ unit, byDay, byMonthDay, byYearDay, byWeek, position, startsOn }: DayRule): Days | undefined {
  const weekdays = byDay.map(({ weekday }) => weekday).toSorted((a, b) => a - b);
  const named = Number(byMonthDay !== undefined) + Number(byYearDay !== undefined) + Number(byWeek !== undefined);
  if (named > 1 || (position && unit !== "month")) return undefined;
  if (position && byMonthDay) return byDay.length > 0 ? undefined : clamped(byMonthDay, position);
  if (byWeek) return { kind: "weeks-of-year", weeks: byWeek, weekdays: weekdays.length > 0 ? weekdays : [startsOn] };
  if (byYearDay) return byDay.length > 0 ? undefined : { kind: "year-days", days: byYearDay };
  if (byMonthDay && byDay.length > 0) return { kind: "both", days: byMonthDay, weekdays };
  if (byMonthDay) return { kind: "month-days", days: byMonthDay };
  if (position) return { kind: "nth-of-weekdays", nth: position, weekdays };
  if (byDay.some(({ nth }) => nth !== 0)) return { kind: "nth-weekday", each: byDay };
  return weekdays.length === 0 || weekdays.length === 7 ? { kind: "every-day" } : { kind: "weekdays", weekdays };
}

/** The last of the 28th to the 31st is "the 31st, or the last day of a shorter month". */
function clamped(days: readonly number[], position: readonly number[]): Days | undefined {
  const [first = 0] = days;
  if (position.join() !== "-1" || first < 1 || first > 28 || !isRun(days, 1)) return undefined;
  return { kind: "month-day-clamped", day: days.at(-1) ?? first };
}

function readByDay(text: string): { nth: number; weekday: Weekday } {
  return { nth: Number(text.slice(0, -2)), weekday: (weekdayCodes.indexOf(text.slice(-2)) + 1) as Weekday };
}

/** The ISO weekday of a local date. */
function weekdayOf(date: string): Weekday {
  return (((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as Weekday;
}

/** What counts from the end comes after what counts from the start. */
function order(number: number): number {
  return number < 0 ? 1000 + number : number;
}

function timesOf(hours: readonly number[], minutes: readonly number[], seconds: readonly number[]): number[] {
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * 3600 + minute * 60 + second)),
  );
}

/** Positions among days that have several times each, as positions of days, where all of them fall on one time of the day. */
function pickDay(positions: readonly number[], times: readonly number[]) {
  const one = times.length;
  const indexes = positions.map((position) => (((position > 0 ? position - 1 : position) % one) + one) % one);
  const days = positions.map((position) => (position > 0 ? Math.ceil(position / one) : -Math.ceil(-position / one)));
  const time = times[indexes[0] ?? 0];
  return time === undefined || new Set(indexes).size > 1 ? undefined : { days, times: [time] };
}

function pick(times: readonly number[], positions: readonly number[]): number[] {
  return positions
    .map((position) => times.at(position > 0 ? position - 1 : position))
    .filter((time) => time !== undefined);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
