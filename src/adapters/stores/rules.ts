import type { StoredJob } from "../../model/job.ts";
import type { RunState, StoredRun } from "../../model/run.ts";
import type { Claim, NewEvent } from "../../ports/store.ts";

/** Queued or running: what can stand in another run's way. */
export const isActive = (state: RunState): boolean => state === "queued" || state === "running";

/** Nothing more comes of it. */
export const isOver = (state: RunState): boolean => !isActive(state) && state !== "needs_input";

/** Whether a stored job is as it was when somebody decided about it. */
export function isSameJob(stored: StoredJob, from: StoredJob): boolean {
  return stored.revision === from.revision && stored.state === from.state && stored.nextAt === from.nextAt;
}

/** `next`, with what runs wrote about the job since `from` was read. */
export function keepingWhatRunsWrote(stored: StoredJob, from: StoredJob, next: StoredJob): StoredJob {
  const { lastRun: nextLastRun, ...rest } = next;
  const isLastRunLeft = JSON.stringify(nextLastRun) === JSON.stringify(from.lastRun);
  const lastRun = isLastRunLeft ? stored.lastRun : nextLastRun;
  return {
    ...rest,
    ...(lastRun === undefined ? {} : { lastRun }),
    failures: next.failures === from.failures ? stored.failures : next.failures,
    crashes: next.crashes === from.crashes ? stored.crashes : next.crashes,
  };
}

/** Whether a stored run is as it was when somebody decided about it. */
export function isSameRun(stored: StoredRun, from: StoredRun): boolean {
  return (
    stored.state === from.state &&
    stored.fencingToken === from.fencingToken &&
    stored.leaseUntil === from.leaseUntil &&
    stored.notBefore === from.notBefore &&
    stored.cancelRequestedAt === from.cancelRequestedAt
  );
}

/** Whether a claim still gives the right to write. */
export function isHeld(run: StoredRun | undefined, claim: Claim): run is StoredRun {
  return run?.state === "running" && run.fencingToken === claim.token;
}

/** Whether a run may be claimed. */
export function isReady(run: StoredRun | undefined, now: number): run is StoredRun {
  return run?.state === "queued" && run.waitsFor === undefined && run.notBefore <= now;
}

/** Whether an event tells of one of these runs. */
export function isAbout(runIds: ReadonlySet<string>, { event }: NewEvent): boolean {
  return "run" in event && runIds.has(event.run.id);
}

/** What `search` looks for and looks in. */
export const searchable = (...texts: readonly string[]): string => texts.join("\n").toLowerCase();
