import { deleteJob, resumeJob } from "../lifecycle/holdJob.ts";
import { manualRunIdOf } from "../lifecycle/identity.ts";
import { rowOf } from "../lifecycle/planJob.ts";
import { stepJob } from "../lifecycle/stepJob.ts";
import { eventAbout, stepRun } from "../lifecycle/stepRun.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredRun } from "../model/run.ts";
import type { Change } from "../ports/store.ts";
import type { Core } from "./core.ts";

/** What is to be written for a job to be held; nothing where it is already. */
export function pausing(job: StoredJob, now: number): { change: Change; job: StoredJob } {
  if (job.state === "paused") return { change: { events: [] }, job };
  const next = stepJob(job, { type: "pause" }, now);
  return { change: { jobs: [{ from: job, next: next.job }], events: next.events }, job: next.job };
}

/** What is to be written for a held job to go on; nothing where it does. */
export function resuming(core: Core, job: StoredJob, now: number): { change: Change; job: StoredJob; skipped: number } {
  if (job.state === "active") return { change: { events: [] }, job, skipped: 0 };
  const next = resumeJob(job, now, core.occurrencesOf(job));
  const change = { jobs: [{ from: job, next: next.job }], runs: inserted(next.runs), events: next.events };
  return { change, job: next.job, skipped: next.skipped };
}

/** What is to be written for a job to be removed, and the runs that are open meanwhile. */
export async function deleting(
  core: Core,
  job: StoredJob,
  abortRunning: boolean,
  now: number,
): Promise<{ change: Change; open: readonly StoredRun[] }> {
  const states = ["queued", "running", "needs_input"] as const;
  const open = await core.store.listRuns({ jobId: job.id, states, limit: 500 });
  const deleted = deleteJob(job, now, core.readableOccurrencesOf(job));
  const ended = open.items.map((run) => endWithJob(run, abortRunning, now));
  const change = {
    jobs: [{ from: job }],
    runs: [...inserted(deleted.runs), ...ended.map(({ from, next }) => ({ from, next }))],
    events: [...ended.flatMap(({ events }) => events), ...deleted.events],
  };
  return { change, open: open.items };
}

/** What is to be written for a job to run now, once; the same request never makes two runs. */
export function triggering(job: StoredJob, requestId: string, now: number): { change: Change; run: StoredRun } {
  const base = {
    ...rowOf(job, now),
    id: manualRunIdOf(job.id, requestId),
    trigger: "manual",
    state: "queued",
  } as const;
  const run: StoredRun = { ...base, dueAt: now, notBefore: now, occurrences: 1 };
  return { change: { runs: [{ next: run }], events: [eventAbout(run, { name: "run.planned", run }, now)] }, run };
}

/** What the deletion of its job makes of a run: a running one finishes, unless it is to be aborted; all others are cancelled. */
function endWithJob(run: StoredRun, abortRunning: boolean, now: number) {
  const reason = { code: "job-deleted", message: "The job was deleted." } as const;
  if (run.state !== "running") {
    const step = stepRun(run, { type: "cancel", reason }, now);
    return { from: run, next: step.run, events: step.events };
  }
  return { from: run, next: abortRunning ? { ...run, cancelRequestedAt: now, reason } : run, events: [] };
}

/** Rows that are new. */
export function inserted(runs: readonly StoredRun[]) {
  return runs.map((next) => ({ next }));
}
