import type { StoredJob } from "../../src/model/job.ts";
import type { Store } from "../../src/ports/store.ts";
import { aJob, aProposal } from "../../src/testing/samples.ts";
import { endRun, eventOf, nextOf, runOf, startRun } from "./work.ts";

/** How many jobs there are; each is due all the time. */
const JOBS = 1_000;
const FIRST = Date.UTC(2030, 0, 1);
export const LATE = FIRST + 1e12;

/** Confirms the jobs of the comparison. */
export async function fill(store: Store): Promise<void> {
  const jobs = Array.from({ length: JOBS }, (_, index) => ({
    next: aJob({ id: `job-${index}`, nextAt: FIRST + index, proposalId: "p" }),
  }));
  const proposal = aProposal({ id: "p", state: "confirmed" });
  await store.saveProposal(undefined, aProposal({ id: "p" }), []);
  await store.confirmProposal({ proposal, digest: "digest-1", jobs, events: [] });
}

/** Runs through the store: planned, claimed with a conversation, finished with a message and events, `batch` at a time. */
export async function runThroughStore(store: Store, total: number, batch: number): Promise<void> {
  const now = LATE;
  const lastRun = (run: { id: string; dueAt: number }, state: "running" | "succeeded") => {
    return { runId: run.id, state, dueAt: run.dueAt, startedAt: now };
  };
  for (let done = 0; done < total;) {
    const { inserted } = await store.planDue(now, batch, ({ job }) => {
      const run = runOf(job, now);
      const events = [eventOf(run, "run.planned", now)];
      return { job: { ...job, nextAt: nextOf(job) }, runs: [run], changed: [], events };
    });
    const ids = inserted.map(({ id }) => id);
    const { claimed } = await store.claim(ids, now, (run, job) => {
      const change = startRun(run, now);
      const next = { ...(job as StoredJob), lastRun: lastRun(run, "running") };
      return { ...change, job: next, events: [eventOf(change.run, "run.started", now)] };
    });
    const endings = claimed.map(({ run: { id: runId, fencingToken: token } }) => ({
      claim: { runId, token },
      end: (run: Parameters<typeof endRun>[0], job: StoredJob | undefined) => {
        const change = endRun(run, now);
        const next = { ...(job as StoredJob), lastRun: lastRun(run, "succeeded") };
        return { ...change, job: next, events: [eventOf(change.run, "run.succeeded", now)] };
      },
    }));
    await store.finish(endings, now);
    done += claimed.length;
  }
}
