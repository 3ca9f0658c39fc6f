import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll } from "vitest";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import type { Store } from "../../src/ports/store.ts";
import { aSchema } from "../postgres.ts";
import { aPool } from "./stores.ts";

/** A database that several stores can be opened on, and that a test can reach behind their backs. */
export interface Database {
  open: () => Store;
  /** Carries out SQL, in which `{runs}` stands for the name of a table. */
  sql: (text: string) => Promise<Record<string, unknown>[]>;
}

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "databases-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function aFile(): Database {
  const file = join(folder, `${aSchema()}.db`);
  return {
    open: () => sqliteStore(file),
    sql: async (text) => {
      const database = new DatabaseSync(file);
      database.exec("PRAGMA busy_timeout = 5000");
      const rows = database.prepare(text.replaceAll(/\{(\w+)\}/g, "scheduler_$1")).all();
      database.close();
      return rows;
    },
  };
}

function aDatabaseSchema(): Database {
  const schema = aSchema();
  return {
    open: () => postgresStore(aPool(), { schema, listen: false }),
    sql: async (text) => (await aPool().query(text.replaceAll(/\{(\w+)\}/g, `"${schema}"."$1"`))).rows as never,
  };
}

/** The databases that can be reached behind a store's back. */
export const databases: readonly (readonly [name: string, create: () => Database])[] = [
  ["sqlite", aFile],
  ["postgres", aDatabaseSchema],
];
