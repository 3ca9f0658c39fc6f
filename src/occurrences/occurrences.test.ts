import { describe, expect, it } from "vitest";
import type { Schedule } from "../model/schedule.ts";
import { nextOccurrences, occurrencesBetween, previousOccurrence } from "./occurrences.ts";

const iso = (dates: Date[]) => dates.map((date) => date.toISOString().replace(".000Z", "Z"));
const next = (schedule: Schedule, after: string, limit = 1) =>
  iso(nextOccurrences(schedule, { after: new Date(after), limit }));
const newYork = (expression: string): Schedule => ({ kind: "cron", expression, timezone: "America/New_York" });

describe("nextOccurrences", () => {
  it("T3 moves 02:30 forward by the jump where the clocks skip it", () => {
    expect(next(newYork("30 2 * * *"), "2026-03-07T12:00:00Z", 2)).toEqual([
      "2026-03-08T07:30:00Z",
      "2026-03-09T06:30:00Z",
    ]);
  });

  it("T4 counts 01:30 once where the clocks repeat it", () => {
    expect(next(newYork("30 1 * * *"), "2026-10-31T12:00:00Z", 2)).toEqual([
      "2026-11-01T05:30:00Z",
      "2026-11-02T06:30:00Z",
    ]);
  });

  it("T5 keeps thirty minutes between the occurrences of */30 where the clocks go back", () => {
    expect(next(newYork("*/30 * * * *"), "2026-11-01T05:00:00Z", 4)).toEqual([
      "2026-11-01T05:30:00Z",
      "2026-11-01T06:00:00Z",
      "2026-11-01T06:30:00Z",
      "2026-11-01T07:00:00Z",
    ]);
  });

  it("gives an interval's lattice from its anchor", () => {
    const schedule: Schedule = { kind: "interval", everyMs: 6 * 3_600_000, anchor: new Date("2026-03-07T10:17:00Z") };
    expect(next(schedule, "2026-03-07T10:17:00Z", 2)).toEqual(["2026-03-07T16:17:00Z", "2026-03-07T22:17:00Z"]);
  });

  it("gives a rule's dates in the wall time of its zone", () => {
    const schedule: Schedule = {
      kind: "rrule",
      rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
      start: "2026-03-02T09:00:00",
      timezone: "America/New_York",
    };
    expect(next(schedule, "2026-03-02T00:00:00Z", 3)).toEqual([
      "2026-03-02T14:00:00Z",
      "2026-03-16T13:00:00Z",
      "2026-03-30T13:00:00Z",
    ]);
  });
});

describe("previousOccurrence", () => {
  it("gives the last occurrence before an instant", () => {
    const before = new Date("2026-11-01T05:30:00Z");
    expect(previousOccurrence(newYork("30 1 * * *"), { before })?.toISOString()).toBe("2026-10-31T05:30:00.000Z");
  });
});

describe("occurrencesBetween", () => {
  it("takes both ends in", () => {
    const range = { from: new Date("2026-01-01T05:00:00Z"), to: new Date("2026-01-03T05:00:00Z") };
    expect(iso([...occurrencesBetween(newYork("0 0 * * *"), range)])).toEqual([
      "2026-01-01T05:00:00Z",
      "2026-01-02T05:00:00Z",
      "2026-01-03T05:00:00Z",
    ]);
  });
});
