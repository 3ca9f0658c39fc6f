import { setTimeout as sleep } from "node:timers/promises";
import { Client, Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPostgres, aSchema, type TestPostgres } from "../../../../test/postgres.ts";
import type { Store } from "../../../ports/store.ts";
import { aProposal, createdEvent } from "../../../testing/samples.ts";
import { confirmed, DUE, planOne, queued, started } from "../../../testing/stores/steps.ts";
import { postgresStore, type PostgresStore } from "./postgresStore.ts";

let server: TestPostgres;
let pool: Pool;
beforeAll(async () => {
  server = await aPostgres();
  pool = new Pool({ connectionString: server.url, max: 30, pipeline: true });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await server.stop();
}, 60_000);

async function withStore(body: (store: PostgresStore, schema: string) => Promise<void>) {
  const schema = aSchema();
  const store = postgresStore(pool, { schema, listen: false });
  await store.open();
  await body(store, schema);
  await store.close();
}

const jobIdsAfter = async (store: Store, after: number) =>
  (await store.listEvents({ after, limit: 1_000 })).map(({ jobId }) => jobId);

describe("the order of events on Postgres", () => {
  it("neither waits for nor passes by an event whose transaction commits after one with a later position", async () => {
    await withStore(async (store) => {
      const client = await pool.connect();
      await client.query("BEGIN");
      await confirmed(store.withTransaction(client), { id: "first, and committed last" });
      // Neither a writer nor a reader waits for the transaction that is open.
      await confirmed(store, { id: "second" });
      expect(await jobIdsAfter(store, 0)).toEqual([]);
      await client.query("COMMIT");
      client.release();
      expect(await jobIdsAfter(store, 0)).toEqual(["first, and committed last", "second"]);
    });
  });

  it("lets a reader go on once a transaction with an earlier position is taken back", async () => {
    await withStore(async (store) => {
      const client = await pool.connect();
      await client.query("BEGIN");
      await confirmed(store.withTransaction(client), { id: "undone" });
      await confirmed(store, { id: "kept" });
      expect(await jobIdsAfter(store, 0)).toEqual([]);
      await client.query("ROLLBACK");
      client.release();
      expect(await jobIdsAfter(store, 0)).toEqual(["kept"]);
    });
  });

  it("shows what is before every open transaction, whatever other schemas are written to meanwhile", async () => {
    await withStore(async (store) => {
      await confirmed(store, { id: "before" });
      await withStore(async (other) => {
        const client = await pool.connect();
        await client.query("BEGIN");
        await confirmed(other.withTransaction(client), { id: "elsewhere" });
        await confirmed(store, { id: "after" });
        expect(await jobIdsAfter(store, 0)).toEqual(["before", "after"]);
        await confirmed(store.withTransaction(client), { id: "open" });
        await confirmed(store, { id: "later" });
        expect(await jobIdsAfter(store, 0)).toEqual(["before", "after"]);
        await client.query("COMMIT");
        client.release();
      });
      expect(await jobIdsAfter(store, 0)).toEqual(["before", "after", "open", "later"]);
    });
  });

  it("holds where positions pass what a lock has room for", async () => {
    for (const position of [2 ** 31 - 2, 2 ** 32 - 2, 2 ** 40]) {
      await withStore(async (store, schema) => {
        await pool.query(`SELECT setval('"${schema}".events_position', ${position})`);
        const client = await pool.connect();
        for (const round of ["a", "b", "c"]) {
          const newest = (await store.listEvents({ after: 0, limit: 100 })).at(-1)?.position ?? 0;
          await client.query("BEGIN");
          await confirmed(store.withTransaction(client), { id: `${round}, and committed last` });
          await confirmed(store, { id: round });
          expect(await jobIdsAfter(store, newest)).toEqual([]);
          await client.query("COMMIT");
          expect(await jobIdsAfter(store, newest)).toEqual([`${round}, and committed last`, round]);
        }
        client.release();
      });
    }
  });

  it("lets a new reader begin behind what it can see, and before what is not committed yet", async () => {
    await withStore(async (store) => {
      await confirmed(store, { id: "before" });
      const client = await pool.connect();
      await client.query("BEGIN");
      await confirmed(store.withTransaction(client), { id: "open" });
      await confirmed(store, { id: "later" });
      const place = await store.holdPlace("reader", "me", { now: DUE, heldUntil: DUE });
      await client.query("COMMIT");
      client.release();
      expect(await jobIdsAfter(store, place!)).toEqual(["open", "later"]);
    });
  });

  it("removes no event that a reader could not have seen yet", async () => {
    await withStore(async (store) => {
      const job = await confirmed(store, { id: "told of" });
      const told = () => store.replace({ events: [createdEvent(job)] }, DUE);
      await told();
      const client = await pool.connect();
      await client.query("BEGIN");
      await confirmed(store.withTransaction(client), { id: "open" });
      await told();
      await told();
      await store.prune({ events: DUE + 1e9 }, 100);
      await client.query("COMMIT");
      client.release();
      const left = await store.listEvents({ after: 0, limit: 100 });
      expect(left.map(({ jobId, sequence }) => [jobId, sequence])).toEqual([
        ["told of", 2],
        ["open", 1],
        ["told of", 3],
        ["told of", 4],
      ]);
    });
  });

  it("counts the events of a job on without a gap, whoever writes them at once, also when the job is gone", async () => {
    await withStore(async (store) => {
      const job = await confirmed(store, { id: "busy" });
      const told = () => store.replace({ events: [createdEvent(job)] }, DUE);
      await Promise.all(Array.from({ length: 40 }, told));
      await store.replace({ jobs: [{ from: job }], events: [] }, DUE);
      await Promise.all(Array.from({ length: 20 }, told));
      const rows = await store.listEvents({ after: 0, limit: 100 });
      expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    });
  });

  it("shows every event once and in order to readers beside many writers, some of whom take back what they wrote", async () => {
    await withStore(async (store) => {
      const kept = new Set<string>();
      const isWriting = new AbortController();
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        const client = writer < 3 ? await pool.connect() : undefined;
        for (let index = 0; index < 25; index += 1) {
          const id = `job-${writer}-${index}`;
          if (client === undefined) {
            const { id: runId } = await queued(store, { id, nextAt: DUE + writer });
            await store.claim([runId], DUE + 100, started);
            kept.add(id);
            continue;
          }
          // A host's transaction: of several calls, and open for a while.
          await client.query("BEGIN");
          const inside = store.withTransaction(client);
          await confirmed(inside, { id: `${id}-a`, state: "paused" });
          await sleep(Math.random() * 12);
          await confirmed(inside, { id: `${id}-b`, state: "paused" });
          const isKept = index % 3 > 0;
          await client.query(isKept ? "COMMIT" : "ROLLBACK");
          if (isKept) kept.add(`${id}-a`).add(`${id}-b`);
        }
        client?.release();
      });
      const readers = Array.from({ length: 3 }, async (_, reader) => {
        const seen: { position: number; jobId: string | undefined; name: string }[] = [];
        const read = async () => {
          const after = seen.at(-1)?.position ?? 0;
          const rows = await store.listEvents({ after, limit: 5 + reader * 20 });
          for (const { position, jobId, event } of rows) seen.push({ position, jobId, name: event.name });
          return rows.length;
        };
        while (!isWriting.signal.aborted || (await read()) > 0) await read();
        return seen;
      });
      await Promise.all(writers);
      isWriting.abort();
      const all = await store.listEvents({ after: 0, limit: 10_000 });
      expect(new Set(all.flatMap(({ event, jobId }) => (event.name === "job.created" ? [jobId] : [])))).toEqual(kept);
      for (const seen of await Promise.all(readers))
        expect(seen.map(({ position }) => position)).toEqual(all.map(({ position }) => position));
    });
  });

  it("is kept through the step of the schema that lets the database number events", async () => {
    const schema = aSchema();
    const store = postgresStore(pool, { schema, listen: false });
    await store.open();
    await confirmed(store, { id: "of the version before" });
    // As the version before left it.
    await pool.query(`ALTER TABLE "${schema}".events ALTER COLUMN position DROP IDENTITY;
      UPDATE "${schema}".events SET position = 41; DROP INDEX "${schema}".runs_needing; UPDATE "${schema}".meta SET value = 2`);
    await store.close();
    await store.open();
    await confirmed(store, { id: "next" });
    expect((await store.listEvents({ after: 0, limit: 9 })).map(({ position }) => position)).toEqual([41, 42]);
    // A process of the version before, that gives positions itself, is refused instead of being wrong.
    const old = pool.query(`INSERT INTO "${schema}".events SELECT 43, 2, job_id, owner_id, factory_id, at, name, event
      FROM "${schema}".events WHERE position = 42`);
    await expect(old).rejects.toMatchObject({ code: "428C9" });
    await store.close();
  });

  it("cannot be read in a transaction whose view of the database is older than the question", async () => {
    await withStore(async (store) => {
      const client = new Client({ connectionString: server.url });
      await client.connect();
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
      const inside = store.withTransaction(client);
      await inside.saveProposal(undefined, aProposal(), []);
      await expect(inside.listEvents({ after: 0, limit: 1 })).rejects.toMatchObject({
        code: "STORE_FAILED",
        details: { isolation: "repeatable read" },
      });
      expect(await inside.findProposal(aProposal().id)).toBeDefined();
      await client.query("ROLLBACK");
      await client.end();
    });
  });

  it("plans and claims beside a transaction of the host that has written and stays open", async () => {
    await withStore(async (store) => {
      const client = await pool.connect();
      await client.query("BEGIN");
      await confirmed(store.withTransaction(client), { id: "open" });
      await confirmed(store, { id: "due" });
      const { inserted } = await store.planDue(DUE, 10, (due) => planOne(due));
      expect(inserted).toHaveLength(1);
      expect((await store.claim([inserted[0]!.id], DUE, started)).claimed).toHaveLength(1);
      await client.query("ROLLBACK");
      client.release();
    });
  });
});
