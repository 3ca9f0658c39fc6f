import { SchedulerError } from "../errors/schedulerError.ts";
import { CalendarRule } from "./calendarRule.ts";
import { dayOf, type LocalSeconds, parseLocal, SECONDS_PER_DAY, secondOfDay } from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";
import { RecurrenceDays } from "./recurrenceDays.ts";
import { readRecurrenceFields, type RecurrenceFields } from "./recurrenceFields.ts";
import { SetPositionRule } from "./setPositionRule.ts";
import { StepRule } from "./stepRule.ts";
import { TimesOfDay } from "./timesOfDay.ts";

/** A recurrence rule, where it starts, what it leaves out and what it adds: as the schedule gives them. */
export interface RecurrenceText {
  readonly rule: string;
  readonly start: string;
  readonly exdates?: readonly string[] | undefined;
  readonly rdates?: readonly string[] | undefined;
}

/** To find the end of a rule with `COUNT`, its occurrences are counted from the start on; steps within the day take longer. */
const MAX_COUNT = 5000;
const MAX_COUNT_OF_STEPS = 1000;

/**
 * The wall times of a recurrence rule, and the last instant it allows (epoch milliseconds UTC).
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`, `SCHEDULE_UNSUPPORTED`, and `SCHEDULE_NEVER_OCCURS` if nothing is left of it
 */
export function readRecurrence(text: RecurrenceText): { rule: CivilRule; untilMs: number } {
  const { rule } = text;
  const fields = readRecurrenceFields(rule);
  const most = /^(?:HOUR|MINUTE|SECOND)LY$/.test(fields.frequency) ? MAX_COUNT_OF_STEPS : MAX_COUNT;
  if (fields.count !== undefined && fields.count > most) {
    const hint = `COUNT goes up to ${most}; say with UNTIL when it ends.`;
    throw new SchedulerError("SCHEDULE_UNSUPPORTED", { rule, hint });
  }
  const start = readLocal("start", text.start);
  const exdates = new Set((text.exdates ?? []).map((date) => readLocal("exdates", date)));
  const rdates = [...new Set((text.rdates ?? []).map((date) => readLocal("rdates", date)))]
    .filter((date) => !exdates.has(date))
    .toSorted((a, b) => a - b);
  const recurrence = new Recurrence(new EndedRule(civilRule(fields, start), start, fields), exdates, rdates);
  if (recurrence.next(-Infinity) === Infinity) {
    throw new SchedulerError("SCHEDULE_NEVER_OCCURS", {
      rule,
      start: text.start,
      hint: "No date fits all of its parts.",
    });
  }
  return { rule: recurrence, untilMs: fields.untilMs };
}

function readLocal(name: string, text: string): LocalSeconds {
  const local = parseLocal(text);
  if (local !== undefined) return local;
  throw new SchedulerError("SCHEDULE_INVALID", {
    [name]: text,
    hint: "Write a local date and time: 2026-11-23T09:00:00.",
  });
}

const or = (list: readonly number[], otherwise: readonly number[]) => (list.length > 0 ? list : otherwise);
const upTo = (size: number) => Array.from({ length: size }, (_, value) => value);

/** The rule without its ends, its exceptions and its additions. Parts that are left open come from the start. */
function civilRule(fields: RecurrenceFields, start: LocalSeconds): CivilRule {
  const { frequency, interval, byHour, byMinute, bySecond } = fields;
  const time = secondOfDay(start);
  const days = new RecurrenceDays(fields, dayOf(start));
  const seconds = or(bySecond, [time % 60]);
  const minutes = or(byMinute, [Math.floor(time / 60) % 60]);
  const hours = or(byHour, [Math.floor(time / 3600)]);
  const anyHour = or(byHour, upTo(24));
  const anyMinute = or(byMinute, upTo(60));
  const step = (unit: number, limit: TimesOfDay, offsets: readonly number[]) => {
    const chosen = choose(offsets, fields.bySetPos);
    if (chosen.length === 0 || !isEverAllowed(start, unit, interval, limit)) return never;
    return new StepRule(start, unit, interval, new CalendarRule(days, limit, true), chosen);
  };
  if (frequency === "HOURLY") return step(3600, new TimesOfDay(anyHour, [0], [0]), combine(minutes, 60, seconds));
  if (frequency === "MINUTELY") return step(60, new TimesOfDay(anyHour, anyMinute, [0]), seconds);
  if (frequency === "SECONDLY") return step(1, new TimesOfDay(anyHour, anyMinute, or(bySecond, upTo(60))), [0]);
  if (fields.bySetPos.length === 0) return new CalendarRule(days, new TimesOfDay(hours, minutes, seconds), false);
  return new SetPositionRule(fields, days, combine(hours, 3600, combine(minutes, 60, seconds)));
}

