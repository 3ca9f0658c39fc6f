import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/ports/clock.ts";
import type { Bell, Queue } from "../../src/ports/queue.ts";
import type { RunContext } from "../../src/ports/runner.ts";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { faultyLine } from "../simulation/faultyStore.ts";
import { Random } from "../simulation/random.ts";
import { aGate, aHarness, daily, day, every, hour, minute, thursday } from "./harness.ts";
import { aFleet, grounds } from "./engines.ts";
import { aLastingStore, stores } from "./stores.ts";

const second = 1_000;
const sound = { before: 0, after: 0, slow: 0 };

/** The same clock, as a machine whose own is wrong sees it. */
function skewed(clock: VirtualClock, byMs: number): Clock {
  return {
    now: () => clock.now() + byMs,
    monotonic: () => clock.monotonic(),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
}

/** A queue that loses bells, rings them twice, or in another order. */
function badQueue(random: Random, faults: { lose: number; repeat: number; reorder: boolean }): Queue {
  const queue = localQueue();
  return {
    ...queue,
    ring: async (bells) => {
      const kept: Bell[] = [];
      for (const bell of bells) {
        if (random.chance(faults.lose)) continue;
        kept.push(bell);
        if (random.chance(faults.repeat)) kept.push(bell);
      }
      return queue.ring(faults.reorder ? kept.toReversed() : kept);
    },
  };
}

for (const [name, createStore] of stores) {
  describe(`several processes, on the store ${name}`, () => {
    it("T32 eight nodes whose clocks differ by up to 90 s carry out every occurrence exactly once", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const carriedOut: string[] = [];
      const nodes = Array.from({ length: 8 }, (_, index) =>
        aHarness({
          store,
          clock: skewed(clock, (index - 4) * 22 * second) as VirtualClock,
          runner: async ({ run }) => void carriedOut.push(run.id),
        }),
      );
      const { aJob } = nodes[4]!;
      for (let made = 0; made < 25; made += 1) await aJob(every(hour));
      for (const { scheduler } of nodes) await scheduler.start();
      await clock.advanceBy(10 * hour + 5 * minute);
      expect(carriedOut).toHaveLength(250);
      expect(new Set(carriedOut).size).toBe(250);
      const { items } = await store.listRuns({ limit: 500 });
      expect(items).toHaveLength(250);
      for (const { scheduler } of nodes) await scheduler.stop();
    });

    it("a factory is a mutex over all processes: what comes due while another job of it runs is skipped, or waits", async () => {
      for (const [policy, states] of [
        ["skip", ["skipped", "succeeded"]],
        ["queueOne", ["succeeded", "succeeded"]],
      ] as const) {
        const clock = new VirtualClock(thursday);
        const store = await aLastingStore(createStore, clock);
        let going = 0;
        let most = 0;
        const runner = async () => {
          most = Math.max(most, (going += 1));
          await clock.sleep(5 * minute, new AbortController().signal);
          going -= 1;
        };
        const nodes = [aHarness({ store, clock, runner }), aHarness({ store, clock, runner })] as const;
        const policies = { overlap: { policy, scope: "factory" } } as const;
        const jobs = [await nodes[0].aJob(daily(12), { policies }), await nodes[0].aJob(daily(12), { policies })];
        for (const { scheduler } of nodes) await scheduler.start();
        await clock.advanceTo("2027-03-11T17:20:00Z");
        const runs = [...(await nodes[1].runsOf(jobs[0]!)), ...(await nodes[1].runsOf(jobs[1]!))];
        expect(runs.map(({ state }) => state).toSorted()).toEqual(states);
        expect(most).toBe(1);
        // One that was skipped names the run that stood in its way.
        const named = runs.flatMap(({ state, reason }) => (state === "skipped" ? reason?.blockerId : []));
        const others = runs.filter(({ state }) => state === "succeeded").map(({ id }) => id);
        expect(named).toEqual(others.slice(0, named.length));
        for (const { scheduler } of nodes) await scheduler.stop();
      }
    });

    it("T35 another node goes on at once when the one that planned is gone: there is no leader to hand over", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const line = faultyLine(store, new Random(1), clock, sound);
      const first = aHarness({ store: line.store, clock });
      const other = aHarness({ store, clock });
      const job = await other.aJob(every(hour));
      await first.scheduler.start();
      await other.scheduler.start();
      await clock.advanceBy(90 * minute);
      line.cut();
      await clock.advanceBy(30 * minute + 1_000);
      expect((await other.runsOf(job)).map(({ state }) => state)).toEqual(["succeeded", "succeeded"]);
      await other.scheduler.stop();
    });

    it("T36 a store that is away for 2 s of every 5 s loses and doubles nothing, with exact counts", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const isAway = () => clock.monotonic() % 5_000 < 2_000 && clock.monotonic() < hour;
      const flaky = new Proxy(store, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== "function" || key === "subscribe" || key === "open") return value;
          return async (...args: unknown[]): Promise<unknown> => {
            if (isAway()) throw new Error("the line is down");
            return Reflect.apply(value, target, args);
          };
        },
      });
      const steady = aHarness({ store, clock });
      const job = await steady.aJob(every(minute));
      const node = aHarness({ store: flaky, clock });
      await node.scheduler.start().catch(() => undefined);
      await clock.advanceBy(3 * second);
      await node.scheduler.start();
      await clock.advanceBy(10 * minute);
      const runs = await steady.runsOf(job);
      expect(runs.map(({ dueAt }) => dueAt.getTime() - Date.parse(thursday))).toEqual(
        Array.from({ length: 10 }, (_, index) => (index + 1) * minute),
      );
      expect(runs.slice(0, -1).map(({ state }) => state)).toEqual(Array.from({ length: 9 }, () => "succeeded"));
      await clock.advanceBy(hour);
      await node.scheduler.stop();
    });

    it("T37 bells that are lost are rung again from the store", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const queue = badQueue(new Random(37), { lose: 0.7, repeat: 0, reorder: false });
      const { scheduler, aJob, runsOf } = aHarness({ store, clock, queue, maxSleepMs: 30_000 });
      const job = await aJob(every(10 * minute));
      await scheduler.start();
      await clock.advanceBy(2 * hour + 9 * minute);
      const runs = await runsOf(job);
      expect(runs).toHaveLength(12);
      expect(runs.filter(({ state }) => state === "succeeded").length).toBeGreaterThanOrEqual(11);
      await scheduler.stop();
    });

    it("T38 bells that come twice or in another order change nothing", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const queue = badQueue(new Random(38), { lose: 0, repeat: 1, reorder: true });
      const carriedOut: string[] = [];
      const { scheduler, aJob } = aHarness({
        store,
        clock,
        queue,
        runner: async ({ run }) => void carriedOut.push(run.id),
      });
      for (let made = 0; made < 20; made += 1) await aJob(daily(12));
      await scheduler.start();
      await clock.advanceBy(day);
      expect(carriedOut).toHaveLength(20);
      expect(new Set(carriedOut).size).toBe(20);
      await scheduler.stop();
    });

    it("T39 a bell for a job that was deleted, or for a run that never was, starts nothing", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const queue = localQueue();
      const { scheduler, aJob, dexter, runsOf } = aHarness({ store, clock, queue, runner: async () => "Done." });
      const job = await aJob(daily(12), { policies: { jitterMs: 10 * minute } });
      await scheduler.start();
      await clock.advanceTo("2027-03-11T17:00:00Z");
      const [run] = await runsOf(job);
      await dexter.jobs.delete(job.id);
      const bell = { owner: "u1", factory: "f1", priority: 0 };
      await queue.ring([
        { ...bell, runId: run?.id ?? "" },
        { ...bell, runId: "never-was" },
      ]);
      await clock.advanceBy(hour);
      expect(await runsOf(job)).toMatchObject([{ state: "cancelled", attempt: 0 }]);
      await scheduler.stop();
    });
  });
}

