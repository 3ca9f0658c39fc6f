import type { Schedule } from "../../model/schedule.ts";
import {
  addMonths,
  dateOf,
  type DayNumber,
  daysInMonth,
  formatLocal,
  type LocalSeconds,
  SECONDS_PER_DAY,
} from "../../occurrences/civil.ts";
import { isoWeekday, mondayOf, nthWeekdayOf } from "./days.ts";
import type { NthWeekday } from "../phrases/saying.ts";
import type { Weekday } from "../tokens/token.ts";

/** Which days of the calendar a rule is on. */
export type Days = {
  /** Every how many days, weeks or months. */
  n: number;
  /** Left out of the days; empty for most. */
  exceptWeekdays?: readonly Weekday[];
  months?: readonly number[] | undefined;
} & (
  | { unit: "day" }
  | { unit: "week"; weekdays: readonly Weekday[] }
  | { unit: "month"; monthDays: readonly number[] }
  | { unit: "month"; nthWeekdays: readonly NthWeekday[] }
  | { unit: "month"; businessDays: readonly number[] }
);

/** The clock times of a rule: fixed ones, or a grid of minutes within hours. */
export type Times =
  | { at: readonly { minute: number; second: number }[] }
  /** From the first to the last minute of the day, every so many minutes; the last counts where it is met. */
  | { first: number; last: number; step: number };

const icalDays = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export const everyWeekday: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];

/** Whether the rule is on that day, by its pattern alone: `n` is not looked at. */
function isOn(days: Days, day: DayNumber): boolean {
  const weekday = isoWeekday(day);
  if (days.exceptWeekdays?.includes(weekday)) return false;
  if (days.unit === "day" && days.months === undefined) return true;
  if (days.unit === "week" && days.months === undefined) return days.weekdays.includes(weekday);
  const { year, month, day: ofMonth } = dateOf(day);
  if (days.months && !days.months.includes(month)) return false;
  if (days.unit === "day") return true;
  if (days.unit === "week") return days.weekdays.includes(weekday);
  const length = daysInMonth(year, month);
  if ("monthDays" in days)
    return days.monthDays.some((wanted) => (wanted > 0 ? wanted : length + 1 + wanted) === ofMonth);
  if ("nthWeekdays" in days)
    return days.nthWeekdays.some(({ nth, weekday: wanted }) =>
      nth === 0 ? wanted === weekday : nthWeekdayOf(year, month, nth, wanted) === day,
    );
  return days.businessDays.some((nth) => businessDayOf(day, length, ofMonth, nth) === day);
}

/** The nth day of Monday to Friday in the month of `day`. */
function businessDayOf(day: DayNumber, length: number, ofMonth: number, nth: number): DayNumber | undefined {
  const first = day - ofMonth + 1;
  let left = Math.abs(nth);
  for (let index = 0; index < length; index++) {
    const at = nth > 0 ? first + index : first + length - 1 - index;
    if (isoWeekday(at) <= 5 && --left === 0) return at;
  }
  return undefined;
}

/** How far the first day of a rule is looked for: 29 February comes at least once in eight years. */
const SEARCH_DAYS = 366 * 9;

/** The first day from `from` on that the rule is on. */
export function firstDay(days: Days, from: DayNumber): DayNumber | undefined {
  const step = days.unit === "month" && days.months !== undefined ? 31 : 0;
  for (let day = from; day < from + SEARCH_DAYS; day++) {
    if (isOn(days, day)) return day;
    if (step > 0) {
      // months that are left out are stepped over whole
      const { month, day: ofMonth } = dateOf(day);
      if (!days.months?.includes(month)) day = addMonths(day - ofMonth + 1, 1) - 1;
    }
  }
  return undefined;
}