const never: CivilRule = { isElapsed: true, next: () => Infinity, previous: () => -Infinity };

/** Whether steps of that size ever meet a time of the day that the limit allows: they come back to the same few times. */
function isEverAllowed(start: LocalSeconds, unit: number, interval: number, limit: TimesOfDay): boolean {
  const stride = greatestDivisor(interval * unit, SECONDS_PER_DAY);
  const first = Math.floor(secondOfDay(start) / unit) * unit;
  for (let time = first % stride; time < SECONDS_PER_DAY; time += stride) if (limit.next(time) === time) return true;
  return false;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Every `large * unit + small`, sorted as the two lists are. */
function combine(large: readonly number[], unit: number, small: readonly number[]): number[] {
  return large.flatMap((value) => small.map((rest) => value * unit + rest));
}

function choose(list: readonly number[], positions: readonly number[]): readonly number[] {
  if (positions.length === 0) return list;
  return list.filter((_, place) => positions.includes(place + 1) || positions.includes(place - list.length));
}

/** A rule between its ends, with its exceptions and additions. */
class Recurrence implements CivilRule {
  readonly isElapsed: boolean;
  readonly #rule: CivilRule;
  readonly #exdates: ReadonlySet<LocalSeconds>;
  readonly #rdates: readonly LocalSeconds[];

  constructor(rule: CivilRule, exdates: ReadonlySet<LocalSeconds>, rdates: readonly LocalSeconds[]) {
    this.isElapsed = rule.isElapsed;
    this.#rule = rule;
    this.#exdates = exdates;
    this.#rdates = rdates;
  }

  next(local: LocalSeconds): LocalSeconds {
    let found = this.#rule.next(local);
    while (this.#exdates.has(found)) found = this.#rule.next(found + 1);
    if (this.#rdates.length === 0) return found;
    return Math.min(found, this.#rdates.find((date) => date >= local) ?? Infinity);
  }

  previous(local: LocalSeconds): LocalSeconds {
    let found = this.#rule.previous(local);
    while (this.#exdates.has(found)) found = this.#rule.previous(found - 1);
    if (this.#rdates.length === 0) return found;
    return Math.max(found, this.#rdates.findLast((date) => date <= local) ?? -Infinity);
  }
}

/** A rule from its start to its end. Where the end is a count, it is counted no further than it is asked for, and never twice. */
class EndedRule implements CivilRule {
  readonly isElapsed: boolean;
  readonly #rule: CivilRule;
  readonly #start: LocalSeconds;
  readonly #until: LocalSeconds;
  readonly #count: number;
  #counted = 0;
  #last = -Infinity;

  constructor(rule: CivilRule, start: LocalSeconds, { count = Infinity, untilLocal }: RecurrenceFields) {
    this.isElapsed = rule.isElapsed;
    this.#rule = rule;
    this.#start = start;
    this.#until = untilLocal;
    this.#count = count;
  }

  next(local: LocalSeconds): LocalSeconds {
    const found = this.#rule.next(Math.max(local, this.#start));
    return found <= this.#until && this.#reaches(found) ? found : Infinity;
  }

  previous(local: LocalSeconds): LocalSeconds {
    const found = this.#rule.previous(Math.min(local, this.#until));
    if (found < this.#start) return -Infinity;
    return this.#reaches(found) ? found : this.#last;
  }

  /** Counts on up to `local`; false if the count is full before it. */
  #reaches(local: LocalSeconds): boolean {
    if (this.#count === Infinity) return true;
    while (this.#last < local && this.#counted < this.#count) {
      this.#last = this.#rule.next(Math.max(this.#last + 1, this.#start));
      this.#counted++;
    }
    return local <= this.#last;
  }
}
