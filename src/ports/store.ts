import type { SchedulerError } from "../errors/schedulerError.ts";
import type { Scope } from "../model/actor.ts";
import type { StoredConversation, StoredConversationEntry, ConversationItem } from "../model/conversation.ts";
import type { EventName, StoredSchedulerEvent } from "../model/events.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredProposal } from "../model/proposal.ts";
import type { RunState, StoredRun } from "../model/run.ts";
import type { RunSql } from "./queue.ts";

/** A page of a list; `cursor` is where the next one begins, and absent on the last one. */
export interface Page<T> {
  items: T[];
  cursor?: string;
}
export interface PageQuery {
  limit: number;
  cursor?: string;
}

/** Which jobs are meant: all of them, where nothing is said. */
export interface JobFilter {
  scope?: Scope;
  ownerId?: string;
  states?: readonly StoredJob["state"][];
  /** These letters in name or prompt, whatever their case. */
  search?: string;
}
/** Which runs are meant: all of them, where nothing is said. */
export interface RunFilter {
  scope?: Scope;
  jobId?: string;
  states?: readonly RunState[];
  /** `dueFrom` and `dueTo` count themselves. */
  dueFrom?: number;
  dueTo?: number;
  /** These letters in the title, whatever their case. */
  search?: string;
}
/** How many there are in each state; a state without any is left out. */
export type CountByState<State extends string> = Partial<Record<State, number>>;

/** An event as a row. */
export interface EventRow {
  /** Grows over the whole store in the order of writing, with gaps; where a reader goes on. */
  position: number;
  /** Counts up by one within a job, from 1; 0 for an event of no job. */
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
  /**
   * Runs that are queued or running, oldest first: of the job and, where its overlap scope is the factory, of all jobs of the
   * factory. What was planned earlier in the same call is among them.
   */
  active: readonly StoredRun[];
}
/** What is to be written for a job that was due. */
export interface JobPlan {
  job: StoredJob;
  /** New rows, in any state; one that exists for the same job and instant stays as it is, and events about it are left out. */
  runs: readonly StoredRun[];
  /** Active runs that change: cancelled by a successor, or asked to stop for it. */
  changed: readonly StoredRun[];
  events: readonly NewEvent[];
}

/** The right to carry out a run, until the lease ends. Every write under it is refused once the run has another token. */
export interface Claim {
  readonly runId: string;
  readonly token: number;
}
/**
 * What is to be written about one run.
 *
 * A run with a `conversationId` has a conversation: the store makes it when it first sees the id, from the run's title, ids and
 * the write's instant, and keeps its status equal to the run's state.
 */
export interface RunChange {
  run: StoredRun;
  /** The job, where the run changes it: its `lastRun`, its failures, its state. */
  job?: StoredJob;
  /** To be appended to the conversation. */
  items?: readonly ConversationItem[];
  events: readonly NewEvent[];
}
/** A claimed run that is now to be carried out. */
export interface ClaimedRun {
  run: StoredRun;
  job: StoredJob;
  conversation: StoredConversation;
  /** The prompt first, then what earlier attempts and replies left there. */
  history: readonly StoredConversationEntry[];
}

/** Changes that belong together: all are written, or none where one of them no longer starts from what is stored. */
export interface Change {
  /**
   * A job is still as `from` when its revision, state and `nextAt` are. Without `next` it is removed for good; its runs and
   * conversations stay. Runs write `lastRun`, `failures` and `crashes` meanwhile: where `next` leaves one as it is in `from`, the
   * stored one stays.
   */
  jobs?: readonly { from: StoredJob; next?: StoredJob }[];
  /**
   * A run is still as `from` when its state, fencing token, lease, `notBefore`, `cancelRequestedAt` and `hasSideEffect` are; without `from` it must not exist,
   * by its id or by its job and scheduled instant.
   */
  runs?: readonly { from?: StoredRun; next: StoredRun; items?: readonly ConversationItem[] }[];
  /** A proposal is still as `from` when its revision and state are. */
  proposals?: readonly { from: StoredProposal; next: StoredProposal }[];
  events: readonly NewEvent[];
}

/** When there is something to do next; a field is left out where there is nothing. */
export interface Wakes {
  /** The earliest next occurrence of an active job. */
  jobAt?: number;
  /** The earliest `notBefore`, after `ripeAfter`, of a queued run that waits for no other. */
  runAt?: number;
  /** The earliest end of the lease of a running run. */
  leaseAt?: number;
  /** The earliest `answerBy` of a run that waits for an answer. */
  answerAt?: number;
  /** The earliest end of an open proposal. */
  proposalAt?: number;
}

