import { execFile, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
let folder = "";

/** The first block of JavaScript in the README, letter for letter. */
async function firstExample(): Promise<string> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  return /```js\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
}

/** Runs a script until it has printed `enough`, and gives what it printed. */
function runUntil(script: string, enough: RegExp): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [script], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    let printed = "";
    const onData = (data: Buffer) => {
      printed += data.toString();
      if (enough.test(printed)) child.kill();
    };
    child.stdout.on("data", onData);
    child.stderr.on("data", onData);
    child.once("error", fail);
    child.once("close", () => done(printed));
  });
}

describe("the packed package in an empty folder", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "scheduled-jobs-"));
    const packed = await run("npm", ["pack", "--json", "--pack-destination", folder], { cwd: root });
    const name = /[\w.-]+\.tgz/.exec(packed.stdout.slice(packed.stdout.lastIndexOf('"filename"')))?.[0] ?? "";
    await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, name)], { cwd: folder });
  }, 240_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("runs the README's first example as printed", async () => {
    await writeFile(join(folder, "example.js"), await firstExample());
    const printed = await runUntil("example.js", /succeeded/);
    expect(printed).toContain("Monday through Friday at 5:00 AM (America/New_York)");
    expect(printed).toMatch(/succeeded/);
  });

  it("is imported without a peer dependency being there", async () => {
    const names = ["", "/sqlite", "/runners", "/testing"].map((path) => `@dexter/scheduled-jobs${path}`);
    const script = `await Promise.all(${JSON.stringify(names)}.map((name) => import(name))); console.log("all imported");`;
    await writeFile(join(folder, "imports.js"), script);
    expect(await runUntil("imports.js", /all imported|Error/)).toContain("all imported");
  });

  it("has a command that reads sentences, and says what to install for MCP", async () => {
    const command = join(folder, "node_modules/.bin/dexter-jobs");
    const read = await run(command, ["interpret", "every day at noon, check the line", "--timezone", "UTC"]);
    expect(read.stdout).toContain("prompt      check the line");
    const mcp = run(command, ["mcp", "--data", ":memory:", "--owner", "u1", "--factory", "f1"]);
    await expect(mcp).rejects.toMatchObject({
      stderr: expect.stringContaining("npm install @modelcontextprotocol/sdk") as string,
    });
  });

  it("carries runs out in a thread of its own", async () => {
    await writeFile(join(folder, "agent.js"), "export default async ({ run }) => `In a thread: ${run.prompt}`;");
    const script = `
      import { createScheduler, memoryStore } from "@dexter/scheduled-jobs";
      import { threadRunner } from "@dexter/scheduled-jobs/runners";
      const runner = threadRunner({ module: new URL("./agent.js", import.meta.url) });
      const scheduler = createScheduler({ store: memoryStore(), runner });
      scheduler.on("run.succeeded", ({ run }) => console.log(run.summary));
      scheduler.on("run.failed", ({ run }) => console.log(run.reason));
      const dexter = scheduler.as({ ownerId: "u1", factoryId: "f1", timezone: "UTC" });
      const proposal = await dexter.propose("every day at noon, check the line");
      const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision });
      await scheduler.start();
      await dexter.jobs.trigger(job.id);`;
    await writeFile(join(folder, "thread.js"), script);
    expect(await runUntil("thread.js", /check the line|Error|message/)).toContain("In a thread: check the line");
  });
});
