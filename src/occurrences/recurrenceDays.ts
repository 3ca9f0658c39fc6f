import { bits, everyWeek, LAST_MONTH, type MonthNumber, type MonthPattern } from "./calendarRule.ts";
import { dateOf, type DayNumber, dayNumberOf, isLeapYear, weekdayOf } from "./civil.ts";
import type { ByDay, RecurrenceFields } from "./recurrenceFields.ts";

/**
 * The days of a recurrence rule, from its frequency, its interval and every part that names days.
 *
 * RFC 5545 says of each part whether it expands or limits; both give the days that every part agrees to, once the parts that
 * are left open are taken from the start.
 */
export class RecurrenceDays implements MonthPattern {
  readonly interval: number;
  readonly #fields: RecurrenceFields;
  readonly #startDay: DayNumber;
  readonly #startMonth: MonthNumber;
  readonly #months: ReadonlySet<number>;
  readonly #monthDays: readonly number[];
  readonly #byDay: readonly ByDay[];
  /** Of those, the ones without a number as bits, and the others. */
  readonly #everyWeekday: number;
  readonly #numbered: readonly ByDay[];
  readonly #isNthOfMonth: boolean;

  constructor(fields: RecurrenceFields, startDay: DayNumber) {
    const { frequency, byMonth, byMonthDay, byDay, byWeekNo, byYearDay } = fields;
    const start = dateOf(startDay);
    const isDayOpen = byMonthDay.length === 0 && byDay.length === 0 && byYearDay.length === 0;
    const isDateOpen = isDayOpen && byWeekNo.length === 0;
    const takesMonth = frequency === "YEARLY" && isDateOpen && byMonth.length === 0;
    const takesMonthDay = (frequency === "YEARLY" || frequency === "MONTHLY") && isDateOpen;
    const takesWeekday = isDayOpen && (frequency === "WEEKLY" || byWeekNo.length > 0);
    this.interval = frequency === "YEARLY" || frequency === "MONTHLY" ? fields.interval : 1;
    this.#fields = fields;
    this.#startDay = startDay;
    this.#startMonth = start.year * 12 + start.month - 1;
    this.#months = new Set(takesMonth ? [start.month] : byMonth);
    this.#monthDays = takesMonthDay ? [start.day] : byMonthDay;
    this.#byDay = takesWeekday ? [{ weekday: weekdayOf(startDay), nth: 0 }] : byDay;
    this.#everyWeekday = bits(this.#byDay.filter(({ nth }) => nth === 0).map(({ weekday }) => weekday));
    this.#numbered = this.#byDay.filter(({ nth }) => nth !== 0);
    this.#isNthOfMonth = frequency === "MONTHLY" || byMonth.length > 0;
  }

