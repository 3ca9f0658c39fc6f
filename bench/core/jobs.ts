import type { StoredJob } from "../../src/model/job.ts";
import type { Store } from "../../src/ports/store.ts";
import { aJob, aProposal } from "../../src/testing/samples.ts";

/** How many jobs there are, all due at the same instants. */
export const JOBS = 1_000;
export const FIRST = Date.UTC(2030, 0, 1);
export const EVERY_MS = 60_000;
/** When whoever does not look at the time finds them due again and again. */
export const LATE = FIRST + 1e12;

/** Confirms the jobs of the comparison. */
export async function fill(store: Store): Promise<void> {
  const schedule = { kind: "interval", everyMs: EVERY_MS, anchor: FIRST } as const;
  await confirm(
    store,
    Array.from({ length: JOBS }, (_, index) => aJob({ id: `job-${index}`, nextAt: FIRST, schedule })),
  );
}

/** Confirms one-off jobs. */
export async function fillOnce(store: Store, count: number, dueAt: (index: number) => number): Promise<void> {
  await confirm(
    store,
    Array.from({ length: count }, (_, index) => {
      const at = dueAt(index);
      return aJob({ id: `job-${index}`, nextAt: at, schedule: { kind: "once", at } });
    }),
  );
}

async function confirm(store: Store, confirmed: readonly StoredJob[]): Promise<void> {
  const jobs = confirmed.map((job) => ({ next: { ...job, proposalId: "p" } }));
  const proposal = aProposal({ id: "p", state: "confirmed" });
  await store.saveProposal(undefined, aProposal({ id: "p" }), []);
  await store.confirmProposal({ proposal, digest: "digest-1", jobs, events: [] });
}
