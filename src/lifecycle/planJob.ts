import type { StoredJob } from "../model/job.ts";
import { modeOf } from "../model/schedule.ts";
import type { Policies } from "../model/policies.ts";
import type { RunReason, StoredRun } from "../model/run.ts";
import type { DueJob, JobPlan, NewEvent } from "../ports/store.ts";
import { fractionOf, runIdOf } from "./identity.ts";
import { placeRun } from "./overlap.ts";
import { stepJob } from "./stepJob.ts";
import { eventAbout } from "./stepRun.ts";

/** The occurrences of one schedule. */
export interface Occurrences {
  /** The first occurrence strictly after `after`, both in epoch milliseconds UTC; `undefined` when there is none. */
  next(after: number): number | undefined;
}

/** A stretch of occurrences that went by without a run. */
interface Missed {
  firstAt: number;
  lastAt: number;
  count: number;
}

/**
 * What becomes of a job that is due: the runs to be, the rows for what was missed or skipped, and its next occurrence.
 *
 * However many occurrences went by, those that are not run become one counted row, so the cost in rows is bounded by the
 * policies and not by how long nothing was running.
 */
export function planJob(due: DueJob, now: number, policies: Policies, occurrences: Occurrences): JobPlan {
  const { job } = due;
  if (job.nextAt === undefined || job.nextAt > now) return { job, runs: [], changed: [], events: [] };
  const { toRun, missed, nextAt } = sortOut(job, job.nextAt, now, policies, occurrences);

  const runs: StoredRun[] = [];
  const events: NewEvent[] = [];
  if (missed !== undefined) {
    const row = missedRow(job, missed, toRun.length > 0, now, policies);
    runs.push(row);
    events.push(eventAbout(row, { name: "run.missed", run: row }, now));
  }
  let active = due.active.filter((run) => run.trigger === "schedule");
  const changed = new Map<string, StoredRun>();
  const isCatchUp = (dueAt: number) => now - dueAt > policies.onTimeMs;
  for (const dueAt of toRun) {
    const placed = placeRun(newRun(job, dueAt, now, policies), active, policies.overlap, isCatchUp(dueAt), now);
    runs.push(placed.run);
    events.push(...placed.events);
    for (const run of placed.changed) {
      const own = runs.findIndex((other) => other.id === run.id);
      if (own >= 0) runs[own] = run;
      else changed.set(run.id, run);
    }
    active = placed.active;
  }
  return closeWhenDone({ ...advanced(job, nextAt), runs, changed: [...changed.values()], events, now, active });
}

/** Which due occurrences are to be run, which are missed, and when the next one is. */
function sortOut(
  job: StoredJob,
  firstAt: number,
  now: number,
  policies: Policies,
  occurrences: Occurrences,
): { toRun: number[]; missed: Missed | undefined; nextAt: number | undefined } {
  const { policy, limit, windowMs, oneOffWindowMs } = policies.misfire;
  const mayRunMs = modeOf(job.schedule) === "one-off" ? oneOffWindowMs : windowMs;
  const keep = policy === "each" ? limit : 1;
  const onTime: number[] = [];
  const late: number[] = []; // the latest `keep` that were missed
  let count = 0;
  let lastDropped: number | undefined;
  let at: number | undefined = firstAt;
  while (at !== undefined && at <= now) {
    if (now - at <= policies.onTimeMs) {
      onTime.push(at);
    } else {
      count += 1;
      late.push(at);
      if (late.length > keep) lastDropped = late.shift();
    }
    at = occurrences.next(at);
  }
  const isEligible = (dueAt: number) => {
    if (policy === "skip" || now - dueAt > mayRunMs) return false;
    if (policy === "each") return true;
    const next = onTime[0] ?? at;
    return next === undefined || now - dueAt <= (next - dueAt) / 2;
  };
  const caughtUp = late.filter(isEligible);
  const dropped = late.filter((dueAt) => !caughtUp.includes(dueAt));
  const droppedCount = count - caughtUp.length;
  const lastAt = dropped.at(-1) ?? lastDropped;
  return {
    toRun: [...caughtUp, ...onTime],
    missed: droppedCount === 0 || lastAt === undefined ? undefined : { firstAt, lastAt, count: droppedCount },
    nextAt: at,
  };
}

function newRun(job: StoredJob, dueAt: number, now: number, policies: Policies): StoredRun {
  const id = runIdOf(job.id, dueAt);
  return {
    ...rowOf(job, now),
    id,
    state: "queued",
    dueAt,
    occurrences: 1,
    notBefore: dueAt + jitterOf(id, policies),
    ...(policies.startWithinMs !== null && { startBy: Math.max(dueAt, now) + policies.startWithinMs }),
  };
}

/** The delay that spreads a herd: decided by the run's id, so that a preview can show it and a second plan repeats it. */
export function jitterOf(runId: string, policies: Pick<Policies, "jitterMs">): number {
  return policies.jitterMs === 0 ? 0 : Math.floor(fractionOf(runId, "jitter") * (policies.jitterMs + 1));
}

/** What all rows that are made for a job have in common. */
export function rowOf(job: StoredJob, now: number) {
  return {
    jobId: job.id,
    ownerId: job.ownerId,
    factoryId: job.factoryId,
    trigger: "schedule",
    attempt: 0,
    fencingToken: 0,
    crashes: 0,
    hasSideEffect: false,
    jobRevision: job.revision,
    title: job.name,
    prompt: job.prompt,
    ...(job.workflow !== undefined && { workflow: job.workflow }),
    createdAt: now,
  } as const satisfies Partial<StoredRun>;
}

/** One row for a stretch of occurrences that nobody will carry out. */
export function countedRow(
  job: StoredJob,
  missed: Missed,
  state: "missed" | "skipped",
  reason: RunReason,
  now: number,
): StoredRun {
  return {
    ...rowOf(job, now),
    id: runIdOf(job.id, missed.firstAt),
    state,
    reason,
    dueAt: missed.firstAt,
    lastDueAt: missed.lastAt,
    occurrences: missed.count,
    notBefore: missed.firstAt,
    finishedAt: now,
  };
}

function missedRow(job: StoredJob, missed: Missed, isCoalesced: boolean, now: number, policies: Policies): StoredRun {
  return countedRow(job, missed, "missed", missedReason(isCoalesced, policies), now);
}

function missedReason(isCoalesced: boolean, policies: Policies): RunReason {
  if (policies.misfire.policy === "skip") {
    return {
      code: "misfire-skip",
      message: "Nothing was running when it was due, and missed occurrences are not made up.",
    };
  }
  if (isCoalesced) {
    return { code: "coalesced", message: "Nothing was running when it was due; a later occurrence stands for it." };
  }
  return {
    code: "too-late",
    message: "Nothing was running when it was due, and it was too late when the scheduler came back.",
  };
}

function advanced(job: StoredJob, nextAt: number | undefined): { job: StoredJob } {
  if (nextAt !== undefined) return { job: { ...job, nextAt } };
  const { nextAt: _past, ...rest } = job;
  return { job: rest };
}

/** A job with no occurrence left is completed by the end of its last run, or at once where none is going. */
function closeWhenDone(plan: JobPlan & { now: number; active: readonly StoredRun[] }): JobPlan {
  const { now, active, ...rest } = plan;
  if (rest.job.nextAt !== undefined) return rest;
  const closing = active.findLast((run) => run.jobId === rest.job.id);
  if (closing !== undefined) return { ...rest, job: { ...rest.job, closingRunId: closing.id } };
  const done = stepJob(rest.job, { type: "complete" }, now);
  return { ...rest, job: done.job, events: [...rest.events, ...done.events] };
}