/** What a store knows about how things stand. */
export interface StoreHealth {
  /** Active jobs whose next occurrence is at or before `now`. */
  dueJobs: number;
  oldestDueAt?: number;
  queuedRuns: number;
  /** The earliest `notBefore` at or before `now` of a queued run. */
  oldestQueuedAt?: number;
  runningRuns: number;
  /** The earliest end of the lease of a running run. */
  oldestLeaseUntil?: number;
  /** Runs that wait for an answer. */
  waitingRuns: number;
}

/**
 * The truth about proposals, jobs, runs and conversations. Every adapter keeps the contract `describeStore` of `./testing`.
 *
 * The store locks, reads and writes; what is written is decided by synchronous callbacks (`plan`, `begin`, `end`) that are
 * called inside the transaction, and may be called again where it is repeated. Values are never changed in place. All instants are epoch milliseconds UTC. A method either did everything it says or nothing.
 *
 * A row that was damaged from outside keeps no other row back: lists leave it out, whoever asks for it by its id gets
 * `STORE_ROW_UNREADABLE`, its job is held and its run is `interrupted`. Rows of a newer version are left alone instead.
 */
export interface Store {
  /** For messages: `memory`, `sqlite`, `postgres`. */
  readonly name: string;
  /** Whether `subscribe` hears of what other processes wrote without being asked. */
  readonly canListen: boolean;
  /** Names the Postgres database that the store is in, once it is open; `undefined` where it cannot be told. */
  readonly databaseId?: string | undefined;
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
  /** Newest first. `expiredBy`: only those whose `expiresAt` is at or before it, for all owners where no scope is given. */
  listProposals(
    query: PageQuery & { scope?: Scope; state?: StoredProposal["state"]; expiredBy?: number },
  ): Promise<Page<StoredProposal>>;
  /**
   * In one transaction: the proposal is replaced by `proposal` (now `confirmed`, of the same revision) and its jobs are created
   * or, where it corrects a stored job, that job is replaced: if it is still open at this revision, and its digest and the
   * jobs' are the one given. Once confirmed, the same call gives the same jobs again, is not new, and writes nothing.
   *
   * @throws SchedulerError `PROPOSAL_NOT_FOUND`, `REVISION_CONFLICT` (also where a job to be replaced is no longer as `from`, or a new one exists),
   * `PROPOSAL_NOT_OPEN`, `DIGEST_MISMATCH`, `JOB_LIMIT_REACHED` (the owner would have more than `jobsPerOwner` jobs that are
   * not completed)
   */
  confirmProposal(confirmation: {
    proposal: StoredProposal;
    digest: string;
    jobs: readonly { from?: StoredJob; next: StoredJob }[];
    events: readonly NewEvent[];
    jobsPerOwner?: number;
  }): Promise<{ jobs: StoredJob[]; isNew: boolean }>;

  findJob(id: string, scope?: Scope): Promise<StoredJob | undefined>;
  /** Newest first. */
  listJobs(query: PageQuery & JobFilter): Promise<Page<StoredJob>>;
  /** How many `listJobs` would give in all; a row that cannot be read counts too. */
  countJobs(filter: JobFilter): Promise<CountByState<StoredJob["state"]>>;
  /**
   * Writes a change if everything in it still starts from what is stored; `undefined` when not, and nothing is written.
   *
   * A run that is written with `waitsFor` waits only if that run is queued or running; else it is stored without.
   *
   * @returns the runs that waited for a run that is no longer queued or running: they wait no longer, and may start from now
   */
  replace(change: Change, now: number): Promise<{ released: StoredRun[] } | undefined>;

  /**
   * In one transaction: takes up to `limit` active jobs whose next occurrence is at or before `now`, earliest first,
   * asks `plan` about each, and writes what it says. Two planners never get the same job for the same occurrence. A store with
   * a `databaseId` calls `within` before it commits, with what was inserted; where that throws, nothing is written.
   *
   * @returns the runs that were inserted, `skipped` and `missed` ones too, and the events that were written; `damaged` names the rows that could not be read and
   * were set aside, so that the others go on
   */
  planDue(
    now: number,
    limit: number,
    plan: (due: DueJob) => JobPlan,
    within?: (inserted: readonly StoredRun[], runSql: RunSql) => Promise<void>,
  ): Promise<{ inserted: StoredRun[]; events: NewEvent[]; isMore: boolean; damaged?: readonly SchedulerError[] }>;
  /** When `planDue`, `unrung`, `expired` or `listProposals` next have something to give. */
  nextWakes(ripeAfter: number): Promise<Wakes>;

