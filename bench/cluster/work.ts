import { beginRun } from "../../src/lifecycle/beginRun.ts";
import { endRun } from "../../src/lifecycle/endRun.ts";
import { defaultPolicies } from "../../src/model/policies.ts";
import type { ConversationItem } from "../../src/model/conversation.ts";
import type { Bell } from "../../src/ports/queue.ts";
import type { Store } from "../../src/ports/store.ts";
import { aJob, aProposal } from "../../src/testing/samples.ts";
import { nextOf, runOf } from "../core/work.ts";

const OWNERS = 100;
const PLANNED = 200;

/** Confirms as many jobs as there are to be runs, and plans one run of each. @returns the bells for them */
export async function planRuns(store: Store, total: number): Promise<Bell[]> {
  const now = (await store.now()) ?? Date.now();
  const jobs = Array.from({ length: total }, (_, index) => ({
    next: aJob({
      id: `job-${index}`,
      ownerId: `owner-${index % OWNERS}`,
      nextAt: now - total + index,
      proposalId: "p",
    }),
  }));
  await store.saveProposal(undefined, aProposal({ id: "p" }), []);
  const proposal = aProposal({ id: "p", state: "confirmed" });
  await store.confirmProposal({ proposal, digest: "digest-1", jobs, events: [] });
  const bells: Bell[] = [];
  while (bells.length < total) {
    const { inserted } = await store.planDue(now, PLANNED, ({ job }) => {
      const run = { ...runOf(job, now), id: `${job.id}-run` };
      const event = { name: "run.planned", run } as const;
      const { id: jobId, ownerId, factoryId } = job;
      const events = [{ jobId, ownerId, factoryId, at: now, event }];
      return { job: { ...job, nextAt: nextOf(job) + 1e9 }, runs: [run], changed: [], events };
    });
    bells.push(
      ...inserted.map(({ id, ownerId, factoryId }) => ({ runId: id, owner: ownerId, factory: factoryId, priority: 0 })),
    );
  }
  return bells;
}

/** Claims and finishes runs by hand, with nothing but the store. @returns how many were its own */
export async function finishBatch(store: Store, runIds: readonly string[]): Promise<number> {
  const now = Date.now();
  const lease = { worker: "by-hand", leaseMs: 60_000 };
  const { claimed } = await store.claim(runIds, now, (run, job) => beginRun(run, job, { ...lease, now }));
  const items: ConversationItem[] = [{ type: "message", role: "assistant", text: "Done." }];
  const endings = claimed.map(({ run: { id: runId, fencingToken: token }, conversation }) => ({
    claim: { runId, token },
    end: (run: Parameters<typeof endRun>[0], job: Parameters<typeof endRun>[1]) => ({
      ...endRun(run, job, { type: "succeed", summary: "Done.", conversation }, defaultPolicies, now),
      items,
    }),
  }));
  const { finished } = await store.finish(endings, now);
  return finished.filter((change) => change !== undefined).length;
}
