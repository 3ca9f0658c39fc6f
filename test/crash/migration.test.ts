import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrations } from "../../src/adapters/stores/sql/schema.ts";
import { sqliteTypes } from "../../src/adapters/stores/sqlite/statements.ts";
import { sqliteStore } from "../../src/adapters/stores/sqlite/sqliteStore.ts";
import { claimed } from "../../src/testing/stores/steps.ts";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "migration-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that opens a store and kills itself before its n-th statement. */
const opener = `
import { DatabaseSync } from "node:sqlite";
const { sqliteStore } = await import(process.argv[1]);
const [file, last] = [process.argv[2], Number(process.argv[3])];
const database = new DatabaseSync(file);
database.exec("PRAGMA journal_mode = WAL");
let statements = 0;
const exec = (sql) => {
  if (++statements > last) process.kill(process.pid, "SIGKILL");
  return database.exec(sql);
};
await sqliteStore({ exec, prepare: (sql) => database.prepare(sql) }).open();
`;

describe("a migration that is killed half way", () => {
  // BEGIN, the table of versions, the migrations, the version, COMMIT.
  const beforeCommit = migrations.flatMap((migration) => migration(sqliteTypes)).length + 3;
  for (const last of [0, 1, 2, 9, beforeCommit])
    it(`after ${last} statements leaves a file that the next process brings up to date`, async () => {
      const file = join(folder, "jobs.db");
      const store = join(import.meta.dirname, "../../src/adapters/stores/sqlite/sqliteStore.ts");
      const args = [
        "--disable-warning=ExperimentalWarning",
        "--input-type=module",
        "-e",
        opener,
        store,
        file,
        `${last}`,
      ];
      expect(spawnSync(process.execPath, args).signal).toBe("SIGKILL");
      const next = sqliteStore(file);
      await next.open();
      const { run } = await claimed(next);
      expect((await next.findRun(run.id))?.state).toBe("running");
      await next.close();
    });
});
