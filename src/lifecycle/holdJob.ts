import type { StoredJob } from "../model/job.ts";
import type { StoredRun } from "../model/run.ts";
import type { NewEvent } from "../ports/store.ts";
import { countedRow, type Occurrences } from "./planJob.ts";
import { stepJob } from "./stepJob.ts";
import { eventAbout } from "./stepRun.ts";

/** What is to be written where a job changes, beside the job itself. */
export interface JobChange {
  job: StoredJob;
  runs: StoredRun[];
  events: NewEvent[];
}

/**
 * The occurrences that went by while a job was paused or suspended, as one counted row; none is made up.
 *
 * An occurrence at exactly `now` has not gone by.
 */
function heldRow(job: StoredJob, now: number, occurrences: Occurrences): StoredRun | undefined {
  const firstAt = job.heldNextAt;
  if (firstAt === undefined || firstAt >= now) return undefined;
  let count = 0;
  let lastAt = firstAt;
  for (let at: number | undefined = firstAt; at !== undefined && at < now; at = occurrences.next(at)) {
    count += 1;
    lastAt = at;
  }
  const isPaused = job.state === "paused";
  const reason = isPaused
    ? ({ code: "paused", message: "The job was paused." } as const)
    : ({ code: "suspended", message: job.suspension?.message ?? "The job was suspended." } as const);
  return countedRow(job, { firstAt, lastAt, count }, "skipped", reason, now);
}

/** A held job goes on with its next occurrence; what went by meanwhile is one `skipped` row that counts it. */
export function resumeJob(job: StoredJob, now: number, occurrences: Occurrences): JobChange & { skipped: number } {
  const row = heldRow(job, now, occurrences);
  const skipped = row?.occurrences ?? 0;
  const nextAt = job.heldNextAt === undefined ? undefined : occurrences.next(Math.max(now, job.heldNextAt) - 1);
  const step = completedWhereDone(stepJob(job, { type: "resume", nextAt, skipped }, now), now);
  return { ...withRow(step.job, row, step.events, now), skipped };
}

/**
 * An edit of a job. Where the schedule changes, its first occurrence is the next one after `now`: an edit is never retroactive,
 * and what went by while the job was held is counted by the schedule that it had then.
 */
export function editJob(
  job: StoredJob,
  changes: Partial<StoredJob>,
  schedule: { before: Occurrences; after: Occurrences } | undefined,
  now: number,
): JobChange {
  if (schedule === undefined) {
    const step = stepJob(job, { type: "edit", changes }, now);
    return { job: step.job, runs: [], events: step.events };
  }
  const row = heldRow(job, now, schedule.before);
  const nextAt = schedule.after.next(now);
  const step = completedWhereDone(stepJob(job, { type: "edit", changes, reschedule: { nextAt } }, now), now);
  return withRow(step.job, row, step.events, now);
}

/** A job is removed; what went by while it was held is counted before it goes. */
export function deleteJob(job: StoredJob, now: number, occurrences: Occurrences): JobChange {
  const step = stepJob(job, { type: "delete" }, now);
  return withRow(step.job, heldRow(job, now, occurrences), step.events, now);
}

/** A job that goes on with no occurrence left, and with no run that closes it, is over. */
function completedWhereDone(step: ReturnType<typeof stepJob>, now: number): ReturnType<typeof stepJob> {
  const { state, nextAt, closingRunId } = step.job;
  if (state !== "active" || nextAt !== undefined || closingRunId !== undefined) return step;
  const done = stepJob(step.job, { type: "complete" }, now);
  return { job: done.job, events: [...step.events, ...done.events] };
}

function withRow(job: StoredJob, row: StoredRun | undefined, events: readonly NewEvent[], now: number): JobChange {
  if (row === undefined) return { job, runs: [], events: [...events] };
  return { job, runs: [row], events: [eventAbout(row, { name: "run.skipped", run: row }, now), ...events] };
}
