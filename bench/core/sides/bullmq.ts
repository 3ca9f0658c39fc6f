import { Queue, Worker } from "bullmq";
import { work } from "../work.ts";
import { type Side, Tally } from "../side.ts";

/** BullMQ with one worker; completed jobs stay as their record, as they do unless told otherwise. */
export async function bullmqSide(url: string, concurrency: number): Promise<Side> {
  const connection = { url, maxRetriesPerRequest: null };
  const tally = new Tally();
  const queue = new Queue("bench", { connection });
  const worker = new Worker("bench", async () => work.answer, { connection, concurrency });
  worker.on("completed", tally.add);
  await worker.waitUntilReady();
  return {
    name: `BullMQ, concurrency ${concurrency}`,
    carryOut: async (runs) => {
      const done = tally.expect(runs);
      await queue.addBulk(Array.from({ length: runs }, () => ({ name: "run", data: work.payload })));
      await done;
    },
    close: async () => {
      await worker.close();
      await queue.obliterate({ force: true });
      await queue.close();
    },
  };
}
