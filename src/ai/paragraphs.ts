/**
 * Texts that arrive bit by bit. One that is said quickly comes whole; one that takes long comes in parts, each of which ends
 * with a paragraph and never inside of a code block.
 */
export class Paragraphs {
  readonly #afterMs: number;
  readonly #texts = new Map<string, { text: string; since: number }>();

  constructor(afterMs: number) {
    this.#afterMs = afterMs;
  }

  begin(id: string): void {
    this.#texts.set(id, { text: "", since: performance.now() });
  }

  /** @returns what is to be said now, often nothing */
  add(id: string, delta: string): string {
    const open = this.#texts.get(id) ?? { text: "", since: performance.now() };
    const text = open.text + delta;
    const isLong = performance.now() - open.since >= this.#afterMs;
    const end = isLong ? lastBreak(text) : 0;
    const since = end > 0 ? performance.now() : open.since;
    this.#texts.set(id, { text: text.slice(end), since });
    return text.slice(0, end).trimEnd();
  }

  end(id: string): string {
    const { text = "" } = this.#texts.get(id) ?? {};
    this.#texts.delete(id);
    return text;
  }

  /** What has begun and not ended. */
  rest(): string {
    const text = [...this.#texts.values()].map((open) => open.text).join("\n\n");
    this.#texts.clear();
    return text;
  }
}

/** Behind the last empty line that is not inside of a code block; 0 where there is none. */
function lastBreak(text: string): number {
  for (let at = text.lastIndexOf("\n\n"); at > 0; at = text.lastIndexOf("\n\n", at - 1)) {
    const fences = text.slice(0, at).split(/^\s*```/m).length - 1;
    if (fences % 2 === 0) return at + 2;
  }
  return 0;
}
