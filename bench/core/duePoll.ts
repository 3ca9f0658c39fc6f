import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { fill } from "./ours.ts";

const POLLS = 500;

/** What it costs to find that nothing is due among so many jobs, in microseconds. */
export async function duePoll(jobs: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "jobs.db");
  const store = sqliteStore(file, { durability: "normal" });
  await store.open();
  await fill(store);
  const db = new DatabaseSync(file);
  const { columns } = db
    .prepare("SELECT group_concat(name) AS columns FROM pragma_table_info('scheduler_jobs') WHERE name <> 'id'")
    .get() as {
    columns: string;
  };
  db.exec(`WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${jobs})
    INSERT INTO scheduler_jobs (id, ${columns}) SELECT 'job-' || i, ${columns} FROM n, scheduler_jobs WHERE id = 'job-1'`);
  db.exec("UPDATE scheduler_jobs SET next_at = 4000000000000 + (rowid * 7919) % 1000000");
  db.close();
  const poll = async () => {
    const { jobAt = 0 } = await store.nextWakes(0);
    await store.planDue(jobAt - 1, 10, () => {
      throw new Error("nothing is due");
    });
  };
  let us = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round += 1) {
    const startedAt = performance.now();
    for (let count = 0; count < POLLS; count += 1) await poll();
    us = Math.min(us, ((performance.now() - startedAt) * 1_000) / POLLS);
  }
  await store.close();
  rmSync(folder, { recursive: true });
  return us;
}
