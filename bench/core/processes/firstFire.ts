/** Starts a scheduler over a file of jobs, one of which is due, and says when its run began and how much memory that took. */
import { sqliteStore } from "../../../src/adapters/stores/sqlite/sqliteStore.ts";
import { createScheduler } from "../../../src/scheduler/createScheduler.ts";

const file = process.argv[2]!;
const startedAt = performance.now();
let begin: (ms: number) => void = () => {};
const begun = new Promise<number>((resolve) => {
  begin = resolve;
});
const scheduler = createScheduler({
  store: sqliteStore(file),
  runner: async () => begin(performance.now() - startedAt),
});
await scheduler.start();
const firstFireMs = await begun;
await scheduler.health();
await scheduler.stop();
console.log(JSON.stringify({ firstFireMs, residentMb: process.resourceUsage().maxRSS / 1_024 }));
