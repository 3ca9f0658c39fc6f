import type { ConversationItem, Run, RunContext, ScheduledJob } from "@dexter/scheduled-jobs";

/** A run's context that keeps what is emitted, for an agent that is tried without a scheduler. */
export function aRunContext(
  prompt: string,
  change: Partial<Run> & { signal?: AbortSignal; timezone?: string } = {},
): RunContext & { items: ConversationItem[]; declared: number[] } {
  const { signal = new AbortController().signal, timezone = "America/New_York", ...fields } = change;
  const items: ConversationItem[] = [];
  const declared: number[] = [];
  const run = {
    id: "run-1",
    ownerId: "u1",
    factoryId: "f1",
    title: "A job",
    prompt,
    attempt: 1,
    dueAt: new Date("2030-03-11T09:00:00Z"),
    ...fields,
  } as Run;
  return {
    run,
    job: { name: run.title, prompt, timezone } as ScheduledJob,
    conversation: { id: "conversation-1", title: run.title } as RunContext["conversation"],
    history: [],
    signal,
    idempotencyKey: run.id,
    items,
    declared,
    emit: async (...more) => void items.push(...more),
    declareSideEffect: async () => void declared.push(items.length),
    ask: () => Promise.reject(new Error("asked")),
    usage: async () => undefined,
  };
}
