import {
  amend,
  checkSchedule,
  describe as describeSchedule,
  interpret,
  nextOccurrences,
  occurrencesBetween,
  previewOccurrences,
  previousOccurrence,
  SchedulerError,
} from "@dexter/scheduled-jobs";
import { describe, expect, it } from "vitest";

const now = new Date("2027-03-11T15:12:00Z");
const timezone = "America/New_York";
const at = { now, timezone };
const said = "every morning check the line";
const daily = { kind: "cron", expression: "0 5 * * *", timezone };
const understood = interpret(said, at);

/** A function as somebody without types calls it. */
const untyped = (call: unknown) => call as (...args: unknown[]) => unknown;

/** What was wrong, the call, and the code with what its message has to name. */
type Misuse = [what: string, args: unknown[], code: string, ...named: string[]];

const misuses: Record<string, { call: (...args: unknown[]) => unknown; cases: Misuse[] }> = {
  interpret: {
    call: untyped(interpret),
    cases: [
      ["no sentence", [undefined, at], "INPUT_INVALID", "text"],
      ["a number for a sentence", [42, at], "INPUT_INVALID", "text 42"],
      ["no options", [said], "INPUT_INVALID", "`now` and `timezone`"],
      ["no moment", [said, { timezone }], "INPUT_INVALID", "now undefined"],
      ["a moment in letters", [said, { timezone, now: "2027-03-11" }], "INPUT_INVALID", 'now "2027-03-11"'],
      ["a date that is none", [said, { timezone, now: new Date(NaN) }], "INPUT_INVALID", "now invalid date"],
      ["no zone", [said, { now }], "INPUT_INVALID", "timezone undefined"],
      ["an unknown zone", ["check the line", { now, timezone: "Mars/Olympus" }], "TIMEZONE_UNKNOWN", "Mars/Olympus"],
      ["the name of a prototype for a zone", [said, { now, timezone: "__proto__" }], "TIMEZONE_UNKNOWN"],
      ["a number for a language", [said, { ...at, locale: 3 }], "INPUT_INVALID", "locale 3"],
      [
        "an hour that no day has",
        [said, { ...at, defaults: { morning: "25:00" } }],
        "INPUT_INVALID",
        "morning",
        "25:00",
      ],
      ["a minute that no hour has", [said, { ...at, defaults: { time: "8:75" } }], "INPUT_INVALID", "8:75"],
      ["an hour as a number", [said, { ...at, defaults: { morning: 8 } }], "INPUT_INVALID", "morning", "8"],
      [
        "a misspelt time of the day",
        [said, { ...at, defaults: { mornin: "08:00" } }],
        "INPUT_INVALID",
        "mornin",
        "morning",
      ],
      ["times that are none", [said, { ...at, defaults: "08:00" }], "INPUT_INVALID", "defaults"],
      ["another way with several times", [said, { ...at, multiTime: "one" }], "INPUT_INVALID", "multiTime", "split"],
      [
        "letters that lie before the text",
        [said, { ...at, literal: [{ start: -1, end: 2 }] }],
        "INPUT_INVALID",
        "literal",
      ],
      [
        "letters that end before they start",
        [said, { ...at, literal: [{ start: 5, end: 2 }] }],
        "INPUT_INVALID",
        "literal",
      ],
      ["letters as a text", [said, { ...at, literal: "every" }], "INPUT_INVALID", "literal"],
    ],
  },
  amend: {
    call: untyped(amend),
    cases: [
      ["nothing to correct", [null, "make it 6am", at], "INPUT_INVALID", "interpretation null"],
      ["a sentence in place of its interpretation", [said, "make it 6am", at], "INPUT_INVALID", "interpretation"],
      ["half an interpretation", [{ outcome: "understood" }, "make it 6am", at], "INPUT_INVALID", "interpretation"],
      ["an outcome of a prototype", [{ outcome: "constructor" }, "make it 6am", at], "INPUT_INVALID", "interpretation"],
      ["no correction", [understood, undefined, at], "INPUT_INVALID", "correction undefined"],
      ["no options", [understood, "make it 6am"], "INPUT_INVALID", "options"],
    ],
  },
  nextOccurrences: {
    call: untyped(nextOccurrences),
    cases: [
      ["no schedule", [null, { after: now, limit: 1 }], "SCHEDULE_INVALID", "schedule null"],
      ["another kind", [{ kind: "daily" }, { after: now, limit: 1 }], "SCHEDULE_INVALID", "daily"],
      ["a kind of a prototype", [{ kind: "toString" }, { after: now, limit: 1 }], "SCHEDULE_INVALID", "toString"],
      [
        "no expression",
        [
          { kind: "cron", timezone },
          { after: now, limit: 1 },
        ],
        "SCHEDULE_INVALID",
        "expression undefined",
      ],
      [
        "no start",
        [
          { kind: "rrule", rule: "FREQ=DAILY", timezone },
          { after: now, limit: 1 },
        ],
        "SCHEDULE_INVALID",
        "start",
      ],
      [
        "a date in letters",
        [
          { kind: "once", at: "2030-01-01" },
          { after: now, limit: 1 },
        ],
        "SCHEDULE_INVALID",
        "2030-01-01",
      ],
      [
        "an end that is null",
        [
          { ...daily, until: null },
          { after: now, limit: 1 },
        ],
        "SCHEDULE_INVALID",
        "until null",
      ],
      [
        "a beginning that is null",
        [
          { ...daily, from: null },
          { after: now, limit: 1 },
        ],
        "SCHEDULE_INVALID",
        "from null",
      ],
      ["no options", [daily], "INPUT_INVALID", "`after` and `limit`"],
      ["no instant to begin after", [daily, { limit: 1 }], "INPUT_INVALID", "after undefined"],
      ["epoch milliseconds to begin after", [daily, { after: now.getTime(), limit: 1 }], "INPUT_INVALID", "after 18"],
      ["a limit that is no number", [daily, { after: now, limit: NaN }], "INPUT_INVALID", "limit NaN"],
      ["endlessly many", [daily, { after: now, limit: Infinity }], "INPUT_INVALID", "limit Infinity"],
    ],
  },
  previousOccurrence: {
    call: untyped(previousOccurrence),
    cases: [["no options", [daily], "INPUT_INVALID", "before"]],
  },
  occurrencesBetween: {
    call: (...args) => [...(untyped(occurrencesBetween)(...args) as Iterable<Date>)],
    cases: [
      ["no options", [daily], "INPUT_INVALID", "`from` and `to`"],
      ["a limit in letters", [daily, { from: now, to: now, limit: "many" }], "INPUT_INVALID", "many"],
    ],
  },
  previewOccurrences: {
    call: untyped(previewOccurrences),
    cases: [
      ["no schedule", [], "SCHEDULE_INVALID", "schedule undefined"],
      ["no options", [daily], "INPUT_INVALID", "`after` and `limit`"],
    ],
  },
  checkSchedule: {
    call: untyped(checkSchedule),
    cases: [["no schedule", [], "SCHEDULE_INVALID", "schedule undefined"]],
  },
  describe: {
    call: untyped(describeSchedule),
    cases: [
      ["no schedule", [], "SCHEDULE_INVALID", "schedule undefined"],
      ["no expression", [{ kind: "cron" }], "SCHEDULE_INVALID", "expression undefined"],
      ["a date that is none", [{ kind: "once", at: new Date(NaN) }], "SCHEDULE_INVALID", "at invalid date"],
      ["options that are null", [daily, null], "INPUT_INVALID", "options null"],
      ["a moment in letters", [daily, { now: "today" }], "INPUT_INVALID", "today"],
      ["a number for a language", [daily, { locale: 7 }], "INPUT_INVALID", "locale 7"],
      [
        "an unknown zone",
        [{ kind: "once", at: now }, { timezone: "Mars/Olympus" }],
        "TIMEZONE_UNKNOWN",
        "Mars/Olympus",
      ],
      ["a number for a zone", [{ kind: "once", at: now }, { timezone: 5 }], "INPUT_INVALID", "timezone 5"],
    ],
  },
};

describe("what the pure functions cannot use is refused by name", () => {
  for (const [name, { call, cases }] of Object.entries(misuses))
    for (const [what, args, code, ...named] of cases)
      it(`${name} is given ${what}`, () => {
        let thrown: unknown;
        try {
          call(...args);
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toBeInstanceOf(SchedulerError);
        expect(thrown).toMatchObject({ code });
        for (const part of named) expect((thrown as SchedulerError).message).toContain(part);
      });

  it("an error tells of values that have no JSON, too", () => {
    const round: Record<string, unknown> = {};
    round["itself"] = round;
    expect(() => untyped(interpret)(round, at)).toThrow("The input does not have");
    expect(() => untyped(interpret)(5n, at)).toThrow("The input does not have");
  });
});
