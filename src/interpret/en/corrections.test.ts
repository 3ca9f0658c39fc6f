import { describe, expect, it } from "vitest";
import { amend } from "../amend.ts";
import { interpret } from "../interpret.ts";

const options = { now: new Date("2026-07-01T12:00:00Z"), timezone: "America/New_York" };
const cron = (expression: string) => ({ kind: "cron", expression });
const corrected = (text: string, correction: string) => amend(interpret(text, options), correction, options);

describe("one thing in the place of another", () => {
  it.each([
    [
      "Every Monday at 10am list the setups",
      "my boss asked for it, so change Monday to Sunday and make it 9",
      "0 9 * * 0",
    ],
    ["Every Monday at 10am list the setups", "make it 9 and change Monday to Sunday", "0 9 * * 0"],
    ["Every Monday at 10am list the setups", "I'd really like to move it from Monday to Thursday", "0 10 * * 4"],
    ["Every Monday at 10am list the setups", "my boss asked for it, so Monday to Friday please", "0 10 * * 1-5"],
    ["On the 1st and 15th of every month at 10am pay rent", "no not the 15th, the 16th", "0 10 1,16 * *"],
    ["Every Monday and Wednesday at 10am pay rent", "not on Monday, on Tuesday", "0 10 * * 2,3"],
    ["Every weekday at 10am pay rent", "not Monday or Tuesday", "0 10 * * 3-5"],
    ["Every weekday at 10am pay rent", "not Friday, at 9", "0 9 * * 1-4"],
    ["Every hour from 8 to 5 on weekdays check the queue", "9 to 6 rather than 8 to 5", "0 9-18 * * 1-5"],
    ["Every hour from 8 to 5 on weekdays check the queue", "not 8 to 5, 9 to 6", "0 9-18 * * 1-5"],
    [
      "Every day at 9am send the orders",
      "we have a meeting at 9 every Tuesday, so nobody is here on Sundays, leave them out",
      "0 9 * * 1-6",
    ],
  ])("reads “%s”, and then “%s”", (text, correction, expression) => {
    expect(corrected(text, correction)).toMatchObject({ outcome: "understood", schedules: [cron(expression)] });
  });
});

describe("what is only told beside a change", () => {
  it.each([
    [
      "Every Tuesday at 10am send the stock",
      "because of the noise, but Mondays",
      "0 10 * * 1",
      "because of the noise, but",
    ],
    ["Every Tuesday at 10am send the stock", "due to the strike, Mondays please", "0 10 * * 1", "due to the strike"],
    [
      "Every Tuesday at 10am send the stock",
      "on Mondays at 7, I start at 6 on Mondays",
      "0 7 * * 1",
      "I start at 6 on Mondays",
    ],
    [
      "Every day at 10pm check the platform",
      "can it be 11:30, after the last train has gone?",
      "30 23 * * *",
      "after the last train has gone",
    ],
  ])("reads “%s”, and then “%s”", (text, correction, expression, passedOver) => {
    const amended = corrected(text, correction);
    expect(amended).toMatchObject({ outcome: "understood", schedules: [cron(expression)] });
    expect(amended).toHaveProperty(
      "assumptions",
      expect.arrayContaining([expect.objectContaining({ code: "passed-over", text: passedOver })]),
    );
  });

  it.each([
    ["Every Tuesday at 10am send the stock", "I start at 6"],
    ["In 10 minutes turn the fan off", "the train leaves at 8:05, so 15"],
  ])("changes nothing where only that says when: “%s”, “%s”", (text, correction) => {
    expect(corrected(text, correction)).toMatchObject({ outcome: "unsupported", reason: { code: "not-understood" } });
  });
});
