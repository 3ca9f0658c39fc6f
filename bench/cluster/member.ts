import { Worker } from "bullmq";
import { Redis } from "ioredis";
import { PgBoss } from "pg-boss";
import { parseArgs } from "node:util";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import { postgresStore } from "../../src/postgres.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import type { Side } from "./sides.ts";
import { finishBatch } from "./work.ts";

/** One process of the benchmark: it says when it is ready, begins when it is told, and says how far it is. */
const { values } = parseArgs({
  options: {
    side: { type: "string" },
    database: { type: "string", default: "" },
    schema: { type: "string", default: "" },
    redis: { type: "string", default: "" },
    index: { type: "string", default: "0" },
    of: { type: "string", default: "1" },
    total: { type: "string", default: "0" },
  },
});
const { database, schema, redis } = values;
const side = values.side as Side;
/** How many runs, or jobs of a bare engine, are carried out at a time. */
const CONCURRENCY = 100;

let done = 0;
let told = 0;
const tell = setInterval(() => {
  if (done > told) process.send?.({ done });
  told = done;
}, 5);
const count = (): void => {
  done += 1;
};

const store = () => postgresStore(database, { schema, connections: 5, listen: false });

/** What begins when this process is told. */
async function prepare(): Promise<() => Promise<void>> {
  switch (side) {
    case "the store alone": {
      const opened = store();
      await opened.open();
      const mine = Array.from({ length: Number(values.total) }, (_, run) => run).filter(
        (run) => run % Number(values.of) === Number(values.index),
      );
      return async () => {
        for (let begun = 0; begun < mine.length; begun += CONCURRENCY)
          done += await finishBatch(
            opened,
            mine.slice(begun, begun + CONCURRENCY).map((run) => `job-${run}-run`),
          );
      };
    }
    case "bare BullMQ": {
      const connection = new Redis(redis, { maxRetriesPerRequest: null });
      const worker = new Worker(schema, async () => count(), { connection, concurrency: CONCURRENCY, autorun: false });
      await worker.waitUntilReady();
      return () => worker.run();
    }
    case "bare pg-boss": {
      const boss = new PgBoss({ connectionString: database, schema: `${schema}_bells`, max: 5, schedule: false });
      await boss.start();
      const options = {
        batchSize: CONCURRENCY,
        pollingIntervalSeconds: 0.5,
        localConcurrency: 2,
        burstWhenBatchFull: true,
      };
      return async () => {
        await boss.work("bare", options, async (jobs) => void (done += jobs.length));
      };
    }
    default: {
      const queue =
        side === "BullMQ"
          ? bullmqQueue({ connection: redis, prefix: schema })
          : side === "pg-boss"
            ? pgBossQueue({ connectionString: database, schema: `${schema}_bells` })
            : undefined;
      const scheduler = createScheduler({
        store: store(),
        ...(queue !== undefined && { queue, roles: ["work"] }),
        runner: async () => "Done.",
        concurrency: CONCURRENCY,
      });
      scheduler.on("run.succeeded", count);
      await scheduler.health();
      return () => scheduler.start();
    }
  }
}

const begin = await prepare();
let before = process.cpuUsage();
process.on("message", (word) => {
  if (word === "go") {
    before = process.cpuUsage();
    void begin();
  } else {
    clearInterval(tell);
    const { user, system } = process.cpuUsage(before);
    process.send?.({ cpuMs: (user + system) / 1_000 }, () => process.exit(0));
  }
});
process.send?.({ isReady: true });
