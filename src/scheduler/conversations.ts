import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import {
  type Conversation,
  type ConversationEntry,
  conversationEntrySchema,
  conversationSchema,
  type StoredConversationEntry,
} from "../model/conversation.ts";
import { type RunState, runStateSchema } from "../model/run.ts";
import type { Page } from "../ports/store.ts";
import { defined } from "../model/defined.ts";
import { isOver } from "../lifecycle/stepRun.ts";
import { Looks } from "./looks.ts";
import { mapPage, type PageRequest, pageRequestSchema } from "./paging.ts";
import { parse, signalSchema } from "./parse.ts";
import { idSchema, type Session } from "./session.ts";

/** How many entries are read at a time. */
const CHUNK = 500;

const listSchema = pageRequestSchema
  .extend({
    jobId: z.string().optional(),
    statuses: z.array(runStateSchema).optional(),
  })
  .strict();
const placeSchema = z.int().nonnegative().default(0);
const partSchema = z.strictObject({ after: placeSchema, limit: z.int().nonnegative().optional() });
const followSchema = z.strictObject({ after: placeSchema, signal: signalSchema.optional() });

/** The conversations that one actor's jobs wrote. They stay when the job is deleted. */
export class JobConversations {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Conversations, newest first. */
  async list(query: PageRequest & { jobId?: string; statuses?: RunState[] } = {}): Promise<Page<Conversation>> {
    const { core, scope } = this.#session;
    await core.open();
    const page = await core.store.listConversations({ ...defined(parse(listSchema, query, "query")), scope });
    return mapPage(page, (conversation) => z.decode(conversationSchema, conversation));
  }

  /**
   * A conversation with everything in it, the prompt first; with `after`, only the entries behind that place; with `limit`, at
   * most so many of them.
   *
   * @throws {@link SchedulerError} `CONVERSATION_NOT_FOUND`
   */
  async get(
    id: string,
    query: { after?: number; limit?: number } = {},
  ): Promise<Conversation & { entries: ConversationEntry[] }> {
    const { core, scope } = this.#session;
    await core.open();
    const { after, limit = Infinity } = parse(partSchema, query, "query");
    const conversationId = parse(idSchema, id, "id");
    const conversation = await core.store.findConversation(conversationId, scope);
    if (conversation === undefined) throw new SchedulerError("CONVERSATION_NOT_FOUND", { conversationId });
    const entries: StoredConversationEntry[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<StoredConversationEntry> = await core.store.listEntries(id, {
        limit: Math.min(CHUNK, limit - entries.length),
        ...(cursor === undefined ? { after } : { cursor }),
      });
      entries.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined && entries.length < limit);
    return {
      ...z.decode(conversationSchema, conversation),
      entries: z.decode(z.array(conversationEntrySchema), entries),
    };
  }

  /**
   * Every entry of a conversation behind a place, each once and in order, then those to come, whichever process writes them;
   * until the run is over, or `signal` aborts. It reads what is stored, so it can go on where another reader stopped.
   *
   * @throws {@link SchedulerError} `CONVERSATION_NOT_FOUND`
   * @example
   * for await (const { sequence, item } of dexter.conversations.follow(id, { after: 3 })) show(sequence, item);
   */
  async *follow(
    id: string,
    query: { after?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<ConversationEntry, void, undefined> {
    let { after } = parse(followSchema, query, "query");
    await this.get(id, { limit: 0 });
    const looks = new Looks(this.#session.core, query.signal);
    try {
      while (await looks.next()) {
        const { status, entries, length } = await this.get(id, { after });
        for (const entry of entries) {
          if (query.signal?.aborted === true) return;
          yield entry;
          after = entry.sequence;
        }
        if (isOver(status) && after >= length) return;
      }
    } finally {
      looks.stop();
    }
  }
}
