import type { EventName, StoredSchedulerEvent } from "../model/events.ts";
import type { StoredRun } from "../model/run.ts";
import type { Notification } from "../ports/notifier.ts";

/** The events that owners hear of. */
export const notifiedEvents = [
  "run.succeeded",
  "run.failed",
  "run.timed_out",
  "run.interrupted",
  "run.missed",
  "run.asked",
  "job.suspended",
  "job.completed",
] as const satisfies readonly EventName[];

/** What the owner should hear of an event; `undefined` for what is only routine. */
export function notificationFor(event: StoredSchedulerEvent): Notification | undefined {
  switch (event.name) {
    case "run.succeeded":
    case "run.failed":
    case "run.timed_out":
    case "run.interrupted":
    case "run.missed":
      return aboutRun(event.name, event.run);
    case "run.asked":
      return aboutRun("run.needs_input", event.run, { question: event.question });
    case "job.suspended":
    case "job.completed": {
      const { id, ownerId, factoryId, name, revision, suspension } = event.job;
      return {
        key: event.name,
        ownerId,
        factoryId,
        params: { name, ...(suspension !== undefined && { code: suspension.code, message: suspension.message }) },
        dedupeKey: `${event.name} ${id} ${revision}`,
        link: { jobId: id },
      };
    }
    default:
      return undefined;
  }
}

function aboutRun(
  key: Notification["key"],
  run: StoredRun,
  more: Readonly<Record<string, string | number>> = {},
): Notification {
  const { id, jobId, ownerId, factoryId, title, occurrences, attempt, reason, summary, conversationId } = run;
  return {
    key,
    ownerId,
    factoryId,
    params: {
      name: title,
      occurrences,
      ...(reason !== undefined && { code: reason.code, message: reason.message }),
      ...(summary !== undefined && { summary }),
      ...more,
    },
    dedupeKey: `${key} ${id} ${attempt}`,
    link: { jobId, runId: id, ...(conversationId !== undefined && { conversationId }) },
  };
}
