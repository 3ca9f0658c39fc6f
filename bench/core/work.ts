import type { ConversationItem } from "../../src/model/conversation.ts";
import type { StoredJob } from "../../src/model/job.ts";
import type { StoredRun } from "../../src/model/run.ts";
import type { NewEvent } from "../../src/ports/store.ts";

const answer = "I ran the simulation. Throughput is 12.4 parts an hour.";

/** What every side has to carry out. */
export const work = {
  /** What a queue that knows no conversations is given instead of the run and its job. */
  payload: {
    jobId: "job-1",
    prompt: "run the simulation and email me a PDF of the results",
    timezone: "America/New_York",
  },
  answer,
};

/** One worker's view of a run, the same for our store and for SQL by hand. */
export function runOf(job: StoredJob, now: number): StoredRun {
  const dueAt = job.nextAt!;
  return {
    id: `${job.id}-${dueAt}`,
    jobId: job.id,
    ownerId: job.ownerId,
    factoryId: job.factoryId,
    trigger: "schedule",
    state: "queued",
    dueAt,
    occurrences: 1,
    notBefore: dueAt,
    attempt: 0,
    fencingToken: 0,
    crashes: 0,
    hasSideEffect: false,
    jobRevision: job.revision,
    title: job.name,
    prompt: job.prompt,
    createdAt: now,
  };
}

export const nextOf = (job: StoredJob): number => job.nextAt! + 60_000;

export function eventOf(run: StoredRun, name: "run.planned" | "run.started" | "run.succeeded", at: number): NewEvent {
  const { jobId, ownerId, factoryId } = run;
  if (name === "run.planned") return { jobId, ownerId, factoryId, at, event: { name, run } };
  const conversation = {
    id: run.conversationId!,
    runId: run.id,
    jobId,
    ownerId,
    factoryId,
    title: run.title,
    status: run.state,
    createdAt: run.startedAt!,
    updatedAt: at,
    length: name === "run.started" ? 1 : 2,
  };
  const event = name === "run.started" ? { name, run, conversation } : { name, run, conversation, tookMs: 5 };
  return { jobId, ownerId, factoryId, at, event };
}

export function startRun(run: StoredRun, now: number): { run: StoredRun; items: ConversationItem[] } {
  return {
    run: {
      ...run,
      state: "running",
      attempt: run.attempt + 1,
      fencingToken: run.fencingToken + 1,
      worker: "worker-1",
      leaseUntil: now + 60_000,
      conversationId: `c-${run.id}`,
      startedAt: now,
    },
    items: [{ type: "message", role: "user", text: run.prompt }],
  };
}

export function endRun(run: StoredRun, now: number): { run: StoredRun; items: ConversationItem[] } {
  const { worker: _worker, leaseUntil: _leaseUntil, ...rest } = run;
  return {
    run: { ...rest, state: "succeeded", finishedAt: now, summary: "Throughput is 12.4 parts an hour." },
    items: [{ type: "message", role: "assistant", text: answer }],
  };
}
