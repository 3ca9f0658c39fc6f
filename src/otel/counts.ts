import type { Meter } from "@opentelemetry/api";
import { type EventName, schedulerEventSchema } from "../model/events.ts";
import type { Scheduler } from "../scheduler/createScheduler.ts";
import { LONG_SECONDS } from "./names.ts";

/** Every event but the many that only say that a conversation has grown. */
const counted = schedulerEventSchema.options
  .map((option): EventName => option.shape.name.value)
  .filter((name) => name !== "conversation.appended");

/** Counts what this process wrote, by event, and how late its scheduled runs began. */
export function countEvents(scheduler: Scheduler, meter: Meter): () => void {
  const events = meter.createCounter("scheduled_jobs.events", {
    unit: "{event}",
    description: "Events that this process wrote, by name",
  });
  const lateness = meter.createHistogram("scheduled_jobs.run.lateness", {
    unit: "s",
    description: "How long after it was due a scheduled run began",
    advice: { explicitBucketBoundaries: LONG_SECONDS },
  });
  const listeners = counted.map((name) => {
    const listener = () => events.add(1, { event: name });
    scheduler.on(name, listener);
    return () => void scheduler.off(name, listener);
  });
  const onStarted: Parameters<typeof scheduler.on<"run.started">>[1] = ({ run }) => {
    // Later attempts are late because of the earlier ones.
    if (run.trigger !== "schedule" || run.fencingToken !== 1 || run.startedAt === undefined) return;
    lateness.record(Math.max(0, run.startedAt.getTime() - run.dueAt.getTime()) / 1_000);
  };
  scheduler.on("run.started", onStarted);
  return () => {
    for (const off of listeners) off();
    scheduler.off("run.started", onStarted);
  };
}
