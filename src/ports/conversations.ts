import type { ConversationItem } from "../model/conversation.ts";
import type { RunState } from "../model/run.ts";

/**
 * The host's own conversation history, where it has one: every conversation is written there as well as in the store.
 * All calls are idempotent by key and sequence, since a worker that died may repeat them.
 */
export interface Conversations {
  open(
    key: string,
    conversation: { owner: string; factory: string; title: string; firstMessage: string },
  ): Promise<void>;
  append(key: string, items: readonly { sequence: number; at: Date; item: ConversationItem }[]): Promise<void>;
  setStatus(key: string, status: RunState): Promise<void>;
}
