import * as z from "zod";
import { confirmed } from "../confirm/confirm.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import { editJob } from "../lifecycle/holdJob.ts";
import { eventAboutJob } from "../lifecycle/stepJob.ts";
import { type ScheduledJob, scheduledJobSchema, type StoredJob } from "../model/job.ts";
import { proposalSchema, type StoredProposal } from "../model/proposal.ts";
import type { StoredRun } from "../model/run.ts";
import { compile } from "../occurrences/compile.ts";
import type { Change, NewEvent } from "../ports/store.ts";
import { isTokenOf } from "./confirmationToken.ts";
import { deleting, pausing, resuming, triggering } from "./jobChanges.ts";
import { permissionFor } from "./jobs.ts";
import { encode, parse } from "./parse.ts";
import { type ProposalDesk, shownProposal } from "./proposalDesk.ts";
import { checkRevision } from "./session.ts";

/** How often a correction is made anew where its job was planned at the same moment. */
const TRIES = 10;

const atSchema = z.strictObject({
  revision: z.int().positive(),
  digest: z.string().optional(),
  token: z.string().max(200).optional(),
});

/** One job as it shall be, in place of the one it corrects where there is one. */
interface JobWrite {
  from?: StoredJob;
  next: StoredJob;
}

/** The way from a proposal that a person has seen to its jobs. */
export class Confirmation {
  readonly #desk: ProposalDesk;

  constructor(desk: ProposalDesk) {
    this.#desk = desk;
  }

