import { createHash } from "node:crypto";
import { randomExponential, randomLogNormal } from "d3-random";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Duration } from "./line.ts";

/** Numbers in [0, 1): the same stream for the same seed and number. */
export type Random = () => number;

/** Stream `index` of a seed. Each lies 2^64 steps after the one before, so no two replications share a number. */
export function* randomStreams(seed: number): Generator<Random, never> {
  const generator = xoroshiro128plus(seed);
  while (true) {
    generator.jump();
    const own = generator.clone();
    yield () => uniformFloat64(own);
  }
}

/** The first stream of a seed. */
export function randomFrom(seed: number): Random {
  return randomStreams(seed).next().value;
}

/** A seed from any text: the same text gives the same numbers. */
export function seedFrom(text: string): number {
  return createHash("sha256").update(text).digest().readUInt32BE(0);
}

/** Draws durations, in seconds. */
export function sampler(duration: Duration, random: Random): () => number {
  if (duration.kind === "constant") return () => duration.seconds;
  if (duration.kind === "exponential") return randomExponential.source(random)(1 / duration.meanSeconds);
  // `variation` is that of the duration itself, not of its logarithm
  const sigma = Math.sqrt(Math.log(1 + duration.variation ** 2));
  return randomLogNormal.source(random)(Math.log(duration.meanSeconds) - sigma ** 2 / 2, sigma);
}

/** The expected value, in seconds. */
export function meanOf(duration: Duration): number {
  return duration.kind === "constant" ? duration.seconds : duration.meanSeconds;
}
