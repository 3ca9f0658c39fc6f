import { givenObject } from "../model/given.ts";
import type { Preview } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { formatLocal } from "./civil.ts";
import { wallTimelineOf } from "./compile.ts";
import { givenSchedule } from "./givenSchedule.ts";
import { nextOccurrences } from "./occurrences.ts";
import { getZone, localOf } from "./zone.ts";

/**
 * The next occurrences as a person sees them: with their wall time, and with what a clock change does to them.
 *
 * @param options.timezone whose wall time is shown for `once` and `interval`, which have no zone of their own; UTC if left out
 * @throws {@link SchedulerError} as {@link nextOccurrences} does
 */
export function previewOccurrences(
  given: Schedule,
  options: { after: Date; limit: number; timezone?: string | undefined },
): Preview[] {
  const schedule = givenSchedule(given);
  const { timezone = "UTC" } = givenObject("options", options, "Give `after` and `limit`.");
  const isWall = schedule.kind === "cron" || schedule.kind === "rrule";
  const zone = getZone(isWall ? schedule.timezone : timezone);
  const wall = isWall ? wallTimelineOf(schedule).timeline : undefined;
  const occurrences = nextOccurrences(schedule, options);
  return occurrences.map((dueAt) => {
    const local = formatLocal(localOf(dueAt.getTime(), zone));
    const clockChange = wall?.clockChangeAt(dueAt.getTime());
    return clockChange === undefined ? { dueAt, local } : { dueAt, local, clockChange };
  });
}
