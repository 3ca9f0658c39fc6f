import { describe, expect, it } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import type { Queue } from "../../src/ports/queue.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { aHarness, daily, hour, thursday } from "./harness.ts";
import { aLastingStore } from "./stores.ts";

/** One queue that several schedulers share and none of them ends. */
function aSharedQueue(): { queue: Queue; rung: string[] } {
  const rung: string[] = [];
  const local = localQueue();
  const ring: Queue["ring"] = (bells) => {
    rung.push(...bells.map(({ runId }) => runId));
    return local.ring(bells);
  };
  return { queue: { ...local, ring }, rung };
}

describe("the roles of a process", () => {
  it("let one process serve callers, one plan and one work", async () => {
    const clock = new VirtualClock(thursday);
    const store = await aLastingStore(memoryStore, clock);
    const { queue } = aSharedQueue();
    const carriedOut: string[] = [];
    const runner = (name: string) => async () => void carriedOut.push(name);
    const api = aHarness({ store, clock, queue, roles: [], runner: runner("api") });
    const planner = aHarness({ store, clock, queue, roles: ["plan"], runner: runner("planner") });
    const worker = aHarness({ store, clock, queue, roles: ["work"], runner: runner("worker") });
    for (const { scheduler } of [api, planner, worker]) await scheduler.start();
    const job = await api.aJob(daily(12));
    await clock.advanceTo("2027-03-11T17:00:01Z");
    expect(carriedOut).toEqual(["worker"]);
    expect(await api.runsOf(job)).toMatchObject([{ state: "succeeded" }]);
    for (const { scheduler } of [api, planner, worker]) await scheduler.stop();
  });

  it("[] never plans, however long it is on", async () => {
    const { clock, scheduler, aJob, runsOf } = aHarness({ roles: [] });
    const job = await aJob(daily(12));
    await scheduler.start();
    await clock.advanceBy(48 * hour);
    expect(await runsOf(job)).toEqual([]);
    await scheduler.stop();
  });

  it("plan without work rings for others and carries nothing out", async () => {
    const { queue, rung } = aSharedQueue();
    const { clock, scheduler, aJob, runsOf } = aHarness({ roles: ["plan"], queue });
    const job = await aJob(daily(12));
    await scheduler.start();
    await clock.advanceTo("2027-03-11T17:00:01Z");
    const [run] = await runsOf(job);
    expect(run?.state).toBe("queued");
    expect(rung).toEqual([run?.id]);
    await scheduler.stop();
  });

  it("refuse to work on bells that nobody can ring", () => {
    const options = { store: memoryStore(), runner: async () => {}, roles: ["work"] as const };
    expect(() => createScheduler(options)).toThrow(/option "queue".*bullmqQueue/);
  });
});
