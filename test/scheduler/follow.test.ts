import { describe, expect, it } from "vitest";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { aGate, aHarness, daily, minute, thursday } from "./harness.ts";
import { aLastingStore, stores } from "./stores.ts";

const noon = Date.parse("2027-03-11T17:00:00Z");

for (const [name, createStore] of stores) {
  describe(`following a conversation, on the store ${name}`, () => {
    it("reads in one process what another one writes, each entry once and in order, until the run is over", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const gates = [aGate(), aGate()];
      const worker = aHarness({
        store,
        clock,
        runner: async ({ emit }) => {
          await emit({ type: "note", text: "one" }, { type: "note", text: "two" });
          await gates[0]!.opened;
          await emit({ type: "note", text: "three" });
          await gates[1]!.opened;
          return "Done.";
        },
      });
      const reader = aHarness({ store, clock });
      const job = await reader.aJob(daily(12));
      await worker.scheduler.start();
      await clock.advanceTo(noon + 1);
      const [run] = await reader.runsOf(job);
      const read: string[] = [];
      let isDone = false;
      const following = (async () => {
        for await (const { sequence, item } of reader.dexter.conversations.follow(run!.conversationId!, { after: 1 }))
          read.push(`${sequence} ${"text" in item ? item.text : item.type}`);
        isDone = true;
      })();
      await clock.settle();
      expect(read).toEqual(["2 one", "3 two"]);
      gates[0]!.open();
      await clock.advanceBy(5_000);
      expect(read).toEqual(["2 one", "3 two", "4 three"]);
      expect(isDone).toBe(false);
      gates[1]!.open();
      await clock.advanceBy(5_000);
      await following;
      expect(read).toEqual(["2 one", "3 two", "4 three", "5 Done."]);
      await worker.scheduler.stop();
    });

    it("ends when its reader wants it to, and refuses a conversation of somebody else", async () => {
      const clock = new VirtualClock(thursday);
      const store = await aLastingStore(createStore, clock);
      const gate = aGate();
      const { scheduler, dexter, aJob, runsOf } = aHarness({ store, clock, runner: () => gate.opened });
      const job = await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo(noon + 1);
      const [run] = await runsOf(job);
      const stopping = new AbortController();
      const read: number[] = [];
      const following = (async () => {
        const { signal } = stopping;
        for await (const { sequence } of dexter.conversations.follow(run!.conversationId!, { signal }))
          read.push(sequence);
      })();
      await clock.advanceBy(minute);
      stopping.abort();
      await clock.settle();
      await following;
      expect(read).toEqual([1]);
      const stranger = scheduler.as({ ownerId: "u9", factoryId: "f1", timezone: "UTC" });
      await expect(stranger.conversations.follow(run!.conversationId!).next()).rejects.toMatchObject({
        code: "CONVERSATION_NOT_FOUND",
      });
      gate.open();
      await scheduler.stop();
    });
  });
}
