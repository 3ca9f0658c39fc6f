import { describe, expect, it } from "vitest";
import { amend } from "../../amend.ts";
import { interpret } from "../../interpret.ts";

const now = new Date("2026-07-01T12:00:00Z");
const timezone = "America/New_York";

const cron = (expression: string) => ({ kind: "cron", expression });
const once = (at: string) => ({ kind: "once", at: new Date(at) });

const understood: readonly [text: string, schedule: object, prompt: string][] = [
  ["Weekends: 10:00 - read the meters", cron("0 10 * * 0,6"), "read the meters"],
  ["Mondays: 7am, print the shift list", cron("0 7 * * 1"), "print the shift list"],
  ["Tomorrow: 8am call the foundry", once("2026-07-02T12:00:00Z"), "call the foundry"],
  ["Every 15th of the month at noon send the invoices", cron("0 12 15 * *"), "send the invoices"],
  ["Wash the filters at 8am every 1st of the month", cron("0 8 1 * *"), "Wash the filters"],
  ["every last day of each month at 5pm export the ledger", cron("0 17 L * *"), "export the ledger"],
  ["Second, on the 9th of each month at 2pm weigh the drums", cron("0 14 9 * *"), "Second, weigh the drums"],
  ["Second, third and fourth of each month at 9am weigh the drums", cron("0 9 2-4 * *"), "weigh the drums"],
  ["Every day at 6am, '; weigh the drums", cron("0 6 * * *"), "'; weigh the drums"],
  [
    "a list of trailers that have been in the yard more than 3 days, every Monday at 7:30am",
    cron("30 7 * * 1"),
    "a list of trailers that have been in the yard more than 3 days",
  ],
  ["Every Friday, late in the afternoon at 5, sum up the week", cron("0 17 * * 5"), "sum up the week"],
  ["Every day, early in the morning at 6, start the pumps", cron("0 6 * * *"), "start the pumps"],
  [
    "My colleague did the count every Monday. I'd rather have you do it on Tuesdays at 7am: count the bins",
    cron("0 7 * * 2"),
    "My colleague did the count every Monday. I'd rather have you do it: count the bins",
  ],
  [
    "On Friday at 10am tell the drivers that the gate opens at 6am",
    once("2026-07-03T14:00:00Z"),
    "tell the drivers that the gate opens at 6am",
  ],
  [
    "Every Monday at 8am remind the crew that we stop at 3pm on Fridays",
    cron("0 8 * * 1"),
    "remind the crew that we stop at 3pm on Fridays",
  ],
  [
    "Tomorrow morning inform the lab that the visit begins at 1pm",
    once("2026-07-02T13:00:00Z"),
    "inform the lab that the visit begins at 1pm",
  ],
  ["Daily 0615 check the gauges", cron("15 6 * * *"), "check the gauges"],
  ["Every Thursday, 1540, toolbox talk", cron("40 15 * * 4"), "toolbox talk"],
  ["every morning around 8 print the map", cron("0 8 * * *"), "print the map"],
  ["Every weekday at 2pm, compare the plan until 20:00", cron("0 14 * * 1-5"), "compare the plan until 20:00"],
  ["If it's not too much trouble, every day at 6pm sum up the sales", cron("0 18 * * *"), "sum up the sales"],
  ["and then every night at 10pm shut the gate", cron("0 22 * * *"), "shut the gate"],
  ["Check that the doors are shut every day at 10pm", cron("0 22 * * *"), "Check that the doors are shut"],
  [
    "Every Friday at 4pm prepare the slides for the meeting on the first Monday",
    cron("0 16 * * 5"),
    "prepare the slides for the meeting on the first Monday",
  ],
  ["Every day at 9am in Lima time, read the tanks", cron("0 9 * * *"), "read the tanks"],
  ["Every Monday at 9am Excel time sheets go to Ana", cron("0 9 * * 1"), "Excel time sheets go to Ana"],
  ["Every Monday at 8am finish the count in record time", cron("0 8 * * 1"), "finish the count in record time"],
];

const asked: readonly [text: string, code: string][] = [
  ["Run the backup every night at 2am in Gondor time", "which-zone"],
  ["At 7:30 in Atlantis time every weekday read the tank levels", "which-zone"],
  ["Check the pumps every Tuesday at 6am, and the valves on the 15th", "several-schedules"],
  ["Count stock daily at 6pm, and the spare parts on the first Monday", "several-schedules"],
  ["I was told to set up a report every Monday at 7am", "not-understood"],
  ["every 2nd day of the month at 9am check the oil", "every-n-or-nth"],
];

describe("clauses of one request", () => {
  it.each(understood)("reads “%s”", (text, schedule, prompt) => {
    expect(interpret(text, { now, timezone })).toMatchObject({ outcome: "understood", schedules: [schedule], prompt });
  });

  it.each(asked)("asks about “%s”", (text, code) => {
    expect(interpret(text, { now, timezone })).toMatchObject({ outcome: "ambiguous", question: { code } });
  });

  it.each(["Three pallets were missing on Thursday and two on Friday.", "I had two alarms on Sunday at 4am."])(
    "schedules nothing for what is over: “%s”",
    (text) => {
      expect(interpret(text, { now, timezone }).outcome).toBe("no-schedule");
    },
  );

  it.each([
    ["Tomorrow at 8am send the deck", "the day after", once("2026-07-03T12:00:00Z")],
    ["Every Thursday at 5pm freeze the plan", "no, the day after", cron("0 17 * * 5")],
    ["Every day at 8am check the brine", "no no, 9 in the evening", cron("0 21 * * *")],
    [
      "Every day at 8am check the brine",
      "make it 9am, it's Tokyo time",
      { expression: "0 9 * * *", timezone: "Asia/Tokyo" },
    ],
  ])("changes “%s” by “%s”", (text, correction, schedule) => {
    const first = interpret(text, { now, timezone });
    expect(amend(first, correction, { now, timezone })).toMatchObject({ outcome: "understood", schedules: [schedule] });
  });
});

it.each([
  ["Fridays at 6am instead", "ambiguous"],
  ["only Fridays at 6am", "understood"],
])("asks whether the other days go, unless it is said: “%s”", (correction, outcome) => {
  const first = interpret("Every weekday at 5am check the brine", { now, timezone });
  expect(amend(first, correction, { now, timezone }).outcome).toBe(outcome);
});

it.each([
  ["Every day at 8am check the brine", "make it 9am because we are on London time"],
  // hours from now are no hour of the clock
  ["In 2 hours check the brine", "make it 3"],
])("asks what is meant, of “%s”, by “%s”", (text, correction) => {
  const read = amend(interpret(text, { now, timezone }), correction, { now, timezone });
  expect(read).toMatchObject({ outcome: "unsupported", reason: { code: "not-understood" } });
});

it.each([
  "Mon-Thu 9:50 huddle reminder, Fri 10:20",
  "Every Monday at 9am - or Tuesday if Monday is a holiday - send the numbers",
  "every weekday morning at 8, or 9 on Fridays, print the sheet",
  "Count the drawer every night at closing time",
  "Remind the crew 20 minutes before their 10pm shift every day",
  "On Dec 24 at noon turn off line 2 and on Jan 2 at 6am turn it on",
  "M-F 740 open the gate",
])("asks about the part that it passed over: %s", (text) => {
  expect(interpret(text, { now, timezone }).outcome).toBe("ambiguous");
});
