import { Queue, Worker } from "bullmq";
import { max, quantile } from "simple-statistics";
import { createScheduler } from "../../src/scheduler/createScheduler.ts";
import { aSqliteDatabase } from "./databases.ts";
import { fillOnce } from "./jobs.ts";
import { Tally } from "./side.ts";

/** By how many milliseconds work began after it was due. */
export interface Lateness {
  side: string;
  p50: number;
  p99: number;
  max: number;
}

const PER_SECOND = 1_000;
/** From confirming the jobs to the first that is due. */
const AHEAD_MS = 2_000;

/** One-off jobs that become due one after the other, a thousand in a second; each run is durable before it begins. */
export async function ourLateness(seconds: number): Promise<{ lateness: Lateness; broken: string[] }> {
  const total = seconds * PER_SECOND;
  const startAt = Date.now() + AHEAD_MS + total / 5;
  const database = await aSqliteDatabase("full", (store) =>
    fillOnce(store, total, (index) => startAt + Math.floor((index * 1_000) / PER_SECOND)),
  );
  const late: number[] = [];
  const tally = new Tally();
  const all = tally.expect(total);
  const scheduler = createScheduler({
    store: database.store,
    concurrency: 50,
    runner: async ({ run }) => {
      late.push(Date.now() - run.dueAt.getTime());
    },
  });
  scheduler.on("run.succeeded", tally.add);
  await scheduler.start();
  await all;
  const { succeeded, entries } = await database.count();
  await scheduler.stop();
  await database.remove();
  const broken = [];
  if (late.length !== total) broken.push(`${late.length} of ${total} one-off jobs were carried out`);
  if (succeeded !== total || entries !== total)
    broken.push(`${total} one-off jobs left ${succeeded} runs and ${entries} prompts in conversations`);
  if (late.some((ms) => ms < 0)) broken.push("a run began before it was due");
  return { lateness: summary("ours, on SQLite full", late), broken };
}

/** BullMQ's delayed jobs, due at the same pace. */
export async function bullmqLateness(url: string, seconds: number): Promise<Lateness> {
  const connection = { url, maxRetriesPerRequest: null };
  const total = seconds * PER_SECOND;
  const late: number[] = [];
  const tally = new Tally();
  const all = tally.expect(total);
  const queue = new Queue("late", { connection });
  const carryOut = async ({ data }: { data: { dueAt: number } }) => {
    late.push(Date.now() - data.dueAt);
  };
  const worker = new Worker("late", carryOut, { connection, concurrency: 50 });
  worker.on("completed", tally.add);
  await worker.waitUntilReady();
  const startAt = Date.now() + AHEAD_MS;
  const dueAts = Array.from({ length: total }, (_, index) => startAt + Math.floor((index * 1_000) / PER_SECOND));
  await queue.addBulk(dueAts.map((dueAt) => ({ name: "run", data: { dueAt }, opts: { delay: dueAt - Date.now() } })));
  await all;
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  return summary("BullMQ, delayed jobs", late);
}

const summary = (side: string, late: readonly number[]): Lateness => ({
  side,
  p50: quantile([...late], 0.5),
  p99: quantile([...late], 0.99),
  max: max([...late]),
});
