import { bits, CalendarRule, everyWeek, type MonthNumber, type MonthPattern } from "./calendarRule.ts";
import { type DayNumber, weekdayOf } from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";
import { type CronFields, neverOccurs, readCronFields } from "./cronFields.ts";
import { TimesOfDay } from "./timesOfDay.ts";

/**
 * The wall times that a cron expression means.
 *
 * @throws {@link SchedulerError} what {@link readCronFields} throws, and `SCHEDULE_NEVER_OCCURS` if no day ever fits
 */
export function readCron(expression: string): CivilRule {
  const fields = readCronFields(expression);
  const times = new TimesOfDay(fields.hours, fields.minutes, fields.seconds);
  const rule = new CalendarRule(new CronDays(fields), times, fields.isElapsed);
  if (rule.next(0) === Infinity) throw neverOccurs(expression);
  return rule;
}

const MONDAY = 1;
const FRIDAY = 5;

/** The days of a cron expression, by the rule that cron-parser documents. */
class CronDays implements MonthPattern {
  readonly interval = 1;
  readonly #fields: CronFields;
  /** For each month of the year, how many months on and back the nearest is that the expression has. */
  readonly #ahead: Int8Array;
  readonly #behind: Int8Array;
  /** Bit `n` for day `n + 1`, weekday `n`. */
  readonly #daysOfMonth: number;
  readonly #daysOfWeek: number;
  readonly #lastDaysOfWeek: number;

  constructor(fields: CronFields) {
    this.#fields = fields;
    const months = bits(fields.months.map((month) => month - 1));
    this.#ahead = distances(months, 1);
    this.#behind = distances(months, -1);
    this.#daysOfMonth = bits(fields.daysOfMonth.map((day) => day - 1));
    this.#daysOfWeek = bits(fields.daysOfWeek);
    this.#lastDaysOfWeek = bits(fields.lastDaysOfWeek);
  }

  /** Where both the day of the month and the day of the week are restricted, either is enough. */
  days(_year: number, _month: number, first: DayNumber, length: number): number {
    const { isAnyDayOfMonth, isAnyDayOfWeek } = this.#fields;
    const all = length === 31 ? 0x7fff_ffff : (1 << length) - 1;
    if (isAnyDayOfMonth && isAnyDayOfWeek) return all;
    const ofMonth = isAnyDayOfMonth ? 0 : this.#byDayOfMonth(first, length);
    const ofWeek = isAnyDayOfWeek ? 0 : this.#byDayOfWeek(weekdayOf(first), length);
    return (ofMonth | ofWeek) & all;
  }

  #byDayOfMonth(first: DayNumber, length: number): number {
    let days = this.#daysOfMonth;
    if (this.#fields.isLastDay) days |= 1 << (length - 1);
    for (const nearest of this.#fields.nearestWeekdays) {
      if (nearest <= length)
        days |= 1 << (nearestWeekday(nearest === 0 ? length : nearest, nearest === 0, first, length) - 1);
    }
    return days;
  }

  #byDayOfWeek(weekdayOfFirst: number, length: number): number {
    const { nth } = this.#fields;
    let days = everyWeek(this.#daysOfWeek, weekdayOfFirst);
    if (nth > 0) days &= 0b111_1111 << ((nth - 1) * 7);
    if (this.#lastDaysOfWeek > 0)
      days |= everyWeek(this.#lastDaysOfWeek, weekdayOfFirst) & (0b111_1111 << (length - 7));
    return days;
  }

  nextMonth(month: MonthNumber): MonthNumber {
    return month + this.#ahead[placeInYear(month)]!;
  }

  previousMonth(month: MonthNumber): MonthNumber {
    return month - this.#behind[placeInYear(month)]!;
  }
}

const placeInYear = (month: MonthNumber) => ((month % 12) + 12) % 12;

/** For each month of the year: how many steps of that size lead to a month that is set. */
function distances(months: number, step: 1 | -1): Int8Array {
  return Int8Array.from({ length: 12 }, (_, month) => {
    let distance = 0;
    while (((months >>> placeInYear(month + distance * step)) & 1) === 0) distance++;
    return distance;
  });
}

/** The weekday (Monday to Friday) nearest to a day without leaving its month; for the month's last day, never after it. */
function nearestWeekday(day: number, isLast: boolean, first: DayNumber, length: number): number {
  const weekday = weekdayOf(first + day - 1);
  if (weekday >= MONDAY && weekday <= FRIDAY) return day;
  if (weekday === 0) return !isLast && day < length ? day + 1 : day - 2;
  return day > 1 ? day - 1 : day + 2;
}
