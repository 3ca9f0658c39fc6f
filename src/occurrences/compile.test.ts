import { describe, expect, it } from "vitest";
import type { Schedule } from "../model/schedule.ts";
import { checkSchedule } from "./checkSchedule.ts";
import { compile } from "./compile.ts";
import { nextOccurrences, occurrencesBetween, previousOccurrence } from "./occurrences.ts";
import { previewOccurrences } from "./previewOccurrences.ts";

const day = (text: string) => new Date(`${text}:00Z`);
const daily: Schedule = { kind: "cron", expression: "0 9 * * *", timezone: "UTC" };
const after = day("2026-01-01T00:00");
const iso = (dates: Date[]) => dates.map((date) => date.toISOString().slice(0, 16));

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
    return "nothing was thrown";
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe("bounds", () => {
  it("take their ends in", () => {
    const bounded: Schedule = { ...daily, from: day("2026-01-02T09:00"), until: day("2026-01-03T09:00") };
    expect(iso(nextOccurrences(bounded, { after, limit: 9 }))).toEqual(["2026-01-02T09:00", "2026-01-03T09:00"]);
    expect(previousOccurrence(bounded, { before: day("2030-01-01T00:00") })).toEqual(day("2026-01-03T09:00"));
    expect(previousOccurrence(bounded, { before: day("2026-01-02T09:00") })).toBeUndefined();
  });

  it("count occurrences from the beginning, wherever one begins to ask", () => {
    const counted = compile({ ...daily, from: day("2026-01-01T09:00"), maxOccurrences: 3 });
    expect(counted.next(day("2026-01-03T08:59").getTime())).toBe(day("2026-01-03T09:00").getTime());
    expect(counted.next(day("2026-01-03T09:00").getTime())).toBeUndefined();
    expect(counted.next(day("2025-01-01T00:00").getTime())).toBe(day("2026-01-01T09:00").getTime());
    expect(counted.previous(day("2030-01-01T00:00").getTime())).toBe(day("2026-01-03T09:00").getTime());
  });

  it("count those of an interval from its anchor, and those of a rule from its start", () => {
    const interval: Schedule = { kind: "interval", everyMs: 86_400_000, anchor: after, maxOccurrences: 2 };
    expect(iso(nextOccurrences(interval, { after, limit: 9 }))).toEqual(["2026-01-02T00:00", "2026-01-03T00:00"]);
    const rule: Schedule = {
      kind: "rrule",
      rule: "FREQ=DAILY",
      start: "2026-01-01T09:00:00",
      timezone: "UTC",
      maxOccurrences: 2,
    };
    expect(iso(nextOccurrences(rule, { after: day("2026-01-01T09:00"), limit: 9 }))).toEqual(["2026-01-02T09:00"]);
  });

  it("of a cron expression without a beginning are counted from where one asks, and need one to be compiled", () => {
    const counted: Schedule = { ...daily, maxOccurrences: 2 };
    expect(iso(nextOccurrences(counted, { after, limit: 9 }))).toEqual(["2026-01-01T09:00", "2026-01-02T09:00"]);
    expect(codeOf(() => compile(counted))).toBe("SCHEDULE_INVALID");
    expect(codeOf(() => checkSchedule(counted))).toBe("nothing was thrown");
  });

  it("apply to a single instant as well", () => {
    const once: Schedule = { kind: "once", at: day("2026-05-01T12:00"), from: day("2026-06-01T00:00") };
    expect(nextOccurrences(once, { after, limit: 2 })).toEqual([]);
    expect(codeOf(() => checkSchedule(once))).toBe("SCHEDULE_NEVER_OCCURS");
  });
});

