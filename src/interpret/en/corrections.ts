import type { CorrectionWords, Which } from "../correction.ts";
import { ahead, as, either, kind, kindIf, type Line, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import { clockPoint } from "./clockPoint.ts";
import { edits } from "./correctionEdits.ts";
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
  ofAll: new Set(["both", "all", "each"]),
  modes: [
    {
      shape: either(
        word("add", "also", "include", "including", "plus"),
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
        sequence(word("again"), ahead(word("at", "on", "in"))),
        sequence(
          word("another", "a"),
          maybe(word("second", "third", "new")),
          word("run", "time"),
          ahead(word("at", "on", "in")),
        ),
        sequence(word("and"), maybe(word("on")), ahead(kind("weekday"))),
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
  addsBehind: new Set(["too", "also", "well", "additionally"]),
  renews: (line, phrase) =>
    line.tokens
      .slice(phrase.first, phrase.next)
      .some((token) => token.meanings.some((meaning) => meaning.kind === "every" || meaning.kind === "frequency")),
  fillers: new Set(
    (
      "sounds looks perfect great nice lovely way far then its no nope nah actually make it that this change set move to please sorry i i'd meant mean want wanted would like let's lets say do can could we you should be is it's that's better best fine enough good instead rather just only run runs running job schedule scheduled time timezone zone use the a an at on for in of by but and have go with switch put repeat same oh um hmm uh well ok okay so then now need more keep prefer take wait try how about what as from my our " +
      "works earlier later start starting day days date hour every one please thanks thank yes yeah correct it'd it'll needs has must will also too actually dexter hey day's exactly fully already again i'm think oops whoops argh damn wrong incorrect mistake bad mistaken often much early late frequent frequently thing one-time one-off daily one happen happens start starts should've supposed please rather btw though tho thx ty cheers lol also ah eh er sure got bit really kind everyone everybody plenty sufficient almost nearly close typo forgot guys folks love let shift push pull bring delay slide work fits suits been have has said saying each definitely probably maybe perhaps hi hello both"
    ).split(" "),
  ),
  target,
  withoutReasons,
};
