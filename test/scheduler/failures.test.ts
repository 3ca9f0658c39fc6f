import { describe, expect, it } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import type { RunContext } from "../../src/ports/runner.ts";
import { aGate, daily, every, hour, minute } from "./harness.ts";
import { aStage, stores } from "./stores.ts";

const second = 1_000;

for (const [storeName, createStore] of stores) {
  describe(`a bell that rings twice, on the store ${storeName}`, () => {
    it("in the same moment starts its run once", async () => {
      let isStarted = 0;
      const inner = localQueue();
      const { clock, scheduler, aJob } = await aStage(createStore, {
        runner: async () => {
          isStarted += 1;
        },
        queue: {
          ...inner,
          // Engines that deliver at least once may do so within one turn.
          listen: (onBell, concurrency) =>
            inner.listen(async (runId) => void (await Promise.all([onBell(runId), onBell(runId)])), concurrency),
        },
      });
      await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:05:00Z");
      expect(isStarted).toBe(1);
      await scheduler.stop();
    });
  });

  describe(`a run that does not go well, on the store ${storeName}`, () => {
    it("is tried again in the same conversation, with growing pauses, and succeeds in the end", async () => {
      const attempts: { at: number; length: number }[] = [];
      const { clock, scheduler, dexter, aJob, runsOf, heard } = await aStage(createStore, {
        runner: async ({ run, history }) => {
          attempts.push({ at: clock.now(), length: history.length });
          if (run.attempt < 3) throw new Error("the line is busy");
        },
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:05:00Z");
      const [run] = await runsOf(job);
      expect(run).toMatchObject({ state: "succeeded", attempt: 3 });
      const pauses = attempts.slice(1).map(({ at }, index) => at - (attempts[index]?.at ?? 0));
      expect(pauses[0]).toBeGreaterThanOrEqual(5 * second);
      expect(pauses[0]).toBeLessThanOrEqual(11 * second);
      expect(pauses[1]).toBeGreaterThanOrEqual(10 * second);
      expect(pauses[1]).toBeLessThanOrEqual(21 * second);
      expect(attempts.map(({ length }) => length)).toEqual([1, 2, 3]);
      expect((await dexter.conversations.list()).items).toHaveLength(1);
      expect(heard().filter((name) => name === "run.retried")).toHaveLength(2);
      await scheduler.stop();
    });

    it("fails once its attempts are used up, and says why", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStage(createStore, {
        runner: async () => {
          throw new Error("no disk");
        },
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:10:00Z");
      const [run] = await runsOf(job);
      expect(run).toMatchObject({ state: "failed", attempt: 3, reason: { code: "error", message: "no disk" } });
      const { status, entries } = await dexter.conversations.get(run?.conversationId ?? "");
      expect(status).toBe("failed");
      expect(entries.at(-1)?.item).toEqual({ type: "note", text: "no disk" });
      await scheduler.stop();
    });

    it("T24 is never repeated silently after a declared side effect: it is interrupted, and a person has it go on", async () => {
      let calls = 0;
      const { clock, scheduler, dexter, aJob, runsOf } = await aStage(createStore, {
        runner: async ({ declareSideEffect }) => {
          calls += 1;
          await declareSideEffect();
          if (calls === 1) throw new Error("mail server hung up");
          return "Sent.";
        },
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T12:00:00Z");
      const [run] = await runsOf(job);
      expect(calls).toBe(1);
      expect(run).toMatchObject({ state: "interrupted", hasSideEffect: true, reason: { code: "side-effect" } });
      await dexter.runs.reply(run?.id ?? "", "go on, it was not sent");
      await clock.advanceBy(second);
      expect(await dexter.runs.get(run?.id ?? "")).toMatchObject({ state: "succeeded", attempt: 2 });
      await scheduler.stop();
    });

    it("does not try again what its runner calls hopeless", async () => {
      const runner = { run: async () => ({ state: "failed", message: "no such line", isPermanent: true }) as const };
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore, { runner: runner as never });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T12:00:00Z");
      expect(await runsOf(job)).toMatchObject([{ state: "failed", attempt: 1 }]);
      await scheduler.stop();
    });

    it("suspends its job after three failures in a row; one call resumes it", async () => {
      const notifications: string[] = [];
      const { clock, scheduler, dexter, aJob, runsOf } = await aStage(createStore, {
        defaults: { retry: { attempts: 1 } },
        notifiers: [{ notify: async ({ key }) => void notifications.push(key) }],
        runner: async () => {
          throw new Error("no disk");
        },
      });
      const job = await aJob(every(hour));
      await scheduler.start();
      await clock.advanceBy(5 * hour);
      const suspended = await dexter.jobs.get(job.id);
      expect(suspended).toMatchObject({ state: "suspended", suspension: { code: "failing" }, failures: 3 });
      expect(suspended.nextAt).toBeUndefined();
      expect(await runsOf(job)).toHaveLength(3);
      expect(notifications).toEqual(["run.failed", "run.failed", "run.failed", "job.suspended"]);

      const resumed = await dexter.jobs.resume(job.id);
      expect(resumed).toMatchObject({ state: "active", failures: 0, skipped: 1 });
      await scheduler.stop();
    });

    it("T57 times out: the signal aborts, and a runner that ignores it is fenced off after the grace", async () => {
      const gate = aGate();
      let context: RunContext | undefined;
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore, {
        defaults: { limits: { runMs: 10 * minute, idleMs: hour, graceMs: 15 * second } },
        runner: async (given) => {
          context = given;
          await gate.opened;
        },
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:10:00Z");
      expect(context?.signal.aborted).toBe(true);
      expect(await runsOf(job)).toMatchObject([{ state: "running" }]);
      await clock.advanceBy(15 * second);
      expect(await runsOf(job)).toMatchObject([{ state: "timed_out", reason: { code: "run-limit" } }]);
      await expect(context?.emit({ type: "note", text: "still here" })).rejects.toMatchObject({ code: "LEASE_LOST" });
      gate.open();
      await clock.settle();
      expect(await runsOf(job)).toMatchObject([{ state: "timed_out" }]);
      await scheduler.stop();
    });

    it("times out when it writes nothing for too long, and not while it writes", async () => {
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore, {
        runner: async ({ emit, signal }) => {
          for (let step = 0; step < 4; step += 1) {
            await clock.sleep(8 * minute, signal);
            await emit({ type: "note", text: `step ${step}` });
          }
          await clock.sleep(hour, signal);
          throw new Error("stopped");
        },
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:41:59Z");
      expect(await runsOf(job)).toMatchObject([{ state: "running" }]);
      await clock.advanceTo("2027-03-12T10:42:01Z");
      expect(await runsOf(job)).toMatchObject([{ state: "timed_out", reason: { code: "idle-limit" } }]);
      await scheduler.stop();
    });

    it("is cancelled by its owner: told to stop at once, and never tried again", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStage(createStore, {
        runner: async ({ signal }) => {
          await clock.sleep(hour, signal);
          throw new Error("stopped half way");
        },
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:01:00Z");
      const [run] = await runsOf(job);
      await dexter.runs.cancel(run?.id ?? "");
      await clock.settle();
      expect(await runsOf(job)).toMatchObject([{ state: "cancelled", reason: { code: "cancelled-by-owner" } }]);
      await expect(dexter.runs.cancel(run?.id ?? "")).resolves.toMatchObject({ state: "cancelled" });
      await scheduler.stop();
    });

    it("T57 is left behind after its grace where its runner ignores a cancellation, however often that is told again", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStage(createStore, {
        // Longer than the time between two renewals of a lease, each of which tells of the cancellation.
        defaults: { limits: { graceMs: 45 * second } },
        runner: async () => clock.sleep(hour, new AbortController().signal),
      });
      const job = await aJob(daily(5));
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:00:30Z");
      const [run] = await runsOf(job);
      await dexter.runs.cancel(run?.id ?? "");
      await clock.advanceTo("2027-03-12T10:01:14Z");
      expect(await runsOf(job)).toMatchObject([{ state: "running" }]);
      await clock.advanceTo("2027-03-12T10:01:15Z");
      expect(await runsOf(job)).toMatchObject([{ state: "cancelled", reason: { code: "cancelled-by-owner" } }]);
      await scheduler.stop();
    });

    it("is left behind after its grace where its runner goes on to use what it has no budget for", async () => {
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore, {
        runner: async ({ usage }) => {
          for (let call = 0; call < 100; call += 1) {
            await usage({ tokens: 400 });
            await clock.sleep(10 * second, new AbortController().signal);
          }
        },
      });
      const job = await aJob(daily(5), { policies: { budget: { tokens: 1_000 } } });
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:00:34Z");
      expect(await runsOf(job)).toMatchObject([{ state: "running" }]);
      await clock.advanceTo("2027-03-12T10:00:35Z");
      expect(await runsOf(job)).toMatchObject([{ state: "failed", reason: { code: "budget" } }]);
      await scheduler.stop();
    });

    it("T58 has not succeeded when a part of its trace could not be written, even if its runner did not notice", async () => {
      const { store, clock, scheduler, aJob, runsOf } = await aStage(createStore, {
        defaults: { retry: { attempts: 1 } },
        runner: async ({ emit }) => {
          emit({ type: "note", text: "lost" }).catch(() => undefined);
          return "Done.";
        },
      });
      const job = await aJob(daily(5));
      store.append = async () => {
        throw new Error("disk full");
      };
      await scheduler.start();
      await clock.advanceTo("2027-03-12T10:01:00Z");
      expect(await runsOf(job)).toMatchObject([{ state: "failed", reason: { message: "disk full" } }]);
      await scheduler.stop();
    });

    it("stops when it has used up the seconds or the money of its budget, over all its attempts", async () => {
      for (const [budget, usage] of [
        [{ seconds: 100 }, { seconds: 40 }],
        [{ costUsd: 1 }, { costUsd: 0.4 }],
      ]) {
        const { clock, scheduler, aJob, runsOf } = await aStage(createStore, {
          defaults: { retry: { attempts: 5, backoffMs: 1_000 } },
          runner: async (context) => {
            await context.usage(usage!);
            context.signal.throwIfAborted();
            throw new Error("the line is busy");
          },
        });
        const job = await aJob(daily(5), { policies: { budget: budget! } });
        await scheduler.start();
        await clock.advanceTo("2027-03-12T11:00:00Z");
        expect(await runsOf(job)).toMatchObject([{ state: "failed", attempt: 3, reason: { code: "budget" } }]);
        await scheduler.stop();
      }
    });

    it("stops when it has used its budget, and is not tried again", async () => {
      const { clock, scheduler, aJob, runsOf } = await aStage(createStore, {
        runner: async ({ usage, signal }) => {
          for (let call = 0; call < 10 && !signal.aborted; call += 1) await usage({ tokens: 400, costUsd: 0.01 });
          signal.throwIfAborted();
        },
      });
      const job = await aJob(daily(5), { policies: { budget: { tokens: 1_000 } } });
      await scheduler.start();
      await clock.advanceTo("2027-03-12T11:00:00Z");
      expect(await runsOf(job)).toMatchObject([
        { state: "failed", attempt: 1, reason: { code: "budget" }, usage: { tokens: 1_200 } },
      ]);
      await scheduler.stop();
    });
  });
}
