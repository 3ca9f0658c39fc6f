import type { JobView } from "../../client/views.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";

/** The schedule as the server says it; what runs once and on a day nearby, by that day: `Once, today at 12:12 PM`. */
export function scheduleInWords(job: JobView, { words, times }: { words: Messages; times: Times }): string {
  const { schedule, timezone } = job;
  const day = schedule.kind === "once" ? times.nearDay(schedule.at, timezone) : undefined;
  if (schedule.kind !== "once" || day === undefined) return plainText(job.description);
  return words.onceOn(day, times.clock(schedule.at, timezone));
}
