import type { Scope } from "../model/actor.ts";
import type { StoredConversation, StoredConversationEntry, ConversationItem } from "../model/conversation.ts";
import type { StoredSchedulerEvent } from "../model/events.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredProposal } from "../model/proposal.ts";
import type { RunReason, RunState, StoredRun } from "../model/run.ts";

/** A page of a list; `cursor` is where the next one begins. */
export interface Page<T> {
  items: T[];
  cursor?: string;
}
export interface PageQuery {
  limit: number;
  cursor?: string;
}

/** An event as a row. */
export interface EventRow {
  /** Counts up over the whole store; where a reader goes on. */
  position: number;
  /** Counts up by one within a job. */
  sequence: number;
  jobId?: string;
  ownerId: string;
  factoryId: string;
  at: number;
  event: StoredSchedulerEvent;
}
/** An event before the store has given it its place. */
export type NewEvent = Omit<EventRow, "position" | "sequence">;

/** A job that is due, with the runs that could stand in its way. */
export interface DueJob {
  job: StoredJob;
  /** Runs that are not over, of the job and, where its overlap scope is the factory, of all jobs of the factory. */
  active: readonly StoredRun[];
}
/** What is to be written for a job that was due. */
export interface JobPlan {
  job: StoredJob;
  /** New rows, in any state; one that exists for the same job and instant stays as it is. */
  runs: readonly StoredRun[];
  /** Active runs that get another state (cancelled by a successor). */
  changed: readonly StoredRun[];
  events: readonly NewEvent[];
}

/** The right to carry out a run, until the lease ends. */
export interface Claim {
  readonly runId: string;
  readonly token: number;
  readonly worker: string;
}
export interface ClaimedRun {
  claim: Claim;
  run: StoredRun;
  job: StoredJob;
  conversation: StoredConversation;
  /** The prompt first, then what earlier attempts and replies left there. */
  history: readonly StoredConversationEntry[];
}

/** What to write when a claimed run stops being carried out. */
export interface Ending {
  state: RunState;
  reason?: RunReason;
  summary?: string;
  /** With `queued`: when it may be tried again. */
  notBefore?: number;
}

/**
 * The truth about proposals, jobs, runs and conversations. Every adapter keeps the contract `describeStore` of `./testing`.
 *
 * All instants are epoch milliseconds UTC. A method either did everything it says or nothing.
 */
export interface Store {
  /** For messages: `memory`, `sqlite`, `postgres`. */
  readonly name: string;
  /** Whether `subscribe` hears of what other processes wrote without being asked. */
  readonly canListen: boolean;
  /**
   * Opens the database and brings its schema up to date.
   *
   * @throws SchedulerError `STORE_CORRUPT`, `STORE_NEWER`: the database is left as it was
   */
  open(): Promise<void>;
  close(): Promise<void>;
  /** The database's own clock where it has one that several machines share; else `undefined`, and the scheduler's clock counts. */
  now(): Promise<number | undefined>;

  /** Writes a new proposal, or `next` in place of `from` only if the stored one still has the revision and state of `from`. */
  saveProposal(from: StoredProposal | undefined, next: StoredProposal, events: readonly NewEvent[]): Promise<boolean>;
  findProposal(id: string, scope?: Scope): Promise<StoredProposal | undefined>;
  listProposals(query: PageQuery & { scope: Scope; state?: StoredProposal["state"] }): Promise<Page<StoredProposal>>;
  /**
   * In one transaction: the proposal becomes `confirmed` and its jobs are created, if it is still open at this revision
   * and its digest and the jobs' are the one given. Once confirmed, the same call gives the same jobs again.
   *
   * @throws SchedulerError `REVISION_CONFLICT`, `PROPOSAL_NOT_OPEN`, `DIGEST_MISMATCH`, `JOB_LIMIT_REACHED`
   */
  confirmProposal(confirmation: {
    proposal: StoredProposal;
    digest: string;
    jobs: readonly StoredJob[];
    events: readonly NewEvent[];
    jobsPerOwner?: number;
  }): Promise<StoredJob[]>;

