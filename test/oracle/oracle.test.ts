import { describe, expect, it } from "vitest";
import { differencesOf, historyOf, truthTable, wallsOf } from "./compare.ts";
import { allSpecs, seeded } from "./specs.ts";
import { zoneTruth } from "./zoneTruth.ts";

const DAY = 86_400;
const zones = [...Intl.supportedValuesOf("timeZone"), "UTC", "Asia/Calcutta", "US/Eastern", "America/Buenos_Aires"];
const specs = allSpecs();

/** Two months of each zone, a different year for each, around a clock change where the year has one. */
function sampleOf(zone: string, index: number) {
  const year = 2015 + (seeded(index)(23) % 23);
  const start = Date.UTC(year, 0, 1) / 1000;
  const offsets = zoneTruth(zone, start - 3 * DAY, start + 369 * DAY, DAY / 2);
  const changes = offsets.slice(1).map(({ at }) => at);
  const middle = changes.length > 0 ? changes[index % changes.length]! : start + 180 * DAY;
  return { ...historyOf(zone, offsets), from: middle - 20 * DAY, to: middle + 20 * DAY };
}

describe("the engine and a brute-force walk", () => {
  it(`T1 agree on ${specs.length} specs in every IANA zone`, { timeout: 120_000 }, () => {
    expect(specs.length).toBeGreaterThanOrEqual(500);
    const samples = zones.map((zone, index) => sampleOf(zone, index));
    const firstDay = Math.floor(Date.UTC(2014, 11, 1) / 1000 / DAY);
    const lastDay = Math.ceil(Date.UTC(2038, 1, 1) / 1000 / DAY);
    let compared = 0;
    const differences = specs.flatMap((spec) => {
      const walls = wallsOf(spec, firstDay, lastDay);
      return samples.flatMap((sample) => {
        const { zone, from, to } = sample;
        const near = within(walls.walls, from - 3 * DAY, to + 3 * DAY);
        const truth = truthTable({ ...walls, walls: near })(sample);
        compared += truth.length;
        return differencesOf(spec, zone, truth, from, to);
      });
    });
    expect(differences.slice(0, 10)).toEqual([]);
    expect(compared).toBeGreaterThan(1_000_000);
  });
});

/** The part of a sorted list between two values. */
function within(sorted: readonly number[], from: number, to: number): number[] {
  const first = lowerBound(sorted, from);
  return sorted.slice(first, lowerBound(sorted, to));
}

function lowerBound(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
