import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createScheduler, memoryStore, type Scheduler } from "@dexter/scheduled-jobs";
import { createClient } from "@dexter/scheduled-jobs/client";
import { createAdaptorServer } from "@hono/node-server";
import { afterEach, describe, expect, it } from "vitest";
import { expressApp } from "../../examples/mount-express/app.ts";
import { fastifyApp } from "../../examples/mount-fastify/app.ts";
import { honoApp } from "../../examples/mount-hono/app.ts";

const actors = new Map(
  ["ada", "luis"].map((ownerId) => [
    `Bearer ${ownerId}`,
    { ownerId, factoryId: "monterrey-north", timezone: "America/New_York" },
  ]),
);
const mounts: [string, (scheduler: Scheduler) => Promise<Server>][] = [
  ["Hono", async (scheduler) => createAdaptorServer({ fetch: honoApp(scheduler, actors).fetch }) as Server],
  ["Express", async (scheduler) => createServer(expressApp(scheduler, actors))],
  [
    "Fastify",
    async (scheduler) => {
      const app = fastifyApp(scheduler, actors);
      await app.ready();
      return app.server;
    },
  ],
];
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

describe.each(mounts)("the handler mounted in %s", (_name, mount) => {
  async function served(): Promise<string> {
    const scheduler = createScheduler({
      store: memoryStore(),
      runner: async ({ emit }) => emit({ type: "message", role: "assistant", text: "Done, ñandú 🚀" }),
    });
    closing.push(() => scheduler.stop());
    await scheduler.start();
    const server = await mount(scheduler);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    closing.push(async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  const clientOf = (url: string, owner: string) =>
    createClient({ baseUrl: `${url}/api/scheduled-jobs`, headers: () => ({ authorization: `Bearer ${owner}` }) });

  it("carries a sentence to a run, and tells of it while it happens", async () => {
    const client = clientOf(await served(), "ada");
    const over = new AbortController();
    const told = (async () => {
      for await (const { event } of client.events({ signal: over.signal })) {
        if (event.name === "run.succeeded") return event.run.title;
      }
      return undefined;
    })();
    await expect.poll(() => client.connection.state).toBe("open");
    const { id, revision, digest = "" } = await client.propose("Every weekday at 7am, check the ñandú line");
    const [job] = await client.confirm(id, { revision, digest });
    const run = await client.jobs.trigger(job?.id ?? "", { requestId: "once" });
    expect(await told).toBe(job?.name);
    over.abort();
    const { conversationId = "" } = await client.runs.get(run.id);
    const { items } = await client.conversations.entries(conversationId);
    expect(items.map(({ item }) => "text" in item && item.text)).toEqual(["check the ñandú line", "Done, ñandú 🚀"]);
  });

  it("answers nobody who is unknown, shows nobody another's job, and leaves the host's page alone", async () => {
    const url = await served();
    const { id, revision, digest = "" } = await clientOf(url, "ada").propose("Every weekday at 7am, check the line");
    const [job] = await clientOf(url, "ada").confirm(id, { revision, digest });
    await expect(clientOf(url, "mallory").jobs.list()).rejects.toMatchObject({ code: "NOT_AUTHENTICATED" });
    await expect(clientOf(url, "luis").jobs.get(job?.id ?? "")).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
    expect(await (await fetch(url)).text()).toBe("The host's own page");
  });

  it("refuses a body that is too large, as anywhere else", async () => {
    const client = clientOf(await served(), "ada");
    await expect(client.propose("x".repeat(100_000))).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
  });
});
