import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { SchedulerError } from "../../../errors/schedulerError.ts";
import { migrations } from "../sql/schema.ts";
import { openDatabase } from "./nodeSqlite.ts";
import { renderSqlite, type SqliteDatabaseLike, sqliteTypes } from "./statements.ts";

/** Up to this size a file is checked page by page when it is opened; a larger one when its pages are read. */
const CHECKED_BYTES = 16 * 1024 * 1024;
const MAGIC = "SQLite format 3\u0000";

/**
 * Looks at a file before anything may change in it.
 *
 * @throws {@link SchedulerError} `STORE_CORRUPT`, `STORE_NEWER`
 */
export function inspectFile(path: string): void {
  if (!existsSync(path) || statSync(path).size === 0) return;
  const { size } = statSync(path);
  if (startOf(path) !== MAGIC)
    throw new SchedulerError("STORE_CORRUPT", { file: path, hint: "It is not a SQLite database; name another file." });
  const database = openDatabase(path, { readOnly: true });
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    refuseNewer(database, path);
    const [check] = size > CHECKED_BYTES ? [] : database.prepare("PRAGMA quick_check(1)").all();
    const said = Object.values(check ?? { quick_check: "ok" })[0];
    if (said !== "ok")
      throw new SchedulerError("STORE_CORRUPT", { file: path, reason: said, hint: "Restore a back-up." });
  } finally {
    database.close();
  }
}

/** @throws {@link SchedulerError} `STORE_FAILED` for a folder, and for a file that this process may not read */
function startOf(path: string): string {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const bytes = Buffer.alloc(MAGIC.length);
    return bytes.toString("latin1", 0, readSync(file, bytes));
  } catch (error) {
    const { code: reason } = error as NodeJS.ErrnoException;
    const hint = "Name a file that this process may read and write.";
    throw new SchedulerError("STORE_FAILED", { file: path, reason, hint }, { cause: error });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The version of our tables in a database; 0 where there are none. */
function schemaVersion(database: SqliteDatabaseLike): number {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'scheduler_meta'").all();
  if (tables.length === 0) return 0;
  const [row] = database.prepare("SELECT value FROM scheduler_meta WHERE name = 'schema'").all() as { value: number }[];
  return row?.value ?? 0;
}

function refuseNewer(database: SqliteDatabaseLike, file: string): number {
  const found = schemaVersion(database);
  const known = migrations.length;
  if (found > known)
    throw new SchedulerError("STORE_NEWER", { file, found, known, hint: "Upgrade the package, or restore a back-up." });
  return found;
}

/** Brings our tables up to date, in one transaction: killed half way, the file is as it was. */
export function migrate(database: SqliteDatabaseLike, file: string): void {
  if (refuseNewer(database, file) === migrations.length) return;
  database.exec("BEGIN IMMEDIATE");
  try {
    // Another process may have been here since.
    const found = refuseNewer(database, file);
    if (found === 0)
      database.exec("CREATE TABLE IF NOT EXISTS scheduler_meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT");
    for (const migration of migrations.slice(found))
      for (const statement of migration(sqliteTypes)) database.exec(renderSqlite(statement));
    database.exec(`INSERT INTO scheduler_meta (name, value) VALUES ('schema', ${migrations.length})
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}
