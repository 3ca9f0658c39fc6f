import { PgBoss } from "pg-boss";
import { inFlight, type Side } from "../side.ts";
import { work } from "../work.ts";

const CONNECTIONS = 10;

async function started(url: string, schema: string): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, schema, max: CONNECTIONS });
  boss.on("error", (error) => process.stderr.write(`pg-boss: ${error.message}\n`));
  await boss.start();
  await boss.createQueue("runs");
  return boss;
}

/** pg-boss with one job in each call, so many at once: faster than its polling workers. */
export async function pgBossSingle(url: string, atOnce: number): Promise<Side> {
  const boss = await started(url, "pgboss_single");
  const one = async () => {
    await boss.send("runs", work.payload);
    // Somebody else may have taken it; then one of theirs is left.
    for (;;) {
      const [job] = await boss.fetch("runs");
      if (job === undefined) continue;
      await boss.complete("runs", job.id, { answer: work.answer });
      return;
    }
  };
  return {
    name: "pg-boss, one job a call",
    carryOut: (runs) => inFlight(runs, atOnce, one),
    close: () => boss.stop({ graceful: false }),
  };
}

const BATCH = 500;

/** pg-boss with 500 jobs in each call, two calls at once: its best. */
export async function pgBossBatched(url: string): Promise<Side> {
  const boss = await started(url, "pgboss_batched");
  const batch = async () => {
    await boss.insert(
      "runs",
      Array.from({ length: BATCH }, () => ({ data: work.payload })),
    );
    const jobs = await boss.fetch("runs", { batchSize: BATCH });
    await boss.complete(
      "runs",
      jobs.map(({ id }) => id),
      { answer: work.answer },
    );
  };
  return {
    name: "pg-boss, 500 jobs a call",
    carryOut: (runs) => inFlight(runs / BATCH, 2, batch),
    close: () => boss.stop({ graceful: false }),
  };
}
