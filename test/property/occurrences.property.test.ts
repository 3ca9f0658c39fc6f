import { fc, test } from "@fast-check/vitest";
import { Temporal } from "temporal-polyfill";
import { describe, expect } from "vitest";
import * as z from "zod";
import { SchedulerError } from "../../src/errors/schedulerError.ts";
import { type Schedule, scheduleSchema } from "../../src/model/schedule.ts";
import { addMonths, dateOf, dayNumberOf, formatLocal, localFrom, parseLocal } from "../../src/occurrences/civil.ts";
import { checkSchedule } from "../../src/occurrences/checkSchedule.ts";
import { compile } from "../../src/occurrences/compile.ts";
import { nextOccurrences, occurrencesBetween, previousOccurrence } from "../../src/occurrences/occurrences.ts";
import { getZone, instantOf, localOf } from "../../src/occurrences/zone.ts";

const zones = [
  "UTC",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "America/Havana",
  "Asia/Kathmandu",
  "Pacific/Apia",
  "Antarctica/Troll",
];
const runs = { numRuns: 400 };
const zone = fc.constantFrom(...zones);
const instant = fc.date({ min: new Date("1970-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });

const list = (low: number, high: number) =>
  fc
    .uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: 3 })
    .map((values) => values.toSorted((a, b) => a - b).join());
const field = (low: number, high: number) =>
  fc.oneof(
    { weight: 3, arbitrary: list(low, high) },
    { weight: 2, arbitrary: fc.constant("*") },
    { weight: 1, arbitrary: fc.integer({ min: 2, max: high }).map((step) => `*/${step}`) },
  );
const clockChange = {
  gap: fc.constantFrom("shift", "skip", undefined),
  fold: fc.constantFrom("first", "second", "both", undefined),
};

const cron = fc
  .record({
    fields: fc.tuple(
      field(0, 59),
      field(0, 23),
      fc.oneof(field(1, 28), fc.constantFrom("L", "15W", "LW")),
      field(1, 12),
      field(0, 6),
    ),
    timezone: zone,
    ...clockChange,
  })
  .map(({ fields, timezone, gap, fold }): Schedule => ({
    kind: "cron",
    expression: fields.join(" "),
    timezone,
    ...given({ gap, fold }),
  }));

const part = (name: string, value: fc.Arbitrary<string>) =>
  fc.option(
    value.map((text) => `;${name}=${text}`),
    { nil: "" },
  );
const rrule = fc
  .record({
    frequency: fc.constantFrom("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"),
    interval: part("INTERVAL", fc.integer({ min: 1, max: 40 }).map(String)),
    byMonth: part("BYMONTH", list(1, 12)),
    byDay: part(
      "BYDAY",
      fc.subarray(["MO", "TU", "WE", "TH", "FR", "SA", "SU"], { minLength: 1 }).map((days) => days.join()),
    ),
    byHour: part("BYHOUR", list(0, 23)),
    byMinute: part("BYMINUTE", list(0, 59)),
    start: instant.map((date) => date.toISOString().slice(0, 19)),
    timezone: zone,
    ...clockChange,
  })
  .map(({ frequency, interval, byMonth, byDay, byHour, byMinute, start, timezone, gap, fold }): Schedule => ({
    kind: "rrule",
    rule: `FREQ=${frequency}${interval}${byMonth}${byDay}${byHour}${byMinute}`,
    start,
    timezone,
    ...given({ gap, fold }),
  }));

const interval = fc
  .record({ everyMs: fc.integer({ min: 60_000, max: 1e10 }), anchor: instant })
  .map((fields): Schedule => ({ kind: "interval", ...fields }));

/** Schedules that can be read; those that never occur are left out by the tests that need an occurrence. */
const schedule = fc.oneof(
  { weight: 3, arbitrary: cron },
  { weight: 3, arbitrary: rrule },
  { weight: 1, arbitrary: interval },
);

function given<Fields extends object>(fields: Fields): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** `undefined` where the schedule says something that cannot occur, which is an answer as well. */
function compiled(value: Schedule) {
  try {
    return compile(value);
  } catch (error) {
    expect(SchedulerError.is(error, "SCHEDULE_NEVER_OCCURS")).toBe(true);
    return undefined;
  }
}

describe("the laws of occurrences", () => {
  test.prop([schedule, instant], runs)(
    "T2 the next occurrence lies after the instant, and is its own next from just before",
    (value, after) => {
      const ready = compiled(value);
      let at = after.getTime();
      for (let step = 0; step < 6; step++) {
        const next = ready?.next(at);
        if (next === undefined) return;
        expect(next).toBeGreaterThan(at);
        expect(ready?.next(next - 1)).toBe(next);
        expect(ready?.next(at + Math.floor((next - at) / 2))).toBe(next);
        at = next;
      }
    },
  );

  test.prop([schedule, instant], runs)("backwards is forwards in reverse", (value, after) => {
    const ready = compiled(value);
    const forwards: number[] = [];
    for (let at = ready?.next(after.getTime()); at !== undefined && forwards.length < 6; at = ready?.next(at))
      forwards.push(at);
    const backwards: number[] = [];
    let at = forwards.at(-1);
    while (at !== undefined && backwards.length < forwards.length) {
      backwards.unshift(at);
      at = ready?.previous(at);
    }
    expect(backwards).toEqual(forwards);
    expect(at ?? -Infinity).toBeLessThanOrEqual(after.getTime());
  });

  test.prop([schedule, instant], runs)("between two occurrences lie exactly those that next gives", (value, after) => {
    if (compiled(value) === undefined) return;
    const listed = nextOccurrences(value, { after, limit: 5 });
    const [from, to] = [listed[0], listed.at(-1)];
    if (from === undefined || to === undefined) return;
    expect([...occurrencesBetween(value, { from, to })]).toEqual(listed);
    expect([...occurrencesBetween(value, { from, to, limit: 2 })]).toEqual(listed.slice(0, 2));
  });

  test.prop([schedule, instant, fc.integer({ min: 1, max: 5 })], runs)(
    "bounds take the same occurrences, no more and no fewer",
    (value, from, max) => {
      if (compiled(value) === undefined) return;
      const all = nextOccurrences(value, { after: new Date(from.getTime() - 1), limit: max + 1 });
      const until = all[max - 1];
      const before = { after: new Date("1960-01-01"), limit: max + 3 };
      expect(nextOccurrences({ ...value, from, maxOccurrences: max }, before)).toEqual(all.slice(0, max));
      if (until !== undefined) expect(nextOccurrences({ ...value, from, until }, before)).toEqual(all.slice(0, max));
      const last = previousOccurrence({ ...value, from, maxOccurrences: max }, { before: new Date("2400-01-01") });
      expect(last).toEqual(all.slice(0, max).at(-1));
    },
  );

  test.prop([schedule, instant], runs)(
    "a stored schedule has the same occurrences as the public one",
    (value, after) => {
      if (compiled(value) === undefined) return;
      const stored = z.encode(scheduleSchema, { ...value, from: new Date(0) });
      expect(compile(stored).next(after.getTime())).toBe(
        compile({ ...value, from: new Date(0) }).next(after.getTime()),
      );
    },
  );
});

describe("zones and civil dates", () => {
  const wall = fc.record({
    year: fc.integer({ min: 1901, max: 2099 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    hour: fc.integer({ min: 0, max: 23 }),
    minute: fc.integer({ min: 0, max: 59 }),
    second: fc.integer({ min: 0, max: 59 }),
  });

  test.prop([wall, zone], runs)(
    "a wall time is the instant that Temporal's compatible reading gives",
    (fields, timeZone) => {
      const theirs = Temporal.PlainDateTime.from(fields).toZonedDateTime(timeZone).epochMilliseconds;
      expect(instantOf(localFrom(fields), getZone(timeZone))).toBe(theirs);
    },
  );

  test.prop([fc.integer({ min: 0, max: 170 }), fc.integer({ min: -8, max: 8 }), zone], runs)(
    "around clock changes as well",
    (which, quarters, timeZone) => {
      let at: Temporal.ZonedDateTime | null = Temporal.Instant.from("1970-01-01T00:00Z").toZonedDateTimeISO(timeZone);
      for (let change = 0; change < which && at !== null; change++) at = at.getTimeZoneTransition("next");
      if (at === null) return;
      const local = at.toPlainDateTime().add({ minutes: quarters * 15 });
      const text = local.toString({ smallestUnit: "second" });
      const theirs = local.toZonedDateTime(timeZone).epochMilliseconds;
      expect(instantOf(parseLocal(text) ?? Number.NaN, getZone(timeZone))).toBe(theirs);
      expect(formatLocal(localOf(theirs, getZone(timeZone)))).toBe(
        Temporal.Instant.fromEpochMilliseconds(theirs)
          .toZonedDateTimeISO(timeZone)
          .toPlainDateTime()
          .toString({ smallestUnit: "second" }),
      );
    },
  );

  test.prop([instant, fc.integer({ min: -500, max: 500 })], runs)(
    "days and months count as Temporal counts them",
    (date, months) => {
      const day = Temporal.PlainDate.from(date.toISOString().slice(0, 10));
      const number = dayNumberOf(day.year, day.month, day.day);
      expect(dateOf(number)).toEqual({ year: day.year, month: day.month, day: day.day });
      const later = day.add({ months });
      expect(dateOf(addMonths(number, months))).toEqual({ year: later.year, month: later.month, day: later.day });
    },
  );
});

describe("anything that is written", () => {
  const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet.split("")), maxLength: 200 });
  const codes = ["SCHEDULE_INVALID", "SCHEDULE_UNSUPPORTED", "SCHEDULE_NEVER_OCCURS"];
  const isAnswered = (value: Schedule) => {
    try {
      checkSchedule(value);
      const ready = compile(value);
      const next = ready.next(Date.UTC(2026, 0, 1));
      if (next !== undefined) expect(next).toBeGreaterThan(Date.UTC(2026, 0, 1));
    } catch (error) {
      expect(codes).toContain(SchedulerError.is(error) ? error.code : error);
    }
  };

  test.prop(
    [
      fc.oneof(
        letters("0123456789*/-,LW#? "),
        letters("* 01579/,-#LW?HMONFRIJAN@dailyx\n\t"),
        fc.string({ maxLength: 200 }),
      ),
    ],
    { numRuns: 3000 },
  )("as a cron expression has occurrences or is refused by a named error", (expression) =>
    isAnswered({ kind: "cron", expression, timezone: "America/New_York" }),
  );

  const value = letters("0123456789,-+MOTUWEHFRSA");
  const name = fc.constantFrom(
    "INTERVAL",
    "COUNT",
    "UNTIL",
    "WKST",
    "BYDAY",
    "BYMONTH",
    "BYMONTHDAY",
    "BYSETPOS",
    "BYHOUR",
    "BYSECOND",
    "BYWEEKNO",
    "BYYEARDAY",
    "X",
  );
  const rule = fc
    .tuple(
      fc.constantFrom("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY", "NEVER"),
      fc.array(fc.tuple(name, fc.oneof(value, list(1, 60)))),
    )
    .map(([frequency, parts]) =>
      `FREQ=${frequency}${parts.map(([key, text]) => `;${key}=${text}`).join("")}`.slice(0, 200),
    );

  test.prop([fc.oneof(rule, fc.string({ maxLength: 200 }))], { numRuns: 3000 })(
    "as a recurrence rule has occurrences or is refused by a named error",
    (text) => isAnswered({ kind: "rrule", rule: text, start: "2026-01-31T02:30:00", timezone: "America/New_York" }),
  );
});
