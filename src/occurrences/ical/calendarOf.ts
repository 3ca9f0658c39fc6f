import ICAL from "ical.js";
import { givenInstant, givenObject, notAsExpected } from "../../model/given.ts";
import type { ScheduledJob } from "../../model/job.ts";
import type { Schedule, ScheduleOf } from "../../model/schedule.ts";
import { formatLocal, type LocalSeconds, SECONDS_PER_DAY, secondOfDay } from "../civil.ts";
import { compile, ruleOf } from "../compile.ts";
import { readCronFields } from "../cronFields.ts";
import { nextOccurrences } from "../occurrences.ts";
import { readRecurrenceFields } from "../recurrenceFields.ts";
import { getZone, localOf } from "../zone.ts";
import { dayRulesOf, intervalRuleOf, timeRulesOf } from "./calendarRule.ts";
import { timezoneComponent } from "./timezoneComponent.ts";

/** What of a job a calendar shows. */
export type CalendarJob = Pick<
  ScheduledJob,
  "id" | "name" | "prompt" | "schedule" | "state" | "createdAt" | "updatedAt"
>;

/** Where a schedule is written as dates, as many of the next ones. */
const MAX_DATES = 200;
const YEAR = 366 * SECONDS_PER_DAY;
const LAST_MS = 8.64e15;

/**
 * A list of jobs as an iCalendar feed (RFC 5545): what `GET /calendar.ics` of a host answers. Active jobs only.
 *
 * Each time of the day is an event of its own, so that calendars without `BYHOUR` read it; a schedule that no rule can hold (the
 * weekday nearest to the 15th, an interval with parts of a second) is written as its next 200 dates. Zones come along as
 * `VTIMEZONE` for ten years. A calendar has no words for `gap` and `fold`: around clock changes it shows what it thinks.
 *
 * @param options.now the instant of the feed
 * @param options.name what the calendar is called
 * @throws `SchedulerError` for a schedule that cannot be read, as `nextOccurrences` does
 * @example
 * response.setHeader("content-type", "text/calendar; charset=utf-8").end(calendarOf(jobs, { now: new Date() }));
 */
export function calendarOf(jobs: readonly CalendarJob[], options: { now: Date; name?: string | undefined }): string {
  const { now, name = "Scheduled jobs" } = givenObject("options", options, "Give at least `now`.");
  givenInstant("now", now);
  if (!Array.isArray(jobs))
    throw notAsExpected("jobs", jobs, "Give a list of jobs, such as `(await dexter.jobs.list()).items`.");
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//@dexter//scheduled-jobs//EN");
  calendar.updatePropertyWithValue("calscale", "GREGORIAN");
  calendar.updatePropertyWithValue("method", "PUBLISH");
  calendar.updatePropertyWithValue("x-wr-calname", name);
  const active = jobs.filter(({ state }) => state === "active");
  const events = active.flatMap((job) => eventsOf(job, now).map((event, index) => ({ job, event, index })));
  const zones = new Set(events.map(({ event }) => event.timezone).filter((zone) => zone !== undefined));
  const until = Math.floor(now.getTime() / 1000) + 10 * YEAR;
  for (const zone of zones) {
    const starts = events.filter(({ event }) => event.timezone === zone).map(({ event }) => event.start);
    calendar.addSubcomponent(timezoneComponent(getZone(zone), Math.min(...starts) - YEAR, until));
  }
  for (const { job, event, index } of events) calendar.addSubcomponent(component(job, event, index, now));
  return `${calendar.toString()}\r\n`;
}

/** One event: when it first is, in a zone or in UTC, and how it recurs. All times are wall times of that zone, in seconds. */
interface CalendarEvent {
  readonly start: LocalSeconds;
  readonly timezone: string | undefined;
  readonly rule?: string | undefined;
  readonly exdates?: readonly string[] | undefined;
  readonly rdates?: readonly string[] | undefined;
}

function eventsOf({ schedule, createdAt }: CalendarJob, now: Date): CalendarEvent[] {
  const events = ruledEvents(schedule, createdAt) ?? dates(schedule, now);
  return events.filter((event) => event.start !== Infinity);
}

function ruledEvents(schedule: Schedule, createdAt: Date): CalendarEvent[] | undefined {
  switch (schedule.kind) {
    case "once":
      return [{ start: schedule.at.getTime() / 1000, timezone: undefined }];
    case "interval": {
      const rule = intervalRuleOf(schedule.everyMs);
      const first = compile(schedule).next(-LAST_MS);
      if (rule === undefined || first === undefined || first % 1000 !== 0) return undefined;
      return [{ start: first / 1000, timezone: undefined, rule: rule + ending(schedule) }];
    }
    case "cron":
      return cronEvents(schedule, schedule.from ?? createdAt);
    default:
      return recurrenceEvents(schedule);
  }
}

