import * as z from "zod";
import { correctedJob } from "../confirm/correct.ts";
import { changeProposal } from "../confirm/proposeChange.ts";
import { proposalFor, type ProposalFrame } from "../confirm/propose.ts";
import { readAgain, reworded } from "../confirm/reply.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import { acceptModelReading, isGivenUp } from "../interpret/modelReading.ts";
import { proposalIdOf } from "../lifecycle/identity.ts";
import type { StoredSchedulerEvent } from "../model/events.ts";
import type { Interpretation } from "../model/interpretation.ts";
import { scheduledJobSchema, type StoredJob } from "../model/job.ts";
import { type Proposal, type ProposedChange, proposalSchema, type StoredProposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import type { NewEvent } from "../ports/store.ts";
import { encode, parse } from "./parse.ts";
import type { Session } from "./session.ts";

/** Reads, writes and checks proposals of one actor, for everything that works on them. */
export class ProposalDesk {
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  get now(): Date {
    return new Date(this.session.core.now());
  }

  /** What a sentence means now, with what was said about it since. */
  read(text: string, given: Pick<Proposal["given"], "corrections" | "literal">): Interpretation {
    return readAgain(text, given, this.session.actor, this.now, this.session.core.settings.interpretation);
  }

  /** Like `read`; where the grammar gives up, the host's fallback is asked, for a bounded time, and its answer checked. */
  async understand(text: string, given: Pick<Proposal["given"], "corrections" | "literal">): Promise<Interpretation> {
    const reading = this.read(text, given);
    const { clock, fallback, logger, limits } = this.session.core.settings;
    if (fallback === undefined || given.corrections.length > 0 || !isGivenUp(reading)) return reading;
    const { timezone, locale } = this.session.actor;
    const request = { text, now: this.now, timezone, locale };
    const [late, done] = [new AbortController(), new AbortController()];
    const giveUp = clock.sleep(limits.fallbackMs, done.signal).then(() => late.abort());
    try {
      const answer = await Promise.race([fallback.read(request, late.signal), giveUp]);
      if (late.signal.aborted) logger.warn({ afterMs: limits.fallbackMs }, "The fallback interpreter took too long");
      return acceptModelReading(text, answer, { ...request, literal: given.literal }) ?? reading;
    } catch (error) {
      logger.warn({ error }, "The fallback interpreter gave no answer");
      return reading;
    } finally {
      done.abort();
    }
  }

  /** @throws {@link SchedulerError} `INPUT_INVALID`, `TEXT_TOO_LONG` */
  text(text: unknown): string {
    const { textLength } = this.session.core.settings.limits;
    const checked = parse(z.string(), text, "text");
    if (checked.length <= textLength) return checked;
    throw new SchedulerError("TEXT_TOO_LONG", {
      length: checked.length,
      longest: textLength,
      hint: "Say it shorter, or put the details into a workflow and name that.",
    });
  }

  /** @throws {@link SchedulerError} `PROPOSAL_NOT_FOUND` */
  async find(id: string): Promise<StoredProposal> {
    const { core, scope } = this.session;
    await core.open();
    const proposal = await core.store.findProposal(parse(z.string(), id, "id"), scope);
    if (proposal === undefined) throw new SchedulerError("PROPOSAL_NOT_FOUND", { proposalId: id });
    return proposal;
  }

  /** Opens a proposal; the one that the same request opened before is given back. */
  async open(
    interpretation: Interpretation,
    given: Proposal["given"],
    options: { corrects?: Proposal["corrects"]; requestId?: string | undefined } = {},
  ): Promise<Proposal> {
    const { core, scope } = this.session;
    const { corrects, requestId } = options;
    const id = requestId === undefined ? core.settings.newId() : proposalIdOf(scope, requestId);
    const earlier = requestId === undefined ? undefined : await core.store.findProposal(id, scope);
    if (earlier !== undefined) return shownProposal(earlier);
    const frame = { ...this.#frame(id), ...(corrects !== undefined && { corrects }) };
    const next = await this.#make(frame, 1, interpretation, given);
    try {
      await this.save(undefined, next, { name: "proposal.opened", proposal: next });
      return shownProposal(next);
    } catch (error) {
      // The same request twice at once: the first has opened it.
      const first = requestId === undefined ? undefined : await core.store.findProposal(id, scope);
      if (first === undefined) throw error;
      return shownProposal(first);
    }
  }

  /** Opens a proposal that would change a stored job: by a correction in words, by another prompt or another name. */
  async openCorrection(
    job: StoredJob,
    edit: { correction?: string; prompt?: string; name?: string },
  ): Promise<Proposal> {
    const { actor } = this.session;
    const stored = z.decode(scheduledJobSchema, job);
    const said = edit.correction === undefined ? undefined : this.text(edit.correction);
    const corrected = correctedJob(stored, said, actor, this.now, this.session.core.settings.interpretation);
    const interpretation = edit.prompt === undefined ? corrected : reworded(corrected, this.text(edit.prompt));
    const given = { name: edit.name ?? job.name, policies: job.policies, corrections: [], literal: [] };
    return this.open(interpretation, given, { corrects: { jobId: job.id, revision: job.revision } });
  }

  /** Opens a proposal that would do something with a stored job as it is. */
  async openChange(job: StoredJob, proposed: ProposedChange): Promise<Proposal> {
    const frame = this.#frame(this.session.core.settings.newId());
    const proposal = changeProposal(frame, z.decode(scheduledJobSchema, job), proposed, this.now);
    const stored = encode(proposalSchema, proposal, "proposal");
    await this.save(undefined, stored, { name: "proposal.opened", proposal: stored });
    return proposal;
  }

  #frame(id: string): ProposalFrame {
    const { core, actor, isAgent } = this.session;
    const createdAt = this.now;
    const expiresAt = new Date(createdAt.getTime() + core.settings.limits.proposalMs);
    return { id, actor, createdAt, expiresAt, ...(isAgent && { isFromAgent: true }) };
  }

  async revise(stored: StoredProposal, interpretation: Interpretation, given: Proposal["given"]): Promise<Proposal> {
    const { id, actor, createdAt, expiresAt, corrects, revision, isFromAgent } = shownProposal(stored);
    const frame = {
      id,
      actor,
      createdAt,
      expiresAt,
      ...(corrects !== undefined && { corrects }),
      ...((isFromAgent === true || this.session.isAgent) && { isFromAgent: true as const }),
    };
    const next = await this.#make(frame, revision + 1, interpretation, given);
    await this.save(stored, next, { name: "proposal.amended", proposal: next });
    return shownProposal(next);
  }

  /** @throws {@link SchedulerError} `REVISION_CONFLICT` where somebody else changed it first */
  async save(from: StoredProposal | undefined, next: StoredProposal, event: StoredSchedulerEvent): Promise<void> {
    const { core } = this.session;
    const events = [this.eventAbout(event)];
    if (!(await core.store.saveProposal(from, next, events))) {
      throw new SchedulerError("REVISION_CONFLICT", { proposalId: next.id, hint: "Read the proposal again." });
    }
    core.announce(events);
  }

  /** The schedule of the stored job that a proposal would change. @throws {@link SchedulerError} `JOB_NOT_FOUND` */
  async scheduleOf(jobId: string): Promise<Schedule> {
    return z.decode(scheduledJobSchema, await this.session.job(jobId)).schedule;
  }

  eventAbout(event: StoredSchedulerEvent): NewEvent {
    return { ...this.session.scope, at: this.session.core.now(), event };
  }

  /** A proposal as callers see it now. */
  shown(stored: StoredProposal): Proposal {
    return shownProposal({ ...stored, state: this.#stateOf(stored) });
  }

  /** One whose time is over has expired, also where no planner has been there to write that down. */
  #stateOf({ state, expiresAt }: StoredProposal): StoredProposal["state"] {
    return state === "open" && expiresAt <= this.session.core.now() ? "expired" : state;
  }

  /** @throws {@link SchedulerError} `PROPOSAL_EXPIRED`, `PROPOSAL_NOT_OPEN`, `REVISION_CONFLICT` */
  checkOpen(proposal: StoredProposal, revision: number | undefined): void {
    const { id: proposalId } = proposal;
    const state = this.#stateOf(proposal);
    if (state === "expired") {
      throw new SchedulerError("PROPOSAL_EXPIRED", { proposalId, hint: "Propose it again." });
    }
    if (state !== "open") throw new SchedulerError("PROPOSAL_NOT_OPEN", { proposalId, state });
    this.checkRevision(proposal, revision);
  }

  /** @throws {@link SchedulerError} `REVISION_CONFLICT` */
  checkRevision({ id: proposalId, revision: stored }: StoredProposal, revision: number | undefined): void {
    if (revision === undefined || revision === stored) return;
    throw new SchedulerError("REVISION_CONFLICT", { proposalId, revision, stored, hint: "Read the proposal again." });
  }

  async #make(
    frame: ProposalFrame,
    revision: number,
    interpretation: Interpretation,
    given: Proposal["given"],
  ): Promise<StoredProposal> {
    const { settings } = this.session.core;
    const named = interpretation.outcome === "understood" ? interpretation.workflow : undefined;
    const workflow =
      named === undefined || settings.workflows === undefined
        ? undefined
        : ((await settings.workflows.find(named, this.session.scope)) ?? null);
    const { minIntervalMs } = settings.limits;
    const circumstances = {
      now: this.now,
      minIntervalMs,
      ...(frame.corrects !== undefined && { before: await this.scheduleOf(frame.corrects.jobId) }),
      ...(workflow !== undefined && { workflow }),
    };
    return encode(proposalSchema, proposalFor(frame, revision, interpretation, given, circumstances), "proposal");
  }
}

/** A proposal as it is stored, with instants as `Date`. */
export function shownProposal(stored: StoredProposal): Proposal {
  return z.decode(proposalSchema, stored);
}
