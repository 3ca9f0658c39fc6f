import { EventEmitter } from "eventemitter3";
import * as z from "zod";
import type { Occurrences } from "../lifecycle/planJob.ts";
import {
  type EventListeners,
  type SchedulerEvent,
  schedulerEventSchema,
  type StoredSchedulerEvent,
} from "../model/events.ts";
import type { StoredJob } from "../model/job.ts";
import type { Scope } from "../model/actor.ts";
import { overridePolicies, type Policies } from "../model/policies.ts";
import { compile } from "../occurrences/compile.ts";
import type { Permission } from "../ports/authorizer.ts";
import type { Outcome, RunContext, RunMiddleware } from "../ports/runner.ts";
import type { NewEvent, Store } from "../ports/store.ts";
import { HostHistory } from "./hostHistory.ts";
import type { Settings } from "./options.ts";
import { parse } from "./parse.ts";

/** How many compiled schedules are kept. */
const KEPT_SCHEDULES = 10_000;

/** What all parts of one scheduler share: its settings, its idea of the time, its listeners. */
export class Core {
  readonly settings: Settings;
  readonly store: Store;
  readonly emitter = new EventEmitter<EventListeners>();
  /** Called when this scheduler has written events. */
  onWritten: () => void = () => {};
  /** The host's own conversations, where it keeps them. */
  readonly history: HostHistory | undefined;
  /** Around every attempt, the first outermost. */
  readonly middlewares = new Set<RunMiddleware>();
  /** Names this scheduler among those that work on the same store. */
  readonly worker: string;
  readonly #guarded = new WeakMap<object, (event: unknown) => void>();
  #opened: Promise<void> | undefined;
  /** What the database's clock said, and the monotonic clock at that moment. */
  #database: { now: number; monotonic: number } | undefined;
  readonly #schedules = new Map<string, { revision: number; occurrences: Occurrences }>();

  constructor(settings: Settings) {
    this.settings = settings;
    this.store = settings.store;
    const { conversations, logger } = settings;
    this.history = conversations && new HostHistory(conversations, this.store, logger);
    this.worker = settings.newId();
  }

  /** Opens the store, once; a failed attempt is not remembered. */
  open(): Promise<void> {
    this.#opened ??= this.#openOnce().catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  async #openOnce(): Promise<void> {
    await this.store.open();
    await this.readDatabaseClock();
  }

  /** The time by the clock that all processes share, where the database has one; else by this machine's. */
  now(): number {
    const { clock } = this.settings;
    if (this.#database === undefined) return clock.now();
    return Math.round(this.#database.now + (clock.monotonic() - this.#database.monotonic));
  }

  async readDatabaseClock(): Promise<void> {
    const now = await this.store.now();
    this.#database = now === undefined ? undefined : { now, monotonic: this.settings.clock.monotonic() };
  }

  /** Has the runner carry out an attempt, inside everything that was put around it. */
  async carryOut(context: RunContext): Promise<Outcome> {
    const { runner } = this.settings;
    if (runner === undefined) throw new TypeError("A scheduler without a runner carries out nothing");
    const carryOut = [...this.middlewares].reduceRight<(context: RunContext) => Promise<Outcome>>(
      (next, middleware) => (given) => middleware(given, next),
      (given) => runner.run(given),
    );
    return carryOut(context);
  }

  /** How far this machine's clock is ahead of the database's. */
  get clockSkewMs(): number {
    return this.settings.clock.now() - this.now();
  }

  /**
   * What the host's authorizer says; `yes` where there is none.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID` for an answer that is none: to read it as one would run, or refuse, what nobody said
   */
  async verdictOn(scope: Scope, permission: Permission): Promise<"yes" | "no" | "gone"> {
    const { authorizer } = this.settings;
    return authorizer === undefined
      ? "yes"
      : parse(z.enum(["yes", "no", "gone"]), await authorizer.may(scope, permission), "the authorizer's answer");
  }

  policiesOf(job: Pick<StoredJob, "policies"> | undefined): Policies {
    return job === undefined ? this.settings.policies : overridePolicies(this.settings.policies, job.policies);
  }

  /** The occurrences of a job's schedule, read once for each revision. */
  occurrencesOf(job: StoredJob): Occurrences {
    const known = this.#schedules.get(job.id);
    if (known?.revision === job.revision) return known.occurrences;
    const occurrences = compile(job.schedule);
    if (this.#schedules.size >= KEPT_SCHEDULES) this.#schedules.clear();
    this.#schedules.set(job.id, { revision: job.revision, occurrences });
    return occurrences;
  }

  /** The same, and none where the schedule cannot be read (any more): enough to count what went by, and to remove the job. */
  readableOccurrencesOf(job: StoredJob): Occurrences {
    try {
      return this.occurrencesOf(job);
    } catch {
      return { next: () => undefined };
    }
  }

  /** Tells listeners, and the host's history, what the store has written. What they throw is logged and changes nothing. */
  announce(events: readonly NewEvent[]): void {
    for (const { event } of events) this.emit(event);
    this.history?.tell(events);
    if (events.length > 0) this.onWritten();
  }

  /** A listener whose failure is logged, whether it throws or rejects: the same for the same listener. */
  guarded(listener: (event: never) => unknown): (event: unknown) => void {
    parse(z.function(), listener, "listener");
    const known = this.#guarded.get(listener);
    if (known !== undefined) return known;
    const guarded = async (event: unknown): Promise<void> => {
      try {
        await listener(event as never);
      } catch (error) {
        this.settings.logger.error({ error, event: (event as SchedulerEvent).name }, "A listener failed");
      }
    };
    const made = (event: unknown) => void guarded(event);
    this.#guarded.set(listener, made);
    return made;
  }

  /** Tells listeners of something that is not kept. */
  emit(stored: StoredSchedulerEvent): void {
    if (this.emitter.listenerCount(stored.name) === 0) return;
    (this.emitter as unknown as EventEmitter).emit(stored.name, z.decode(schedulerEventSchema, stored));
  }
}
