import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import type { EventName, SchedulerEvent } from "../../src/model/events.ts";
import { schedulerEventSchema } from "../../src/model/events.ts";
import type { ScheduledJob } from "../../src/model/job.ts";
import type { PolicyOverrides } from "../../src/model/policies.ts";
import type { Run } from "../../src/model/run.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import type { Store } from "../../src/ports/store.ts";
import { createScheduler, type Scheduler } from "../../src/scheduler/createScheduler.ts";
import type { SchedulerOptions } from "../../src/scheduler/options.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";

/** A Thursday morning in New York, three days before its clocks go forward. */
export const thursday = "2027-03-11T15:12:00Z";
export const owner = { ownerId: "u1", factoryId: "f1", timezone: "America/New_York", locale: "en-US" };
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const names = schedulerEventSchema.options.map((option) => option.shape.name.value);

export interface Harness {
  clock: VirtualClock;
  store: Store;
  scheduler: Scheduler;
  dexter: ReturnType<Scheduler["as"]>;
  events: SchedulerEvent[];
  /** The names of the events so far, but for those that are left out. */
  heard: (...leftOut: EventName[]) => EventName[];
  /** A confirmed job of a host's own form. */
  aJob: (
    schedule: Schedule,
    fields?: { prompt?: string; name?: string; policies?: PolicyOverrides },
  ) => Promise<ScheduledJob>;
  runsOf: (job: Pick<ScheduledJob, "id">) => Promise<Run[]>;
}

/** A scheduler on a memory store under a clock that the test moves. */
export function aHarness(
  options: Partial<SchedulerOptions> & {
    clock?: VirtualClock;
  } = {},
): Harness {
  const clock = options.clock ?? new VirtualClock(thursday);
  const store = options.store ?? memoryStore();
  const scheduler = createScheduler({
    runner: async () => "Done.",
    // Days of virtual time pass in these tests; looking every thirty seconds would only take long.
    maxSleepMs: hour,
    queue: localQueue(),
    ...options,
    store,
    clock,
  });
  const events: SchedulerEvent[] = [];
  for (const name of names) scheduler.on(name, (event: SchedulerEvent) => void events.push(event));
  const dexter = scheduler.as(owner);
  return {
    clock,
    store,
    scheduler,
    dexter,
    events,
    heard: (...leftOut) => events.map(({ name }) => name).filter((name) => !leftOut.includes(name)),
    aJob: async (schedule, { prompt = "check the line", ...fields } = {}) => {
      const { id, revision } = await dexter.propose({ schedules: [schedule], prompt, ...fields });
      const [job] = await dexter.confirm(id, { revision });
      if (job === undefined) throw new Error("no job was created");
      return job;
    },
    runsOf: async ({ id }) => (await dexter.runs.list({ jobId: id, limit: 500 })).items.toReversed(),
  };
}

/** Something that a test lets happen when it wants to. */
export function aGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

export const every = (everyMs: number): Schedule => ({ kind: "interval", everyMs, anchor: new Date(0) });
export const daily = (hourOfDay: number): Schedule => ({
  kind: "cron",
  expression: `0 ${hourOfDay} * * *`,
  timezone: "America/New_York",
});
export const once = (at: string): Schedule => ({ kind: "once", at: new Date(at) });