/** The cron fields of the days, or `undefined` where cron cannot say them. */
function cronDays(days: Days): { dayOfMonth: string; month: string; dayOfWeek: string } | undefined {
  if (days.n !== 1) return undefined;
  const month = days.months ? list(days.months) : "*";
  const except = days.exceptWeekdays ?? [];
  if (days.unit === "day" || days.unit === "week") {
    const on = (days.unit === "day" ? everyWeekday : days.weekdays).filter((day) => !except.includes(day));
    return { dayOfMonth: "*", month, dayOfWeek: on.length === 7 ? "*" : list(on.map((day) => day % 7)) };
  }
  if (except.length > 0) return undefined;
  if ("monthDays" in days) {
    if (days.monthDays.length === 1 && days.monthDays[0] === -1) return { dayOfMonth: "L", month, dayOfWeek: "*" };
    return days.monthDays.every((day) => day > 0)
      ? { dayOfMonth: list(days.monthDays), month, dayOfWeek: "*" }
      : undefined;
  }
  if ("nthWeekdays" in days && days.nthWeekdays.length === 1) {
    const [only] = days.nthWeekdays;
    if (only && only.nth > 0 && only.nth <= 5)
      return { dayOfMonth: "*", month, dayOfWeek: `${only.weekday % 7}#${only.nth}` };
    if (only?.nth === -1) return { dayOfMonth: "*", month, dayOfWeek: `${only.weekday % 7}L` };
  }
  return undefined;
}

