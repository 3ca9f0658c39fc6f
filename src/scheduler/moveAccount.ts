import { editJob } from "../lifecycle/holdJob.ts";
import { eventAboutJob } from "../lifecycle/stepJob.ts";
import type { StoredJob } from "../model/job.ts";
import { compile } from "../occurrences/compile.ts";
import type { NewEvent } from "../ports/store.ts";
import type { Core } from "./core.ts";

const PAGE = 200;
const TRIES = 10;

/** Plans the jobs that follow the owner's account zone anew, at the same wall times in another zone. @returns how many moved */
export async function moveAccount(core: Core, ownerId: string, timezone: string): Promise<number> {
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
      if (isMoving && (await moveJob(core, job, timezone))) moved += 1;
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return moved;
}

async function moveJob(core: Core, found: StoredJob, timezone: string): Promise<boolean> {
  let job: StoredJob | undefined = found;
  for (let tries = 0; job !== undefined && tries < TRIES; tries += 1) {
    const now = core.now();
    const isWallTime = job.schedule.kind === "cron" || job.schedule.kind === "rrule";
    const schedule = isWallTime ? { ...job.schedule, timezone } : job.schedule;
    const change = editJob(
      job,
      { schedule, timezone },
      isWallTime ? { before: core.occurrencesOf(job), after: compile(schedule) } : undefined,
      now,
    );
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
    job = await core.store.findJob(job.id);
  }
  return false;
}
