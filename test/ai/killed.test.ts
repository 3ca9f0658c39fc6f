import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../src/adapters/clocks/systemClock.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import type { Run } from "../../src/model/run.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { daily, owner } from "../scheduler/harness.ts";
import { type Asked, aFakeModel, type Reply } from "./fakeModel.ts";
import { auditRegistry } from "./killedWorkflow.ts";

const ending: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).toReversed()) await end();
});

/** A database, a model's server, and a person; agents are processes of their own, which can be killed. */
async function aStage(answer: (asked: Asked, count: number) => Reply, prompt = "check line 3") {
  const folder = await mkdtemp(join(tmpdir(), "agent-"));
  ending.push(() => rm(folder, { recursive: true, force: true }));
  const database = join(folder, "dexter.db");
  const effects = join(folder, "effects.txt");
  /** By how much the clocks of everybody are ahead: time passes when an agent is killed. */
  let ahead = 0;
  let count = 0;
  const fake = await aFakeModel((asked) => answer(asked, (count += 1)));
  ending.push(fake.close);
  const scheduler = createScheduler({
    store: sqliteStore(database),
    workflows: auditRegistry(effects, false),
    clock: { ...systemClock, now: () => Date.now() + ahead },
  });
  ending.push(() => scheduler.stop());
  const dexter = scheduler.as(owner);
  const { id, revision } = await dexter.propose({ schedules: [daily(12)], prompt, name: "Line check" });
  const [job] = await dexter.confirm(id, { revision });
  const { id: runId } = await dexter.jobs.trigger(job!.id);
  return {
    dexter,
    runId,
    asked: fake.asked,
    effects: () => (existsSync(effects) ? readFileSync(effects, "utf8").trim().split("\n") : []),
    agent: async (...flags: string[]): Promise<{ kill: () => Promise<void> }> => {
      const child = spawn(
        process.execPath,
        ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, "agentWorker.ts")].concat(
          ["--database", database, "--model", fake.baseURL, "--effects", effects, "--ahead", String(ahead)],
          flags,
        ),
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      ending.push(() => killed(child));
      await new Promise((resolve) => child.stdout.once("data", resolve));
      return {
        /** The process is gone, and its lease runs out. */
        kill: async () => {
          await killed(child);
          ahead += 120_000;
        },
      };
    },
    until: async (state: Run["state"]): Promise<Run> =>
      eventually(async () => {
        const run = await dexter.runs.get(runId);
        return run.state === state ? run : undefined;
      }),
    items: async () => {
      const { conversationId = "" } = await dexter.runs.get(runId);
      const { entries } = await dexter.conversations.get(conversationId);
      return entries.map(({ item }) => item).filter(({ type }) => type !== "usage");
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

async function eventually<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await sleep(30);
  }
}

const never = new Promise<never>(() => {});
const sends = { name: "send_email", input: { to: "ana@example.com" } };

