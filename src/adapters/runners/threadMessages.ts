import type { Conversation, ConversationEntry } from "../../model/conversation.ts";
import type { ScheduledJob } from "../../model/job.ts";
import type { Run } from "../../model/run.ts";

/** What a thread begins with: the parts of a run's context that can be copied. */
export interface ThreadStart {
  /** The address of the module whose default export carries out the run. */
  module: string;
  run: Run;
  job: ScheduledJob;
  conversation: Conversation;
  history: readonly ConversationEntry[];
  idempotencyKey: string;
}

/** What a thread asks its host to do. */
export const threadCalls = ["emit", "declareSideEffect", "ask", "usage"] as const;
export type ThreadCall = (typeof threadCalls)[number];

/** From the thread. */
export type FromThread =
  | { type: "call"; id: number; call: ThreadCall; args: unknown[] }
  | { type: "end"; outcome: unknown }
  | { type: "threw"; message: string };

/** To the thread. */
export type ToThread =
  { type: "done"; id: number } | { type: "refused"; id: number; message: string } | { type: "stop" };
