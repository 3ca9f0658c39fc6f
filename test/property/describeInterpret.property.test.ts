import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { describe } from "../../src/interpret/describe.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import { nextOccurrences } from "../../src/occurrences/occurrences.ts";

const now = new Date("2027-01-13T16:07:00Z");
const timezone = fc.constantFrom("America/New_York", "Europe/Madrid", "Asia/Kolkata", "America/Mexico_City");
const locale = fc.constantFrom("en-US", "en-GB", "es-ES", "es-MX");

const icalDays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const someOf = <T>(values: readonly T[], most: number) => fc.subarray([...values], { minLength: 1, maxLength: most });
const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
const weekdays = someOf([1, 2, 3, 4, 5, 6, 0], 7).map((days) => days.join());
const byDay = someOf(icalDays, 6).map((days) => days.join());
const months = fc.oneof(
  { weight: 3, arbitrary: fc.constant("*") },
  someOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 4).map((list) => list.join()),
);
const monthDays = fc.oneof(
  someOf(
    Array.from({ length: 28 }, (_, index) => index + 1),
    3,
  ).map((days) => days.join()),
  fc.constant("L"),
);
const nth = fc.constantFrom(1, 2, 3, 4, -1);
const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
const without = (most: number, out: readonly number[]) =>
  upTo(most)
    .map((day) => (out.some((one) => one < 0) ? -day : day))
    .filter((day) => !out.includes(day));
const dayFields = fc.oneof(
  fc.tuple(fc.constant("*"), months, weekdays).map((fields) => fields.join(" ")),
  fc.tuple(monthDays, months, fc.constant("*")).map((fields) => fields.join(" ")),
  fc
    .tuple(
      fc.constantFrom("*"),
      fc.constantFrom("*", "6", "1,4,7,10"),
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom("#1", "#2", "#3", "#4", "L"),
    )
    .map(([day, month, weekday, which]) => `${day} ${month} ${weekday}${which}`),
);
const fixedTimes = time.map(({ hour, minute }) => `${minute} ${hour}`);
const grids = fc.oneof(
  fc.constantFrom("*/5 *", "*/15 *", "*/20 *", "10-59/30 *", "0 *", "15 *", "30 *"),
  fc
    .tuple(fc.constantFrom("0", "*/10", "*/30"), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 14, max: 22 }))
    .map(([minutes, first, last]) => `${minutes} ${first}-${last}`),
);
const gridDays = fc.oneof(
  fc.constant("* * *"),
  weekdays.map((days) => `* * ${days}`),
);
const expression = fc.oneof(
  fc.tuple(fixedTimes, dayFields).map((parts) => parts.join(" ")),
  fc.tuple(grids, gridDays).map((parts) => parts.join(" ")),
);

const rule = fc.oneof(
  fc.tuple(fc.integer({ min: 2, max: 5 }), byDay).map(([count, days]) => `FREQ=WEEKLY;INTERVAL=${count};BYDAY=${days}`),
  fc.integer({ min: 2, max: 9 }).map((count) => `FREQ=DAILY;INTERVAL=${count}`),
  fc
    .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 28 }))
    .map(([count, day]) => `FREQ=MONTHLY;INTERVAL=${count};BYMONTHDAY=${day}`),
  fc
    .tuple(fc.constantFrom(1, 2, 3, 5, -1, -2, -3), fc.constantFrom("", ";BYMONTH=5,11"))
    .map(([position, of]) => `FREQ=MONTHLY${of};BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${position}`),
  fc
    .tuple(nth, nth, fc.constantFrom(...icalDays))
    .filter(([a, b]) => a !== b)
    .map(([a, b, day]) => `FREQ=MONTHLY;BYDAY=${a}${day},${b}${day}`),
  // all but a few days of the month; people count no more than three from its end
  fc
    .tuple(fc.oneof(someOf(upTo(31), 3), someOf([-1, -2, -3], 3)), fc.constantFrom("", ";BYDAY=MO,TU,WE,TH,FR"))
    .map(([out, on]) => `FREQ=MONTHLY;BYMONTHDAY=${without(31, out).join()}${on}`),
  fc.tuple(fc.constantFrom(1, 2, 3, 4, 5, -1, -2, -3), byDay).map(([out, days]) => {
    const [first, ...others] = days.split(",");
    return `FREQ=MONTHLY;BYDAY=${[...without(5, [out]).map((which) => `${which}${first}`), ...others].join()}`;
  }),
);

