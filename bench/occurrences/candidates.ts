import later from "@breejs/later";
import { CronExpressionParser } from "cron-parser";
import { Cron } from "croner";
import { Temporal } from "temporal-polyfill";
import { compile } from "../../src/occurrences/compile.ts";
import { Floor, FloorZone } from "./floor.ts";
import { type Pattern, zones } from "./patterns.ts";

/** One library: what it makes of a pattern, once, and how it is then asked. */
export interface Candidate {
  readonly name: string;
  /** Whether it can hold the pattern. */
  readonly can?: (pattern: Pattern) => boolean;
  /** Set up for a zone before it is measured in it, where it has no zone of its own. */
  readonly enter?: (zone: string) => void;
  /** Reads the text and gives the question: the first occurrence after an instant, in epoch milliseconds. */
  readonly read: (cron: string, pattern: Pattern, zone: string, fromMs: number) => (afterMs: number) => number;
  /** Asks for many in a row, as the library means it to be done. */
  readonly iterate?: (pattern: Pattern, zone: string, fromMs: number, count: number) => number;
}

// rrule-temporal takes Temporal from the global object.
(globalThis as { Temporal?: unknown }).Temporal ??= Temporal;
const { RRuleTemporal } = await import("rrule-temporal");

const floorFrom = Date.UTC(2025, 0, 1);
const floorZones = new Map(zones.map((zone) => [zone as string, new FloorZone(zone, floorFrom, Date.UTC(2120, 0, 1))]));

const ours: Candidate = {
  name: "ours",
  read: (expression, _, timezone) => {
    const compiled = compile({ kind: "cron", expression, timezone });
    return (after) => compiled.next(after)!;
  },
};

const floor: Candidate = {
  name: "floor",
  read: (expression, _, zone) => {
    const rule = new Floor(expression);
    const table = floorZones.get(zone)!;
    return (after) => rule.next(table, after);
  },
};

const croner: Candidate = {
  name: "croner",
  read: (expression, _, timezone) => {
    const cron = new Cron(expression, { timezone, paused: true });
    return (after) => cron.nextRun(new Date(after))!.getTime();
  },
  iterate: ({ cron: expression }, timezone, from, count) => {
    const cron = new Cron(expression, { timezone, paused: true });
    let at: Date | null = new Date(from);
    for (let n = 0; n < count && at !== null; n++) at = cron.nextRun(at);
    return at?.getTime() ?? Number.NaN;
  },
};

const cronParser: Candidate = {
  name: "cron-parser",
  read: (expression, _, tz, from) => {
    const cron = CronExpressionParser.parse(expression, { tz, currentDate: new Date(from) });
    return (after) => {
      cron.reset(new Date(after));
      return cron.next().getTime();
    };
  },
  iterate: ({ cron: expression }, tz, from, count) => {
    const cron = CronExpressionParser.parse(expression, { tz, currentDate: new Date(from) });
    let at = from;
    for (let n = 0; n < count; n++) at = cron.next().getTime();
    return at;
  },
};

const rruleTemporal: Candidate = {
  name: "rrule-temporal",
  read: (_, { rule }, zone, from) => {
    const day = new Date(from - 86_400_000).toISOString().slice(0, 10).replaceAll("-", "");
    const recurrence = new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:${day}T000000\nRRULE:${rule}` });
    return (after) => recurrence.next(new Date(after))!.epochMilliseconds;
  },
};

const breeLater: Candidate = {
  name: "later",
  can: ({ isPlain }) => isPlain,
  enter: (zone) => {
    process.env["TZ"] = zone;
    if (zone === "UTC") later.date.UTC();
    else later.date.localTime();
  },
  read: (expression) => {
    const schedule = later.schedule(later.parse.cron(expression));
    return (after) => {
      // It counts the instant that it is given.
      const [first, second] = schedule.next(2, new Date(after));
      return (first!.getTime() > after ? first : second)!.getTime();
    };
  },
};

export const candidates = [ours, floor, croner, cronParser, rruleTemporal, breeLater] as const;
