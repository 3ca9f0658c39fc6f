import type { Conversation, ConversationEntry, ConversationItem } from "../model/conversation.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { Run } from "../model/run.ts";

/** What became of a run, as its runner sees it. To throw is to fail. */
export type Outcome =
  | {
      state: "succeeded";
      /** One line about the result; the first line of the message where it is left out. */
      summary?: string;
      /** The assistant's last message. */
      message?: string;
    }
  /** `isPermanent` says that another attempt cannot help. */
  | { state: "failed"; message: string; isPermanent?: boolean };

/** What a runner is given; its functions may be taken out of it. */
export interface RunContext {
  readonly run: Run;
  readonly job: ScheduledJob;
  /** The prompt is already its first message. */
  readonly conversation: Conversation;
  /** What the conversation held when this attempt began: the prompt, and what earlier attempts and replies left there. */
  readonly history: readonly ConversationEntry[];
  /** Aborted when the run is cancelled, takes too long or lost its lease. Stop then: nothing more is written. */
  readonly signal: AbortSignal;
  /** The same in every attempt of one run; hand it to tools, so that an effect happens once where they honour it. */
  readonly idempotencyKey: string;
  /** Writes items at the end of the conversation; resolves once they are stored. */
  readonly emit: (...items: ConversationItem[]) => Promise<void>;
  /** To be called before something is changed outside: from then on the run is never repeated silently. */
  readonly declareSideEffect: () => Promise<void>;
  /**
   * Parks the run until the owner replies. Never resolves in this attempt: throw what it throws.
   * A later attempt finds question and reply in `history`.
   */
  readonly ask: (question: { text: string; choices?: readonly string[] }) => Promise<never>;
  /** Adds to what the run has used, for budgets and for the record. */
  readonly usage: (used: { tokens?: number; costUsd?: number }) => Promise<void>;
}

/** Carries out runs: the host's agent. */
export interface Runner {
  run(context: RunContext): Promise<Outcome>;
}

/** A runner as a plain function; returning nothing means success, a string is the last message of the assistant. */
export type RunnerFunction = (context: RunContext) => Promise<Outcome | string | void>;
