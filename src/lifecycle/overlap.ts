import type { Policies } from "../model/policies.ts";
import type { StoredRun } from "../model/run.ts";
import type { NewEvent } from "../ports/store.ts";
import { eventAbout, stepRun } from "./stepRun.ts";

/** Where a new run finds its place among those that are not over. */
interface Placed {
  run: StoredRun;
  /** Active runs that change because of it. */
  changed: StoredRun[];
  /** The runs that stand in the way of the next one. */
  active: StoredRun[];
  events: NewEvent[];
}

/**
 * Places a new run among the active ones of its job or factory, by the overlap policy.
 *
 * A missed occurrence that is made up waits for the one before it, whatever the policy says about occurrences on time:
 * else, made up all at once, they would skip or cancel each other. Only `allow` lets them run side by side.
 */
export function placeRun(
  run: StoredRun,
  active: readonly StoredRun[],
  { policy, scope }: Policies["overlap"],
  isCatchUp: boolean,
  now: number,
): Placed {
  const blockers = active.filter((other) => scope === "factory" || other.jobId === run.jobId);
  const blocker = blockers.at(-1);
  if (blocker === undefined || policy === "allow") return planned(run, active, now);

  const own = blockers.filter((other) => other.jobId === run.jobId);
  const waitsOnOwnPlan =
    isCatchUp && own.length > 0 && own.every((other) => other.createdAt === now && other.attempt === 0);
  if (waitsOnOwnPlan) return planned({ ...run, waitsFor: blocker.id }, active, now);
  switch (policy) {
    case "skip":
      return skipped(run, blocker, active, now);
    case "queueOne": {
      const isOneWaiting = own.some((other) => other.state === "queued");
      return isOneWaiting ? skipped(run, blocker, active, now) : planned({ ...run, waitsFor: blocker.id }, active, now);
    }
    case "cancelPrevious":
      return succeeding(run, blockers, active, now);
  }
}

function planned(run: StoredRun, active: readonly StoredRun[], now: number): Placed {
  return { run, changed: [], active: [...active, run], events: [eventAbout(run, { name: "run.planned", run }, now)] };
}

function skipped(run: StoredRun, blocker: StoredRun, active: readonly StoredRun[], now: number): Placed {
  const message =
    blocker.jobId === run.jobId
      ? "An earlier run of the job was not over."
      : "A run of another job in the same factory was not over.";
  const step = stepRun(run, { type: "skip", reason: { code: "overlap", message, blockerId: blocker.id } }, now);
  return { run: step.run, changed: [], active: [...active], events: step.events };
}

/** Cancels the job's earlier runs; waits for the one that is being carried out, and for another job's. */
function succeeding(run: StoredRun, blockers: readonly StoredRun[], active: readonly StoredRun[], now: number): Placed {
  const changed: StoredRun[] = [];
  const events: NewEvent[] = [];
  const gone = new Set<string>();
  const reason = {
    code: "cancelled-by-successor",
    message: "The next occurrence came due.",
    blockerId: run.id,
  } as const;
  for (const other of blockers) {
    if (other.jobId !== run.jobId) continue;
    if (other.state === "queued") {
      const step = stepRun(other, { type: "cancel", reason }, now);
      changed.push(step.run);
      events.push(...step.events);
      gone.add(other.id);
    } else if (other.cancelRequestedAt === undefined) {
      changed.push({ ...other, cancelRequestedAt: now, reason });
    }
  }
  const left = blockers.findLast((other) => !gone.has(other.id));
  const place = planned(left === undefined ? run : { ...run, waitsFor: left.id }, active, now);
  return {
    ...place,
    changed,
    active: place.active.filter((other) => !gone.has(other.id)),
    events: [...events, ...place.events],
  };
}
