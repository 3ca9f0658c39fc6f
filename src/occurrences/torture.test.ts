import { describe, expect, it } from "vitest";
import type { Schedule, ScheduleOf } from "../model/schedule.ts";
import { CalendarRule, type MonthPattern } from "./calendarRule.ts";
import { checkSchedule } from "./checkSchedule.ts";
import type { CivilRule } from "./civilRule.ts";
import { compile } from "./compile.ts";
import { nextOccurrences, previousOccurrence } from "./occurrences.ts";
import { SetPositionRule } from "./setPositionRule.ts";
import { StepRule } from "./stepRule.ts";
import { TimesOfDay } from "./timesOfDay.ts";
import { readRecurrenceFields } from "./recurrenceFields.ts";

const iso = (instant: Date) => instant.toISOString().replace(":00.000Z", "Z");
const next = (schedule: Schedule, after: string, limit: number) =>
  nextOccurrences(schedule, { after: new Date(after), limit }).map(iso);
const cron = (expression: string, timezone: string, more: Partial<ScheduleOf<"cron">> = {}): Schedule => ({
  kind: "cron",
  expression,
  timezone,
  ...more,
});

describe("where the clocks change", () => {
  const spring = "2026-03-08T00:00Z";
  const autumn = "2026-11-01T00:00Z";
  const newYork = (expression: string, more?: Partial<ScheduleOf<"cron">>) =>
    cron(expression, "America/New_York", more);

  it("T3 in New York 02:30 is skipped and occurs at 03:30, or not at all where the schedule says skip", () => {
    expect(next(newYork("30 2 * * *"), spring, 2)).toEqual(["2026-03-08T07:30Z", "2026-03-09T06:30Z"]);
    expect(next(newYork("30 2 * * *", { gap: "skip" }), spring, 1)).toEqual(["2026-03-09T06:30Z"]);
  });

  it("T3 a skipped time that moves onto another one occurs once with it", () => {
    expect(next(newYork("30 2,3 * * *"), spring, 2)).toEqual(["2026-03-08T07:30Z", "2026-03-09T06:30Z"]);
  });

  it("T3 skipped times stay in order with those that were not skipped", () => {
    expect(next(newYork("45 2,3 * * *"), spring, 1)).toEqual(["2026-03-08T07:45Z"]);
    expect(next(newYork("0,45 2,3 * * *"), spring, 2)).toEqual(["2026-03-08T07:00Z", "2026-03-08T07:45Z"]);
  });

  it("T3 a minute step under a fixed hour is at fixed times, so none of them is lost", () => {
    expect(next(newYork("*/30 2 * * *"), spring, 3)).toEqual([
      "2026-03-08T07:00Z",
      "2026-03-08T07:30Z",
      "2026-03-09T06:00Z",
    ]);
  });

  it("T3 a step in the hour follows elapsed time, so what is skipped is not there", () => {
    expect(next(newYork("30 */2 * * *"), "2026-03-08T05:00Z", 3)).toEqual([
      "2026-03-08T05:30Z",
      "2026-03-08T08:30Z",
      "2026-03-08T10:30Z",
    ]);
  });

  it("T4 in New York 01:30 comes twice and occurs the first time, the second, or both", () => {
    const nextDay = "2026-11-02T06:30Z";
    expect(next(newYork("30 1 * * *"), autumn, 2)).toEqual(["2026-11-01T05:30Z", nextDay]);
    expect(next(newYork("30 1 * * *", { fold: "second" }), autumn, 2)).toEqual(["2026-11-01T06:30Z", nextDay]);
    expect(next(newYork("30 1 * * *", { fold: "both" }), autumn, 3)).toEqual([
      "2026-11-01T05:30Z",
      "2026-11-01T06:30Z",
      nextDay,
    ]);
  });

  it("T4 asked between the two 01:30s, the next one is tomorrow's", () => {
    expect(next(newYork("30 1 * * *"), "2026-11-01T05:30Z", 1)).toEqual(["2026-11-02T06:30Z"]);
    expect(next(newYork("30 1 * * *"), "2026-11-01T06:10Z", 1)).toEqual(["2026-11-02T06:30Z"]);
  });

  it("T5 */30 keeps thirty minutes of elapsed time through the repeated hour", () => {
    const found = next(newYork("*/30 * * * *"), "2026-11-01T04:45Z", 6).map((text) => Date.parse(text));
    expect(found.slice(1).map((instant, index) => instant - found[index]!)).toEqual(Array(5).fill(30 * 60_000));
  });

  it("T5 an hourly recurrence rule is not silent in the repeated hour", () => {
    const rule: Schedule = {
      kind: "rrule",
      rule: "FREQ=HOURLY",
      start: "2026-10-31T00:30:00",
      timezone: "America/New_York",
    };
    expect(next(rule, "2026-11-01T05:00Z", 3)).toEqual(["2026-11-01T05:30Z", "2026-11-01T06:30Z", "2026-11-01T07:30Z"]);
  });

  it("T5 */30 occurs once per wall time where the schedule says first", () => {
    expect(next(newYork("*/30 * * * *", { fold: "first" }), "2026-11-01T05:15Z", 3)).toEqual([
      "2026-11-01T05:30Z",
      "2026-11-01T07:00Z",
      "2026-11-01T07:30Z",
    ]);
  });

  it("T6 in Lord Howe the clocks jump by thirty minutes: 02:15 occurs at 02:45", () => {
    expect(next(cron("15 2 * * *", "Australia/Lord_Howe"), "2026-10-03T00:00Z", 2)).toEqual([
      "2026-10-03T15:45Z",
      "2026-10-04T15:15Z",
    ]);
  });

  it("T6 in Lord Howe 01:45 comes twice half an hour apart and occurs once, and */30 has no hole", () => {
    expect(next(cron("45 1 * * *", "Australia/Lord_Howe"), "2026-04-04T00:00Z", 2)).toEqual([
      "2026-04-04T14:45Z",
      "2026-04-05T15:15Z",
    ]);
    expect(next(cron("*/30 * * * *", "Australia/Lord_Howe"), "2026-04-04T14:15Z", 4)).toEqual([
      "2026-04-04T14:30Z",
      "2026-04-04T15:00Z",
      "2026-04-04T15:30Z",
      "2026-04-04T16:00Z",
    ]);
  });

  it("T7 where midnight is skipped (Santiago, Beirut, Havana) the day begins at 01:00 and midnight's run with it", () => {
    expect(next(cron("0 0 * * *", "America/Santiago"), "2026-09-05T12:00Z", 2)).toEqual([
      "2026-09-06T04:00Z",
      "2026-09-07T03:00Z",
    ]);
    expect(next(cron("0 0 * * *", "Asia/Beirut"), "2026-03-28T12:00Z", 2)).toEqual([
      "2026-03-28T22:00Z",
      "2026-03-29T21:00Z",
    ]);
    expect(next(cron("30 0 * * *", "America/Havana"), "2026-03-07T12:00Z", 2)).toEqual([
      "2026-03-08T05:30Z",
      "2026-03-09T04:30Z",
    ]);
  });

  it("T7 where the hour around midnight comes twice it counts once, on the right day", () => {
    expect(next(cron("30 23 * * *", "America/Santiago"), "2026-04-04T12:00Z", 2)).toEqual([
      "2026-04-05T02:30Z",
      "2026-04-06T03:30Z",
    ]);
    expect(next(cron("30 0 * * *", "America/Havana"), "2026-10-31T12:00Z", 2)).toEqual([
      "2026-11-01T04:30Z",
      "2026-11-02T05:30Z",
    ]);
    expect(next(cron("30 23 * * 6", "Asia/Beirut"), "2026-10-24T12:00Z", 2)).toEqual([
      "2026-10-24T20:30Z",
      "2026-10-31T21:30Z",
    ]);
  });

  it("T8 the day that Apia never had is moved onto the next one, and is one occurrence with it", () => {
    expect(next(cron("0 9 * * *", "Pacific/Apia"), "2011-12-29T00:00Z", 3)).toEqual([
      "2011-12-29T19:00Z",
      "2011-12-30T19:00Z",
      "2011-12-31T19:00Z",
    ]);
    expect(next(cron("0 9 30 12 *", "Pacific/Apia"), "2011-12-01T00:00Z", 1)).toEqual(["2011-12-30T19:00Z"]);
    expect(next(cron("0 9 30 12 *", "Pacific/Apia", { gap: "skip" }), "2011-12-01T00:00Z", 1)).toEqual([
      "2012-12-29T19:00Z",
    ]);
  });

  it("T8 the day that Kwajalein never had is moved as well", () => {
    expect(next(cron("0 9 * * *", "Pacific/Kwajalein"), "1993-08-20T00:00Z", 3)).toEqual([
      "1993-08-20T21:00Z",
      "1993-08-21T21:00Z",
      "1993-08-22T21:00Z",
    ]);
  });
});