function cronEvents(schedule: ScheduleOf<"cron">, from: Date): CalendarEvent[] | undefined {
  const fields = readCronFields(schedule.expression);
  const days = dayRulesOf(fields);
  // Where two rules give the same day, it would be shown twice.
  if (days?.length !== 1) return undefined;
  const { timezone } = schedule;
  const local = localOf(from.getTime(), getZone(timezone));
  const rule = ruleOf(schedule);
  return timeRulesOf(fields).map(({ time, parts }) => {
    let start = rule.next(local);
    if (time !== undefined) while (start !== Infinity && secondOfDay(start) !== time) start = rule.next(start + 1);
    return { start, timezone: named(timezone), rule: `${days[0]}${parts}${ending({ ...schedule, from })}` };
  });
}

function recurrenceEvents(schedule: ScheduleOf<"rrule">): CalendarEvent[] | undefined {
  const { rule, timezone, exdates = [], rdates, from } = schedule;
  // A calendar counts from the start, so a later beginning cannot be said.
  const { from: _, ...unbegun } = schedule;
  if (from !== undefined && compile(unbegun).next(-LAST_MS) !== compile(schedule).next(-LAST_MS)) return undefined;
  readRecurrenceFields(rule);
  const parts = rule
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";");
  const endless = parts.filter((part) => !/^(?:COUNT|UNTIL)=/.test(part)).join(";");
  const start = Date.parse(`${schedule.start}Z`) / 1000;
  // A calendar shows the start in any case: where the rule does not give it, it is taken out again.
  const isGiven = ruleOf({ ...schedule, exdates: [] }).next(start) === start;
  const left = isGiven ? exdates : [...exdates, formatLocal(start)];
  return [{ start, timezone: named(timezone), rule: endless + ending(schedule), exdates: left, rdates }];
}

/** UTC is written with a Z and not as a zone. */
const named = (timezone: string) => (/^(?:Etc\/)?(?:UTC|GMT)$/.test(timezone) ? undefined : timezone);

/** `;UNTIL=` the last occurrence, in UTC, where there is a last one. */
function ending(schedule: Schedule): string {
  const isOpen = schedule.until === undefined && schedule.maxOccurrences === undefined;
  if (isOpen && !(schedule.kind === "rrule" && /COUNT=|UNTIL=/i.test(schedule.rule))) return "";
  const last = compile(schedule).previous(LAST_MS) ?? 0;
  return `;UNTIL=${formatLocal(last / 1000).replaceAll(/[-:]/g, "")}Z`;
}

function dates(schedule: Schedule, now: Date): CalendarEvent[] {
  const [first, ...rest] = nextOccurrences(schedule, { after: now, limit: MAX_DATES });
  if (first === undefined) return [];
  const [start = 0, ...others] = [first, ...rest].map((instant) => Math.floor(instant.getTime() / 1000));
  return [{ start, timezone: undefined, rdates: others.map(formatLocal) }];
}

function component(job: CalendarJob, event: CalendarEvent, index: number, now: Date): ICAL.Component {
  const { start, timezone, rule, exdates = [], rdates = [] } = event;
  const part = new ICAL.Component("vevent");
  const addTime = (name: string, local: string) => {
    const property = new ICAL.Property(name);
    if (timezone !== undefined) property.setParameter("tzid", timezone);
    property.setValue(ICAL.Time.fromDateTimeString(timezone === undefined ? `${local}Z` : local));
    part.addProperty(property);
  };
  part.updatePropertyWithValue("uid", `${job.id}-${index}@scheduled-jobs`);
  part.updatePropertyWithValue("dtstamp", ICAL.Time.fromJSDate(now, true));
  part.updatePropertyWithValue("last-modified", ICAL.Time.fromJSDate(job.updatedAt, true));
  part.updatePropertyWithValue("summary", job.name);
  part.updatePropertyWithValue("description", job.prompt);
  part.updatePropertyWithValue("transp", "TRANSPARENT");
  addTime("dtstart", formatLocal(start));
  if (rule !== undefined) part.addPropertyWithValue("rrule", ICAL.Recur.fromString(rule));
  for (const date of exdates) addTime("exdate", date);
  for (const date of rdates) addTime("rdate", date);
  return part;
}
