import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    /** The first seed: to repeat one, `--from 4711 --seeds 1`. */
    from: { type: "string", default: "1" },
    days: { type: "string", default: "365" },
    json: { type: "boolean", default: false },
  },
});
const first = Number(values.from);
const seeds = Number(values.seeds);
const days = Number(values.days);
const total = {
  seeds: 0,
  runs: 0,
  attempts: 0,
  crashes: 0,
  jumps: 0,
  broken: [] as { seed: number; promise: string }[],
};
const startedAt = performance.now();
for (let seed = first; seed < first + seeds; seed += 1) {
  const { broken, runs, attempts, crashes, jumps } = await simulate(seed, { days });
  total.seeds += 1;
  total.runs += runs;
  total.attempts += attempts;
  total.crashes += crashes;
  total.jumps += jumps;
  for (const promise of broken) total.broken.push({ seed, promise });
  if (broken.length > 0) console.error(`seed ${seed} broke a promise:\n  ${broken.join("\n  ")}`);
  else if (!values.json) console.log(`seed ${seed}: ${runs} runs, ${attempts} attempts, ${crashes} crashes`);
}
const tookMs = Math.round(performance.now() - startedAt);
console.log(
  values.json
    ? JSON.stringify({ ...total, tookMs })
    : `${seeds} seeds in ${tookMs} ms, ${total.broken.length} broken promises`,
);
process.exitCode = total.broken.length > 0 ? 1 : 0;
