import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { JobView } from "../../client/views.ts";
import type { Proposal } from "../../model/proposal.ts";

/** Among how many jobs a similar one is looked for. */
const most = 200;
/** The share of words that two prompts have in common, from which on they are about the same. */
const alike = 0.75;

/** A job of the reader that does nearly what is proposed, so that nobody makes it twice. */
export async function findSimilarJob(client: SchedulerClient, proposal: Proposal): Promise<JobView | undefined> {
  const { items } = await client.jobs.list({ limit: most });
  return items.find((job) => proposal.drafts.some((draft) => isSimilar(job, draft)));
}

/** Whether a job that still runs has nearly the same prompt. When they run may differ: that is what would be noticed last. */
export function isSimilar(job: Pick<JobView, "state" | "prompt">, draft: { prompt: string }): boolean {
  return job.state !== "completed" && sharedWords(job.prompt, draft.prompt) >= alike;
}

function sharedWords(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const all = new Set([...a, ...b]);
  return all.size === 0 ? 0 : (a.size + b.size - all.size) / all.size;
}
function wordsOf(text: string): Set<string> {
  return new Set(text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu));
}
