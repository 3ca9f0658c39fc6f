import ICAL from "ical.js";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { givenObject, givenText } from "../../model/given.ts";
import type { ScheduleOf } from "../../model/schedule.ts";
import { checkSchedule } from "../checkSchedule.ts";
import { formatLocal, parseLocal } from "../civil.ts";
import { ruleOf } from "../compile.ts";
import { findZone, getZone, instantOf, localOf, type Zone } from "../zone.ts";

/** One event of a calendar: what it is called, and when it is. */
export interface CalendarEntry {
  readonly uid: string | undefined;
  readonly name: string;
  /** The event's description; empty where it has none. */
  readonly description: string;
  readonly schedule: ScheduleOf<"rrule"> | ScheduleOf<"once">;
}

/**
 * The events of an iCalendar text (RFC 5545) as schedules. A text of properties alone (`DTSTART…` and `RRULE…`) is one event.
 *
 * Dates without a time are at midnight; times without a zone are in `timezone`. A zone is found by its IANA name, also where that is
 * only the end of it (`/citadel.org/20240205_1/Europe/Berlin`) or stands in `X-LIC-LOCATION`.
 *
 * @param options.timezone the zone of times that have none
 * @throws `SchedulerError` `SCHEDULE_INVALID` for a text that is no calendar, `SCHEDULE_UNSUPPORTED` for several rules in one
 *   event, for exceptions by rule or by another event, and for periods; `TIMEZONE_UNKNOWN`, `INPUT_INVALID`; and what `checkSchedule` throws
 * @example
 * readCalendar("DTSTART;TZID=Europe/Berlin:20261123T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO", { timezone: "UTC" })[0].schedule.rule
 */
export function readCalendar(text: string, options: { timezone: string }): CalendarEntry[] {
  const hint = "Give the zone of times that have none: { timezone }.";
  const zone = getZone(givenText("timezone", givenObject("options", options, hint).timezone, hint));
  const calendar = parse(givenText("text", text, "Give an iCalendar text (RFC 5545)."));
  const events = calendar.getAllSubcomponents("vevent");
  return events.map((event) => entryOf(event, calendar, zone));
}

function parse(text: string): ICAL.Component {
  const body = text.trim().replaceAll(/\r?\n/g, "\r\n");
  const event = /^BEGIN:/i.test(body) ? body : `BEGIN:VEVENT\r\n${body}\r\nEND:VEVENT`;
  const whole = /^BEGIN:VCALENDAR/i.test(event) ? event : `BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR`;
  try {
    return new ICAL.Component(ICAL.parse(whole));
  } catch (error) {
    throw new SchedulerError(
      "SCHEDULE_INVALID",
      { text, hint: "Give an iCalendar text (RFC 5545)." },
      { cause: error },
    );
  }
}

function entryOf(event: ICAL.Component, calendar: ICAL.Component, otherwise: Zone): CalendarEntry {
  const uid = textOf(event, "uid");
  const unsupported = (hint: string) => new SchedulerError("SCHEDULE_UNSUPPORTED", { uid, hint });
  const rules = event.getAllProperties("rrule");
  if (rules.length > 1) throw unsupported("It has several RRULEs: make each a job of its own.");
  if (event.hasProperty("exrule")) throw unsupported("EXRULE was taken out of iCalendar; list the dates as EXDATE.");
  if (event.hasProperty("recurrence-id")) {
    throw unsupported("It changes one occurrence of another event: leave it out, or list the date there as EXDATE.");
  }
  const start = event.getFirstProperty("dtstart");
  if (start === null) throw new SchedulerError("SCHEDULE_INVALID", { uid, hint: "The event needs a DTSTART." });
  const zone = zoneOf(start, calendar, otherwise);
  const locals = (name: string) =>
    event.getAllProperties(name).flatMap((property) => {
      if (property.type === "period") throw unsupported("RDATE gives periods; give dates and times.");
      return localsOf(property, zone, zoneOf(property, calendar, zone));
    });
  const [first = ""] = localsOf(start, zone, zone);
  const [exdates, rdates] = [locals("exdate"), locals("rdate")];
  const rule = rules[0]?.getFirstValue()?.toString();
  const schedule = scheduleOf({ first, rule, exdates, rdates, zone });
  checkSchedule(schedule);
  return { uid, name: textOf(event, "summary") ?? "", description: textOf(event, "description") ?? "", schedule };
}

interface Read {
  readonly first: string;
  readonly rule: string | undefined;
  readonly exdates: string[];
  readonly rdates: string[];
  readonly zone: Zone;
}

function scheduleOf({ first, rule, exdates, rdates, zone }: Read): CalendarEntry["schedule"] {
  const start = parseLocal(first) ?? Number.NaN;
  if (rule === undefined && rdates.length === 0) return { kind: "once", at: new Date(instantOf(start, zone)) };
  const ruled: ScheduleOf<"rrule"> = {
    kind: "rrule",
    rule: rule ?? "FREQ=DAILY;COUNT=1",
    start: first,
    timezone: zone.name,
  };
  // In a calendar the start is an occurrence, whatever the rule says.
  const added = ruleOf(ruled).next(start) === start ? rdates : [first, ...rdates];
  return {
    ...ruled,
    ...(exdates.length > 0 ? { exdates } : {}),
    ...(added.length > 0 ? { rdates: added } : {}),
  };
}

/** The zone of a property: UTC for a time with a Z, the one it names, or the one that is given. */
function zoneOf(property: ICAL.Property, calendar: ICAL.Component, otherwise: Zone): Zone {
  const value = property.getFirstValue();
  const tzid = property.getFirstParameter("tzid");
  if (tzid === undefined || tzid === "") return isUtc(value) ? getZone("UTC") : otherwise;
  const described = calendar.getAllSubcomponents("vtimezone").find((zone) => textOf(zone, "tzid") === tzid);
  const place = described && textOf(described, "x-lic-location");
  const end = tzid.split("/").slice(-2).join("/");
  return findZone(tzid) ?? (place === undefined ? undefined : findZone(place)) ?? findZone(end) ?? getZone(tzid);
}

const isUtc = (value: unknown) => value instanceof ICAL.Time && value.zone === ICAL.Timezone.utcTimezone;

/** The dates and times of a property, in the wall time of the event's zone. */
function localsOf(property: ICAL.Property, zone: Zone, own: Zone): string[] {
  return property.getValues().map((value: unknown) => {
    const text = String(value);
    const local = parseLocal(text.length === 10 ? `${text}T00:00:00` : text.replace(/Z$/, ""));
    if (local === undefined) {
      throw new SchedulerError("SCHEDULE_INVALID", { [property.name]: text, hint: "It is no date." });
    }
    const from = isUtc(value) ? getZone("UTC") : own;
    return formatLocal(from === zone ? local : localOf(instantOf(local, from), zone));
  });
}

function textOf(component: ICAL.Component, name: string): string | undefined {
  const value: unknown = component.getFirstPropertyValue(name);
  return typeof value === "string" ? value : undefined;
}
