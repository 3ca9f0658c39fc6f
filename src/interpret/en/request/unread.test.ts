import { describe, expect, it } from "vitest";
import { interpret } from "../../interpret.ts";

// a Monday, 11:20 in New York
const now = new Date("2026-11-30T16:20:00Z");
const timezone = "America/New_York";

const asked: readonly string[] = [
  "Every Monday at 8am, and if Monday is a holiday then Tuesday, send the plan",
  "On the first Monday of the month, or if that's a holiday the day after, send the minutes at 10",
  "On the 1st and the 15th, or the Friday before if it's a weekend, run payroll at 9am",
  "Every Monday, if it isn't a holiday, at 8am post the roster",
  "Every day at 9am and again two hours later, check the fridge",
  "Bring me the numbers an hour before, every Thursday",
  "Print the slips on the day before payday (15th) at 3pm",
  "We run the trial until 18 December. During that time send a summary each evening at 7:30",
  "I'm away from the 7th to the 11th. While I'm gone, forward the figures at 8am each day",
  "In the first half of January, daily at 11am, read the meter",
  "Read the meter before 9am every day",
  "Read the meter from 8 every 2 hours till 18",
  "Text me the score at halftime every Saturday",
  "Archive the scans, that's at 3am, each Sunday",
  "Read the meter in 10 minutes and again in 20",
  "post the score every day at 9am, we're closed on Sundays",
  "post the score every day at 9am, no score on Sundays",
  "post the score daily at 9am up to but not including the 15th",
  "remind Tom at 9 and Eva at 10 every day",
  "Remind me to switch the tires, first week of April, Monday 8am",
  "Sample tank 2 every day at 9 for the whole of January",
  "Sample tank 2 every day, any time between 9 and 11",
  "Weigh the ladle every day at 9 and clean it on Fridays",
  "do the stock check mondays at 7... or was it tuesdays? ask Lena",
];

const understood: readonly [text: string, expressions: readonly string[], prompt: string][] = [
  ["Back up the PLC once a day at 11pm, weekends at 9pm", ["0 23 * * 1-5", "0 21 * * 0,6"], "Back up the PLC"],
  ["Every weekday at 5pm but Fridays at 3pm, send the totals", ["0 17 * * 1-4", "0 15 * * 5"], "send the totals"],
  [
    "Post the menu every day at 9 except Fridays when it should be at 10",
    ["0 9 * * 0,1,2,3,4,6", "0 10 * * 5"],
    "Post the menu",
  ],
  ["every morning at 7, on Mondays at 6 send the list", ["0 7 * * 0,2,3,4,5,6", "0 6 * * 1"], "send the list"],
  ["Mondays at 6 am, all other days at 7 am send the list", ["0 6 * * 1", "0 7 * * 0,2,3,4,5,6"], "send the list"],
  [
    "Send it at 5am and 1pm on weekdays, plus 7am on Saturdays",
    ["0 5 * * 1-5", "0 13 * * 1-5", "0 7 * * 6"],
    "Send it",
  ],
  ["Every Monday morning and Thursday afternoon check the lab", ["0 9 * * 1", "0 15 * * 4"], "check the lab"],
  ["Every day at 6am and Fridays at 3pm check the gate", ["0 6 * * *", "0 15 * * 5"], "check the gate"],
  ["at 9 every day, and on Fridays also at 3pm, post the score", ["0 9 * * *", "0 15 * * 5"], "post the score"],
  ["daily at 9, Sunday at 10 instead, post the score", ["0 9 * * 1-6", "0 10 * * 0"], "post the score"],
  ["post the score every day at 9am, never on a Sunday", ["0 9 * * 1-6"], "post the score"],
  ["Count the pallets at 9am on weekdays; weekends 10am", ["0 9 * * 1-5", "0 10 * * 0,6"], "Count the pallets"],
  ["every tuesday, no wait, wednesday at 10am sort the parts", ["0 10 * * 3"], "sort the parts"],
  ["Every day at 9, sorry, 10 sort the parts", ["0 10 * * *"], "sort the parts"],
  ["9am New York time and 3pm London time every day post the rates", ["0 9 * * *", "0 15 * * *"], "post the rates"],
];

describe("words of time beside an English schedule", () => {
  it.each(asked)("asks about what it cannot read: %s", (text) => {
    expect(interpret(text, { now, timezone })).toMatchObject({ outcome: "ambiguous" });
  });

  it.each(understood)("reads them where they are a part of it: %s", (text, expressions, prompt) => {
    const schedules = expressions.map((expression) => ({ kind: "cron", expression }));
    expect(interpret(text, { now, timezone })).toMatchObject({ outcome: "understood", schedules, prompt });
  });
});
