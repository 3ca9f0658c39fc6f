import { describe, expect, it } from "vitest";
import type { Conversations } from "../../src/ports/conversations.ts";
import { daily, day, hour, minute } from "./harness.ts";
import { aStage, stores } from "./stores.ts";

const noon = "2027-03-11T17:00:00Z";

/** A history as a host may keep it: entries by their place, so that one that is told twice counts once. */
function aHistory() {
  const kept = new Map<string, { title: string; entries: Map<number, unknown>; status?: string }>();
  const of = (key: string) => kept.get(key) ?? { title: "never opened", entries: new Map<number, unknown>() };
  const conversations: Conversations = {
    open: async (key, { title, firstMessage }) => {
      const first = { type: "message", role: "user", text: firstMessage };
      if (!kept.has(key)) kept.set(key, { title, entries: new Map([[1, first]]) });
    },
    append: async (key, items) => {
      for (const { sequence, item } of items) of(key).entries.set(sequence, item);
    },
    setStatus: async (key, status) => void Object.assign(of(key), { status }),
  };
  return { conversations, of };
}

for (const [name, createStore] of stores) {
  describe(`a host's own history, on the store ${name}`, () => {
    /** What our conversations say, and what the host's history says about the same. */
    const compared = async (stage: Awaited<ReturnType<typeof aStage>>, history: ReturnType<typeof aHistory>) => {
      const { items } = await stage.dexter.conversations.list();
      const ours = await Promise.all(items.map(async ({ id }) => stage.dexter.conversations.get(id)));
      return ours.map(({ id, status, title, entries }) => {
        const theirs = history.of(id);
        return {
          ours: [title, status, ...entries.map(({ item }) => item)],
          theirs: [theirs.title, theirs.status, ...theirs.entries.values()],
        };
      });
    };

    it("gets what a run emits, asks and answers, what its owner replies, and how it ends", async () => {
      const history = aHistory();
      const stage = await aStage(createStore, {
        conversations: history.conversations,
        runner: async ({ emit, ask, history: before }) => {
          await emit({ type: "note", text: "Reading the sensors" });
          const isAsked = before.some(({ item }) => item.type === "question");
          if (!isAsked) await ask({ text: "Which line?", choices: ["3", "4"] });
          return "Line 4 is fine.";
        },
      });
      const { clock, scheduler, dexter, aJob, runsOf } = stage;
      const job = await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo(noon);
      const asking = await compared(stage, history);
      expect(asking[0]?.theirs).toEqual(asking[0]?.ours);
      expect(asking[0]?.ours[1]).toBe("needs_input");

      const [run] = await runsOf(job);
      await dexter.runs.reply(run!.id, "4");
      await clock.settle();
      const [done] = await compared(stage, history);
      expect(done?.theirs).toEqual(done?.ours);
      expect(done?.ours.slice(1)).toMatchObject([
        "succeeded",
        { text: "check the line" },
        { type: "note" },
        { type: "question", text: "Which line?" },
        { type: "message", role: "user", text: "4" },
        { type: "note" },
        { type: "message", role: "assistant", text: "Line 4 is fine." },
      ]);
      await scheduler.stop();
    });

    it("says of a run that is being carried out that it is running, each time it begins", async () => {
      const history = aHistory();
      const seen: unknown[] = [];
      const { clock, scheduler, aJob } = await aStage(createStore, {
        conversations: history.conversations,
        runner: async ({ run, conversation }) => {
          seen.push(history.of(conversation.id).status);
          if (run.attempt === 1) throw new Error("the line is busy");
        },
      });
      await aJob(daily(12));
      await scheduler.start();
      await clock.advanceBy(3 * hour);
      expect(seen).toEqual(["running", "running"]);
      await scheduler.stop();
    });

    it("hears of runs that end without their runner: cancelled, deleted, unanswered, told to go on", async () => {
      const history = aHistory();
      const stage = await aStage(createStore, {
        conversations: history.conversations,
        defaults: { limits: { answerMs: hour } },
        runner: async ({ ask, declareSideEffect, job }) => {
          if (job.prompt === "ask") await ask({ text: "Which line?" });
          await declareSideEffect();
          throw new Error("the mail was half written");
        },
      });
      const { clock, scheduler, dexter, aJob, runsOf } = stage;
      const jobs = [];
      for (const prompt of ["ask", "ask", "ask", "write"]) jobs.push(await aJob(daily(12), { prompt }));
      await scheduler.start();
      await clock.advanceTo(noon);
      const [cancelled, deleted, , written] = await Promise.all(jobs.map(async (job) => (await runsOf(job))[0]!));
      await dexter.runs.cancel(cancelled!.id);
      await dexter.jobs.delete(deleted!.jobId);
      await dexter.runs.reply(written!.id, "go on");
      await clock.advanceBy(hour + minute);
      const all = await compared(stage, history);
      const states = (await dexter.conversations.list()).items.map(({ status }) => status);
      expect(states.toSorted()).toEqual(["cancelled", "cancelled", "failed", "interrupted"]);
      for (const { ours, theirs } of all) expect(theirs).toEqual(ours);
      await scheduler.stop();
    });

    it("is told by the next step what it did not take, and keeps no run from its end", async () => {
      const history = aHistory();
      let isAway = false;
      const present = (): Conversations => {
        if (isAway) throw new Error("the history is away");
        return history.conversations;
      };
      const stage = await aStage(createStore, {
        conversations: {
          ...history.conversations,
          append: async (key, items) => present().append(key, items),
          setStatus: async (key, status) => present().setStatus(key, status),
        },
        runner: async ({ ask, history: before }) => {
          const isAsked = before.some(({ item }) => item.type === "question");
          if (!isAsked) await ask({ text: "Which line?" });
          return "Done.";
        },
      });
      const { clock, scheduler, dexter, aJob, runsOf } = stage;
      const job = await aJob(daily(12));
      await scheduler.start();
      isAway = true;
      await clock.advanceTo(noon);
      const [run] = await runsOf(job);
      expect(run?.state).toBe("needs_input");
      isAway = false;
      await dexter.runs.reply(run!.id, "4");
      await clock.settle();
      const [done] = await compared(stage, history);
      expect(done?.ours[1]).toBe("succeeded");
      expect(done?.theirs).toEqual(done?.ours);
      await clock.advanceBy(day);
      await scheduler.stop();
    });
  });
}
