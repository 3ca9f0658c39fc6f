import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Pool } from "pg";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import type { Store } from "../../src/ports/store.ts";
import { aSchema } from "../../test/postgres.ts";
import { fill } from "./jobs.ts";

export type Durability = "full" | "normal";

/** A database of its own for one side, with the jobs of the comparison in it. */
export interface Database {
  /** Open. */
  store: Store;
  count(): Promise<Counts>;
  remove(): Promise<void>;
}

/** What so many completed runs leave behind. */
export interface Counts {
  runs: number;
  succeeded: number;
  /** With the prompt and the answer, and the status of their runs. */
  conversations: number;
  entries: number;
  events: number;
}

const countsOf = (table: (name: string) => string): string => `SELECT
  (SELECT count(*) FROM ${table("runs")}) AS "runs",
  (SELECT count(*) FROM ${table("runs")} WHERE state = 'succeeded') AS "succeeded",
  (SELECT count(*) FROM ${table("conversations")} WHERE status = 'succeeded' AND length = 2) AS "conversations",
  (SELECT count(*) FROM ${table("entries")}) AS "entries",
  (SELECT count(*) FROM ${table("events")}) AS "events"`;

/** @param filling makes the jobs in it */
export async function aSqliteDatabase(
  durability: Durability,
  filling: (store: Store) => Promise<void> = fill,
): Promise<Database & { file: string }> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "jobs.db");
  const store = sqliteStore(file, { durability });
  await store.open();
  await filling(store);
  return {
    file,
    store,
    count: async () => {
      const db = new DatabaseSync(file, { readOnly: true });
      const counts = db.prepare(countsOf((name) => `scheduler_${name}`)).get();
      db.close();
      return counts as unknown as Counts;
    },
    remove: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function aPostgresSchema(url: string, pool: Pool, connections: number) {
  const schema = aSchema();
  const store = postgresStore(url, { schema, listen: false, connections });
  await store.open();
  await fill(store);
  return {
    schema,
    store,
    count: async () => {
      const { rows } = await pool.query<Record<keyof Counts, string>>(countsOf((name) => `"${schema}".${name}`));
      const counts = Object.entries(rows[0]!).map(([name, count]) => [name, Number(count)]);
      return Object.fromEntries(counts) as Counts;
    },
    remove: async () => {
      await store.close();
      await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
    },
  } satisfies Database & { schema: string };
}
