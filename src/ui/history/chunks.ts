import type { ReactiveController, ReactiveControllerHost } from "lit";

/** So far outside of what is seen the lines are kept in the document. */
const margin = "1200px 0px";
/** So many lines stand or fall together. */
const chunkLength = 25;

/** Which lines of a long history are in the document: those near what is seen, and those that hold the focus. */
export class Chunks implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #near = new Set<string>();
  readonly #heights = new Map<string, number>();
  readonly #observer = new IntersectionObserver((seen) => this.#look(seen), { rootMargin: margin });

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }
  hostDisconnected(): void {
    this.#observer.disconnect();
  }
  hostUpdated(): void {
    for (const chunk of this.#host.shadowRoot?.querySelectorAll<HTMLElement>("[data-chunk]") ?? []) {
      const key = chunk.dataset["chunk"] ?? "";
      if (chunk.childElementCount > 0) {
        chunk.style.blockSize = "";
        this.#heights.set(key, chunk.getBoundingClientRect().height);
      } else chunk.style.blockSize = `${this.#heights.get(key) ?? 0}px`;
      this.#observer.observe(chunk);
    }
  }

  /** The lines of a group in pieces that stand or fall together; one that is not in the document has none. */
  of<Line extends { id: string }>(group: string, lines: readonly Line[]): { key: string; lines: readonly Line[] }[] {
    return Array.from({ length: Math.ceil(lines.length / chunkLength) }, (_, n) => {
      const some = lines.slice(n * chunkLength, (n + 1) * chunkLength);
      const key = `${group}-${n}`;
      return { key, lines: this.#isShown(key, some) ? some : [] };
    });
  }
  #isShown(key: string, lines: readonly { id: string }[]): boolean {
    if (!this.#heights.has(key) || this.#near.has(key)) return true;
    const focused = this.#host.shadowRoot?.activeElement?.closest<HTMLElement>(".conv")?.dataset["id"];
    return focused !== undefined && lines.some(({ id }) => id === focused);
  }
  #look(seen: readonly IntersectionObserverEntry[]): void {
    const before = [...this.#near].toSorted().join(" ");
    for (const { target, isIntersecting } of seen) {
      const key = (target as HTMLElement).dataset["chunk"] ?? "";
      if (isIntersecting) this.#near.add(key);
      else this.#near.delete(key);
    }
    if ([...this.#near].toSorted().join(" ") !== before) this.#host.requestUpdate();
  }
}
