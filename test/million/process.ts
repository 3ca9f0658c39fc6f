/** A process with a scheduler on a file of very many jobs: says what it holds once the first of them has run. */
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";

const file = process.argv[2] ?? "";
const emptyBytes = process.memoryUsage.rss();
const startedAt = performance.now();
const scheduler = createScheduler({ store: sqliteStore(file), runner: async () => "Done." });
const done = new Promise<number>((resolve) => {
  scheduler.once("run.succeeded", () => resolve(performance.now() - startedAt));
});
await scheduler.start();
const firstMs = await done;
const { dueJobs } = await scheduler.health();
const heldBytes = process.memoryUsage.rss() - emptyBytes;
await scheduler.stop();
console.log(JSON.stringify({ firstMs, heldBytes, dueJobs }));
