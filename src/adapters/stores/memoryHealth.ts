import type { StoreHealth, Wakes } from "../../ports/store.ts";
import { defined, earliest } from "./lists.ts";
import type { MemoryTables } from "./memoryTables.ts";
import { isReady } from "./rules.ts";

/** When there is something to do next. */
export function wakesOf(tables: MemoryTables, ripeAfter: number): Wakes {
  const unfinished = [...tables.unfinished.values()];
  const running = unfinished.filter((run) => run.state === "running");
  const asking = unfinished.filter((run) => run.state === "needs_input");
  const ripening = unfinished.filter((run) => isReady(run, Infinity) && run.notBefore > ripeAfter);
  const active = [...tables.jobs.values()].filter((job) => job.state === "active");
  const open = [...tables.proposals.values()].filter((proposal) => proposal.state === "open");
  return defined<Wakes>({
    jobAt: earliest(active.map((job) => job.nextAt)),
    runAt: earliest(ripening.map((run) => run.notBefore)),
    leaseAt: earliest(running.map((run) => run.leaseUntil)),
    answerAt: earliest(asking.map((run) => run.answerBy)),
    proposalAt: earliest(open.map((proposal) => proposal.expiresAt)),
  });
}

/** How things stand. */
export function healthOf(tables: MemoryTables, now: number): StoreHealth {
  const unfinished = [...tables.unfinished.values()];
  const due = [...tables.jobs.values()].filter(
    (job) => job.state === "active" && job.nextAt !== undefined && job.nextAt <= now,
  );
  const queued = unfinished.filter((run) => run.state === "queued");
  const running = unfinished.filter((run) => run.state === "running");
  return defined<StoreHealth>({
    dueJobs: due.length,
    oldestDueAt: earliest(due.map((job) => job.nextAt)),
    queuedRuns: queued.length,
    oldestQueuedAt: earliest(queued.filter((run) => run.notBefore <= now).map((run) => run.notBefore)),
    runningRuns: running.length,
    oldestLeaseUntil: earliest(running.map((run) => run.leaseUntil)),
    waitingRuns: unfinished.length - queued.length - running.length,
  });
}
