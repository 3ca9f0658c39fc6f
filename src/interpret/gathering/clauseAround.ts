import type { Line } from "../phrases/shape.ts";
import type { Token } from "../tokens/token.ts";

/** What stands around a schedule: its sentence, and between the nearest signs the words in front of it and behind it. */
export interface ClauseAround {
  start: number;
  end: number;
  before: readonly Token[];
  behind: readonly Token[];
  /** Where the words in front of it begin. */
  from: number;
}

/** How far is looked in a sentence that does not end. */
const LONGEST = 60;

const isParting = (token: Token | undefined) => token?.shape === "sign" && /^[,;:(–—-]$/.test(token.text);

/** The clause that a schedule stands in, as far as signs tell it. */
export function clauseAround({ tokens }: Line, first: number, next: number): ClauseAround {
  const sentence = tokens[first]?.sentence;
  let start = first;
  while (start > 0 && first - start < LONGEST && tokens[start - 1]?.sentence === sentence) start--;
  let end = next;
  while (end < tokens.length && end - next < LONGEST && tokens[end]?.sentence === sentence) end++;
  let from = first;
  while (from > start && !isParting(tokens[from - 1])) from--;
  const begins = isParting(tokens[next]) ? next + 1 : next;
  let to = begins;
  while (to < end && !isParting(tokens[to])) to++;
  return { start, end, from, before: tokens.slice(from, first), behind: tokens.slice(begins, to) };
}

const isRhythm = ({ meanings }: Token) => meanings.some(({ kind }) => kind === "every");

/**
 * Whether what is asked for stands behind a comma, with a rhythm of its own: "the boat leaves every Monday at 6, | remind me every
 * Sunday at 8".
 */
export function asksApart(
  tokens: readonly Token[],
  { start, end, before }: ClauseAround,
  next: number,
  isAsked: (from: number, to: number) => boolean,
): boolean {
  const comma = tokens.findIndex(
    ({ text }, at) => at >= (before.length > 0 ? next : next + 1) && at < end && text === ",",
  );
  return comma > 0 && tokens.slice(comma, end).some(isRhythm) && isAsked(comma + 1, end) && !isAsked(start, comma);
}
