import { SchedulerError } from "../../../errors/schedulerError.ts";

/** SQLite's result codes (https://sqlite.org/rescode.html), as node:sqlite gives them; better-sqlite3 gives the names. */
const codes: Readonly<Record<number, string>> = {
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  26: "SQLITE_NOTADB",
};

const hints: Readonly<Record<string, string>> = {
  SQLITE_BUSY: "Another process writes to the file for too long; see that it ends its transactions.",
  SQLITE_LOCKED:
    "The connection is in a transaction of its own; end it first, or give the store a connection of its own.",
  SQLITE_READONLY: "Give this process the right to write to the file and to its folder.",
  SQLITE_IOERR: "The disk could not be read or written; see the system's log.",
  SQLITE_FULL: "The disk is full; free some space. Nothing was written.",
  SQLITE_CANTOPEN: "See that the folder exists and that this process may write to it.",
};

/** The primary result code of a database error, whichever library threw it: `SQLITE_BUSY`. */
function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errcode, code } = error as { errcode?: unknown; code?: unknown };
  if (typeof errcode === "number") return codes[errcode % 256] ?? `SQLITE_${errcode}`;
  if (typeof code !== "string" || !code.startsWith("SQLITE_")) return undefined;
  return Object.values(codes).find((name) => code === name || code.startsWith(`${name}_`)) ?? code;
}

/** Whether it is worth to try again in a moment. */
export const isBusy = (error: unknown): boolean => sqliteCode(error) === "SQLITE_BUSY";

/** The named error for what a database threw; what is not the database's stays as it is. */
export function sqliteFailure(error: unknown, file: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  if (code === "SQLITE_CORRUPT" || code === "SQLITE_NOTADB")
    return new SchedulerError(
      "STORE_CORRUPT",
      { file, reason: code, hint: "Restore a back-up; the file was left as it is." },
      { cause: error },
    );
  const hint = hints[code] ?? "See the cause.";
  return new SchedulerError("STORE_FAILED", { file, reason: code, hint }, { cause: error });
}
