import type { Stretch } from "./doubt.ts";
import type { Gathered } from "./gather.ts";
import type { Line } from "../phrases/shape.ts";
import type { Token } from "../tokens/token.ts";

/** What only tells why. */
export interface Grounds extends Stretch {
  /** What nothing else says: the days, or all of it. It may be meant, and is asked about. */
  readonly lends: "nothing" | "days" | "all";
}

/** "We meet every Monday at 10, so print the agenda at 9:30": on which days, is asked. */
export function doubtLent(gathered: Gathered | undefined, grounds: readonly Grounds[]): Gathered | undefined {
  if (!gathered || grounds.every(({ lends }) => lends === "nothing")) return gathered;
  return { ...gathered, doubt: { code: "not-understood", ways: [gathered] } };
}

/** The line with what only tells why as letters that mean nothing: "because Mondays are chaos, | on Sunday at 7pm …". The clause behind them is a new one. */
export function withoutGrounds(line: Line, all: readonly Grounds[]): Line {
  const grounds = all.filter(({ lends }) => lends !== "all");
  if (grounds.length === 0) return line;
  const tokens: Token[] = [];
  let told = 0;
  let clauses = 0;
  for (const [at, token] of line.tokens.entries()) {
    const stretch = grounds[told];
    if (stretch?.next === at) {
      told++;
      clauses++;
    }
    const isTold = stretch !== undefined && at >= stretch.first && at < stretch.next;
    const clause = token.clause + clauses;
    tokens.push(
      isTold
        ? { ...token, clause, text: "", shape: "literal", meanings: [], name: undefined, sight: undefined }
        : { ...token, clause },
    );
  }
  return { text: line.text, tokens };
}
