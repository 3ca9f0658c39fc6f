import { DatabaseSync } from "node:sqlite";
import { aSqliteDatabase, type Durability } from "../databases.ts";
import { LATE } from "../jobs.ts";
import type { Side } from "../side.ts";
import { byHandSqlite } from "./byHandSqlite.ts";
import { ourScheduler } from "./ourScheduler.ts";
import { carryThroughStore } from "./ourStore.ts";
import { recorded } from "./recorded.ts";

export async function storeOnSqlite(durability: Durability, batch: number): Promise<Side> {
  const database = await aSqliteDatabase(durability);
  const carryOut = (runs: number) => carryThroughStore(database.store, runs, batch);
  return recorded({ name: "our store", carryOut, close: async () => {} }, database);
}

export async function handOnSqlite(durability: Durability, batch: number): Promise<Side> {
  const database = await aSqliteDatabase(durability);
  await database.store.close();
  const db = new DatabaseSync(database.file);
  // The settings of our own connection, so that only what is done over it differs.
  db.exec(`PRAGMA synchronous = ${durability}; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000`);
  db.exec("PRAGMA wal_autocheckpoint = 4000");
  const hand = byHandSqlite(db);
  const carryOut = async (runs: number) => {
    for (let done = 0; done < runs;) {
      const ids = hand.plan(LATE, batch);
      hand.claim(ids, LATE);
      hand.finish(ids, LATE);
      done += ids.length;
    }
  };
  return recorded({ name: "SQL by hand", carryOut, close: async () => db.close() }, database);
}

export async function schedulerOnSqlite(durability: Durability, concurrency: number): Promise<Side> {
  const database = await aSqliteDatabase(durability);
  return recorded(await ourScheduler(database.store, concurrency), database);
}
