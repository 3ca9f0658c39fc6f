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

/** What a runner has used, for budgets and for the record. */
export interface Usage {
  /** The call's input and output together where it is left out and a model call is given. */
  tokens?: number;
  costUsd?: number;
  /** Of machines or services that are paid by time. */
  seconds?: number;
  /** The model call that used it: a trace shows it as a span of its own. */
  modelCall?: ModelCall;
}

/** One call of a language model that is over, in the terms of OpenTelemetry's conventions for generative AI. */
export interface ModelCall {
  /** Such as `openai` or `anthropic`. */
  provider: string;
  /** The model that was asked for. */
  model: string;
  /** The model that answered, where it says so. */
  responseModel?: string;
  inputTokens?: number;
  outputTokens?: number;
  /** Such as `stop`, `length` or `tool-calls`. */
  finishReason?: string;
  /** How long it took until now. */
  tookMs?: number;
}

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
  readonly usage: (used: Usage) => Promise<void>;
}

/** Carries out runs: the host's agent. */
export interface Runner {
  run(context: RunContext): Promise<Outcome>;
}

/** A runner as a plain function; returning nothing means success, a string is the last message of the assistant. */
export type RunnerFunction = (context: RunContext) => Promise<Outcome | string | void>;

/**
 * Something around every attempt that this process carries out: a trace, a context, a measurement.
 *
 * It calls `next` once and gives back what that gives; it may hand on a context that listens in.
 */
export type RunMiddleware = (context: RunContext, next: (context: RunContext) => Promise<Outcome>) => Promise<Outcome>;
