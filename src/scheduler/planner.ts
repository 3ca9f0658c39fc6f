import { planJob } from "../lifecycle/planJob.ts";
import { stepJob } from "../lifecycle/stepJob.ts";
import type { StoredRun } from "../model/run.ts";
import type { Bell } from "../ports/queue.ts";
import type { DueJob, JobPlan } from "../ports/store.ts";
import type { Core } from "./core.ts";
import type { Reaper } from "./reaper.ts";
import { turn } from "./turn.ts";

/** How many jobs are planned in one transaction: enough to be fast, few enough not to hold up the event loop. */
const PLAN_BATCH = 200;
/** How many runs are rung from the store in one go. */
const RING_BATCH = 1_000;
/** How long a queued run may be silent before its bell is taken to be lost. */
const LOST_BELL_MS = 30_000;
/** How soon bells for which there was no room are rung again. */
const NO_ROOM_MS = 1_000;
/** How much the wall clock may go astray from the monotonic one before it has jumped. */
const JUMP_MS = 2_000;
/** How long a failing store is left alone. */
const STORE_PAUSE_MS = 1_000;
/** How long after a change by somebody else the store is looked at, at the latest. */
const CHANGE_MS = 50;

/** Plans what is due, rings for what may start, and sleeps until there is something to do. */
export class Planner {
  readonly #core: Core;
  readonly #reaper: Reaper;
  #alarm = new AbortController();
  #stopped = new AbortController();
  #loop: Promise<void> | undefined;
  #unsubscribe: (() => void) | undefined;
  /** Up to which `notBefore` the queued runs have been rung. */
  #rungUpTo = Number.NEGATIVE_INFINITY;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #hasNoRoom = false;
  #isLookingSoon = false;
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
    this.#rungUpTo = Number.NEGATIVE_INFINITY;
    this.#unsubscribe = this.#core.store.subscribe(() => void this.#noteChange());
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#stopped.abort();
    this.wake();
    await this.#loop;
  }

  /** Ends the sleep: something may be due earlier than it seemed. */
  wake(): void {
    this.#alarm.abort();
  }

  /** Rings for runs that may start now; the others are rung when their time comes. */
  async ring(runs: readonly StoredRun[], now: number): Promise<void> {
    // Bells inside a process that carries nothing out would never be heard: whoever does finds the runs in the store.
    if (!this.#core.settings.isRinging) return;
    const bells: Bell[] = [];
    for (const run of runs) {
      if (run.state !== "queued" || run.waitsFor !== undefined || run.notBefore > now) continue;
      const priority = now - run.dueAt > this.#core.settings.policies.onTimeMs && run.trigger === "schedule" ? 1 : 0;
      bells.push({ runId: run.id, owner: run.ownerId, factory: run.factoryId, priority });
    }
    if (bells.length === 0) return;
    const refused = await this.#core.settings.queue.ring(bells);
    if (refused.length > 0) this.#hasNoRoom = true;
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
    const wakes = await store.nextWakes(this.#rungUpTo);
    const isDue = (at: number | undefined) => at !== undefined && at <= now;
    const isSweepDue = now - this.#sweptAt >= (this.#hasNoRoom ? NO_ROOM_MS : LOST_BELL_MS) || now < this.#sweptAt;
    let done = 0;
    if (isDue(wakes.jobAt)) done += await this.plan(now);
    if (isDue(wakes.runAt)) done += await this.#ringRipe(now);
    if (isDue(wakes.leaseAt) || isDue(wakes.answerAt)) done += await this.#reaper.reap(now);
    if (isDue(wakes.proposalAt)) done += await this.#reaper.expireProposals(now);
    if (isSweepDue) await this.#sweep(now);
    if (done > 0) return 0;

    const dueAt = Math.min(...Object.values(wakes).filter((at) => at !== undefined));
    const longest = this.#hasNoRoom ? NO_ROOM_MS : settings.maxSleepMs;
    // What is due and could not be dealt with (another planner holds it) is tried again soon, not at once.
    return Math.min(longest, Math.max(dueAt - this.#core.now(), isDue(dueAt) ? CHANGE_MS : 0));
  }

  /** Plans one batch. @returns how many jobs or runs moved */
  async plan(now: number): Promise<number> {
    const stopped = new Set<string>();
    const { inserted, events, isMore } = await this.#core.store.planDue(now, PLAN_BATCH, (due) => {
      const plan = this.#planOne(due, now);
      for (const run of plan.changed) if (run.state === "running") stopped.add(run.id);
      return plan;
    });
    this.#core.announce(events);
    for (const runId of stopped) this.#stopHere(runId);
    await this.ring(inserted, now);
    if (isMore) await turn();
    return inserted.length + events.length;
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

  /** Rings for queued runs whose time has come: after a back-off, after jitter, or left by a process that died. */
  async #ringRipe(now: number): Promise<number> {
    const ripe = await this.#core.store.unrung({ after: this.#rungUpTo, upTo: now }, RING_BATCH);
    await this.ring(ripe, now);
    if (ripe.length === RING_BATCH) this.#hasNoRoom = true;
    this.#rungUpTo = now;
    return ripe.length;
  }

  /** Rings again for runs that found no room, or have waited so long that their bell may be lost. */
  async #sweep(now: number): Promise<void> {
    const upTo = this.#hasNoRoom ? now : now - LOST_BELL_MS;
    this.#hasNoRoom = false;
    this.#sweptAt = now;
    const waiting = await this.#core.store.unrung({ after: Number.NEGATIVE_INFINITY, upTo }, RING_BATCH);
    await this.ring(waiting, now);
    if (waiting.length === RING_BATCH) this.#hasNoRoom = true;
    await this.#reaper.prune(now);
    await this.#core.readDatabaseClock();
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
