import { describe, expect, it } from "vitest";
import type { Interpretation } from "../model/interpretation.ts";
import { amend } from "./amend.ts";
import { howRead, interpret } from "./interpret.ts";
import { languageOf } from "./languages.ts";
import { readingInWords } from "./readingInWords.ts";

const now = new Date("2026-11-23T15:07:00Z");
const timezone = "America/New_York";

/** What the product's own text promises. */
const sayings: readonly [text: string, schedules: readonly object[], prompt: string | null][] = [
  ["Every weekday at 7am", [{ kind: "cron", expression: "0 7 * * 1-5", timezone }], null],
  ["Every Monday morning", [{ kind: "cron", expression: "0 9 * * 1", timezone }], null],
  ["The first of every month at midnight", [{ kind: "cron", expression: "0 0 1 * *", timezone }], null],
  ["Every 6 hours", [{ kind: "interval", everyMs: 21_600_000, anchor: now }], null],
  ["In 2 hours", [{ kind: "once", at: new Date("2026-11-23T17:07:00Z") }], null],
  [
    "Every weekday at 5am, run the simulation and email me a PDF of the results",
    [{ kind: "cron", expression: "0 5 * * 1-5", timezone }],
    "run the simulation and email me a PDF of the results",
  ],
  [
    "Every Monday morning, refresh the production data pipeline",
    [{ kind: "cron", expression: "0 9 * * 1", timezone }],
    "refresh the production data pipeline",
  ],
  [
    "Run a Monte Carlo batch on the first of every month",
    [{ kind: "cron", expression: "0 9 1 * *", timezone }],
    "Run a Monte Carlo batch",
  ],
  [
    "In 2 hours, generate a quarterly throughput report",
    [{ kind: "once", at: new Date("2026-11-23T17:07:00Z") }],
    "generate a quarterly throughput report",
  ],
  [
    "Run the weekly quality audit workflow every Monday at 6am.",
    [{ kind: "cron", expression: "0 6 * * 1", timezone }],
    "Run the weekly quality audit workflow.",
  ],
  [
    "twice a day at 6am and 6pm",
    [
      { kind: "cron", expression: "0 6 * * *", timezone },
      { kind: "cron", expression: "0 18 * * *", timezone },
    ],
    null,
  ],
];

