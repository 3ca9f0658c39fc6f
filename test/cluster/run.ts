/**
 * `npm run cluster -- --minutes 10 [--queue bullmq|pg-boss] [--processes 8] [--jobs 6000] [--json]`
 *
 * Each job is due every thirty seconds.
 *
 * Exits with 1 if a promise broke; with --json the last line is one JSON object.
 */
import { parseArgs } from "node:util";
import { cluster } from "./cluster.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    queue: { type: "string", default: "bullmq" },
    processes: { type: "string", default: "8" },
    jobs: { type: "string", default: "6000" },
    json: { type: "boolean", default: false },
  },
});
if (values.queue !== "bullmq" && values.queue !== "pg-boss") {
  console.error(`There is no queue ${values.queue}. One of: bullmq, pg-boss.`);
  process.exit(2);
}
const report = await cluster({
  queue: values.queue,
  seconds: Number(values.minutes) * 60,
  processes: Number(values.processes),
  jobs: Number(values.jobs),
  everyMs: 30_000,
  killEveryMs: 5_000,
  say: (text) => console.error(text),
});
const { occurrences, lost, duplicates, staleWrites, accidents, problems, faults } = report;
const ok = lost + duplicates + staleWrites + accidents === 0;
console.log(
  `${occurrences} occurrences on ${values.processes} processes with ${values.queue}: ` +
    `${lost} lost, ${duplicates} twice, ${staleWrites} stale writes; ${JSON.stringify(faults)}`,
);
for (const [problem, count] of Object.entries(problems)) console.log(`BROKEN ${count} ${problem}`);
if (values.json) console.log(JSON.stringify({ cluster: values.queue, ok, ...report }));
process.exitCode = ok ? 0 : 1;
