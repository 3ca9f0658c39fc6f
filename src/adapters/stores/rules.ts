import type { StoredJob } from "../../model/job.ts";
import type { RunState, StoredRun } from "../../model/run.ts";
import { SchedulerError } from "../../errors/schedulerError.ts";
import type { StoredProposal } from "../../model/proposal.ts";
import type { Claim, NewEvent, Store } from "../../ports/store.ts";

/** What a method of a store is asked. */
export type QueryOf<Name extends keyof Store> = Store[Name] extends (query: infer Query) => unknown ? Query : never;

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
    stored.cancelRequestedAt === from.cancelRequestedAt &&
    // Else somebody who read it before could have it carried out again.
    stored.hasSideEffect === from.hasSideEffect
  );
}

/** Whether a claim still gives the right to write. */
export function isHeld(run: StoredRun | undefined, claim: Claim): run is StoredRun {
  return run?.state === "running" && run.fencingToken === claim.token;
}

/** When a run stops being carried out, or stops waiting for an answer, by itself. */
export const endOf = (run: StoredRun): number => (run.state === "running" ? run.leaseUntil : run.answerBy) ?? Infinity;

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

/**
 * The proposal as it is stored, if what is to be confirmed is what was shown, or was confirmed already.
 *
 * @throws {@link SchedulerError} `PROPOSAL_NOT_FOUND`, `PROPOSAL_NOT_OPEN`, `REVISION_CONFLICT`, `DIGEST_MISMATCH`
 */
export function checkConfirmation(
  stored: StoredProposal | undefined,
  { proposal: { id, revision }, digest, jobs }: QueryOf<"confirmProposal">,
): StoredProposal {
  if (stored === undefined) throw new SchedulerError("PROPOSAL_NOT_FOUND", { id });
  if (stored.state === "confirmed" && stored.revision === revision && stored.digest === digest) return stored;
  if (stored.state !== "open") throw new SchedulerError("PROPOSAL_NOT_OPEN", { id, state: stored.state });
  if (stored.revision !== revision)
    throw new SchedulerError("REVISION_CONFLICT", { id, revision, stored: stored.revision });
  if (stored.digest !== digest || jobs.some(({ next }) => next.digest !== digest))
    throw new SchedulerError("DIGEST_MISMATCH", { id, digest, stored: stored.digest });
  return stored;
}

/**
 * The job as a confirmation leaves it: a new one, or a stored one that it corrects.
 *
 * @throws {@link SchedulerError} `REVISION_CONFLICT` where a new one exists already, or a stored one was changed meanwhile
 */
export function confirmedJob(stored: StoredJob | undefined, change: { from?: StoredJob; next: StoredJob }): StoredJob {
  const { from, next } = change;
  if (from === undefined && stored === undefined) return next;
  if (from !== undefined && stored !== undefined && isSameJob(stored, from))
    return keepingWhatRunsWrote(stored, from, next);
  throw new SchedulerError("REVISION_CONFLICT", {
    jobId: next.id,
    revision: from?.revision,
    stored: stored?.revision,
    hint: "Read the job again.",
  });
}

/** Whether nobody changed a proposal since it was read; two that are not there are the same. */
export function isSameProposal(stored: StoredProposal | undefined, from: StoredProposal | undefined): boolean {
  return stored?.revision === from?.revision && stored?.state === from?.state;
}

/** Whether the runs of the whole factory stand in a job's way. */
export const isExclusiveInFactory = (job: StoredJob): boolean => job.policies.overlap?.scope === "factory";
