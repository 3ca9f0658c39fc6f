import { Client, Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aSchema, aPostgres, type TestPostgres } from "../../../../test/postgres.ts";
import type { Store } from "../../../ports/store.ts";
import { aProposal } from "../../../testing/samples.ts";
import { claimed, confirmed, DUE, planOne, queued, started } from "../../../testing/stores/steps.ts";
import { migrations } from "../sql/schema.ts";
import { postgresStore } from "./postgresStore.ts";

let server: TestPostgres;
let admin: Client;
beforeAll(async () => {
  server = await aPostgres();
  admin = new Client({ connectionString: server.url });
  await admin.connect();
}, 60_000);
afterAll(async () => {
  await admin.end();
  await server.stop();
}, 60_000);

async function withStores(count: number, body: (stores: Store[], schema: string) => Promise<void>, options = {}) {
  const schema = aSchema();
  const stores = Array.from({ length: count }, () => postgresStore(server.url, { schema, ...options }));
  try {
    for (const store of stores) await store.open();
    await body(stores, schema);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

/** Ends every connection that a store has, as a restart of the server or of the network would. */
const cutConnections = () =>
  admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'scheduled-jobs'");

describe("a store on Postgres", () => {
  it("gives the time by the database's clock", async () => {
    await withStores(1, async ([store]) => {
      const { rows } = await admin.query<{ ms: number }>(
        "SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms",
      );
      expect(Math.abs((await store!.now())! - rows[0]!.ms)).toBeLessThan(5_000);
    });
  });

  it("opens one schema from ten stores at once, and refuses one of a newer version", async () => {
    const schema = aSchema();
    const stores = Array.from({ length: 10 }, () => postgresStore(server.url, { schema, connections: 2 }));
    await Promise.all(stores.map((store) => store.open()));
    await confirmed(stores[0]!);
    expect(await stores[9]!.findJob("job-1")).toBeDefined();
    await Promise.all(stores.map((store) => store.close()));
    await admin.query(`UPDATE "${schema}".meta SET value = 999 WHERE name = 'schema'`);
    const newer = postgresStore(server.url, { schema });
    await expect(newer.open()).rejects.toMatchObject({
      code: "STORE_NEWER",
      details: { found: 999, known: migrations.length },
    });
    await newer.close();
  });

  it("keeps two schemas of any name apart", async () => {
    const odd = postgresStore(server.url, { schema: `odd 'name'; ${aSchema()}` });
    await odd.open();
    await confirmed(odd);
    await withStores(1, async ([other]) => expect(await other!.findJob("job-1")).toBeUndefined());
    await odd.close();
  });

  it("gives each due job and each run to one of several processes", async () => {
    await withStores(
      4,
      async (stores) => {
        for (let index = 0; index < 60; index += 1) await confirmed(stores[0]!, { id: `job-${index}` });
        const plans = await Promise.all(
          stores.flatMap((store) => Array.from({ length: 10 }, () => store.planDue(DUE, 5, (due) => planOne(due)))),
        );
        const inserted = plans.flatMap((plan) => plan.inserted.map(({ id }) => id));
        expect(new Set(inserted).size).toBe(inserted.length);
        expect(inserted).toHaveLength(60);
        const claims = await Promise.all(stores.map((store) => store.claim(inserted, DUE, started)));
        expect(claims.flatMap((claim) => claim.claimed)).toHaveLength(60);
        const rows = await stores[1]!.listEvents({ after: 0, limit: 500 });
        expect(rows.map(({ sequence }) => sequence)).toEqual([...Array(60).fill(1), ...Array(60).fill(2)]);
      },
      { connections: 4 },
    );
  });

  it("tells another process at once what was written", async () => {
    await withStores(2, async ([one, other]) => {
      expect(other!.canListen).toBe(true);
      const heard = vi.fn<() => void>();
      other!.subscribe(heard);
      await confirmed(one!);
      await vi.waitFor(() => expect(heard).toHaveBeenCalled(), { timeout: 5_000 });
    });
  });

  it("goes on when its connections are cut, and listens again", async () => {
    await withStores(2, async ([one, other]) => {
      await confirmed(one!, { id: "before" });
      await cutConnections();
      await Promise.all(Array.from({ length: 5 }, (_, index) => confirmed(one!, { id: `after-${index}` })));
      await cutConnections();
      expect((await other!.listJobs({ limit: 10 })).items).toHaveLength(6);
      const heard = vi.fn<() => void>();
      other!.subscribe(heard);
      await vi.waitFor(
        async () => {
          await one!.saveProposal(undefined, aProposal({ id: crypto.randomUUID() }), []);
          expect(heard).toHaveBeenCalled();
        },
        { timeout: 10_000, interval: 200 },
      );
    });
  });

  it("waits for a connection of a pool that is used up, and fails by name when none comes", async () => {
    const pool = new Pool({ connectionString: server.url, max: 1, connectionTimeoutMillis: 50 });
    const store = postgresStore(pool, { schema: aSchema(), listen: false, patienceMs: 1_000 });
    await store.open();
    const taken = await pool.connect();
    const writing = confirmed(store);
    setTimeout(() => taken.release(), 300);
    await writing;
    const kept = await pool.connect();
    await expect(store.findJob("job-1")).rejects.toMatchObject({ code: "STORE_FAILED" });
    kept.release();
    expect(await store.findJob("job-1")).toBeDefined();
    await store.close();
    await pool.end();
  });

  it("fails by name where there is no server", async () => {
    const store = postgresStore("postgres://nobody@127.0.0.1:1/none", { patienceMs: 200 });
    await expect(store.open()).rejects.toMatchObject({ code: "STORE_FAILED", details: { reason: "ECONNREFUSED" } });
    await store.close();
  });

  it("works for a role that owns nothing, once somebody else has migrated", async () => {
    await withStores(1, async ([owner], schema) => {
      const role = `role_${schema}`;
      await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'p'`);
      const url = server.url.replace("postgres:postgres@", `${role}:p@`);
      const stranger = postgresStore(url, { schema, patienceMs: 500 });
      await expect(stranger.open()).rejects.toMatchObject({ code: "STORE_FAILED", details: { reason: "42501" } });
      await stranger.close();
      await admin.query(`GRANT USAGE ON SCHEMA ${schema} TO ${role}`);
      await admin.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role}`);
      const store = postgresStore(url, { schema });
      await store.open();
      const { run } = await claimed(store);
      expect((await owner!.findRun(run.id))?.state).toBe("running");
      await store.close();
    });
  });

  it("says that pg is missing where it is not installed", async () => {
    vi.doMock("pg", () => {
      throw new Error("Cannot find package 'pg'");
    });
    await expect(postgresStore(server.url).open()).rejects.toMatchObject({
      code: "PEER_MISSING",
      details: { package: "pg" },
    });
    vi.doUnmock("pg");
  });
});

describe("a transaction of the host", () => {
  it("takes what the store writes along: it is there after the commit, and gone after a rollback", async () => {
    const schema = aSchema();
    const pool = new Pool({ connectionString: server.url });
    const store = postgresStore(pool, { schema });
    await store.open();
    const client = await pool.connect();
    await client.query("BEGIN");
    const inside = store.withTransaction(client);
    await confirmed(inside, { id: "undone" });
    expect(await inside.findJob("undone")).toBeDefined();
    expect(await store.findJob("undone")).toBeUndefined();
    await client.query("ROLLBACK");
    expect(await store.findJob("undone")).toBeUndefined();
    await client.query("BEGIN");
    await queued(store.withTransaction(client), { id: "kept" });
    await client.query("COMMIT");
    expect(await store.findJob("kept")).toBeDefined();
    client.release();
    await store.close();
    await pool.end();
  });

  it("goes on after a call that was refused or failed", async () => {
    const schema = aSchema();
    const pool = new Pool({ connectionString: server.url });
    const store = postgresStore(pool, { schema });
    await store.open();
    const client = await pool.connect();
    await client.query("BEGIN");
    const inside = store.withTransaction(client);
    const proposal = aProposal({ state: "confirmed" });
    const refused = inside.confirmProposal({ proposal, digest: "none", jobs: [], events: [] });
    await expect(refused).rejects.toMatchObject({ code: "PROPOSAL_NOT_FOUND" });
    const failed = inside.saveProposal(undefined, { ...aProposal(), createdAt: 0.5 }, []);
    await expect(failed).rejects.toMatchObject({ code: "STORE_FAILED" });
    await confirmed(inside);
    await client.query("COMMIT");
    expect(await store.findJob("job-1")).toBeDefined();
    client.release();
    await store.close();
    await pool.end();
  });
});
