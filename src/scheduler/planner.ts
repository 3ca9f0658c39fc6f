import { planJob } from "../lifecycle/planJob.ts";
import { stepJob } from "../lifecycle/stepJob.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredRun } from "../model/run.ts";
import type { Bell, RunSql } from "../ports/queue.ts";
import type { DueJob, JobPlan } from "../ports/store.ts";
import type { Core } from "./core.ts";
import type { Reaper } from "./reaper.ts";
import { turn } from "./turn.ts";

/** How many jobs are planned in one transaction: enough to be fast, few enough not to hold up the event loop. */
const PLAN_BATCH = 200;
/** How many runs whose worker vanished are ended between two batches of jobs that are due. */
const REAP_FEW = 10;
/** How many runs are rung from the store in one go. */
const RING_BATCH = 1_000;
/** The same in a queue inside the process: few, since other processes ring for the same, and not before they are needed. */
const RING_FEW = 200;
/** Among how many times as many they are chosen: the more, the less often two processes choose the same. */
const RING_AMONG = 20;
/** For how many runs a sweep rings again in any case, however many bells wait: some of them may be lost among those. */
const RING_LEAST = 10;
/** In how many batches a job that is due is waited for: others may be due before it. */
const PLAN_TRIES = 50;
/** How soon bells for which there was no room are rung again. */
const NO_ROOM_MS = 1_000;
/** How much the wall clock may go astray from the monotonic one before it has jumped. */
const JUMP_MS = 2_000;
/** How long a failing store is left alone. */
const STORE_PAUSE_MS = 1_000;
/** How long what is due and cannot be dealt with here is left alone at most. */
const STUCK_MS = 1_000;
/** How long after a change by somebody else the store is looked at, at the latest. */
const CHANGE_MS = 50;

/** Plans what is due, rings for what may start, and sleeps until there is something to do. */
export class Planner {
  readonly #core: Core;
  readonly #reaper: Reaper;
  #alarm = new AbortController();
  #stopped = new AbortController();
  #loop: Promise<void> | undefined;
  #pruning: Promise<void> | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Up to which `notBefore` the queued runs have been rung. */
  #rungUpTo = Number.NEGATIVE_INFINITY;
  #sweptAt = Number.NEGATIVE_INFINITY;
  /** When it last swept because it was time, and not because there was more to do. */
  #sweptInTurnAt = Number.NEGATIVE_INFINITY;
  /** Bells were refused, and the queue tells those that it has from those that it has not. */
  #hasNoRoom = false;
  /** There are more runs whose bell may be lost than were rung in one go. */
  #isSweepUnfinished = false;
  /** Few bells are left in a queue inside the process: what else waits in the store may ring now. */
  #isShort = false;
  /** Until when bells ring after the transaction that plans their runs, since within it they could not. */
  #ringsAfterUntil = Number.NEGATIVE_INFINITY;
  #isLookingSoon = false;
  /** How often in a row something was due and could not be dealt with. */
  #stuck = 0;
  #reading: { wall: number; monotonic: number } | undefined;

  readonly #stopHere: (runId: string) => void;

  /** @param stopHere tells a run to stop at once, where it is carried out in this process */
  constructor(core: Core, reaper: Reaper, stopHere: (runId: string) => void) {
    this.#core = core;
    this.#reaper = reaper;
    this.#stopHere = stopHere;
  }

  start(): void {
    this.#stopped = new AbortController();
    const { queue, roles } = this.#core.settings;
    // What rang in a queue that outlives this process is still there; what did not is found by the sweep.
    this.#rungUpTo = queue.waiting === undefined ? Number.NEGATIVE_INFINITY : this.#core.now();
    if (roles.has("plan")) this.#unsubscribe = this.#core.store.subscribe(() => void this.#noteChange());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#stopped.abort();
    this.wake();
    await this.#loop;
    await this.#pruning;
  }

  /** Ends the sleep: something may be due earlier than it seemed. */
  wake(): void {
    this.#alarm.abort();
  }

