import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { ElicitResult } from "@modelcontextprotocol/sdk/types.js";
import { createScheduler } from "@dexter/scheduled-jobs";
import { sqliteStore } from "@dexter/scheduled-jobs/sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { runCommand } from "../../src/cli/command.ts";
import { owner } from "../scheduler/harness.ts";
import { aClientOn, type Answering } from "./aClient.ts";
import { account, aFile, mcpCommand } from "./commandLine.ts";

const words = "Every Monday morning, refresh the production data pipeline";
const yes: Answering = (): ElicitResult => ({ action: "accept", content: { confirm: true } });

async function aServer(
  data: string,
  { answers, args = [], env = {} }: { answers?: Answering; args?: string[]; env?: Record<string, string> } = {},
) {
  const client = await aClientOn(
    new StdioClientTransport({ ...mcpCommand(data, ...args), env, stderr: "ignore" }),
    answers === undefined ? {} : { answers },
  );
  onTestFinished(() => client.client.close());
  return client;
}

/** What is in the file, for the person themselves. */
async function kept<Result>(
  data: string,
  read: (dexter: ReturnType<ReturnType<typeof createScheduler>["as"]>) => Promise<Result>,
) {
  const scheduler = createScheduler({ store: sqliteStore(data) });
  const result = await read(scheduler.as(owner));
  await scheduler.stop();
  return result;
}

/** A command in this process, with a person at the terminal where `says` is given. */
async function atTerminal(says: string | undefined, ...args: string[]) {
  let written = "";
  const write = (text: string) => (written += `${text}\n`);
  const code = await runCommand(args, {
    out: write,
    err: write,
    now: () => new Date(),
    ...(says !== undefined && { ask: async () => says }),
  });
  return { code, written };
}

