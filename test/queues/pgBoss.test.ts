import { PgBoss } from "pg-boss";
import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { pgBossQueue } from "../../src/pg-boss.ts";
import type { Bell } from "../../src/ports/queue.ts";
import { postgresStore } from "../../src/postgres.ts";
import { aPostgres, aSchema, type TestPostgres } from "../postgres.ts";

const ten = { total: 10, perOwner: 10, perFactory: 10 };
const aBell = (runId: string, owner = "u1"): Bell => ({ runId, owner, factory: "f1", priority: 0 });

let server: TestPostgres;
let pool: Pool;
beforeAll(async () => {
  server = await aPostgres();
  pool = new Pool({ connectionString: server.url });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await server.stop();
});

describe("a queue on pg-boss", () => {
  it("says that the package is missing, and what to install", async () => {
    vi.doMock("pg-boss", () => {
      throw new Error("Cannot find package 'pg-boss'");
    });
    const queue = pgBossQueue({ connectionString: server.url });
    await expect(queue.open?.(() => {})).rejects.toMatchObject({
      code: "PEER_MISSING",
      details: { package: "pg-boss", hint: "Run: npm install pg-boss" },
    });
    vi.doUnmock("pg-boss");
  });

  it("wants one of a connection string, a pool and an instance", () => {
    expect(() => pgBossQueue({})).toThrow(/Give one of connectionString, pool and boss/);
    expect(() => pgBossQueue({ connectionString: "x", pool })).toThrow(/Give one of/);
  });

  it("refuses an instance that was not started, or is of another version", async () => {
    const boss = {
      schemaVersion: async () => 24,
      getDb: () => ({ executeSql: async () => ({ rows: [] }) }),
      createQueue: async () => {},
      insert: async () => null,
      fetch: async () => [],
      deleteJob: async () => null,
    };
    await expect(pgBossQueue({ boss }).open?.(() => {})).rejects.toMatchObject({
      code: "QUEUE_UNFIT",
      details: { version: 24 },
    });
  });

  it("takes an instance of the host's, and leaves it running", async () => {
    const schema = aSchema();
    const boss = new PgBoss({ connectionString: server.url, schema });
    await boss.start();
    const queue = pgBossQueue({ boss, schema });
    await queue.ring([aBell("run-1")]);
    expect(await queue.waiting?.()).toBeGreaterThan(0);
    await queue.close?.();
    expect(await boss.schemaVersion()).toBeGreaterThan(0);
    await boss.stop({ graceful: false });
  });

  it("takes a pool of the host's, and finds bells by looking where nobody tells of them", async () => {
    const options = { pool, schema: aSchema(), pollMs: 50 };
    const [rings, listens] = [pgBossQueue(options), pgBossQueue(options)];
    const heard: string[] = [];
    const stop = await listens.listen(async (runId) => void heard.push(runId), ten);
    await rings.ring([aBell("run-1")]);
    await vi.waitFor(() => expect(heard).toEqual(["run-1"]), 5_000);
    await stop();
    await rings.close?.();
    await listens.close?.();
    expect((await pool.query("SELECT 1")).rows).toHaveLength(1);
  });

  it("leaves the bells of an owner who has as many answered as they may, and hears the others", async () => {
    const queue = pgBossQueue({ connectionString: server.url, schema: aSchema() });
    const heard: string[] = [];
    const gates: (() => void)[] = [];
    const onBell = (runId: string) => new Promise<void>((resolve) => void (heard.push(runId), gates.push(resolve)));
    const stop = await queue.listen(onBell, { total: 4, perOwner: 1, perFactory: 4 });
    await queue.ring(Array.from({ length: 300 }, (_, index) => aBell(`a${index}`, "a")));
    await vi.waitFor(() => expect(heard).toHaveLength(1), 5_000);
    await queue.ring([aBell("b0", "b")]);
    await vi.waitFor(() => expect(heard).toEqual(["a0", "b0"]), 5_000);
    const stopped = stop();
    for (const open of gates) open();
    await stopped;
    await queue.close?.();
  });
});

describe("bells within a transaction of the store", () => {
  it("are in the store's database, and are heard after the commit or never", async () => {
    const store = postgresStore(pool, { schema: aSchema() });
    const queue = pgBossQueue({ connectionString: server.url, schema: aSchema() });
    await store.open();
    await queue.open?.(() => {});
    expect(queue.databaseId).toBeDefined();
    expect(queue.databaseId).toBe(store.databaseId);
    const client = await pool.connect();
    const runSql = (text: string, values: readonly unknown[] = []) => client.query(text, [...values]);
    for (const end of ["ROLLBACK", "COMMIT"]) {
      await client.query("BEGIN");
      await queue.ringWithin?.([aBell("run-1")], runSql);
      expect(await queue.waiting?.()).toBe(0);
      await client.query(end);
      expect((await queue.waiting?.()) === 0).toBe(end === "ROLLBACK");
    }
    client.release();
    await queue.close?.();
    await store.close();
  });
});
