import { addMonths, dateOf, dayNumberOf, daysInMonth, type DayNumber, weekdayOf } from "../../occurrences/civil.ts";
import type { DayWords } from "../phrases/saying.ts";
import type { Weekday } from "../tokens/token.ts";

/** A day of the calendar, or why it is none. */
export type FoundDay =
  | { day: DayNumber; last?: DayNumber; yearAssumed?: true }
  | { problem: "impossible-date" | "past" }
  /** Two days that are about as likely. */
  | { either: readonly DayNumber[]; about: "which-week" | "month-or-day-first" }
  | { unclear: "which-day" | "which-weekday" };

/** Monday is 1, Sunday is 7. */
export const isoWeekday = (day: DayNumber): Weekday => (weekdayOf(day) || 7) as Weekday;

/** The Monday of the day's week. */
export const mondayOf = (day: DayNumber): DayNumber => day - (isoWeekday(day) - 1);

/** The nth weekday of a month, from its end where `nth` is negative; `undefined` where the month has none. */
export function nthWeekdayOf(year: number, month: number, nth: number, weekday: Weekday): DayNumber | undefined {
  const length = daysInMonth(year, month);
  const first = dayNumberOf(year, month, 1);
  if (nth > 0) {
    const day = 1 + ((weekday - isoWeekday(first) + 7) % 7) + (nth - 1) * 7;
    return day <= length ? first + day - 1 : undefined;
  }
  const day = length - ((isoWeekday(first + length - 1) - weekday + 7) % 7) + (nth + 1) * 7;
  return day >= 1 ? first + day - 1 : undefined;
}

/** The first and the last day of the period that holds the day. */
function periodOf(day: DayNumber, unit: "week" | "month" | "quarter" | "year"): { first: DayNumber; last: DayNumber } {
  const { year, month } = dateOf(day);
  if (unit === "week") return { first: mondayOf(day), last: mondayOf(day) + 6 };
  if (unit === "month")
    return { first: dayNumberOf(year, month, 1), last: dayNumberOf(year, month, daysInMonth(year, month)) };
  if (unit === "year") return { first: dayNumberOf(year, 1, 1), last: dayNumberOf(year, 12, 31) };
  const start = month - ((month - 1) % 3);
  return { first: dayNumberOf(year, start, 1), last: dayNumberOf(year, start + 2, daysInMonth(year, start + 2)) };
}

/** The day as many periods later. */
export function addPeriods(day: DayNumber, n: number, unit: "day" | "week" | "month" | "quarter" | "year"): DayNumber {
  if (unit === "day") return day + n;
  if (unit === "week") return day + n * 7;
  return addMonths(day, n * (unit === "month" ? 1 : unit === "quarter" ? 3 : 12));
}

/**
 * The day that was said.
 *
 * @param today the day it was said on
 * @param isOver whether that day cannot be meant any more, because its time has passed; then the next such day counts
 */
export function findDay(words: DayWords, today: DayNumber, isOver: (day: DayNumber) => boolean): FoundDay {
  switch (words.kind) {
    case "day":
      return words.offset < 0 ? { problem: "past" } : { day: today + words.offset };
    case "weekday":
      return findWeekday(words.weekday, words.which, words.weeks ?? 0, today, isOver);
    case "weekday-of": {
      const day = mondayOf(today) + words.weeks * 7 + words.weekday - 1;
      return { day };
    }
    case "date":
      return findDate(words, today, isOver);
    case "month-day":
      return findMonthDay(words, today, isOver);
    case "edge": {
      const period = periodOf(addPeriods(periodOf(today, words.unit).first, words.offset, words.unit), words.unit);
      return { day: words.edge === "start" ? period.first : period.last };
    }
    case "month": {
      const { year, month } = dateOf(today);
      const inYear = words.year ?? (words.month < month ? year + 1 : year);
      const first = dayNumberOf(inYear, words.month, 1);
      const last = first + daysInMonth(inYear, words.month) - 1;
      if (last < today) return { problem: "past" };
      return { day: first, last };
    }
    case "nth-of":
      return findNth(words, today, isOver);
    case "in": {
      if (!words.from) return { day: addPeriods(today, words.n, words.unit) };
      const from = findDay(words.from, today, isOver);
      return "day" in from ? { day: addPeriods(from.day, words.n, words.unit) } : from;
    }
    default:
      return words satisfies never;
  }
}

