import { type Actor, createScheduler, type Role, type Scheduler } from "@dexter/scheduled-jobs";
import { bullmqQueue } from "@dexter/scheduled-jobs/bullmq";
import { postgresStore } from "@dexter/scheduled-jobs/postgres";

export const ada: Actor = { ownerId: "ada", factoryId: "north", timezone: "UTC" };

/** The scheduler that every process of the cluster makes; `roles: []` makes one that only serves its callers. */
export function clusterScheduler(roles?: readonly Role[]): Scheduler {
  const { DATABASE_URL = "", REDIS_URL = "" } = process.env;
  return createScheduler({
    store: postgresStore(DATABASE_URL, { schema: "cluster_example" }),
    queue: bullmqQueue({ connection: REDIS_URL }),
    ...(roles !== undefined && { roles }),
    runner: async ({ run }) => `Checked the line at ${run.dueAt.toISOString()}.`,
    // Short, so that what a killed process held is taken over while one watches.
    lease: { lengthMs: 3_000, renewMs: 1_000 },
    lostBellMs: 3_000,
    maxSleepMs: 2_000,
    limits: { minIntervalMs: 1_000 },
    // A run of a killed process is carried out again by another; processes are killed all the time here.
    defaults: {
      overlap: { policy: "allow" },
      retry: { afterCrash: true, backoffMs: 200 },
      breakerCrashes: 1_000,
    },
  });
}
