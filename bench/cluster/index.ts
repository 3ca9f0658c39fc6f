import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "../../test/bundle.ts";
import { aPostgres } from "../../test/postgres.ts";
import { aRedis } from "../../test/redis.ts";
import type { BenchResult, Target } from "../run.ts";
import { sweep } from "./sweep.ts";
import { type Measured, measure, type Side, sides } from "./sides.ts";

interface Figure extends Measured {
  side: Side;
  processes: number;
}

const PROCESSES = [1, 2, 4];
/** By how much a rate may be lower and still be the same: what else a machine does moves it by as much. */
const NOISE = 0.9;

/** Queues over one Postgres with 1, 2 and 4 processes, beside the store alone and the engines alone. */
export async function run({ quick, say }: { quick: boolean; say: (text: string) => void }): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const program = join(folder, "member.mjs");
  await bundle(join(import.meta.dirname, "member.ts"), program);
  const database = await aPostgres({ isDurable: true });
  const redis = await aRedis();
  const place = { database: database.url, redis: redis.url, program };
  // So many that the start of each process, a quarter of a second of compiling, is a small part of it.
  const total = quick ? 2_000 : 24_000;
  const best = new Map<string, Figure>();
  for (let round = 0; round < (quick ? 1 : 2); round += 1)
    for (const processes of PROCESSES)
      for (const side of sides) {
        const measured = await measure(side, processes, total, place, cpus().length);
        const key = `${side} ${processes}`;
        // What else the machine does makes everything slower: the fastest round counts.
        if (measured.perSecond > (best.get(key)?.perSecond ?? 0)) best.set(key, { side, processes, ...measured });
        say(`${side}, ${processes} processes: ${Math.round(measured.perSecond)} a second`);
      }
  const few = await sweep(database.url, 1_000);
  const queued = quick ? 4_000 : 20_000;
  const many = await sweep(database.url, queued);
  const sweeps = { few, many, queued };
  await redis.stop();
  await database.stop();
  rmSync(folder, { recursive: true });
  const figures = [...best.values()];
  const looks = Object.entries(many).map(([kind, ms]) => `${kind} ${ms.toFixed(1)} ms`);
  const report = [reportOf(figures), "", `A sweep among ${queued} queued runs: ${looks.join(", ")}.`].join("\n");
  const bounded = {
    name: `a sweep among ${queued} queued runs, times one among 1000`,
    value: many.idle / few.idle,
    atMost: 2,
  };
  return { report, targets: [...targetsOf(best), bounded], figures: { sides: figures, sweeps } };
}

function targetsOf(best: ReadonlyMap<string, Figure>): Target[] {
  const rate = (side: Side, processes: number) => best.get(`${side} ${processes}`)?.perSecond ?? 0;
  const alone = Math.max(...PROCESSES.map((processes) => rate("the store alone", processes)));
  const share = (["BullMQ", "pg-boss"] as const).map((side) => ({
    name: `${side}, four processes: of the best rate of the store alone`,
    value: rate(side, 4) / alone,
    atLeast: 0.6,
  }));
  const growth = (["local", "BullMQ", "pg-boss"] as const).flatMap((side) =>
    [2, 4].map((processes) => ({
      name: `${side}, ${processes} processes: times the rate of ${processes / 2}`,
      value: rate(side, processes) / rate(side, processes / 2),
      atLeast: NOISE,
    })),
  );
  return [...share, ...growth];
}

function reportOf(figures: readonly Figure[]): string {
  const rows = figures
    .toSorted((a, b) => sides.indexOf(a.side) - sides.indexOf(b.side) || a.processes - b.processes)
    .map((figure) => {
      const { side, processes, perSecond, cpuMs, busy } = figure;
      const shares = [cpuMs.store, cpuMs.engine, cpuMs.node].map((ms) => ms.toFixed(2)).join(" | ");
      return `| ${side} | ${processes} | ${Math.round(perSecond)} | ${shares} | ${Math.round(busy * 100)} % | ${limitOf(figure)} |`;
    });
  return [
    "| side | processes | runs a second | ms in the store | ms in the engine | ms in our processes | processors busy | what limits |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

/** Nearly busy processors are the limit; else something is waited for, which here is one transaction after the other. */
function limitOf({ cpuMs, busy, processes }: Figure): string {
  if (busy > 0.8) {
    const parts = [
      ["the store", cpuMs.store],
      ["the engine", cpuMs.engine],
      ["our processes", cpuMs.node],
    ] as const;
    return `processors, most of all ${parts.toSorted((a, b) => b[1] - a[1])[0]?.[0]}`;
  }
  if (busy * cpus().length > 0.8 * processes) return "the event loop of each process";
  return "waiting: commits and locks of the store, or the engine's answers";
}
