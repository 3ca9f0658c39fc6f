import { SchedulerError } from "../../../errors/schedulerError.ts";

/** The error for a call of a store that is not open: mostly since the scheduler it belonged to has been stopped. */
export function notOpen(about: { file: string } | { schema: string }, wasClosed: boolean): SchedulerError {
  return wasClosed
    ? new SchedulerError("SCHEDULER_STOPPED", {
        ...about,
        hint: "It closed its store: create another scheduler, with a store of its own.",
      })
    : new SchedulerError("STORE_FAILED", { ...about, hint: "The store is not open: call open() first." });
}