describe("interpret", () => {
  it.each(sayings)("reads “%s”", (text, schedules, prompt) => {
    const interpretation = interpret(text, { now, timezone });
    const reading = readingInWords(howRead(text, languageOf("en")));
    expect({ reading, interpretation }).toMatchObject({
      reading,
      interpretation: { outcome: "understood", schedules, prompt },
    });
  });

  it("reads a day of each month whose month comes first", () => {
    expect(interpret("each month's last Friday at 3pm gather the ideas", { now, timezone })).toMatchObject({
      outcome: "understood",
      schedules: [{ expression: "0 15 * * 5L" }],
      prompt: "gather the ideas",
    });
  });

  it("keeps two times in one schedule where the host wants one job", () => {
    const interpretation = interpret("twice a day at 6am and 6pm", { now, timezone, multiTime: "single" });
    expect(interpretation).toMatchObject({ schedules: [{ kind: "cron", expression: "0 6,18 * * *" }] });
  });

  it("takes the host's own morning", () => {
    const interpretation = interpret("Every Monday morning", { now, timezone, defaults: { morning: "08:00" } });
    expect(interpretation).toMatchObject({
      schedules: [{ expression: "0 8 * * 1" }],
      assumptions: [{ code: "time", text: "morning", value: "08:00" }, { code: "timezone" }],
    });
  });

  it.each([
    ["Every Friday at 4pm except the last of the month, mop", "FREQ=MONTHLY;BYDAY=-2FR,-3FR,-4FR,-5FR"],
    ["Every Monday and Thursday at 6am except the first Monday, mop", "FREQ=MONTHLY;BYDAY=2MO,3MO,4MO,5MO,TH"],
    ["Every Monday at 10am in March except the first Monday, mop", "FREQ=MONTHLY;BYMONTH=3;BYDAY=2MO,3MO,4MO,5MO"],
  ])("leaves out days of the month: %s", (text, rule) => {
    expect(interpret(text, { now, timezone })).toMatchObject({ schedules: [{ rule }], prompt: "mop" });
  });

  it.each([
    ["of one weekday, the 1st can be the first of them", "Every Monday at 9am except the 1st, mop"],
    ["of several weekdays, the last can be that of each", "Every weekday at 9am except the last of the month, mop"],
  ])("asks which days of the month are left out: %s", (_, text) => {
    expect(interpret(text, { now, timezone })).toMatchObject({ outcome: "ambiguous" });
  });

  it.each([
    [
      "a rhythm of two weeks has no first Monday",
      "Every other Monday at 9am except the first Monday of the month, mop",
    ],
    ["the 1st and the last day count from both sides", "Every day at 9am except the 1st and the last day, mop"],
  ])("says that one schedule cannot hold what it leaves out: %s", (_, text) => {
    expect(interpret(text, { now, timezone })).toMatchObject({
      outcome: "unsupported",
      reason: { code: "not-expressible" },
    });
  });

  it.each(["On May 5, 12 and 19 at 10am rinse it", "On the 5th, 12th and 19th of May at 10am rinse it"])(
    "gives each date of a month a run of its own: %s",
    (text) => {
      const days = ["05", "12", "19"].map((day) => ({ kind: "once", at: new Date(`2027-05-${day}T14:00:00Z`) }));
      expect(interpret(text, { now, timezone })).toMatchObject({ schedules: days, prompt: "rinse it" });
    },
  );

  it("names the workflow that the prompt refers to", () => {
    expect(interpret("Run the weekly quality audit workflow every Monday at 6am", { now, timezone })).toMatchObject({
      workflow: "weekly quality audit",
    });
  });

  it("leaves refused letters in the prompt", () => {
    const text = "Every day at 7am check the Friday list every Monday";
    const start = text.indexOf("every Monday");
    const interpretation = interpret(text, { now, timezone, literal: [{ start, end: text.length }] });
    expect(interpretation).toMatchObject({
      outcome: "understood",
      schedules: [{ expression: "0 7 * * *" }],
      prompt: "check the Friday list every Monday",
    });
  });

  it("asks which half of the day a bare hour is in, with two complete answers", () => {
    const interpretation = interpret("Every day at 5 check the tanks", { now, timezone });
    expect(interpretation).toMatchObject({
      outcome: "ambiguous",
      question: {
        code: "half-of-day",
        options: [
          {
            label: "5:00 AM",
            interpretation: {
              outcome: "understood",
              schedules: [{ expression: "0 5 * * *" }],
              prompt: "check the tanks",
            },
          },
          {
            label: "5:00 PM",
            interpretation: {
              outcome: "understood",
              schedules: [{ expression: "0 17 * * *" }],
              prompt: "check the tanks",
            },
          },
        ],
      },
    });
  });

  it("asks about each of several parts, and works out no more answers than somebody could give", () => {
    const depthOf = (read: Interpretation): number =>
      read.outcome === "ambiguous"
        ? 1 + Math.max(0, ...read.question.options.map(({ interpretation }) => depthOf(interpretation)))
        : 0;
    const open = (parts: number) => interpret("Mondays 8-17, ".repeat(parts), { now, timezone });
    expect([1, 2, 3, 4].map((parts) => depthOf(open(parts)))).toEqual([1, 2, 3, 4]);
    expect(depthOf(open(14))).toBe(3);
  });

  it("offers to look for an event again and again, and keeps it in the prompt", () => {
    const text = "Whenever a machine stops, email the shift lead";
    const interpretation = interpret(text, { now, timezone });
    expect(interpretation).toMatchObject({
      outcome: "unsupported",
      reason: { code: "event" },
      prompt: text,
      alternatives: [
        { outcome: "understood", schedules: [{ kind: "interval", everyMs: 900_000 }], prompt: text },
        { outcome: "understood", schedules: [{ kind: "interval", everyMs: 3_600_000 }], prompt: text },
      ],
    });
  });

  it("goes on from what stood before where a correction was not understood", () => {
    const first = interpret("Every weekday morning, write a report", { now, timezone });
    const unclear = amend(first, "absurd blah", { now, timezone });
    expect(unclear).toMatchObject({ outcome: "unsupported", reason: { code: "not-understood" } });
    expect(amend(unclear, "make it 6am", { now, timezone })).toMatchObject({
      outcome: "understood",
      schedules: [{ expression: "0 6 * * 1-5" }],
      prompt: "write a report",
    });
    expect(amend(unclear, "yes", { now, timezone })).toEqual(first);
  });

  it("takes away no run where the same correction also says something that it could not change then", () => {
    const first = interpret("Every day at 7am and 6pm read the silo", { now, timezone });
    expect(amend(first, "drop the evening run", { now, timezone })).toMatchObject({
      outcome: "understood",
      schedules: [{ expression: "0 7 * * *" }],
    });
    expect(amend(first, "drop the evening run, 10 minutes sooner", { now, timezone })).toMatchObject({
      outcome: "unsupported",
      reason: { code: "not-understood" },
    });
  });

  it("takes no time from what is only said beside the answer to a question", () => {
    const first = interpret("Later today check the oven", { now, timezone });
    const plain = amend(first, "at 7pm", { now, timezone });
    const told = amend(first, "at 7pm, everyone is at lunch then", { now, timezone });
    expect(plain).toMatchObject({ outcome: "understood" });
    expect(told).toMatchObject({ schedules: (plain as { schedules?: unknown }).schedules, prompt: "check the oven" });
  });

  it("asks where a text names more times than are read, since what decides may stand behind them", () => {
    const log = Array.from({ length: 60 }, (_, minute) => `10:${`${minute}`.padStart(2, "0")} ok`).join(", ");
    expect(interpret(`${log}. Every day at 5pm sum it up`, { now, timezone })).toMatchObject({
      outcome: "ambiguous",
      question: { code: "not-understood", options: [] },
    });
  });

  it("says that a text is too long to be read", () => {
    expect(interpret("a".repeat(2001), { now, timezone })).toMatchObject({
      outcome: "unsupported",
      reason: { code: "too-long" },
    });
  });
});

describe("a yearly rule that starts late in January", () => {
  it("finds its first day, although February has no 29th", () => {
    const read = interpret("Every year on the first Monday of June at 9am, starting January 29, 2027", {
      now: new Date("2027-01-13T16:07:00Z"),
      timezone: "UTC",
    });
    expect(read).toMatchObject({ outcome: "understood", prompt: null });
  });
});
