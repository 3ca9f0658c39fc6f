import { postgresStore } from "../../src/postgres.ts";
import { aSchema } from "../../test/postgres.ts";
import { planRuns } from "./work.ts";

/** As many as a sweep asks for at a time where no bells wait, and where many do. */
const LIMITS = { idle: 1_000, busy: 100 };

/** How long one sweep looks for silent runs among this many that are queued, in milliseconds. */
export async function sweep(
  database: string,
  queued: number,
): Promise<{ idle: number; busy: number; nothing: number }> {
  const store = postgresStore(database, { schema: aSchema(), listen: false });
  await store.open();
  await planRuns(store, queued);
  const now = (await store.now()) ?? Date.now();
  const timed = async (upTo: number, limit: number): Promise<number> => {
    const took: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      const startedAt = performance.now();
      await store.unrung({ after: Number.NEGATIVE_INFINITY, upTo }, limit);
      took.push(performance.now() - startedAt);
    }
    return Math.min(...took);
  };
  const measured = {
    idle: await timed(now, LIMITS.idle),
    busy: await timed(now, LIMITS.busy),
    // The usual case: no run has been silent for so long.
    nothing: await timed(now - 30_000 - queued, LIMITS.idle),
  };
  await store.close();
  return measured;
}
