import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { aiRunner, toolRun } from "../../src/ai.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { systemClock } from "../../src/adapters/clocks/systemClock.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { tool } from "ai";
import * as z from "zod";
import { fakeProvider } from "./fakeModel.ts";
import { auditRegistry } from "./killedWorkflow.ts";

/** One process that carries out runs with an agent, until it is killed. */
const { values } = parseArgs({
  options: {
    database: { type: "string", default: "" },
    model: { type: "string", default: "" },
    effects: { type: "string", default: "" },
    /** Stops for ever once the effect is there and its result is not. */
    stall: { type: "boolean", default: false },
    afterCrash: { type: "boolean", default: false },
    /** By how many milliseconds its clock is ahead: so long has passed for it since an earlier process was killed. */
    ahead: { type: "string", default: "0" },
  },
});

const agent = aiRunner({
  model: fakeProvider(values.model)("fake"),
  maxRetries: 0,
  partsAfterMs: 0,
  sideEffects: { read_table: false, send_email: true },
  tools: {
    read_table: tool({ inputSchema: z.object({ line: z.int() }), execute: ({ line }) => ({ line, good: 93 }) }),
    send_email: tool({
      inputSchema: z.object({ to: z.string() }),
      execute: async ({ to }, options) => {
        appendFileSync(values.effects, `${toolRun(options).idempotencyKey} ${to}\n`);
        if (values.stall) await new Promise(() => {});
        return { delivered: to };
      },
    }),
  },
});
const scheduler = createScheduler({
  store: sqliteStore(values.database),
  runner: auditRegistry(values.effects, values.stall).runner({ otherwise: agent }),
  clock: { ...systemClock, now: () => Date.now() + Number(values.ahead) },
  maxSleepMs: 300,
  defaults: { retry: { afterCrash: values.afterCrash, backoffMs: 50 } },
});
// An unfinished promise does not keep a process alive.
setInterval(() => {}, 1_000);
await scheduler.start();
process.stdout.write("started\n");
