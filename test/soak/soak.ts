import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { linearRegression } from "simple-statistics";
import type { Store } from "../../src/ports/store.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";

const minute = 60_000;
const hour = 60 * minute;

export interface Soak {
  /** Runs that were carried out. */
  runs: number;
  /** What the heap held after each hour, once it was tidied, in bytes. */
  heap: number[];
  /** By how much it grew in an hour, over all but the first hours, in bytes. */
  slope: number;
  /** Rows that are still kept at the end. */
  kept: number;
}

setFlagsFromString("--expose-gc");
const tidy = runInNewContext("gc") as () => void;

/**
 * Hours of jobs that occur every minute: each run writes, some fail and are tried again, some ask and are answered; a reader
 * follows the events, an owner is told, and history is kept for an hour. Nothing may pile up.
 */
export async function soak(store: Store, { hours, jobs }: { hours: number; jobs: number }): Promise<Soak> {
  const clock = new VirtualClock("2027-03-11T00:00:00Z");
  let runs = 0;
  let told = 0;
  let read = 0;
  const scheduler = createScheduler({
    store: clock.watch(store),
    clock,
    retention: { runsMs: hour, eventsMs: hour, proposalsMs: hour },
    notifiers: [{ notify: async () => void (told += 1) }],
    runner: async ({ run, emit, ask, history }) => {
      runs += 1;
      await emit({ type: "note", text: "begun" });
      if (runs % 10 === 0 && run.attempt === 1) throw new Error("the line is busy");
      if (runs % 25 === 0 && history.length < 3) await ask({ text: "Go on?" });
      return "Done.";
    },
  });
  const dexter = scheduler.as({ ownerId: "u1", factoryId: "f1", timezone: "UTC" });
  scheduler.on("run.asked", ({ run }) => void dexter.runs.reply(run.id, "yes"));
  const form = { schedules: [{ kind: "interval", everyMs: minute, anchor: new Date(0) } as const], prompt: "check" };
  for (let made = 0; made < jobs; made += 1) {
    const { id, revision } = await dexter.propose(form);
    await dexter.confirm(id, { revision });
  }
  await scheduler.start();
  const reading = new AbortController();
  const reader = (async () => {
    for await (const { position } of scheduler.events({ signal: reading.signal })) read = position;
  })();
  const heap: number[] = [];
  for (let passed = 0; passed < hours; passed += 1) {
    await clock.advanceBy(hour);
    tidy();
    heap.push(process.memoryUsage().heapUsed);
  }
  reading.abort();
  await reader;
  const kept = (await store.listEvents({ after: 0, limit: 1_000_000 })).length;
  await scheduler.stop();
  if (told === 0 || read === 0) throw new Error("nobody was told, or nobody read: the soak shows nothing");
  const steady = heap.slice(Math.min(4, Math.floor(hours / 3)));
  const slope = linearRegression(steady.map((bytes, index) => [index, bytes])).m;
  return { runs, heap, slope, kept };
}
