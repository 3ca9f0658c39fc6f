import { fc, test } from "@fast-check/vitest";
import { CronExpressionParser } from "cron-parser";
import { expect } from "vitest";
import type { Calendar, Days } from "../../src/interpret/describe/calendar.ts";
import { cronCalendar } from "../../src/interpret/describe/cronCalendar.ts";
import { describe } from "../../src/interpret/describe.ts";

const dayMs = 86_400_000;

/** Whether a day is one of those that the description is made from: the meaning of its words, day by day. */
function takes(days: Days, date: Date): boolean {
  const weekday = date.getUTCDay() || 7;
  const day = date.getUTCDate();
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  switch (days.kind) {
    case "every-day":
      return true;
    case "weekdays":
      return days.weekdays.some((one) => one === weekday);
    case "month-days":
      return days.days.includes(day) || days.days.includes(day - length - 1);
    case "nth-weekday":
      return days.each.some(
        (one) =>
          one.weekday === weekday &&
          one.nth === (one.nth < 0 ? -1 - Math.floor((length - day) / 7) : Math.ceil(day / 7)),
      );
    case "either":
      return days.of.some((one) => takes(one, date));
    default:
      throw new Error(`cron never says ${days.kind}`);
  }
}

function timesOf({ clock }: Calendar): number[] {
  if (clock.kind === "times") return [...clock.times];
  if (clock.kind === "steps") {
    return Array.from(
      { length: (clock.last - clock.first) / clock.everySeconds + 1 },
      (_, index) => clock.first + index * clock.everySeconds,
    );
  }
  return clock.hours.flatMap((h) => clock.minutes.flatMap((m) => clock.seconds.map((s) => h * 3600 + m * 60 + s)));
}

const field = (min: number, max: number) => {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc
    .tuple(fc.oneof(fc.constant("*"), range), fc.integer({ min: 1, max: max - min }))
    .map(([of, by]) => `${of}/${by}`);
  const list = fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((values) => values.join());
  return fc.oneof(fc.constant("*"), range, step, list);
};
const dayOfMonth = fc.oneof({ weight: 4, arbitrary: field(1, 31) }, fc.constant("L"), fc.constant("1,L"));
const dayOfWeek = fc.oneof({ weight: 4, arbitrary: field(0, 6) }, fc.constant("5L"), fc.constant("2#3"));
const expressions = fc
  .tuple(field(0, 59), field(0, 23), dayOfMonth, field(1, 12), dayOfWeek)
  .map((fields) => fields.join(" "));

test.prop([expressions], { numRuns: 300 })(
  "what a description of a cron expression is made from takes the days and times that cron takes",
  (expression) => {
    const calendar = cronCalendar(expression);
    const start = Date.UTC(2027, 0, 1);
    const times = timesOf(calendar);
    const expected: number[] = [];
    for (let day = 0; day < 1500 && expected.length < 40; day++) {
      const date = new Date(start + day * dayMs);
      const isInSeason = calendar.months?.includes(date.getUTCMonth() + 1) ?? true;
      const isLeftOut = calendar.but !== undefined && takes(calendar.but, date);
      if (isInSeason && takes(calendar.days, date) && !isLeftOut)
        expected.push(...times.map((time) => date.getTime() + time * 1000));
    }
    let actual: number[] = [];
    try {
      const cron = CronExpressionParser.parse(expression, { tz: "UTC", currentDate: new Date(start - 1000) });
      actual = Array.from({ length: Math.min(40, expected.length) }, () => cron.next().getTime());
    } catch {
      // cron-parser gives up where nothing is near; then nothing must have been expected either.
    }
    expect(actual).toEqual(expected.slice(0, 40));
  },
);

test.prop([expressions, fc.constantFrom("en-US", "en-GB", "es-ES", "es-MX")])(
  "every cron expression has words",
  (expression, locale) => {
    const text = describe({ kind: "cron", expression, timezone: "UTC" }, { locale });
    expect(text).toMatch(/^\p{Lu}[^\u00A0\u202F]*$/u);
    expect(text).not.toMatch(/undefined|NaN|,\s*,| {2}|\s,/);
  },
);
