import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Interpretation } from "../../src/model/interpretation.ts";
import { rowsOf } from "../corpus/scoring.ts";

const rows = ["corrections.dev", "field8.corrections.en", "field9.corrections.en", "field10.corrections.en"]
  .flatMap(rowsOf)
  .map(({ initial_text: text = "", correction = "", now, timezone }) => {
    const options = { now: new Date(now), timezone };
    return { correction, first: interpret(text, options), options };
  });
const row = fc.constantFrom(...rows);
/** "An hour later" moves each time that it is said, "the first one" names another run then, and an answer is given once. */
const moves =
  /earlier|sooner|later|back|forward|before|after|push|delay|often|postpone|\b(?:one|run|middle|first|second|last)\b|\bdays?\b/i;
const aboutWork =
  /prompt|task|instead|write|say|should|read|message|instruction|change what|(?:replace|change) "|rather than|, not |^not |it to|water figures|have it/i;

/** What comes of a correction; why it is refused may be said in other words. */
const meaning = (interpretation: Interpretation) =>
  interpretation.outcome === "understood" ? [interpretation.schedules, interpretation.prompt] : interpretation.outcome;

test.prop([row], { numRuns: 400 })(
  "the same English correction twice equals once",
  ({ first, correction, options }) => {
    fc.pre(!moves.test(correction) && first.outcome === "understood");
    const once = amend(first, correction, options);
    fc.pre(once.outcome === "understood");
    expect(meaning(amend(once, correction, options))).toEqual(meaning(once));
  },
);

test.prop([row], { numRuns: 400 })(
  "an English correction keeps the prompt, unless it is about the work",
  ({ first, correction, options }) => {
    fc.pre(!aboutWork.test(correction) && first.prompt !== null && first.outcome !== "no-schedule");
    const second = amend(first, correction, options);
    const verb = first.prompt?.split(" ")[0]?.toLowerCase() ?? "";
    fc.pre(second.outcome === "understood" && !correction.toLowerCase().includes(verb));
    expect(second.prompt).toBe(first.prompt);
  },
);

test.prop([row, row], { numRuns: 400 })(
  "a correction on a corrected request throws nothing and never loses the work",
  ({ first, correction, options }, { correction: more }) => {
    const once = amend(first, correction, options);
    const twice = amend(once, more, options);
    fc.pre(first.prompt !== null);
    expect(twice.prompt).not.toBeNull();
  },
);

test.prop([row], { numRuns: 300 })(
  "capitals and a polite word never make an English correction mean something else",
  ({ first, correction, options }) => {
    // names, zones and new prompts are written as they are
    fc.pre(!aboutWork.test(correction) && !/[A-Z]\w+\/|[a-z] [A-Z]|[.!?] \w/.test(correction));
    const plain = meaning(amend(first, correction, options));
    const verb = first.prompt?.split(" ")[0]?.toLowerCase() ?? "";
    fc.pre(!correction.toLowerCase().includes(verb));
    // not to be understood is the most that they may do
    expect([plain, "unsupported", "ambiguous"]).toContainEqual(meaning(amend(first, `please, ${correction}`, options)));
    expect([plain, "unsupported", "ambiguous"]).toContainEqual(
      meaning(amend(first, correction.toUpperCase(), options)),
    );
  },
);

/** What people say beside a change. */
const reasons = [
  "the bus is late these days",
  "nobody reads it that early",
  "my boss asked for it",
  "the data isn't ready before that",
  "they moved the shift change",
  "sorry for the trouble",
  "our forklift driver quit",
  "the office is empty on that day",
  "everyone is at lunch then",
  "because the auditors are coming",
  "since we open late",
  "you know how it is",
  "people complained",
  "kids are home",
  "the night crew told me so",
  "they never answer before ten",
  "I talked to Tom",
  "I start at 6 on Mondays",
  "because of the noise",
  "due to the strike",
  "as the shop closes at 6",
  "because they moved lunch from 12 to 1",
  "since Tuesdays are my day off",
];

test.prop([row, fc.constantFrom(...reasons)], { numRuns: 400 })(
  "a reason beside an English correction changes nothing, and is told",
  ({ first, correction, options }, reason) => {
    // a new prompt goes on to its end
    const verb = first.prompt?.split(" ")[0]?.toLowerCase() ?? "";
    fc.pre(!aboutWork.test(correction) && !correction.toLowerCase().includes(verb) && !/\bkeep it\b/.test(correction));
    const plain = meaning(amend(first, correction, options));
    const opening = /^(?:because|since|as|due) /.test(reason) ? `${reason},` : `${reason}, so`;
    for (const said of [`${correction.replace(/[.!]$/, "")}, ${reason}`, `${opening} ${correction}`]) {
      const amended = amend(first, said, options);
      expect([plain, "unsupported", "ambiguous"]).toContainEqual(meaning(amended));
      if (
        first.outcome === "understood" &&
        amended.outcome === "understood" &&
        amended !== first &&
        !/boss|sorry|you know/.test(reason)
      )
        expect(amended.assumptions.some(({ code, text }) => code === "passed-over" && text.includes(reason))).toBe(
          true,
        );
    }
  },
);
