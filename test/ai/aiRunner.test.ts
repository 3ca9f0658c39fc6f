import { setTimeout as sleep } from "node:timers/promises";
import { aiRunner, type AiRunnerOptions, toolRun } from "@dexter/scheduled-jobs/ai";
import { APICallError, tool, ToolLoopAgent, type ToolSet } from "ai";
import type { MockLanguageModelV4 } from "ai/test";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { ConversationEntry } from "../../src/model/conversation.ts";
import type { PolicyOverrides } from "../../src/model/policies.ts";
import type { Run } from "../../src/model/run.ts";
import { aHarness, daily, day, hour, minute } from "../scheduler/harness.ts";
import { type Answer, asks, aScriptedModel, calls, says } from "./scriptedModel.ts";

const ends = ["run.succeeded", "run.failed", "run.timed_out", "run.cancelled", "run.interrupted", "run.asked"] as const;

/** Tools of a host, with what they were called with. */
function aWorkbench() {
  const sent: { to: string; key: string }[] = [];
  const tools: ToolSet = {
    read_table: tool({
      inputSchema: z.object({ line: z.int() }),
      execute: ({ line }) => ({ line, good: 93 }),
    }),
    send_email: tool({
      inputSchema: z.object({ to: z.string() }),
      execute: ({ to }, options) => {
        sent.push({ to, key: toolRun(options).idempotencyKey });
        return { delivered: to };
      },
    }),
  };
  return { tools, sent, sideEffects: { read_table: false, send_email: true } };
}

/** A host whose agent's model says what the script says. */
async function aStage(answers: Answer[], options: Partial<AiRunnerOptions> = {}, policies: PolicyOverrides = {}) {
  const model = aScriptedModel(...answers);
  const harness = aHarness({ runner: aiRunner({ model, maxRetries: 0, ...options } as AiRunnerOptions) });
  const { scheduler, dexter, clock, aJob } = harness;
  const job = await aJob(daily(12), { name: "Line check", prompt: "check the line", policies });
  await scheduler.start();
  /** Waits until the run is over or asks; without an id, a run is started. */
  const ended = async (act: () => Promise<Run> = () => dexter.jobs.trigger(job.id)): Promise<Run> => {
    const end = new Promise<Run>((resolve) => {
      for (const name of ends) scheduler.on(name, ({ run }: { run: Run }) => resolve(run));
    });
    await act();
    await clock.settle();
    return end.finally(() => ends.forEach((name) => scheduler.off(name)));
  };
  const itemsOf = async (run: Run) => (await dexter.conversations.get(run.conversationId ?? "")).entries;
  return { ...harness, model, job, ended, itemsOf, stop: () => scheduler.stop() };
}

const shortly = (entries: readonly ConversationEntry[]) =>
  entries.map(({ item }) => {
    if (item.type === "message") return `${item.role}: ${item.text}`;
    if (item.type === "tool-call") return `calls ${item.name} ${JSON.stringify(item.input)}`;
    if (item.type === "tool-result") return `${item.isError ? "fails" : "gives"} ${JSON.stringify(item.output)}`;
    if (item.type === "question") return `asks: ${item.text}`;
    if (item.type === "usage") return "usage";
    if (item.type === "output") return `output ${item.name}`;
    return `note: ${item.text}`;
  });
const promptOf = (model: MockLanguageModelV4, call: number) => model.doStreamCalls[call]?.prompt ?? [];

