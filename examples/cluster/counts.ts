import type { ActorScheduler, Run, ScheduledJob } from "@dexter/scheduled-jobs";

/** What should be there, and what is. */
export interface Counts {
  occurrences: number;
  missing: number;
  twice: number;
  /** Rows by state. */
  states: Record<string, number>;
}

/** Holds the rows of every job against its schedule: one row for each second up to the next one, or to the last row of a paused job. */
export async function countRuns(dexter: ActorScheduler): Promise<Counts> {
  const counts: Counts = { occurrences: 0, missing: 0, twice: 0, states: {} };
  const { items } = await dexter.jobs.list({ limit: 100 });
  for (const job of items) countOne(job, await runsOf(dexter, job), counts);
  return counts;
}

function countOne({ schedule, nextAt }: ScheduledJob, runs: readonly Run[], counts: Counts): void {
  if (schedule.kind !== "interval") return;
  const rows = new Map<number, number>();
  for (const { dueAt, state } of runs) {
    rows.set(dueAt.getTime(), (rows.get(dueAt.getTime()) ?? 0) + 1);
    counts.states[state] = (counts.states[state] ?? 0) + 1;
  }
  const { anchor, everyMs } = schedule;
  const endAt = nextAt?.getTime() ?? Math.max(...rows.keys()) + everyMs;
  for (let at = anchor.getTime() + everyMs; at < endAt; at += everyMs) {
    const found = rows.get(at) ?? 0;
    counts.occurrences += 1;
    if (found === 0) counts.missing += 1;
    if (found > 1) counts.twice += found - 1;
  }
}

async function runsOf(dexter: ActorScheduler, { id }: ScheduledJob): Promise<Run[]> {
  const runs: Run[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await dexter.runs.list({ jobId: id, limit: 500, ...(cursor !== undefined && { cursor }) });
    runs.push(...page.items);
    cursor = page.cursor;
  }
  return runs;
}
