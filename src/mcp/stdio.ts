import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Actor } from "../model/actor.ts";
import { createMcpServer, type McpOptions } from "./server.ts";

/** Serves the client that started this process, on standard input and output; resolves once the client has gone. */
export async function serveStdio(options: McpOptions & { actor: Actor }): Promise<void> {
  const server = createMcpServer(options);
  // The transport does not notice that its client is gone.
  const gone = new Promise<void>((resolve) => {
    for (const event of ["end", "close"] as const) process.stdin.once(event, () => resolve());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await server.connect(new StdioServerTransport());
  await gone;
  await server.close();
}
