import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { freePort } from "./freePort.ts";

/** A Redis server for tests. */
export interface TestRedis {
  url: string;
  /** Ends the process at once and starts another one on the same port, which knows nothing any more. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const given = process.env["REDIS_URL"];
const isOnPath = spawnSync("redis-server", ["--version"]).status === 0;

/** Why there is no Redis here, if there is none. With `CI` set, tests that need it fail then instead of being left out. */
const noRedis: string | undefined =
  given !== undefined || isOnPath ? undefined : "there is no REDIS_URL, and no redis-server on the PATH";

/** For the title of a test that needs Redis: why it is left out, if it is. */
export const skipNote = noRedis === undefined ? "" : ` (skipped: ${noRedis})`;

export const isRedisSkipped = noRedis !== undefined && process.env["CI"] === undefined;

/**
 * The server that `REDIS_URL` names, or one that is made for it on a free port. A durable one flushes its append-only file
 * every second, as BullMQ's guide to production asks for.
 */
export async function aRedis({
  policy = "noeviction",
  memory = "64mb",
  own = false,
  isDurable = false,
} = {}): Promise<TestRedis> {
  if (given !== undefined && !own) return { url: given, restart: async () => {}, stop: async () => {} };
  if (!isOnPath) throw new Error(noRedis);
  const folder = mkdtempSync(join(tmpdir(), "redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ["--port", `${port}`, "--dir", folder, "--save", ""];
  settings.push("--appendonly", isDurable ? "yes" : "no", "--appendfsync", "everysec");
  const start = async (): Promise<ChildProcess> => {
    const child = spawn("redis-server", [...settings, "--maxmemory", memory, "--maxmemory-policy", policy], {
      stdio: "ignore",
    });
    const client = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    client.on("error", () => {});
    await client.ping();
    client.disconnect();
    return child;
  };
  const end = async (child: ChildProcess): Promise<void> => {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
  };
  let server = await start();
  return {
    url,
    restart: async () => {
      await end(server);
      await sleep(50);
      server = await start();
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
