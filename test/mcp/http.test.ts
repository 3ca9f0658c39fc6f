import { extractWWWAuthenticateParams } from "@modelcontextprotocol/sdk/client/auth.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { McpHandlerOptions } from "@dexter/scheduled-jobs/mcp";
import { describe, expect, it, onTestFinished } from "vitest";
import { owner } from "../scheduler/harness.ts";
import { aClientOn, type Answering } from "./aClient.ts";
import { aDoor } from "./aDoor.ts";

const words = "Every Monday morning, refresh the production data pipeline";
/** The door, with those who come to it. */
async function aVisitedDoor(options: Partial<McpHandlerOptions> = {}) {
  const door = await aDoor(options);
  const { url } = door;
  const connect = async (person: string, answers?: Answering) => {
    const requestInit = { headers: { authorization: `Bearer ${person}` } };
    const transport = new StreamableHTTPClientTransport(url, { requestInit });
    const client = await aClientOn(transport, answers === undefined ? {} : { answers });
    onTestFinished(() => client.client.close());
    return { ...client, sessionId: transport.sessionId ?? "", end: () => transport.terminateSession() };
  };
  /** A request as anybody could send it. */
  const send = (headers: Record<string, string>, body: unknown = { jsonrpc: "2.0", id: 1, method: "tools/list" }) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { ...door, connect, send };
}

describe("the MCP server by streamable HTTP", () => {
  it("works with the SDK's client, which asks the person in a dialogue", async () => {
    const { connect, dexter } = await aVisitedDoor();
    const ana = await connect("ana", () => ({ action: "accept", content: { confirm: true } }));
    const { output } = await ana.call("propose_job", { text: words });
    expect(output["state"]).toBe("confirmed");
    expect(ana.asked).toHaveLength(1);
    const [job] = (await dexter.jobs.list()).items;
    expect(await ana.read(`scheduled-jobs://jobs/${job?.id}`)).toMatchObject({ state: "active" });
  });

  it("gives each person their own", async () => {
    const { connect } = await aVisitedDoor();
    const accept: Answering = () => ({ action: "accept", content: { confirm: true } });
    const [ana, bob] = await Promise.all([connect("ana", accept), connect("bob", accept)]);
    await ana.call("propose_job", { text: words });
    expect((await ana.call("list_jobs")).output["jobs"]).toHaveLength(1);
    expect((await bob.call("list_jobs")).output["jobs"]).toHaveLength(0);
  });

  it("lets in nobody whom the host does not know, and no session through another person's token", async () => {
    const { connect, send } = await aVisitedDoor();
    await expect(connect("mallory")).rejects.toThrow(/not known/);
    const { sessionId } = await connect("ana");
    expect((await send({ "mcp-session-id": sessionId })).status).toBe(401);
    for (const person of ["bob", "ana elsewhere"]) {
      const answer = await send({ "mcp-session-id": sessionId, authorization: `Bearer ${person}` });
      expect(answer.status).toBe(404);
    }
    expect((await send({ "mcp-session-id": "guessed", authorization: "Bearer ana" })).status).toBe(404);
    expect((await send({ "mcp-session-id": sessionId, authorization: "Bearer ana" })).status).toBe(200);
  });

  it("sends a client that is not known to where it can sign in", async () => {
    const resourceMetadataUrl = "https://dexter.example/.well-known/oauth-protected-resource";
    const { send } = await aVisitedDoor({ resourceMetadataUrl });
    const answer = await send({ authorization: "Bearer mallory" });
    expect(answer.status).toBe(401);
    // As the SDK's own client reads it.
    expect(extractWWWAuthenticateParams(answer).resourceMetadataUrl?.href).toBe(resourceMetadataUrl);
  });

  it("takes the zone that the host says now, not the one when the session began", async () => {
    let timezone = "America/New_York";
    const { connect, dexter } = await aVisitedDoor({ authenticate: () => ({ ...owner, timezone }) });
    const ana = await connect("ana", () => ({ action: "accept", content: { confirm: true } }));
    timezone = "Europe/Berlin";
    await ana.call("propose_job", { text: words });
    expect((await dexter.jobs.list()).items).toMatchObject([{ timezone: "Europe/Berlin" }]);
  });

  it("refuses pages of other sites, bodies without end, and what is not the protocol", async () => {
    const { send } = await aVisitedDoor({ allowedOrigins: ["https://chat.example"], limits: { bodyBytes: 1_000 } });
    const authorization = "Bearer ana";
    expect((await send({ authorization, origin: "https://evil.example" })).status).toBe(403);
    expect((await send({ authorization, origin: "https://chat.example" })).status).toBe(400);
    expect((await send({ authorization }, { padding: "x".repeat(2_000) })).status).toBe(413);
    for (const body of ["{", "[]", "null", '{"jsonrpc":"1.0"}', "[[[[[[[[[["]) {
      expect((await send({ authorization }, body)).status).toBe(400);
    }
  });

  it("ends the session that was quiet for longest where one person opens too many, and nobody else's", async () => {
    const { connect, send } = await aVisitedDoor({ limits: { sessionsPerOwner: 2 } });
    const bob = await connect("bob");
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) ids.push((await connect("ana")).sessionId);
    const statuses = await Promise.all(
      ids.map(async (id) => (await send({ "mcp-session-id": id, authorization: "Bearer ana" })).status),
    );
    expect(statuses).toEqual([404, 200, 200]);
    expect((await send({ "mcp-session-id": bob.sessionId, authorization: "Bearer bob" })).status).toBe(200);
  });

  it("ends a session that its client ends, and one that is quiet for too long", async () => {
    const { connect, send } = await aVisitedDoor({ limits: { idleMs: 0 } });
    const isOpen = async (sessionId: string) =>
      (await send({ "mcp-session-id": sessionId, authorization: "Bearer ana" })).status === 200;
    const first = await connect("ana");
    expect(await isOpen(first.sessionId)).toBe(true);
    await first.end();
    expect(await isOpen(first.sessionId)).toBe(false);

    const second = await connect("ana");
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    await connect("bob");
    expect(await isOpen(second.sessionId)).toBe(false);
  });
});