for (const { name, isSkipped, create } of grounds) {
  describe.skipIf(isSkipped)(`a process that was frozen, on ${name}`, () => {
    it("T33 a worker that comes back after its lease was lost can write nothing any more", async () => {
      const clock = new VirtualClock(thursday);
      const { store, join } = await aFleet(create, clock);
      let zombie: RunContext | undefined;
      const gate = aGate();
      const frozen = faultyLine(store, new Random(1), clock, sound);
      // A frozen process renews nothing; its runner, however, comes back to life.
      const renew = () => new Promise<never>(() => {});
      const first = join({
        store: new Proxy(frozen.store, { get: (target, key) => (key === "renew" ? renew : Reflect.get(target, key)) }),
        runner: async (context) => {
          zombie = context;
          await context.emit({ type: "note", text: "begun" });
          await gate.opened;
          return "Done by the zombie.";
        },
      });
      const job = await first.aJob(daily(12));
      await first.scheduler.start();
      await clock.advanceTo("2027-03-11T17:00:01Z");
      const other = join();
      await other.scheduler.start();
      await clock.advanceBy(2 * minute);
      expect(await other.runsOf(job)).toMatchObject([{ state: "interrupted", reason: { code: "worker-lost" } }]);

      await expect(zombie?.emit({ type: "note", text: "I am back" })).rejects.toMatchObject({ code: "LEASE_LOST" });
      await expect(zombie?.declareSideEffect()).rejects.toMatchObject({ code: "LEASE_LOST" });
      gate.open();
      await clock.settle();
      const [run] = await other.runsOf(job);
      expect(run).toMatchObject({ state: "interrupted" });
      const { entries } = await other.dexter.conversations.get(run?.conversationId ?? "");
      expect(JSON.stringify(entries)).not.toContain("zombie");
      expect(JSON.stringify(entries)).not.toContain("I am back");
      await other.scheduler.stop();
    });
  });
}
