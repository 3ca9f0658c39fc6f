import type { Core } from "./core.ts";

/** How often the store is asked where nothing tells of changes. */
const POLL_MS = 2_000;

/** Says when to look at the store: at once, and whenever somebody, in whatever process, may have written to it. */
export class Looks {
  readonly #core: Core;
  readonly #signal: AbortSignal | undefined;
  readonly #unsubscribe: () => void;
  readonly #wake = () => this.#alarm?.abort();
  /** Aborted by a change since the last look; none before the first. */
  #alarm: AbortController | undefined;

  constructor(core: Core, signal: AbortSignal | undefined) {
    this.#core = core;
    this.#signal = signal;
    this.#unsubscribe = core.store.subscribe(this.#wake);
    signal?.addEventListener("abort", this.#wake);
  }

  /** Resolves when it is time for the next look; `false` once the signal is aborted. What came since the last look counts. */
  async next(): Promise<boolean> {
    const isOver = () => this.#signal?.aborted === true;
    if (this.#alarm !== undefined && !isOver()) await this.#core.settings.clock.sleep(POLL_MS, this.#alarm.signal);
    this.#alarm = new AbortController();
    return !isOver();
  }

  stop(): void {
    this.#unsubscribe();
    this.#signal?.removeEventListener("abort", this.#wake);
  }
}