describe("an agent whose process is killed", { timeout: 120_000 }, () => {
  it("while the model speaks: what was said is there, and the run waits for the person, or is carried on by the policy", async () => {
    const script = (_: Asked, count: number): Reply =>
      count === 1 ? { text: "I look at line 3.\n\nIt seems", until: never } : { text: "Line 3 is fine." };
    const died = [
      { type: "message", role: "user", text: "check line 3" },
      { type: "message", role: "assistant", text: "I look at line 3." },
      { type: "note", text: "The process that carried it out died." },
    ];

    const stage = await aStage(script);
    const first = await stage.agent();
    await eventually(async () => ((await stage.items().catch(() => [])).length > 1 ? true : undefined));
    await first.kill();
    await stage.agent();
    expect(await stage.until("interrupted")).toMatchObject({ reason: { code: "worker-lost" }, hasSideEffect: false });
    expect(await stage.items()).toEqual(died);
    expect(stage.asked).toHaveLength(1);
    await stage.dexter.runs.reply(stage.runId, "Go on.");
    await stage.until("succeeded");
    expect(await stage.items()).toEqual([
      ...died,
      { type: "message", role: "user", text: "Go on." },
      { type: "message", role: "assistant", text: "Line 3 is fine." },
    ]);
    expect(stage.asked[1]?.messages.slice(1)).toMatchObject([
      { role: "user", content: "check line 3" },
      { role: "assistant", content: "I look at line 3." },
      { role: "user", content: "Go on." },
    ]);

    const resuming = await aStage(script);
    const killedOne = await resuming.agent("--afterCrash");
    await eventually(async () => ((await resuming.items().catch(() => [])).length > 1 ? true : undefined));
    await killedOne.kill();
    await resuming.agent("--afterCrash");
    expect(await resuming.until("succeeded")).toMatchObject({ attempt: 2, crashes: 1 });
    expect(resuming.asked[1]?.messages.slice(1)).toMatchObject([
      { role: "user", content: "check line 3" },
      { role: "assistant", content: "I look at line 3." },
      { role: "user", content: expect.stringContaining("Go on from there") },
    ]);
  });

  it("between a tool's effect and its result: nothing is repeated without the person, and then with the same key", async () => {
    const stage = await aStage((_, count) => {
      if (count === 1) return { calls: [{ name: "read_table", input: { line: 3 } }] };
      return count <= 3 ? { calls: [sends] } : { text: "Sent." };
    });
    const first = await stage.agent("--stall", "--afterCrash");
    await eventually(() => (stage.effects().length > 0 ? true : undefined));
    await first.kill();
    await stage.agent("--afterCrash");
    // The policy to go on after a crash is for runs that have changed nothing.
    expect(await stage.until("interrupted")).toMatchObject({
      reason: { code: "worker-lost", message: expect.stringContaining("after it had changed something outside") },
      hasSideEffect: true,
    });
    await sleep(1_000);
    expect(stage.effects()).toHaveLength(1);
    expect(stage.asked).toHaveLength(2);
    expect(await stage.items()).toMatchObject([
      { type: "message", role: "user" },
      { type: "tool-call", name: "read_table" },
      { type: "tool-result", output: { line: 3, good: 93 } },
      { type: "tool-call", name: "send_email", input: sends.input },
      { type: "note" },
    ]);

    await stage.dexter.runs.reply(stage.runId, "It did not arrive: send it again.");
    // What the attempt that was killed had used counts: three model calls of two tokens came to their end.
    expect(await stage.until("succeeded")).toMatchObject({ attempt: 2, hasSideEffect: true, usage: { tokens: 6 } });
    const told = stage.asked[2]?.messages ?? [];
    expect(told.at(-2)).toMatchObject({
      role: "tool",
      content: expect.stringContaining("not known whether it was done"),
    });
    expect(told.at(-1)).toMatchObject({ role: "user", content: "It did not arrive: send it again." });
    const [before, after] = stage.effects();
    expect(after).toBe(before);
  });

  it("T53 while it waits for an answer: the question is there, and the reply goes on with the whole history", async () => {
    const stage = await aStage((_, count) =>
      count === 1
        ? {
            text: "The table has two lines.",
            calls: [{ name: "ask_person", input: { question: "Which line?", choices: ["1", "2"] } }],
          }
        : { text: "Line 2 is fine." },
    );
    const first = await stage.agent();
    await stage.until("needs_input");
    await first.kill();
    await stage.agent();
    await sleep(1_200);
    expect(await stage.until("needs_input")).toMatchObject({ question: { text: "Which line?", choices: ["1", "2"] } });
    await stage.dexter.runs.reply(stage.runId, "2");
    expect(await stage.until("succeeded")).toMatchObject({ attempt: 2, crashes: 0 });
    expect(stage.asked[1]?.messages.slice(1)).toMatchObject([
      { role: "user", content: "check line 3" },
      { role: "assistant", content: expect.stringContaining("Which line?") },
      { role: "user", content: "2" },
    ]);
    expect((await stage.items()).at(-1)).toMatchObject({ text: "Line 2 is fine." });
  });

  it("in a step of a workflow: the steps that are done stay done, and it goes on at the one that was not finished", async () => {
    const stage = await aStage(() => ({}), "Run the weekly quality audit workflow");
    const first = await stage.agent("--stall", "--afterCrash");
    await eventually(() => (stage.effects().length > 1 ? true : undefined));
    await first.kill();
    await stage.agent("--afterCrash");
    expect(await stage.until("succeeded")).toMatchObject({ attempt: 2, crashes: 1, summary: "3 alarms." });
    const again = `audit 12 ${stage.runId}:audit`;
    expect(stage.effects()).toEqual(["refresh", again, again, "report"]);
    expect((await stage.items()).flatMap((item) => (item.type === "tool-call" ? [item.name] : []))).toEqual([
      "refresh",
      "audit",
      "audit",
      "report",
    ]);
  });
});
