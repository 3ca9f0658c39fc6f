import type { ConversationEntry } from "../model/conversation.ts";
import type { SchedulerEvent } from "../model/events.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";

/** How often the conversations that other processes write are looked at. */
const LOOK_MS = 500;
/** So many running conversations of one reader are looked at, those that began last. */
const MOST = 50;

/** What one run wrote since. */
interface Appended {
  conversationId: string;
  runId: string;
  entries: ConversationEntry[];
}
interface Place {
  runId: string;
  /** Up to here it was told. */
  after: number;
  /** What this process writes it tells itself. */
  isHere: boolean;
}

/**
 * What the caller's runs write while they go on, in whatever process: each entry once and in order. What this process writes is
 * handed over at once; for the others the store is asked while there are any.
 */
export class RunningConversations {
  readonly #dexter: ActorScheduler;
  readonly #tell: (appended: Appended) => void;
  readonly #places = new Map<string, Place>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOver = false;

  constructor(dexter: ActorScheduler, tell: (appended: Appended) => void) {
    this.#dexter = dexter;
    this.#tell = tell;
  }

  /** Begins with those that go on now, from where they are. */
  async begin(): Promise<void> {
    const { items } = await this.#dexter.runs.list({ states: ["running"], limit: MOST });
    for (const { id, conversationId } of items.toReversed()) {
      if (conversationId === undefined) continue;
      const { length } = await this.#dexter.conversations.get(conversationId, { limit: 0 });
      if (!this.#places.has(conversationId)) this.#follow(conversationId, id, length);
    }
  }
  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#places.clear();
  }

  /** Notes from a stored event which runs go on, and which do no longer. */
  hear(event: SchedulerEvent): void {
    if (event.name === "run.started") this.#follow(event.conversation.id, event.run.id, event.conversation.length);
    else if ("run" in event && event.run.state !== "running") {
      const { conversationId = "" } = event.run;
      // what another process wrote last is still to be read
      if (this.#places.get(conversationId)?.isHere === true) this.#places.delete(conversationId);
    }
  }
  /** Hands over what a run in this process has just written. */
  hearHere({ conversationId, runId, entries }: Appended): void {
    const known = this.#places.get(conversationId);
    const after = known?.after ?? 0;
    const last = entries.at(-1)?.sequence ?? 0;
    this.#places.set(conversationId, { runId, after: Math.max(after, last), isHere: true });
    this.#forgetOldest();
    this.#report(
      conversationId,
      runId,
      entries.filter(({ sequence }) => sequence > after),
    );
  }

  #follow(conversationId: string, runId: string, length: number): void {
    const after = Math.max(this.#places.get(conversationId)?.after ?? 0, length);
    this.#places.delete(conversationId);
    this.#places.set(conversationId, { runId, after, isHere: false });
    this.#forgetOldest();
    this.#plan();
  }
  #forgetOldest(): void {
    while (this.#places.size > MOST) this.#places.delete(this.#places.keys().next().value ?? "");
  }
  #plan(): void {
    if (this.#isOver || this.#timer !== undefined) return;
    if ([...this.#places.values()].every(({ isHere }) => isHere)) return;
    this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
    // a stream that is only waiting keeps no process alive
    (this.#timer as { unref?: () => void }).unref?.();
  }
  async #look(): Promise<void> {
    const elsewhere = [...this.#places].filter(([, { isHere }]) => !isHere);
    for (const [id, { runId }] of elsewhere) await this.#lookAt(id, runId);
    this.#timer = undefined;
    this.#plan();
  }
  async #lookAt(id: string, runId: string): Promise<void> {
    try {
      const { entries, status } = await this.#dexter.conversations.get(id, { after: this.#places.get(id)?.after ?? 0 });
      const place = this.#places.get(id);
      // meanwhile it may have turned out to be of this process
      if (place === undefined || place.isHere || place.runId !== runId) return;
      const more = entries.filter(({ sequence }) => sequence > place.after);
      place.after = more.at(-1)?.sequence ?? place.after;
      if (status !== "running") this.#places.delete(id);
      this.#report(id, runId, more);
    } catch {
      // It is gone, or the store cannot be read now: whoever shows it reads it again at the next event of its run.
      this.#places.delete(id);
    }
  }
  #report(conversationId: string, runId: string, entries: ConversationEntry[]): void {
    if (!this.#isOver && entries.length > 0) this.#tell({ conversationId, runId, entries });
  }
}
