import type { ConversationItem, StoredConversation, StoredConversationEntry } from "../../../../model/conversation.ts";
import type { StoredRun } from "../../../../model/run.ts";
import type { StoredJob } from "../../../../model/job.ts";
import { isActive, isExclusiveInFactory } from "../../rules.ts";
import { execute, fetchReadable, fetchRows, insert, insertNew, type Readable, type Steps, update } from "../steps.ts";
import { conversations, entries, type RowOf, runs } from "../tables.ts";
import { idsOf, namedIn, setAside } from "./damage.ts";

/** What a run becomes; without `from` it is new. */
export interface RunWrite {
  from?: StoredRun;
  next: StoredRun;
  items?: readonly ConversationItem[] | undefined;
}

const ACTIVE = " AND state IN ('queued', 'running')";

/** Runs that stand in the way of these jobs: their own or, where one must be alone in its factory, all of the factory. */
export function* activeRuns(due: readonly StoredJob[]): Steps<Readable<StoredRun>> {
  const factories = new Set(due.filter(isExclusiveInFactory).map(({ factoryId }) => factoryId));
  // Two planners could each see a factory that is free.
  for (const factoryId of [...factories].toSorted()) yield { type: "lock", name: `factory ${factoryId}` };
  const others = due.filter(({ factoryId }) => !factories.has(factoryId)).map(({ id }) => id);
  const ofJobs = yield* fetchReadable(runs, others, { field: "jobId", where: ACTIVE });
  if (factories.size === 0) return ofJobs;
  const ofFactories = yield* fetchReadable(runs, factories, { field: "factoryId", where: ACTIVE });
  return {
    rows: [...ofFactories.rows, ...ofJobs.rows],
    unreadable: [...ofFactories.unreadable, ...ofJobs.unreadable],
  };
}

/** A conversation as a write left it, and what the write appended. */
interface WrittenConversation {
  conversation: StoredConversation | undefined;
  entries: StoredConversationEntry[];
}

/** What runs that are about to change bring along, locked. */
export interface Companions {
  conversations: readonly StoredConversation[];
  /** Those that wait for one of the runs. */
  waiting: Readable<StoredRun>;
}

/** The conversations of these runs. */
export function* lockConversations(runIds: readonly string[]): Steps<StoredConversation[]> {
  return yield* fetchRows(conversations, runIds, { via: { table: runs, field: "conversationId" }, lock: true });
}

/** The queued runs that wait for one of these. Whoever makes another one wait has to lock the one it waits for first. */
export function* lockWaiting(runIds: readonly string[]): Steps<Readable<StoredRun>> {
  return yield* fetchReadable(runs, runIds, { field: "waitsFor", where: " AND state = 'queued'", lock: true });
}

/**
 * Writes runs with their conversations, and gives back the runs that wait no longer.
 *
 * @param companions of all these runs, where they were read with them
 */
export function* writeRuns(
  writes: readonly RunWrite[],
  now: number,
  companions?: Companions,
): Steps<{ released: StoredRun[]; written: WrittenConversation[] }> {
  const inserted = writes.filter(({ from }) => from === undefined);
  const changes = writes.flatMap(({ from, next }) => (from === undefined ? [] : [{ from, next }]));
  yield* update(runs, changes);
  yield* insertRuns(inserted.map(({ next }) => next));
  const written = yield* writeConversations(writes, now, companions?.conversations);
  const gone = changes.filter(({ next }) => !isActive(next.state)).map(({ next }) => next.id);
  const released = yield* release(gone, companions?.waiting ?? (yield* lockWaiting(gone)), now);
  return { released, written };
}

/** Inserts runs, and gives back those that did not exist, as they were inserted. */
export function* insertRuns(added: readonly StoredRun[]): Steps<StoredRun[]> {
  if (added.length === 0) return [];
  const areWaiting = added.some(({ waitsFor }) => waitsFor !== undefined);
  const settled = areWaiting ? yield* settleWaiting(added) : added;
  const areInserted = yield* insertNew(runs, settled);
  return settled.filter((_run, index) => areInserted[index]);
}

