import { SchedulerError } from "../errors/schedulerError.ts";
import type { Schedule } from "../model/schedule.ts";
import { checkSchedule } from "../occurrences/checkSchedule.ts";
import { nextOccurrences } from "../occurrences/occurrences.ts";

/** How many gaps between occurrences are looked at. */
const GAPS = 60;

/**
 * Makes sure that a schedule can be evaluated, occurs after `now`, and not more often than the scheduler allows.
 *
 * @throws {@link SchedulerError} `SCHEDULE_PAST`, `INTERVAL_TOO_SHORT`, and as `checkSchedule` does
 */
export function checkTiming(schedule: Schedule, { now, minIntervalMs }: { now: Date; minIntervalMs: number }): void {
  checkSchedule(schedule);
  const next = nextOccurrences(schedule, { after: now, limit: GAPS + 1 });
  if (next.length === 0) {
    throw new SchedulerError("SCHEDULE_PAST", { schedule, now, hint: "Give an instant that is still to come." });
  }
  for (const [index, dueAt] of next.slice(1).entries()) {
    const gapMs = dueAt.getTime() - (next[index]?.getTime() ?? 0);
    if (gapMs >= minIntervalMs) continue;
    const hint = `Leave at least ${minIntervalMs} ms between two occurrences, or lower limits.minIntervalMs.`;
    throw new SchedulerError("INTERVAL_TOO_SHORT", { gapMs, minIntervalMs, hint });
  }
}
