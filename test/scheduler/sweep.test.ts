import { describe, expect, it } from "vitest";
import type { Bell, Queue } from "../../src/ports/queue.ts";
import { aHarness, daily, minute } from "./harness.ts";

const noon = "2027-03-11T17:00:00Z";
const second = 1_000;

/** A queue that outlives the process, loses every bell that rings in it, and says that so many wait. */
function aLossyQueue(state: { waiting: number | "unknown" }): { queue: Queue; rung: string[]; take: () => string[] } {
  const rung: string[] = [];
  const queue: Queue = {
    canTellOwnersApart: true,
    ring: async (bells: readonly Bell[]) => {
      rung.push(...bells.map(({ runId }) => runId));
      return [];
    },
    listen: async () => async () => {},
    waiting: async () => {
      if (state.waiting === "unknown") throw new Error("the line is down");
      return state.waiting;
    },
  };
  return { queue, rung, take: () => rung.splice(0) };
}

async function aBacklog(runs: number, state: { waiting: number | "unknown" }) {
  const { queue, take } = aLossyQueue(state);
  const harness = aHarness({
    queue,
    lostBellMs: 30 * second,
    maxSleepMs: 30 * second,
    limits: { jobsPerOwner: 10_000 },
  });
  for (let made = 0; made < runs; made += 1) await harness.aJob(daily(12));
  await harness.scheduler.start();
  await harness.clock.advanceTo(noon);
  expect(new Set(take()).size).toBe(runs);
  return { ...harness, take };
}

describe("the sweep", () => {
  it("rings again for runs whose bell was lost, and not before it can be taken to be lost", async () => {
    const { clock, scheduler, take } = await aBacklog(20, { waiting: 0 });
    await clock.advanceBy(29 * second);
    expect(take()).toEqual([]);
    await clock.advanceBy(31 * second);
    expect(new Set(take()).size).toBe(20);
    await scheduler.stop();
  });

  it("rings for a thousand runs a second where no bells wait", async () => {
    const { clock, scheduler, take } = await aBacklog(1_200, { waiting: 0 });
    await clock.advanceBy(61 * second);
    const rung = take();
    expect(rung.length).toBeGreaterThanOrEqual(1_000);
    // Nobody works here, so the oldest thousand stay silent: they ring once a second, and no more than they.
    expect(new Set(rung).size).toBe(1_000);
    expect(rung.length).toBeLessThanOrEqual(33 * 1_000);
    await scheduler.stop();
  });

  it("passes over as many silent runs as bells wait, but for ten", async () => {
    const { clock, scheduler, take } = await aBacklog(100, { waiting: 80 });
    await clock.advanceBy(minute);
    // The ten oldest, in case their bells are not among those that wait, and the twenty that cannot be.
    expect(new Set(take()).size).toBe(30);
    await scheduler.stop();
  });

  it("does not ring for a backlog again and again", async () => {
    const { clock, scheduler, take } = await aBacklog(1_200, { waiting: 5_000 });
    await clock.advanceBy(10 * minute);
    // Ten twice a minute, so that bells which are lost among those that wait are found in the end.
    const rung = take().length;
    expect(rung).toBeGreaterThanOrEqual(18 * 10);
    expect(rung).toBeLessThanOrEqual(20 * 10);
    await scheduler.stop();
  });

  it("rings for few where the queue does not say how many bells wait", async () => {
    const { clock, scheduler, take } = await aBacklog(50, { waiting: "unknown" });
    await clock.advanceBy(minute);
    expect(new Set(take()).size).toBe(10);
    await scheduler.stop();
  });

  it("rings for the rest of a backlog as soon as few bells are left in a queue inside the process", async () => {
    const { clock, scheduler: planner, store, aJob } = aHarness({ roles: ["plan"], limits: { jobsPerOwner: 10_000 } });
    for (let made = 0; made < 1_200; made += 1) await aJob(daily(12));
    await planner.start();
    await clock.advanceTo(noon);
    await planner.stop();
    const { scheduler } = aHarness({ store, clock });
    await scheduler.start();
    await clock.advanceBy(0.9 * second);
    expect(await store.countRuns({})).toEqual({ succeeded: 1_200 });
    await scheduler.stop();
  });
});