describe("the calendar", () => {
  it("T9 the 31st occurs in the months that have one", () => {
    expect(next(cron("0 0 31 * *", "UTC"), "2026-01-31T00:00Z", 3)).toEqual([
      "2026-03-31T00:00Z",
      "2026-05-31T00:00Z",
      "2026-07-31T00:00Z",
    ]);
  });

  it("T9 29 February waits for a leap year, eight years around 2100", () => {
    expect(next(cron("0 0 29 2 *", "UTC"), "2096-01-01T00:00Z", 2)).toEqual(["2096-02-29T00:00Z", "2104-02-29T00:00Z"]);
  });

  it("T9 a fifth Monday of February comes after 28 years, and 40 around 2100", () => {
    expect(next(cron("0 0 * 2 1#5", "UTC"), "2025-01-01T00:00Z", 3)).toEqual([
      "2044-02-29T00:00Z",
      "2072-02-29T00:00Z",
      "2112-02-29T00:00Z",
    ]);
  });

  it("T9 L is the last day of every month, LW its last weekday, 15W the weekday nearest to the 15th", () => {
    expect(next(cron("0 0 L * *", "UTC"), "2026-01-31T00:00Z", 2)).toEqual(["2026-02-28T00:00Z", "2026-03-31T00:00Z"]);
    expect(next(cron("0 0 LW * *", "UTC"), "2026-01-01T00:00Z", 2)).toEqual(["2026-01-30T00:00Z", "2026-02-27T00:00Z"]);
    expect(next(cron("0 0 15W * *", "UTC"), "2026-02-01T00:00Z", 2)).toEqual([
      "2026-02-16T00:00Z",
      "2026-03-16T00:00Z",
    ]);
    expect(next(cron("0 0 1W * *", "UTC"), "2026-07-15T00:00Z", 1)).toEqual(["2026-08-03T00:00Z"]);
    expect(next(cron("0 0 31W * *", "UTC"), "2026-05-01T00:00Z", 1)).toEqual(["2026-05-29T00:00Z"]);
  });

  it("T10 a day of the month or a day of the week is enough where both are given", () => {
    expect(next(cron("0 0 13 * 5", "UTC"), "2026-02-06T00:00Z", 3)).toEqual([
      "2026-02-13T00:00Z",
      "2026-02-20T00:00Z",
      "2026-02-27T00:00Z",
    ]);
    expect(next(cron("0 0 13 * *", "UTC"), "2026-02-06T00:00Z", 2)).toEqual(["2026-02-13T00:00Z", "2026-03-13T00:00Z"]);
    expect(next(cron("0 0 ? * 5", "UTC"), "2026-02-06T00:00Z", 1)).toEqual(["2026-02-13T00:00Z"]);
  });
});