  days(year: number, _month: number, first: DayNumber, length: number): number {
    const { byYearDay, byWeekNo } = this.#fields;
    let days = length === 31 ? 0x7fff_ffff : (1 << length) - 1;
    if (this.#monthDays.length > 0) days &= places(this.#monthDays, 0, length, length);
    if (this.#byDay.length > 0) days &= this.#weekdays(year, first, length);
    if (byYearDay.length > 0) days &= places(byYearDay, first - dayNumberOf(year, 1, 1), daysInYear(year), length);
    if (byWeekNo.length > 0) days &= this.#weeks(first, length, (week) => this.#hasWeek(week));
    return days === 0 ? 0 : days & this.#inInterval(first, length);
  }

  nextMonth(month: MonthNumber): MonthNumber {
    let next = Math.max(month, this.#startMonth);
    for (;;) {
      next = this.#alignedMonth(next, Math.ceil);
      if (next > LAST_MONTH || this.#hasMonth(next)) return next;
      next++;
    }
  }

  previousMonth(month: MonthNumber): MonthNumber {
    let previous = month;
    for (;;) {
      if (previous < this.#startMonth) return -1;
      previous = this.#alignedMonth(previous, Math.floor);
      if (this.#hasMonth(previous)) return previous;
      previous--;
    }
  }

  /** The nearest month that the interval does not leave out, upwards or downwards by `round`. */
  #alignedMonth(month: MonthNumber, round: (steps: number) => number): MonthNumber {
    const { frequency, interval } = this.#fields;
    if (interval === 1 || (frequency !== "MONTHLY" && frequency !== "YEARLY")) return month;
    if (frequency === "MONTHLY") return this.#startMonth + round((month - this.#startMonth) / interval) * interval;
    const startYear = Math.floor(this.#startMonth / 12);
    const year = Math.floor(month / 12);
    const aligned = startYear + round((year - startYear) / interval) * interval;
    if (aligned === year) return month;
    return aligned > year ? aligned * 12 : aligned * 12 + 11;
  }

  #hasMonth(month: MonthNumber): boolean {
    return this.#months.size === 0 || this.#months.has((month % 12) + 1);
  }

  #inInterval(first: DayNumber, length: number): number {
    const { frequency, interval, weekStart } = this.#fields;
    if (interval === 1 || (frequency !== "DAILY" && frequency !== "WEEKLY")) return -1;
    if (frequency === "WEEKLY") {
      const start = firstOfWeek(this.#startDay, weekStart);
      return this.#weeks(first, length, (week) => ((week - start) / 7) % interval === 0);
    }
    let days = 0;
    const aligned = this.#startDay + Math.ceil((first - this.#startDay) / interval) * interval;
    for (let place = aligned - first; place < length; place += interval) days |= 1 << place;
    return days;
  }

  /** The days of those weeks, by the day they begin on, that fit. */
  #weeks(first: DayNumber, length: number, fits: (week: DayNumber) => boolean): number {
    let days = 0;
    for (let week = firstOfWeek(first, this.#fields.weekStart); week < first + length; week += 7) {
      if (fits(week)) days |= week < first ? 0b111_1111 >>> (first - week) : 0b111_1111 << (week - first);
    }
    return days;
  }

  #weekdays(year: number, first: DayNumber, length: number): number {
    const newYear = dayNumberOf(year, 1, 1);
    const [from, size] = this.#isNthOfMonth ? [first, length] : [newYear, daysInYear(year)];
    const weekday = weekdayOf(from);
    let days = everyWeek(this.#everyWeekday, weekdayOf(first));
    for (const by of this.#numbered) {
      const earliest = (by.weekday - weekday + 7) % 7;
      const count = Math.floor((size - 1 - earliest) / 7) + 1;
      const index = by.nth > 0 ? by.nth - 1 : count + by.nth;
      const place = from + earliest + index * 7 - first;
      if (index >= 0 && index < count && place >= 0 && place < length) days |= 1 << place;
    }
    return days;
  }

  /** A week belongs to the year that holds at least four of its days. */
  #hasWeek(first: DayNumber): boolean {
    const { byWeekNo, weekStart } = this.#fields;
    const middle = first + 3;
    const { year } = dateOf(middle);
    const week = Math.floor((middle - dayNumberOf(year, 1, 1)) / 7) + 1;
    const lastMiddle = firstOfWeek(dayNumberOf(year, 12, 28), weekStart) + 3;
    const weeks = Math.floor((lastMiddle - dayNumberOf(year, 1, 1)) / 7) + 1;
    return byWeekNo.includes(week) || byWeekNo.includes(week - weeks - 1);
  }
}

export function firstOfWeek(day: DayNumber, weekStart: number): DayNumber {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

/** Which of the numbers (from 1, or from -1 at the end of `size`) lie in the `length` days after `before`. */
function places(numbers: readonly number[], before: number, size: number, length: number): number {
  let days = 0;
  for (const number of numbers) {
    const place = (number > 0 ? number - 1 : size + number) - before;
    if (place >= 0 && place < length) days |= 1 << place;
  }
  return days;
}
