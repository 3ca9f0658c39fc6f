import type { Schedule, ScheduleOf } from "../../model/schedule.ts";
import type { Calendar, ClockTime } from "./calendar.ts";
import { cronCalendar } from "./cronCalendar.ts";
import { rruleCalendar } from "./rruleCalendar.ts";
import { type Wall, wallOf, wallOfText } from "./wallClock.ts";

/** A day, with its time only where the time matters. */
export interface Moment {
  day: Wall;
  withTime: boolean;
}

/** Everything a sentence about a schedule has to say, in no language yet. */
export interface Telling {
  what:
    | { kind: "once"; at: Wall }
    /** Elapsed time, in milliseconds. */
    | { kind: "interval"; everyMs: number }
    | { kind: "calendar"; calendar: Calendar }
    /** A recurrence rule that only its own text can say. */
    | { kind: "rule"; text: string };
  from?: Moment;
  /** Inclusive. */
  until?: Moment;
  times?: number;
  except: readonly Moment[];
  also: readonly Moment[];
}

/**
 * Takes a schedule apart into what has to be said about it.
 *
 * @param timezone the wall clock for the instants of schedules that carry no zone
 * @param now a start at or before it is not said; left out, every start is
 */
export function tellingOf(schedule: Schedule, timezone: string, now: Date | undefined): Telling {
  const zone = schedule.kind === "cron" || schedule.kind === "rrule" ? schedule.timezone : timezone;
  const { what, count, until: ruleUntil } = whatOf(schedule, zone);
  const span = what.kind === "calendar" ? spanOfDay(what.calendar) : undefined;
  const starts = schedule.from && (now === undefined || schedule.from > now) ? schedule.from : undefined;
  const until = schedule.until ? wallOf(schedule.until, zone) : ruleUntil;
  const times = Math.min(schedule.maxOccurrences ?? Infinity, count ?? Infinity);
  const moments = (texts: readonly string[] = []) => texts.map((text) => momentOf(wallOfText(text), span));
  const { exdates, rdates } = schedule.kind === "rrule" ? schedule : {};
  return {
    what,
    ...(starts && { from: startOf(wallOf(starts, zone), span) }),
    ...(until && { until: endOf(until, span) }),
    ...(times < Infinity && { times }),
    except: moments(exdates),
    also: moments(rdates),
  };
}

function whatOf(schedule: Schedule, zone: string): { what: Telling["what"]; count?: number; until?: Wall } {
  if (schedule.kind === "once") return { what: { kind: "once", at: wallOf(schedule.at, zone) } };
  if (schedule.kind === "interval") return { what: { kind: "interval", everyMs: schedule.everyMs } };
  if (schedule.kind === "cron") return { what: { kind: "calendar", calendar: cronCalendar(schedule.expression) } };
  return ruleOf(schedule);
}

function ruleOf(schedule: ScheduleOf<"rrule">): ReturnType<typeof whatOf> {
  const { rule, count, until } = rruleCalendar(schedule);
  const what: Telling["what"] =
    "clock" in rule
      ? { kind: "calendar", calendar: rule }
      : "text" in rule
        ? { kind: "rule", text: rule.text }
        : { kind: "interval", everyMs: rule.everySeconds * 1000 };
  return { what, ...(count && { count }), ...(until && { until: wallOfUntil(until, schedule.timezone) }) };
}

/** `20270503`, `20270503T170000` or, in UTC, `20270503T170000Z`. */
function wallOfUntil(text: string, zone: string): Wall {
  const iso = text.replace(
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2}))?/,
    (_, y, m, d, h = "23", min = "59", s = "59") => `${y}-${m}-${d}T${h}:${min}:${s}`,
  );
  return text.endsWith("Z") ? wallOf(new Date(iso), zone) : wallOfText(iso);
}

/** The first and last time of a day on which a rule occurs. */
function spanOfDay({ clock }: Calendar): { first: ClockTime; last: ClockTime } {
  if (clock.kind === "steps") return clock;
  if (clock.kind === "times") return { first: Math.min(...clock.times), last: Math.max(...clock.times) };
  return { first: edge(clock, 0), last: edge(clock, -1) };
}

function edge(clock: Extract<Calendar["clock"], { kind: "fields" }>, at: 0 | -1): ClockTime {
  return (clock.hours.at(at) ?? 0) * 3600 + (clock.minutes.at(at) ?? 0) * 60 + (clock.seconds.at(at) ?? 0);
}

const dayEnd = 86_399;

/** A start that leaves out nothing of its day is that day. */
function startOf(wall: Wall, span: ReturnType<typeof spanOfDay> | undefined): Moment {
  return { day: wall, withTime: wall.time > (span?.first ?? 0) };
}

/** An end that leaves out nothing of its day is that day; one before the day's first occurrence is the day before. */
function endOf(wall: Wall, span: ReturnType<typeof spanOfDay> | undefined): Moment {
  if (span && wall.time < span.first) return { day: dayBefore(wall), withTime: false };
  return { day: wall, withTime: wall.time < (span?.last ?? dayEnd) };
}

function momentOf(wall: Wall, span: ReturnType<typeof spanOfDay> | undefined): Moment {
  return { day: wall, withTime: span === undefined || span.first !== span.last || span.first !== wall.time };
}

function dayBefore(wall: Wall): Wall {
  const date = new Date(Date.UTC(wall.year, wall.month - 1, wall.day - 1));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), time: 0 };
}
