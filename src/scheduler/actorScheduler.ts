import type { Span } from "../model/interpretation.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { Proposal } from "../model/proposal.ts";
import { Confirmation } from "./confirmation.ts";
import { JobConversations } from "./conversations.ts";
import { eventsAfter, type PlacedEvent } from "./events.ts";
import { Jobs } from "./jobs.ts";
import { ProposalDesk } from "./proposalDesk.ts";
import { type ProposalForm, Proposals } from "./proposals.ts";
import { Runs } from "./runs.ts";
import type { Session } from "./session.ts";

/** What one actor can do: see `Scheduler.as`. */
export class ActorScheduler {
  readonly #session: Session;
  readonly #confirmation: Confirmation;
  readonly proposals: Proposals;
  readonly jobs: Jobs;
  readonly runs: Runs;
  readonly conversations: JobConversations;

  constructor(session: Session) {
    this.#session = session;
    const desk = new ProposalDesk(session);
    this.proposals = new Proposals(desk);
    this.#confirmation = new Confirmation(desk);
    this.jobs = new Jobs(session, desk);
    this.runs = new Runs(session);
    this.conversations = new JobConversations(session);
  }

  /** @see {@link Proposals.propose} */
  propose(request: string | ProposalForm, options: { literal?: readonly Span[] } = {}): Promise<Proposal> {
    return this.proposals.propose(request, options);
  }

  /**
   * Creates the jobs of a proposal, all of them or none; where it corrects a stored job, that job is changed. Confirming the
   * same revision again gives the same jobs.
   *
   * @throws {@link SchedulerError} `REVISION_CONFLICT`, `PROPOSAL_INCOMPLETE`, `PROPOSAL_NOT_OPEN`, `PROPOSAL_EXPIRED`,
   *   `PROPOSAL_OUTDATED` (with the id of a new proposal), `DIGEST_MISMATCH`, `JOB_LIMIT_REACHED`, `NOT_PERMITTED`
   */
  confirm(id: string, at: { revision: number; digest?: string }): Promise<ScheduledJob[]> {
    return this.#confirmation.confirm(id, at);
  }

  /** Every stored event of this owner in this factory after a position, then those to come, until `signal` aborts. */
  events(query: { after?: number; signal?: AbortSignal } = {}): AsyncIterable<PlacedEvent> {
    return eventsAfter(this.#session.core, { ...query, after: query.after ?? 0, scope: this.#session.scope });
  }
}
