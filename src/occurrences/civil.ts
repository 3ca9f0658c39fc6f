/**
 * Wall time without a zone, as one number: whole seconds since 1970-01-01T00:00:00 on the wall clock.
 *
 * A day has 86,400 of them, always. What a zone makes of it is asked from {@link ./zone.ts}.
 */
export type LocalSeconds = number;

/** Days since 1970-01-01, which is day 0 and a Thursday. */
export type DayNumber = number;

/** A day in the proleptic Gregorian calendar. `month` is 1 to 12. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A wall time by its fields. */
export interface WallTime extends CivilDate {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export const SECONDS_PER_DAY = 86_400;

/** Days in 400 years: the calendar repeats after them, weekdays included. */
export const DAYS_PER_CYCLE = 146_097;
/** From 0000-03-01, where the year of the arithmetic begins, to 1970-01-01. */
const DAYS_TO_EPOCH = 719_468;

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** How many days the month has. `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/**
 * The day number of a date. A day beyond the month's end runs on into the next one.
 *
 * @example
 * dayNumberOf(2026, 3, 1) - dayNumberOf(2026, 2, 28) // 1
 */
export function dayNumberOf(year: number, month: number, day: number): DayNumber {
  // The year of the arithmetic begins in March, so that the leap day is its last.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_CYCLE + dayOfEra - DAYS_TO_EPOCH;
}

/** The date of a day number. */
export function dateOf(dayNumber: DayNumber): CivilDate {
  const shifted = dayNumber + DAYS_TO_EPOCH;
  const era = Math.floor(shifted / DAYS_PER_CYCLE);
  const dayOfEra = shifted - era * DAYS_PER_CYCLE;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The weekday of a day, 0 for Sunday to 6 for Saturday, as `Date` counts them. */
export function weekdayOf(dayNumber: DayNumber): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

/**
 * The day as many months later (or earlier) with the same day of the month, or the month's last day where it has none.
 *
 * @example
 * addMonths(dayNumberOf(2026, 1, 31), 1) // 28 February 2026
 */
export function addMonths(dayNumber: DayNumber, months: number): DayNumber {
  const { year, month, day } = dateOf(dayNumber);
  const total = year * 12 + (month - 1) + months;
  const toYear = Math.floor(total / 12);
  const toMonth = total - toYear * 12 + 1;
  return dayNumberOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

/** The day that a wall time is on. */
export function dayOf(local: LocalSeconds): DayNumber {
  return Math.floor(local / SECONDS_PER_DAY);
}

/** Seconds since the day began, 0 to 86,399. */
export function secondOfDay(local: LocalSeconds): number {
  return local - dayOf(local) * SECONDS_PER_DAY;
}

/**
 * Wall time from its fields; hour, minute and second are 0 where left out. Fields that are too large run on.
 *
 * @example
 * localFrom({ year: 2026, month: 3, day: 8, hour: 2, minute: 30 })
 */
export function localFrom(fields: CivilDate & Partial<WallTime>): LocalSeconds {
  const { year, month, day, hour = 0, minute = 0, second = 0 } = fields;
  return dayNumberOf(year, month, day) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
}

/** The fields of a wall time. */
export function wallTimeOf(local: LocalSeconds): WallTime {
  const seconds = secondOfDay(local);
  return {
    ...dateOf(dayOf(local)),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** `YYYY-MM-DDTHH:mm:ss`, as schedules and previews write a wall time. */
export function formatLocal(local: LocalSeconds): string {
  const { year, month, day, hour, minute, second } = wallTimeOf(local);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
}

const localPattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.0+)?)?$/;

/** Reads `YYYY-MM-DDTHH:mm` with or without seconds; `undefined` for anything else, and for a day or time that is none. */
export function parseLocal(text: string): LocalSeconds | undefined {
  const fields = localPattern
    .exec(text)
    ?.slice(1)
    .map((field: string | undefined) => Number(field ?? 0));
  if (fields === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  if (!isDay || hour > 23 || minute > 59 || second > 59) return undefined;
  return localFrom({ year, month, day, hour, minute, second });
}
