import { SchedulerError } from "../errors/schedulerError.ts";
import { type AnySchedule, compile } from "./compile.ts";
import { givenSchedule } from "./givenSchedule.ts";

/**
 * Makes sure that a schedule can be evaluated and occurs at least once.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID` for what cannot be read, `SCHEDULE_UNSUPPORTED` for what can be read and is
 *   not evaluated, `SCHEDULE_NEVER_OCCURS` for 30 February and for bounds that leave nothing, `TIMEZONE_UNKNOWN`
 */
export function checkSchedule(given: AnySchedule): void {
  const schedule = givenSchedule(given);
  // A count of a cron schedule may still wait for its beginning, which is set when the job is confirmed.
  const isUnbegun = schedule.kind === "cron" && schedule.from === undefined;
  const begun = isUnbegun && schedule.maxOccurrences !== undefined ? { ...schedule, from: new Date(0) } : schedule;
  if (compile(begun as AnySchedule).next(-Infinity) !== undefined) return;
  throw new SchedulerError("SCHEDULE_NEVER_OCCURS", { ...schedule, hint: "Nothing is left between its bounds." });
}