function findWeekday(
  weekday: Weekday,
  which: "plain" | "this" | "coming" | "next",
  weeks: number,
  today: DayNumber,
  isOver: (day: DayNumber) => boolean,
): FoundDay {
  let coming = today + ((weekday - isoWeekday(today) + 7) % 7);
  if (which === "coming") return { day: (coming === today ? coming + 7 : coming) + weeks * 7 };
  if (which !== "next") {
    if (isOver(coming)) coming += 7;
    return { day: coming + weeks * 7 };
  }
  if (coming === today) coming += 7;
  const nextWeek = mondayOf(today) + 7 + weekday - 1;
  if (coming === nextWeek) return { day: coming + weeks * 7 };
  return { either: [coming + weeks * 7, nextWeek + weeks * 7], about: "which-week" };
}

function findDate(
  { month, day, year }: Extract<DayWords, { kind: "date" }>,
  today: DayNumber,
  isOver: (day: DayNumber) => boolean,
): FoundDay {
  const longest = month === 2 ? 29 : daysInMonth(2024, month);
  if (month < 1 || month > 12 || day < 1 || day > longest) return { problem: "impossible-date" };
  if (year !== undefined) {
    if (day > daysInMonth(year, month)) return { problem: "impossible-date" };
    const found = dayNumberOf(year, month, day);
    return found < today ? { problem: "past" } : { day: found };
  }
  const thisYear = dateOf(today).year;
  for (let inYear = thisYear; inYear <= thisYear + 8; inYear++) {
    if (day > daysInMonth(inYear, month)) continue;
    const found = dayNumberOf(inYear, month, day);
    if (found > today || (found === today && !isOver(found))) return { day: found, yearAssumed: true };
  }
  return { problem: "impossible-date" };
}

function findMonthDay(
  { day, months, weekday }: Extract<DayWords, { kind: "month-day" }>,
  today: DayNumber,
  isOver: (day: DayNumber) => boolean,
): FoundDay {
  if (day > 31 || day < -31 || day === 0) return { problem: "impossible-date" };
  const { year, month } = dateOf(today);
  for (let ahead = months ?? 0; ahead <= (months ?? (weekday === undefined ? 12 : 24)); ahead++) {
    const inYear = year + Math.floor((month - 1 + ahead) / 12);
    const inMonth = ((month - 1 + ahead) % 12) + 1;
    const length = daysInMonth(inYear, inMonth);
    const dayOfMonth = day < 0 ? length + 1 + day : day;
    if (dayOfMonth < 1 || dayOfMonth > length) {
      if (months !== undefined) return { problem: "impossible-date" };
      continue;
    }
    const found = dayNumberOf(inYear, inMonth, dayOfMonth);
    if (weekday !== undefined && isoWeekday(found) !== weekday) continue;
    if (months !== undefined) return found < today ? { problem: "past" } : { day: found };
    if (found > today || (found === today && !isOver(found))) return { day: found };
  }
  return { problem: "impossible-date" };
}

function findNth(
  words: Extract<DayWords, { kind: "nth-of" }>,
  today: DayNumber,
  isOver: (day: DayNumber) => boolean,
): FoundDay {
  const { year, month } = dateOf(today);
  if (words.months !== undefined) {
    const first = dateOf(addMonths(dayNumberOf(year, month, 1), words.months));
    const found = nthWeekdayOf(first.year, first.month, words.nth, words.weekday);
    return found === undefined ? { problem: "impossible-date" } : found < today ? { problem: "past" } : { day: found };
  }
  const inMonth = words.month ?? month;
  for (let inYear = words.year ?? year; inYear <= (words.year ?? year + 8); inYear++) {
    const found = nthWeekdayOf(inYear, inMonth, words.nth, words.weekday);
    if (found !== undefined && (found > today || (found === today && !isOver(found)))) return { day: found };
  }
  return { problem: words.year === undefined ? "impossible-date" : "past" };
}
