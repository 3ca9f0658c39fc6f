import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { type Side, Tally } from "../side.ts";
import { work } from "../work.ts";

const logger = new Logger(() => () => {});

/** graphile-worker as it comes: each job fetched and completed by a query of its own. */
export const graphileDefault = (url: string, concurrentJobs: number): Promise<Side> =>
  graphileSide("graphile-worker, default", url, { schema: "graphile_default", concurrentJobs, maxPoolSize: 10 });

/** graphile-worker as its guide to performance wants it: jobs fetched 500 at a time, completions in batches. */
export const graphileBatched = (url: string): Promise<Side> =>
  graphileSide("graphile-worker, batched", url, {
    schema: "graphile_batched",
    concurrentJobs: 24,
    maxPoolSize: 10,
    localQueue: { size: 500 },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
  });

async function graphileSide(name: string, url: string, settings: GraphileConfig.WorkerOptions): Promise<Side> {
  const tally = new Tally();
  const worker = { connectionString: url, pollInterval: 2_000, ...settings };
  const utils = await makeWorkerUtils({ connectionString: url, schema: settings.schema!, logger });
  await utils.migrate();
  const runner = await run({ preset: { worker: { ...worker, logger } }, taskList: { run: async () => {} } });
  runner.events.on("job:complete", tally.add);
  return {
    name,
    carryOut: async (runs) => {
      const done = tally.expect(runs);
      for (let added = 0; added < runs; added += 500) {
        const length = Math.min(500, runs - added);
        await utils.addJobs(Array.from({ length }, () => ({ identifier: "run", payload: work.payload })));
      }
      await done;
    },
    close: async () => {
      await runner.stop();
      await utils.release();
    },
  };
}
