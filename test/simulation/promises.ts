import type { StoredConversationEntry } from "../../src/model/conversation.ts";
import type { StoredRun } from "../../src/model/run.ts";
import { compile } from "../../src/occurrences/compile.ts";
import type { Store } from "../../src/ports/store.ts";
import { isOver } from "../../src/lifecycle/stepRun.ts";
import type { Biography, World } from "./world.ts";

/** What a run looked like when it was over: it must never look different again. */
export type Ended = Map<string, string>;

/** The longest stretch that one counted row may stand for. */
const ROW_SPAN = 400 * 86_400_000;

async function all<Item>(list: (cursor?: string) => Promise<{ items: Item[]; cursor?: string }>): Promise<Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(cursor);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/**
 * Checks every promise against what is stored; gives back what is broken, in words.
 *
 * @param since only what came due since then is looked at: all of it after every step would take the square of a year
 */
export async function brokenPromises(world: World, ended: Ended, since: number): Promise<string[]> {
  const { store } = world;
  const broken: string[] = [];
  const found = await all((cursor) =>
    store.listRuns({ limit: 500, dueFrom: since - ROW_SPAN, ...(cursor !== undefined && { cursor }) }),
  );
  const runs = found.filter((run) => (run.lastDueAt ?? run.dueAt) >= since);
  const ofJob = new Map<string, StoredRun[]>();
  for (const run of runs) ofJob.set(run.jobId, [...(ofJob.get(run.jobId) ?? []), run]);

  for (const biography of world.biographies.values()) {
    const scheduled = (ofJob.get(biography.jobId) ?? []).filter((run) => run.trigger === "schedule");
    broken.push(...(await oneRowForEachOccurrence(store, biography, scheduled, since)));
  }
  for (const run of runs) broken.push(...endsOnce(run, ended, world), ...(await oneConversation(store, run)));
  broken.push(...neverRepeatedSilently(world, runs));
  return broken;
}

/** Promise 3 and 4: each occurrence is exactly one row, or counted in exactly one. */
async function oneRowForEachOccurrence(
  store: Store,
  biography: Biography,
  scheduled: readonly StoredRun[],
  since: number,
): Promise<string[]> {
  const start = Math.min(since, ...scheduled.map(({ dueAt }) => dueAt));
  const job = await store.findJob(biography.jobId);
  const plannedUpTo = job === undefined ? biography.deletedAt : (job.nextAt ?? job.heldNextAt ?? Infinity);
  const expected: number[] = [];
  for (const { schedule, from, until } of biography.versions) {
    const timeline = compile(schedule);
    for (let at = timeline.next(Math.max(from, start - 1)); at !== undefined; at = timeline.next(at)) {
      // An edit is never retroactive: what was due until then belongs to the schedule before it.
      if (until !== undefined && at > until) break;
      const isUnplanned = at >= (plannedUpTo ?? 0) && until === undefined;
      if (isUnplanned || at > Date.UTC(2030, 0)) break;
      expected.push(at);
    }
  }
  const covered = new Map<number, number>();
  for (const row of scheduled) {
    const inRow = expected.filter((at) => at >= row.dueAt && at <= (row.lastDueAt ?? row.dueAt));
    if (inRow.length !== row.occurrences) {
      const range = `${new Date(row.dueAt).toISOString()}..${new Date(row.lastDueAt ?? row.dueAt).toISOString()}`;
      return [
        `job ${row.jobId}: a ${row.state} row at ${range} stands for ${row.occurrences} occurrences, there are ${inRow.length}`,
      ];
    }
    for (const at of inRow) covered.set(at, (covered.get(at) ?? 0) + 1);
  }
  const wrong = expected.filter((at) => covered.get(at) !== 1);
  return wrong.slice(0, 3).map((at) => {
    return `job ${biography.jobId}: the occurrence at ${new Date(at).toISOString()} has ${covered.get(at) ?? 0} rows`;
  });
}

/** A run that is over stays as it is; only a person has an interrupted one go on. */
function endsOnce(run: StoredRun, ended: Ended, world: World): string[] {
  const now = JSON.stringify(run);
  const before = ended.get(run.id);
  if (isOver(run.state)) ended.set(run.id, now);
  if (before === undefined || before === now || world.replied.has(run.id)) return [];
  const was = (JSON.parse(before) as StoredRun).state;
  return was === "interrupted" && run.state === "cancelled" ? [] : [`run ${run.id} was ${was} and is ${run.state}`];
}

/** One conversation for a run that started, none for one that did not; the prompt first; no older attempt after a newer one. */
async function oneConversation(store: Store, run: StoredRun): Promise<string[]> {
  if (run.conversationId === undefined)
    return run.startedAt === undefined ? [] : [`run ${run.id} started without a conversation`];
  const conversation = await store.findConversation(run.conversationId);
  if (conversation === undefined) return [`run ${run.id} has lost its conversation`];
  if (conversation.status !== run.state)
    return [`conversation of ${run.id} is ${conversation.status}, the run ${run.state}`];
  const entries = await all<StoredConversationEntry>((cursor) =>
    store.listEntries(conversation.id, { limit: 500, ...(cursor !== undefined && { cursor }) }),
  );
  const first = entries[0]?.item;
  if (first?.type !== "message" || first.role !== "user" || first.text !== run.prompt)
    return [`run ${run.id}: no prompt first`];
  if (entries.some(({ sequence }, index) => sequence !== index + 1)) return [`run ${run.id}: entries with a gap`];
  const tokens = entries.flatMap(({ item }) => {
    const token = item.type === "message" ? /^\d+:(\d+) /.exec(item.text)?.[1] : undefined;
    return token === undefined ? [] : [Number(token)];
  });
  const isInOrder = tokens.every((token, index) => index === 0 || token >= (tokens[index - 1] ?? 0));
  return isInOrder ? [] : [`run ${run.id}: a fenced worker wrote (${tokens.join(" ")})`];
}

/** A run with a declared side effect is attempted again only after a person's reply. */
function neverRepeatedSilently(world: World, runs: readonly StoredRun[]): string[] {
  return runs.flatMap((run) => {
    const firstEffect = world.sideEffects.get(run.id)?.[0];
    const isRepeated = firstEffect !== undefined && run.attempt > firstEffect && !world.replied.has(run.id);
    return isRepeated && run.hasSideEffect ? [`run ${run.id} was repeated after a side effect`] : [];
  });
}

/** The events of a job count up by one. */
export async function eventsWithoutGaps({ store, biographies }: World): Promise<string[]> {
  const checks = [...biographies.keys()].map((jobId) => gapsOf(store, jobId));
  return (await Promise.all(checks)).flat();
}

async function gapsOf(store: Store, jobId: string): Promise<string[]> {
  const rows = await store.listEvents({ after: 0, limit: 100_000, jobId });
  const gap = rows.findIndex(({ sequence }, index) => sequence !== index + 1);
  return gap < 0 ? [] : [`job ${jobId}: event ${gap + 1} has the sequence ${rows[gap]?.sequence}`];
}

/** Once nothing fails any more, nothing hangs. */
export async function hanging(store: Store, now: number): Promise<string[]> {
  const { items } = await store.listRuns({ limit: 500, states: ["queued", "running"] });
  const stuck = items.filter((run) => now - Math.max(run.notBefore, run.startedAt ?? 0) > 6 * 3_600_000);
  return stuck.map((run) => `run ${run.id} of ${new Date(run.dueAt).toISOString()} is still ${run.state}`);
}
