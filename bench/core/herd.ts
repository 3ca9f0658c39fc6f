import { setTimeout as sleep } from "node:timers/promises";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { aSqliteDatabase } from "./databases.ts";
import { fillOnce } from "./jobs.ts";
import { Tally } from "./side.ts";

const HERD = 10_000;

export interface Herd {
  jobs: number;
  /** From the instant they are due to the last one's run being planned. */
  plannedMs: number;
  /** The longest time in which nothing else had its turn. */
  blockedMs: number;
}

/** Ten thousand jobs due at one instant, beside agents that take their time, as agents do. */
export async function herd(): Promise<{ herd: Herd; broken: string[] }> {
  const dueAt = Date.now() + 6_000;
  const database = await aSqliteDatabase("full", (store) => fillOnce(store, HERD, () => dueAt));
  const tally = new Tally();
  const all = tally.expect(HERD);
  const scheduler = createScheduler({
    store: database.store,
    runner: async ({ signal }) => {
      await sleep(60_000, undefined, { signal }).catch(() => {});
    },
  });
  scheduler.on("run.planned", tally.add);
  await scheduler.start();
  await sleep(dueAt - Date.now() - 50);
  let isOver = false;
  const blocked = longestTurn(() => isOver);
  await all;
  const plannedMs = Date.now() - dueAt;
  isOver = true;
  const blockedMs = await blocked;
  const { runs } = await database.count();
  await scheduler.stop({ waitMs: 0 });
  await database.remove();
  return {
    herd: { jobs: HERD, plannedMs, blockedMs },
    broken: runs === HERD ? [] : [`a herd of ${HERD} jobs became ${runs} runs`],
  };
}

/** The longest time between two turns of the event loop. */
async function longestTurn(isOver: () => boolean): Promise<number> {
  let longest = 0;
  for (let before = performance.now(); !isOver();) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return longest;
}
