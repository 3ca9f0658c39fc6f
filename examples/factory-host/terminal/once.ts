import type { Run, ScheduledJob } from "@dexter/scheduled-jobs";
import type { Host } from "../host.ts";
import { proposalHeading, proposalText } from "./proposalText.ts";
import { isOngoing, type Print, RunFeed } from "./runFeed.ts";
import { safe, style } from "./style.ts";
import { clockTime, relative } from "./times.ts";

/** How the command ends. */
export const exitCode = { ok: 0, failed: 1, unusable: 2, unconfirmed: 3, broken: 70 } as const;

/** Carries one sentence through without a terminal: reads it back and, once it is confirmed, shows its first run. */
export async function once(
  host: Host,
  sentence: string,
  options: { isConfirmed: boolean; waits: boolean; print: Print; signal: AbortSignal },
): Promise<number> {
  const { scheduler, dexter, timezone } = host;
  const { print, signal } = options;
  const now = new Date();
  const proposal = await dexter.propose(sentence);
  print(style.strong(proposalHeading(proposal)));
  print(proposalText(proposal, now));
  if (proposal.drafts.length === 0) {
    await dexter.proposals.decline(proposal.id, { revision: proposal.revision });
    print("Nothing was created. Say it differently, or open a terminal to answer.");
    return exitCode.unusable;
  }
  if (!options.isConfirmed) {
    await dexter.proposals.decline(proposal.id, { revision: proposal.revision });
    print("Nothing was created, because there is no terminal to confirm in. Add --yes to confirm what you see here.");
    return exitCode.unconfirmed;
  }
  const feed = new RunFeed(host, print);
  const jobs = await dexter.confirm(proposal.id, { revision: proposal.revision });
  for (const job of jobs) print(`${style.good("✓")} Created: ${safe(job.name)}`);
  if (!options.waits) return exitCode.ok;
  await scheduler.start();
  const first = Math.min(...jobs.map(({ nextAt }) => nextAt?.getTime() ?? Infinity));
  if (Number.isFinite(first)) {
    const at = new Date(first);
    print(
      style.quiet(
        `Waiting for the first run: ${clockTime(at, timezone, now)}, ${relative(at, now)}. Ctrl-C ends the wait; the job stays.`,
      ),
    );
  }
  const runs = await firstRuns(host, jobs, feed, signal);
  return runs.length === jobs.length && runs.every(({ state }) => state === "succeeded")
    ? exitCode.ok
    : exitCode.failed;
}

/** The first run of each job once it is over; everything that is written meanwhile is shown. */
async function firstRuns(
  { dexter }: Host,
  jobs: readonly ScheduledJob[],
  feed: RunFeed,
  signal: AbortSignal,
): Promise<Run[]> {
  let firsts: Run[] = [];
  await feed.showUntil(async () => {
    const lists = await Promise.all(jobs.map(({ id }) => dexter.runs.list({ jobId: id })));
    firsts = lists.flatMap(({ items }) => items.slice(-1));
    return firsts.length === jobs.length && !firsts.some(isOngoing);
  }, signal);
  return firsts;
}