const bounds = fc.record(
  {
    from: fc.integer({ min: 10, max: 90 }),
    length: fc.integer({ min: 30, max: 400 }),
    maxOccurrences: fc.integer({ min: 2, max: 20 }),
  },
  { requiredKeys: [] },
);

const midnight = (day: number, zone: string) => {
  const [start] = nextOccurrences(
    { kind: "cron", expression: "0 0 * * *", timezone: zone },
    { after: new Date(now.getTime() + day * 86_400_000), limit: 1 },
  );
  return start ?? now;
};
const bounded = <S extends Schedule>(
  schedule: S,
  { from, length, maxOccurrences }: { from?: number; length?: number; maxOccurrences?: number },
  zone: string,
): S => ({
  ...schedule,
  ...(from !== undefined && { from: midnight(from, zone) }),
  ...(length !== undefined && { until: new Date(midnight((from ?? 0) + length, zone).getTime() - 1000) }),
  ...(maxOccurrences !== undefined && { maxOccurrences }),
});

const cron = fc
  .tuple(expression, timezone, bounds)
  .map(([text, zone, limits]) => bounded({ kind: "cron" as const, expression: text, timezone: zone }, limits, zone));
/** A rule with a step begins on its first day from now, or from its start, on. */
const rrule = fc.tuple(rule, time, timezone, bounds).map(([text, { hour, minute }, zone, limits]): Schedule => {
  const clock = `T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00`;
  const every = bounded(
    { kind: "rrule" as const, rule: text.replace(/;INTERVAL=\d+/, ""), start: `2027-01-01${clock}`, timezone: zone },
    limits,
    zone,
  );
  const [first = now] = nextOccurrences({ ...every, maxOccurrences: 400 }, { after: now, limit: 1 });
  const start = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" }).format(first) + clock;
  return { ...every, rule: text, start };
});
const interval = fc
  .tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom(60_000, 3_600_000), bounds)
  .map(([count, unit, { maxOccurrences }]): Schedule => ({
    kind: "interval",
    everyMs: count * unit,
    anchor: now,
    ...(maxOccurrences !== undefined && { maxOccurrences }),
  }));
const once = fc
  .integer({ min: 1, max: 3_000_000 })
  .map((minutes): Schedule => ({ kind: "once", at: new Date(now.getTime() + minutes * 60_000) }));

const occurrences = (schedules: readonly Schedule[]) =>
  schedules
    .flatMap((schedule) => nextOccurrences(schedule, { after: now, limit: 20 }).map((at) => at.toISOString()))
    .toSorted()
    .slice(0, 20);

const seldom = { numRuns: 150 };

test.prop([fc.oneof({ weight: 5, arbitrary: cron }, { weight: 4, arbitrary: rrule }, interval, once), locale], seldom)(
  "a description, interpreted, gives the same occurrences and nothing else",
  (schedule, tag) => {
    fc.pre(occurrences([schedule]).length > 0);
    const zone = "timezone" in schedule ? schedule.timezone : "Europe/Madrid";
    const text = describe(schedule, { locale: tag, now, timezone: zone });
    const read = interpret(text, { now, timezone: zone, locale: tag });
    expect({ text, outcome: read.outcome, prompt: read.outcome === "understood" ? read.prompt : undefined }).toEqual({
      text,
      outcome: "understood",
      prompt: null,
    });
    if (read.outcome === "understood")
      expect({ text, next: occurrences(read.schedules) }).toEqual({ text, next: occurrences([schedule]) });
  },
);
