import type { Saying } from "./saying.ts";
import type { Line, Shape } from "./shape.ts";
import type { MeaningKind, Token } from "../tokens/token.ts";

/** What a word can mean that says when. */
export const timely: ReadonlySet<MeaningKind> = new Set([
  "every",
  "weekday",
  "dayset",
  "frequency",
  "clock",
  "daypart",
  "meridiem",
  "date",
  "day",
]);

/** Whether a word can be one of a stretch of time or of its place in one: "month", "third". */
export const saysPeriod = ({ meanings }: Token): boolean =>
  meanings.some(({ kind }) => /^(month|unit|ordinal)$/.test(kind));

/** Whether it is said at which time of the day, or how long from now. */
export const saysHour = ({ times, window, minutesPast, afterMs }: Saying): boolean =>
  (times ?? window ?? minutesPast ?? afterMs) !== undefined;

/** Left-over words of one sentence, between signs and what was read. */
export interface Piece {
  first: number;
  next: number;
  /** Whether nothing, or a sign, stands between it and words that were read. */
  isBehind: boolean;
  isBefore: boolean;
  /** Nothing of its sentence stands in front of it. */
  opens: boolean;
}

/** Whether a sign parts what is around it: a comma does, the stroke of "7-30" or the sign of ">30" does not. */
function isParting(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (token?.shape !== "sign") return false;
  return /^[,;:.!?¿()[\]|–—-]$/.test(token.text) && (token.spaced || next === undefined || next.spaced);
}

/** The left-over pieces of the sentences that a schedule stands in, and of one behind it that begins with "or". */
export function piecesOf({ tokens }: Line, taken: ReadonlySet<number>, or: string): Piece[] {
  const sentences = new Set([...taken].map((at) => tokens[at]?.sentence));
  // "… at 7... or was it Tuesday?"
  for (const [at, { text, sentence }] of tokens.entries())
    if (text === or && sentences.has(sentence - 1) && tokens[at - 1]?.sentence === sentence - 1)
      sentences.add(sentence);
  const pieces: Piece[] = [];
  let piece: Piece | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    const before = tokens[at - 1];
    if (taken.has(at) || isParting(tokens, at) || !sentences.has(token.sentence)) {
      piece = undefined;
      continue;
    }
    if (piece && before?.sentence === token.sentence) {
      piece.next = at + 1;
      continue;
    }
    const opens = before === undefined || before.sentence !== token.sentence;
    const isBehind = taken.has(at - 1) || (before?.shape === "sign" && taken.has(at - 2));
    piece = { first: at, next: at + 1, isBehind, isBefore: false, opens };
    pieces.push(piece);
  }
  for (const each of pieces)
    each.isBefore = taken.has(each.next) || (tokens[each.next]?.shape === "sign" && taken.has(each.next + 1));
  return pieces;
}

/** One of these within so many words. */
export function within(shape: Shape<unknown>, reach: number): Shape<true> {
  return (line, at) => {
    for (let next = at; next <= at + reach; next++) {
      if (line.tokens[next]?.shape === "sign") return undefined;
      const match = shape(line, next);
      if (match) return { value: true, next: match.next };
    }
    return undefined;
  };
}
