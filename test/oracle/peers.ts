import { CronExpressionParser } from "cron-parser";
import { Cron } from "croner";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { formatLocal, parseLocal } from "../../src/occurrences/civil.ts";

// rrule-temporal takes Temporal from the global object.
(globalThis as { Temporal?: unknown }).Temporal ??= Temporal;
const { RRuleTemporal } = await import("rrule-temporal");

/** What another library says: the occurrences after one instant up to another, in epoch milliseconds; or why it says nothing. */
export type Peer = (text: string, zone: string, from: number, to: number, start: string) => number[];

/** As many occurrences are asked of each, at most. */
export const MOST = 200;

export const cronPeers: Record<string, Peer> = {
  croner: (expression, timezone, from, to) => {
    const cron = new Cron(expression, { timezone, paused: true });
    const found: number[] = [];
    for (
      let at = cron.nextRun(new Date(from));
      at !== null && at.getTime() <= to && found.length < MOST;
      at = cron.nextRun(at)
    ) {
      found.push(at.getTime());
    }
    return found;
  },
  "cron-parser": (expression, tz, from, to) => {
    const cron = CronExpressionParser.parse(expression, { tz, currentDate: new Date(from) });
    const found: number[] = [];
    for (let at = cron.next().getTime(); at <= to && found.length < MOST; at = cron.next().getTime()) found.push(at);
    return found;
  },
};

export const rulePeers: Record<string, Peer> = {
  "rrule-temporal": (rule, zone, from, to, start) => {
    const dtstart = start.replaceAll(/[-:]/g, "");
    const recurrence = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${dtstart}\nRRULE:${rule}` });
    const found = recurrence.between(new Date(from + 1), new Date(to), true);
    return found.slice(0, MOST).map((at) => at.epochMilliseconds);
  },
  // It knows wall time only: the zone is Temporal's.
  "ical.js": (rule, zone, from, to, start) => {
    const iterator = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(start));
    const found: number[] = [];
    for (let at = iterator.next(); at !== null && at !== undefined && found.length < MOST; at = iterator.next()) {
      const local = parseLocal(at.toString().slice(0, 19)) ?? Number.NaN;
      const instant = Temporal.PlainDateTime.from(formatLocal(local)).toZonedDateTime(zone).epochMilliseconds;
      if (instant > to) break;
      if (instant > from) found.push(instant);
    }
    return found;
  },
};
