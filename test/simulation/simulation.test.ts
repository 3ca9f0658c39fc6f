import { describe, expect, it } from "vitest";
import { simulate } from "./simulate.ts";

/** Enough for every change of the code; `npm run simulate -- --seeds 1000` looks further. */
const seeds = [1, 2, 3];

describe("a third of a year of jobs, with crashes, a bad line to the store, two workers and people who change their minds", () => {
  it.for(seeds)("keeps every promise with seed %i", async (seed) => {
    const { broken, runs, crashes } = await simulate(seed, { days: 120, jobs: 4 });
    expect(broken).toEqual([]);
    expect(runs).toBeGreaterThan(50);
    expect(crashes).toBeGreaterThan(2);
  });

  it("does the same again for the same seed", async () => {
    const first = await simulate(11, { days: 40, jobs: 3 });
    expect(await simulate(11, { days: 40, jobs: 3 })).toEqual(first);
  });
});
