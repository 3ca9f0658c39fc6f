import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunnerFunction } from "../../src/ports/runner.ts";
import { aHarness, daily, minute } from "../scheduler/harness.ts";

const page = readFileSync("docs/getting-started.md", "utf8");
const examples = [...page.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code = ""]) => code);

/** The only example with these letters. */
function example(letters: string): string {
  const found = examples.filter((code) => code.includes(letters));
  if (found.length !== 1) throw new Error(`${found.length} examples have ${letters}`);
  return found[0] ?? "";
}

/** An example as a function of the names that it takes for granted. */
function asFunction(names: readonly string[], code: string): (...args: unknown[]) => Promise<unknown> {
  // oxlint-disable-next-line typescript/no-implied-eval -- the code is a page of ours
  return new Function(...names, `return (async () => { ${code} })()`) as (...args: unknown[]) => Promise<unknown>;
}

describe("getting started, as the page has it", () => {
  it("writes every kind of item into the conversation", async () => {
    const write = asFunction(["emit"], example('type: "note"'));
    const { scheduler, dexter, clock, aJob, runsOf } = aHarness({
      runner: async ({ emit }) => void (await write(emit)),
    });
    const job = await aJob(daily(12));
    await scheduler.start();
    await dexter.jobs.trigger(job.id);
    await clock.advanceBy(minute);
    const [run] = await runsOf(job);
    const { entries } = await dexter.conversations.get(run!.conversationId!);
    expect(run!.state).toBe("succeeded");
    expect(entries.map(({ item }) => item.type)).toEqual([
      "message",
      "message",
      "tool-call",
      "tool-result",
      "output",
      "output",
      "note",
    ]);
    await scheduler.stop();
  });

  it("asks, and finds the reply", async () => {
    const runner = (await asFunction(
      [],
      `${example("async function runner({ history")}; return runner`,
    )()) as RunnerFunction;
    const { scheduler, dexter, clock, aJob } = aHarness({ runner });
    const job = await aJob(daily(12));
    await scheduler.start();
    const { id } = await dexter.jobs.trigger(job.id);
    await clock.settle();
    expect(await dexter.runs.get(id)).toMatchObject({ state: "needs_input", question: { text: "Which line?" } });
    await dexter.runs.reply(id, "Line 2");
    await clock.settle();
    expect(await dexter.runs.get(id)).toMatchObject({ state: "succeeded", summary: "Checked Line 2." });
    await scheduler.stop();
  });

  it("proposes by a form", async () => {
    const { dexter } = aHarness();
    await asFunction(["dexter"], example("schedules: ["))(dexter);
    const [proposal] = (await dexter.proposals.list()).items;
    expect(proposal).toMatchObject({ drafts: [{ name: "Morning simulation" }] });
    expect(proposal!.summary).toContain("Monday through Friday at 5:00 AM");
  });
});
