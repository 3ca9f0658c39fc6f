import { SchedulerError } from "../errors/schedulerError.ts";
import { type AnySchedule, compile } from "./compile.ts";

/**
 * Makes sure that a schedule can be evaluated and occurs at least once.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID` for what cannot be read, `SCHEDULE_UNSUPPORTED` for what can be read and is
 *   not evaluated, `SCHEDULE_NEVER_OCCURS` for 30 February and for bounds that leave nothing, `TIMEZONE_UNKNOWN`
 */
export function checkSchedule(schedule: AnySchedule): void {
  // A count may still wait for its `from`; it never takes the first occurrence away.
  const { maxOccurrences: _, ...uncounted } = schedule;
  if (compile(uncounted).next(-Infinity) !== undefined) return;
  throw new SchedulerError("SCHEDULE_NEVER_OCCURS", { ...schedule, hint: "Nothing is left between its bounds." });
}