describe("a rule's exceptions and additions", () => {
  const rule: Schedule = {
    kind: "rrule",
    rule: "FREQ=DAILY;COUNT=4",
    start: "2026-03-07T02:30:00",
    timezone: "America/New_York",
    exdates: ["2026-03-08T02:30:00", "2026-03-12T08:00:00"],
    rdates: ["2026-03-09T08:00:00", "2026-03-07T02:30:00", "2026-03-12T08:00:00"],
  };

  it("are left out and added by their wall time; what is left out was counted", () => {
    expect(iso(nextOccurrences(rule, { after, limit: 9 }))).toEqual([
      "2026-03-07T07:30",
      "2026-03-09T06:30",
      "2026-03-09T12:00",
      "2026-03-10T06:30",
    ]);
  });

  it("are met backwards as well", () => {
    expect(previousOccurrence(rule, { before: day("2026-03-10T06:30") })).toEqual(day("2026-03-09T12:00"));
    expect(previousOccurrence(rule, { before: day("2026-03-09T06:30") })).toEqual(day("2026-03-07T07:30"));
  });
});

describe("what cannot be evaluated", () => {
  const cron = (expression: string): Schedule => ({ kind: "cron", expression, timezone: "UTC" });
  const rrule = (rule: string): Schedule => ({ kind: "rrule", rule, start: "2026-01-01T00:00:00", timezone: "UTC" });
  const refused: readonly [Schedule, string][] = [
    [cron("61 * * * *"), "SCHEDULE_INVALID"],
    [cron("* * * *"), "SCHEDULE_INVALID"],
    [cron(""), "SCHEDULE_INVALID"],
    [cron("@reboot"), "SCHEDULE_INVALID"],
    [cron("0 0 32W * *"), "SCHEDULE_INVALID"],
    [cron("0 0 1-5W * *"), "SCHEDULE_INVALID"],
    [cron("H 2 * * *"), "SCHEDULE_UNSUPPORTED"],
    [cron("0 0 30 2 *"), "SCHEDULE_NEVER_OCCURS"],
    [rrule("FREQ=FORTNIGHTLY"), "SCHEDULE_INVALID"],
    [rrule("FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z"), "SCHEDULE_INVALID"],
    [rrule("FREQ=WEEKLY;BYMONTHDAY=3"), "SCHEDULE_INVALID"],
    [rrule("FREQ=WEEKLY;BYDAY=2MO"), "SCHEDULE_INVALID"],
    [rrule("FREQ=MONTHLY;BYSETPOS=1"), "SCHEDULE_INVALID"],
    [rrule("FREQ=DAILY;FREQ=DAILY"), "SCHEDULE_INVALID"],
    [rrule("FREQ=DAILY;BYSECOND=60"), "SCHEDULE_UNSUPPORTED"],
    [rrule("RSCALE=CHINESE;FREQ=YEARLY"), "SCHEDULE_UNSUPPORTED"],
    [rrule("FREQ=DAILY;COUNT=5001"), "SCHEDULE_UNSUPPORTED"],
    [rrule("FREQ=HOURLY;COUNT=1001"), "SCHEDULE_UNSUPPORTED"],
    [{ ...cron("0 9 * * *"), timezone: "Nowhere" } as Schedule, "TIMEZONE_UNKNOWN"],
    [{ kind: "interval", everyMs: 0, anchor: after }, "SCHEDULE_INVALID"],
    [{ kind: "once", at: new Date(Number.NaN) }, "SCHEDULE_INVALID"],
    [{ ...daily, from: after, maxOccurrences: 0 }, "SCHEDULE_INVALID"],
  ];
  for (const [schedule, code] of refused) {
    const { kind, ...said } = schedule;
    it(`${kind} ${JSON.stringify(Object.values(said)[0])} is ${code}`, () => {
      expect(codeOf(() => checkSchedule(schedule))).toBe(code);
    });
  }

  it("says the wrong value and what to do", () => {
    expect(() => checkSchedule(cron("61 * * * *"))).toThrow(/expression "61 \* \* \* \*".*expected range 0-59/);
    expect(() => checkSchedule(rrule("FREQ=WEEKLY;BYDAY=2MO"))).toThrow("goes with FREQ=MONTHLY");
  });

  it("is a question without an answer if a date is none or a limit is no count", () => {
    const none = new Date(Number.NaN);
    expect(codeOf(() => nextOccurrences(daily, { after: none, limit: 1 }))).toBe("INPUT_INVALID");
    expect(codeOf(() => nextOccurrences(daily, { after, limit: 1.5 }))).toBe("INPUT_INVALID");
    expect(codeOf(() => previousOccurrence(daily, { before: none }))).toBe("INPUT_INVALID");
    expect(codeOf(() => [...occurrencesBetween(daily, { from: after, to: none })])).toBe("INPUT_INVALID");
  });
});

