import type { ConversationEntry } from "../../model/conversation.ts";
import { defined } from "../../model/defined.ts";
import type { RunContext } from "../../ports/runner.ts";

/** A run as it is handed to whoever carries it out outside this process, as JSON. */
export interface RunMessage {
  runId: string;
  /** Counts every time the run was handed out; an answer names the claim that it answers. */
  claim: number;
  /** The same in every attempt of one run: what was done under it is not done again. */
  idempotencyKey: string;
  attempt: number;
  trigger: "schedule" | "manual";
  /** ISO 8601. */
  dueAt: string;
  job: { id: string; name: string };
  ownerId: string;
  factoryId: string;
  conversationId: string;
  timezone: string;
  locale: string;
  prompt: string;
  workflow?: { id: string; name: string };
  /** The conversation so far: the prompt, and what earlier attempts and replies left there. Bytes of outputs are not sent along. */
  history: { sequence: number; at: string; item: object }[];
}

export function runMessage({ run, job, conversation, history, idempotencyKey }: RunContext): RunMessage {
  return {
    runId: run.id,
    claim: run.fencingToken,
    idempotencyKey,
    attempt: run.attempt,
    trigger: run.trigger,
    dueAt: run.dueAt.toISOString(),
    job: { id: job.id, name: job.name },
    ownerId: run.ownerId,
    factoryId: run.factoryId,
    conversationId: conversation.id,
    timezone: job.timezone,
    locale: job.locale,
    prompt: run.prompt,
    ...defined({ workflow: run.workflow }),
    history: history.map(written),
  };
}

function written({ sequence, at, item }: ConversationEntry): RunMessage["history"][number] {
  const isBytes = item.type === "output" && item.content instanceof Uint8Array;
  const shown = isBytes ? { ...item, content: { size: (item.content as Uint8Array).byteLength } } : item;
  return { sequence, at: at.toISOString(), item: shown };
}
