import type { ReactiveController, ReactiveControllerHost } from "lit";

const most = 40;
const spare = 4;
const leastRowHeight = 60;

/** Which rows of a long list are in the document: those in sight and a few around them. Rows are of one height. */
export class VirtualList implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #list: () => HTMLElement | null;
  readonly #roots: (Document | ShadowRoot)[] = [];
  #rowHeight = 0;
  #isRevealing = false;
  #first = 0;
  /** Before a row was measured: as many as there may be. */
  #count = Math.min(most - 1, Math.ceil(innerHeight / leastRowHeight) + 2 * spare);
  #length = 0;
  #frame: number | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, list: () => HTMLElement | null) {
    this.#host = host;
    this.#list = list;
    host.addController(this);
  }

  hostConnected(): void {
    // a scroll event stays inside its shadow tree, so each tree above is listened to
    for (
      let root = this.#host.getRootNode();
      root instanceof Document || root instanceof ShadowRoot;
      root = root.host.getRootNode()
    ) {
      this.#roots.push(root);
      root.addEventListener("scroll", this.#look, { capture: true, passive: true });
      if (root instanceof Document) break;
    }
    addEventListener("resize", this.#look);
  }
  hostDisconnected(): void {
    for (const root of this.#roots.splice(0)) root.removeEventListener("scroll", this.#look, { capture: true });
    removeEventListener("resize", this.#look);
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
  hostUpdated(): void {
    if (!this.isWindowed) return;
    for (const gap of this.#list()?.querySelectorAll<HTMLElement>("li.gap") ?? []) {
      const height = `${Number(gap.dataset["rows"]) * this.#rowHeight}px`;
      if (gap.style.blockSize !== height) gap.style.blockSize = height;
    }
    // with the layout of the next frame, rather than with one more for each update
    this.#frame ??= requestAnimationFrame(this.#measure);
  }
  readonly #measure = (): void => {
    this.#frame = undefined;
    const height = this.#list()?.querySelector("li:not(.gap)")?.getBoundingClientRect().height ?? 0;
    if (height > 0 && Math.abs(height - this.#rowHeight) > 0.5) {
      this.#rowHeight = height;
      this.#host.requestUpdate();
    }
    this.#look();
  };

  get isWindowed(): boolean {
    return this.#length > most;
  }
  /** What to render of a list of that length: places, and gaps of so many rows. The `kept` row is always there. */
  window(length: number, kept: number | undefined): (number | { gap: number })[] {
    this.#length = length;
    if (length <= most) return Array.from({ length }, (_, place) => place);
    this.#first = Math.max(0, Math.min(this.#first, length - this.#count));
    const shown = Array.from({ length: this.#count }, (_, n) => this.#first + n);
    if (kept !== undefined && kept < length && !shown.includes(kept)) shown.push(kept);
    const entries: (number | { gap: number })[] = [];
    let next = 0;
    for (const place of shown.toSorted((a, b) => a - b)) {
      if (place > next) entries.push({ gap: place - next });
      entries.push(place);
      next = place + 1;
    }
    if (next < length) entries.push({ gap: length - next });
    return entries;
  }
  /** Brings a row into the document and into sight. */
  async reveal(place: number): Promise<void> {
    if (this.isWindowed) {
      this.#isRevealing = true;
      this.#first = Math.max(0, Math.min(place - spare, this.#length - this.#count));
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      this.#isRevealing = false;
    }
    this.#list()?.querySelector(`[data-place="${place}"]`)?.scrollIntoView({ block: "nearest" });
  }

  readonly #look = (): void => {
    const list = this.#list();
    if (!this.isWindowed || this.#isRevealing || list === null || this.#rowHeight === 0) return;
    const above = -list.getBoundingClientRect().top;
    const count = Math.min(most - 1, Math.ceil(innerHeight / this.#rowHeight) + 2 * spare);
    const first = Math.max(0, Math.min(Math.floor(above / this.#rowHeight) - spare, this.#length - count));
    const isNear = Math.abs(first - this.#first) < spare / 2 && first !== 0 && first + count !== this.#length;
    if ((first === this.#first || isNear) && count === this.#count) return;
    this.#first = first;
    this.#count = count;
    this.#host.requestUpdate();
  };
}