  /** Has the rest of a backlog ring, where there is one: few bells are left. */
  ringMore(): void {
    if (!this.#isBacklog || this.#isShort) return;
    this.#isShort = true;
    this.wake();
  }

  /** Whether runs wait in the store that may start, and for which nothing has rung. */
  get #isBacklog(): boolean {
    return this.#hasNoRoom || this.#isSweepUnfinished;
  }

  /** How soon after a sweep the next one comes. */
  get #sweepPauseMs(): number {
    if (!this.#isBacklog) return this.#core.settings.lostBellMs;
    return this.#isShort ? CHANGE_MS : NO_ROOM_MS;
  }

  /** Rings for runs that may start now; the others are rung when their time comes. */
  async ring(runs: readonly StoredRun[], now: number): Promise<void> {
    const { isRinging, queue, logger } = this.#core.settings;
    // Bells inside a process that carries nothing out would never be heard: whoever does finds the runs in the store.
    if (!isRinging) return;
    const bells = this.#bellsOf(runs, now);
    if (bells.length === 0) return;
    try {
      const refused = await queue.ring(bells);
      if (refused.length > 0) this.#hasNoRoom = true;
    } catch (error) {
      logger.warn({ error, bells: bells.length }, "Bells could not ring; the sweep will ring them again");
    }
  }

