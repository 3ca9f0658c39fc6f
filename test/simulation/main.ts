/**
 * `npm run simulate -- --seeds 1000 [--from 1] [--days 365] [--threads 2] [--json]`
 *
 * Exits with 1 if a promise broke; with --json the last line is one JSON object.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { simulate, type Simulation } from "./simulate.ts";

/** What a thread is asked: every `step`-th seed. */
interface Share {
  first: number;
  end: number;
  step: number;
  days: number;
}

if (isMainThread) await simulateAll();
else {
  const { first, end, step, days } = workerData as Share;
  for (let seed = first; seed < end; seed += step)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of a thread has no origin
    parentPort?.postMessage(await simulate(seed, { days }));
}

async function simulateAll(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "20" },
      /** The first seed: to repeat one, `--from 4711 --seeds 1`. */
      from: { type: "string", default: "1" },
      days: { type: "string", default: "365" },
      threads: { type: "string", default: String(availableParallelism()) },
      json: { type: "boolean", default: false },
    },
  });
  const [first, seeds] = [Number(values.from), Number(values.seeds)];
  const threads = Math.min(seeds, Number(values.threads));
  const total = { seeds: 0, runs: 0, attempts: 0, crashes: 0, jumps: 0 };
  const broken: { seed: number; promise: string }[] = [];
  const startedAt = performance.now();
  const take = (simulation: Simulation): void => {
    const { seed, runs, attempts, crashes, jumps } = simulation;
    total.seeds += 1;
    total.runs += runs;
    total.attempts += attempts;
    total.crashes += crashes;
    total.jumps += jumps;
    for (const promise of simulation.broken) broken.push({ seed, promise });
    if (simulation.broken.length > 0)
      console.error(`seed ${seed} broke a promise:\n  ${simulation.broken.join("\n  ")}`);
    else if (!values.json) console.log(`seed ${seed}: ${runs} runs, ${attempts} attempts, ${crashes} crashes`);
    else if (total.seeds % 50 === 0) console.error(`${total.seeds} seeds`);
  };
  const shares = Array.from({ length: threads }, async (_share, index) => {
    const share: Share = { first: first + index, end: first + seeds, step: threads, days: Number(values.days) };
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on("message", take);
    await new Promise<void>((resolve, reject) => worker.once("error", reject).once("exit", () => resolve()));
  });
  await Promise.all(shares);
  if (total.seeds !== seeds) throw new Error(`only ${total.seeds} of ${seeds} seeds came to an end`);
  const tookMs = Math.round(performance.now() - startedAt);
  console.log(
    values.json
      ? JSON.stringify({ ...total, broken, tookMs })
      : `${seeds} seeds in ${tookMs} ms, ${broken.length} broken promises`,
  );
  process.exitCode = broken.length > 0 ? 1 : 0;
}
