import { afterAll, beforeAll, describe, it } from "vitest";
import { bullmqQueue } from "../../src/bullmq.ts";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import { describeQueue } from "../../src/testing/describeQueue.ts";
import { aPostgres, aSchema, type TestPostgres } from "../postgres.ts";
import { aRedis, isRedisSkipped, skipNote, type TestRedis } from "../redis.ts";

describeQueue("local", { describe, it, create: () => localQueue() });

describe.skipIf(isRedisSkipped)(`with Redis${skipNote}`, () => {
  let redis: TestRedis;
  let made = 0;
  beforeAll(async () => {
    redis = await aRedis();
  });
  afterAll(() => redis.stop());

  describeQueue("BullMQ", {
    describe,
    it,
    create: () => bullmqQueue({ connection: redis.url, prefix: `${aSchema()}-${(made += 1)}` }),
    isShared: true,
  });
});

describe("with Postgres", () => {
  let server: TestPostgres;
  let made = 0;
  beforeAll(async () => {
    server = await aPostgres();
  }, 60_000);
  afterAll(() => server.stop());

  describeQueue("pg-boss", {
    describe,
    it,
    create: () => pgBossQueue({ connectionString: server.url, name: `bells-${(made += 1)}` }),
    isShared: true,
    patienceMs: 5_000,
  });
});
