import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Interpretation } from "../../src/model/interpretation.ts";
import { rowsOf } from "../corpus/scoring.ts";

const now = new Date("2026-11-23T15:07:00Z");
const timezone = "America/New_York";
const read = (text: string) => interpret(text, { now, timezone });
const schedulesOf = (text: string) => {
  const interpretation = read(text);
  return interpretation.outcome === "understood" ? interpretation.schedules : interpretation.outcome;
};

/** Bare schedules that are understood. */
const bare = [
  "every weekday at 7am",
  "every Monday morning",
  "the first of every month at midnight",
  "every 6 hours",
  "in 2 hours",
  "twice a day at 6am and 6pm",
  "every other Friday at 3pm",
  "Mondays at 9am and Thursdays at 3pm",
  "tomorrow at 8am",
  "on April 1st at 8am",
  "the last Friday of every month at 3pm",
  "every 15 minutes from 8am to 9am on weekdays",
  "every day at 8am until December 15",
  "every weekday except Wednesday at 8am",
  "every weekday at 9am Pacific",
  "on the last business day of the month at 4pm",
];
const prompts = [
  "run the simulation",
  "email me a PDF of the results",
  "check line 3 at 80% load",
  "compare cell A with cell B",
];
const words =
  "every each monday weekday day hours 6 6am at 17:30 on the first last of month in 2 weeks until from for and , . : - ( ) except next tomorrow tonight UTC Berlin time check run report % 25:00 31 every0 é 😀 \" ' 1st am pm".split(
    " ",
  );

/** What is understood has a schedule and letters that say it. */
function isSound(interpretation: Interpretation): boolean {
  if (interpretation.outcome !== "understood") return true;
  const { schedules, spans } = interpretation;
  return schedules.length > 0 && spans.length > 0 && spans.every(({ start, end }) => end > start);
}

describe("interpret", () => {
  test.prop([fc.string({ unit: "binary", maxLength: 300 })], { numRuns: 500 })(
    "never throws, whatever the letters",
    (text) => {
      expect(["understood", "ambiguous", "unsupported", "no-schedule"]).toContain(read(text).outcome);
    },
  );

  test.prop([fc.array(fc.constantFrom(...words), { maxLength: 40 })], { numRuns: 1000 })(
    "never throws, whatever the words of time",
    (list) => {
      expect(isSound(read(list.join(" ")))).toBe(true);
    },
  );

  test.prop([
    fc.array(
      fc.constantFrom(
        ..."compare line 3 with cell B at 80% load and email the results to Dana please check 45 parts per pallet".split(
          " ",
        ),
      ),
      { minLength: 1, maxLength: 30 },
    ),
  ])("gives no schedule where there is no time", (list) => {
    expect(read(list.join(" ")).outcome).not.toBe("understood");
  });

  test.prop([
    fc.constantFrom(...bare),
    fc.constantFrom(...prompts),
    fc.constantFrom("please ", "Could you ", "Hey Dexter, ", "I'd like you to ", ""),
  ])("reads the same schedule before and behind a prompt, in any polite frame", (schedule, prompt, frame) => {
    const alone = schedulesOf(schedule);
    expect(schedulesOf(`${frame}${prompt} ${schedule}`)).toEqual(alone);
    expect(schedulesOf(`${schedule}, ${frame.toLowerCase()}${prompt}`)).toEqual(alone);
  });

  it.each(rowsOf("dev").map((row) => [row.text ?? "", row] as const))(
    "minds neither case nor blanks in “%s”",
    (text, { now: said, timezone: zone, locale }) => {
      const options = { now: new Date(said), timezone: zone, locale };
      const meaning = (sentence: string) => {
        const interpretation = interpret(sentence, options);
        return interpretation.outcome === "understood" ? interpretation.schedules : interpretation.outcome;
      };
      const expected = meaning(text);
      expect(meaning(text.replaceAll(" ", "  "))).toEqual(expected);
      expect(meaning(text.replaceAll("'", "’"))).toEqual(expected);
      // the names of zones are written as the database writes them
      expect(meaning(/[a-z]\/[A-Z]/.test(text) ? text : text.toUpperCase())).toEqual(expected);
    },
  );

  it("marks the letters of every schedule it understands", () => {
    const unsound = rowsOf("dev").filter(
      (row) => !isSound(interpret(row.text ?? "", { now: new Date(row.now), timezone: row.timezone })),
    );
    expect(unsound).toEqual([]);
  });
});

describe("amend", () => {
  const corrections = [
    "make it 6am",
    "weekdays only",
    "at noon",
    "Berlin time",
    "start next month",
    "until December 15",
    "every other week",
    "skip weekends",
    "change the prompt to count parts",
    "yes",
    "every 4 hours",
    "the 15th",
    "only 5 times",
  ];

  test.prop([fc.constantFrom(...bare), fc.constantFrom(...corrections)])(
    "changes nothing more when a correction is repeated",
    (schedule, correction) => {
      const options = { now, timezone };
      const once = amend(read(`${schedule}, check the line`), correction, options);
      expect(once.outcome === "understood" ? amend(once, correction, options) : once).toEqual(once);
    },
  );

  test.prop([fc.string({ unit: "binary", maxLength: 100 }), fc.constantFrom(...bare)])(
    "never throws, whatever the letters",
    (correction, schedule) => {
      expect(amend(read(schedule), correction, { now, timezone }).prompt).toBeDefined();
    },
  );

  test.prop([fc.array(fc.constantFrom(...words), { maxLength: 15 }), fc.constantFrom(...bare)])(
    "never throws, whatever the words of time",
    (list, schedule) => {
      expect(amend(read(schedule), list.join(" "), { now, timezone }).prompt).toBeDefined();
    },
  );
});
