import type { Stretch } from "./doubt.ts";
import type { Line } from "./shape.ts";
import type { Token } from "./token.ts";

/** The line with what only tells why as letters that mean nothing: "because Mondays are chaos, | on Sunday at 7pm …". The clause behind them is a new one. */
export function withoutGrounds(line: Line, grounds: readonly Stretch[]): Line {
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
