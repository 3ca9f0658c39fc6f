import { SchedulerError } from "../errors/schedulerError.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { JobDraft, Proposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { compile } from "../occurrences/compile.ts";
import { digestOf, isAnchoredAtConfirmation } from "./digest.ts";

/**
 * The jobs of a confirmed proposal, in the order of its drafts, and the proposal once it is confirmed.
 *
 * Intervals are anchored at `now`; one of the same length as `before`, the schedule of the stored job it corrects, goes on where
 * that counted from. `undefined` where an instant it was proposed for has passed, so that nothing would ever
 * run: what was confirmed cannot be what runs.
 *
 * @throws {@link SchedulerError} `DIGEST_MISMATCH` where the drafts are not the ones the digest was made of
 */
export function confirmed(
  proposal: Proposal,
  jobIds: readonly string[],
  now: Date,
  before?: Schedule,
): { proposal: Proposal; jobs: ScheduledJob[]; digest: string } | undefined {
  const digest = digestOf(proposal.drafts, proposal.actor.factoryId);
  if (digest !== proposal.digest) {
    throw new SchedulerError("DIGEST_MISMATCH", { proposalId: proposal.id, hint: "Propose it again." });
  }
  const jobs: ScheduledJob[] = [];
  for (const [index, draft] of proposal.drafts.entries()) {
    const schedule = anchored(draft.schedule, now, before);
    const next = compile(schedule).next(now.getTime());
    const id = jobIds[index];
    if (next === undefined || id === undefined) return undefined;
    jobs.push({ ...jobOf(draft, proposal, now), id, schedule, digest, nextAt: new Date(next) });
  }
  return { proposal: { ...proposal, state: "confirmed", jobIds: jobs.map(({ id }) => id) }, jobs, digest };
}

/** A schedule as it is from `now` on: what has no start of its own begins to count. */
export function anchored(schedule: Schedule, now: Date, before?: Schedule): Schedule {
  // A cron expression has no beginning, and a count needs one.
  const isUncounted = schedule.kind === "cron" && schedule.maxOccurrences !== undefined && schedule.from === undefined;
  return isUncounted ? { ...schedule, from: now } : countingFrom(schedule, now, before);
}

/**
 * An interval that has no start of its own counts from `now`; in place of one of the same length, it goes on where that counted from.
 *
 * @param before the schedule that it replaces in a stored job
 */
export function countingFrom(schedule: Schedule, now: Date, before?: Schedule): Schedule {
  if (!isAnchoredAtConfirmation(schedule)) return schedule;
  const isSameLength = before?.kind === "interval" && before.everyMs === schedule.everyMs;
  return { ...schedule, anchor: isSameLength ? before.anchor : now };
}

function jobOf(draft: JobDraft, { id, actor }: Proposal, now: Date) {
  const { description: _said, next: _shown, ...confirmedFields } = draft;
  return {
    ...confirmedFields,
    ownerId: actor.ownerId,
    factoryId: actor.factoryId,
    locale: actor.locale ?? "en-US",
    state: "active",
    revision: 1,
    proposalId: id,
    createdAt: now,
    updatedAt: now,
    failures: 0,
    crashes: 0,
  } as const;
}
