import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Pool } from "pg";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { aSchema } from "../../test/postgres.ts";
import { byHand } from "./byHand.ts";
import { byHandPostgres } from "./byHandPostgres.ts";
import { fill, LATE, runThroughStore } from "./ours.ts";

/** Both ways to carry out the same runs, on databases of their own. */
export interface Sides {
  ours(total: number, batch: number): Promise<void>;
  hand(total: number, batch: number): Promise<void>;
  close(): Promise<void>;
}

export async function onSqlite(synchronous: "NORMAL" | "FULL"): Promise<Sides> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const store = sqliteStore(join(folder, "ours.db"), { durability: synchronous === "FULL" ? "full" : "normal" });
  const seed = sqliteStore(join(folder, "hand.db"));
  for (const each of [store, seed]) {
    await each.open();
    await fill(each);
  }
  await seed.close();
  const db = new DatabaseSync(join(folder, "hand.db"));
  db.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000`);
  const hand = byHand(db);
  return {
    ours: (total, batch) => runThroughStore(store, total, batch),
    hand: async (total, batch) => {
      for (let done = 0; done < total;) {
        const ids = hand.plan(LATE, batch);
        hand.claim(ids, LATE);
        hand.finish(ids, LATE);
        done += ids.length;
      }
    },
    close: async () => {
      await store.close();
      db.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export async function onPostgres(url: string): Promise<Sides> {
  const pool = new Pool({ connectionString: url, max: 4 });
  const schemas = [aSchema(), aSchema()] as const;
  const [store, seed] = schemas.map((schema) => postgresStore(url, { schema, listen: false, connections: 4 }));
  for (const each of [store!, seed!]) {
    await each.open();
    await fill(each);
  }
  await pool.query(`CREATE SEQUENCE "${schemas[1]}".positions`);
  await pool.query("VACUUM ANALYZE");
  const hand = byHandPostgres(pool, schemas[1]);
  return {
    ours: (total, batch) => runThroughStore(store!, total, batch),
    hand,
    close: async () => {
      await store!.close();
      await seed!.close();
      await pool.end();
    },
  };
}
