/**
 * `npm run soak -- --hours 240 --jobs 20 [--store sqlite|memory] [--json]`
 *
 * Exits with 1 where the heap grows; with --json the last line is one JSON object.
 */
import { parseArgs } from "node:util";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    hours: { type: "string", default: "240" },
    jobs: { type: "string", default: "20" },
    store: { type: "string", default: "sqlite" },
    json: { type: "boolean", default: false },
  },
});
const store = values.store === "memory" ? memoryStore() : sqliteStore(":memory:");
const { heap, runs, slope, kept } = await soak(store, { hours: Number(values.hours), jobs: Number(values.jobs) });
const ok = slope < 50_000;
console.log(`${runs} runs in ${heap.length} h: the heap grows by ${Math.round(slope)} bytes an hour`);
if (values.json) console.log(JSON.stringify({ soak: values.store, ok, runs, slope, kept, heap }));
process.exitCode = ok ? 0 : 1;
