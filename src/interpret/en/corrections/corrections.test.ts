import { describe, expect, it } from "vitest";
import { amend } from "../../amend.ts";
import { interpret } from "../../interpret.ts";

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

describe("clauses of a correction", () => {
  it.each([
    // what is told names days and hours of its own
    ["Every day at 9pm ice my knee", "the physio I saw yesterday at 4 reckons it helps, so make it 8", "0 20 * * *"],
    ["Every weekday at 5:30pm text the carpool", "drop Fridays, I wfh then", "30 17 * * 1-4"],
    ["Every day at 4pm run the leak test", "just Mondays and Thursdays, twice a week is plenty", "0 16 * * 1,4"],
    ["Every Monday at 10am brief the desk", "Monday's a holiday half the time so Tuesdays", "0 10 * * 2"],
    // what it names can be pointed at
    ["Every day at 8pm post the total", "Monday is our night off and Tuesday too. so skip both", "0 20 * * 0,3,4,5,6"],
    [
      "Every weekday except Thursday at 9am list the parcels",
      "the Thursday strike is over so you can put Thursday back in",
      "0 9 * * 1-5",
    ],
    // what is taken back
    ["Every Thursday at 1pm send the list", "make it 2. no, sorry, 3pm. the reps always run late", "0 15 * * 4"],
    // one word that nobody knows, at an edge
    ["Every day at 7am sweep the steps", "8:30 yaar", "30 8 * * *"],
    ["Every day at 7am sweep the steps", "wrong, shd be 4am", "0 4 * * *"],
    // days that stay as they are
    ["Every Monday and Friday at 8am text the group", "on Fridays send it at 7am, Mondays stay at 8", "0 8 * * 1"],
  ])("reads “%s”, and then “%s”", (text, correction, expression) => {
    expect(corrected(text, correction)).toMatchObject({
      outcome: "understood",
      schedules: expect.arrayContaining([expect.objectContaining(cron(expression))]),
    });
  });

  it.each([
    ["Every day at 8am list the tickets", "pause it from July 1 to July 20"],
    ["Every day at 8am list the tickets", "suspend Fridays"],
    ["Every day at 8am list the tickets", "Mondays suck"],
    ["Every day at 8am list the tickets", "8am, with the photos"],
    ["Every day at noon feed the model", "hmm no, leave it, we'll do it by hand"],
    ["Every day at 8am send the census", "make it 7:15, Mondays are half days here"],
    ["Every Monday at 9am send the plan", "Ana only has Tuesdays free, 10am please"],
  ])("does not take for a change what is none: “%s”, “%s”", (text, correction) => {
    expect(corrected(text, correction).outcome).not.toBe("understood");
  });

  it.each([
    ["Every day at 7am do the drops", "4 days only", { expression: "0 7 * * *", maxOccurrences: 4 }],
    ["Every day at 7am do the drops", "stop after 4", { expression: "0 7 * * *", maxOccurrences: 4 }],
    [
      "Every Tuesday at 4pm for 3 weeks ring the tutor",
      "make it 4 weeks",
      { expression: "0 16 * * 2", maxOccurrences: 4 },
    ],
    ["Every weekday at 2pm open the bridge", "2pm London", { expression: "0 14 * * 1-5", timezone: "Europe/London" }],
    [
      "Every weekday at 6pm starting August 3 log the diary",
      "push the start back a week",
      { expression: "0 18 * * 1-5", from: new Date("2026-08-10T04:00:00Z") },
    ],
    ["Every 2 hours from 8am to 6pm check it", "until 8pm", { expression: "0 8-20/2 * * *" }],
    ["Every hour from 8am to 6pm check it", "stop at 5", { expression: "0 8-17 * * *" }],
    ["Every Friday at 4pm until March send it", "until further notice", cron("0 16 * * 5")],
    ["Every Monday at 8am clean the filter", "drop August", { expression: "0 8 * 1,2,3,4,5,6,7,9,10,11,12 1" }],
  ])("reads “%s”, and then “%s”", (text, correction, schedule) => {
    expect(corrected(text, correction)).toMatchObject({ outcome: "understood", schedules: [schedule] });
  });
});

describe("one of several runs, a new prompt, and what is taken back", () => {
  it.each([
    ["Every day at 7am and 7pm scan the incubator", "shift the morning one to 6:15", ["15 6 * * *", "0 19 * * *"]],
    ["Every Monday and Friday at 7am scan the incubator", "move Friday to 8", ["0 7 * * 1", "0 8 * * 5"]],
    ["Every day at 8am send the census", "Ruth wants it weekdays only, at 7:15am", ["15 7 * * 1-5"]],
    [
      "Every Sunday at 7:15pm ring mum",
      "hmm, should it be 8? no, she has her programme on at 8. Keep it as it is",
      ["15 19 * * 0"],
    ],
    ["Every weekday at 7am print the list", "at 8, well no, 9. Handover drags on", ["0 9 * * 1-5"]],
    [
      "Every day at 8am and 6pm give the drops",
      "oops, the vet said 7pm for the second one, keep the morning as is",
      ["0 8 * * *", "0 19 * * *"],
    ],
    ["Every day at 9am and 9pm take it", "make the night one 8pm and leave the other", ["0 9 * * *", "0 20 * * *"]],
    ["Every day at 9am and 9pm take it", "keep only the morning one", ["0 9 * * *"]],
    ["Every day at 9am and 9pm take it", "just the evening run", ["0 21 * * *"]],
    ["Every Monday, Wednesday and Friday at 8am quiz me", "drop the last one", ["0 8 * * 1,3"]],
    ["Every Monday, Wednesday and Friday at 8am quiz me", "skip the first one", ["0 8 * * 3,5"]],
  ])("reads “%s”, and then “%s”", (text, correction, expressions) => {
    const amended = corrected(text, correction);
    const read = amended.outcome === "understood" ? amended.schedules : [];
    expect(new Set(read.map((schedule) => schedule.kind === "cron" && schedule.expression))).toEqual(
      new Set(expressions),
    );
  });

  it("takes a change and a new prompt in one", () => {
    const amended = corrected(
      "Every Friday at 4pm email the takings to Dad",
      "make it 6pm, and the prompt should be: email the takings to Mum",
    );
    expect(amended).toMatchObject({ schedules: [cron("0 18 * * 5")], prompt: "email the takings to Mum" });
  });

  it("takes what stands behind a quoted prompt for a change, too, and not for a part of the prompt", () => {
    const text = "Every weekday at 8am email Dana";
    for (const correction of [
      'change the prompt to "email Theo" and make it 7:15am',
      "set the prompt to “email Theo”, and weekdays at 7:15am",
    ])
      expect(corrected(text, correction)).toMatchObject({ schedules: [cron("15 7 * * 1-5")], prompt: "email Theo" });
    expect(corrected(text, 'change the prompt to "email Theo", on the blue Monday')).toMatchObject({
      outcome: "unsupported",
    });
    expect(corrected(text, 'change the prompt to "email" Theo')).toMatchObject({ prompt: '"email" Theo' });
  });

  it("counts how many more times", () => {
    const amended = corrected("Every Wednesday at 2pm practise", "just two more times and then stop");
    expect(amended).toMatchObject({ schedules: [{ expression: "0 14 * * 3", maxOccurrences: 2 }] });
  });
});
