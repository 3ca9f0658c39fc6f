import { describe, expect, it } from "vitest";
import { interpret } from "../../interpret.ts";

const options = { now: new Date("2026-07-01T12:00:00Z"), timezone: "America/New_York" };
const cron = (expression: string) => ({ kind: "cron", expression });
const once = (at: string) => ({ kind: "once", at: new Date(at) });

describe("a reason names days and hours, and is no schedule", () => {
  it.each([
    // in front
    [
      "Because Mondays are chaos, on Sunday at 7pm send me the week plan",
      once("2026-07-05T23:00:00Z"),
      "Because Mondays are chaos, send me the week plan",
    ],
    [
      "Because the shop closes at 6, every day at 5pm count the till",
      cron("0 17 * * *"),
      "Because the shop closes at 6, count the till",
    ],
    [
      "As Fridays are short, every Thursday at 4pm draft the report",
      cron("0 16 * * 4"),
      "As Fridays are short, draft the report",
    ],
    [
      "Since we are closed on Mondays, every Tuesday at 8am check the fridges",
      cron("0 8 * * 2"),
      "Since we are closed on Mondays, check the fridges",
    ],
    [
      "Given the strike on Tuesday, every day at 9am call the carriers",
      cron("0 9 * * *"),
      "Given the strike on Tuesday, call the carriers",
    ],
    [
      "Even though we open at 9, every day at 7am light the ovens",
      cron("0 7 * * *"),
      "Even though we open at 9, light the ovens",
    ],
    [
      "Now that the ferry leaves at 8, every weekday at 6:45am read me the tides",
      cron("45 6 * * 1-5"),
      "Now that the ferry leaves at 8, read me the tides",
    ],
    // with nothing that parts the request from it
    [
      "Because the shop closes at 6 every day at 5pm count the till",
      cron("0 17 * * *"),
      "Because the shop closes at 6 count the till",
    ],
    [
      "Because Mondays are chaos send me the week plan on Sundays at 7pm",
      cron("0 19 * * 0"),
      "Because Mondays are chaos send me the week plan",
    ],
    // with a conclusion
    [
      "Mondays are chaos, so on Sundays at 7pm send me the week plan",
      cron("0 19 * * 0"),
      "Mondays are chaos, so send me the week plan",
    ],
    [
      "I teach on Tuesdays and Thursdays, so send me the reading list every Monday at 6pm",
      cron("0 18 * * 1"),
      "I teach on Tuesdays and Thursdays, so send me the reading list",
    ],
    // in the middle, and behind
    [
      "Every Tuesday at 8am, since we are closed on Mondays, check the fridges",
      cron("0 8 * * 2"),
      "since we are closed on Mondays, check the fridges",
    ],
    [
      "Send me the week plan on Sundays at 7pm because Mondays are chaos",
      cron("0 19 * * 0"),
      "Send me the week plan because Mondays are chaos",
    ],
    [
      "Every Friday at 4pm email the totals so we can close by 6",
      cron("0 16 * * 5"),
      "email the totals so we can close by 6",
    ],
  ])("“%s”", (text, schedule, prompt) => {
    expect(interpret(text, options)).toMatchObject({ outcome: "understood", schedules: [schedule], prompt });
  });

  it.each([
    "We meet every Monday at 10, so print the agenda at 9:30",
    "Because Fridays are crazy, remind me at 5pm to breathe",
    "Call Ana because she leaves at 5pm",
    "Because we bake every day at 5am, clean the oven",
    "Because Ramadan starts on February 18, every day at 4:30am from then on remind me to eat",
  ])("and is asked about where it may be one: “%s”", (text) => {
    expect(interpret(text, options)).toMatchObject({ outcome: "ambiguous", question: { code: "not-understood" } });
  });

  it("and a start is no reason", () => {
    expect(interpret("As of next Monday send me the plan daily at 9am", options)).toMatchObject({
      outcome: "understood",
      schedules: [{ expression: "0 9 * * *", from: new Date("2026-07-06T04:00:00Z") }],
    });
  });
});