describe("dexter-jobs mcp", () => {
  it("serves the SDK's client over a SQLite file that it makes, and leaves runs to whoever carries them out", async () => {
    const data = aFile();
    const { call, client, asked } = await aServer(data, { answers: yes });
    expect(client.getServerVersion()?.name).toBe("scheduled-jobs");
    expect((await call("propose_job", { text: words })).output["state"]).toBe("confirmed");
    expect(asked).toHaveLength(1);
    const [job] = (await kept(data, ({ jobs }) => jobs.list())).items;
    const { ownerId, factoryId, timezone } = owner;
    expect(job).toMatchObject({ ownerId, factoryId, timezone, prompt: "refresh the production data pipeline" });
    expect((await call("run_job_now", { jobId: job?.id })).output["state"]).toBe("confirmed");
    expect((await kept(data, ({ runs }) => runs.list())).items).toMatchObject([{ state: "queued" }]);
  });

  it("carries out what is due by the command it is given, while it runs", async () => {
    const agent = `
      process.stdin.once("data", (text) => {
        const { prompt } = JSON.parse(text);
        console.log(JSON.stringify({ type: "end", state: "succeeded", message: prompt + " " + JSON.stringify({ ...process.env, PATH: "" }) }));
        process.stdin.destroy();
      });`;
    const { call } = await aServer(aFile(), {
      answers: yes,
      args: ["--env", "LINE", "--env", "ABSENT", "--", process.execPath, "-e", agent],
      env: { LINE: "3", SECRET: "hunter2" },
    });
    await call("propose_job", { text: words });
    const [job] = (await call("list_jobs")).output["jobs"] as { jobId: string }[];
    await call("run_job_now", { jobId: job?.jobId });
    const runs = async () => (await call("list_runs")).output["runs"] as { state: string; summary: string }[];
    await expect.poll(async () => (await runs())[0]?.state, { timeout: 10_000 }).toBe("succeeded");
    expect((await runs())[0]?.summary).toBe('refresh the production data pipeline {"PATH":"","LINE":"3"}');
  });

  it("has runs carried out by a webhook, whose secret is not on the command line", async () => {
    const types: string[] = [];
    const endpoint = createServer((request, response) => {
      types.push(String(request.headers["webhook-id"]).split("_", 1)[0] ?? "");
      request.resume().on("end", () => response.writeHead(204).end());
    });
    await new Promise<void>((resolve) => {
      endpoint.listen(0, "127.0.0.1", resolve);
    });
    onTestFinished(() => void endpoint.close());
    const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/`;
    const { call } = await aServer(aFile(), {
      answers: yes,
      args: ["--webhook", url, "--allow-host", "127.0.0.1"],
      env: { DEXTER_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 7).toString("base64")}` },
    });
    await call("propose_job", { text: words });
    const [job] = (await call("list_jobs")).output["jobs"] as { jobId: string }[];
    await call("run_job_now", { jobId: job?.jobId });
    await expect.poll(() => types, { timeout: 10_000 }).toEqual(["start"]);
  });

  it("tells an assistant that cannot ask where the person confirms, and they do so at a terminal", async () => {
    const data = aFile();
    expect((await atTerminal(undefined, "confirm", ...account(data))).written).toContain("Nothing is proposed.");
    const url = "https://dexter.example/confirm?proposal={proposal}";
    const linked = await (await aServer(data, { args: ["--confirm-url", url] })).call("propose_job", { text: words });
    const id = String(linked.output["proposalId"]);
    expect(linked.output["confirmUrl"]).toBe(`https://dexter.example/confirm?proposal=${id}`);
    const told = await (await aServer(data)).call("propose_job", { text: words });
    expect(told.output["howToConfirm"]).toContain("dexter-jobs confirm");

    const listed = await atTerminal(undefined, "confirm", ...account(data));
    expect(listed.written).toContain(id);
    expect(listed.written).toContain("“refresh the production data pipeline”");
    expect((await atTerminal(undefined, "confirm", id, ...account(data))).code).toBe(2);
    expect((await atTerminal("no", "confirm", id, ...account(data))).code).toBe(1);
    expect((await kept(data, ({ jobs }) => jobs.list())).items).toEqual([]);
    const done = await atTerminal("yes", "confirm", id, ...account(data));
    expect(done).toMatchObject({ code: 0, written: expect.stringContaining("Done.") as string });
    expect((await kept(data, ({ jobs }) => jobs.list())).items).toHaveLength(1);
  });

  it("goes on after lines that are not the protocol, and ends with its client", async () => {
    const { command, args } = mcpCommand(aFile());
    const server = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
    const ended = new Promise((resolve) => {
      server.once("exit", resolve);
    });
    const lines = createInterface({ input: server.stdout });
    const answers: { id?: number; error?: unknown }[] = [];
    lines.on("line", (line) => answers.push(JSON.parse(line) as { id?: number }));
    for (const line of ["nonsense", "{}", '{"jsonrpc":"2.0","id":1,"method":"no/such"}', "[]", "\u0000"]) {
      server.stdin.write(`${line}\n`);
    }
    server.stdin.write('{"jsonrpc":"2.0","id":2,"method":"ping"}\n');
    await expect.poll(() => answers.map(({ id }) => id), { timeout: 10_000 }).toContain(2);
    expect(answers.find(({ id }) => id === 1)?.error).toBeDefined();
    server.stdin.end();
    expect(await ended).toBe(0);
  });

  it("says what is missing or wrong before it serves anybody", async () => {
    for (const [args, hint] of [
      [["mcp"], "--owner"],
      [["mcp", "--owner", "u", "--factory", "f"], "--data"],
      [["mcp", ...account(":memory:"), "--timezone", "Nowhere/Land"], "Nowhere/Land"],
      [["mcp", ...account(":memory:"), "--webhook", "https://x.example"], "secret"],
      [["mcp", ...account(":memory:"), "--webhook", "https://x.example", "--", "agent"], "not both"],
      [["mcp", ...account("/no/such/folder/dexter.db")], "dexter.db"],
      [["mcp", "--confirm-it-all"], "--confirm-it-all"],
      [["confirm", "none", ...account(":memory:")], "no proposal"],
    ] as const) {
      const { code, written } = await atTerminal(undefined, ...args);
      expect(code).toBe(2);
      expect(written).toContain(hint);
    }
    expect((await atTerminal(undefined, "mcp", "--help")).written).toContain("never\nconfirms");
  });
});
