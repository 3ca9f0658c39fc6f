import { SchedulerError } from "../../../errors/schedulerError.ts";

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
};

/**
 * Postgres took the transaction back so that another could go on (https://www.postgresql.org/docs/current/errcodes-appendix.html),
 * or another one has given its number to an event of the same job, which happens where neither holds the job.
 */
export function isConflict(error: unknown): boolean {
  const code = codeOf(error) ?? "";
  const isNumberTaken = code === "23505" && (error as { constraint?: unknown }).constraint === "events_sequence";
  return isNumberTaken || code === "40001" || code === "40P01";
}

/** The connection is gone, cannot be made, or there is none free: nothing of a transaction that was not committed remains. */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error) ?? "";
  if (/^(08...|57P0[123]|53300|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/.test(code)) return true;
  const message = error instanceof Error ? error.message : "";
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after|read ECONNRESET|Connection ended)/i.test(
    message,
  );
}

/** Whether it is worth to begin anew. */
export const isPassing = (error: unknown): boolean => isConflict(error) || isUnreachable(error);

const hints: Readonly<Record<string, string>> = {
  "42501": "Give the role of the connection the rights on the schema and its tables, or let the owner migrate first.",
  "42P01": "A table of the store is missing; open the store with a role that may create it.",
  "3D000": "Create the database first.",
  "28P01": "See user and password of the connection.",
  "53100": "The database's disk is full; free some space. Nothing was written.",
  "22021": "The text has a character that Postgres cannot store, such as NUL; remove it.",
};

/** The named error for what the database or the connection threw; what is neither stays as it is. */
export function postgresFailure(error: unknown, schema: string, values: object = {}): unknown {
  if (SchedulerError.is(error)) return error;
  const code = codeOf(error);
  if (!isUnreachable(error) && !/^[0-9A-Z]{5}$/.test(code ?? "")) return error;
  const unreachable = "See that the database is reachable, and that the pool has a connection left for the store.";
  const hint = hints[code ?? ""] ?? (isUnreachable(error) ? unreachable : "See the cause.");
  const reason = code ?? (error as Error).message;
  return new SchedulerError("STORE_FAILED", { schema, reason, ...values, hint }, { cause: error });
}
