import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Schedule } from "../../model/schedule.ts";
import { en as first } from "../messages/en.ts";
import { enLater } from "../messages/enLater.ts";
import { Times } from "../times.ts";
import { fieldsOf, readClock, scheduleOf } from "./scheduleFields.ts";

const en = { ...first, ...enLater };
const zone = "America/New_York";
const times = new Times("en-US", en);
const cron = (expression: string): Schedule => ({ kind: "cron", expression, timezone: zone });
const back = (schedule: Schedule) => scheduleOf(fieldsOf(schedule, zone, times), schedule);

describe("a schedule as a form", () => {
  for (const expression of [
    "0 5 * * *",
    "30 18 * * 1-5",
    "0 6 * * 1",
    "15 0 * * 0,6",
    "0 0 1 * *",
    "59 23 L * *",
    "0 9 * * 2,4,6",
  ]) {
    it(`gives ${expression} back as it was`, () => {
      expect(back(cron(expression))).toEqual({ schedule: cron(expression) });
    });
  }
  it("gives an interval back with its anchor", () => {
    const schedule: Schedule = { kind: "interval", everyMs: 90 * 60_000, anchor: new Date("2027-03-11T15:10:00Z") };
    expect(back(schedule)).toEqual({ schedule });
  });
  it("lets an interval of another length count from its start, or from now where it has none", () => {
    const anchor = new Date("2027-03-11T15:10:00Z");
    const schedule: Schedule = { kind: "interval", everyMs: 6 * 3_600_000, anchor };
    const every4 = (from: Schedule) => scheduleOf({ ...fieldsOf(from, zone, times), every: 4 }, from);
    const before = Date.now();
    const changed = every4(schedule);
    const counted = "schedule" in changed && changed.schedule.kind === "interval" ? changed.schedule : undefined;
    expect(counted?.everyMs).toBe(4 * 3_600_000);
    expect(counted?.anchor.getTime()).toBeGreaterThanOrEqual(before);

    const from = new Date("2027-03-11T21:10:00Z");
    expect(every4({ ...schedule, from })).toEqual({
      schedule: { kind: "interval", everyMs: 4 * 3_600_000, anchor: new Date("2027-03-11T17:10:00Z"), from },
    });
  });
  it("gives one instant back, also across a clock change", () => {
    const schedules = ["2027-03-11T17:12:00Z", "2027-03-14T07:30:00Z", "2027-07-01T04:00:00Z"].map((at): Schedule => ({
      kind: "once",
      at: new Date(at),
    }));
    expect(schedules.map(back)).toEqual(schedules.map((schedule) => ({ schedule })));
  });
  it("leaves a rule that the form has no words for as it is", () => {
    const schedule: Schedule = {
      kind: "rrule",
      rule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
      start: "2027-03-15T06:00:00",
      timezone: zone,
    };
    expect(fieldsOf(schedule, zone, times).kind).toBe("other");
    expect(back(schedule)).toEqual({ schedule });
    expect(back(cron("*/5 * * * *"))).toEqual({ schedule: cron("*/5 * * * *") });
  });
  it("keeps what the form does not show: bounds and what a clock change does", () => {
    const schedule: Schedule = {
      kind: "cron",
      expression: "0 5 * * *",
      timezone: zone,
      gap: "skip",
      fold: "both",
      maxOccurrences: 3,
      from: new Date("2027-04-01T00:00:00Z"),
    };
    expect(back(schedule)).toEqual({ schedule });
  });
  it("names the field that is wrong", () => {
    const fields = fieldsOf(cron("0 5 * * 1-5"), zone, times);
    expect(scheduleOf({ ...fields, time: "25:00" }, cron("0 5 * * *"))).toEqual({ wrong: "time" });
    expect(scheduleOf({ ...fields, days: [] }, cron("0 5 * * *"))).toEqual({ wrong: "days" });
    expect(scheduleOf({ ...fields, kind: "interval", every: 0 }, cron("0 5 * * *"))).toEqual({ wrong: "every" });
    expect(scheduleOf({ ...fields, kind: "once", date: "" }, cron("0 5 * * *"))).toEqual({ wrong: "date" });
    expect(scheduleOf({ ...fields, until: " " }, cron("0 5 * * *"))).toEqual({ wrong: "until" });
  });
  it("gives every set of weekdays back", () => {
    const days = fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });
    fc.assert(
      fc.property(days, fc.nat(23), fc.nat(59), (chosen, hour, minute) => {
        const fields = {
          ...fieldsOf(cron("0 5 * * 1"), zone, times),
          kind: "weekly" as const,
          days: chosen,
          time: `${hour}:${String(minute).padStart(2, "0")}`,
        };
        const read = scheduleOf(fields, cron("0 5 * * 1"));
        const again = "schedule" in read ? fieldsOf(read.schedule, zone, times) : undefined;
        expect(again?.kind === "daily" ? [1, 2, 3, 4, 5, 6, 7] : again?.days).toEqual(chosen);
        expect(readClock(again?.time ?? "")).toEqual([hour, minute]);
      }),
    );
  });
});

describe("a clock time", () => {
  for (const [text, expected] of [
    ["6:00 AM", [6, 0]],
    ["6am", [6, 0]],
    ["12 am", [0, 0]],
    ["12:30 p.m.", [12, 30]],
    ["18:45", [18, 45]],
    ["18.45", [18, 45]],
    ["18h30", [18, 30]],
    [" 6 ", [6, 0]],
    ["13 pm", undefined],
    ["24:00", undefined],
    ["6:60", undefined],
    ["25 o'clock", undefined],
    ["", undefined],
  ] as const) {
    it(`“${text}” is ${expected === undefined ? "none" : expected.join(":")}`, () => {
      expect(readClock(text)).toEqual(expected);
    });
  }
});
