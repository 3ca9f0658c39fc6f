import { createScheduler, memoryStore } from "@dexter/scheduled-jobs";
import { aiInterpreter, aiRunner, aiTools } from "@dexter/scheduled-jobs/ai";
import { bullmqQueue } from "@dexter/scheduled-jobs/bullmq";
import { createClient } from "@dexter/scheduled-jobs/client";
import { createHttpHandler } from "@dexter/scheduled-jobs/http";
import { calendarOf, readCalendar } from "@dexter/scheduled-jobs/ical";
import { createMcpHandler, createMcpServer } from "@dexter/scheduled-jobs/mcp";
import { emailNotifier, webhookNotifier, webPushNotifier } from "@dexter/scheduled-jobs/notifiers";
import { instrument } from "@dexter/scheduled-jobs/otel";
import { pgBossQueue } from "@dexter/scheduled-jobs/pg-boss";
import { postgresStore } from "@dexter/scheduled-jobs/postgres";
import { processRunner, threadRunner, webhookRunner } from "@dexter/scheduled-jobs/runners";
import { VirtualClock } from "@dexter/scheduled-jobs/testing";
import { Pool } from "pg";
import { describe, expect, it, vi } from "vitest";

const scheduler = createScheduler({ store: memoryStore() });
const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const nobody = () => null;

/** What somebody without types makes, and what the error has to name. */
const cases: [what: string, make: (options: never) => unknown, options: unknown, ...named: string[]][] = [
  ["a handler of nothing", createHttpHandler, undefined, "`scheduler`"],
  ["a handler without a scheduler", createHttpHandler, { authenticate: nobody }, "options.scheduler"],
  ["a handler that lets everybody in", createHttpHandler, { scheduler }, "authenticate"],
  [
    "a handler with a misspelt option",
    createHttpHandler,
    { scheduler, authenticate: nobody, basepath: "/a" },
    "basepath",
  ],
  ["a handler at half a path", createHttpHandler, { scheduler, authenticate: nobody, basePath: "api/" }, '"api/"'],
  ["a client of nowhere", createClient, undefined, "mounted"],
  ["a client without an address", createClient, {}, "baseUrl undefined"],
  ["a client with headers that never change", createClient, { baseUrl: "/a", headers: {} }, "function"],
  ["an MCP handler that lets everybody in", createMcpHandler, { scheduler }, "options.authenticate"],
  ["an MCP server without a scheduler", createMcpServer, { actor: {} }, "options.scheduler"],
  ["tools without a scheduler", aiTools, { actor: {} }, "options.scheduler"],
  ["traces of nothing", instrument, undefined, "scheduler"],
  ["an agent without a model", aiRunner, { tools: {} }, "model undefined"],
  ["a reader without a model", aiInterpreter, {}, "model undefined"],
  ["a calendar read in no zone", (options) => readCalendar("BEGIN:VCALENDAR", options), undefined, "timezone"],
  ["a calendar of nothing", (options) => readCalendar(options, { timezone: "UTC" }), undefined, "text undefined"],
  ["a feed of no moment", (options) => calendarOf([], options), undefined, "`now`"],
  ["a feed of a page", (options) => calendarOf(options, { now: new Date() }), { items: [] }, "items"],
  ["a queue on nothing", bullmqQueue, undefined, "connection"],
  ["a queue on no Redis", bullmqQueue, {}, "connection undefined"],
  ["a queue on no database", pgBossQueue, undefined, "connectionString"],
  ["a queue whose address is not set", pgBossQueue, { connectionString: undefined }, "environment"],
  ["a store that leaves itself no connection", postgresStore, new Pool({ max: 1 }), "listen: false"],
  ["mails without a transport", emailNotifier, { from: "a@b", recipient: nobody }, "transport"],
  ["mails to nobody", emailNotifier, { from: "a@b", transport: { sendMail() {} } }, "options.recipient"],
  ["calls to nowhere", webhookNotifier, { secret }, "url undefined"],
  ["calls without a secret", webhookNotifier, { url: "https://a.example" }, "secret"],
  ["pushes without web-push", webPushNotifier, { subscriptions: nobody, forget: nobody, link: nobody }, "webPush"],
  ["a runner at an address that is none", webhookRunner, { url: "agent", secret }, '"agent"'],
  ["a runner whose secret is not set", webhookRunner, { url: "https://a.example", secret: undefined }, "secret"],
  ["a process of no program", processRunner, { args: ["agent.py"] }, "command undefined"],
  ["a thread of a path", threadRunner, { module: "./agent.js" }, "import.meta.url"],
];

describe("what cannot work is refused when it is made, not in the night", () => {
  for (const [what, make, options, ...named] of cases)
    it(`${what} says what is missing`, () => {
      const call = () => make(options as never);
      expect(call).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
      for (const part of named) expect(call).toThrow(part);
    });
});

describe("a caller whom the host does not know", () => {
  for (const nothing of [null, undefined, false, ""])
    it(`is not let in, however the host says so: ${JSON.stringify(nothing)}`, async () => {
      const authenticate = () => nothing as null;
      const request = () => new Request("https://host.example/jobs");
      expect((await createHttpHandler({ scheduler, authenticate })(request())).status).toBe(401);
      expect((await createMcpHandler({ scheduler, authenticate })(request())).status).toBe(401);
    });
});

describe("a client in a page that came over plain HTTP", () => {
  it("proposes and triggers without crypto.randomUUID, each request under an id of its own", async () => {
    const ids: (string | null)[] = [];
    const client = createClient({
      baseUrl: "/api",
      fetch: async (_address, init) => {
        ids.push(new Headers(init.headers).get("idempotency-key"));
        return Response.json({});
      },
    });
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    await client.propose("every day at 5am, check the line");
    await client.jobs.trigger("a-job");
    vi.unstubAllGlobals();
    expect(ids.map((id) => id?.length)).toEqual([32, 32]);
    expect(new Set(ids).size).toBe(2);
  });
});

describe("a virtual clock", () => {
  it("does not go to an instant that is none, which would never come", async () => {
    const clock = new VirtualClock("2027-03-12T09:59:00Z");
    expect(() => new VirtualClock("noon")).toThrow('instant "noon"');
    await expect(clock.advanceTo("noon")).rejects.toMatchObject({ code: "INPUT_INVALID" });
    await expect(clock.advanceBy(NaN)).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(() => clock.setWallClock("noon")).toThrow('instant "noon"');
  });
});
