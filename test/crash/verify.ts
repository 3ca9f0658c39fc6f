import { readFileSync } from "node:fs";
import type { StoredConversationEntry } from "../../src/model/conversation.ts";
import type { StoredJob } from "../../src/model/job.ts";
import type { StoredRun } from "../../src/model/run.ts";
import type { Store } from "../../src/ports/store.ts";
import { notificationFor } from "../../src/scheduler/notification.ts";
import { actor } from "./scenario.ts";

/** What the store holds after the last process has gone. */
export interface Verdict {
  occurrences: number;
  /** Rows by state. */
  runs: Record<string, number>;
  conversations: number;
  effects: number;
  /** Notifications that should have been sent, and those of them that nobody ever heard. */
  notifications: number;
  untold: number;
  /** Occurrences without a row. */
  lost: number;
  /** Occurrences with more than one row, runs with more than one conversation, side effects that happened twice. */
  duplicates: number;
  /** Entries of a worker whose run had been taken over. */
  staleWrites: number;
  /** Everything else that must not be, and the first of the above. */
  problems: string[];
}

/** How many runs are looked at side by side. */
const AT_A_TIME = 50;

const unhappy = new Set(["failed", "timed_out", "cancelled", "interrupted", "skipped", "missed"]);

/** Holds what is stored against what is promised: one row for each occurrence, and for each a conversation or a reason. */
export async function verify(store: Store, files: { effects: string; told: string }): Promise<Verdict> {
  const linesOf = (file: string) => readFileSync(file, "utf8").split("\n").filter(Boolean);
  const effects = linesOf(files.effects);
  const heard = new Set(linesOf(files.told));
  const verdict: Verdict = {
    occurrences: 0,
    runs: {},
    conversations: 0,
    effects: effects.length,
    notifications: 0,
    untold: 0,
    lost: 0,
    duplicates: effects.length - new Set(effects).size,
    staleWrites: 0,
    problems: [],
  };
  if (verdict.duplicates > 0) verdict.problems.push(`${verdict.duplicates} side effects happened twice`);
  const conversationsOf = new Map<string, number>();
  const scope = { ownerId: actor.ownerId, factoryId: actor.factoryId };
  for await (const { runId } of pages((page) => store.listConversations({ scope, ...page }))) {
    verdict.conversations += 1;
    conversationsOf.set(runId, (conversationsOf.get(runId) ?? 0) + 1);
  }
  for await (const job of pages((page) => store.listJobs(page))) {
    const runs: StoredRun[] = [];
    for await (const run of pages((page) => store.listRuns({ jobId: job.id, ...page }))) runs.push(run);
    verifyOccurrences(job, runs, verdict);
    for (let first = 0; first < runs.length; first += AT_A_TIME) {
      const verified = runs.slice(first, first + AT_A_TIME).map((run) => {
        const count = conversationsOf.get(run.id) ?? 0;
        conversationsOf.delete(run.id);
        if (count > 1) verdict.duplicates += 1;
        return verifyRun(store, run, count, verdict);
      });
      await Promise.all(verified);
    }
    await verifyEvents(store, job, { runs, heard }, verdict);
  }
  if (conversationsOf.size > 0) verdict.problems.push(`${conversationsOf.size} conversations of no run`);
  verdict.problems.splice(20);
  return verdict;
}

/** Every instant of the schedule, up to the next one, has exactly one row. */
function verifyOccurrences(job: StoredJob, runs: readonly StoredRun[], verdict: Verdict): void {
  if (job.schedule.kind !== "interval") throw new Error("the crash test has interval jobs");
  const { anchor, everyMs } = job.schedule;
  const endAt = job.nextAt ?? job.heldNextAt;
  if (endAt === undefined) throw new Error(`job ${job.id} has no next occurrence`);
  const rows = new Map<number, number>();
  for (const run of runs) {
    verdict.runs[run.state] = (verdict.runs[run.state] ?? 0) + 1;
    for (let index = 0; index < run.occurrences; index += 1) {
      const at = run.dueAt + index * everyMs;
      rows.set(at, (rows.get(at) ?? 0) + 1);
    }
  }
  for (let at = anchor + everyMs; at < endAt; at += everyMs) {
    verdict.occurrences += 1;
    const count = rows.get(at) ?? 0;
    rows.delete(at);
    if (count === 0) verdict.lost += 1;
    if (count > 1) verdict.duplicates += count - 1;
    if (count !== 1) verdict.problems.push(`${count} rows for ${job.id} at ${new Date(at).toISOString()}`);
  }
  if (rows.size > 0) verdict.problems.push(`${rows.size} rows of ${job.id} for instants that are no occurrence`);
}

