import type { CorrectionWords, Edit } from "./correction.ts";
import type { Line, Match } from "../phrases/shape.ts";

/** The longest edit that begins at this token. */
export function editAt(line: Line, at: number, { edits }: CorrectionWords): Match<Edit> | undefined {
  let best: Match<Edit> | undefined;
  for (const shape of edits) {
    const match = shape(line, at);
    if (match && match.next > (best?.next ?? at)) best = match;
  }
  return best;
}
