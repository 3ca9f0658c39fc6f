import type { ErrorCode, SchedulerError } from "../errors/schedulerError.ts";

/**
 * Whether a call failed with this code, or with any of ours.
 *
 * `SchedulerError.is` would bring the table of all messages into the browser; the client's errors come from there anyway.
 */
export function hasCode(error: unknown, code?: ErrorCode): error is SchedulerError {
  if (!(error instanceof Error) || error.name !== "SchedulerError") return false;
  return code === undefined || (error as SchedulerError).code === code;
}

/** A code and the request's id; never a stack. */
export function errorDetails(error: unknown): string {
  if (!hasCode(error)) return "UNKNOWN";
  const id = error.details["requestId"];
  return typeof id === "string" ? `${error.code} · ${id}` : error.code;
}
