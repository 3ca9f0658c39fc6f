import { dateOf, type DayNumber, dayNumberOf, daysInMonth, type LocalSeconds, SECONDS_PER_DAY } from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";
import type { TimesOfDay } from "./timesOfDay.ts";

/** Months since the year 0: `year * 12 + month - 1`. */
export type MonthNumber = number;

/** Which days of a month a rule has. */
export interface MonthPattern {
  /** Bit `n` is set where day `n + 1` belongs to the rule. `first` is the day number of the month's first day. */
  days(year: number, month: number, first: DayNumber, length: number): number;
  /** The nearest month at or after this one that may have days. */
  nextMonth(month: MonthNumber): MonthNumber;
  /** The nearest month at or before this one that may have days. */
  previousMonth(month: MonthNumber): MonthNumber;
}

/** The calendar repeats after 400 years: what has not occurred in as many months never does. */
const MAX_MONTHS = 4800;
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
    for (let looked = 0; later === 0; looked++) {
      const month = this.#pattern.nextMonth(this.#month + 1);
      if (looked > MAX_MONTHS || month > LAST_MONTH) return Infinity;
      this.#turnToMonth(month);
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
    for (let looked = 0; earlier === 0; looked++) {
      const month = this.#pattern.previousMonth(this.#month - 1);
      if (looked > MAX_MONTHS || month < FIRST_MONTH) return -Infinity;
      this.#turnToMonth(month);
      earlier = this.#days;
    }
    return (this.#first + 31 - Math.clz32(earlier)) * SECONDS_PER_DAY + this.#times.last;
  }

  #turnToDay(day: DayNumber): void {
    const { year, month } = dateOf(day);
    this.#turnToMonth(year * 12 + month - 1);
  }

  #turnToMonth(number: MonthNumber): void {
    const year = Math.floor(number / 12);
    const month = number - year * 12 + 1;
    this.#month = number;
    this.#first = dayNumberOf(year, month, 1);
    this.#length = daysInMonth(year, month);
    this.#days = this.#mayHaveDays(number) ? this.#pattern.days(year, month, this.#first, this.#length) : 0;
  }

  #mayHaveDays(month: MonthNumber): boolean {
    return month >= FIRST_MONTH && month <= LAST_MONTH && this.#pattern.nextMonth(month) === month;
  }
}
