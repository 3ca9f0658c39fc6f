import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { fill, JOBS } from "./jobs.ts";

const run = promisify(execFile);
const POLLS = 500;

export interface ManyJobs {
  jobs: number;
  /** What it costs to find that nothing is due, in microseconds. */
  pollUs: number;
  /** From the start of a scheduler to the first run that begins. */
  firstFireMs: number;
  /** The most memory that a process with a scheduler over them had, above one that does nothing. */
  residentMb: number;
}

/** A file with so many active jobs, none of which is due before tomorrow. */
async function aFileWith(jobs: number): Promise<{ file: string; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "jobs.db");
  const store = sqliteStore(file, { durability: "normal" });
  await store.open();
  await fill(store);
  await store.close();
  const db = new DatabaseSync(file);
  const { columns } = db
    .prepare("SELECT group_concat(name) AS columns FROM pragma_table_info('scheduler_jobs') WHERE name <> 'id'")
    .get() as { columns: string };
  db.exec(`WITH RECURSIVE n(i) AS (SELECT ${JOBS} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${jobs})
    INSERT INTO scheduler_jobs (id, ${columns}) SELECT 'job-' || i, ${columns} FROM n, scheduler_jobs WHERE id = 'job-1'`);
  const tomorrow = Date.now() + 86_400_000;
  db.exec(`UPDATE scheduler_jobs SET next_at = ${tomorrow} + (rowid * 7919) % 1000000`);
  db.close();
  return { file, folder };
}

/** What it costs to look for due jobs, and to begin, among so many. */
export async function manyJobs(jobs: number): Promise<ManyJobs> {
  const { file, folder } = await aFileWith(jobs);
  try {
    const pollUs = await duePoll(file);
    const empty = await measured("empty.ts");
    const db = new DatabaseSync(file);
    db.exec(`UPDATE scheduler_jobs SET next_at = ${Date.now()} WHERE id = 'job-${jobs - 1}'`);
    db.close();
    const { firstFireMs, residentMb } = await measured("firstFire.ts", file);
    return { jobs, pollUs, firstFireMs, residentMb: residentMb - empty.residentMb };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function duePoll(file: string): Promise<number> {
  const store = sqliteStore(file, { durability: "normal" });
  await store.open();
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
  return us;
}

async function measured(script: string, ...args: string[]): Promise<{ firstFireMs: number; residentMb: number }> {
  const path = join(import.meta.dirname, "processes", script);
  const { stdout } = await run(process.execPath, ["--disable-warning=ExperimentalWarning", path, ...args]);
  return JSON.parse(stdout) as { firstFireMs: number; residentMb: number };
}
