import { appendFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import {
  actor,
  LEASE_MS,
  openQueue,
  openStore,
  type Point,
  type QueueKind,
  scenario,
  type StoreKind,
} from "./scenario.ts";

/** One process of the crash test: it plans and carries out until it is killed, or kills itself at a named point. */
const { values } = parseArgs({
  options: {
    store: { type: "string" },
    place: { type: "string" },
    queue: { type: "string" },
    bells: { type: "string" },
    effects: { type: "string" },
    told: { type: "string" },
    point: { type: "string" },
    passes: { type: "string" },
    drain: { type: "boolean", default: false },
  },
});
let passes = Number(values.passes ?? "0");

const reach = (point: Point): void => {
  if (point !== values.point || passes-- > 0) return;
  process.stdout.write(`killed at ${point}\n`);
  process.kill(process.pid, "SIGKILL");
  // The signal takes a moment; nothing may happen in it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
};

const noteIn = (file: string | undefined) => (key: string) => {
  if (file !== undefined) appendFileSync(file, `${key}\n`);
};

const store = openStore(values.store as StoreKind, values.place ?? "");
const queue = openQueue({ kind: values.queue as QueueKind, place: values.bells ?? "" });
const scheduler = createScheduler(
  scenario(store, queue, { reach, effect: noteIn(values.effects), told: noteIn(values.told) }),
);
await scheduler.start();
process.stdout.write("started\n");
if (values.drain) {
  const dexter = scheduler.as(actor);
  let cursor: string | undefined;
  do {
    const page = await dexter.jobs.list({ limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    for (const job of page.items)
      if (job.state === "active") await dexter.jobs.pause(job.id, { revision: job.revision });
    cursor = page.cursor;
  } while (cursor !== undefined);
  for (;;) {
    const { queuedRuns, runningRuns } = await scheduler.health();
    if (queuedRuns + runningRuns === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // Whoever was killed while it told the owners may have had its turn until now.
  await new Promise((resolve) => setTimeout(resolve, 2 * LEASE_MS));
  await scheduler.stop();
}
