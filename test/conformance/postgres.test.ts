import { Pool } from "pg";
import { afterAll, beforeAll, describe, it } from "vitest";
import { postgresStore } from "../../src/adapters/stores/postgres/postgresStore.ts";
import { describeStore } from "../../src/testing/describeStore.ts";
import { aPostgres, aSchema, type TestPostgres } from "../postgres.ts";

let server: TestPostgres;
let pool: Pool;
beforeAll(async () => {
  server = await aPostgres();
  pool = new Pool({ connectionString: server.url, max: 10 });
}, 60_000);
afterAll(async () => {
  await pool.end();
  await server.stop();
}, 60_000);

describeStore("postgres", { describe, it, create: () => postgresStore(pool, { schema: aSchema() }) });
