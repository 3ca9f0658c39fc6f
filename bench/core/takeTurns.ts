import { median } from "simple-statistics";
import type { Contest, Side } from "./side.ts";

export interface Standing {
  side: string;
  /** Runs completed in a second, in the middle turn. */
  perSecond: number;
  /** How many times as fast ours was in the same round, in the middle round. */
  ours: number;
}

/** How long the sides take turns. */
export interface Pace {
  warmUpMs: number;
  turnMs: number;
  rounds: number;
}

/**
 * Lets sides carry out runs in turns. What else the machine does hits neighbouring turns alike, so a ratio is taken within
 * each round, and the one in the middle counts.
 */
export async function takeTurns({ sides, step }: Contest, { warmUpMs, turnMs, rounds }: Pace): Promise<Standing[]> {
  for (const side of sides) await turn(side, step, warmUpMs);
  const speeds = sides.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const order = [...sides.entries()];
    for (const [index, side] of round % 2 === 0 ? order : order.toReversed())
      speeds[index]!.push(await turn(side, step, turnMs));
  }
  const ours = speeds[0]!;
  return sides.map((side, index) => ({
    side: side.name,
    perSecond: median(speeds[index]!),
    ours: median(speeds[index]!.map((speed, round) => ours[round]! / speed)),
  }));
}

/** @returns runs completed in a second */
async function turn(side: Side, step: number, ms: number): Promise<number> {
  const startedAt = performance.now();
  let runs = 0;
  let tookMs = 0;
  do {
    await side.carryOut(step);
    runs += step;
    tookMs = performance.now() - startedAt;
  } while (tookMs < ms);
  return (runs / tookMs) * 1_000;
}