  findRun(id: string, scope?: Scope): Promise<StoredRun | undefined>;
  /** The runs with these ids, in any order, whoever owns them; ids that do not exist are left out. */
  readRuns(ids: readonly string[]): Promise<StoredRun[]>;
  /** Latest `dueAt` first. */
  listRuns(query: PageQuery & RunFilter): Promise<Page<StoredRun>>;
  /** How many `listRuns` would give in all; a row that cannot be read counts too. */
  countRuns(filter: RunFilter): Promise<CountByState<RunState>>;
  /**
   * In one transaction: asks `begin` about each of these runs that is queued, waits for no other and may start by `now`, and
   * writes what it says. Two workers never get the same run.
   *
   * @returns those that `begin` made `running`, and the runs that it ended instead
   */
  claim(
    runIds: readonly string[],
    now: number,
    begin: (run: StoredRun, job: StoredJob | undefined) => RunChange,
  ): Promise<{ claimed: ClaimedRun[]; ended: RunChange[]; released: StoredRun[] }>;
  /** Prolongs leases of running runs. Gives back the claims that are lost, and those whose run was asked to stop. */
  renew(claims: readonly Claim[], leaseUntil: number): Promise<{ lost: Claim[]; cancelled: Claim[] }>;
  /** Appends to the conversations of claimed runs; `undefined` in place of entries where the claim is stale: nothing was written. */
  append(
    writes: readonly { claim: Claim; items: readonly ConversationItem[] }[],
    now: number,
  ): Promise<(StoredConversationEntry[] | undefined)[]>;
  /** Notes that the run is about to change something outside; false where the claim is stale. */
  declareSideEffect(claim: Claim, now: number): Promise<boolean>;
  /**
   * In one transaction: asks `end` what each run becomes and writes it; `undefined` in its place where the claim is stale.
   *
   * @returns also the runs that waited for one of them and wait no longer
   */
  finish(
    endings: readonly { claim: Claim; end: (run: StoredRun, job: StoredJob | undefined) => RunChange }[],
    now: number,
  ): Promise<{ finished: (RunChange | undefined)[]; released: StoredRun[] }>;
  /** Running runs whose lease ended at or before `now`, and asking runs whose `answerBy` did, the longest over first. */
  expired(now: number, limit: number): Promise<StoredRun[]>;
  /**
   * Queued runs that wait for no other, with `after < notBefore <= upTo`, the earliest first. `haveRipened`: only those that could
   * not start when they were made, or were begun before; for the others their planner has rung. `among`: a store that several
   * processes share begins anywhere among so many of the earliest, so that each of them is given others.
   */
  unrung(
    range: { after: number; upTo: number; haveRipened?: boolean; among?: number },
    limit: number,
  ): Promise<StoredRun[]>;

  findConversation(id: string, scope?: Scope): Promise<StoredConversation | undefined>;
  /** Newest first. */
  listConversations(
    query: PageQuery & { scope: Scope; jobId?: string; statuses?: readonly RunState[] },
  ): Promise<Page<StoredConversation>>;
  /** In the order of writing. `after`: only those behind this place; what lies before it is not read. */
  listEntries(conversationId: string, query: PageQuery & { after?: number }): Promise<Page<StoredConversationEntry>>;

  /**
   * Events after a position, in order: none comes later with a position that was already passed. One that cannot be read is left
   * out; the sequence of its job shows the gap.
   */
  listEvents(query: {
    after: number;
    limit: number;
    scope?: Scope;
    jobId?: string;
    names?: readonly EventName[];
  }): Promise<EventRow[]>;
  /**
   * Gives `holder` a reader's place in the events until `heldUntil`, for it alone: the position it goes on after; `undefined` while
   * another holds it. A reader whose place was never held begins after the newest event.
   */
  holdPlace(reader: string, holder: string, turn: { now: number; heldUntil: number }): Promise<number | undefined>;
  /** Moves the place that `holder` holds, or held last; false where another has taken it since: nothing is moved. */
  movePlace(reader: string, holder: string, to: { position: number; heldUntil: number }): Promise<boolean>;
  /** Calls `onChange` when something was written, by this process or, where `canListen`, by another. */
  subscribe(onChange: () => void): () => void;
  measure(now: number): Promise<StoreHealth>;
  /**
   * Removes up to `limit` of each: runs that were over before `runs`, with their conversations (never the one that a job names as its `lastRun`),
   * of the oldest events those before `events`, up to the first that is not (never the newest), and proposals that are not open and older than `proposals`.
   *
   * @returns how many rows were removed
   */
  prune(before: { runs?: number; events?: number; proposals?: number }, limit: number): Promise<number>;
}
