import { describe, expect, it } from "vitest";
import { languageOf } from "../languages.ts";
import { ahead, either, kind, listOf, maybe, mayBegin, not, sequence, word, words } from "./shape.ts";
import { tokenize } from "../tokens/tokenize.ts";

const lineOf = (text: string) => tokenize(text, languageOf("en-US"));
const range = sequence(kind("number"), word("to"), kind("number"));

describe("what is known of a shape before it is read", () => {
  it.each([
    ["3 to 5", range, true],
    ["3 machines", range, false],
    ["3", range, false],
    ["3", sequence(kind("number"), maybe(word("to"))), true],
    ["3 days", sequence(maybe(word("the")), kind("number"), maybe(word("full")), kind("unit")), true],
    ["the 3 days", sequence(maybe(word("the")), kind("number"), maybe(word("full")), kind("unit")), true],
    ["the days", sequence(maybe(word("the")), kind("number"), maybe(word("full")), kind("unit")), false],
    ["3 days", sequence(kind("number"), ahead(kind("unit"))), true],
    ["3 machines", sequence(kind("number"), ahead(kind("unit"))), false],
    ["3 machines", sequence(kind("number"), not(kind("unit"))), true],
    ["3 and 5", sequence(listOf(kind("number"), word("and")), word("to")), true],
    ["3 or 5", sequence(listOf(kind("number"), word("and")), word("to")), false],
    ["end of May", words("end of", "end"), true],
    ["start now", words("start of"), false],
    ["now", either(words("now and then"), word("now")), true],
    ["now or never", either(words("now and then"), range), false],
  ])("lets %j be tried or not by its first two tokens", (text, shape, isPossible) => {
    expect(mayBegin(shape, lineOf(text), 0)).toBe(isPossible);
  });

  it("knows nothing of what a hand-written shape can be, and lets it be tried", () => {
    const own = sequence(kind("number"), (_, at) => ({ value: true, next: at }));
    expect(mayBegin(own, lineOf("3 machines"), 0)).toBe(true);
  });

  it.each(["every twenty five minutes", "at 8, 10 and 12", "June 5 - 7", "until March 31 at 7", "8 tonight"])(
    "refuses no place of %j where a rule reads something",
    (saying) => {
      const line = lineOf(saying);
      const found = languageOf("en-US").rules.flatMap(({ read }) =>
        [...line.tokens.keys()].filter((at) => read(line, at)).map((at) => mayBegin(read, line, at)),
      );
      expect(found.length).toBeGreaterThan(0);
      expect(found).not.toContain(false);
    },
  );
});
