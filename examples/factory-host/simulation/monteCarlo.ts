import { setImmediate } from "node:timers/promises";
import { mean, sampleStandardDeviation } from "simple-statistics";
import type { Line } from "./line.ts";
import { randomStreams } from "./random.ts";
import { type LineResult, type MachineState, machineStates, simulateLine } from "./simulateLine.ts";

/** A mean with its 95 % confidence interval. */
export interface Estimate {
  mean: number;
  low: number;
  high: number;
}
export interface BatchResult {
  line: string;
  seed: number;
  replications: number;
  hours: number;
  warmUpHours: number;
  throughputPerHour: Estimate;
  wip: Estimate;
  flowSeconds: Estimate;
  scrapRate: Estimate;
  stations: {
    name: string;
    utilisation: Estimate;
    share: Record<MachineState, number>;
    /** The share of replications in which it was the bottleneck. */
    bottleneckShare: number;
  }[];
  bottleneck: string;
  /** Throughput of each replication, in parts an hour. */
  samples: number[];
}

/** How a batch is run where nobody says otherwise: an eight-hour shift, measured once the line has filled up. */
const shift = { hours: 8, warmUpHours: 1 } as const;

/**
 * Replications of one line, each with random numbers of its own. The same seed gives the same result.
 *
 * @throws the reason of `signal`, between two replications
 */
export async function runBatch(
  line: Line,
  { seed, replications, signal }: { seed: number; replications: number; signal?: AbortSignal },
): Promise<BatchResult> {
  const streams = randomStreams(seed);
  const results: LineResult[] = [];
  while (results.length < replications) {
    const random = streams.next().value;
    const horizonSeconds = (shift.hours + shift.warmUpHours) * 3600;
    results.push(simulateLine(line, { random, horizonSeconds, warmUpSeconds: shift.warmUpHours * 3600 }));
    // lets the scheduler renew its lease and the owner cancel
    await setImmediate();
    signal?.throwIfAborted();
  }
  const estimateOf = (value: (result: LineResult) => number) => estimate(results.map(value));
  const stations = line.stations.map(({ name }, index) => {
    const share = (state: MachineState) => mean(results.map((result) => result.stations[index]?.share[state] ?? 0));
    return {
      name,
      utilisation: estimateOf((result) => result.stations[index]?.share.busy ?? 0),
      share: Object.fromEntries(machineStates.map((state) => [state, share(state)])) as Record<MachineState, number>,
      bottleneckShare: results.filter(({ bottleneck }) => bottleneck === name).length / replications,
    };
  });
  return {
    line: line.name,
    seed,
    replications,
    ...shift,
    throughputPerHour: estimateOf((result) => result.throughputPerHour),
    wip: estimateOf((result) => result.wip),
    flowSeconds: estimateOf((result) => result.flowSeconds),
    scrapRate: estimateOf(({ good, scrapped }) => scrapped / Math.max(1, good + scrapped)),
    stations,
    bottleneck: stations.reduce((most, one) => (one.bottleneckShare > most.bottleneckShare ? one : most)).name,
    samples: results.map((result) => result.throughputPerHour),
  };
}

/** The mean of independent samples with its 95 % confidence interval. @throws RangeError for fewer than five samples */
export function estimate(samples: readonly number[]): Estimate {
  if (samples.length < 5) throw new RangeError(`A confidence interval needs five samples, not ${samples.length}.`);
  const values = [...samples];
  const centre = mean(values);
  const half = (studentT(values.length - 1) * sampleStandardDeviation(values)) / Math.sqrt(values.length);
  return { mean: centre, low: centre - half, high: centre + half };
}

/**
 * The 97.5 % quantile of Student's t, by the expansion around the normal quantile.
 *
 * Right to 0.5 % from four degrees of freedom on. See Abramowitz and Stegun, 26.7.5.
 */
export function studentT(freedom: number): number {
  const z = 1.959_963_984_540_054;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), z);
}
