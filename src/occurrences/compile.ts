import type { Schedule, StoredSchedule } from "../model/schedule.ts";
import { boundedTimeline, countedTimeline } from "./boundedTimeline.ts";
import type { CivilRule } from "./civilRule.ts";
import { readCron } from "./cron.ts";
import { givenSchedule, invalid } from "./givenSchedule.ts";
import { readRecurrence } from "./recurrence.ts";
import { intervalTimeline, onceTimeline, type Timeline } from "./timeline.ts";
import { WallTimeline } from "./wallTimeline.ts";
import { getZone } from "./zone.ts";

/** A schedule as callers or stores hold it: instants are `Date`s or epoch milliseconds UTC. */
export type AnySchedule = Schedule | StoredSchedule;
type AnyScheduleOf<Kind extends AnySchedule["kind"]> = Extract<AnySchedule, { kind: Kind }>;

/** A schedule made ready: hold on to it where the same schedule is asked again and again. */
export type Compiled = Timeline;

/**
 * Makes a schedule ready to be asked for its occurrences. Expressions and rules that were read before are not read again.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`, `SCHEDULE_UNSUPPORTED`, `SCHEDULE_NEVER_OCCURS` or `TIMEZONE_UNKNOWN`
 * @example
 * const daily = compile({ kind: "cron", expression: "0 7 * * *", timezone: "America/New_York" });
 * daily.next(Date.parse("2026-11-23T12:00:00Z")) // one millisecond later and it would be the next day's
 */
export function compile(given: AnySchedule): Compiled {
  const schedule = givenSchedule(given);
  const from = Number(schedule.from ?? -Infinity);
  const until = Number(schedule.until ?? Infinity);
  const { timeline, untilMs = Infinity } = unbounded(schedule);
  const end = Math.min(until, untilMs);
  const bounded = from === -Infinity && end === Infinity ? timeline : boundedTimeline(timeline, from, end);
  return schedule.maxOccurrences === undefined ? bounded : counted(schedule, bounded);
}

function unbounded(schedule: AnySchedule): { timeline: Timeline; untilMs?: number } {
  switch (schedule.kind) {
    case "once":
      return { timeline: onceTimeline(Number(schedule.at)) };
    case "interval":
      if (!(Number.isSafeInteger(schedule.everyMs) && schedule.everyMs > 0)) {
        throw invalid(
          "everyMs",
          schedule.everyMs,
          "Give a whole number of milliseconds, more than zero and below 2^53.",
        );
      }
      return { timeline: intervalTimeline(Number(schedule.anchor), schedule.everyMs) };
    case "cron":
    case "rrule":
      return wallTimelineOf(schedule);
    default:
      return schedule satisfies never;
  }
}

/** The instants of a schedule that follows the clock on the wall, without its bounds, and the last one that its rule allows. */
export function wallTimelineOf(schedule: AnyScheduleOf<"cron" | "rrule">): { timeline: WallTimeline; untilMs: number } {
  const { rule, untilMs } =
    schedule.kind === "cron" ? { rule: cronOf(schedule.expression), untilMs: Infinity } : recurrenceOf(schedule);
  const timeline = new WallTimeline(rule, getZone(schedule.timezone), {
    gap: schedule.gap ?? (rule.isElapsed ? "skip" : "shift"),
    fold: schedule.fold ?? (rule.isElapsed ? "both" : "first"),
  });
  return { timeline, untilMs };
}

function counted(schedule: AnySchedule, timeline: Timeline): Timeline {
  const { kind, maxOccurrences = Infinity, from } = schedule;
  if (!(Number.isSafeInteger(maxOccurrences) && maxOccurrences > 0)) {
    throw invalid("maxOccurrences", maxOccurrences, "Give a whole number, 1 or more.");
  }
  if (kind === "once") return timeline;
  if (kind === "cron" && from === undefined) {
    throw invalid(
      "maxOccurrences",
      maxOccurrences,
      "A cron expression has no beginning: give `from`, where the count starts.",
    );
  }
  if (kind !== "interval") return countedTimeline(timeline, maxOccurrences);
  const first = timeline.next(-Infinity);
  return first === undefined
    ? timeline
    : boundedTimeline(timeline, first, first + (maxOccurrences - 1) * schedule.everyMs);
}

/** What was read before, by its text. The oldest is forgotten first. */
const MAX_REMEMBERED = 5000;
const cronRules = new Map<string, CivilRule>();
const recurrences = new Map<string, ReturnType<typeof readRecurrence>>();

function remember<Value>(known: Map<string, Value>, text: string, read: (text: string) => Value): Value {
  const value = read(text);
  if (known.size >= MAX_REMEMBERED) known.delete(known.keys().next().value ?? "");
  known.set(text, value);
  return value;
}

/** The wall times of a schedule, without its zone and its bounds. */
export function ruleOf(schedule: AnyScheduleOf<"cron" | "rrule">): CivilRule {
  return schedule.kind === "cron" ? cronOf(schedule.expression) : recurrenceOf(schedule).rule;
}

function cronOf(expression: string): CivilRule {
  return cronRules.get(expression) ?? remember(cronRules, expression, readCron);
}

function recurrenceOf(schedule: AnyScheduleOf<"rrule">): ReturnType<typeof readRecurrence> {
  const { rule, start, exdates = [], rdates = [] } = schedule;
  const key = `${rule}|${start}|${exdates.join()}|${rdates.join()}`;
  return recurrences.get(key) ?? remember(recurrences, key, () => readRecurrence(schedule));
}