describe("a run that an agent of the AI SDK carries out", () => {
  it("writes each message, call, result, file and model call in the order in which it happened", async () => {
    const { tools, sent, sideEffects } = aWorkbench();
    const { ended, itemsOf, stop, dexter } = await aStage(
      [
        [says("I read ", "the table."), calls("read_table", { line: 3 })],
        [{ file: new Uint8Array([1, 2, 3]), mediaType: "image/png" }, calls("send_email", { to: "ana@example.com" })],
        [says("Line 3 made 93 good parts.\nThe report is on its way.")],
      ],
      { tools, sideEffects, cost: ({ totalTokens = 0 }) => totalTokens / 1_000 },
    );
    const run = await ended();
    expect(run).toMatchObject({ state: "succeeded", summary: "Line 3 made 93 good parts.", hasSideEffect: true });
    const entries = await itemsOf(run);
    expect(shortly(entries)).toEqual([
      "user: check the line",
      "assistant: I read the table.",
      'calls read_table {"line":3}',
      'gives {"line":3,"good":93}',
      "usage",
      "output file-1.png",
      'calls send_email {"to":"ana@example.com"}',
      'gives {"delivered":"ana@example.com"}',
      "usage",
      "assistant: Line 3 made 93 good parts.\nThe report is on its way.",
      "usage",
    ]);
    expect(entries[5]?.item).toMatchObject({
      mediaType: "image/png",
      content: new Uint8Array([1, 2, 3]),
      ownerId: "u1",
    });
    expect(entries[4]?.item).toEqual({
      type: "usage",
      model: "scripted-1",
      inputTokens: 10,
      outputTokens: 5,
      costUsd: 0.015,
    });
    expect(sent).toEqual([{ to: "ana@example.com", key: `${run.id}:call-2-1` }]);
    expect((await dexter.runs.get(run.id)).usage).toMatchObject({ tokens: 45, costUsd: expect.closeTo(0.045) });
    await stop();
  });

  it("tells the model whose words count, when the run was due, and what the host has to add", async () => {
    const { ended, model, stop } = await aStage([[says("Done.")]], { instructions: "Answer like a foreman." });
    await ended();
    const [system, user] = promptOf(model, 0);
    expect(system?.content).toContain("Thursday, March 11, 2027 at 10:12 AM (America/New_York)");
    expect(system?.content).toMatch(/is data, whatever it says[\s\S]*Answer like a foreman\.$/);
    expect(user).toMatchObject({ role: "user", content: [{ text: "check the line" }] });
    await stop();
  });

  it("has a call and its declared side effect stored before the tool is carried out", async () => {
    let seen: unknown;
    const stage = await aStage([[calls("send_email", { to: "x" })], [says("Done.")]], {
      tools: {
        send_email: tool({
          inputSchema: z.object({ to: z.string() }),
          execute: async () => {
            const [run] = (await stage.dexter.runs.list()).items;
            const entries = await stage.itemsOf(run!);
            seen = { hasSideEffect: run?.hasSideEffect, last: entries.at(-1)?.item.type };
            return "sent";
          },
        }),
      },
    });
    await stage.ended();
    expect(seen).toEqual({ hasSideEffect: true, last: "tool-call" });
    await stage.stop();
  });

  it("counts a tool that the host says nothing about as one that changes something, and our own as one that proposes", async () => {
    const look = tool({ inputSchema: z.object({}), execute: () => "seen" });
    const once = async (name: string, sideEffects?: Record<string, boolean>) => {
      const options = { tools: { [name]: look }, ...(sideEffects !== undefined && { sideEffects }) };
      const { ended, stop } = await aStage([[calls(name)], [says("Done.")]], options);
      const run = await ended();
      await stop();
      return run.hasSideEffect;
    };
    expect(await once("look")).toBe(true);
    expect(await once("look", { look: false })).toBe(false);
    expect(await once("propose_job")).toBe(false);
  });

  it("T53 parks on a question of its agent, and goes on once with the whole history and the answer", async () => {
    const { tools, sideEffects } = aWorkbench();
    const { ended, model, itemsOf, stop, dexter } = await aStage(
      [
        [says("One moment."), calls("read_table", { line: 1 }), asks("Which line?", "1", "2")],
        [says("Line 2 is fine.")],
      ],
      { tools, sideEffects },
    );
    const asking = await ended();
    expect(asking).toMatchObject({ state: "needs_input", question: { text: "Which line?", choices: ["1", "2"] } });
    const run = await ended(() => dexter.runs.reply(asking.id, "2"));
    expect(run).toMatchObject({ id: asking.id, state: "succeeded", attempt: 2 });
    expect(shortly(await itemsOf(run))).toEqual([
      "user: check the line",
      "assistant: One moment.",
      'calls read_table {"line":1}',
      'gives {"line":1,"good":93}',
      "usage",
      "asks: Which line?",
      "user: 2",
      "assistant: Line 2 is fine.",
      "usage",
    ]);
    expect(promptOf(model, 1).slice(1)).toMatchObject([
      { role: "user", content: [{ text: "check the line" }] },
      { role: "assistant", content: [{ text: "One moment." }, { type: "tool-call", toolName: "read_table" }] },
      { role: "tool", content: [{ type: "tool-result", output: { value: { line: 1, good: 93 } } }] },
      { role: "assistant", content: [{ text: "Which line?\n- 1\n- 2" }] },
      { role: "user", content: [{ text: "2" }] },
    ]);
    await stop();
  });

  it("T53 parks on a question of a tool, without another model call, and the agent calls it again with the answer", async () => {
    const { ended, model, stop, dexter } = await aStage(
      [[calls("book", { line: 1 })], [calls("book", { line: 1, when: "Tuesday" })], [says("Booked.")]],
      {
        sideEffects: { book: false },
        tools: {
          book: tool({
            inputSchema: z.object({ line: z.int(), when: z.string().optional() }),
            execute: ({ when }, call): Promise<string> | string => when ?? toolRun(call).ask({ text: "On which day?" }),
          }),
        },
      },
    );
    const asking = await ended();
    expect(asking).toMatchObject({ state: "needs_input", question: { text: "On which day?" } });
    expect(model.doStreamCalls).toHaveLength(1);
    expect(await ended(() => dexter.runs.reply(asking.id, "Tuesday"))).toMatchObject({ state: "succeeded" });
    expect(promptOf(model, 1).slice(-3)).toMatchObject([
      { role: "tool", content: [{ output: { value: expect.stringContaining("Nothing was changed") } }] },
      { role: "assistant", content: [{ text: "On which day?" }] },
      { role: "user", content: [{ text: "Tuesday" }] },
    ]);
    await stop();
  });

  it("writes what one tool did while another ended the attempt by asking, and that a third was not carried out", async () => {
    const slow = tool({
      inputSchema: z.object({ to: z.string() }),
      execute: async ({ to }) => {
        await sleep(20);
        return `sent to ${to}`;
      },
    });
    const { ended, itemsOf, stop } = await aStage(
      [[calls("send_email", { to: "a" }), calls("book"), calls("send_email", { to: "b" })]],
      {
        sideEffects: { book: false },
        tools: {
          send_email: slow,
          book: tool({
            inputSchema: z.object({}),
            execute: (_, call): Promise<string> => toolRun(call).ask({ text: "On which day?" }),
          }),
        },
      },
    );
    const run = await ended();
    expect(run).toMatchObject({ state: "needs_input", hasSideEffect: true });
    expect(shortly(await itemsOf(run)).slice(4)).toEqual([
      'fails "It was not carried out: the attempt ended before."',
      'gives "sent to a"',
      "asks: On which day?",
    ]);
    await stop();
  });

  it("gives the model a tool's failure, and lets it go on", async () => {
    const { ended, model, itemsOf, stop } = await aStage(
      [[calls("read_table", { line: 1 })], [says("It is broken.")]],
      {
        tools: {
          read_table: tool({
            inputSchema: z.object({ line: z.int() }),
            execute: (): string => {
              throw new Error("the disk is full");
            },
          }),
        },
        sideEffects: { read_table: false },
      },
    );
    const run = await ended();
    expect(run.state).toBe("succeeded");
    expect(shortly(await itemsOf(run))).toContain('fails "the disk is full"');
    expect(JSON.stringify(promptOf(model, 1).at(-1))).toContain("the disk is full");
    await stop();
  });

  it("writes a call that cannot be read, and carries it out in no way", async () => {
    const { tools, sent, sideEffects } = aWorkbench();
    const { ended, itemsOf, stop } = await aStage(
      [[calls("send_email", { to: 7 }), calls("launch", {})], [says("I cannot.")]],
      { tools, sideEffects },
    );
    const run = await ended();
    expect(run).toMatchObject({ state: "succeeded", hasSideEffect: false });
    expect(sent).toEqual([]);
    const items = shortly(await itemsOf(run));
    expect(items).toContain('calls send_email {"to":7}');
    expect(items.filter((item) => item.startsWith("fails"))).toHaveLength(2);
    await stop();
  });

  it("keeps the ids of calls apart where a model counts them anew in every answer", async () => {
    const { tools, sent, sideEffects } = aWorkbench();
    const { ended, itemsOf, stop } = await aStage(
      [
        [calls("send_email", { to: "a" }, "call_0"), calls("send_email", { to: "b" }, "call_1")],
        [calls("send_email", { to: "c" }, "call_0")],
        [says("Sent.")],
      ],
      { tools, sideEffects },
    );
    const run = await ended();
    expect(sent.map(({ to, key }) => [to, key.split(":")[1]])).toEqual([
      ["a", "call_0"],
      ["b", "call_1"],
      ["c", "call_0_2"],
    ]);
    const ids = (await itemsOf(run)).flatMap(({ item }) => (item.type === "tool-result" ? [item.callId] : []));
    expect(ids).toEqual(["call_0", "call_1", "call_0_2"]);
    await stop();
  });

  it("tries again after a failed model call, from where the conversation is", async () => {
    const { tools, sideEffects } = aWorkbench();
    const { ended, model, stop, clock } = await aStage(
      [[calls("read_table", { line: 1 })], [{ error: new Error("overloaded") }], [says("Line 1 is fine.")]],
      { tools, sideEffects },
    );
    const ending = ended();
    for (let tries = 0; tries < 50; tries += 1) await clock.settle();
    await clock.advanceBy(minute);
    expect(await ending).toMatchObject({ state: "succeeded", attempt: 2 });
    expect(promptOf(model, 2).slice(1)).toMatchObject([
      { role: "user" },
      { role: "assistant", content: [{ type: "tool-call" }] },
      { role: "tool" },
      { role: "user", content: [{ text: expect.stringContaining("Go on from there") }] },
    ]);
    await stop();
  });

  it("is interrupted, and not repeated, where the model fails after a tool has changed something", async () => {
    const { tools, sent, sideEffects } = aWorkbench();
    const { ended, stop, dexter, itemsOf } = await aStage(
      [[calls("send_email", { to: "a" })], [{ error: new Error("overloaded") }], [says("It was sent before.")]],
      { tools, sideEffects },
    );
    const run = await ended();
    expect(run).toMatchObject({ state: "interrupted", reason: { code: "side-effect", message: "overloaded" } });
    expect(shortly(await itemsOf(run)).at(-1)).toBe("note: overloaded");
    expect(await ended(() => dexter.runs.reply(run.id, "Just finish."))).toMatchObject({ state: "succeeded" });
    expect(sent).toHaveLength(1);
    await stop();
  });

  it("fails for good where the request itself is wrong, the answer is cut off, or the steps are used up", async () => {
    const wrongKey = new APICallError({
      message: "Invalid API key",
      url: "https://api.example.com",
      requestBodyValues: {},
      statusCode: 401,
    });
    const refused = await aStage([[{ error: wrongKey }]]);
    expect(await refused.ended()).toMatchObject({
      state: "failed",
      reason: { message: "Invalid API key" },
      attempt: 1,
    });
    await refused.stop();
    for (const [reason, message, attempts] of [
      ["length", "The model's answer was cut off at its longest.", 1],
      ["content-filter", "The model's provider refused the answer.", 1],
      ["error", "The model's answer broke off before its end.", 2],
    ] as const) {
      const answer = [says("Line 1 is"), { ends: reason }];
      const cut = await aStage([answer, answer], {}, { retry: { attempts: 2, backoffMs: 1 } });
      const ending = cut.ended();
      for (let tries = 0; tries < 20; tries += 1) await cut.clock.advanceBy(minute / 60);
      expect(await ending).toMatchObject({ state: "failed", reason: { message }, attempt: attempts });
      await cut.stop();
    }
    const { tools, sideEffects } = aWorkbench();
    const looping = [calls("read_table", { line: 1 })];
    const endless = await aStage([looping, looping, looping], { tools, sideEffects, maxSteps: 2 });
    expect(await endless.ended()).toMatchObject({
      state: "failed",
      reason: { message: "It made as many model calls as it may, and was not done." },
    });
    await endless.stop();
    const browser = await aStage([[calls("open_browser")]], {
      tools: { open_browser: tool({ inputSchema: z.object({}) }) },
    });
    expect((await browser.ended()).reason?.message).toBe(
      "It called open_browser, which nobody carries out while the person is away.",
    );
    await browser.stop();
    const approving = await aStage([[calls("send_email", { to: "a" })]], {
      tools: {
        send_email: tool({
          inputSchema: z.object({ to: z.string() }),
          needsApproval: true,
          execute: (): Promise<string> => Promise.reject(new Error("it was carried out without an approval")),
        }),
      },
    });
    expect(await approving.ended()).toMatchObject({
      state: "failed",
      hasSideEffect: false,
      reason: { message: "It called send_email, which nobody carries out while the person is away." },
    });
    await approving.stop();
  });

  it("makes no further model call once its budget is used up", async () => {
    const { tools, sideEffects } = aWorkbench();
    const looping = [calls("read_table", { line: 1 })];
    const { ended, stop, model } = await aStage(
      Array.from({ length: 10 }, () => looping),
      { tools, sideEffects },
      { budget: { tokens: 40 } },
    );
    expect(await ended()).toMatchObject({ state: "failed", reason: { code: "budget" }, usage: { tokens: 45 } });
    expect(model.doStreamCalls).toHaveLength(3);
    await stop();
  });

  it("T57 ends a model call that hangs when the run is cancelled or writes nothing for too long", async () => {
    const cancelled = await aStage([[says("Thinking."), { hangs: true }]]);
    const ending = cancelled.ended(async () => {
      const run = await cancelled.dexter.jobs.trigger(cancelled.job.id);
      await cancelled.clock.settle();
      return cancelled.dexter.runs.cancel(run.id);
    });
    expect(await ending).toMatchObject({ state: "cancelled" });
    await cancelled.stop();

    const idle = await aStage([[{ hangs: true }]], {}, { limits: { idleMs: 5 * minute, runMs: day } });
    const waiting = idle.ended();
    await idle.clock.advanceBy(hour);
    expect(await waiting).toMatchObject({ state: "timed_out", reason: { code: "idle-limit" } });
    await idle.stop();
  });

  it("says in parts what takes long to say, each a paragraph, and never within a code block", async () => {
    const { ended, itemsOf, stop } = await aStage(
      [[says("First.\n\nSec", "ond.\n\n```\na\n\nb\n", "```\n\nThird.\n\nFou", "rth.")]],
      { partsAfterMs: 0 },
    );
    expect(shortly(await itemsOf(await ended()))).toEqual([
      "user: check the line",
      "assistant: First.",
      "assistant: Second.",
      "assistant: ```\na\n\nb\n```\n\nThird.",
      "assistant: Fourth.",
      "usage",
    ]);
    await stop();
  });

  it("T58 has not succeeded where a result could not be written, whatever the model makes of it", async () => {
    const { tools, sideEffects } = aWorkbench();
    const stage = await aStage(
      [[calls("read_table", { line: 1 })], [says("All is well.")]],
      { tools, sideEffects },
      { retry: { attempts: 1 } },
    );
    const { store } = stage;
    const append = store.append.bind(store);
    store.append = async (writes, now) => {
      if (writes.some(({ items }) => items.some(({ type }) => type === "tool-result"))) throw new Error("disk full");
      return append(writes, now);
    };
    expect(await stage.ended()).toMatchObject({ state: "failed", reason: { message: "disk full" } });
    await stage.stop();
  });

  it("carries out runs with an agent that the host made, or that it makes with the tools it is given", async () => {
    const { tools } = aWorkbench();
    const script: Answer[] = [[calls("send_email", { to: "a" })], [says("Sent.")]];
    const own = new ToolLoopAgent({ model: aScriptedModel(...script), tools, instructions: "Be brief." });
    const made = await aStage([], { agent: own });
    const run = await made.ended();
    expect(run).toMatchObject({ state: "succeeded", hasSideEffect: true });
    expect(shortly(await made.itemsOf(run)).slice(1, 3)).toEqual([
      'calls send_email {"to":"a"}',
      'gives {"delivered":"a"}',
    ]);
    await made.stop();

    const model = aScriptedModel(...script);
    const making = await aStage([], {
      tools,
      agent: ({ tools: given, instructions }) => new ToolLoopAgent({ model, tools: given, instructions }),
    });
    expect(await making.ended()).toMatchObject({ state: "succeeded", hasSideEffect: true });
    expect(promptOf(model, 0)[0]?.content).toContain("Line check");
    await making.stop();

    const past = await aStage(
      [],
      { agent: () => new ToolLoopAgent({ model: aScriptedModel(...script), tools }) },
      { retry: { attempts: 1 } },
    );
    const refused = await past.ended();
    expect(refused.state).toBe("failed");
    expect(refused.reason?.message).toContain("exactly the tools it is given");
    await past.stop();
  });
});
