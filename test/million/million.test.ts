import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { confirmed } from "../../src/testing/stores/steps.ts";

const JOBS = 1_000_000;

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "million-"))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file with so many jobs, of which one is due. */
async function aFileOfJobs(): Promise<string> {
  const file = join(folder, "jobs.db");
  const store = sqliteStore(file);
  await store.open();
  const schedule = { kind: "cron", expression: "0 5 * * *", timezone: "America/New_York" } as const;
  await confirmed(store, { id: "job-1", schedule, prompt: "check the line", nextAt: Date.now() + 86_400_000 });
  await store.close();
  const database = new DatabaseSync(file);
  database.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
  const [row] = database
    .prepare("SELECT group_concat(name) AS columns FROM pragma_table_info('scheduler_jobs') WHERE name <> 'id'")
    .all();
  const columns = String(row?.["columns"]);
  database.exec(`WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ${JOBS})
    INSERT INTO scheduler_jobs (id, ${columns}) SELECT 'job-' || i, ${columns} FROM n, scheduler_jobs WHERE id = 'job-1'`);
  database.exec(`UPDATE scheduler_jobs SET next_at = ${Date.now()} WHERE id = 'job-${JOBS / 2}'`);
  database.exec("PRAGMA journal_mode = WAL");
  database.close();
  return file;
}

describe("a million jobs", () => {
  it("T52 cost a process no more memory than a few: the one that is due runs, the others stay where they are", async () => {
    const file = await aFileOfJobs();
    const script = join(import.meta.dirname, "process.ts");
    const ran = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", script, file], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(ran.stderr).toBe("");
    const { heldBytes, firstMs, dueJobs } = JSON.parse(ran.stdout) as Record<string, number>;
    expect(heldBytes).toBeLessThan(150 * 1024 * 1024);
    expect(dueJobs).toBe(0);
    // A second on a machine that does nothing else; what is asserted is that it is not a walk through all of them.
    expect(firstMs).toBeLessThan(10_000);
  }, 240_000);
});
