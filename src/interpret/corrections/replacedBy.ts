import { ofEveryWeek, timeOf } from "./correctedFields.ts";
import type { CorrectionWords } from "./correction.ts";
import { editAt } from "./editAt.ts";
import type { Language } from "../language.ts";
import { phraseAt, saidBy } from "../phrases/phrase.ts";
import type { Said } from "../phrases/saying.ts";
import type { Line } from "../phrases/shape.ts";

/** What stands in front of the "to" of "change Friday to Saturday", where a phrase does. */
export function replacedBy(
  line: Line,
  { from, to }: { from: number; to: number },
  words: CorrectionWords,
  language: Language,
): Said[] {
  // without the "to" and what follows it, so that "6pm to 7pm" is no range
  const before = { text: line.text, tokens: line.tokens.slice(0, to - 1) };
  for (let at = from; at < to - 1; at++) {
    const phrase = phraseAt(before, at, language);
    if (phrase) return [ofEveryWeek(saidBy(phrase, line))];
    const edit = editAt(before, at, words)?.value;
    if (edit?.kind === "time") return [timeOf(edit.time)];
  }
  return [];
}
