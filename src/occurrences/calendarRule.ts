import { dateOf, type DayNumber, dayNumberOf, daysInMonth, type LocalSeconds, SECONDS_PER_DAY } from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";
import type { TimesOfDay } from "./timesOfDay.ts";

/** Months since the year 0: `year * 12 + month - 1`. */
export type MonthNumber = number;

/** Which days of a month a rule has. */
export interface MonthPattern {
  /** Bit `n` is set where day `n + 1` belongs to the rule. `first` is the day number of the month's first day. */
  days(year: number, month: number, first: DayNumber, length: number): number;
  /** How many years or months lie between two that it does not leave out, at most; 1 where it leaves out none by itself. */
  readonly interval: number;
  /** The nearest month at or after this one that may have days. */
  nextMonth(month: MonthNumber): MonthNumber;
  /** The nearest month at or before this one that may have days. */
  previousMonth(month: MonthNumber): MonthNumber;
}

/**
 * How many months are looked at, of those that the pattern does not leave out by itself. A hundred years of them: the longest wait
 * between two days of any rule that people write is forty, for the fifth Monday of February over the year 2100.
 */
const MAX_MONTHS = 1200;
/** The calendar repeats after 400 years, so that a pattern which leaves out most months needs no more of them either. */
const MAX_SPAN = 4800;
/** Years beyond this one are of no use to anybody, and RFC 5545 cannot write them. */
export const LAST_MONTH: MonthNumber = 9999 * 12 + 11;
const FIRST_MONTH: MonthNumber = 0;

/** Days by a pattern of months, and the same times on each of them. */
export class CalendarRule implements CivilRule {
  readonly isElapsed: boolean;
  readonly #pattern: MonthPattern;
  readonly #times: TimesOfDay;
  /** The month that was looked at last: its number, its first day, its length, its days. */
  #month = 0;
  #first = 0;
  #length = 0;
  #days = 0;

  constructor(pattern: MonthPattern, times: TimesOfDay, isElapsed: boolean) {
    this.#pattern = pattern;
    this.#times = times;
    this.isElapsed = isElapsed;
  }

  next(local: LocalSeconds): LocalSeconds {
    const day = Math.floor(local / SECONDS_PER_DAY);
    if (day < this.#first || day >= this.#first + this.#length) this.#turnToDay(day);
    const place = day - this.#first;
    if ((this.#days >>> place) & 1) {
      const time = this.#times.next(local - day * SECONDS_PER_DAY);
      if (time >= 0) return day * SECONDS_PER_DAY + time;
    }
    let later = this.#days & ~((2 << place) - 1);
    const last = Math.min(this.#month + MAX_SPAN * this.#pattern.interval, LAST_MONTH);
    for (let looked = 0; later === 0; looked++) {
      const month = this.#pattern.nextMonth(this.#month + 1);
      if (looked > MAX_MONTHS || month > last) return Infinity;
      this.#turnToMonth(month, true);
      later = this.#days;
    }
    const lowest = 31 - Math.clz32(later & -later);
    return (this.#first + lowest) * SECONDS_PER_DAY + this.#times.first;
  }

  previous(local: LocalSeconds): LocalSeconds {
    const day = Math.floor(local / SECONDS_PER_DAY);
    if (day < this.#first || day >= this.#first + this.#length) this.#turnToDay(day);
    const place = day - this.#first;
    if ((this.#days >>> place) & 1) {
      const time = this.#times.previous(local - day * SECONDS_PER_DAY);
      if (time >= 0) return day * SECONDS_PER_DAY + time;
    }
    let earlier = this.#days & ((1 << place) - 1);
    const last = Math.max(this.#month - MAX_SPAN * this.#pattern.interval, FIRST_MONTH);
    for (let looked = 0; earlier === 0; looked++) {
      const month = this.#pattern.previousMonth(this.#month - 1);
      if (looked > MAX_MONTHS || month < last) return -Infinity;
      this.#turnToMonth(month, true);
      earlier = this.#days;
    }
    return (this.#first + 31 - Math.clz32(earlier)) * SECONDS_PER_DAY + this.#times.last;
  }

  #turnToDay(day: DayNumber): void {
    const { year, month } = dateOf(day);
    const number = year * 12 + month - 1;
    const isInRange = number >= FIRST_MONTH && number <= LAST_MONTH;
    this.#turnToMonth(number, isInRange && this.#pattern.nextMonth(number) === number);
  }

  #turnToMonth(number: MonthNumber, mayHaveDays: boolean): void {
    const year = Math.floor(number / 12);
    const month = number - year * 12 + 1;
    this.#month = number;
    this.#first = dayNumberOf(year, month, 1);
    this.#length = daysInMonth(year, month);
    this.#days = mayHaveDays ? this.#pattern.days(year, month, this.#first, this.#length) : 0;
  }
}

/** A set of numbers from 0 to 31 as bits. */
export function bits(values: readonly number[]): number {
  let set = 0;
  for (const value of values) set |= 1 << value;
  return set;
}

/** Spreads seven bits, one for each weekday from Sunday, over the days of a month. */
export function everyWeek(weekdays: number, weekdayOfFirst: number): number {
  const week = ((weekdays >>> weekdayOfFirst) | (weekdays << (7 - weekdayOfFirst))) & 0b111_1111;
  return week | (week << 7) | (week << 14) | (week << 21) | (week << 28);
}
