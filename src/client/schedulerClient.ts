import type { Conversation } from "../model/conversation.ts";
import type { Interpretation, Span } from "../model/interpretation.ts";
import type { JobState } from "../model/job.ts";
import type { PolicyOverrides } from "../model/policies.ts";
import type { Proposal } from "../model/proposal.ts";
import type { RunState } from "../model/run.ts";
import type { Schedule } from "../model/schedule.ts";
import type {
  Account,
  Connection,
  CountByState,
  EntryView,
  EventView,
  Explanation,
  JobView,
  Page,
  RunView,
  SchedulePreview,
} from "./views.ts";

/** How a call can be given up. */
export interface CallOptions {
  signal?: AbortSignal;
}
interface PageQuery extends CallOptions {
  limit?: number;
  cursor?: string;
}

interface JobsFilter {
  states?: JobState[];
  /** These letters in name or prompt, whatever their case. */
  search?: string;
}
interface RunsFilter {
  jobId?: string;
  states?: RunState[];
  /** These letters in the title, whatever their case. */
  search?: string;
}

/** Jobs for a proposal that were filled in by hand rather than said. */
export interface ProposalForm {
  schedules: Schedule[];
  /** `null` where it is yet to be asked for. */
  prompt: string | null;
  name?: string;
  policies?: PolicyOverrides;
}
/** What a person changes about an open proposal: exactly one of these. */
export type Amendment =
  /** Words such as "make it 6am". */
  | { correction: string }
  /** Letters of the sentence that are not schedule words, all of them. */
  | { literal: Span[] }
  | { name: string };
/** What a person changes about a stored job. */
export type JobChange = { schedule: Schedule } | { prompt: string } | { name: string };

/**
 * Everything that one reader can ask of a scheduler over the wire; the components of `./ui` know nothing else.
 *
 * Instants are `Date`. Words come in the language of `locale`. A call that fails rejects with a `SchedulerError`:
 * the server's own code, or `SERVER_UNREACHABLE` where there was no answer; `details.requestId` names the request where
 * the server told. A call that was given up rejects with its signal's reason.
 */
export interface SchedulerClient {
  /** The language of descriptions, reasons and questions; the server's choice where absent. */
  readonly locale?: string;
  account(options?: CallOptions): Promise<Account>;

  /** What a sentence means, with nothing stored: what the marks in a composer are drawn from. Asked at each rest in typing. */
  interpret(text: string, options?: CallOptions & { literal?: Span[] }): Promise<Interpretation>;
  /** What schedules would do, in the same order. */
  preview(schedules: Schedule[], options?: CallOptions & { limit?: number }): Promise<SchedulePreview[]>;

  /** Opens a proposal; nothing is scheduled. */
  propose(request: string | ProposalForm, options?: CallOptions & { literal?: Span[] }): Promise<Proposal>;
  /**
   * Creates the jobs of a proposal. Confirming the same revision again gives the same jobs.
   *
   * `digest` is the proposal's own, as the server sent it.
   */
  confirm(id: string, confirmation: { revision: number; digest: string }): Promise<JobView[]>;
  readonly proposals: {
    get(id: string, options?: CallOptions): Promise<Proposal>;
    /** Chooses an option of the question, by its place, or says the answer in words. */
    answer(id: string, answer: { option: number } | { text: string }, at: { revision: number }): Promise<Proposal>;
    amend(id: string, change: Amendment, at: { revision: number }): Promise<Proposal>;
    decline(id: string, at: { revision: number }): Promise<Proposal>;
  };

  readonly jobs: {
    /** Those that need somebody first, then suspended, running, by next occurrence, paused, completed. */
    list(query?: PageQuery & JobsFilter): Promise<Page<JobView>>;
    /** How many there are, without reading them. */
    count(filter?: CallOptions & JobsFilter): Promise<CountByState<JobState>>;
    get(id: string, options?: CallOptions): Promise<JobView>;
    update(id: string, change: JobChange, at: { revision: number }): Promise<JobView>;
    pause(id: string): Promise<JobView>;
    /** `skipped`: how many occurrences went by while it was paused, where the server counts them. */
    resume(id: string): Promise<JobView & { skipped?: number }>;
    /** Runs it now, once; the next occurrence stays. The same `requestId` never starts a second run. */
    trigger(id: string, request?: { requestId?: string }): Promise<RunView>;
    /** For good. A run in progress finishes unless `abortRunning`; past conversations stay. */
    delete(id: string, options: { revision: number; abortRunning?: boolean }): Promise<void>;
    /** The next occurrences of the job as it is. */
    preview(id: string, options?: CallOptions & { limit?: number }): Promise<SchedulePreview>;
    /** Proposes a correction in words, such as "make it 6am"; confirming the proposal stores it. */
    correct(id: string, correction: string, at: { revision: number }): Promise<Proposal>;
    explain(id: string, at: Date, options?: CallOptions): Promise<Explanation>;
  };

  readonly runs: {
    /** Latest due first. */
    list(query?: PageQuery & RunsFilter): Promise<Page<RunView>>;
    /** How many there are, without reading them. */
    count(filter?: CallOptions & RunsFilter): Promise<CountByState<RunState>>;
    get(id: string, options?: CallOptions): Promise<RunView>;
    cancel(id: string): Promise<RunView>;
    /** Answers what a run asked; the same run goes on. */
    reply(id: string, text: string): Promise<RunView>;
  };

  readonly conversations: {
    list(query?: PageQuery & { jobId?: string }): Promise<Page<Conversation>>;
    get(id: string, options?: CallOptions): Promise<Conversation>;
    /** Entries with a sequence above `after`, in order. */
    entries(id: string, query?: CallOptions & { after?: number; limit?: number }): Promise<Page<EntryView>>;
    /** The bytes of the output with this sequence. */
    download(id: string, sequence: number, options?: CallOptions): Promise<Blob>;
  };

  /**
   * What happens, each stored event once and in order, until the signal is aborted; from now on, or after a position. All
   * iterations share one line to the server; when it breaks it is built again (after 1, 2, 4, 8, 16, then every 30 s)
   * and goes on after the last event, so that an iteration never fails because the network did.
   */
  events(query: { after?: number; signal: AbortSignal }): AsyncIterable<EventView>;
  readonly connection: Connection;
  /** Calls `listener` at each change of `connection`. @returns what ends it */
  onConnection(listener: (connection: Connection) => void): () => void;
  /** Tries the line to the server again at once. */
  reconnect(): void;
}
