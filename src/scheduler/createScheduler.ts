import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import { type Actor, actorSchema, hostIdSchema, timezoneSchema } from "../model/actor.ts";
import { type EventListener, type EventName, schedulerEventSchema } from "../model/events.ts";
import { getZone } from "../occurrences/zone.ts";
import type { RunMiddleware } from "../ports/runner.ts";
import { ActorScheduler } from "./actorScheduler.ts";
import { Core } from "./core.ts";
import { type EventQuery, eventsAfter, type PlacedEvent } from "./events.ts";
import { moveAccount } from "./moveAccount.ts";
import { NotificationRelay } from "./notificationRelay.ts";
import { type SchedulerOptions, settingsOf } from "./options.ts";
import { parse } from "./parse.ts";
import { Planner } from "./planner.ts";
import { Reaper } from "./reaper.ts";
import { Session } from "./session.ts";
import { Worker } from "./worker.ts";

/** How long `stop` waits for runs that are going on, unless it is told otherwise. */
const STOP_WAIT_MS = 30_000;

const stopSchema = z.strictObject({ waitMs: z.number().nonnegative().default(STOP_WAIT_MS) });

/** How the scheduler is. */
export interface Health {
  state: "idle" | "running" | "stopping" | "stopped";
  /** By how much the oldest due job that is not planned yet is late. */
  lagMs: number;
  /** Active jobs that are due and not planned yet. */
  dueJobs: number;
  queuedRuns: number;
  /** How long the run at the head of the line has been waiting. */
  queuedForMs: number;
  runningRuns: number;
  /** Of these, how many in this process. */
  runningHere: number;
  /** Runs that wait for an answer. */
  waitingRuns: number;
  /** How long the lease that ends first still holds; negative when it is over and its run is about to be found. */
  oldestLeaseMs?: number;
  /** How far this machine's clock is ahead of the database's. */
  clockSkewMs: number;
}

/** What a scheduler tells that no longer sees its store. */
const nothing: Omit<Health, "state"> = {
  lagMs: 0,
  dueJobs: 0,
  queuedRuns: 0,
  queuedForMs: 0,
  runningRuns: 0,
  runningHere: 0,
  waitingRuns: 0,
  clockSkewMs: 0,
};

const eventNameSchema = z.enum(schedulerEventSchema.options.map(({ shape }) => shape.name.value));

/** Makes jobs from sentences and carries them out: see {@link createScheduler}. */
export class Scheduler {
  readonly #core: Core;
  readonly #reaper: Reaper;
  readonly #planner: Planner;
  readonly #worker: Worker;
  readonly #relay: NotificationRelay;
  #state: Health["state"] = "idle";
  #stopping: Promise<void> | undefined;

