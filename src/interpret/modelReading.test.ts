import { describe, expect, it } from "vitest";
import { interpret } from "./interpret.ts";
import { acceptModelReading, isGivenUp } from "./modelReading.ts";

const options = { now: new Date("2027-03-11T15:12:00Z"), timezone: "America/New_York", locale: "en-US" };
const cron = (expression: string) => [{ kind: "cron", expression }];

describe("a model's reading of a sentence", () => {
  it("is taken with the letters it names, and the prompt is what remains", () => {
    const text = "count the pallets when the clock on the gate says 4:30pm";
    const words = ["when the clock on the gate says 4:30pm"];
    expect(acceptModelReading(text, { words, schedules: cron("30 16 * * *") }, options)).toMatchObject({
      outcome: "understood",
      prompt: "count the pallets",
      spans: [{ start: 18, end: 56, kind: "schedule" }],
      assumptions: [{ code: "model", value: "Every day at 4:30 PM" }],
    });
  });

  it("is refused where it contradicts a clock time that was said", () => {
    const text = "count the pallets when the clock on the gate says 4:30pm";
    const words = ["when the clock on the gate says 4:30pm"];
    expect(acceptModelReading(text, { words, schedules: cron("30 4 * * *") }, options)).toBeUndefined();
  });

  it("is refused where it contradicts a weekday that was said", () => {
    const text = "count the pallets on market Tuesday";
    expect(
      acceptModelReading(text, { words: ["on market Tuesday"], schedules: cron("0 9 * * 3") }, options),
    ).toBeUndefined();
  });

  it("is refused where it names letters that a person said are not schedule words", () => {
    const text = "count the pallets at teatime";
    const reading = { words: ["at teatime"], schedules: cron("0 16 * * *") };
    expect(acceptModelReading(text, reading, options)).toBeDefined();
    expect(acceptModelReading(text, reading, { ...options, literal: [{ start: 18, end: 28 }] })).toBeUndefined();
  });

  it("is asked for only where the grammar gives up", () => {
    const asks = (text: string) => isGivenUp(interpret(text, options));
    expect(asks("count the pallets at teatime")).toBe(true);
    expect(asks("Every weekday at 5am, count the pallets")).toBe(false);
    expect(asks("Every Friday at 5, count the pallets")).toBe(false);
    expect(asks("When the shift ends, count the pallets")).toBe(false);
  });
});
