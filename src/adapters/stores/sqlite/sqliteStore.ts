import { givenFields, givenObject, notAsExpected } from "../../../model/given.ts";
import type { Store } from "../../../ports/store.ts";
import { sqlStore } from "../sql/sqlStore.ts";
import { SqliteConnection } from "./connection.ts";
import type { SqliteDatabaseLike } from "./statements.ts";

/** How a store in a SQLite file is kept. */
export interface SqliteOptions {
  /**
   * What survives a power loss. A process that is killed loses nothing, either way.
   *
   * `full` (the default): everything that was answered, since each commit reaches the disk before it is; what is written
   * in the same moment shares one commit. `normal`: what a person was told (proposals, confirmations, edits); of the work
   * in progress the last moments may be lost, and an occurrence of that moment is then carried out again.
   */
  durability?: "full" | "normal";
  /** How long to wait for another process that writes, before a call fails with `STORE_FAILED`. */
  busyTimeoutMs?: number;
}

/**
 * A store in a SQLite file, through node:sqlite: no server and nothing to build.
 *
 * Several processes can use one file. A path is opened in WAL mode; a database that is handed in stays as the host
 * configured it and is not closed, and must not be in a transaction while the store is called.
 *
 * @param database the path of a file, `":memory:"`, or an open database of node:sqlite or better-sqlite3
 * @throws `SchedulerError` `INPUT_INVALID`; when opened: `STORE_CORRUPT`, `STORE_NEWER` (the file is left as it was), `STORE_FAILED`,
 *   `PEER_MISSING` for a path on Node 22.12 without `--experimental-sqlite`
 * @example
 * const scheduler = createScheduler({ store: sqliteStore("dexter.db"), runner });
 */
export function sqliteStore(database: string | SqliteDatabaseLike, options: SqliteOptions = {}): Store {
  const isDatabase = typeof database === "string" ? database !== "" : typeof database?.prepare === "function";
  if (!isDatabase) throw notAsExpected("database", database, "Give the path of a file, :memory:, or an open database.");
  const { durability = "full", busyTimeoutMs = 0 } = givenObject(
    "options",
    options,
    "Leave them out, or give an object.",
  );
  givenFields("options", options, ["durability", "busyTimeoutMs"]);
  if (!["full", "normal"].includes(durability)) throw notAsExpected("durability", durability, "It is full or normal.");
  if (!(Number.isFinite(busyTimeoutMs) && busyTimeoutMs >= 0))
    throw notAsExpected("busyTimeoutMs", busyTimeoutMs, "Give milliseconds, 0 or more.");
  return sqlStore(new SqliteConnection(database, options));
}