describe("cron as cron-parser reads it", () => {
  const first = (expression: string) =>
    nextOccurrences({ kind: "cron", expression, timezone: "UTC" }, { after, limit: 1 });

  it("has names for what is common, seconds as a sixth field, and 7 for Sunday", () => {
    expect(iso(first("@daily"))).toEqual(["2026-01-02T00:00"]);
    expect(iso(first("@weekdays"))).toEqual(["2026-01-02T00:00"]);
    expect(first("30 0 9 * * *")).toEqual([new Date("2026-01-01T09:00:30Z")]);
    expect(iso(first("0 9 * * 7"))).toEqual(["2026-01-04T09:00"]);
    expect(iso(first("0 9 * FEB Thu"))).toEqual(["2026-02-05T09:00"]);
  });

  it("has several weekdays at once, the last among them", () => {
    expect(
      iso(
        nextOccurrences(
          { kind: "cron", expression: "0 9 * * 1,5L", timezone: "UTC" },
          { after: day("2026-01-20T00:00"), limit: 3 },
        ),
      ),
    ).toEqual(["2026-01-26T09:00", "2026-01-30T09:00", "2026-02-02T09:00"]);
  });
});

describe("a preview", () => {
  const newYork = (expression: string, more: object = {}): Schedule => ({
    kind: "cron",
    expression,
    timezone: "America/New_York",
    ...more,
  });
  const shown = (schedule: Schedule, from: string, limit: number, timezone?: string) =>
    previewOccurrences(schedule, { after: day(from), limit, timezone }).map(({ local, clockChange }) => [
      local,
      clockChange,
    ]);

  it("marks the occurrence that a clock change moves", () => {
    expect(shown(newYork("30 2 * * *"), "2026-03-07T12:00", 2)).toEqual([
      ["2026-03-08T03:30:00", "shifted"],
      ["2026-03-09T02:30:00", undefined],
    ]);
  });

  it("marks the occurrence that another one is moved onto", () => {
    expect(shown(newYork("30 2,3 * * *"), "2026-03-08T00:00", 1)).toEqual([["2026-03-08T03:30:00", "shifted"]]);
    expect(shown(newYork("30 3 * * *"), "2026-03-08T00:00", 1)).toEqual([["2026-03-08T03:30:00", undefined]]);
  });

  it("marks which of two equal wall times it is", () => {
    expect(shown(newYork("30 1 * * *"), "2026-11-01T00:00", 2)).toEqual([
      ["2026-11-01T01:30:00", "first-of-two"],
      ["2026-11-02T01:30:00", undefined],
    ]);
    expect(shown(newYork("30 1 * * *", { fold: "both" }), "2026-11-01T00:00", 2)).toEqual([
      ["2026-11-01T01:30:00", "first-of-two"],
      ["2026-11-01T01:30:00", "second-of-two"],
    ]);
  });

  it("shows what has no zone of its own in the zone that is asked for", () => {
    const once: Schedule = { kind: "once", at: day("2026-05-01T12:00") };
    expect(shown(once, "2026-01-01T00:00", 1, "Asia/Tokyo")).toEqual([["2026-05-01T21:00:00", undefined]]);
    expect(shown(once, "2026-01-01T00:00", 1)).toEqual([["2026-05-01T12:00:00", undefined]]);
  });
});
