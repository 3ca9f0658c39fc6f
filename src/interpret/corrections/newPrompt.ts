import { lettersFrom } from "../tokens/lettersFrom.ts";
import type { Line, Shape } from "../phrases/shape.ts";

/** Where a new prompt is given behind other words, and its letters: "make it 6pm, and | change the prompt to: …". */
export function newPromptIn(
  line: Line,
  edits: readonly Shape<unknown>[],
  and: string,
): { at: number; prompt: string } | undefined {
  for (const [at, { text, shape }] of line.tokens.entries()) {
    if (at === 0 || (shape !== "sign" && text !== and)) continue;
    for (const edit of edits) {
      const match = edit(line, at + 1);
      const prompt = match && lettersFrom(line, match.next);
      if (prompt !== undefined) return { at, prompt };
    }
  }
  return undefined;
}
