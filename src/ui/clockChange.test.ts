import { describe, expect, it } from "vitest";
import type { Preview } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { clockChanges, clockNotes } from "./clockChange.ts";
import { en as first } from "./messages/en.ts";
import { enLater } from "./messages/enLater.ts";
import { es } from "./messages/es.ts";
import { Times } from "./times.ts";

const en = { ...first, ...enLater };
const zone = "America/New_York";
class FixedTimes extends Times {
  override now(): Date {
    return new Date("2027-03-11T15:12:00Z");
  }
}
const times = new FixedTimes("en-US", en);
const runs = (...dueAts: string[]): Preview[] => dueAts.map((dueAt) => ({ dueAt: new Date(dueAt), local: "" }));
const cron: Schedule = { kind: "cron", expression: "0 5 * * *", timezone: zone };
const plain = (text: string | undefined): string => (text ?? "").replaceAll("\u00a0", " ");

describe("the changes of the clocks between two instants", () => {
  const between = (where: string, from: string, to: string) =>
    clockChanges(where, new Date(from), new Date(to)).map(({ at, byMs }) => `${at.toISOString()} ${byMs / 60_000}`);
  it("are found to the minute", () => {
    expect(between(zone, "2027-01-01T00:00:00Z", "2027-12-31T00:00:00Z")).toEqual([
      "2027-03-14T07:00:00.000Z 60",
      "2027-11-07T06:00:00.000Z -60",
    ]);
  });
  it("may be half an hour", () => {
    expect(between("Australia/Lord_Howe", "2027-09-01T00:00:00Z", "2027-10-31T00:00:00Z")).toEqual([
      "2027-10-02T15:30:00.000Z 30",
    ]);
  });
  it("are none where the clocks are left alone", () => {
    expect(between("America/Phoenix", "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z")).toEqual([]);
  });
});

describe("what is said about a clock change", () => {
  it("stands before the first run after it", () => {
    const notes = clockNotes(runs("2027-03-12T10:00:00Z", "2027-03-15T09:00:00Z"), {
      schedule: cron,
      zone,
      times,
      words: en,
    });
    expect(notes.map(({ before, text }) => [before, plain(text)])).toEqual([
      [1, "Clocks go forward on Sun, Mar 14. Runs stay at 5:00 AM."],
    ]);
  });
  it("tells of an hour that does not exist", () => {
    const next: Preview[] = [
      { dueAt: new Date("2027-03-14T07:30:00Z"), local: "2027-03-14T03:30:00", clockChange: "shifted" },
    ];
    const [note] = clockNotes(next, { schedule: cron, zone, times, words: en });
    expect(plain(note?.text)).toBe("On Sun, Mar 14, 2:30 AM does not exist; it runs at 3:30 AM.");
  });
  it("tells of an hour that comes twice, in Spanish too", () => {
    const next: Preview[] = [
      { dueAt: new Date("2027-11-07T05:30:00Z"), local: "2027-11-07T01:30:00", clockChange: "first-of-two" },
    ];
    const about = { schedule: cron, zone, times: new FixedTimes("es", es), words: es };
    expect(clockNotes(next, about)[0]?.text).toBe("El dom, 7 nov las 1:30 ocurren dos veces; se ejecuta la primera.");
  });
  it("is that an interval moves, and its gap does not", () => {
    const schedule: Schedule = { kind: "interval", everyMs: 6 * 3_600_000, anchor: new Date("2027-03-11T15:12:00Z") };
    const [note] = clockNotes(runs("2027-03-11T21:12:00Z", "2027-03-12T03:12:00Z"), {
      schedule,
      zone,
      times,
      words: en,
    });
    expect([note?.before, plain(note?.text)]).toEqual([
      2,
      "From Sun, Mar 14 the clock times move 1 hour later. The gap stays 6 hours.",
    ]);
  });
  it("is nothing about a single run", () => {
    const schedule: Schedule = { kind: "once", at: new Date("2027-04-01T12:00:00Z") };
    expect(clockNotes(runs("2027-04-01T12:00:00Z"), { schedule, zone, times, words: en })).toEqual([]);
  });
});
