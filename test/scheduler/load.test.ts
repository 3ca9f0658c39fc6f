import { describe, expect, it } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { aHarness, daily, hour, minute, owner, thursday } from "./harness.ts";
import { aLastingStore, stores } from "./stores.ts";

const second = 1_000;
const noon = Date.parse("2027-03-11T17:00:00Z");

/** How many jobs are made: as many as each store can make in a few seconds. */
const counts: Readonly<Record<string, number>> = { memory: 2_000, sqlite: 1_000, postgres: 250 };

for (const [name, createStore] of stores) {
  const count = counts[name] ?? 0;
  describe(`many runs at once, on the store ${name}`, () => {
    it("T48 an owner with one job does not wait for an owner with thousands", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const startedAt = new Map<string, number>();
      const { scheduler, aJob } = aHarness({
        store,
        clock,
        limits: { jobsPerOwner: 100_000 },
        runner: async ({ job }) => {
          startedAt.set(job.ownerId, Math.min(startedAt.get(job.ownerId) ?? Infinity, clock.now()));
          await clock.sleep(second, new AbortController().signal);
        },
      });
      for (let made = 0; made < count; made += 1) await aJob(daily(12));
      const small = scheduler.as({ ...owner, ownerId: "u2" });
      const { id, revision } = await small.propose({ schedules: [daily(12)], prompt: "check the line" });
      const [job] = await small.confirm(id, { revision });
      await scheduler.start();
      await clock.advanceTo(noon + 10 * second);
      expect((await small.runs.list({ jobId: job!.id })).items).toMatchObject([{ state: "succeeded" }]);
      expect((startedAt.get("u2") ?? Infinity) - noon).toBeLessThanOrEqual(2 * second);
      await Promise.all([scheduler.stop({ waitMs: 0 }), clock.advanceBy(minute)]);
    }, 60_000);

    it("T49 a herd of the same minute is planned in batches, and the event loop has its turn in between", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const batches: number[] = [];
      const planDue = store.planDue.bind(store);
      const watched = new Proxy(store, {
        get: (target, key) =>
          key === "planDue"
            ? async (...args: Parameters<typeof planDue>) => {
                const planned = await planDue(...args);
                if (planned.inserted.length > 0) batches.push(planned.inserted.length);
                return planned;
              }
            : Reflect.get(target, key),
      });
      const { scheduler, aJob } = aHarness({ store: watched, clock, limits: { jobsPerOwner: 100_000 } });
      for (let made = 0; made < count; made += 1) await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo(noon);
      expect(batches.reduce((sum, batch) => sum + batch, 0)).toBe(count);
      expect(Math.max(...batches)).toBeLessThanOrEqual(200);
      await clock.advanceBy(10 * minute);
      expect((await store.measure(clock.now())).queuedRuns).toBe(0);
      await scheduler.stop();
    }, 60_000);

    it("T50 a queue without room loses nothing: what it refused is rung again", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const { scheduler, aJob } = aHarness({
        store,
        clock,
        queue: localQueue({ capacity: 20 }),
        limits: { jobsPerOwner: 100_000 },
        runner: async () => clock.sleep(second, new AbortController().signal),
      });
      for (let made = 0; made < count / 5; made += 1) await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo(noon + 3 * minute);
      expect(await store.measure(clock.now())).toMatchObject({ queuedRuns: 0, runningRuns: 0 });
      await scheduler.stop();
    }, 60_000);
  });
}

describe("limits of one process", () => {
  it("never carries out more at a time than it may, by owner and by factory", async () => {
    const going = new Map<string, number>();
    const most = new Map<string, number>();
    const { clock, scheduler } = aHarness({
      concurrency: { total: 6, perOwner: 3, perFactory: 2 },
      runner: async ({ job }) => {
        const keys = ["all", job.ownerId, job.factoryId];
        for (const key of keys) {
          const count = (going.get(key) ?? 0) + 1;
          going.set(key, count);
          most.set(key, Math.max(most.get(key) ?? 0, count));
        }
        await clock.sleep(minute, new AbortController().signal);
        for (const key of keys) going.set(key, (going.get(key) ?? 0) - 1);
      },
    });
    for (const ownerId of ["o1", "o2", "o3"]) {
      for (const factory of ["a", "b"]) {
        const dexter = scheduler.as({ ...owner, ownerId, factoryId: `${ownerId}-${factory}` });
        const { id, revision } = await dexter.propose({
          schedules: Array.from({ length: ownerId === "o1" ? 12 : 4 }, () => daily(12)),
          prompt: "check the line",
        });
        await dexter.confirm(id, { revision });
      }
    }
    await scheduler.start();
    await clock.advanceTo(noon + hour);
    expect(most.get("all")).toBe(6);
    for (const ownerId of ["o1", "o2", "o3"]) {
      expect(most.get(ownerId)).toBeLessThanOrEqual(3);
      expect(most.get(`${ownerId}-a`)).toBeLessThanOrEqual(2);
    }
    // The one with the most jobs goes on alone in the end, with as many as one owner may have.
    expect(most.get("o1")).toBe(3);
    expect([...going.values()].every((count) => count === 0)).toBe(true);
    await scheduler.stop();
  });

  it("refuses more jobs than an owner may have, whatever the factory, and none of a proposal in part", async () => {
    const { scheduler, dexter, aJob } = aHarness({ limits: { jobsPerOwner: 2 } });
    await aJob(daily(12));
    const elsewhere = scheduler.as({ ...owner, factoryId: "f2" });
    const two = await elsewhere.propose({ schedules: [daily(6), daily(18)], prompt: "check the line" });
    await expect(elsewhere.confirm(two.id, { revision: 1 })).rejects.toMatchObject({ code: "JOB_LIMIT_REACHED" });
    expect((await elsewhere.jobs.list()).items).toEqual([]);
    await aJob(daily(13));
    await expect(aJob(daily(14))).rejects.toMatchObject({ code: "JOB_LIMIT_REACHED" });
    expect((await dexter.jobs.list()).items).toHaveLength(2);
  });

  it("refuses a schedule that occurs more often than it may, unless the host allows it", async () => {
    const { aJob } = aHarness();
    const often = { kind: "cron", expression: "*/30 * * * * *", timezone: "UTC" } as const;
    await expect(aJob(often)).rejects.toMatchObject({ code: "INTERVAL_TOO_SHORT", details: { gapMs: 30_000 } });
    const lenient = aHarness({ limits: { minIntervalMs: 1_000 } });
    await expect(lenient.aJob(often)).resolves.toMatchObject({ state: "active" });
  });
});
