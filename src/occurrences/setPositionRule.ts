import { CalendarRule, type MonthPattern } from "./calendarRule.ts";
import {
  dateOf,
  DAYS_PER_CYCLE,
  type DayNumber,
  dayNumberOf,
  dayOf,
  daysInMonth,
  type LocalSeconds,
  SECONDS_PER_DAY,
} from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";
import { firstOfWeek } from "./recurrenceDays.ts";
import type { RecurrenceFields } from "./recurrenceFields.ts";
import { TimesOfDay } from "./timesOfDay.ts";

const midnight = new TimesOfDay([0], [0], [0]);
/** How many periods are looked through for one that has something at the positions: the longest wait is forty years. */
const MAX_PERIODS = 60;
/** Of everything that a rule has in a year, month, week or day, only what stands at the given positions (`BYSETPOS`). */
export class SetPositionRule implements CivilRule {
  readonly isElapsed = false;
  readonly #fields: RecurrenceFields;
  readonly #days: CalendarRule;
  readonly #times: readonly number[];
  /** How far the search goes. */
  readonly #span: number;
  /** Whether no period is ever long enough for any of the positions. */
  readonly #isEmpty: boolean;
  #period: readonly LocalSeconds[] = [];
  #periodFirst: DayNumber = Number.NaN;

  /** @param times all times of a day, in seconds, sorted */
  constructor(fields: RecurrenceFields, days: MonthPattern, times: readonly number[]) {
    this.#fields = fields;
    this.#days = new CalendarRule(days, midnight, false);
    this.#times = times;
    this.#span = DAYS_PER_CYCLE * SECONDS_PER_DAY * days.interval;
    const longest = mostDays(fields) * times.length;
    this.#isEmpty = fields.bySetPos.every((position) => Math.abs(position) > longest);
  }

  next(local: LocalSeconds): LocalSeconds {
    if (this.#isEmpty) return Infinity;
    let from = dayOf(local) * SECONDS_PER_DAY;
    for (let looked = 0; looked < MAX_PERIODS; looked++) {
      const day = this.#days.next(from);
      if (day > local + this.#span) return Infinity;
      const { first, end } = this.#periodOf(dayOf(day));
      const found = this.#chosen(first, end).find((chosen) => chosen >= local);
      if (found !== undefined) return found;
      from = end * SECONDS_PER_DAY;
    }
    return Infinity;
  }

  previous(local: LocalSeconds): LocalSeconds {
    if (this.#isEmpty) return -Infinity;
    let from = dayOf(local) * SECONDS_PER_DAY;
    for (let looked = 0; looked < MAX_PERIODS; looked++) {
      const day = this.#days.previous(from);
      if (day < local - this.#span) return -Infinity;
      const { first, end } = this.#periodOf(dayOf(day));
      const found = this.#chosen(first, end).findLast((chosen) => chosen <= local);
      if (found !== undefined) return found;
      from = (first - 1) * SECONDS_PER_DAY;
    }
    return -Infinity;
  }

  /** The year, month, week or day around a day, whatever the frequency is. */
  #periodOf(day: DayNumber): { first: DayNumber; end: DayNumber } {
    const { year, month } = dateOf(day);
    const { frequency, weekStart } = this.#fields;
    if (frequency === "YEARLY") return { first: dayNumberOf(year, 1, 1), end: dayNumberOf(year + 1, 1, 1) };
    if (frequency === "MONTHLY") {
      return { first: dayNumberOf(year, month, 1), end: dayNumberOf(year, month, daysInMonth(year, month)) + 1 };
    }
    const first = frequency === "WEEKLY" ? firstOfWeek(day, weekStart) : day;
    return { first, end: frequency === "WEEKLY" ? first + 7 : first + 1 };
  }

  #chosen(first: DayNumber, end: DayNumber): readonly LocalSeconds[] {
    if (first === this.#periodFirst) return this.#period;
    const days: LocalSeconds[] = [];
    for (let day = this.#days.next(first * SECONDS_PER_DAY); day < end * SECONDS_PER_DAY;) {
      days.push(day);
      day = this.#days.next(day + SECONDS_PER_DAY);
    }
    const each = this.#times.length;
    const size = days.length * each;
    const places = this.#fields.bySetPos.map((position) => (position > 0 ? position - 1 : size + position));
    const chosen = places
      .filter((place) => place >= 0 && place < size)
      .map((place) => days[Math.floor(place / each)]! + this.#times[place % each]!);
    this.#periodFirst = first;
    this.#period = [...new Set(chosen)].toSorted((a, b) => a - b);
    return this.#period;
  }
}

/** More days than a rule can have in one of its periods. */
function mostDays({ frequency, byYearDay, byMonthDay, byWeekNo }: RecurrenceFields): number {
  if (frequency === "DAILY") return 1;
  if (frequency === "WEEKLY") return 7;
  const [months, days] = frequency === "YEARLY" ? [12, 366] : [1, 31];
  const listed = [byYearDay.length, byMonthDay.length * months, byWeekNo.length * 7].filter((count) => count > 0);
  return Math.min(days, ...listed);
}
