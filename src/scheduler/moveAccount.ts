import { editJob } from "../lifecycle/holdJob.ts";
import type { Occurrences } from "../lifecycle/planJob.ts";
import { eventAboutJob } from "../lifecycle/stepJob.ts";
import type { StoredSchedule } from "../model/schedule.ts";
import { compile } from "../occurrences/compile.ts";
import type { NewEvent } from "../ports/store.ts";
import type { Core } from "./core.ts";
import type { Planner } from "./planner.ts";

const PAGE = 200;
const TRIES = 10;

/** Plans the jobs that follow the owner's account zone anew, at the same wall times in another zone. @returns how many moved */
export async function moveAccount(core: Core, planner: Planner, ownerId: string, timezone: string): Promise<number> {
  let moved = 0;
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof core.store.listJobs>> = await core.store.listJobs({
      ownerId,
      limit: PAGE,
      ...(cursor !== undefined && { cursor }),
    });
    for (const job of page.items) {
      const isMoving = job.followsAccountTimezone && job.timezone !== timezone && job.state !== "completed";
      if (isMoving && (await moveJob(core, planner, job.id, timezone))) moved += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return moved;
}

async function moveJob(core: Core, planner: Planner, id: string, timezone: string): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const job = await planner.planned(() => core.store.findJob(id));
    if (job === undefined) return false;
    const now = core.now();
    const isWallTime = job.schedule.kind === "cron" || job.schedule.kind === "rrule";
    const schedule = isWallTime ? { ...job.schedule, timezone } : job.schedule;
    const after = occurrencesThere(core, id, schedule);
    if (after === undefined) return false;
    const before = core.readableOccurrencesOf(job);
    const change = editJob(job, { schedule, timezone }, isWallTime ? { before, after } : undefined, now);
    const from = job.timezone;
    const events: NewEvent[] = [
      ...change.events.filter(({ event }) => event.name !== "job.updated"),
      eventAboutJob(change.job, { name: "job.moved", job: change.job, from, to: timezone }, now),
    ];
    const runs = change.runs.map((next) => ({ next }));
    if ((await core.store.replace({ jobs: [{ from: job, next: change.job }], runs, events }, now)) !== undefined) {
      core.announce(events);
      return true;
    }
  }
  return false;
}

/** One job whose schedule cannot be read must not keep the others where they were. */
function occurrencesThere(core: Core, jobId: string, schedule: StoredSchedule): Occurrences | undefined {
  try {
    return compile(schedule);
  } catch (error) {
    core.settings.logger.error({ error, jobId }, "A job cannot be moved to another zone");
    return undefined;
  }
}
