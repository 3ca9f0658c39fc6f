import { Pool } from "pg";
import { aPostgresSchema } from "../databases.ts";
import type { Side } from "../side.ts";
import { byHandPostgres } from "./byHandPostgres.ts";
import { ourScheduler } from "./ourScheduler.ts";
import { carryThroughStore } from "./ourStore.ts";
import { recorded } from "./recorded.ts";

const CONNECTIONS = 10;

async function aSchemaOf(url: string) {
  const pool = new Pool({ connectionString: url, max: CONNECTIONS });
  const database = await aPostgresSchema(url, pool, CONNECTIONS);
  const remove = async () => {
    await database.remove();
    await pool.end();
  };
  return { pool, database: { ...database, remove } };
}

export async function storeOnPostgres(url: string, batch: number): Promise<Side> {
  const { database } = await aSchemaOf(url);
  const carryOut = (runs: number) => carryThroughStore(database.store, runs, batch);
  return recorded({ name: "our store", carryOut, close: async () => {} }, database);
}

export async function handOnPostgres(url: string, batch: number): Promise<Side> {
  const { pool, database } = await aSchemaOf(url);
  const hand = byHandPostgres(pool, database.schema);
  const carryOut = (runs: number) => hand(runs, batch);
  return recorded({ name: "SQL by hand", carryOut, close: async () => {} }, database);
}

export async function schedulerOnPostgres(url: string, concurrency: number): Promise<Side> {
  const { database } = await aSchemaOf(url);
  return recorded(await ourScheduler(database.store, concurrency), database);
}
