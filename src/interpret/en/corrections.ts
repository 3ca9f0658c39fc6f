import type { CorrectionWords } from "../correction.ts";
import { ahead, either, kind, maybe, not, sequence, word, words } from "../shape.ts";
import { edits } from "./correctionEdits.ts";
import { whole } from "./wholeCorrections.ts";

/** What English corrections are made of. */
export const englishCorrections: CorrectionWords = {
  whole,
  edits,
  modes: [
    {
      shape: either(
        word("add", "also", "include", "including", "plus"),
        words("in addition", "and also"),
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
      "works earlier later start starting day days date hour every one please thanks thank yes yeah correct it'd it'll needs has must will also too actually dexter hey day's exactly fully already again i'm think oops whoops argh damn wrong incorrect mistake bad mistaken often much early late frequent frequently thing one-time one-off daily one happen happens start starts should've supposed please rather btw though tho thx ty cheers lol also ah eh er sure got bit really kind"
    ).split(" "),
  ),
  target: (line) => {
    const first = line.tokens.findIndex(
      (token) => !/^(please|no|,|actually|can|could|you|let's|just|sorry|oops)$/.test(token.text),
    );
    const opener = line.tokens[first]?.text ?? "";
    if (!/^(change|move|switch|replace|swap|turn)$/.test(opener)) return 0;
    const to = line.tokens.findIndex(
      (token) => token.text === "to" || token.text === "with" || token.text === "for" || token.text === "into",
    );
    return to > first && to < line.tokens.length - 1 ? { from: first + 1, to: to + 1 } : 0;
  },
};
