import { givenInstant, givenObject, notAsExpected } from "../model/given.ts";
import type { Schedule } from "../model/schedule.ts";
import { type Compiled, compile } from "./compile.ts";
import { givenSchedule } from "./givenSchedule.ts";

/**
 * The next occurrences, the nearest first: as many as `limit` says, or fewer where the schedule ends.
 *
 * A wall time that a clock change skips moves forward by the jump, one that comes twice counts the first time only, and rules
 * with a wildcard or step in the hour follow elapsed time; `gap` and `fold` of the schedule choose otherwise. Where
 * `maxOccurrences` of a cron schedule has no `from` to be counted from, it is counted from `after`.
 *
 * @param options.after an occurrence at exactly this instant does not count
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`, `SCHEDULE_UNSUPPORTED`, `SCHEDULE_NEVER_OCCURS`, `TIMEZONE_UNKNOWN`, and
 *   `INPUT_INVALID` for a date that is none or a limit that is no count
 * @see RFC 5545, section 3.3.5, form 3 (local time with a zone)
 * @example
 * nextOccurrences(
 *   { kind: "cron", expression: "30 2 * * *", timezone: "America/New_York" },
 *   { after: new Date("2026-03-08T00:00:00Z"), limit: 1 },
 * ); // 2026-03-08T07:30:00Z: there is no 2:30 that day, so it is 3:30
 */
export function nextOccurrences(schedule: Schedule, options: { after: Date; limit: number }): Date[] {
  const { limit } = givenObject("options", options, "Give `after` and `limit`.");
  if (!(Number.isSafeInteger(limit) && limit >= 0)) {
    throw notAsExpected("limit", limit, "Give a whole number, 0 or more.");
  }
  const after = givenInstant("after", options.after).getTime();
  const compiled = compileFrom(schedule, after);
  const occurrences: Date[] = [];
  let next = limit > 0 ? compiled.next(after) : undefined;
  while (next !== undefined) {
    occurrences.push(new Date(next));
    next = occurrences.length < limit ? compiled.next(next) : undefined;
  }
  return occurrences;
}

/**
 * The last occurrence before an instant, or `undefined` if there is none.
 *
 * @param options.before an occurrence at exactly this instant does not count
 * @throws {@link SchedulerError} as {@link nextOccurrences} does
 */
export function previousOccurrence(schedule: Schedule, options: { before: Date }): Date | undefined {
  const { before } = givenObject("options", options, "Give `before`.");
  const previous = compile(schedule).previous(givenInstant("before", before).getTime());
  return previous === undefined ? undefined : new Date(previous);
}

/**
 * The occurrences from one instant to another, both included, one after the other as they are asked for.
 *
 * @param options.limit stops after as many; without it the iteration goes on to `to`
 * @throws {@link SchedulerError} as {@link nextOccurrences} does, when the iteration begins
 * @example
 * for (const occurrence of occurrencesBetween(schedule, { from: monday, to: friday })) console.log(occurrence);
 */
export function* occurrencesBetween(
  schedule: Schedule,
  options: { from: Date; to: Date; limit?: number | undefined },
): Generator<Date, undefined> {
  const { limit = Infinity } = givenObject("options", options, "Give `from` and `to`.");
  if (typeof limit !== "number" || Number.isNaN(limit))
    throw notAsExpected("limit", limit, "Give a number, or leave it out.");
  const after = givenInstant("from", options.from).getTime() - 1;
  const to = givenInstant("to", options.to).getTime();
  const compiled = compileFrom(schedule, after);
  let next = compiled.next(after);
  for (let given = 0; next !== undefined && next <= to && given < limit; given++) {
    yield new Date(next);
    next = compiled.next(next);
  }
}

function compileFrom(given: Schedule, after: number): Compiled {
  const schedule = givenSchedule(given);
  const isOpen = schedule.kind === "cron" && schedule.maxOccurrences !== undefined && schedule.from === undefined;
  return compile(isOpen ? { ...schedule, from: new Date(after + 1) } : schedule);
}
