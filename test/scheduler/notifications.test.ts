import { describe, expect, it } from "vitest";
import type { Notification, Notifier } from "../../src/ports/notifier.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { faultyLine } from "../simulation/faultyStore.ts";
import { Random } from "../simulation/random.ts";
import { aGate, aHarness, daily, every, hour, minute, thursday } from "./harness.ts";
import { aLastingStore, stores } from "./stores.ts";

const second = 1_000;
const noon = Date.parse("2027-03-11T17:00:00Z");

/** Somebody who hears of things, and what they heard. */
function anOwner(): { heard: Notification[]; notifier: Notifier } {
  const heard: Notification[] = [];
  return { heard, notifier: { notify: async (notification) => void heard.push(notification) } };
}

for (const [name, createStore] of stores) {
  describe(`what owners are told, on the store ${name}`, () => {
    it("T26 what a process wrote and did not tell any more is told by the next one, once", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const sound = { before: 0, after: 0, slow: 0 };
      const line = faultyLine(store, new Random(26), clock, sound);
      const dead = anOwner();
      // It dies between the end that it wrote and telling of it: nothing that it asks arrives any more.
      const dying = new Proxy(line.store, {
        get: (target, key) =>
          key === "finish"
            ? async (...args: Parameters<typeof store.finish>) => {
                const finished = await target.finish(...args);
                line.cut();
                return finished;
              }
            : Reflect.get(target, key),
      });
      const first = aHarness({ store: dying, clock, notifiers: [dead.notifier] });
      const job = await aHarness({ store, clock }).aJob(daily(12));
      await first.scheduler.start();
      await clock.advanceTo(noon + second);
      expect(await aHarness({ store, clock }).runsOf(job)).toMatchObject([{ state: "succeeded" }]);
      expect(dead.heard).toEqual([]);

      const owner = anOwner();
      const next = aHarness({ store, clock, notifiers: [owner.notifier] });
      await next.scheduler.start();
      await clock.advanceBy(2 * minute);
      expect(owner.heard).toMatchObject([{ key: "run.succeeded", link: { jobId: job.id } }]);
      await next.scheduler.stop();
      const last = aHarness({ store, clock, notifiers: [owner.notifier] });
      await last.scheduler.start();
      await clock.advanceBy(hour);
      expect(owner.heard).toHaveLength(1);
      await last.scheduler.stop();
    });

    it("T26 what was on its way when its process died is told again, under the same key", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const line = faultyLine(store, new Random(26), clock, { before: 0, after: 0, slow: 0 });
      const started: string[] = [];
      const first = aHarness({
        store: line.store,
        clock,
        notifiers: [
          {
            notify: async ({ dedupeKey }) => {
              started.push(dedupeKey);
              await new Promise(() => {});
            },
          },
        ],
      });
      await first.aJob(daily(12));
      await first.scheduler.start();
      await clock.advanceTo(noon + second);
      expect(started).toHaveLength(1);
      line.cut();
      const owner = anOwner();
      const next = aHarness({ store, clock, notifiers: [owner.notifier] });
      await next.scheduler.start();
      await clock.advanceBy(3 * minute);
      expect(owner.heard.map(({ dedupeKey }) => dedupeKey)).toEqual(started);
      await next.scheduler.stop();
    });

    it("each is told once where several processes tell, whichever carried it out", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const owner = anOwner();
      const nodes = Array.from({ length: 3 }, () => aHarness({ store, clock, notifiers: [owner.notifier] }));
      for (let made = 0; made < 4; made += 1) await nodes[0]!.aJob(every(10 * minute));
      for (const { scheduler } of nodes) await scheduler.start();
      await clock.advanceBy(hour + minute);
      const keys = owner.heard.map(({ dedupeKey }) => dedupeKey);
      expect(keys).toHaveLength(24);
      expect(new Set(keys).size).toBe(24);
      for (const { scheduler } of nodes) await scheduler.stop();
    });

    it("a notifier that is slow, or throws, keeps nobody else from being told", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const gate = aGate();
      const owner = anOwner();
      let calls = 0;
      const notify = async (notification: Notification) => {
        calls += 1;
        if (calls === 1) await gate.opened;
        if (calls === 2) throw new Error("no such number");
        owner.heard.push(notification);
      };
      const { scheduler, aJob } = aHarness({ store, clock, notifiers: [{ notify }] });
      for (let made = 0; made < 5; made += 1) await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo(noon + 5 * minute);
      expect(owner.heard).toHaveLength(3);
      gate.open();
      await clock.settle();
      expect(owner.heard).toHaveLength(4);
      expect(calls).toBe(5);
      await scheduler.stop();
    });

    it("what was written before anybody told is not told", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const silent = aHarness({ store, clock });
      await silent.aJob(every(hour));
      await silent.scheduler.start();
      await clock.advanceBy(2 * hour + minute);
      const owner = anOwner();
      const next = aHarness({ store, clock, notifiers: [owner.notifier] });
      await next.scheduler.start();
      await clock.advanceBy(hour);
      expect(owner.heard).toHaveLength(1);
      await Promise.all([silent.scheduler.stop(), next.scheduler.stop()]);
    });
  });
}
