import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { SchedulerClient } from "../client/schedulerClient.ts";
import type { EventView } from "../client/views.ts";

/** Events are handed over in batches, so that a burst of them is a handful of renders. */
const batchMs = 120;

/** The events of the client while the element is on the page, and whether the line to the server stands. */
export class LiveLine implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onEvents: (events: EventView[]) => void;
  readonly #onReturn: () => void;
  #client: SchedulerClient | undefined;
  #stop: AbortController | undefined;
  #unlisten: (() => void) | undefined;
  #buffer: EventView[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The last event that was handed over: an element that was away goes on after it. */
  #position: number | undefined;
  #wasAway = false;

  constructor(
    host: ReactiveControllerHost,
    listeners: { onEvents: (events: EventView[]) => void; onReturn: () => void },
  ) {
    this.#host = host;
    this.#onEvents = listeners.onEvents;
    this.#onReturn = listeners.onReturn;
    host.addController(this);
  }

  get isOffline(): boolean {
    return this.#client?.connection.state === "waiting";
  }
  get retryAt(): Date | undefined {
    return this.#client?.connection.retryAt;
  }
  /** Since when the line is as it is. */
  get since(): Date | undefined {
    return this.#client?.connection.since;
  }

  hostDisconnected(): void {
    this.follow(undefined);
  }
  /** Follows this client from now on, and no other. */
  follow(client: SchedulerClient | undefined): void {
    if (client === this.#client) return;
    this.#stop?.abort();
    this.#unlisten?.();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#buffer = [];
    if (client !== undefined && this.#client !== undefined) this.#position = undefined;
    this.#client = client;
    if (client === undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#wasAway = client.connection.state === "waiting";
    this.#unlisten = client.onConnection((connection) => {
      const isBack = this.#wasAway && connection.state === "open";
      if (connection.state !== "connecting") this.#wasAway = connection.state === "waiting";
      if (isBack) this.#onReturn();
      this.#host.requestUpdate();
    });
    void this.#read(client, stop.signal);
  }

  async #read(client: SchedulerClient, signal: AbortSignal): Promise<void> {
    try {
      const after = this.#position;
      for await (const event of client.events({ signal, ...(after !== undefined && { after }) })) {
        if (signal.aborted) return;
        this.#buffer.push(event);
        this.#timer ??= setTimeout(() => this.#flush(), batchMs);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
  #flush(): void {
    this.#timer = undefined;
    const events = this.#buffer;
    this.#buffer = [];
    this.#position = events.at(-1)?.position ?? this.#position;
    this.#onEvents(events);
  }
}
