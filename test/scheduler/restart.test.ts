import { describe, expect, it } from "vitest";
import { Random } from "../simulation/random.ts";
import { occurrencesBetween } from "../../src/occurrences/occurrences.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { day, daily, every, hour, minute, thursday } from "./harness.ts";
import { aFleet, grounds } from "./engines.ts";

const second = 1_000;

for (const { name, isSkipped, create } of grounds) {
  describe.skipIf(isSkipped)(`a restart, on ${name}`, () => {
    it("T27 at any moment around the instant neither loses an occurrence nor repeats it", async () => {
      const random = new Random(27);
      const clock = new VirtualClock(thursday);
      const { store, join } = await aFleet(create, clock);
      const days = name === "the store memory" ? 1_000 : name.includes(" with ") ? 25 : 60;
      let { scheduler, aJob } = join();
      const job = await aJob(daily(12));
      await scheduler.start();
      for (let done = 0; done < days; done += 1) {
        const next = (await store.findJob(job.id))?.nextAt ?? 0;
        await clock.advanceTo(next + random.whole(-30 * second, 30 * second));
        await scheduler.stop();
        ({ scheduler, aJob } = join());
        await scheduler.start();
      }
      await clock.advanceBy(hour);
      const { items } = await store.listRuns({ jobId: job.id, limit: 2_000 });
      const due = occurrencesBetween(job.schedule, { from: new Date(thursday), to: new Date(clock.now()) });
      expect(items.map(({ dueAt }) => dueAt).toReversed()).toEqual([...due].map((at) => at.getTime()));
      expect(items.length).toBeGreaterThan(days / 3);
      expect(items.every(({ state }) => state === "succeeded")).toBe(true);
      await scheduler.stop();
    }, 120_000);

    it("T30 parks an occurrence that takes its process down twice", async () => {
      const clock = new VirtualClock(thursday);
      const { store, join, joinMortal } = await aFleet(create, clock);
      const { aJob } = join();
      const job = await aJob(daily(12), { policies: { retry: { afterCrash: true } } });
      let begun = 0;
      for (let life = 0; life < 4; life += 1) {
        const { scheduler, die } = joinMortal((end) => async () => {
          begun += 1;
          end();
        });
        await scheduler.start();
        await clock.advanceBy(life === 0 ? 2 * hour : 5 * minute);
        die();
      }
      expect(begun).toBe(2);
      const [run] = (await store.listRuns({ jobId: job.id, limit: 10 })).items;
      expect(run).toMatchObject({ state: "interrupted", attempt: 2, crashes: 2, reason: { code: "host-crashing" } });
    });

    it("interrupts a run whose process died, tells so, and goes on with the next occurrence", async () => {
      const clock = new VirtualClock(thursday);
      const { join, joinMortal } = await aFleet(create, clock);
      const first = joinMortal((die) => async () => die());
      const job = await first.aJob(daily(12));
      await first.scheduler.start();
      await clock.advanceBy(2 * hour);
      const after = join();
      await after.scheduler.start();
      await clock.advanceBy(2 * minute);
      expect(after.heard()).toEqual(["run.interrupted"]);
      expect(await after.runsOf(job)).toMatchObject([{ state: "interrupted", reason: { code: "worker-lost" } }]);
      await clock.advanceBy(day);
      expect(await after.runsOf(job)).toMatchObject([{ state: "interrupted" }, { state: "succeeded" }]);
      await after.scheduler.stop();
    });

    for (const [title, downMs, states] of [
      ["13 seconds", 13 * second, ["succeeded"]],
      ["3 hours", 3 * hour, ["missed", "succeeded"]],
      ["8 days", 8 * day, ["missed", "succeeded"]],
    ] as const) {
      it(`T28 makes up what was missed in ${title} as the policy says`, async () => {
        const clock = new VirtualClock(thursday);
        const { join } = await aFleet(create, clock);
        const { aJob, scheduler, runsOf } = join();
        const job = await aJob(every(hour));
        await clock.advanceBy(hour + downMs);
        await scheduler.start();
        await clock.advanceBy(minute);
        expect((await runsOf(job)).map(({ state }) => state)).toEqual(states);
        await scheduler.stop();
      });
    }

    it("T29 costs one row however many occurrences were missed", async () => {
      const clock = new VirtualClock(thursday);
      const { join } = await aFleet(create, clock);
      const { aJob, scheduler, runsOf, dexter } = join();
      const job = await aJob(every(minute), { policies: { misfire: { policy: "skip" } } });
      await clock.advanceBy(8 * day);
      await scheduler.start();
      await clock.settle();
      const [row] = await runsOf(job);
      expect(row).toMatchObject({ state: "missed", reason: { code: "misfire-skip" } });
      expect(row?.occurrences).toBeGreaterThan(11_500);
      const asked = new Date((row?.dueAt.getTime() ?? 0) + 5_000 * minute);
      expect(await dexter.jobs.explain(job.id, asked)).toMatchObject({ code: "misfire-skip", run: { id: row?.id } });
      await scheduler.stop();
    });

    it("T31 spreads a catch-up storm and loses none of it", async () => {
      const clock = new VirtualClock(thursday);
      const { store, join } = await aFleet(create, clock);
      const count = name === "the store memory" ? 500 : 100;
      let going = 0;
      let most = 0;
      const { aJob, scheduler } = join({
        defaults: { jitterMs: 10 * minute },
        limits: { jobsPerOwner: 10_000 },
        runner: async () => {
          most = Math.max(most, (going += 1));
          await clock.sleep(second, new AbortController().signal);
          going -= 1;
        },
      });
      for (let made = 0; made < count; made += 1) await aJob(daily(12));
      await clock.advanceBy(4 * hour);
      await scheduler.start();
      await clock.advanceBy(30 * minute);
      const { items } = await store.listRuns({ limit: 1_000, states: ["succeeded"] });
      expect(items).toHaveLength(count);
      expect(most).toBeLessThanOrEqual(10);
      await scheduler.stop();
    });
  });
}
