/**
 * `npm run partition -- --minutes 10 [--jobs 20] [--json]`
 *
 * Exits with 1 if a promise broke; with --json the last line is one JSON object.
 */
import { parseArgs } from "node:util";
import { partition } from "./partition.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    jobs: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
  },
});
const report = await partition({ seconds: Number(values.minutes) * 60, jobs: Number(values.jobs) });
const { cut, occurrences, lost, duplicates, staleWrites, untold, problems } = report;
const ok = lost + duplicates + staleWrites + untold + problems.length === 0;
console.log(
  `${cut} connections cut over ${occurrences} occurrences: ${lost} lost, ${duplicates} twice, ${staleWrites} stale writes, ${untold} untold`,
);
for (const problem of problems) console.log(`BROKEN ${problem}`);
if (values.json) console.log(JSON.stringify({ partition: "postgres", ok, ...report }));
process.exitCode = ok ? 0 : 1;
