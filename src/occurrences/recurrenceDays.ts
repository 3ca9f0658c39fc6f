import { LAST_MONTH, type MonthNumber, type MonthPattern } from "./calendarRule.ts";
import { dateOf, type DayNumber, dayNumberOf, isLeapYear, weekdayOf } from "./civil.ts";
import type { ByDay, RecurrenceFields } from "./recurrenceFields.ts";

/**
 * The days of a recurrence rule, from its frequency, its interval and every part that names days.
 *
 * RFC 5545 says of each part whether it expands or limits; both give the days that every part agrees to, once the parts that
 * are left open are taken from the start.
 */
export class RecurrenceDays implements MonthPattern {
  readonly #fields: RecurrenceFields;
  readonly #startDay: DayNumber;
  readonly #startMonth: MonthNumber;
  readonly #months: ReadonlySet<number>;
  readonly #monthDays: readonly number[];
  readonly #byDay: readonly ByDay[];
  readonly #isNthOfMonth: boolean;

  constructor(fields: RecurrenceFields, startDay: DayNumber) {
    const { frequency, byMonth, byMonthDay, byDay, byWeekNo, byYearDay } = fields;
    const start = dateOf(startDay);
    const isDayOpen = byMonthDay.length === 0 && byDay.length === 0 && byYearDay.length === 0;
    const isDateOpen = isDayOpen && byWeekNo.length === 0;
    const takesMonth = frequency === "YEARLY" && isDateOpen && byMonth.length === 0;
    const takesMonthDay = (frequency === "YEARLY" || frequency === "MONTHLY") && isDateOpen;
    const takesWeekday = isDayOpen && (frequency === "WEEKLY" || byWeekNo.length > 0);
    this.#fields = fields;
    this.#startDay = startDay;
    this.#startMonth = start.year * 12 + start.month - 1;
    this.#months = new Set(takesMonth ? [start.month] : byMonth);
    this.#monthDays = takesMonthDay ? [start.day] : byMonthDay;
    this.#byDay = takesWeekday ? [{ weekday: weekdayOf(startDay), nth: 0 }] : byDay;
    this.#isNthOfMonth = frequency === "MONTHLY" || byMonth.length > 0;
  }

  days(year: number, _month: number, first: DayNumber, length: number): number {
    let days = 0;
    for (let place = 0; place < length; place++) {
      if (this.#has(first + place, place + 1, year, length)) days |= 1 << place;
    }
    return days;
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

  #has(day: DayNumber, dayOfMonth: number, year: number, length: number): boolean {
    const { byYearDay, byWeekNo } = this.#fields;
    return (
      this.#isInInterval(day) &&
      (this.#monthDays.length === 0 || hasPlace(this.#monthDays, dayOfMonth, length)) &&
      (this.#byDay.length === 0 || this.#hasWeekday(day, dayOfMonth, year, length)) &&
      (byYearDay.length === 0 || hasPlace(byYearDay, day - dayNumberOf(year, 1, 1) + 1, daysInYear(year))) &&
      (byWeekNo.length === 0 || this.#hasWeek(day))
    );
  }

  #isInInterval(day: DayNumber): boolean {
    const { frequency, interval, weekStart } = this.#fields;
    if (interval === 1) return true;
    if (frequency === "DAILY") return (day - this.#startDay) % interval === 0;
    if (frequency !== "WEEKLY") return true;
    return ((firstOfWeek(day, weekStart) - firstOfWeek(this.#startDay, weekStart)) / 7) % interval === 0;
  }

  #hasWeekday(day: DayNumber, dayOfMonth: number, year: number, length: number): boolean {
    const weekday = weekdayOf(day);
    return this.#byDay.some((by) => {
      if (by.weekday !== weekday) return false;
      if (by.nth === 0) return true;
      if (this.#isNthOfMonth) return isNth(by.nth, dayOfMonth, length);
      return isNth(by.nth, day - dayNumberOf(year, 1, 1) + 1, daysInYear(year));
    });
  }

  /** A week belongs to the year that holds at least four of its days. */
  #hasWeek(day: DayNumber): boolean {
    const { byWeekNo, weekStart } = this.#fields;
    const middle = firstOfWeek(day, weekStart) + 3;
    const { year } = dateOf(middle);
    const week = Math.floor((middle - dayNumberOf(year, 1, 1)) / 7) + 1;
    const lastMiddle = firstOfWeek(dayNumberOf(year, 12, 28), weekStart) + 3;
    return hasPlace(byWeekNo, week, Math.floor((lastMiddle - dayNumberOf(year, 1, 1)) / 7) + 1);
  }
}

export function firstOfWeek(day: DayNumber, weekStart: number): DayNumber {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

function daysInYear(year: number): number {
  return isLeapYear(year) ? 366 : 365;
}

/** Whether the place (from 1), or the same place counted from the end (from -1), is in the list. */
function hasPlace(list: readonly number[], place: number, length: number): boolean {
  return list.includes(place) || list.includes(place - length - 1);
}

/** Whether the day at this place is the nth of its weekday. */
function isNth(nth: number, place: number, length: number): boolean {
  return nth > 0 ? Math.ceil(place / 7) === nth : Math.ceil((length - place + 1) / 7) === -nth;
}
