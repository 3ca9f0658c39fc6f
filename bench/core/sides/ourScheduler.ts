import { createScheduler } from "../../../src/scheduler/createScheduler.ts";
import type { Store } from "../../../src/ports/store.ts";
import { VirtualClock } from "../../../src/testing/virtualClock.ts";
import { EVERY_MS, FIRST, JOBS } from "../jobs.ts";
import { type Side, Tally } from "../side.ts";
import { work } from "../work.ts";

/** The whole scheduler with a runner, over a store that holds the jobs; time is moved on by hand, so that all become due at once. */
export async function ourScheduler(store: Store, concurrency: number): Promise<Side> {
  const clock = new VirtualClock(FIRST - 1);
  const tally = new Tally();
  let dueAt = FIRST;
  const scheduler = createScheduler({
    // By the clock that is moved by hand, not by the database's.
    store: { ...store, now: async () => undefined },
    clock,
    concurrency,
    runner: async () => work.answer,
  });
  scheduler.on("run.succeeded", tally.add);
  await scheduler.start();
  return {
    name: "ours",
    carryOut: async (runs) => {
      for (let done = 0; done < runs; done += JOBS) {
        const all = tally.expect(JOBS);
        await clock.advanceTo(dueAt);
        dueAt += EVERY_MS;
        await all;
      }
    },
    close: () => scheduler.stop(),
  };
}