/** Numbers of a cron field: `1-5`, `1,3,5`. */
function list(values: readonly number[]): string {
  const sorted = [...new Set(values)].toSorted((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first !== undefined && last !== undefined && sorted.length > 2 && last - first === sorted.length - 1)
    return `${first}-${last}`;
  return sorted.join(",");
}

/** The parts of an RRULE that say the days. */
function rruleDays(days: Days): string[] {
  const except = days.exceptWeekdays ?? [];
  const parts: string[] = [];
  const interval = days.n > 1 ? [`INTERVAL=${days.n}`] : [];
  const months = days.months ? [`BYMONTH=${days.months.join(",")}`] : [];
  const but = except.length > 0 ? [`BYDAY=${byDay(everyWeekday.filter((day) => !except.includes(day)))}`] : [];
  if (days.unit === "day") parts.push("FREQ=DAILY", ...interval, ...months, ...but);
  else if (days.unit === "week") {
    const on = days.weekdays.filter((day) => !except.includes(day));
    parts.push("FREQ=WEEKLY", ...interval, ...months, `BYDAY=${byDay(on)}`);
  } else {
    parts.push("FREQ=MONTHLY", ...interval, ...months);
    if ("monthDays" in days) parts.push(`BYMONTHDAY=${days.monthDays.join(",")}`, ...but);
    else if ("nthWeekdays" in days)
      parts.push(`BYDAY=${days.nthWeekdays.map(({ nth, weekday }) => `${nth || ""}${icalDays[weekday]}`).join(",")}`);
    else parts.push(`BYDAY=${byDay(workdays)}`, `BYSETPOS=${days.businessDays.join(",")}`);
  }
  return parts;
}

const byDay = (days: readonly Weekday[]) => days.map((day) => icalDays[day]).join(",");

/** The schedule of these days at these times, or `undefined` where neither cron nor one RRULE can say it. */
export function calendarSchedule(
  days: Days,
  times: Times,
  zone: string,
  notBefore: LocalSeconds,
  exceptDays: readonly DayNumber[],
): Extract<Schedule, { kind: "cron" | "rrule" }> | undefined {
  const fields = exceptDays.length === 0 ? cronDays(days) : undefined;
  const clock = fields && cronTimes(times);
  if (fields && clock) {
    return {
      kind: "cron",
      expression: `${clock} ${fields.dayOfMonth} ${fields.month} ${fields.dayOfWeek}`,
      timezone: zone,
    };
  }
  const [atFirst] = "at" in times ? times.at : [{ minute: times.first, second: 0 }];
  if (!atFirst) return undefined;
  const time = atFirst.minute * 60 + atFirst.second;
  const latest =
    "at" in times ? Math.max(...times.at.map(({ minute, second }) => minute * 60 + second)) : times.last * 60;
  const first = firstDay(days, Math.ceil((notBefore - latest) / SECONDS_PER_DAY));
  if (first === undefined) return undefined;
  const parts = rruleDays(days);
  if ("at" in times) {
    if (times.at.length > 1) {
      if (parts.some((part) => part.startsWith("BYSETPOS"))) return undefined;
      const hours = [...new Set(times.at.map(({ minute }) => Math.floor(minute / 60)))];
      const minutes = [...new Set(times.at.map(({ minute }) => minute % 60))];
      if (hours.length * minutes.length !== times.at.length) return undefined;
      parts.push(`BYHOUR=${hours.join(",")}`, `BYMINUTE=${minutes.join(",")}`);
    }
  } else {
    const grid = rruleGrid(days, times);
    if (!grid) return undefined;
    parts.splice(0, parts.length, ...grid);
  }
  const schedule: Extract<Schedule, { kind: "rrule" }> = {
    kind: "rrule",
    rule: parts.join(";"),
    start: formatLocal(first * SECONDS_PER_DAY + time),
    timezone: zone,
  };
  if (exceptDays.length > 0) schedule.exdates = exceptDays.map((day) => formatLocal(day * SECONDS_PER_DAY + time));
  return schedule;
}

/** The minute and hour fields, or `undefined` where the times are no product of minutes and hours. */
function cronTimes(times: Times): string | undefined {
  if ("at" in times) {
    const hours = [...new Set(times.at.map(({ minute }) => Math.floor(minute / 60)))];
    const minutes = [...new Set(times.at.map(({ minute }) => minute % 60))];
    const seconds = [...new Set(times.at.map(({ second }) => second))];
    if (hours.length * minutes.length !== times.at.length || seconds.length !== 1) return undefined;
    const second = seconds[0] ?? 0;
    return `${second > 0 ? `${second} ` : ""}${list(minutes)} ${list(hours)}`;
  }
  const { first, last, step } = times;
  const wholeDay = first < step && last >= 24 * 60 - step && 1440 % step === 0;
  if (step % 60 === 0) {
    const hours = step / 60;
    const minute = first % 60;
    const from = Math.floor(first / 60);
    const to = Math.floor((last - minute) / 60);
    if (wholeDay && from === 0) return `${minute} ${hours === 1 ? "*" : `*/${hours}`}`;
    return `${minute} ${from}-${to}${hours === 1 ? "" : `/${hours}`}`;
  }
  if (60 % step !== 0 || first % 60 >= step) return undefined;
  const offset = first % 60;
  const minutes = offset === 0 ? `*/${step}` : `${offset}-59/${step}`;
  if (wholeDay) return `${minutes} *`;
  // the last hour has to be whole, else cron would go on to its end
  const count = Math.floor((last - first) / step) + 1;
  return count % (60 / step) === 0 ? `${minutes} ${Math.floor(first / 60)}-${Math.floor(last / 60)}` : undefined;
}

/** A grid of minutes as one RRULE: all combinations of hours and minutes of a day, and which of them count. */
function rruleGrid(
  days: Days,
  { first, last, step }: { first: number; last: number; step: number },
): string[] | undefined {
  if (days.n !== 1 || days.unit === "month") return undefined;
  const unit = gcd(gcd(step, 60), first % 60 === 0 ? 60 : first % 60);
  const minutes = Array.from({ length: 60 / unit }, (_, index) => index * unit);
  const [fromHour, toHour] = [Math.floor(first / 60), Math.floor(last / 60)];
  const hours = Array.from({ length: toHour - fromHour + 1 }, (_, index) => fromHour + index);
  const positions: number[] = [];
  for (let minute = first; minute <= last; minute += step) positions.push((minute - fromHour * 60) / unit + 1);
  if (positions.length > 200) return undefined;
  const weekdays = (days.unit === "week" ? days.weekdays : everyWeekday).filter(
    (day) => !days.exceptWeekdays?.includes(day),
  );
  return [
    "FREQ=DAILY",
    ...(days.months ? [`BYMONTH=${days.months.join(",")}`] : []),
    ...(weekdays.length < 7 ? [`BYDAY=${byDay(weekdays)}`] : []),
    `BYHOUR=${hours.join(",")}`,
    `BYMINUTE=${minutes.join(",")}`,
    `BYSETPOS=${positions.join(",")}`,
  ];
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

/** The first day of a rule with a step: the week, month or day that the others are counted from. */
export function isSameStep(days: Days, start: DayNumber, day: DayNumber): boolean {
  if (days.unit === "day") return (day - start) % days.n === 0;
  if (days.unit === "week") return ((mondayOf(day) - mondayOf(start)) / 7) % days.n === 0;
  const [a, b] = [dateOf(start), dateOf(day)];
  return (b.year * 12 + b.month - (a.year * 12 + a.month)) % days.n === 0;
}
