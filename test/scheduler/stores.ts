import { Pool } from "pg";
import { afterAll, beforeAll } from "vitest";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import type { Store } from "../../src/ports/store.ts";
import { sqliteStore } from "../../src/sqlite.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { aPostgres, aSchema, type TestPostgres } from "../postgres.ts";
import { aHarness, type Harness, thursday } from "./harness.ts";

let server: TestPostgres;
let pool: Pool;
// In each test file that imports this.
beforeAll(async () => {
  server = await aPostgres();
  pool = new Pool({ connectionString: server.url, max: 12 });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await server.stop();
}, 60_000);

/** This file's server. */
export const aServer = (): TestPostgres => server;

/** The pool of this file's server. */
export const aPool = (): Pool => pool;

/** The stores that everything about the scheduler is shown on. */
export const stores: readonly (readonly [name: string, create: () => Store])[] = [
  ["memory", memoryStore],
  ["sqlite", () => sqliteStore(":memory:")],
  ["postgres", () => postgresStore(pool, { schema: aSchema(), listen: false })],
];

/** An open store that outlives the schedulers on it, whose calls the clock waits for. Time is the clock's, not the database's. */
export async function aLastingStore(create: () => Store, clock: VirtualClock): Promise<Store> {
  const store = create();
  await store.open();
  return new Proxy(clock.watch(store), {
    get: (target, key) =>
      key === "close" || key === "open" || key === "now" ? async () => undefined : Reflect.get(target, key),
  });
}

/** A scheduler on a fresh store of this kind. */
export async function aStage(create: () => Store, options: Parameters<typeof aHarness>[0] = {}): Promise<Harness> {
  const clock = options.clock ?? new VirtualClock(thursday);
  return aHarness({ ...options, clock, store: await aLastingStore(create, clock) });
}
