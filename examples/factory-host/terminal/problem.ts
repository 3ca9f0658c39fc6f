import { SchedulerError } from "@dexter/scheduled-jobs";
import { brief, safe } from "./style.ts";

/** What went wrong and what to do about it, for a person. */
export function problem(error: unknown): string {
  if (SchedulerError.is(error)) return `${brief(error.message, 500)} (${error.code})`;
  return safe(error instanceof Error ? error.message : String(error));
}
