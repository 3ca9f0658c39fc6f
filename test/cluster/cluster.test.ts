import { describe, expect, it } from "vitest";
import { isRedisSkipped, skipNote } from "../redis.ts";
import { cluster } from "./cluster.ts";

describe("several processes whose clocks differ, on a line that is cut, killed at random", () => {
  for (const [queue, note] of [
    ["bullmq", `, which is flushed, restarted and evicts${skipNote}`],
    ["pg-boss", ""],
  ] as const)
    it.skipIf(queue === "bullmq" && isRedisSkipped).concurrent(
      `T32 T35 T36 T37 lose and double nothing, with ${queue}${note}`,
      async () => {
        const report = await cluster({
          queue,
          seconds: 14,
          processes: 4,
          jobs: 40,
          everyMs: 2_000,
          killEveryMs: 3_000,
        });
        expect(report).toMatchObject({ lost: 0, duplicates: 0, staleWrites: 0, accidents: 0, problems: {} });
        // Each of the jobs was due every two seconds for fourteen.
        expect(report.occurrences).toBe(280);
        expect(report.faults.cuts).toBeGreaterThan(0);
        expect(report.faults.kills).toBeGreaterThan(0);
        expect(report.faults.flushes > 0).toBe(queue === "bullmq");
        expect(report.runs["succeeded"]).toBeGreaterThan(report.occurrences / 2);
      },
      240_000,
    );
});
