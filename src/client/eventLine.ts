import type { Connection, EventView } from "./views.ts";
import { withInstants } from "./instants.ts";

const waitsMs = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** The server says every 15 s that it is still there; after this much silence the line counts as broken. */
const silenceMs = 45_000;

interface Reader {
  /** The last event that it was given. */
  position: number;
  queue: EventView[];
  wake: () => void;
}

/** The one line to the server that all readers of a client share: Server-Sent Events, built again where it breaks. */
export class EventLine {
  readonly #open: (after: number | "now", signal: AbortSignal) => Promise<Response>;
  readonly #readers = new Set<Reader>();
  readonly #listeners = new Set<(connection: Connection) => void>();
  #connection: Connection = { state: "connecting", since: new Date() };
  #position: number | undefined;
  #stop: AbortController | undefined;
  #retryNow: () => void = () => {};

  constructor(open: (after: number | "now", signal: AbortSignal) => Promise<Response>) {
    this.#open = open;
  }
  get connection(): Connection {
    return this.#connection;
  }
  onConnection(listener: (connection: Connection) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  reconnect(): void {
    this.#retryNow();
  }

  async *read({ after, signal }: { after?: number; signal: AbortSignal }): AsyncGenerator<EventView> {
    const reader: Reader = { position: after ?? -1, queue: [], wake: () => {} };
    this.#readers.add(reader);
    const wake = (): void => reader.wake();
    signal.addEventListener("abort", wake, { once: true });
    // a reader that was away goes on where it was: the line starts again there, the others pass over what they have
    if (after !== undefined && after < (this.#position ?? Infinity)) {
      this.#position = after;
      this.#stop?.abort();
      this.#stop = undefined;
    }
    if (this.#stop === undefined) this.#start();
    try {
      while (!signal.aborted) {
        const event = reader.queue.shift();
        if (event !== undefined) yield event;
        else await new Promise<void>((done) => (reader.wake = done));
      }
    } finally {
      signal.removeEventListener("abort", wake);
      this.#readers.delete(reader);
      if (this.#readers.size === 0) {
        this.#stop?.abort();
        this.#stop = undefined;
      }
    }
  }

  #start(): void {
    const stop = new AbortController();
    this.#stop = stop;
    void this.#run(stop.signal);
  }
  async #run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures++) {
      if (failures === 0) this.#set({ state: "connecting", since: new Date() });
      try {
        await this.#receive(signal, () => (failures = 0));
      } catch {
        // whatever it was, the line is tried again
      }
      if (signal.aborted) return;
      const wait = waitsMs[Math.min(failures, waitsMs.length - 1)] ?? 30_000;
      this.#set({ state: "waiting", since: this.#since(), retryAt: new Date(Date.now() + wait) });
      await this.#pause(wait, signal);
    }
  }
  #since(): Date {
    return this.#connection.state === "waiting" ? this.#connection.since : new Date();
  }
  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      this.#retryNow = () => {
        clearTimeout(timer);
        done();
      };
      signal.addEventListener("abort", () => this.#retryNow(), { once: true });
    });
    this.#retryNow = () => {};
  }
  async #receive(signal: AbortSignal, isOpen: () => void): Promise<void> {
    const quiet = new AbortController();
    let timer = setTimeout(() => quiet.abort(), silenceMs);
    try {
      const response = await this.#open(this.#position ?? "now", AbortSignal.any([signal, quiet.signal]));
      if (!response.ok || response.body === null) throw new Error(`The event stream answered ${response.status}`);
      this.#set({ state: "open", since: new Date() });
      isOpen();
      let rest = "";
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        clearTimeout(timer);
        timer = setTimeout(() => quiet.abort(), silenceMs);
        const blocks = (rest + text).split(/\r?\n\r?\n/);
        rest = blocks.pop() ?? "";
        for (const block of blocks) this.#take(block);
      }
    } finally {
      clearTimeout(timer);
    }
  }
  #take(block: string): void {
    const data = block
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart());
    if (data.length === 0) return;
    const event = withInstants(JSON.parse(data.join("\n"))) as Omit<EventView, "position"> & { position?: number };
    const { position } = event;
    if (position !== undefined) this.#position = Math.max(position, this.#position ?? 0);
    for (const reader of this.#readers) {
      // what is written into a conversation has no place among the events: the line passes it on as it comes
      if (position !== undefined && position <= reader.position) continue;
      reader.position = position ?? reader.position;
      reader.queue.push({ ...event, position: position ?? Math.max(0, reader.position) });
      reader.wake();
    }
  }
  #set(connection: Connection): void {
    this.#connection = connection;
    for (const listener of this.#listeners) listener(connection);
  }
}
