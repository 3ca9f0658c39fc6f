import type { ConversationEntry } from "../model/conversation.ts";
import type { SchedulerEvent } from "../model/events.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { Preview } from "../model/proposal.ts";
import type { Run } from "../model/run.ts";
import type { Schedule } from "../model/schedule.ts";

/** A page of a list. */
export interface Page<T> {
  items: T[];
  /** Where the next page begins; absent on the last one. */
  cursor?: string;
}
/** How many there are in each state; a state without any is left out. */
export type CountByState<State extends string> = Partial<Record<State, number>>;

/** Who is looking, as the server knows them. */
export interface Account {
  ownerId: string;
  factoryId: string;
  /** What people call the factory; where absent, the id is shown. */
  factoryName?: string;
  /** The account's zone, by its IANA name. */
  timezone: string;
  locale?: string;
}

/** A job, with its schedule in the reader's language. */
export type JobView = ScheduledJob & {
  /** The schedule in words, such as `Monday through Friday at 5:00 AM`. */
  description: string;
};

/** A run, with what a list shows of it. Runs that never started have no conversation, but stand in the history too. */
export type RunView = Run & {
  /** The zone its times are shown in. */
  timezone: string;
  /** What it asks, while its state is `needs_input`. */
  question?: { text: string; choices: string[] };
  /** How many outputs it made. */
  outputs?: number;
  /** Whether it is one of the job's first two runs, which are worth a look. */
  isEarly?: boolean;
};

type ItemOf<Type extends ConversationEntry["item"]["type"]> = Extract<ConversationEntry["item"], { type: Type }>;
/** A file that a run made; its bytes are asked for when they are wanted. */
export type OutputView = Omit<ItemOf<"output">, "content"> & {
  /** Where the bytes are. */
  url: string;
  /** How many bytes, where that is known. */
  size?: number;
};
/** An item of a conversation in its place. */
export type EntryView = Omit<ConversationEntry, "item"> & {
  item: Exclude<ConversationEntry["item"], { type: "output" }> | OutputView;
};

/** What a schedule would do, before anybody confirms it. */
export interface SchedulePreview {
  schedule: Schedule;
  /** The zone the wall times are in and are shown in. */
  timezone: string;
  /** The schedule in words, in the reader's language. */
  description: string;
  /** The next occurrences, at most five unless more were asked for. */
  next: Preview[];
}

/** Why a job did, or did not, run at an instant. */
export interface Explanation {
  /** Stable: the run's state, or its reason's code where it has one. */
  code: string;
  /** As a person reads it, in the reader's language. */
  text: string;
  /** What the runner, or whoever held the job, said. */
  params?: Readonly<Record<string, string>>;
  run?: RunView;
}

/** An event of the scheduler in its place among all events that the reader may see. */
export interface EventView {
  /** Goes up; what a reader hands in to go on after it. */
  position: number;
  at: Date;
  jobId?: string;
  /** Jobs in it carry no `description`; outputs in `conversation.appended` carry no bytes: read the job or the entries again. */
  event: SchedulerEvent;
}

/** Whether the live line to the server stands. */
export interface Connection {
  state: "connecting" | "open" | "waiting";
  /** Since when it is so. */
  since: Date;
  /** With `waiting`: when it is tried again. */
  retryAt?: Date;
}