describe("rules that never occur", () => {
  const impossible: readonly Schedule[] = [
    cron("0 0 30 2 *", "UTC"),
    cron("0 0 31 2,4,6,9,11 *", "UTC"),
    cron("0 0 30W 2 *", "UTC"),
    { kind: "rrule", rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", start: "2026-01-01T00:00:00", timezone: "UTC" },
    { kind: "rrule", rule: "FREQ=DAILY;INTERVAL=7;BYDAY=TU", start: "2026-11-23T00:00:00", timezone: "UTC" },
    { kind: "rrule", rule: "FREQ=SECONDLY;INTERVAL=60;BYSECOND=1", start: "2026-01-01T00:00:00", timezone: "UTC" },
    { kind: "rrule", rule: "FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2", start: "2026-01-01T00:00:00", timezone: "UTC" },
    { kind: "once", at: new Date("2026-01-02T00:00Z"), until: new Date("2026-01-01T00:00Z") },
  ];

  for (const schedule of impossible) {
    const text = schedule.kind === "cron" ? schedule.expression : schedule.kind === "rrule" ? schedule.rule : "once";
    it(`T11 ${text} is refused by its name`, () => {
      expect(() => checkSchedule(schedule)).toThrow(expect.objectContaining({ code: "SCHEDULE_NEVER_OCCURS" }));
    });
  }

  it("T11 the search for a day looks at a hundred years of months at most", () => {
    let looked = 0;
    const never: MonthPattern = {
      interval: 1,
      days: () => {
        looked++;
        return 0;
      },
      nextMonth: (month) => month,
      previousMonth: (month) => month,
    };
    const rule = new CalendarRule(never, new TimesOfDay([0], [0], [0]), false);
    expect(rule.next(0)).toBe(Infinity);
    expect(rule.previous(0)).toBe(-Infinity);
    expect(looked).toBeLessThanOrEqual(2 * 1202);
  });

  it("T11 the search among steps and among positions is bounded as well", () => {
    let looked = 0;
    const dodging: CivilRule = {
      isElapsed: true,
      next: (local) => {
        looked++;
        return local + 1;
      },
      previous: (local) => local - 1,
    };
    expect(new StepRule(0, 60, 7, dodging, [0]).next(0)).toBe(Infinity);
    expect(looked).toBeLessThanOrEqual(600);
    let months = 0;
    const halves: MonthPattern = {
      interval: 1,
      days: () => {
        months++;
        return 0b11_1111;
      },
      nextMonth: (month) => month,
      previousMonth: (month) => month,
    };
    const fields = readRecurrenceFields("FREQ=MONTHLY;BYHOUR=0;BYSETPOS=60");
    expect(new SetPositionRule(fields, halves, [0, 43_200]).next(0)).toBe(Infinity);
    expect(months).toBeLessThanOrEqual(1000);
  });
});

describe("every six hours", () => {
  const anchor = new Date("2026-03-07T10:17:23.456Z");
  const everyMs = 6 * 3_600_000;
  const schedule: Schedule = { kind: "interval", everyMs, anchor };

  it("T12 is a lattice from creation, blind to the clocks and the same after a restart", () => {
    const year = nextOccurrences(schedule, { after: anchor, limit: 1460 });
    expect(year.every((occurrence, index) => occurrence.getTime() === anchor.getTime() + (index + 1) * everyMs)).toBe(
      true,
    );
    const restarted = compile({ kind: "interval", everyMs, anchor: anchor.getTime() });
    expect(restarted.next(year[700]!.getTime() + 1)).toBe(year[701]!.getTime());
  });

  it("T12 keeps its lattice where an edit moves the beginning or the end", () => {
    const from = new Date(anchor.getTime() + 2.5 * everyMs);
    const until = new Date(anchor.getTime() + 4 * everyMs);
    const found = nextOccurrences({ ...schedule, from, until }, { after: anchor, limit: 9 });
    expect(found.map((occurrence) => (occurrence.getTime() - anchor.getTime()) / everyMs)).toEqual([3, 4]);
  });

  it("T12 the anchor itself is no occurrence", () => {
    expect(previousOccurrence(schedule, { before: new Date(anchor.getTime() + 1) })).toBeUndefined();
    expect(next(schedule, "2020-01-01T00:00Z", 1)).toEqual([new Date(anchor.getTime() + everyMs).toISOString()]);
  });
});

describe("the names of zones", () => {
  it("T13 an old name means the same as the new one", () => {
    for (const [old, current] of [
      ["Asia/Calcutta", "Asia/Kolkata"],
      ["US/Eastern", "America/New_York"],
      ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
      ["Europe/Kiev", "Europe/Kyiv"],
    ] as const) {
      expect(next(cron("30 2 * * *", old), "2026-03-01T00:00Z", 300)).toEqual(
        next(cron("30 2 * * *", current), "2026-03-01T00:00Z", 300),
      );
    }
  });

  it("T13 a zone that is unknown, or was removed, is refused with the one that was probably meant", () => {
    expect(() => checkSchedule(cron("0 9 * * *", "New York"))).toThrow(
      expect.objectContaining({
        code: "TIMEZONE_UNKNOWN",
        details: { timezone: "New York", hint: 'Did you mean "America/New_York"?' },
      }),
    );
    expect(() => checkSchedule(cron("0 9 * * *", "Mars/Olympus"))).toThrow(
      expect.objectContaining({ code: "TIMEZONE_UNKNOWN" }),
    );
    expect(() => checkSchedule(cron("0 9 * * *", "+05:30"))).toThrow(
      expect.objectContaining({ code: "TIMEZONE_UNKNOWN" }),
    );
  });

  it("T13 a zone whose rules changed is read by the rules of each year", () => {
    const istanbul = cron("0 9 1 1,7 *", "Europe/Istanbul");
    expect(next(istanbul, "2016-01-01T00:00Z", 4)).toEqual([
      "2016-01-01T07:00Z",
      "2016-07-01T06:00Z",
      "2017-01-01T06:00Z",
      "2017-07-01T06:00Z",
    ]);
  });
});
