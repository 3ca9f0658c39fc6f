import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { createScheduler, memoryStore } from "@dexter/scheduled-jobs";
import { describe, expect, it, onTestFinished } from "vitest";
import { mcpHost } from "../../examples/mcp/webHost.ts";
import { aClientOn } from "../mcp/aClient.ts";
import { aFile } from "../mcp/commandLine.ts";

const root = resolve(import.meta.dirname, "../..");
const main = join(root, "src/cli/main.ts");
const words = "Every Monday morning, refresh the production data pipeline";

describe("the MCP example", () => {
  it("is a configuration that a desktop assistant starts: proposed, confirmed, carried out by the agent", async () => {
    const text = readFileSync(join(root, "examples/mcp/desktop-assistant.json"), "utf8");
    const { mcpServers } = JSON.parse(text) as { mcpServers: Record<string, { command: string; args: string[] }> };
    const [server] = Object.values(mcpServers);
    const start = server?.args ?? [];
    expect(server?.command).toBe("npx");
    // What npx would fetch and start, from source; and this test's own files instead of a person's.
    const args = start.slice(start.indexOf("dexter-jobs") + 1);
    const local = new Map([
      ["/home/ana/dexter/dexter.db", aFile()],
      ["/home/ana/dexter/agent.js", join(root, "examples/mcp/agent.js")],
      ["node", process.execPath],
    ]);
    const { client, call } = await aClientOn(
      new StdioClientTransport({
        command: process.execPath,
        args: ["--disable-warning=ExperimentalWarning", main, ...args.map((word) => local.get(word) ?? word)],
        stderr: "ignore",
      }),
      { answers: () => ({ action: "accept", content: { confirm: true } }) },
    );
    onTestFinished(() => client.close());
    expect((await call("propose_job", { text: words })).output["state"]).toBe("confirmed");
    const [job] = (await call("list_jobs")).output["jobs"] as { jobId: string; timezone: string }[];
    expect(job?.timezone).toBe("America/Mexico_City");
    await call("run_job_now", { jobId: job?.jobId });
    const run = async () => ((await call("list_runs")).output["runs"] as Record<string, unknown>[])[0];
    await expect.poll(async () => (await run())?.["state"], { timeout: 10_000 }).toBe("succeeded");
    expect((await run())?.["summary"]).toBe("Done: refresh the production data pipeline");
  });

  it("is a host whose people confirm on a page of their own, which no token opens", async () => {
    const scheduler = createScheduler({ store: memoryStore() });
    const ana = { ownerId: "ana", factoryId: "monterrey-north", timezone: "America/Mexico_City" };
    const origin = "https://dexter.example";
    const app = mcpHost(scheduler, {
      origin,
      tokens: new Map([["Bearer anas-assistant", ana]]),
      cookies: new Map([
        ["session=ana", ana],
        ["session=luis", { ...ana, ownerId: "luis" }],
      ]),
    });
    const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), {
      fetch: async (url, init) => app.request(String(url), init),
      requestInit: { headers: { authorization: "Bearer anas-assistant" } },
    });
    const { client, call } = await aClientOn(transport);
    onTestFinished(() => client.close());
    const { output } = await call("propose_job", { text: words });
    const url = String(output["confirmUrl"]);

    const open = async (headers: Record<string, string>, body?: string) => {
      const method = body === undefined ? "GET" : "POST";
      const type = { "content-type": "application/x-www-form-urlencoded" };
      const answer = await app.request(url, {
        method,
        headers: { ...type, ...headers },
        ...(body !== undefined && { body }),
      });
      return { status: answer.status, text: await answer.text() };
    };
    const cookie = "session=ana";
    // What the model has: the link and its own token.
    expect((await open({ authorization: "Bearer anas-assistant", origin }, "revision=1")).status).toBe(401);
    expect((await open({ cookie: "session=luis" })).status).toBe(404);
    expect((await open({ cookie, origin: "https://evil.example" }, "revision=1")).status).toBe(403);
    expect((await open({ cookie, origin }, "revision=2")).status).toBe(409);
    expect((await call("list_jobs")).output["jobs"]).toEqual([]);

    const page = await open({ cookie });
    expect(page.text).toContain("Every Monday at 9:00 AM");
    expect(page.text).toContain("refresh the production data pipeline");
    expect((await open({ cookie, origin }, "revision=1")).text).toContain("Confirmed");
    expect((await call("list_jobs")).output["jobs"]).toHaveLength(1);
  });
});
