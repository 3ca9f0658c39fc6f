import type { StoredJob } from "../../model/job.ts";
import type { StoredRun } from "../../model/run.ts";
import { oldestFirst } from "./lists.ts";
import { isActive, isExclusiveInFactory } from "./rules.ts";

/** Runs that are queued or going on, found by their job or by their factory: a look at all of them for each job adds up. */
export class ActiveRuns {
  readonly #ofJobs = new Map<string, Map<string, StoredRun>>();
  readonly #ofFactories = new Map<string, Map<string, StoredRun>>();

  constructor(runs: Iterable<StoredRun>) {
    for (const run of runs) this.note(run);
  }

  /** A run as it is now; one that is over stands in nobody's way. */
  note(run: StoredRun): void {
    noteIn(this.#ofJobs, run.jobId, run);
    noteIn(this.#ofFactories, run.factoryId, run);
  }

  /** Those that a job must not overlap with, oldest first. */
  inTheWayOf(job: StoredJob): StoredRun[] {
    const runs = isExclusiveInFactory(job) ? this.#ofFactories.get(job.factoryId) : this.#ofJobs.get(job.id);
    return runs === undefined ? [] : [...runs.values()].toSorted(oldestFirst);
  }
}

function noteIn(index: Map<string, Map<string, StoredRun>>, key: string, run: StoredRun): void {
  const runs = index.get(key);
  if (!isActive(run.state)) runs?.delete(run.id);
  else if (runs === undefined) index.set(key, new Map([[run.id, run]]));
  else runs.set(run.id, run);
}
