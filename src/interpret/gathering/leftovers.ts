import type { Language } from "../language.ts";
import type { Line } from "../phrases/shape.ts";
import type { MeaningKind } from "../tokens/token.ts";

/** What a word in front of a schedule means that can only be a part of it. */
const timely: ReadonlySet<MeaningKind> = new Set(["every", "clock", "meridiem", "daypart"]);
const counted: ReadonlySet<MeaningKind> = new Set(["unit", "ordinal", "number"]);

/**
 * Whether a word of a schedule is left over right beside it: read by no phrase, and yet no word of the work.
 *
 * @param read the tokens that some phrase read, of the schedule or of the work
 */
export function hasLoose(
  line: Line,
  phrases: readonly { first: number; next: number }[],
  language: Language,
  read: ReadonlySet<number>,
): boolean {
  const { tokens } = line;
  const taken = new Set<number>();
  for (const phrase of phrases) for (let at = phrase.first; at < phrase.next; at++) taken.add(at);
  // glue between two phrases goes with them
  const sorted = [...phrases].toSorted((a, b) => a.first - b.first);
  for (const [index, { first }] of sorted.entries()) {
    const from = sorted[index - 1]?.next ?? first;
    const isGlue = first - from <= 3 && tokens.slice(from, first).every(({ text }) => language.glue.has(text));
    if (isGlue) for (let at = from; at < first; at++) taken.add(at);
  }
  const free = (at: number) => (taken.has(at) ? undefined : tokens[at]);
  const behindGlue = (from: number, step: 1 | -1) => {
    let at = from;
    while (tokens[at] && Math.abs(at - from) < 3 && (language.glue.has(tokens[at]?.text ?? "") || taken.has(at)))
      at += step;
    return at;
  };
  const isBeside = (next: number, at: number) =>
    tokens.slice(next, at).every(({ text, shape }) => shape === "word" && language.joins.has(text));
  // "Beginning that day, every weekday …": a bound before the schedule that was not read
  const first = Math.min(...phrases.map((phrase) => phrase.first));
  for (let at = first - 1; at >= 0 && tokens[at]?.clause === tokens[first]?.clause && first - at < 9; at--) {
    const token = tokens[at];
    if (
      token &&
      !taken.has(at) &&
      !read.has(at) &&
      language.opensBound?.(token, tokens[at + 1], at === first - 1, tokens[at + 2])
    )
      return true;
  }
  return phrases.some((phrase) => {
    const after = behindGlue(phrase.next, 1);
    for (let at = phrase.next; at <= after; at++) {
      const token = tokens[at];
      if (
        token &&
        !taken.has(at) &&
        language.opensSchedule(token, free(at + 1), isBeside(phrase.next, at), free(at + 2))
      )
        return true;
    }
    if (isCounted(tokens, phrase.first, read) || isEndOfRange(tokens, phrase, taken)) return true;
    const before = behindGlue(phrase.first - 1, -1);
    const earlier = tokens[before];
    if (!earlier || taken.has(before) || read.has(before) || earlier.sentence !== tokens[phrase.first]?.sentence)
      return false;
    // "every second week, | on Thursdays": the words of time that stand there, back to their first; "out of every 100" is none
    // "3 shifts of 8 hours each | every Sunday": that "each" is the work's
    const says = (token: (typeof tokens)[number] | undefined) => token?.meanings.some(({ kind }) => kind === "every");
    if (says(earlier) && says(tokens[phrase.first])) return false;
    if (!earlier.meanings.some(({ kind }) => kind === "unit" || kind === "ordinal" || timely.has(kind))) return false;
    let at = before;
    while (at > 0 && !taken.has(at) && tokens[at]?.meanings.some(({ kind }) => counted.has(kind))) at--;
    return [earlier, tokens[at]].some((token) => token?.meanings.some(({ kind }) => timely.has(kind)));
  });
}

/** "two Fridays", "six monthly", "every 3 workdays": a number right in front of a word of days that was read without it. */
function isCounted(tokens: Line["tokens"], first: number, read: ReadonlySet<number>): boolean {
  const [before, token] = [tokens[first - 1], tokens[first]];
  if (!before || !token || read.has(first - 1) || before.sentence !== token.sentence) return false;
  const isNumber = before.meanings.some(({ kind }) => kind === "number" || kind === "ordinal");
  const isDays = token.meanings.some(({ kind }) => kind === "weekday" || kind === "dayset");
  // "boiler 2 Mon/Thu": digits behind a name are its own, unless the days behind them are many
  const name = tokens[first - 2];
  const isLabel =
    before.shape === "number" &&
    name?.shape === "word" &&
    name.meanings.length === 0 &&
    !token.meanings.some((it) => "plural" in it && it.plural);
  // "furnace 1 and 2 daily": only a word counts an adjective
  return (
    isNumber &&
    ((isDays && !isLabel) || (before.shape === "word" && token.meanings.some(({ kind }) => kind === "frequency")))
  );
}

const rangeSigns = new Set(["-", "–", "—"]);
const numeric: ReadonlySet<MeaningKind> = new Set(["number", "ordinal", "clock", "military", "date", "month"]);

/** "3-4pm", "Dec 1 at 3pm - 11": one end of a range was read, and the other one was not. */
function isEndOfRange(tokens: Line["tokens"], phrase: { first: number; next: number }, taken: ReadonlySet<number>) {
  const isNumeric = (at: number) => tokens[at]?.meanings.some(({ kind }) => numeric.has(kind)) === true;
  const isSign = (at: number) => rangeSigns.has(tokens[at]?.text ?? "");
  // "June 5 - 7 machines": a number of the work
  const behind = tokens[phrase.next + 2];
  const isBare =
    behind === undefined || behind.shape === "sign" || behind.meanings.some(({ kind }) => kind === "meridiem");
  const goesOn = isSign(phrase.next) && !taken.has(phrase.next + 1) && isNumeric(phrase.next + 1) && isBare;
  const begins = isSign(phrase.first - 1) && !taken.has(phrase.first - 2) && isNumeric(phrase.first - 2);
  return (goesOn && isNumeric(phrase.next - 1)) || (begins && isNumeric(phrase.first));
}