/** Runs wait only for what is queued or running, or is inserted before them. */
function* settleWaiting(added: readonly StoredRun[]): Steps<StoredRun[]> {
  const blockerIds = added.flatMap(({ waitsFor }) => waitsFor ?? []);
  const { rows, unreadable } = yield* fetchReadable(runs, blockerIds, { where: ACTIVE, lock: true });
  const blockers = new Set([...rows.map(({ id }) => id), ...idsOf(unreadable)]);
  return added.map((run) => {
    const { waitsFor } = run;
    const isFree = waitsFor !== undefined && !blockers.has(waitsFor);
    if (isActive(run.state)) blockers.add(run.id);
    return isFree ? withoutWaiting(run) : run;
  });
}

function withoutWaiting({ waitsFor: _waitsFor, ...run }: StoredRun): StoredRun {
  return run;
}

/** Runs that waited for one which is no longer queued or running may start from now on. */
function* release(gone: readonly string[], waiting: Readable<StoredRun>, now: number): Steps<StoredRun[]> {
  if (gone.length === 0) return [];
  if (waiting.unreadable.length > 0) {
    for (const id of idsOf(waiting.unreadable)) yield* execute("UPDATE {runs} SET waits_for = NULL WHERE id = ?", [id]);
    yield* setAside(namedIn(waiting.unreadable), now);
  }
  const released = waiting.rows.flatMap((from: StoredRun): { from: StoredRun; next: StoredRun }[] => {
    if (!gone.includes(from.waitsFor ?? "")) return [];
    return [{ from, next: { ...withoutWaiting(from), notBefore: Math.max(from.notBefore, now) } }];
  });
  yield* update(runs, released);
  return released.map(({ next }) => next);
}

/** Makes conversations that are not there yet, keeps their status equal to the run's state, and appends. */
export function* writeConversations(
  writes: readonly RunWrite[],
  now: number,
  known?: readonly StoredConversation[],
): Steps<WrittenConversation[]> {
  const touched = writes.filter(({ from, next, items = [] }) => {
    if (next.conversationId === undefined) return false;
    return items.length > 0 || from?.state !== next.state || from.conversationId === undefined;
  });
  const ids = new Set(touched.flatMap(({ next }) => next.conversationId ?? []));
  // A run that names one for the first time makes it now.
  const old = touched.flatMap(({ from }) => from?.conversationId ?? []);
  const locked = known ?? (old.length > 0 ? yield* fetchRows(conversations, old, { lock: true }) : []);
  const stored = new Map(locked.map((row) => [row.id, row]));
  const current = new Map(stored);
  const added: RowOf<typeof entries>[] = [];
  const results = writes.map(({ next: run, items = [] }) => {
    const id = run.conversationId;
    if (id === undefined) return { conversation: undefined, entries: [] };
    const before = current.get(id) ?? newConversation(id, run, now);
    const placed = items.map((item, index) => ({ sequence: before.length + index + 1, at: now, item }));
    const isChanged = before.status !== run.state || items.length > 0;
    const length = before.length + items.length;
    const conversation = isChanged ? { ...before, status: run.state, length, updatedAt: now } : before;
    current.set(id, conversation);
    added.push(...placed.map((entry) => entryRow(id, entry)));
    return { conversation, entries: placed };
  });
  const after = [...current.values()].filter(({ id }) => ids.has(id));
  yield* insert(
    conversations,
    after.filter(({ id }) => !stored.has(id)),
  );
  yield* update(
    conversations,
    after.flatMap((next) => {
      const from = stored.get(next.id);
      return from === undefined || from === next ? [] : [{ from, next }];
    }),
  );
  yield* insert(entries, added);
  return results;
}

function newConversation(id: string, run: StoredRun, now: number): StoredConversation {
  const { jobId, ownerId, factoryId, title, state } = run;
  const instants = { createdAt: now, updatedAt: now };
  return { id, runId: run.id, jobId, ownerId, factoryId, title, status: state, ...instants, length: 0 };
}

function entryRow(conversationId: string, { sequence, at, item }: StoredConversationEntry): RowOf<typeof entries> {
  if (item.type !== "output" || !(item.content instanceof Uint8Array)) return { conversationId, sequence, at, item };
  const { content, ...described } = item;
  return { conversationId, sequence, at, item: described, content };
}