  findJob(id: string, scope?: Scope): Promise<StoredJob | undefined>;
  listJobs(
    query: PageQuery & { scope?: Scope; ownerId?: string; states?: readonly StoredJob["state"][]; search?: string },
  ): Promise<Page<StoredJob>>;
  /** Writes `next` only if the stored job still has the revision and the next occurrence of `from`. */
  replaceJob(
    from: StoredJob,
    next: StoredJob,
    changes?: { runs?: readonly StoredRun[]; events?: readonly NewEvent[] },
  ): Promise<boolean>;
  /** Removes the job for good and cancels its queued runs; runs and conversations stay. False when the revision differs. */
  deleteJob(
    from: StoredJob,
    changes: { abortRunning: boolean; now: number; events: readonly NewEvent[] },
  ): Promise<boolean>;

  /**
   * In one transaction: takes up to `limit` active jobs whose next occurrence is at or before `now`, earliest first,
   * asks `plan` about each, and writes what it says. Two planners never get the same job for the same occurrence.
   *
   * @returns the runs that were inserted, `skipped` and `missed` ones too
   */
  planDue(
    now: number,
    limit: number,
    plan: (due: DueJob) => JobPlan,
  ): Promise<{ inserted: StoredRun[]; events: EventRow[]; isMore: boolean }>;
  /** The earliest instant at which `planDue` or `waiting` has something to do. */
  nextWakeAt(): Promise<number | undefined>;

  /** Inserts a manual run; the one that exists for the same id is given back. */
  insertRun(run: StoredRun, events: readonly NewEvent[]): Promise<StoredRun>;
  findRun(id: string, scope?: Scope): Promise<StoredRun | undefined>;
  listRuns(
    query: PageQuery & {
      scope?: Scope;
      jobId?: string;
      states?: readonly RunState[];
      dueFrom?: number;
      dueTo?: number;
    },
  ): Promise<Page<StoredRun>>;
  /**
   * In one transaction: queued runs that may start become `running` under a new fencing token and a lease, and each
   * has its conversation opened with the prompt as first message. Runs that are gone, claimed, over, or not yet to be
   * started are left out.
   */
  claim(runIds: readonly string[], worker: string, now: number, leaseMs: number): Promise<ClaimedRun[]>;
  /** Prolongs leases. Gives back the claims that are lost, and those whose run was asked to stop. */
  renew(claims: readonly Claim[], now: number, leaseMs: number): Promise<{ lost: Claim[]; cancelled: Claim[] }>;
  /**
   * Appends to the conversation of a claimed run.
   *
   * @throws SchedulerError `LEASE_LOST` when the token is stale: nothing was written
   */
  append(claim: Claim, items: readonly ConversationItem[], now: number): Promise<StoredConversationEntry[]>;
  /** Notes that the run is about to change something outside. @throws SchedulerError `LEASE_LOST` */
  declareSideEffect(claim: Claim, now: number): Promise<void>;
  /**
   * Ends a claim: run, conversation status, the job's `lastRun` and failure count, and events, in one transaction.
   *
   * @throws SchedulerError `LEASE_LOST` when the token is stale: nothing was written
   */
  finish(
    claim: Claim,
    ending: Ending,
    now: number,
    after: (run: StoredRun, job: StoredJob | undefined) => { job?: StoredJob; events: readonly NewEvent[] },
  ): Promise<StoredRun>;
  /** Changes a run that nobody has claimed (cancel while queued, answer, expiry), if it is still as `from`. */
  replaceRun(
    from: StoredRun,
    next: StoredRun,
    changes: { items?: readonly ConversationItem[]; job?: StoredJob; events: readonly NewEvent[] },
  ): Promise<boolean>;
  /** Running runs whose lease ended before `now`. */
  expired(now: number, limit: number): Promise<StoredRun[]>;
  /** Queued runs that may start and whose bell may be lost: written before `olderThan`. */
  unrung(now: number, olderThan: number, limit: number): Promise<StoredRun[]>;

  findConversation(id: string, scope?: Scope): Promise<StoredConversation | undefined>;
  listConversations(
    query: PageQuery & { scope: Scope; jobId?: string; statuses?: readonly RunState[] },
  ): Promise<Page<StoredConversation>>;
  listEntries(conversationId: string, query: PageQuery): Promise<Page<StoredConversationEntry>>;

  /** Events after a position, in order. */
  listEvents(query: { after: number; limit: number; scope?: Scope; jobId?: string }): Promise<EventRow[]>;
  /** Calls `onChange` when something was written, by this process or, where `canListen`, by another. */
  subscribe(onChange: () => void): () => void;
}