  /** @see ActorScheduler.confirm */
  async confirm(id: string, at: { revision: number; digest?: string; token?: string }): Promise<ScheduledJob[]> {
    const { revision, digest, token } = parse(atSchema, at, "at");
    this.#desk.session.refuseAgent("confirm");
    const stored = await this.#desk.find(id);
    const isDone = stored.state === "confirmed" && stored.revision === revision;
    if (!isDone) this.#desk.checkOpen(stored, revision);
    if (digest !== undefined && digest !== stored.digest) {
      throw new SchedulerError("DIGEST_MISMATCH", { proposalId: id, hint: "Read the proposal again." });
    }
    if (isDone) return this.#jobsOf(stored);
    if (stored.question !== undefined || stored.drafts.length === 0) {
      const hint = stored.question?.text ?? stored.summary;
      throw new SchedulerError("PROPOSAL_INCOMPLETE", { proposalId: id, hint });
    }
    this.#checkToken(stored, token);
    if (stored.change !== undefined) return this.#change(stored, stored.change);
    await this.#permit(stored);
    const { now } = this.#desk;
    const proposal = shownProposal(stored);
    const ids = proposal.drafts.map(() => this.#desk.session.core.settings.newId());
    const before = stored.corrects && (await this.#desk.scheduleOf(stored.corrects.jobId));
    const done = confirmed(proposal, ids, now, before);
    if (done === undefined) throw await this.#outdated(stored);
    const jobs = done.jobs.map((job) => encode(scheduledJobSchema, job, "job"));
    return this.#write(encode(proposalSchema, done.proposal, "proposal"), jobs, done.digest);
  }

  /** What an agent proposed is confirmed by whoever was given the token, and a wrong one never counts. */
  #checkToken(stored: StoredProposal, token: string | undefined): void {
    if (token === undefined && stored.isFromAgent !== true) return;
    if (token !== undefined && isTokenOf(token, stored, this.#desk.session.core.settings.confirmationKey)) return;
    const hint = "Give the token that was handed to the person's side together with the proposal.";
    throw new SchedulerError("CONFIRMATION_REQUIRED", { proposalId: stored.id, revision: stored.revision, hint });
  }

  /** Does what a proposal says with a stored job, in the transaction that confirms it. */
  async #change(opened: StoredProposal, proposed: NonNullable<StoredProposal["change"]>): Promise<ScheduledJob[]> {
    const { session } = this.#desk;
    const { action, jobId, revision, abortRunning = false } = proposed;
    await session.permit(permissionFor(action, jobId, opened.drafts[0]?.workflow));
    try {
      const done = await session.changeJob(jobId, revision, async (current, now) => {
        const stored = await this.#desk.find(opened.id);
        this.#desk.checkOpen(stored, opened.revision);
        const { change, job, told = [] } = await this.#changing(current, proposed, opened.id, now);
        const jobs = job === undefined ? [] : [job];
        const proposal = { ...stored, state: "confirmed" as const, jobIds: jobs.map(({ id }) => id) };
        const events = [this.#desk.eventAbout({ name: "proposal.confirmed", proposal, jobs }), ...change.events];
        return { change: { ...change, proposals: [{ from: stored, next: proposal }], events }, result: { jobs, told } };
      });
      if (abortRunning) for (const run of done.told) session.stopHere(run.id);
      return done.jobs.map(shownJob);
    } catch (error) {
      // Two clicks at once: the second finds the job as the first has left it.
      const stored = await this.#desk.find(opened.id);
      if (stored.state === "confirmed" && stored.revision === opened.revision) return this.#jobsOf(stored);
      throw error;
    }
  }

  async #changing(
    job: StoredJob,
    { action, abortRunning = false }: NonNullable<StoredProposal["change"]>,
    proposalId: string,
    now: number,
  ): Promise<{ change: Change; job?: StoredJob; told?: readonly StoredRun[] }> {
    const { core } = this.#desk.session;
    switch (action) {
      case "pause":
        return pausing(job, now);
      case "resume":
        return resuming(core, job, now);
      case "trigger":
        return { job, ...triggering(job, proposalId, now) };
      case "delete": {
        const { change, open } = await deleting(core, job, abortRunning, now);
        return { change, told: open };
      }
    }
  }

  async #permit({ drafts, corrects }: StoredProposal): Promise<void> {
    for (const { workflow } of drafts) {
      await this.#desk.session.permit({
        ...(corrects === undefined ? { action: "create" } : { action: "update", jobId: corrects.jobId }),
        ...(workflow !== undefined && { workflowId: workflow.id }),
      });
    }
  }

  async #write(proposal: StoredProposal, jobs: readonly StoredJob[], digest: string): Promise<ScheduledJob[]> {
    const { core } = this.#desk.session;
    const { jobsPerOwner } = core.settings.limits;
    for (let tries = 1; ; tries += 1) {
      const { writes, events } = await this.#writesFor(proposal, jobs);
      const created = writes.map(({ next }) => next);
      const stored = { ...proposal, jobIds: created.map(({ id }) => id) };
      const confirmation = this.#desk.eventAbout({ name: "proposal.confirmed", proposal: stored, jobs: created });
      const all = [confirmation, ...events];
      try {
        const written = await core.store.confirmProposal({
          proposal: stored,
          digest,
          jobs: writes,
          events: all,
          jobsPerOwner,
        });
        if (written.isNew) core.announce(all);
        this.#desk.session.wake();
        return written.jobs.map(shownJob);
      } catch (error) {
        // Between reading the job and writing it, a planner may have moved its next occurrence: that is no conflict of persons.
        const isRace = proposal.corrects !== undefined && SchedulerError.is(error, "REVISION_CONFLICT");
        if (!isRace || tries === TRIES) throw error;
      }
    }
  }

  async #writesFor(
    { corrects }: StoredProposal,
    jobs: readonly StoredJob[],
  ): Promise<{ writes: JobWrite[]; events: NewEvent[] }> {
    const writes: JobWrite[] = [];
    const events: NewEvent[] = [];
    for (const next of jobs) {
      if (corrects === undefined) {
        writes.push({ next });
        events.push(eventAboutJob(next, { name: "job.created", job: next }, next.createdAt));
      } else {
        const { from, job, events: told } = await this.#correcting(corrects, next);
        writes.push({ from, next: job });
        events.push(...told);
      }
    }
    return { writes, events };
  }

  /** The stored job as it is once its correction is confirmed: only what was said changes, and the factory never does. */
  async #correcting(corrects: { jobId: string; revision: number }, draft: StoredJob) {
    const { session } = this.#desk;
    const from = await session.plannedJob(corrects.jobId);
    checkRevision(from, corrects.revision);
    const { schedule, timezone, prompt, digest, proposalId, updatedAt, name } = draft;
    const followsAccountTimezone = from.followsAccountTimezone && timezone === from.timezone;
    // A prompt that stays keeps its workflow, also where nobody could be asked for it now.
    const { workflow = prompt === from.prompt ? from.workflow : undefined } = draft;
    const { workflow: _before, ...job } = from;
    const changes = {
      schedule,
      timezone,
      followsAccountTimezone,
      prompt,
      digest,
      proposalId,
      ...(name !== from.name && { name }),
      ...(workflow !== undefined && { workflow }),
    };
    const before = session.core.occurrencesOf(from);
    return { from, ...editJob(job, changes, { before, after: compile(schedule) }, updatedAt) };
  }

  /** The time it was proposed for has passed: the sentence is read again, for the person to check once more. */
  async #outdated(stored: StoredProposal): Promise<SchedulerError> {
    const expired = { ...stored, state: "expired" as const };
    await this.#desk.save(stored, expired, { name: "proposal.expired", proposal: expired });
    const { text } = stored.interpretation;
    if (text === "" || stored.corrects !== undefined) {
      const hint = "Propose it again with a later time.";
      return new SchedulerError("PROPOSAL_OUTDATED", { proposalId: stored.id, hint });
    }
    const next = await this.#desk.open(await this.#desk.understand(text, stored.given), stored.given);
    const hint = "Check the new proposal, and confirm that.";
    return new SchedulerError("PROPOSAL_OUTDATED", { proposalId: stored.id, newProposalId: next.id, hint });
  }

  async #jobsOf({ jobIds }: StoredProposal): Promise<ScheduledJob[]> {
    const { core, scope } = this.#desk.session;
    const jobs = await Promise.all(jobIds.map((id) => core.store.findJob(id, scope)));
    return jobs.filter((job) => job !== undefined).map(shownJob);
  }
}

function shownJob(job: StoredJob): ScheduledJob {
  return z.decode(scheduledJobSchema, job);
}