  constructor(options: SchedulerOptions) {
    this.#core = new Core(settingsOf(options));
    this.#reaper = new Reaper(this.#core);
    this.#worker = new Worker(this.#core);
    this.#relay = new NotificationRelay(this.#core);
    this.#core.onWritten = () => this.#relay.wake();
    this.#planner = new Planner(this.#core, this.#reaper, (runId) => this.#worker.cancel(runId));
    this.#reaper.ringWith((runs, now) => this.#planner.ring(runs, now));
    this.#worker.ringWith(async (runs) => {
      const now = this.#core.now();
      await this.#planner.ring(runs, now);
      if (runs.some((run) => run.state === "queued" && run.notBefore > now)) this.#planner.wake();
    });
  }

  /**
   * Everything that one actor may do. It sees only what belongs to this owner in this factory.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID`, `TIMEZONE_UNKNOWN`
   */
  as(actor: Actor): ActorScheduler {
    return this.#as(actor, false);
  }

  /**
   * What an agent may do that works for an actor: the same, but that everything which changes something is refused and has to
   * be proposed. What it proposes is confirmed through `as(actor)` only, with the token of `proposals.confirmationToken`.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID`, `TIMEZONE_UNKNOWN`
   */
  forAgent(actor: Actor): ActorScheduler {
    return this.#as(actor, true);
  }

  #as(actor: Actor, isAgent: boolean): ActorScheduler {
    const checked = parse(actorSchema, actor, "actor");
    getZone(checked.timezone);
    return new ActorScheduler(new Session(this.#core, checked, this.#planner, this.#worker, isAgent));
  }

  /**
   * Calls `listener` at each event of this name that this scheduler writes, once it is written. What a listener throws, or rejects
   * with, is logged, and keeps no other from hearing.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID` for a name that there is not
   */
  on<Name extends EventName>(name: Name, listener: EventListener<Name>): this {
    this.#core.emitter.on(parse(eventNameSchema, name, "name"), this.#core.guarded(listener));
    return this;
  }

  /** Like `on`, for the next event only. */
  once<Name extends EventName>(name: Name, listener: EventListener<Name>): this {
    this.#core.emitter.once(parse(eventNameSchema, name, "name"), this.#core.guarded(listener));
    return this;
  }

  /**
   * Ends what `on` or `once` began; without a listener, for all listeners of this name.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID` for a name that there is not
   */
  off<Name extends EventName>(name: Name, listener?: EventListener<Name>): this {
    this.#core.emitter.off(parse(eventNameSchema, name, "name"), listener && this.#core.guarded(listener));
    return this;
  }

  /**
   * Every event that any process wrote after a position, each once and in order, then those to come, until `signal` aborts.
   * `conversation.appended` and `clock.jumped` are told to listeners in their process only: `conversations.follow` reads what any
   * process appends.
   */
  events(query: EventQuery = {}): AsyncIterable<PlacedEvent> {
    return eventsAfter(this.#core, query);
  }

  /** Puts something around every attempt that this process carries out from now on, until it is taken away by what comes back. */
  use(middleware: RunMiddleware): () => void {
    parse(z.function(), middleware, "middleware");
    this.#core.middlewares.add(middleware);
    return () => void this.#core.middlewares.delete(middleware);
  }

  /** Opens the store and begins to plan and carry out, or what its `roles` say. Starting twice is the same as once. */
  async start(): Promise<void> {
    if (this.#state === "stopped" || this.#state === "stopping") {
      throw new SchedulerError("SCHEDULER_STOPPED", { hint: "Create another scheduler." });
    }
    if (this.#state === "running") return;
    this.#state = "running";
    try {
      await this.#core.open();
      const { queue, logger, isRinging } = this.#core.settings;
      if (isRinging) await queue.open?.((error) => logger.warn({ error }, "The queue is in trouble"));
      await this.#relay.start();
      await this.#worker.start(() => this.#planner.ringMore());
    } catch (error) {
      this.#state = "idle";
      throw error;
    }
    this.#planner.start();
  }

  /**
   * Takes no new runs, waits for those that are going on, and closes the store. Runs that are still going on after `waitMs`
   * (30 s unless set) are told to stop: without a declared side effect they are left to be run again, with one they are
   * `interrupted`. Stopping twice is the same as once.
   */
  stop(options: { waitMs?: number } = {}): Promise<void> {
    const { waitMs } = parse(stopSchema, options, "options");
    this.#stopping ??= this.#stop(waitMs);
    return this.#stopping;
  }

  /** How the scheduler is, and how things stand in its store. One that is stopped does not see its store: it counts nothing. */
  async health(): Promise<Health> {
    if (this.#state === "stopped") return { ...nothing, state: "stopped" };
    await this.#core.open();
    const now = this.#core.now();
    const { dueJobs, oldestDueAt, oldestQueuedAt, oldestLeaseUntil, ...counts } = await this.#core.store.measure(now);
    return {
      state: this.#state,
      lagMs: oldestDueAt === undefined ? 0 : Math.max(0, now - oldestDueAt),
      dueJobs,
      queuedForMs: oldestQueuedAt === undefined ? 0 : Math.max(0, now - oldestQueuedAt),
      ...counts,
      runningHere: this.#worker.size,
      ...(oldestLeaseUntil !== undefined && { oldestLeaseMs: oldestLeaseUntil - now }),
      clockSkewMs: this.#core.clockSkewMs,
    };
  }

  /**
   * The owner's account has another zone now: the jobs that follow it are planned anew, at the same wall times there.
   *
   * @returns how many jobs moved
   * @throws {@link SchedulerError} `TIMEZONE_UNKNOWN`
   */
  async accountTimezoneChanged(ownerId: string, timezone: string): Promise<number> {
    getZone(parse(timezoneSchema, timezone, "timezone"));
    await this.#core.open();
    const moved = await moveAccount(this.#core, this.#planner, parse(hostIdSchema, ownerId, "ownerId"), timezone);
    this.#planner.wake();
    return moved;
  }

  async #stop(waitMs: number): Promise<void> {
    const wasRunning = this.#state === "running";
    this.#state = "stopping";
    if (wasRunning) {
      await this.#planner.stop();
      await this.#worker.stop(waitMs);
      await this.#relay.stop(waitMs);
    }
    await this.#core.history?.settle();
    await this.#core.settings.queue.close?.();
    await this.#core.store.close();
    this.#state = "stopped";
  }
}

/**
 * A scheduler over a store: proposes, stores, plans and carries out jobs, alone or beside others on the same store.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID` for options that cannot be used
 * @example
 * const scheduler = createScheduler({ store: sqliteStore("dexter.db"), runner: async ({ job }) => `Done: ${job.prompt}` });
 * const dexter = scheduler.as({ ownerId: "u1", factoryId: "f1", timezone: "America/New_York" });
 * const proposal = await dexter.propose("Every weekday at 5am, run the simulation and email me a PDF of the results");
 * const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision });
 * await scheduler.start();
 */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new Scheduler(options);
}
