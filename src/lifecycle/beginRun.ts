import type { StoredConversation } from "../model/conversation.ts";
import type { StoredJob } from "../model/job.ts";
import type { RunReason, StoredRun } from "../model/run.ts";
import type { RunChange } from "../ports/store.ts";
import { closedBy } from "./endRun.ts";
import { conversationIdOf } from "./identity.ts";
import { stepRun } from "./stepRun.ts";

/**
 * What becomes of a queued run when a worker takes it: running, with its conversation opened by the prompt; or ended, where
 * its job is gone or held, or its start deadline has passed.
 */
export function beginRun(
  run: StoredRun,
  job: StoredJob | undefined,
  { worker, now, leaseMs }: { worker: string; now: number; leaseMs: number },
): RunChange {
  if (job === undefined) {
    return stepRun(run, { type: "cancel", reason: { code: "job-deleted", message: "The job was deleted." } }, now);
  }
  const obstacle = obstacleOf(run, job, now);
  if (obstacle !== undefined) {
    const step = stepRun(run, { type: "skip", reason: obstacle }, now);
    return { ...step, ...closedBy(job, step.run, step.events, now) };
  }
  const conversation = conversationFor(run, now);
  const step = stepRun(run, { type: "start", worker, leaseUntil: now + leaseMs, conversation }, now);
  const isFirst = run.conversationId === undefined;
  const { startedAt = now } = step.run;
  // One that goes on by a reply, or after a back-off, does not take the place of one that began after it.
  const isLatest = job.lastRun === undefined || job.lastRun.startedAt <= startedAt;
  return {
    ...step,
    job: isLatest ? { ...job, lastRun: { runId: run.id, state: "running", dueAt: run.dueAt, startedAt } } : job,
    ...(isFirst && { items: [{ type: "message", role: "user", text: run.prompt } as const] }),
  };
}

/** The conversation of a run as it is when it opens: the prompt is its first item. */
export function conversationFor(run: StoredRun, now: number): StoredConversation {
  return {
    id: run.conversationId ?? conversationIdOf(run.id),
    runId: run.id,
    jobId: run.jobId,
    ownerId: run.ownerId,
    factoryId: run.factoryId,
    title: run.title,
    status: "running",
    createdAt: now,
    updatedAt: now,
    length: 1,
  };
}

function obstacleOf(run: StoredRun, job: StoredJob, now: number): RunReason | undefined {
  // What was begun goes on: a retry keeps no deadline, and a person who had it go on has looked at it.
  if (run.attempt > 0) return undefined;
  if (run.startBy !== undefined && now > run.startBy) {
    return { code: "too-late", message: "It could not be started before its start deadline." };
  }
  if (job.state === "suspended" && run.trigger === "schedule") {
    return { code: "suspended", message: job.suspension?.message ?? "The job is suspended." };
  }
  return undefined;
}
