import { SchedulerError } from "../errors/schedulerError.ts";
import type { StoredSchedulerEvent } from "../model/events.ts";
import type { JobState, StoredJob } from "../model/job.ts";
import type { NewEvent } from "../ports/store.ts";

type SuspensionCode = NonNullable<StoredJob["suspension"]>["code"];

/** What can happen to a job. */
export type JobStep =
  | { type: "pause" }
  /** With the next occurrence at or after now, and how many went by while it was held. */
  | { type: "resume"; nextAt: number | undefined; skipped: number }
  | { type: "suspend"; code: SuspensionCode; message: string }
  | { type: "complete" }
  /** An edit; `nextAt` is given where the schedule changes. */
  | { type: "edit"; changes: Partial<StoredJob>; reschedule?: { nextAt: number | undefined } }
  | { type: "delete" };

/** The whole state machine of a job. A deleted job is removed, so `delete` leads to no state of its own. */
export const jobMoves: Readonly<Record<JobState, Partial<Record<JobStep["type"], JobState>>>> = {
  active: { pause: "paused", suspend: "suspended", complete: "completed", edit: "active", delete: "active" },
  paused: { resume: "active", suspend: "suspended", complete: "completed", edit: "paused", delete: "paused" },
  suspended: { resume: "active", pause: "paused", edit: "suspended", delete: "suspended" },
  completed: { edit: "completed", delete: "completed" },
};

/**
 * The job after a step, and what is to be told about it.
 *
 * @throws {@link SchedulerError} `JOB_STATE` where no such step leads on from its state
 */
export function stepJob(job: StoredJob, step: JobStep, now: number): { job: StoredJob; events: NewEvent[] } {
  const state = jobMoves[job.state][step.type];
  if (state === undefined) {
    throw new SchedulerError("JOB_STATE", {
      jobId: job.id,
      state: job.state,
      step: step.type,
      hint: hintOf(job.state),
    });
  }
  const next = changed(job, step, state, now);
  const event = eventOf(next, step);
  return { job: next, events: [eventAboutJob(next, event, now)] };
}

/** An event about a job, ready to be stored. */
export function eventAboutJob(job: StoredJob, event: StoredSchedulerEvent, at: number): NewEvent {
  return { jobId: job.id, ownerId: job.ownerId, factoryId: job.factoryId, at, event };
}

function changed(job: StoredJob, step: JobStep, state: JobState, now: number): StoredJob {
  const { nextAt, heldNextAt, suspension, closingRunId, ...rest } = job;
  const base = { ...rest, state, revision: job.revision + 1, updatedAt: now };
  const kept = closingRunId === undefined ? {} : { closingRunId };
  switch (step.type) {
    case "pause":
    case "suspend": {
      // Held twice (suspended, then paused): what went by counts from the first time.
      const held = nextAt ?? heldNextAt;
      return {
        ...base,
        ...kept,
        ...(held !== undefined && { heldNextAt: held }),
        ...(step.type === "suspend" && { suspension: { code: step.code, message: step.message, at: now } }),
      };
    }
    case "resume":
      return {
        ...base,
        ...afterHold(step.nextAt, closingRunId),
        failures: 0,
        crashes: 0,
      };
    case "complete":
      return base;
    case "edit": {
      const edited = { ...base, ...step.changes };
      if (step.reschedule === undefined) {
        return {
          ...edited,
          ...kept,
          ...(nextAt !== undefined && { nextAt }),
          ...(heldNextAt !== undefined && { heldNextAt }),
          ...(suspension !== undefined && { suspension }),
        };
      }
      return { ...edited, ...rescheduled(job, step.reschedule.nextAt) };
    }
    case "delete":
      return { ...job, updatedAt: now };
  }
}

/** A resumed job with no occurrence left waits for its last run, where that is still going. */
function afterHold(nextAt: number | undefined, closingRunId: string | undefined): Partial<StoredJob> {
  if (nextAt !== undefined) return { nextAt };
  return closingRunId === undefined ? {} : { closingRunId };
}

/** Where an edit of the schedule leaves the job: a completed one begins anew, a held one stays held. */
function rescheduled(job: StoredJob, nextAt: number | undefined): Partial<StoredJob> {
  const isHeld = job.state === "paused" || job.state === "suspended";
  if (isHeld) {
    return {
      ...(nextAt !== undefined && { heldNextAt: nextAt }),
      ...(job.suspension !== undefined && { suspension: job.suspension }),
    };
  }
  return { state: "active", ...(nextAt !== undefined && { nextAt }) };
}

function eventOf(job: StoredJob, step: JobStep): StoredSchedulerEvent {
  switch (step.type) {
    case "pause":
      return { name: "job.paused", job };
    case "resume":
      return { name: "job.resumed", job, skipped: step.skipped };
    case "suspend":
      return { name: "job.suspended", job };
    case "complete":
      return { name: "job.completed", job };
    case "edit":
      return { name: "job.updated", job, changed: Object.keys(step.changes) };
    case "delete":
      return { name: "job.deleted", job };
  }
}

function hintOf(state: JobState): string {
  switch (state) {
    case "active":
      return "It is active already.";
    case "paused":
      return "Resume it first.";
    case "suspended":
      return "Resume it once the reason is mended.";
    case "completed":
      return "It is over; give it a new schedule, or create another job.";
  }
}
