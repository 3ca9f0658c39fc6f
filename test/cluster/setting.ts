import type { SchedulerOptions } from "../../src/scheduler/options.ts";

/** What all processes of the cluster have in common. */
export const clusterOptions = {
  concurrency: 100,
  lease: { lengthMs: 15_000, renewMs: 3_000 },
  maxSleepMs: 5_000,
  lostBellMs: 10_000,
  limits: { minIntervalMs: 1_000, jobsPerOwner: 100_000 },
  // The machines crash all the time here, which must not hold the jobs; and an occurrence must not depend on the one before.
  defaults: {
    breakerCrashes: 1_000_000,
    breakerFailures: 1_000_000,
    overlap: { policy: "allow" },
    retry: { backoffMs: 200, maxBackoffMs: 1_000, afterCrash: true },
  },
} satisfies Partial<SchedulerOptions>;
