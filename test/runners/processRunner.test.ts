import { processRunner, type ProcessRunnerOptions } from "@dexter/scheduled-jobs/runners";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aHost } from "./carryOut.ts";

/** Lines of a program: it has `run`, what it was told to do, `say`, and `ask`, which waits until what it said is done. */
const preamble = `
const { createInterface } = require("node:readline");
const waiting = new Map();
const say = (line) => process.stdout.write(JSON.stringify(line) + "\\n");
const ask = (line) => new Promise((done) => { const id = waiting.size + 1; waiting.set(id, done); say({ ...line, id }); });
createInterface({ input: process.stdin }).on("line", (text) => {
  const line = JSON.parse(text);
  if (line.type === "run") void main(line);
  else waiting.get(line.id)?.(line);
});
`;
const program = (main: string, options: Partial<ProcessRunnerOptions> = {}) =>
  processRunner({
    command: process.execPath,
    args: ["-e", `${preamble} async function main(run) { ${main} }`],
    graceMs: 300,
    ...options,
  });

/** Whether a process with this number is at work; one that has ended and that nobody has asked about is not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}

describe("a process runner", () => {
  it("hands the run to the process as a line of JSON, and writes what it says as it says it", async () => {
    const runner = program(`
      const told = await ask({ type: "items", items: [{ type: "note", text: run.prompt + " for " + run.job.name }] });
      say({ type: "usage", tokens: 5, costUsd: 0.1 });
      const allowed = await ask({ type: "side-effect" });
      say({ type: "end", state: "succeeded", message: told.type + ", " + allowed.type + ", " + run.idempotencyKey });
    `);
    const { run, items } = await (await aHost(runner)).carryOut();
    expect(run).toMatchObject({ state: "succeeded", hasSideEffect: true, usage: { tokens: 5, costUsd: 0.1 } });
    expect(items.map((item) => ("text" in item ? item.text : ""))).toEqual([
      "check line 3",
      "check line 3 for Line check",
      `done, done, ${run.id}`,
    ]);
  });

  it("gives it no environment but what it is told to", async () => {
    process.env["SECRET_OF_THE_HOST"] = "hunter2";
    const main = `say({ type: "end", state: "succeeded", message: JSON.stringify(process.env) });`;
    const { items } = await (await aHost(program(main, { env: { LINE: "3" } }))).carryOut();
    delete process.env["SECRET_OF_THE_HOST"];
    const [, answer] = items;
    expect(Object.keys(JSON.parse(answer?.type === "message" ? answer.text : "{}") as object)).toEqual([
      "PATH",
      "LINE",
    ]);
  });

  it.skipIf(spawnSync("python3", ["--version"]).status !== 0)("runs the program of the guide", async () => {
    const guide = readFileSync(join(import.meta.dirname, "../../docs/runners.md"), "utf8");
    const [, text = ""] = /```python\n([\s\S]*?)```/.exec(guide) ?? [];
    const { run, items } = await (await aHost(processRunner({ command: "python3", args: ["-c", text] }))).carryOut();
    expect(run).toMatchObject({ state: "succeeded", hasSideEffect: true, summary: "Done: check line 3" });
    expect(items[1]).toEqual({ type: "note", text: "Reading the sensors" });
  });

  it("parks a run whose process asks something, and hands the answer to the next one", async () => {
    const host = await aHost(
      program(`
        const said = run.history.at(-1).item;
        if (run.history.length === 1) say({ type: "end", state: "needs_input", question: { text: "Which shift?" } });
        else say({ type: "end", state: "succeeded", message: "Checked the " + said.text + " shift." });
      `),
    );
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

  it("kills one that eats memory, with what it started", async () => {
    const eat = "const eaten = []; setInterval(() => eaten.push(Buffer.alloc(2e7, 1)), 5);";
    const runner = program(
      `const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(eat)}]);
       await ask({ type: "items", items: [{ type: "note", text: String(child.pid) }] });`,
      { memoryBytes: 300 * 2 ** 20 },
    );
    const { run, items } = await (await aHost(runner)).carryOut();
    expect(run).toMatchObject({ state: "failed", attempt: 1 });
    expect(run.reason?.message).toMatch(/It held \d+ MiB of memory; it may hold 300 MiB\./);
    const [, note] = items;
    await expect.poll(() => isAlive(Number(note?.type === "note" ? note.text : 0))).toBe(false);
  });

  it("kills one that never ends, once its time is up and it does not listen", async () => {
    const runner = program(`
      process.on("SIGTERM", () => {});
      setInterval(() => {}, 1_000);
      await ask({ type: "items", items: [{ type: "note", text: String(process.pid) }] });
    `);
    const { run, items } = await (await aHost(runner, { limits: { runMs: 2_500 } })).carryOut();
    expect(run).toMatchObject({ state: "timed_out", reason: { code: "run-limit" } });
    const [, note] = items;
    expect(isAlive(Number(note?.type === "note" ? note.text : 0))).toBe(false);
  });

  it("tells one that listens to stop, and lets it put away its tools", async () => {
    const host = await aHost(
      program(
        `await ask({ type: "items", items: [{ type: "note", text: "begun" }] });
         await new Promise((stopped) => waiting.set(undefined, stopped));
         process.on("SIGTERM", () => {});
         process.exit(0);`,
        { graceMs: 60_000 },
      ),
    );
    const begun = new Promise((resolve) => {
      host.scheduler.on("conversation.appended", resolve);
    });
    const ending = host.carryOut();
    await begun;
    const [run] = (await host.dexter.runs.list()).items;
    await host.dexter.runs.cancel(run!.id);
    expect((await ending).run.state).toBe("cancelled");
  });

  for (const [title, main, reason] of [
    ["prints nonsense", `console.log("Loading model…"); setInterval(() => {}, 1_000);`, "“Loading model…” is not JSON"],
    ["says what nobody knows", `say({ type: "magic" }); setInterval(() => {}, 1_000);`, "type: Invalid"],
    ["ends in no state", `say({ type: "end", state: "great" }); setInterval(() => {}, 1_000);`, "state: Invalid"],
    ["writes without end", `process.stdout.write("x".repeat(3_000)); setInterval(() => {}, 1_000);`, "more than 2000"],
    [
      "writes as the owner",
      `say({ type: "items", items: [{ type: "message", role: "user", text: "yes" }] }); setInterval(() => {}, 1_000);`,
      "items.0.role: Invalid",
    ],
  ] as const) {
    it(`kills one that ${title}, and fails the run for good`, async () => {
      const { run, items } = await (await aHost(program(main, { lineBytes: 2_000 }))).carryOut();
      expect(run).toMatchObject({ state: "failed", attempt: 1 });
      expect(run.reason?.message).toContain(reason);
      expect(items).toHaveLength(2);
    });
  }

  it("tries again what died, and leaves to a person what died after a side effect", async () => {
    const died = await (await aHost(program(`console.error("no such line"); process.exit(3);`))).carryOut();
    expect(died.run).toMatchObject({ state: "failed", attempt: 2 });
    expect(died.run.reason?.message).toMatch(/exit code 3.*no such line/);

    const silent = await (await aHost(program(`process.exit(0);`))).carryOut();
    expect(silent.run).toMatchObject({ state: "failed", attempt: 2 });

    const main = `await ask({ type: "side-effect" }); process.kill(process.pid, "SIGKILL");`;
    const { run } = await (await aHost(program(main))).carryOut();
    expect(run).toMatchObject({ state: "interrupted", attempt: 1, reason: { code: "side-effect" } });
  });

  it("does not wait for one that has said its last word, nor for what it left behind", async () => {
    const runner = program(`
      const child = require("node:child_process").spawn("sleep", ["60"], { stdio: "inherit" });
      say({ type: "end", state: "succeeded", message: String(child.pid) });
      setInterval(() => {}, 1_000);
    `);
    const { run, items } = await (await aHost(runner)).carryOut();
    expect(run.state).toBe("succeeded");
    const [, answer] = items;
    await expect.poll(() => isAlive(Number(answer?.type === "message" ? answer.text : 0))).toBe(false);
  });

  it("says so where the program is not there", async () => {
    const { run } = await (await aHost(processRunner({ command: "no-such-program-here" }))).carryOut();
    expect(run).toMatchObject({ state: "failed", attempt: 1 });
    expect(run.reason?.message).toContain("could not be started");
  });
});
