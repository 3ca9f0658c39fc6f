/**
 * `npm run crash -- --kills 200 [--store sqlite|postgres] [--queue local|bullmq|pg-boss] [--jobs 350] [--workers 2] [--point after-claim] [--json]`
 *
 * Exits with 1 if a promise broke; with --json the last line is one JSON object.
 */
import { parseArgs } from "node:util";
import { crash } from "./crashes.ts";
import { type Point, points, type QueueKind, type StoreKind } from "./scenario.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    store: { type: "string", default: "sqlite" },
    queue: { type: "string", default: "local" },
    jobs: { type: "string", default: "350" },
    workers: { type: "string", default: "2" },
    point: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
if (values.point !== undefined && !points.includes(values.point as Point)) {
  console.error(`There is no point ${values.point}. One of: ${points.join(", ")}.`);
  process.exit(2);
}
const report = await crash({
  kills: Number(values.kills),
  store: values.store as StoreKind,
  queue: values.queue as QueueKind,
  jobs: Number(values.jobs),
  workers: Number(values.workers),
  ...(values.point === undefined ? {} : { point: values.point as Point }),
  say: (text) => console.error(text),
});
const { kills, occurrences, lost, duplicates, staleWrites, untold, problems } = report;
const ok = lost + duplicates + staleWrites + untold + problems.length === 0;
console.log(
  `${kills} kills over ${occurrences} occurrences: ${lost} lost, ${duplicates} twice, ${staleWrites} stale writes, ${untold} untold`,
);
for (const problem of problems) console.log(`BROKEN ${problem}`);
if (values.json) console.log(JSON.stringify({ crash: values.store, ok, ...report }));
process.exitCode = ok ? 0 : 1;
