import type { RunnerFunction } from "@dexter/scheduled-jobs";
import { describe, expect, it, vi } from "vitest";
import { sqliteStore } from "../../src/sqlite.ts";
import { aHarness, daily } from "../scheduler/harness.ts";
import { stores } from "../scheduler/stores.ts";

/** What becomes of a run, beside others that end in the same moment, by a runner that somebody without types wrote. */
async function runOf(runner: (context: never) => unknown, create = () => sqliteStore(":memory:")) {
  const { scheduler, dexter, clock, store, aJob } = aHarness({
    store: create(),
    runner: runner as RunnerFunction,
    defaults: { retry: { attempts: 1 } },
  });
  const job = await aJob(daily(12));
  await scheduler.start();
  const { id } = await dexter.jobs.trigger(job.id);
  const isOver = async () => {
    await clock.advanceBy(10);
    return !["queued", "running"].includes((await dexter.runs.get(id)).state);
  };
  await vi.waitUntil(isOver, { timeout: 20_000, interval: 1 });
  const run = await dexter.runs.get(id);
  const { entries } = await dexter.conversations.get(run.conversationId!);
  await scheduler.stop({ waitMs: 0 });
  await store.close();
  return { ...run, items: entries.slice(1).map(({ item }) => item) };
}

describe("a runner that gives back something that is no outcome", () => {
  for (const [what, result] of [
    ["a number", 5],
    ["what a model gave", { text: "Done.", usage: { totalTokens: 9 } }],
    ["half of a failure", { state: "failed" }],
    ["a state that there is not", { state: "done" }],
    ["a message that is no text", { state: "succeeded", message: { text: "Done." } }],
  ] as const)
    it(`has failed for good, at once, and the run says why: ${what}`, async () => {
      const run = await runOf(async () => result);
      expect(run).toMatchObject({ state: "failed", reason: { code: "error" } });
      expect(run.reason!.message).toMatch(/^Its runner gave back something that is not an outcome\. .*field "outcome/);
    });

  it("has succeeded with nothing to say where it gives back null", async () => {
    expect(await runOf(async () => null)).toMatchObject({ state: "succeeded", items: [] });
  });
});

describe.each(stores)("a runner whose words no store keeps, on %s", (_name, create) => {
  it("ends all the same, with the letters that there are", async () => {
    const thrown = await runOf(() => {
      throw new Error("it broke \0 at \uD800");
    }, create);
    expect(thrown).toMatchObject({ state: "failed", reason: { message: "it broke \uFFFD at \uFFFD" } });
    const said = await runOf(async () => "half \uD800 done", create);
    expect(said).toMatchObject({ state: "succeeded", summary: "half \uFFFD done" });
  });
});

describe("what tools were given and gave", () => {
  type Context = Parameters<RunnerFunction>[0];

  it("is written as JSON writes it: without fields that have no value, dates as texts", async () => {
    const run = await runOf(async ({ emit }: Context) => {
      await emit({
        type: "tool-call",
        callId: "1",
        name: "read",
        input: { line: undefined, at: new Date(0) } as never,
      });
      await emit({ type: "tool-result", callId: "1", output: undefined as never });
    });
    expect(run).toMatchObject({
      state: "succeeded",
      items: [{ input: { at: "1970-01-01T00:00:00.000Z" } }, { output: null }],
    });
  });

  it("is refused by name where JSON cannot hold it", async () => {
    const round: Record<string, unknown> = {};
    round["itself"] = round;
    for (const output of [round, 5n]) {
      const run = await runOf(({ emit }: Context) =>
        emit({ type: "tool-result", callId: "1", output: output as never }),
      );
      expect(run).toMatchObject({ state: "failed", reason: { code: "error" } });
      expect(run.reason!.message).toContain('field "items.0.output"');
      expect(run.reason!.message).toContain("JSON");
    }
  });
});
