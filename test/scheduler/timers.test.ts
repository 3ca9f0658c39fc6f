import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../src/adapters/clocks/systemClock.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { day, daily, every, hour, minute, once, owner } from "./harness.ts";
import { aStage, stores } from "./stores.ts";

describe("the clock of the machine", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("T15 sleeps longer than setTimeout can count, and not a moment less", async () => {
    const asked = 2 ** 31 + 5_000;
    let isAwake = false;
    const sleeping = systemClock.sleep(asked, new AbortController().signal).then(() => {
      isAwake = true;
      return isAwake;
    });
    await vi.advanceTimersByTimeAsync(asked - 2);
    expect(isAwake).toBe(false);
    await vi.advanceTimersByTimeAsync(3);
    await expect(sleeping).resolves.toBe(true);
  });

  it("wakes at once when the signal aborts, and leaves no timer behind", async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(day, abort.signal);
    abort.abort();
    await sleeping;
    expect(vi.getTimerCount()).toBe(0);
  });
});

for (const [storeName, createStore] of stores) {
  describe(`timers and clocks, on the store ${storeName}`, () => {
    it("T15 runs a job that is due later than a timer can count", async () => {
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore);
      const job = await aJob(once("2027-05-30T12:00:00Z"));
      await scheduler.start();
      await clock.advanceTo("2027-05-30T11:59:59.999Z");
      expect(await runsOf(job)).toEqual([]);
      await clock.advanceBy(1);
      expect(await runsOf(job)).toMatchObject([{ state: "succeeded" }]);
      await scheduler.stop();
    });

    it("T16 after a machine slept for eight hours, tells of the jump and runs what is still worth running, once", async () => {
      const { clock, scheduler, aJob, runsOf, heard } = await aStage(createStore, { maxSleepMs: 30_000 });
      const nightly = await aJob(daily(12));
      const hourly = await aJob(every(hour));
      await scheduler.start();
      // The wall clock goes on while the machine sleeps, the monotonic one stands still.
      clock.setWallClock(clock.now() + 8 * hour);
      await clock.advanceBy(minute);
      expect(heard()).toContain("clock.jumped");
      expect(await runsOf(nightly)).toMatchObject([{ state: "succeeded", occurrences: 1 }]);
      expect(await runsOf(hourly)).toMatchObject([
        { state: "missed", occurrences: 7 },
        { state: "succeeded", occurrences: 1 },
      ]);
      await scheduler.stop();
    });

    for (const [title, jump] of [
      ["an hour forward", hour],
      ["an hour back", -hour],
      ["two days back", -2 * day],
    ] as const) {
      it(`T17 repeats nothing when the clock jumps ${title}, and says that it jumped`, async () => {
        const { clock, scheduler, aJob, runsOf, events } = await aStage(createStore, { maxSleepMs: 30_000 });
        const job = await aJob(daily(12));
        await scheduler.start();
        await clock.advanceTo("2027-03-11T17:00:30Z");
        expect(await runsOf(job)).toHaveLength(1);
        clock.setWallClock(clock.now() + jump);
        await clock.advanceBy(minute);
        expect(events.filter(({ name }) => name === "clock.jumped")).toMatchObject([{ byMs: jump }]);
        await clock.advanceTo("2027-03-12T17:00:00Z");
        const due = (await runsOf(job)).map(({ dueAt }) => dueAt.toISOString());
        expect(due).toEqual(["2027-03-11T17:00:00.000Z", "2027-03-12T17:00:00.000Z"]);
        await scheduler.stop();
      });
    }

    it("T18 is late, and loses nothing, when the event loop was blocked", async () => {
      const store = createStore();
      const scheduler = createScheduler({ store, runner: async () => "Done.", limits: { minIntervalMs: 1 } });
      const dexter = scheduler.as(owner);
      const at = new Date(Date.now() + 3_000);
      const { id, revision } = await dexter.propose({ schedules: [{ kind: "once", at }], prompt: "check the line" });
      const [job] = await dexter.confirm(id, { revision });
      const done = new Promise((resolve) => void scheduler.once("run.succeeded", resolve));
      await scheduler.start();
      while (Date.now() < at.getTime() + 300);
      await done;
      const { items } = await dexter.runs.list({ jobId: job!.id });
      expect(items).toMatchObject([{ state: "succeeded", dueAt: at }]);
      await scheduler.stop();
    });

    it("T18 runs what came due during a minute's block as on time", async () => {
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore, { maxSleepMs: 30_000 });
      const job = await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo("2027-03-11T16:59:59Z");
      clock.setWallClock("2027-03-11T17:00:59Z");
      await clock.advanceBy(minute);
      expect(await runsOf(job)).toMatchObject([{ state: "succeeded", occurrences: 1 }]);
      await scheduler.stop();
    });

    for (const maxSleepMs of [1_000, minute, 25 * hour]) {
      it(`T19 runs at its instant and not a millisecond earlier, with looks every ${maxSleepMs / 1000} s`, async () => {
        const startedAt: number[] = [];
        const { clock, scheduler, aJob } = await aStage(createStore, {
          maxSleepMs,
          runner: async () => void startedAt.push(clock.now()),
        });
        await aJob(once("2027-03-11T17:00:00Z"));
        await scheduler.start();
        await clock.advanceTo("2027-03-11T16:59:59.999Z");
        expect(startedAt).toEqual([]);
        await clock.advanceTo("2027-03-11T17:00:00.001Z");
        expect(startedAt).toEqual([Date.parse("2027-03-11T17:00:00Z")]);
        await scheduler.stop();
      });
    }
  });
}
