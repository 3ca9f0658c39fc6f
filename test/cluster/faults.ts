import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import type { TestRedis } from "../redis.ts";
import type { Line } from "./line.ts";

/** How often each thing went wrong. */
export interface Faults {
  kills: number;
  cuts: number;
  flushes: number;
  restarts: number;
  evictions: number;
}

const between = (least: number, most: number): number => least + Math.random() * (most - least);

/** Cuts the line to the database for two seconds of every five. */
export async function cutLine(line: Line, faults: Faults, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(3_000, signal);
    if (signal.aborted) break;
    line.cut();
    faults.cuts += 1;
    await pause(2_000, signal);
    line.mend();
  }
  line.mend();
}

/** Kills a process now and then. */
export async function killAtRandom(
  kill: () => void,
  everyMs: number,
  faults: Faults,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    await pause(between(0.5, 1.5) * everyMs, signal);
    if (signal.aborted) return;
    kill();
    faults.kills += 1;
  }
}

/** Has Redis forget everything, die, and throw keys away for want of memory. */
export async function troubleRedis(redis: TestRedis, faults: Faults, signal: AbortSignal): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    await pause(between(2_000, 6_000), signal);
    if (signal.aborted) return;
    const client = new Redis(redis.url, { retryStrategy: () => 50, maxRetriesPerRequest: null });
    client.on("error", () => {});
    switch (turn % 3) {
      case 0:
        // Twice the memory that it has.
        for (let filled = 0; filled < 32; filled += 1) await client.set(`filler:${filled}`, "x".repeat(500_000));
        faults.evictions += Number(/evicted_keys:(\d+)/.exec(await client.info("stats"))?.[1] ?? 0);
        break;
      case 1:
        await client.flushall();
        faults.flushes += 1;
        break;
      default:
        await redis.restart();
        faults.restarts += 1;
    }
    client.disconnect();
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<unknown> => sleep(ms, undefined, { signal }).catch(() => {});
