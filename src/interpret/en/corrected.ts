import type { Rule } from "../phrase.ts";
import { ahead, as, either, kind, type Line, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import { clockPoint } from "./clockPoint.ts";
import { unitOf } from "./shapes.ts";

const sign = maybe(word(",", "-", "–", "—", "."));

const marker: Shape<unknown> = either(
  words(
    "no wait",
    "no , wait",
    "wait no",
    "wait , no",
    "oh wait",
    "oh no",
    "no sorry",
    "no , sorry",
    "sorry i mean",
    "sorry , i mean",
    "scratch that",
    "strike that",
    "make that",
    "make it",
    "i mean",
    "i meant",
    "or rather",
    "or better",
    "no make it",
    "no , make it",
    "no make that",
    "correction :",
    "let me think",
  ),
  word("sorry", "wait", "rather", "correction", "actually", "oops", "no"),
);

const dayOrTime = either(
  kind("weekday"),
  kind("dayset"),
  kind("every"),
  kind("clock"),
  kind("ordinal"),
  kind("day"),
  kind("daypart"),
  kind("month"),
  kind("date"),
  kind("frequency"),
  kind("number"),
);
const leadIn = maybe(word("on", "at", "the", "from", "in"));

/** Whether words of a schedule stand right in front. */
const isBehindSchedule = ({ tokens }: Line, at: number): boolean => {
  const before = tokens[at - 1]?.shape === "sign" ? tokens[at - 2] : tokens[at - 1];
  return before !== undefined && before.shape !== "literal" && before.meanings.length > 0;
};

/** "every Tuesday, no wait, Wednesday at 10", "at 9, sorry, 10": what follows takes the place of what was said. */
export const corrected: Rule = {
  name: "en.corrected",
  words: [
    "no",
    "wait",
    "oh",
    "sorry",
    "scratch",
    "strike",
    "make",
    "i",
    "or",
    "correction",
    "let",
    "rather",
    "actually",
    "oops",
  ],
  span: "schedule",
  read: either(
    as(
      sequence(
        marker,
        sign,
        maybe(word("at")),
        clockPoint,
        not(either(unitOf("minute", "hour", "day", "week"), kind("month"))),
      ),
      ([, , , time], line, at) =>
        isBehindSchedule(line, at)
          ? { says: { instead: true as const, times: [time] }, bare: true as const }
          : undefined,
    ),
    as(sequence(marker, sign, ahead(sequence(leadIn, dayOrTime))), (_, line, at) =>
      isBehindSchedule(line, at) ? { says: { instead: true as const }, bare: true as const } : undefined,
    ),
  ),
};
