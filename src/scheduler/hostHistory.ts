import * as z from "zod";
import { isOver } from "../lifecycle/stepRun.ts";
import { conversationEntrySchema, type StoredConversationEntry } from "../model/conversation.ts";
import type { StoredRun } from "../model/run.ts";
import type { Conversations } from "../ports/conversations.ts";
import type { Logger } from "../ports/logger.ts";
import type { NewEvent, Page, Store } from "../ports/store.ts";

/** How many entries are told at a time. */
const CHUNK = 500;
/** The prompt: it is told when the conversation is opened. */
const PROMPT = 1;

const entriesSchema = z.array(conversationEntrySchema);

/** Keeps the host's own history like the conversations in the store, whoever writes them: a runner, its end, a person, the clock. */
export class HostHistory {
  readonly #conversations: Conversations;
  readonly #store: Store;
  readonly #logger: Logger;
  /** Up to which entry each open conversation was told; from its prompt on where this process does not know. */
  readonly #told = new Map<string, number>();
  /** What is being told of each conversation, one thing after the other. */
  readonly #telling = new Map<string, Promise<void>>();

  constructor(conversations: Conversations, store: Store, logger: Logger) {
    this.#conversations = conversations;
    this.#store = store;
    this.#logger = logger;
  }

  /** Opens the conversation of a run that begins or goes on, with all that was written before. @throws where it is not opened */
  async open(run: StoredRun, id: string): Promise<void> {
    await this.#telling.get(id);
    const { ownerId: owner, factoryId: factory, title, prompt: firstMessage } = run;
    await this.#conversations.open(id, { owner, factory, title, firstMessage });
    await this.#catchUp(id, run);
  }

  /** Tells what a runner wrote, behind what was written before. @throws what the host's history throws */
  async append(id: string, entries: readonly StoredConversationEntry[]): Promise<void> {
    await this.#telling.get(id);
    await this.#append(id, entries);
  }

  /** Tells of steps that the store has written: what they wrote into the conversation, and the state they led to. */
  tell(events: readonly NewEvent[]): void {
    for (const { event } of events) {
      // The worker opens the conversation of a run that starts.
      if ("run" in event && event.name !== "run.started") this.#follow(event.run);
    }
  }

  /** Resolves when everything was told. */
  async settle(): Promise<void> {
    await Promise.all(this.#telling.values());
  }

  #follow(run: StoredRun): void {
    const id = run.conversationId;
    if (id === undefined) return;
    const before = this.#telling.get(id) ?? Promise.resolve();
    const telling = before
      .then(() => this.#catchUp(id, run))
      .finally(() => {
        if (this.#telling.get(id) === telling) this.#telling.delete(id);
      });
    this.#telling.set(id, telling);
  }

  /** Tells what was not told yet. What fails is told again with the next step, and keeps no run from going on. */
  async #catchUp(id: string, { id: runId, state }: StoredRun): Promise<void> {
    try {
      let cursor: string | undefined;
      do {
        const page: Page<StoredConversationEntry> = await this.#store.listEntries(id, {
          limit: CHUNK,
          ...(cursor === undefined ? { after: this.#toldOf(id) } : { cursor }),
        });
        if (page.items.length > 0) await this.#append(id, page.items);
        cursor = page.cursor;
      } while (cursor !== undefined);
      await this.#conversations.setStatus(id, state);
      if (isOver(state)) this.#told.delete(id);
    } catch (error) {
      this.#logger.error({ error, runId }, "The host's history could not be told what became of a run");
    }
  }

  async #append(id: string, entries: readonly StoredConversationEntry[]): Promise<void> {
    const [first, last] = [entries[0]?.sequence, entries.at(-1)?.sequence];
    await this.#conversations.append(id, z.decode(entriesSchema, [...entries]));
    // Behind a gap nothing counts as told, so that the next step tells it again.
    if (last !== undefined && first === this.#toldOf(id) + 1) this.#told.set(id, last);
  }

  #toldOf(id: string): number {
    return this.#told.get(id) ?? PROMPT;
  }
}
