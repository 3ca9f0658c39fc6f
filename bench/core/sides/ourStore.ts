import type { StoredJob } from "../../../src/model/job.ts";
import type { StoredRun } from "../../../src/model/run.ts";
import type { Store } from "../../../src/ports/store.ts";
import { LATE } from "../jobs.ts";
import { endRun, eventOf, nextOf, runOf, startRun } from "../work.ts";

const lastRun = (run: StoredRun, state: "running" | "succeeded") => {
  return { runId: run.id, state, dueAt: run.dueAt, startedAt: LATE };
};

/** Carries runs through the store, `batch` in each transaction: planned, claimed with a conversation, finished with a message. */
export async function carryThroughStore(store: Store, runs: number, batch: number): Promise<void> {
  for (let done = 0; done < runs;) {
    const { inserted } = await store.planDue(LATE, batch, ({ job }) => {
      const run = runOf(job, LATE);
      const events = [eventOf(run, "run.planned", LATE)];
      return { job: { ...job, nextAt: nextOf(job) }, runs: [run], changed: [], events };
    });
    const ids = inserted.map(({ id }) => id);
    const { claimed } = await store.claim(ids, LATE, (run, job) => {
      const change = startRun(run, LATE);
      const next = { ...(job as StoredJob), lastRun: lastRun(run, "running") };
      return { ...change, job: next, events: [eventOf(change.run, "run.started", LATE)] };
    });
    const endings = claimed.map(({ run: { id: runId, fencingToken: token } }) => ({
      claim: { runId, token },
      end: (run: StoredRun, job: StoredJob | undefined) => {
        const change = endRun(run, LATE);
        const next = { ...(job as StoredJob), lastRun: lastRun(run, "succeeded") };
        return { ...change, job: next, events: [eventOf(change.run, "run.succeeded", LATE)] };
      },
    }));
    await store.finish(endings, LATE);
    done += claimed.length;
  }
}
