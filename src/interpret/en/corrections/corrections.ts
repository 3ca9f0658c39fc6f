import type { CorrectionWords } from "../../corrections/correction.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  type Line,
  maybe,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { requestOf } from "./clauses.ts";
import { edits } from "./edits.ts";
import { onlyRun, run, which } from "./runs.ts";
import { exchanges } from "./exchanges.ts";
import { fillers } from "./fillers.ts";
import { newPrompt, whole } from "./wholeCorrections.ts";

const end: Shape<true> = ({ tokens }, at) =>
  tokens.slice(at).every(({ shape }) => shape === "sign") ? { value: true, next: at } : undefined;

/** What can be left out by its name. */
const named = either(
  kind("weekday"),
  kind("dayset"),
  kind("daypart"),
  kind("month"),
  kind("clock"),
  kind("ordinal"),
  kind("number"),
  kind("frequency"),
  kind("date"),
  word("on"),
);

const swapping = /^(change|move|switch|replace|swap|turn|exchange|trade|substitute|shift)$/;

/** "Change 6pm to 7pm", "swap Friday for Thursday", "not Monday but Tuesday": where the old part begins, and the new one. */
function swaps(line: Line, at: number): { from: number; to: number } | undefined {
  const { tokens } = line;
  const token = tokens[at];
  const isRefused = token?.text === "not" && !/^(only|just|before|until)$/.test(tokens[at + 1]?.text ?? "");
  const joint = isRefused ? /^(but|[,.;])$/ : swapping.test(token?.text ?? "") ? /^(to|with|for|into|by)$/ : undefined;
  if (!joint || !opens(tokens, at)) return undefined;
  let from = at + 1;
  // "shift the morning one to 6:15": only that run; "change the end to July 19": only the end
  const isEdge = tokens.slice(from, from + 2).some(({ text }) => /^(end|start)$/.test(text));
  if (isEdge || which(line, from)) return undefined;
  while (/^(it|this|that|them|everything|the|from|on|at)$/.test(tokens[from]?.text ?? "")) from++;
  let to = from;
  while (tokens[to] && !joint.test(tokens[to]?.text ?? "") && !parts(tokens, to)) to++;
  if (!joint.test(tokens[to]?.text ?? "") || to === tokens.length - 1) return undefined;
  // "not Monday, Tuesday", and neither "not Monday, Tuesday or Wednesday" nor "not Monday, at 8"
  const isAnother = tokens[to]?.text === "but" || !isRefused || isOneMore(tokens, from, to);
  return isAnother ? { from, to: to + 1 } : undefined;
}

/** Whether behind the sign at `to` one thing stands of the kind that stands in front of it. */
function isOneMore(tokens: readonly Token[], from: number, to: number): boolean {
  const kindAt = (at: number) => tokens[at]?.meanings[0]?.kind;
  let next = to + 1;
  while (kindAt(next) === undefined && fillers.has(tokens[next]?.text ?? "")) next++;
  const isAlone = !tokens.slice(next).some(({ text }) => /^(and|or|nor|,)$/.test(text));
  return kindAt(next) !== undefined && kindAt(next) === kindAt(from) && isAlone;
}

/** Whether a command can begin there: "please change", "we need to move", and not "the change". */
function opens(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1];
  return before === undefined || before.shape === "sign" || (fillers.has(before.text) && !pointing.test(before.text));
}

const pointing = /^(the|a|an|this|that|my|our|your|their|his)$/;

/** Whether a sign there ends what is said, and does not only part the items of a list. */
const parts = (tokens: readonly Token[], at: number) =>
  tokens[at]?.shape === "sign" && [at - 1, at + 1].some((beside) => tokens[beside]?.meanings.length === 0);

/** What English corrections are made of. */
export const englishCorrections: CorrectionWords = {
  whole,
  newPrompt,
  edits,
  which,
  onlyRun,
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
        sequence(word("add"), word("a", "an", "one"), ahead(kind("clock"))),
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
        sequence(words("not the"), ahead(sequence(kind("ordinal"), end))),
        sequence(word("scrap", "ditch", "kill", "cancel", "delete"), ahead(either(word("the"), named))),
        sequence(
          either(word("no"), sequence(word("forget"), maybe(word("about")))),
          maybe(word("more", "the")),
          ahead(named),
        ),
        words(
          "leave out",
          "no need on",
          "no need for",
          "take out",
          "get rid of",
          "not on",
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
    { shape: either(word("said"), words("did i say")), mode: "said" },
    {
      shape: either(
        sequence(words("never mind"), word("about", "the", "with"), maybe(word("the"))),
        words("not just", "not only", "instead of", "rather than", "change from", "not the"),
      ),
      mode: "ignore",
    },
  ],
  dropsBehind: either(
    // "Fridays | we're closed", "weekends | we don't need it"
    sequence(
      either(
        sequence(word("we", "i", "they"), word("don't"), word("need", "want", "work", "run", "open")),
        sequence(word("we're", "i'm", "they're"), word("closed", "off", "out", "away")),
      ),
      maybe(word("it", "that", "them", "this")),
    ),
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
  restoresBehind: either(
    sequence(
      either(word("is", "are"), words("can be")),
      either(
        sequence(maybe(word("ok", "okay", "fine", "possible", "on", "good")), word("again")),
        words("back", "back in", "back on"),
      ),
    ),
    // "you can put Thursday | back in"
    sequence(word("back"), maybe(word("in", "on")), boundary),
  ),
  addsBehind: new Set(["too", "also", "well", "additionally"]),
  renews: (line, phrase) =>
    line.tokens
      .slice(phrase.first, phrase.next)
      .some((token) => token.meanings.some((meaning) => meaning.kind === "every" || meaning.kind === "frequency")),
  fillers,
  swaps,
  exchanges,
  requestOf,
};
