import type { StoredJob } from "../../model/job.ts";
import type { StoredRun } from "../../model/run.ts";
import type { DueJob, JobPlan, NewEvent } from "../../ports/store.ts";
import { ActiveRuns } from "./activeRuns.ts";

/**
 * Asks `plan` about each due job, where each sees what was planned before it, and puts together what is to be written.
 * Nothing is written yet, so a plan that throws leaves nothing behind.
 */
export function planEach(due: readonly StoredJob[], running: readonly StoredRun[], plan: (due: DueJob) => JobPlan) {
  const before = new Map(running.map((run) => [run.id, run]));
  const active = new ActiveRuns(running);
  const added = new Map<string, StoredRun>();
  const changed = new Map<string, { from: StoredRun; next: StoredRun }>();
  const events: NewEvent[] = [];
  const jobs = due.map((job) => {
    const planned = plan({ job, active: active.inTheWayOf(job) });
    for (const run of planned.changed) {
      const from = before.get(run.id);
      if (from === undefined) added.set(run.id, run);
      else changed.set(run.id, { from, next: run });
    }
    for (const run of planned.runs) added.set(run.id, run);
    for (const run of [...planned.changed, ...planned.runs]) active.note(run);
    events.push(...planned.events);
    return { from: job, next: planned.job };
  });
  return { jobs, runs: [...added.values()], changed: [...changed.values()], events };
}
