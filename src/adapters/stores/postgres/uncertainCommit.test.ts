import { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aPostgres, aSchema, type TestPostgres } from "../../../../test/postgres.ts";
import { claimed, confirmed, DUE, ended } from "../../../testing/stores/steps.ts";
import type { PooledClientLike } from "./connections.ts";
import { postgresStore } from "./postgresStore.ts";
import type { PostgresQuery } from "./statements.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await aPostgres();
}, 60_000);
afterAll(async () => server.stop(), 60_000);

const lost = () => Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });

/** What became of a commit whose answer was lost on its way. */
const fates = {
  "was committed": "COMMIT",
  "was not committed": "ROLLBACK",
} as const;

/** A pool whose connections break at the next commit, once it is armed. */
function aBreakingPool(isPipeline: boolean) {
  const pool = new Pool({ connectionString: server.url, max: 3, ...(isPipeline && { pipeline: true }) });
  let armed: { with: string } | undefined;
  let breaks = 0;
  const connect = async (): Promise<PooledClientLike> => {
    const client = (await pool.connect()) as unknown as PooledClientLike;
    const query = async (asked: PostgresQuery) => {
      if (armed === undefined || asked.text !== "COMMIT") return client.query(asked);
      const { with: fate } = armed;
      armed = undefined;
      breaks += 1;
      await client.query({ text: fate });
      throw lost();
    };
    return new Proxy(client, {
      get: (target, key) => {
        if (key === "query") return query;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
  };
  return {
    pool: { connect },
    breakAtCommit: (fate: string) => {
      armed = { with: fate };
    },
    breaks: () => breaks,
    end: () => pool.end(),
  };
}

for (const isPipeline of [true, false])
  for (const [title, fate] of Object.entries(fates))
    describe(`a commit whose answer is lost, ${isPipeline ? "in a pipeline" : "one query at a time"}`, () => {
      it(`gives what it was to give, written once, where it ${title}`, async () => {
        const { pool, breakAtCommit, breaks, end } = aBreakingPool(isPipeline);
        const store = postgresStore(pool, { schema: aSchema(), listen: false });
        await store.open();
        const { run, claim } = await claimed(store);
        breakAtCommit(fate);
        const { finished } = await store.finish([{ claim, end: ended("succeeded") }], DUE);
        expect(breaks()).toBe(1);
        expect(finished[0]?.run.state).toBe("succeeded");
        expect((await store.findRun(run.id))?.state).toBe("succeeded");
        const events = await store.listEvents({ after: 0, limit: 100 });
        expect(events.map(({ event }) => event.name)).toEqual(["job.created", "run.planned", "run.retried"]);
        breakAtCommit(fate);
        await confirmed(store, { id: "another" });
        expect(breaks()).toBe(2);
        expect(await store.findJob("another")).toBeDefined();
        await store.close();
        await end();
      });
    });

describe("a commit of which nobody knows any more", () => {
  it("fails by name, and is not made twice", async () => {
    const { pool, breakAtCommit, end } = aBreakingPool(true);
    const schema = aSchema();
    // The server was restored from a copy meanwhile: it has never heard of the transaction.
    const forgetful = {
      connect: async () => {
        const client = await pool.connect();
        const query = async (asked: PostgresQuery) => {
          if (asked.text.includes("pg_xact_status")) return { rows: [{ status: null }] };
          return client.query(asked);
        };
        return new Proxy(client, {
          get: (target, key) => (key === "query" ? query : (Reflect.get(target, key) as unknown)),
        });
      },
    };
    const store = postgresStore(forgetful, { schema, listen: false });
    await store.open();
    const { claim } = await claimed(store);
    breakAtCommit("ROLLBACK");
    await expect(store.finish([{ claim, end: ended("succeeded") }], DUE)).rejects.toMatchObject({
      code: "STORE_FAILED",
      details: { isUncertain: true },
    });
    expect((await store.finish([{ claim, end: ended("succeeded") }], DUE)).finished[0]?.run.state).toBe("succeeded");
    await store.close();
    await end();
  });
});
