import { expect, it } from "vitest";
import { interpret } from "../../interpret.ts";

const options = { now: new Date("2026-11-30T16:20:00Z"), timezone: "America/New_York", locale: "en-US" };
const outcomeOf = (text: string) => {
  const interpretation = interpret(text, options);
  return interpretation.outcome === "unsupported" ? interpretation.reason.code : interpretation.outcome;
};

it.each([
  "can you drop the allergy mail you send on Thursdays at 9am",
  "That 5:45am alert every weekday about the milk tanker, please get rid of it, nobody drives before 8 these days",
  "you send me a chart of the beehives each Friday at noon, I no longer want it",
  "Remind me every Monday at 9am to fax the lab... actually no, forget it, they have no fax",
  "Every evening at 8:15 read me the cricket scores - on second thoughts, don't",
  "Remind me every Monday at 9am to fax the lab. Actually, never mind.",
])("%s: nothing is left to be done", (text) => {
  expect(outcomeOf(text)).toBe("cancellation");
});

it.each([
  "every Friday drop the temp tables",
  "on weekdays at 6am drop the mail you get in the archive",
  "every Friday at 3pm go through the inbox; if a mail is older than a year, forget it",
  "every Monday at 9, scratch that, every Tuesday at 9, send the list",
  "Every Monday at 9 ask Jo about the bike, if she says no, never mind",
])("%s: the work is still asked for", (text) => {
  expect(outcomeOf(text)).toBe("understood");
});

it.each([
  "Trains to the coast leave every 25 minutes and the last one goes at 11:40pm",
  "The bells here ring hourly from 7am to 9pm, it drives the new neighbours mad",
  "Tom calls every Thursday at 8pm",
  "You guys open at 9 on Saturdays, right?",
  "You keep sending me the tide times at 5 every morning",
  "Because Mondays are dead, my barber only opens at noon every Monday",
])("%s: what others do is no request", (text) => {
  expect(outcomeOf(text)).not.toBe("understood");
});

it.each([
  "Standup notes every Thursday at 8pm",
  "Coffee report daily at 9",
  "Report of trains that leave late every Monday at 8",
  "The bells ring at 7; every day at 6:50am remind me",
])("%s: a thing, or what is asked for behind a statement, is a request", (text) => {
  expect(outcomeOf(text)).toBe("understood");
});

it.each([
  "In Q1, every Monday at 9am, audit 5% of the invoices",
  "every 10 minutes between 8:30 and 9:30 on school days check the crossing",
  "Every day at 7, only if it froze, salt the ramp",
  "thanksgiving at noon",
])("%s: days that only people know are asked about", (text) => {
  expect(outcomeOf(text)).toBe("ambiguous");
});

it.each([
  "Every day at 10am list who needs meds, the ones in ward 2 get drops every 8 hours",
  "Every day at 8 summarise the emails that came in between 6pm yesterday and 8am today",
  "the bin men come every Monday at 6am, remind me every Sunday at 8pm to put the bins out",
  "cancel any booking unpaid for 3 days, every morning at 8am",
  "Mondays at 9: who is away this week?",
  "Every hour check the oven and text me only if it is above 200",
  "0900 daily check the yard",
])("%s: what the work tells is no part of the schedule", (text) => {
  expect(outcomeOf(text)).toBe("understood");
});
