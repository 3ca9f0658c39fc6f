import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { SchedulerError } from "../../src/errors/schedulerError.ts";
import type { ScheduledJob } from "../../src/model/job.ts";
import type { PolicyOverrides } from "../../src/model/policies.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import type { RunContext } from "../../src/ports/runner.ts";
import { createScheduler, type Scheduler } from "../../src/scheduler/createScheduler.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { faultyLine, type Line } from "./faultyStore.ts";
import { Random } from "./random.ts";

const minute = 60_000;
const hour = 60 * minute;
export const day = 24 * hour;

const zones = [
  "America/New_York",
  "Europe/Berlin",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Asia/Kolkata",
  "America/Havana",
];
const owner = { ownerId: "u1", factoryId: "f1", timezone: "America/New_York" };

/** A process that schedules, and its line to the store. */
interface Node {
  scheduler: Scheduler;
  line: Line;
}

/** What people did to a job: which schedule held from when on. */
export interface Biography {
  jobId: string;
  /** `until`: its last occurrence is not behind this; where the clock was set back, that may be behind the edit's own time. */
  versions: { schedule: Schedule; from: number; until?: number }[];
  deletedAt?: number;
}

/** Several processes on one store, people who change their minds, an agent that fails: all by the dice of one seed. */
export class World {
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly store = memoryStore();
  readonly biographies = new Map<string, Biography>();
  /** Runs to which a person replied: these alone may be attempted again after a side effect. */
  readonly replied = new Set<string>();
  readonly sideEffects = new Map<string, number[]>();
  /** Attempts that are going on, as the agent sees it, by job. */
  readonly counts = { crashes: 0, actions: 0, attempts: 0, jumps: 0 };
  #nodes: (Node | undefined)[];
  #isCalm = false;
  #ids = 0;

  constructor(seed: number, nodes = 2) {
    this.random = new Random(seed);
    this.clock = new VirtualClock(Date.UTC(2027, this.random.whole(0, 11), this.random.whole(1, 28), 12));
    this.#nodes = Array.from({ length: nodes }, () => undefined);
  }

  async begin(jobs: number): Promise<void> {
    for (const index of this.#nodes.keys()) await this.#boot(index);
    for (let made = 0; made < jobs; made += 1) await this.#createJob();
  }

  /** Lets some time pass, then something happens. */
  async step(): Promise<void> {
    await this.clock.advanceBy(this.random.whole(minute, 2 * day));
    const action = this.random.pick([
      "crash",
      "crash",
      "reboot",
      "reboot",
      "reboot",
      "pause",
      "resume",
      "resume",
      "edit",
      "trigger",
      "cancel",
      "reply",
      "reply",
      "delete",
      "create",
      "jump",
      "nothing",
    ] as const);
    await this.#act(action);
    await this.clock.settle();
  }

  /** No more faults: everything that can come to an end does. */
  async calmDown(): Promise<void> {
    this.#isCalm = true;
    for (const index of this.#nodes.keys()) {
      this.#crash(index);
      await this.#boot(index);
    }
    await this.clock.advanceBy(3 * day);
  }

  async end(): Promise<void> {
    const stopping = Promise.all(this.#nodes.map(async (node) => node?.scheduler.stop()));
    await this.clock.advanceBy(hour);
    await stopping;
  }

  async #act(action: string): Promise<void> {
    this.counts.actions += 1;
    switch (action) {
      case "crash":
        return this.#crash(this.random.whole(0, this.#nodes.length - 1));
      case "reboot":
        for (const [index, node] of this.#nodes.entries()) if (node === undefined) await this.#boot(index);
        return undefined;
      case "jump": {
        this.counts.jumps += 1;
        this.clock.setWallClock(this.clock.now() + this.random.whole(-2 * hour, 2 * hour));
        return undefined;
      }
      case "create":
        return this.#createJob();
      default:
        return this.#asPerson(action);
    }
  }

  /** What a person does goes through a line of their own that never fails: they try until they know. */
  async #asPerson(action: string): Promise<void> {
    const dexter = this.#person();
    const { items } = await dexter.jobs.list({ limit: 100 });
    if (items.length === 0) return;
    const job = this.random.pick(items);
    try {
      switch (action) {
        case "pause":
          await dexter.jobs.pause(job.id);
          break;
        case "resume":
          await this.#resume(job);
          break;
        case "edit":
          await this.#edit(job);
          break;
        case "trigger":
          await dexter.jobs.trigger(job.id);
          break;
        case "delete": {
          if (items.length < 3) break;
          await dexter.jobs.delete(job.id, { abortRunning: this.random.chance(0.5) });
          const biography = this.biographies.get(job.id);
          if (biography !== undefined) biography.deletedAt = this.clock.now();
          break;
        }
        case "cancel": {
          const running = await dexter.runs.list({ states: ["queued", "running", "needs_input"] });
          const run = running.items[0];
          if (run !== undefined) await dexter.runs.cancel(run.id);
          break;
        }
        case "reply": {
          const asking = await dexter.runs.list({ states: ["needs_input", "interrupted"] });
          const run = asking.items[0];
          if (run === undefined) break;
          await dexter.runs.reply(run.id, "go on");
          this.replied.add(run.id);
          break;
        }
      }
    } catch (error) {
      // A scheduler may suspend or complete the job between the person's look and their change.
      const fine = ["JOB_STATE", "RUN_STATE", "REVISION_CONFLICT"] as const;
      if (!fine.some((code) => SchedulerError.is(error, code))) throw error;
    }
  }

  /** Resumes every held job now and then, so that none sleeps for the rest of the year. */
  async #resume(job: ScheduledJob): Promise<void> {
    const dexter = this.#person();
    const { items } = await dexter.jobs.list({ limit: 100, states: ["paused", "suspended"] });
    await dexter.jobs.resume((items[0] ?? job).id);
  }

