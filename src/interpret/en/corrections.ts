import type { CorrectionWords, Which } from "../correction.ts";
import { ahead, as, either, kind, kindIf, type Line, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import { certainClock, clockPoint } from "./clockPoint.ts";
import { edits } from "./correctionEdits.ts";
import { fillers } from "./correctionFillers.ts";
import { withoutReasons } from "./correctionReasons.ts";
import { whole } from "./wholeCorrections.ts";

const run = word("one", "ones", "run", "job", "slot");

/** "The evening one", "the 7am run", "the Thursday one", "the last one". */
const which: Shape<Which> = either<Shape<Which>[]>(
  as(
    sequence(
      maybe(word("the", "that", "my")),
      kindIf("weekday", (it) => !it.plural),
      run,
    ),
    ([, it]) => ({
      said: { weekdays: [it.value] },
    }),
  ),
  as(sequence(maybe(word("the", "that", "my")), kind("daypart"), run), ([, it]) => ({
    said: { dayparts: [it.value] },
  })),
  as(sequence(maybe(word("the", "that", "my")), clockPoint, run), ([, time]) => ({ said: { times: [time] } })),
  as(sequence(word("the"), kind("ordinal"), run), ([, it]) => ({ nth: it.value })),
  as(sequence(word("that", "this"), word("one")), () => ({ nth: 0 })),
  // "make Friday 7:30"
  as(
    sequence(
      kindIf("weekday", (it) => !it.plural),
      ahead(sequence(maybe(word("at", "to")), certainClock)),
    ),
    ([it], { tokens }, at) =>
      /^(make|set|put|move|have)$/.test(tokens[at - 1]?.text ?? "") ? { said: { weekdays: [it.value] } } : undefined,
  ),
);

const openers = new Set(
  "kindly please no nope , actually can could you let's lets just sorry oops yes but i'd like rather".split(" "),
);

/** "Change 6pm to 7pm", "swap Friday for Thursday", "not Monday but Tuesday": where the new part begins, and the old one. */
function target({ tokens }: Line): number | { from: number; to: number } {
  const first = tokens.findIndex(({ text }) => !openers.has(text));
  const opener = tokens[first]?.text ?? "";
  const isRefused = tokens[first]?.text === "not" && !/^(only|just|before|until)$/.test(tokens[first + 1]?.text ?? "");
  const joint = isRefused
    ? /^but$/
    : /^(change|move|switch|replace|swap|turn|exchange|trade|substitute)$/.test(opener)
      ? /^(to|with|for|into|by)$/
      : undefined;
  if (!joint) return 0;
  const to = tokens.findIndex(({ text }, at) => at > first && joint.test(text));
  return to > first && to < tokens.length - 1 ? { from: first + 1, to: to + 1 } : 0;
}

/** What English corrections are made of. */
export const englishCorrections: CorrectionWords = {
  whole,
  edits,
  which,
  onlyThese: new Set("only just solely no change switch move".split(" ")),
  ofAll: new Set(["both", "all", "each"]),
  modes: [
    {
      shape: either(
        words(
          "in addition",
          "and also",
          "and again",
          "once more",
          "one more",
          "one more time",
          "another one",
          "a second one",
        ),
        sequence(word("add"), word("another", "one", "a"), maybe(word("more", "second", "third")), maybe(run)),
        sequence(word("again"), ahead(word("at", "on", "in"))),
        sequence(
          word("another", "a"),
          maybe(word("second", "third", "new")),
          word("run", "time"),
          ahead(word("at", "on", "in")),
        ),
        sequence(word("and"), maybe(word("on")), ahead(kind("weekday"))),
        as(sequence(word("and"), ahead(word("at"))), (_, _line, at) => (at === 0 ? true : undefined)),
        word("add", "also", "include", "including", "plus"),
      ),
      mode: "add",
    },
    {
      shape: either(
        word("drop", "remove", "skip", "not", "exclude", "without", "lose", "minus", "cut"),
        sequence(word("no"), not(word(",", ".", "!", "-", "–", "—", ":", ";", "no"))),
        words(
          "leave out",
          "no need on",
          "no need for",
          "take out",
          "get rid of",
          "not on",
          "no more",
          "don't run on",
          "don't run it on",
          "never on",
          "don't need",
          "do not need",
          "don't want",
          "not at",
          "take off",
        ),
      ),
      mode: "drop",
    },
    {
      shape: either(word("said"), words("not just", "not only", "instead of", "rather than", "change from", "not the")),
      mode: "ignore",
    },
  ],
  dropsBehind: either(
    words(
      "can go",
      "is out",
      "are out",
      "is off",
      "are off",
      "can be dropped",
      "can be skipped",
      "should go",
      "is not needed",
      "are not needed",
      "not needed",
      "isn't needed",
      "aren't needed",
      "is covered",
      "are covered",
      "isn't necessary",
      "aren't necessary",
      "is unnecessary",
      "doesn't count",
      "don't count",
    ),
    word("out", "off"),
  ),
  restoresBehind: sequence(
    either(word("is", "are"), words("can be")),
    either(
      sequence(maybe(word("ok", "okay", "fine", "possible", "on", "good")), word("again")),
      words("back", "back in", "back on"),
    ),
  ),
  addsBehind: new Set(["too", "also", "well", "additionally"]),
  renews: (line, phrase) =>
    line.tokens
      .slice(phrase.first, phrase.next)
      .some((token) => token.meanings.some((meaning) => meaning.kind === "every" || meaning.kind === "frequency")),
  fillers,
  target,
  withoutReasons,
};