/** A run is over, and has a conversation that tells it, or a reason. */
async function verifyRun(store: Store, run: StoredRun, conversations: number, verdict: Verdict): Promise<void> {
  const fail = (what: string) => verdict.problems.push(`run ${run.id} (${run.state}): ${what}`);
  if (run.state !== "succeeded" && !unhappy.has(run.state)) fail("is not over");
  if (unhappy.has(run.state) && run.reason === undefined) fail("has no reason");
  if (run.state === "succeeded" && conversations !== 1) fail(`has ${conversations} conversations`);
  if (run.conversationId === undefined) return;
  const conversation = await store.findConversation(run.conversationId);
  if (conversation?.status !== run.state) fail(`has a conversation that is ${conversation?.status}`);
  const entries: StoredConversationEntry[] = [];
  for await (const entry of pages((page) => store.listEntries(run.conversationId!, page))) entries.push(entry);
  if (entries.length !== conversation?.length) fail("has a conversation of another length than it says");
  if (entries.some(({ sequence }, index) => sequence !== index + 1)) fail("has a gap in its conversation");
  const prompts = entries.filter(({ item }) => item.type === "message" && item.role === "user");
  if (prompts.length !== 1 || entries[0] !== prompts[0]) fail(`has ${prompts.length} prompts`);
  const tokens = entries.flatMap(
    ({ item }) => (item.type === "note" ? /^token (\d+)$/.exec(item.text)?.[1] : undefined) ?? [],
  );
  const stale = tokens.filter((token, index) =>
    tokens.slice(0, index).some((earlier) => Number(earlier) > Number(token)),
  );
  verdict.staleWrites += stale.length;
  if (stale.length > 0) fail("was written to by a worker that had lost it");
  if (run.state === "succeeded" && tokens.filter((token) => Number(token) === run.fencingToken).length !== 2)
    fail(`succeeded with another conversation than one attempt writes: notes of ${tokens.join(", ")}`);
}

/** A job's events are counted without a gap, the owner heard of those that are to be heard of, and each of its runs began and ended once. */
async function verifyEvents(
  store: Store,
  job: StoredJob,
  { runs, heard }: { runs: readonly StoredRun[]; heard: ReadonlySet<string> },
  verdict: Verdict,
): Promise<void> {
  let sequence = 0;
  let after = 0;
  const told = new Map<string, string[]>();
  for (;;) {
    const rows = await store.listEvents({ after, jobId: job.id, limit: 500 });
    for (const row of rows) {
      sequence += 1;
      if (row.sequence !== sequence)
        verdict.problems.push(`job ${job.id}: event ${sequence} is numbered ${row.sequence}`);
      const notification = notificationFor(row.event);
      if (notification !== undefined) {
        verdict.notifications += 1;
        if (!heard.has(notification.dedupeKey)) {
          verdict.untold += 1;
          verdict.problems.push(`nobody was told: ${notification.dedupeKey}`);
        }
      }
      if ("run" in row.event) told.set(row.event.run.id, [...(told.get(row.event.run.id) ?? []), row.event.name]);
      after = row.position;
    }
    if (rows.length === 0) break;
  }
  for (const run of runs) {
    const names = told.get(run.id) ?? [];
    const ends = names.filter((name) => name === `run.${run.state}`).length;
    if (ends !== 1) verdict.problems.push(`run ${run.id} (${run.state}) was told as ${names.join(", ") || "nothing"}`);
  }
}

async function* pages<T>(
  list: (page: { limit: number; cursor?: string }) => Promise<{ items: T[]; cursor?: string }>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
