import { setTimeout as sleep } from "node:timers/promises";
import type { PooledClientLike } from "./connections.ts";
import { quoted } from "./writings.ts";

/** How long a lost connection is left alone at most. */
const PAUSE_MS = 5_000;

/** Hears of what this process and others wrote: by `LISTEN` on a connection of its own, which is made anew when it is lost. */
export class Listening {
  readonly #lend: () => Promise<PooledClientLike>;
  readonly #channel: string;
  readonly #isWanted: boolean;
  readonly #listeners = new Set<() => void>();
  #stopping = new AbortController();
  #loop: Promise<void> | undefined;

  constructor(lend: () => Promise<PooledClientLike>, channel: string, isWanted: boolean) {
    this.#lend = lend;
    this.#channel = channel;
    this.#isWanted = isWanted;
  }

  subscribe(onChange: () => void): () => void {
    const listener = () => onChange();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of this.#listeners) queueMicrotask(listener);
  }

  start(): void {
    if (!this.#isWanted || this.#loop !== undefined) return;
    this.#stopping = new AbortController();
    this.#loop = this.#listen(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    this.#loop = undefined;
  }

  async #listen(signal: AbortSignal): Promise<void> {
    for (let pauseMs = 100; !signal.aborted; pauseMs = Math.min(PAUSE_MS, pauseMs * 2)) {
      try {
        const client = await this.#lend();
        pauseMs = 100;
        await this.#listenOn(client, signal);
      } catch {
        // The database cannot be reached: whoever calls the store hears of it there.
      }
      if (!signal.aborted) await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Until the connection is lost, or nobody listens any more. */
  async #listenOn(client: PooledClientLike, signal: AbortSignal): Promise<void> {
    const onNotice = () => this.tell();
    const lost = new AbortController();
    const onError = () => lost.abort();
    client.on("error", onError);
    client.on("notification", onNotice);
    let isBroken = true;
    try {
      await client.query({ text: `LISTEN ${quoted(this.#channel)}` });
      // What was written while nobody listened.
      this.tell();
      const either = AbortSignal.any([signal, lost.signal]);
      if (!either.aborted) await new Promise((resolve) => either.addEventListener("abort", resolve, { once: true }));
      if (!lost.signal.aborted) {
        await client.query({ text: "UNLISTEN *" });
        isBroken = false;
      }
    } finally {
      client.removeListener("notification", onNotice);
      if (!isBroken) client.removeListener("error", onError);
      client.release(isBroken);
    }
  }
}
