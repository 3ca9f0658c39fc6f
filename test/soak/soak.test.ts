import { describe, expect, it } from "vitest";
import { memoryStore } from "../../src/adapters/stores/memoryStore.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { soak } from "./soak.ts";

/** `npm run soak` does the same for as long as one likes, with many jobs. */
describe("a day of jobs that occur every minute", () => {
  for (const [name, create] of [
    ["memory", memoryStore],
    ["sqlite", () => sqliteStore(":memory:")],
  ] as const)
    it(`T51 leaves nothing behind in the heap, on the store ${name}`, async () => {
      const { runs, slope, kept } = await soak(create(), { hours: 24, jobs: 3 });
      expect(runs).toBeGreaterThan(24 * 60 * 3);
      // An hour has 180 occurrences: a few hundred bytes kept of each would be seen.
      expect(slope).toBeLessThan(50_000);
      expect(kept).toBeLessThan(3_000);
    }, 120_000);
});