  async #edit(job: ScheduledJob): Promise<void> {
    const schedule = this.#schedule();
    const changed = await this.#person().jobs.update(job.id, { schedule }, { revision: job.revision });
    const versions = this.biographies.get(job.id)?.versions ?? [];
    const from = this.clock.now();
    const before = versions.at(-1);
    if (before !== undefined) before.until = Math.max(from, Number(changed.lastRun?.dueAt ?? 0));
    versions.push({ schedule: changed.schedule, from });
  }

  async #createJob(): Promise<void> {
    const dexter = this.#person();
    const form = { schedules: [this.#schedule()], prompt: "check the line", policies: this.#policies() };
    const { id, revision } = await dexter.propose(form);
    const [job] = await dexter.confirm(id, { revision });
    if (job === undefined) throw new Error("no job was created");
    this.biographies.set(job.id, { jobId: job.id, versions: [{ schedule: job.schedule, from: this.clock.now() }] });
  }

  readonly #newId = (): string => `id-${(this.#ids += 1)}`;

  #person(): ReturnType<Scheduler["as"]> {
    return createScheduler({ store: this.store, clock: this.clock, newId: this.#newId }).as(owner);
  }

  #schedule(): Schedule {
    const timezone = this.random.pick(zones);
    const at = `${this.random.whole(0, 59)} ${this.random.whole(0, 23)}`;
    switch (this.random.whole(0, 5)) {
      case 0:
        return { kind: "interval", everyMs: this.random.whole(5, 40) * hour, anchor: new Date(0) };
      case 1:
        return { kind: "once", at: new Date(this.clock.now() + this.random.whole(1, 60) * hour) };
      case 2:
        return { kind: "cron", expression: `${at} * * ${this.random.whole(0, 6)}`, timezone };
      case 3:
        return {
          kind: "cron",
          expression: `${this.random.whole(0, 59)} */${this.random.pick([6, 8, 12])} * * *`,
          timezone,
        };
      case 4:
        return {
          kind: "rrule",
          rule: `FREQ=DAILY;INTERVAL=${this.random.whole(2, 5)}`,
          start: "2026-12-01T02:30:00",
          timezone,
          until: new Date(this.clock.now() + this.random.whole(10, 200) * day),
        };
      default:
        return { kind: "cron", expression: `${this.random.pick(["30 1", "30 2", "0 0", at])} * * *`, timezone };
    }
  }

  #policies(): PolicyOverrides {
    const { random } = this;
    return {
      misfire: { policy: random.pick(["latest", "latest", "each", "skip"]), limit: random.whole(1, 4) },
      overlap: { policy: random.pick(["skip", "skip", "queueOne", "allow", "cancelPrevious"]) },
      retry: { attempts: random.whole(1, 3), backoffMs: minute, afterCrash: random.chance(0.3) },
      limits: { runMs: 3 * hour, idleMs: hour, graceMs: minute, answerMs: random.whole(1, 5) * day },
      ...(random.chance(0.3) && { jitterMs: 10 * minute }),
    };
  }

  async #boot(index: number): Promise<void> {
    const faults = this.#isCalm ? { before: 0, after: 0, slow: 0 } : { before: 0.003, after: 0.002, slow: 0.01 };
    const line = faultyLine(this.store, this.random, this.clock, faults);
    const scheduler = createScheduler({
      store: line.store,
      clock: this.clock,
      newId: this.#newId,
      runner: (context) => this.#work(context),
      // In a year of virtual time nobody looks every thirty seconds; what is due, ripe or expired wakes the planner anyway.
      maxSleepMs: 6 * hour,
    });
    this.#nodes[index] = { scheduler, line };
    await scheduler.start();
  }

  #crash(index: number): void {
    const node = this.#nodes[index];
    if (node === undefined) return;
    this.counts.crashes += 1;
    node.line.cut();
    this.#nodes[index] = undefined;
  }

  /** The host's agent: works a while, writes, fails, asks, ignores its signal, as the dice say. */
  async #work({ run, emit, ask, declareSideEffect, signal, history }: RunContext): Promise<string | void> {
    const { random } = this;
    this.counts.attempts += 1;
    const say = (text: string) =>
      emit({ type: "message", role: "assistant", text: `${run.attempt}:${run.fencingToken} ${text}` });
    await say("begins");
    const isDeaf = random.chance(0.1);
    const nap = (ms: number) => this.clock.sleep(ms, isDeaf ? new AbortController().signal : signal);
    await nap(random.pick([0, 1_000, 10 * minute, 50 * minute]));
    if (random.chance(0.2)) {
      await declareSideEffect();
      this.sideEffects.set(run.id, [...(this.sideEffects.get(run.id) ?? []), run.attempt]);
    }
    if (random.chance(0.05)) await nap(5 * hour);
    if (random.chance(0.05) && !history.some(({ item }) => item.type === "question")) await ask({ text: "Go on?" });
    if (random.chance(0.2)) throw new Error("the dice say no");
    await say("ends");
    return "Done.";
  }
}
