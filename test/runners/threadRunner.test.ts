import { threadRunner, type ThreadRunnerOptions } from "@dexter/scheduled-jobs/runners";
import { describe, expect, it } from "vitest";
import type { PolicyOverrides } from "../../src/model/policies.ts";
import { aHost } from "./carryOut.ts";

const module = new URL("./threadAgent.ts", import.meta.url);
const doing = (prompt: string, options: Partial<ThreadRunnerOptions> = {}, policies: PolicyOverrides = {}) =>
  aHost(threadRunner({ module, graceMs: 100, ...options }), policies, prompt);

describe("a thread runner", () => {
  it("gives the module's function the context of any runner, and no environment but what it is told to", async () => {
    process.env["SECRET_OF_THE_HOST"] = "hunter2";
    const { run, items } = await (await doing("works", { env: { LINE: "3" } })).carryOut();
    delete process.env["SECRET_OF_THE_HOST"];
    expect(run).toMatchObject({ state: "succeeded", hasSideEffect: true, usage: { tokens: 5 } });
    expect(items[1]).toMatchObject({ type: "output", content: new Uint8Array([1, 2]), ownerId: "u1" });
    expect(items[2]).toMatchObject({ text: `true, ${run.id}, {"LINE":"3"}` });
  });

  it("parks a run that asks, and hands the answer to the next thread", async () => {
    const host = await doing("asks");
    const asked = new Promise<string>((resolve) => {
      host.scheduler.on("run.asked", ({ run }) => resolve(run.id));
    });
    const over = new Promise<string | undefined>((resolve) => {
      host.scheduler.on("run.succeeded", ({ run }) => resolve(run.summary));
    });
    await host.trigger();
    await host.dexter.runs.reply(await asked, "night");
    expect(await over).toBe("Checked the night shift.");
    await host.scheduler.stop();
  });

  it("ends one that never gives the processor back, once its time is up", async () => {
    const { run } = await (await doing("loops", {}, { limits: { runMs: 700 } })).carryOut();
    expect(run).toMatchObject({ state: "timed_out", reason: { code: "run-limit" } });
  });

  it("tells one that listens to stop", async () => {
    const host = await doing("listens", { graceMs: 60_000 });
    const begun = new Promise((resolve) => {
      host.scheduler.on("conversation.appended", resolve);
    });
    const ending = host.carryOut();
    await begun;
    const [run] = (await host.dexter.runs.list()).items;
    await host.dexter.runs.cancel(run!.id);
    expect((await ending).run.state).toBe("cancelled");
  });

  it("ends one that eats memory, and leaves the process alone", async () => {
    const { run } = await (await doing("eats", { heapMb: 32 })).carryOut();
    expect(run).toMatchObject({
      state: "failed",
      attempt: 1,
      reason: { message: "It held more than 32 MiB of memory." },
    });
  });

  for (const [prompt, attempt, reason] of [
    ["dies", 2, /without saying how the run ended/],
    ["throws", 2, /the line is down/],
    ["speaks as the owner", 2, /items/],
    ["gives back nonsense", 1, /not an outcome/],
  ] as const) {
    it(`fails the run of one that ${prompt}`, async () => {
      const { run } = await (await doing(prompt)).carryOut();
      expect(run).toMatchObject({ state: "failed", attempt });
      expect(run.reason?.message).toMatch(reason);
    });
  }

  it("fails the run where the module is not there", async () => {
    const { run } = await (await doing("works", { module: new URL("./none.js", module) })).carryOut();
    expect(run.state).toBe("failed");
    expect(run.reason?.message).toContain("none.js");
  });
});
