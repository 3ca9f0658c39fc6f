import * as z from "zod";
import { checkTiming } from "../confirm/checkTiming.ts";
import { describe } from "../interpret/describe.ts";
import type { Interpretation } from "../model/interpretation.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { Preview, Proposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { previewOccurrences } from "../occurrences/previewOccurrences.ts";
import { Confirmation } from "./confirmation.ts";
import { JobConversations } from "./conversations.ts";
import { type EventQuery, eventsAfter, type PlacedEvent } from "./events.ts";
import { Jobs, limitSchema } from "./jobs.ts";
import { ProposalDesk } from "./proposalDesk.ts";
import { literalSchema, type ProposalForm, type ProposeOptions, Proposals } from "./proposals.ts";
import { parse, parseSchedule } from "./parse.ts";
import { Runs } from "./runs.ts";
import type { Session } from "./session.ts";

const interpretSchema = z.strictObject({ literal: literalSchema.optional() });

/** What a schedule would do. */
export interface SchedulePreview {
  schedule: Schedule;
  /** The zone the wall times are in and are shown in. */
  timezone: string;
  /** The schedule in the actor's language. */
  description: string;
  next: Preview[];
}

/** What one actor can do: see `Scheduler.as`. */
export class ActorScheduler {
  readonly #session: Session;
  readonly #desk: ProposalDesk;
  readonly #confirmation: Confirmation;
  readonly proposals: Proposals;
  readonly jobs: Jobs;
  readonly runs: Runs;
  readonly conversations: JobConversations;

  constructor(session: Session) {
    this.#session = session;
    this.#desk = new ProposalDesk(session);
    this.proposals = new Proposals(this.#desk);
    this.#confirmation = new Confirmation(this.#desk);
    this.jobs = new Jobs(session, this.#desk);
    this.runs = new Runs(session);
    this.conversations = new JobConversations(session);
  }

  /**
   * Puts a request before the person: what was understood, or what has to be asked. Nothing is scheduled.
   *
   * @throws {@link SchedulerError} `TEXT_TOO_LONG`, `INPUT_INVALID`; for a form also what `checkSchedule` throws, `SCHEDULE_PAST` and
   *   `INTERVAL_TOO_SHORT`
   */
  propose(request: string | ProposalForm, options: ProposeOptions = {}): Promise<Proposal> {
    return this.proposals.propose(request, options);
  }

  /**
   * What a sentence means for this actor now, read as this scheduler reads, with nothing stored.
   *
   * @throws {@link SchedulerError} `TEXT_TOO_LONG`, `INPUT_INVALID`
   */
  interpret(text: string, options: Pick<ProposeOptions, "literal"> = {}): Interpretation {
    const { literal = [] } = parse(interpretSchema, options, "options");
    return this.#desk.read(this.#desk.text(text), { corrections: [], literal });
  }

  /**
   * What a schedule would do from now on, with nothing stored.
   *
   * @param options.limit how many occurrences: five unless set, at most 500
   * @throws {@link SchedulerError} what `propose` throws for a form
   */
  preview(schedule: Schedule, options: { limit?: number } = {}): SchedulePreview {
    const { limit } = parse(limitSchema, options, "options");
    const checked = parseSchedule(schedule, "schedule");
    const { actor } = this.#session;
    const now = this.#desk.now;
    checkTiming(checked, { now, minIntervalMs: this.#session.core.settings.limits.minIntervalMs });
    const timezone = "timezone" in checked ? checked.timezone : actor.timezone;
    return {
      schedule: checked,
      timezone,
      description: describe(checked, { timezone, now, ...(actor.locale !== undefined && { locale: actor.locale }) }),
      next: previewOccurrences(checked, { after: now, limit, timezone }),
    };
  }

  /**
   * Creates the jobs of a proposal, all of them or none; where it corrects or changes a stored job, that is done. Confirming the
   * same revision again gives the same jobs.
   *
   * @param at.token needed where an agent proposed it: what `proposals.confirmationToken` gave for this revision
   * @throws {@link SchedulerError} `CONFIRMATION_REQUIRED`, `REVISION_CONFLICT`, `PROPOSAL_INCOMPLETE`, `PROPOSAL_NOT_OPEN`, `PROPOSAL_EXPIRED`,
   *   `PROPOSAL_OUTDATED` (with the id of a new proposal), `DIGEST_MISMATCH`, `JOB_LIMIT_REACHED`, `NOT_PERMITTED`
   */
  confirm(id: string, at: { revision: number; digest?: string; token?: string }): Promise<ScheduledJob[]> {
    return this.#confirmation.confirm(id, at);
  }

  /** Every stored event of this owner in this factory after a position, then those to come, until `signal` aborts. */
  events(query: EventQuery = {}): AsyncIterable<PlacedEvent> {
    return eventsAfter(this.#session.core, query, this.#session.scope);
  }
}
