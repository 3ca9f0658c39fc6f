import "./skew.ts";
import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { bullmqQueue } from "../../src/bullmq.ts";
import { pgBossQueue } from "../../src/pg-boss.ts";
import { postgresStore } from "../../src/postgres.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { clusterOptions } from "./setting.ts";

/** One of the processes of the cluster: it plans and works until it is killed, or told to end. */
const { values } = parseArgs({
  options: {
    skew: { type: "string", default: "0" },
    database: { type: "string", default: "" },
    schema: { type: "string", default: "" },
    redis: { type: "string" },
    effects: { type: "string", default: "" },
  },
});

const queue =
  values.redis === undefined
    ? pgBossQueue({ connectionString: values.database, schema: `${values.schema}_bells`, connections: 2 })
    : bullmqQueue({ connection: values.redis, allowEviction: true });

const scheduler = createScheduler({
  ...clusterOptions,
  store: postgresStore(values.database, { schema: values.schema, connections: 4, patienceMs: 30_000 }),
  queue,
  logger: {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (about: { error?: unknown }, message) => process.stderr.write(`${message} ${String(about.error)}\n`),
  },
  runner: async (context) => {
    // Every fourth run writes into its conversation and does something outside.
    if (!/[0-3]/.test(context.run.id.at(-1) ?? "")) return "Done.";
    await context.emit({ type: "note", text: `token ${context.run.fencingToken}` });
    await context.declareSideEffect();
    appendFileSync(values.effects, `${context.idempotencyKey}\n`);
    return "Done.";
  },
});

process.once("SIGTERM", () => {
  // A graceful end: what goes on here is finished, and the rest is left to the others.
  scheduler.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
for (;;) {
  try {
    await scheduler.start();
    break;
  } catch (error) {
    // The line to the database may be down at this moment.
    process.stderr.write(`not started: ${String(error)}\n`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