  #bellsOf(runs: readonly StoredRun[], now: number): Bell[] {
    const { onTimeMs } = this.#core.settings.policies;
    return runs
      .filter((run) => run.state === "queued" && run.waitsFor === undefined && run.notBefore <= now)
      .map((run) => ({
        runId: run.id,
        owner: run.ownerId,
        factory: run.factoryId,
        priority: now - run.dueAt > onTimeMs && run.trigger === "schedule" ? 1 : 0,
      }));
  }

  async #run(): Promise<void> {
    const { logger } = this.#core.settings;
    while (!this.#stopped.signal.aborted) {
      this.#alarm = new AbortController();
      let sleepMs = STORE_PAUSE_MS;
      try {
        this.#noticeJump();
        sleepMs = await this.#tick();
      } catch (error) {
        logger.error({ error }, "The store cannot be used; trying again soon");
      }
      if (sleepMs > 0 && !this.#stopped.signal.aborted) await this.#sleep(sleepMs);
    }
  }

  /** Does what is due. @returns how long there is nothing to do; zero where there may be more at once */
  async #tick(): Promise<number> {
    const { store, settings } = this.#core;
    const now = this.#core.now();
    if (!settings.roles.has("plan")) return this.#keepTime();
    const wakes = await store.nextWakes(this.#rungUpTo);
    const isDue = (at: number | undefined) => at !== undefined && at <= now;
    const isSweepDue = now - this.#sweptAt >= this.#sweepPauseMs || now < this.#sweptAt;
    let done = 0;
    // Before planning: what is planned now rings at once, and is not to be taken for what has become ripe.
    if (isDue(wakes.runAt)) done += await this.#ringRipe(now);
    else this.#rungUpTo = Math.max(this.#rungUpTo, now);
    if (isDue(wakes.jobAt)) done += await this.plan(now);
    // A process that died with many runs must not hold up what is due.
    const ends = isDue(wakes.jobAt) ? REAP_FEW : undefined;
    if (isDue(wakes.leaseAt) || isDue(wakes.answerAt)) done += await this.#reaper.reap(now, ends);
    if (isDue(wakes.proposalAt)) done += await this.#reaper.expireProposals(now);
    if (isSweepDue) await this.#sweep(now);
    if (done > 0) {
      this.#stuck = 0;
      return 0;
    }
    const dueAt = Math.min(...Object.values(wakes).filter((at) => at !== undefined));
    const longest = this.#isBacklog ? this.#sweepPauseMs : settings.maxSleepMs;
    // What is due and could not be dealt with (another planner holds it, or must) is tried again soon, and then less often.
    this.#stuck = isDue(dueAt) ? this.#stuck + 1 : 0;
    const pauseMs = isDue(dueAt) ? Math.min(STUCK_MS, CHANGE_MS * 2 ** (this.#stuck - 1)) : 0;
    return Math.min(longest, Math.max(dueAt - this.#core.now(), pauseMs));
  }

  /** Plans one batch. @returns how many jobs or runs moved */
  async plan(now: number): Promise<number> {
    const stopped = new Set<string>();
    const ringWithin = this.#ringWithin(now);
    const planOne = (due: DueJob): JobPlan => {
      const plan = this.#planOne(due, now);
      for (const run of plan.changed) if (run.state === "running") stopped.add(run.id);
      return plan;
    };
    const planned = await this.#core.store.planDue(now, PLAN_BATCH, planOne, ringWithin);
    const { inserted, events, isMore, damaged = [] } = planned;
    for (const error of damaged) this.#core.settings.logger.error({ error }, "A row of the store cannot be read");
    this.#core.announce(events);
    for (const runId of stopped) this.#stopHere(runId);
    if (ringWithin === undefined) await this.ring(inserted, now);
    if (isMore) await turn();
    return inserted.length + events.length;
  }

  /**
   * A job with everything planned that has come due: that belongs to the job as it is, and must not vanish in a change of it.
   *
   * @param read reads it as it is stored
   */
  async planned<Job extends StoredJob | undefined>(read: () => Promise<Job>): Promise<Job> {
    for (let tries = 0; ; tries += 1) {
      const job = await read();
      const now = this.#core.now();
      const isDue = job?.state === "active" && job.nextAt !== undefined && job.nextAt <= now;
      if (!isDue || tries === PLAN_TRIES) return job;
      await this.plan(now);
    }
  }

  #planOne(due: DueJob, now: number): JobPlan {
    try {
      return planJob(due, now, this.#core.policiesOf(due.job), this.#core.occurrencesOf(due.job));
    } catch (error) {
      // One job whose schedule cannot be read (a zone that was removed) must not hold up the others.
      this.#core.settings.logger.error({ error, jobId: due.job.id }, "A job cannot be planned");
      const message = error instanceof Error ? error.message : String(error);
      const held = stepJob(due.job, { type: "suspend", code: "schedule-unreadable", message }, now);
      return { job: held.job, runs: [], changed: [], events: held.events };
    }
  }

  /** How bells ring in the very transaction that plans their runs, where the store and the queue are in one database. */
  #ringWithin(now: number): ((planned: readonly StoredRun[], runSql: RunSql) => Promise<void>) | undefined {
    const { store, settings } = this.#core;
    const { queue } = settings;
    const isShared = store.databaseId !== undefined && store.databaseId === queue.databaseId;
    if (!isShared || queue.ringWithin === undefined || now < this.#ringsAfterUntil) return undefined;
    return async (planned, runSql) => {
      try {
        await queue.ringWithin?.(this.#bellsOf(planned, now), runSql);
      } catch (error) {
        // A queue that is broken must not keep jobs from being planned.
        this.#ringsAfterUntil = now + settings.lostBellMs;
        throw error;
      }
    };
  }

  /** Rings for queued runs whose time has come: after a back-off, after jitter, or left by a process that died. */
  async #ringRipe(now: number): Promise<number> {
    // In a queue that others ring, too, those who planned runs have rung for them.
    const haveRipened = this.#core.settings.queue.waiting !== undefined;
    const { silent: ripe, isMore } = await this.#silent({ after: this.#rungUpTo, upTo: now, haveRipened });
    await this.ring(ripe, now);
    if (isMore) this.#isSweepUnfinished = true;
    this.#rungUpTo = now;
    return ripe.length;
  }

  /** Rings again for runs that found no room, or have waited so long that their bell may be lost. */
  async #sweep(now: number): Promise<void> {
    const { settings } = this.#core;
    // A queue inside the process takes a bell that it has already as the same bell; in another one it would ring twice.
    const isShared = settings.queue.waiting !== undefined;
    const isInTurn = now - this.#sweptInTurnAt >= settings.lostBellMs || now < this.#sweptInTurnAt;
    if (isInTurn) this.#sweptInTurnAt = now;
    const upTo = this.#hasNoRoom || (this.#isSweepUnfinished && !isShared) ? now : now - settings.lostBellMs;
    this.#hasNoRoom = false;
    this.#isShort = false;
    this.#sweptAt = now;
    // The oldest of the silent runs are those whose bells merely wait in the queue, behind others.
    const waiting = isShared ? await this.#bellsWaiting() : 0;
    const isFull = waiting >= RING_BATCH && !isInTurn;
    const { silent, isMore } = isFull
      ? { silent: [], isMore: true }
      : await this.#silent({ after: Number.NEGATIVE_INFINITY, upTo });
    const inAnyCase = isInTurn ? Math.min(RING_LEAST, waiting) : 0;
    await this.ring([...silent.slice(0, inAnyCase), ...silent.slice(waiting)], now);
    this.#isSweepUnfinished = isMore;
    if (!isInTurn) return;
    this.#pruning ??= this.#prune(now);
    await this.#core.readDatabaseClock();
  }

  /** Runs in the store that may start and may not have been rung for; `isMore` where there are others. */
  async #silent(range: {
    after: number;
    upTo: number;
    haveRipened?: boolean;
  }): Promise<{ silent: StoredRun[]; isMore: boolean }> {
    const { store, settings } = this.#core;
    const isShared = settings.queue.waiting !== undefined;
    const limit = isShared ? RING_BATCH : Math.max(RING_FEW, 2 * settings.concurrency.total);
    const silent = await store.unrung(isShared ? range : { ...range, among: RING_AMONG * limit }, limit);
    return { silent, isMore: silent.length === limit };
  }

  /** Beside everything else: what is due does not wait for it. */
  async #prune(now: number): Promise<void> {
    try {
      await this.#reaper.prune(now, this.#stopped.signal);
    } catch (error) {
      this.#core.settings.logger.warn({ error }, "Old history could not be removed");
    } finally {
      this.#pruning = undefined;
    }
  }

  /** About how many bells wait in a queue that outlives the process; as many as there can be, where it does not say. */
  async #bellsWaiting(): Promise<number> {
    const { queue, logger } = this.#core.settings;
    try {
      return (await queue.waiting?.()) ?? 0;
    } catch (error) {
      logger.warn({ error }, "The queue did not say how many bells wait");
      return RING_BATCH;
    }
  }

  /** What a process that does not plan does now and then: it sets its idea of the time right. */
  async #keepTime(): Promise<number> {
    await this.#core.readDatabaseClock();
    return this.#core.settings.lostBellMs;
  }

  /** Looks at the store soon: somebody wrote to it, perhaps a job that is due before all others. */
  async #noteChange(): Promise<void> {
    if (this.#isLookingSoon) return;
    this.#isLookingSoon = true;
    await this.#core.settings.clock.sleep(CHANGE_MS, this.#stopped.signal);
    this.#isLookingSoon = false;
    this.wake();
  }

  async #sleep(ms: number): Promise<void> {
    const { clock } = this.#core.settings;
    await clock.sleep(Math.ceil(ms), this.#alarm.signal);
  }

  /** A clock that was set is an event; nothing is repeated, since what was planned stays planned. */
  #noticeJump(): void {
    const { clock } = this.#core.settings;
    const reading = { wall: clock.now(), monotonic: clock.monotonic() };
    const before = this.#reading;
    this.#reading = reading;
    if (before === undefined) return;
    const byMs = reading.wall - before.wall - (reading.monotonic - before.monotonic);
    if (Math.abs(byMs) < JUMP_MS) return;
    this.#core.settings.logger.warn({ byMs }, "The clock jumped");
    this.#rungUpTo = Math.min(this.#rungUpTo, reading.wall);
    this.#core.emit({ name: "clock.jumped", byMs: Math.round(byMs), at: reading.wall });
  }
}
