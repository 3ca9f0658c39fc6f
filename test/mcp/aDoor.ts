import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { createMcpHandler, type McpHandlerOptions } from "@dexter/scheduled-jobs/mcp";
import { onTestFinished } from "vitest";
import { aHarness, owner } from "../scheduler/harness.ts";

const people = new Map([
  ["ana", owner],
  ["bob", { ...owner, ownerId: "bob" }],
  ["ana elsewhere", { ...owner, factoryId: "another" }],
]);

/** Our handler in a server of this machine; a token is a person's name. */
export async function aDoor(options: Partial<McpHandlerOptions> = {}) {
  const harness = aHarness();
  const handle = createMcpHandler({
    scheduler: harness.scheduler,
    authenticate: (request) => people.get(request.headers.get("authorization")?.replace("Bearer ", "") ?? "") ?? null,
    ...options,
  });
  const server = serve({ fetch: handle, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  );
  return { ...harness, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`) };
}
