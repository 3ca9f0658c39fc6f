import type * as NodeSqlite from "node:sqlite";
import { SchedulerError } from "../../../errors/schedulerError.ts";

/**
 * Opens a database by Node's own SQLite. Asked for by name when it is needed: Node 22.12 has it behind a flag only, and a host
 * there may hand in a database of better-sqlite3.
 *
 * @throws {@link SchedulerError} `PEER_MISSING`
 */
export function openDatabase(path: string, options: { readOnly?: boolean } = {}): NodeSqlite.DatabaseSync {
  const sqlite = process.getBuiltinModule("node:sqlite") as typeof NodeSqlite | undefined;
  if (sqlite !== undefined) return new sqlite.DatabaseSync(path, options);
  const hint = "Use Node 22.13 or later, start it with --experimental-sqlite, or hand in a database of better-sqlite3.";
  throw new SchedulerError("PEER_MISSING", { package: "node:sqlite", node: process.version, hint });
}
