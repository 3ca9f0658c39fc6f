import type { Scope } from "../../../../model/actor.ts";
import type { StoredJob } from "../../../../model/job.ts";
import type { RunState, StoredRun } from "../../../../model/run.ts";
import type { Change, CountByState, Page, RunFilter, Store, StoreHealth, Wakes } from "../../../../ports/store.ts";
import { byId, defined, isIn } from "../../lists.ts";
import { endOf, isSameJob, isSameRun, keepingWhatRunsWrote, type QueryOf, searchable } from "../../rules.ts";
import { Conditions, countByState, latestFirst } from "../conditions.ts";
import {
  execute,
  fetchReadable,
  fetchRows,
  type Readable,
  select,
  selectEach,
  selectReadable,
  type Steps,
  update,
} from "../steps.ts";
import { jobs, proposals, runs } from "../tables.ts";
import { addEvents, horizon } from "./events.ts";
import { jobOf, lockProposals, writeJobs } from "./jobs.ts";
import { writeRuns } from "./runs.ts";

export function* replace(change: Change, now: number): Steps<{ released: StoredRun[] } | undefined> {
  const { jobs: ofJobs = [], runs: ofRuns = [], proposals: ofProposals = [], events } = change;
  // Proposals first, as a confirmation locks them.
  const changedProposals = yield* lockProposals(ofProposals);
  if (changedProposals === undefined) return undefined;
  // Whoever writes an event of a job holds the job: so two never count its events at once.
  const jobIds = [...ofJobs.map(({ from }) => from.id), ...events.flatMap(({ jobId }) => jobId ?? [])];
  const locked = yield* fetchReadable(jobs, jobIds, { lock: true });
  const storedJobs = new Map(locked.rows.map((row) => [row.id, jobOf(row)]));
  const unreadable = locked.unreadable.find(({ details }) => ofJobs.some(({ from }) => from.id === details["id"]));
  if (unreadable !== undefined) throw unreadable;
  const runIds = ofRuns.map(({ next }) => next.id);
  const storedRuns = new Map((yield* fetchRows(runs, runIds, { lock: true })).map((run) => [run.id, run]));
  const changes: { from: StoredJob; next: StoredJob }[] = [];
  for (const { from, next } of ofJobs) {
    const stored = storedJobs.get(from.id);
    if (stored === undefined || !isSameJob(stored, from)) return undefined;
    if (next !== undefined) changes.push({ from: stored, next: keepingWhatRunsWrote(stored, from, next) });
  }
  for (const { from, next } of ofRuns) {
    const stored = storedRuns.get(next.id);
    if (from === undefined) {
      if (stored !== undefined || (yield* isOccurrenceTaken(next))) return undefined;
    } else if (stored === undefined || !isSameRun(stored, from)) return undefined;
  }
  yield* update(proposals, changedProposals);
  yield* writeJobs(changes);
  const removed = ofJobs.filter(({ next }) => next === undefined).map(({ from }) => from.id);
  yield* selectEach("DELETE FROM {jobs} WHERE id {in}", removed);
  const { released } = yield* writeRuns(
    ofRuns.map(({ next, items }) => {
      const from = storedRuns.get(next.id);
      return from === undefined ? { next, items } : { from, next, items };
    }),
    now,
  );
  yield* addEvents(events);
  return { released };
}

function* isOccurrenceTaken(run: StoredRun): Steps<boolean> {
  if (run.trigger === "manual") return false;
  const taken = yield* select(
    `SELECT id AS "id" FROM {runs} WHERE job_id = ? AND due_at = ? AND trigger = 'schedule'`,
    [run.jobId, run.dueAt],
  );
  return taken.length > 0;
}

export function* findRun(id: string, scope?: Scope): Steps<StoredRun | undefined> {
  const [run] = yield* fetchRows(runs, [id]);
  return run !== undefined && isIn(run, scope) ? run : undefined;
}

export function* readRuns(ids: readonly string[]): Steps<StoredRun[]> {
  return (yield* fetchReadable(runs, ids)).rows;
}

function isMeant({ scope, jobId, states, dueFrom, dueTo, search }: RunFilter): Conditions {
  const where = new Conditions();
  const [state, isMore] = states ?? [];
  const isOnlyRunning = state === "running" && isMore === undefined;
  // Of a job, and of those that run, there are few: their indexes are narrower than that of the scope.
  if (jobId === undefined && !isOnlyRunning) where.scope(scope);
  else where.equal("job_id", jobId).alsoInScope(scope);
  // As literals, since a database cannot tell from a value that an index holds all such rows.
  if (isOnlyRunning) where.and("state = 'running'");
  else if (state === "needs_input" && isMore === undefined) where.and("state = 'needs_input'");
  else where.oneOf("state", states);
  return where
    .compare("due_at", ">=", dueFrom)
    .compare("due_at", "<=", dueTo)
    .containsSmall("title", search === undefined ? undefined : searchable(search));
}

export function* listRuns(query: QueryOf<"listRuns">): Steps<Page<StoredRun>> {
  return yield* latestFirst(runs, "dueAt", query, isMeant(query));
}

export function countRuns(filter: RunFilter): Steps<CountByState<RunState>> {
  return countByState(runs, isMeant(filter));
}

export function* expired(now: number, limit: number): Steps<Readable<StoredRun>> {
  const ofState = (state: string, column: string) =>
    selectReadable(
      runs,
      `SELECT ${runs.selection} FROM {runs} WHERE state = '${state}' AND ${column} <= ? ORDER BY ${column}, id {limit}`,
      [now, limit],
    );
  const lost = yield* ofState("running", "lease_until");
  const unanswered = yield* ofState("needs_input", "answer_by");
  const rows = [...lost.rows, ...unanswered.rows].toSorted((a, b) => endOf(a) - endOf(b) || byId(a, b)).slice(0, limit);
  return { rows, unreadable: [...lost.unreadable, ...unanswered.unreadable] };
}

/** Databases keep whole numbers only, and minus infinity is none. */
const onCalendar = (instant: number): number => Math.max(instant, -8.64e15);

export function* unrung(range: Parameters<Store["unrung"]>[0], limit: number): Steps<Readable<StoredRun>> {
  const { after, upTo, haveRipened = false, among } = range;
  const ripened = haveRipened ? " AND (attempt > 0 OR not_before > created_at)" : "";
  const silent = `FROM {runs} WHERE state = 'queued' AND waits_for IS NULL AND not_before > ? AND not_before <= ?${ripened}`;
  const values = [onCalendar(after), upTo];
  const earliest = `SELECT ${runs.selection} ${silent} ORDER BY not_before, id {limit}`;
  if (among === undefined) return yield* selectReadable(runs, earliest, [...values, limit]);
  const others = `SELECT {by chance} * count(*) FROM (SELECT 1 ${silent} {limit} OFFSET ?) AS others`;
  return yield* selectReadable(runs, `${earliest} OFFSET (${others})`, [
    ...values,
    limit,
    ...values,
    Math.max(0, among - limit),
    limit,
  ]);
}

const WAKES = `SELECT
  (SELECT min(next_at) FROM {jobs} WHERE state = 'active' AND next_at IS NOT NULL) AS "jobAt",
  (SELECT min(not_before) FROM {runs} WHERE state = 'queued' AND waits_for IS NULL AND not_before > ?) AS "runAt",
  (SELECT min(lease_until) FROM {runs} WHERE state = 'running') AS "leaseAt",
  (SELECT min(answer_by) FROM {runs} WHERE state = 'needs_input') AS "answerAt",
  (SELECT min(expires_at) FROM {proposals} WHERE state = 'open') AS "proposalAt"`;

export function* nextWakes(ripeAfter: number): Steps<Wakes> {
  const [wakes = {}] = yield* select<Record<keyof Wakes, number | null>>(WAKES, [onCalendar(ripeAfter)]);
  return known(wakes);
}

const HEALTH = `SELECT
  (SELECT count(*) FROM {jobs} WHERE state = 'active' AND next_at <= ?) AS "dueJobs",
  (SELECT min(next_at) FROM {jobs} WHERE state = 'active' AND next_at <= ?) AS "oldestDueAt",
  (SELECT count(*) FROM {runs} WHERE state = 'queued') AS "queuedRuns",
  (SELECT min(not_before) FROM {runs} WHERE state = 'queued' AND not_before <= ?) AS "oldestQueuedAt",
  (SELECT count(*) FROM {runs} WHERE state = 'running') AS "runningRuns",
  (SELECT min(lease_until) FROM {runs} WHERE state = 'running') AS "oldestLeaseUntil",
  (SELECT count(*) FROM {runs} WHERE state = 'needs_input') AS "waitingRuns"`;

export function* measure(now: number): Steps<StoreHealth> {
  const [health = {}] = yield* select<Record<keyof StoreHealth, number | null>>(HEALTH, [now, now, now]);
  return known(health) as unknown as StoreHealth;
}

/** The fields without those that are null. */
const known = (values: object) =>
  defined<Record<string, unknown>>(
    Object.fromEntries(Object.entries(values).map(([name, value]: [string, unknown]) => [name, value ?? undefined])),
  );

const OVER = "coalesce(finished_at, created_at)";
const OLD_RUNS = `SELECT id AS "id", conversation_id AS "conversationId" FROM {runs} r
  WHERE state NOT IN ('queued', 'running', 'needs_input') AND ${OVER} < ?
  AND NOT EXISTS (SELECT 1 FROM {jobs} j WHERE j.id = r.job_id AND j.last_run ->> 'runId' = r.id)
  ORDER BY ${OVER}, id {limit}`;
const EVENT = `position AS "position", job_id AS "jobId", sequence AS "sequence", at AS "at"`;

export function* prune(before: { runs?: number; events?: number; proposals?: number }, limit: number): Steps<number> {
  let removed = 0;
  if (before.runs !== undefined) {
    const old = yield* select<{ id: string; conversationId: string | null }>(OLD_RUNS, [before.runs, limit]);
    const conversationIds = old.flatMap(({ conversationId }) => conversationId ?? []);
    yield* selectEach("DELETE FROM {entries} WHERE conversation_id {in}", conversationIds);
    yield* selectEach("DELETE FROM {conversations} WHERE id {in}", conversationIds);
    yield* selectEach(
      "DELETE FROM {runs} WHERE id {in}",
      old.map(({ id }) => id),
    );
    removed += old.length;
  }
  if (before.events !== undefined) removed += yield* pruneEvents(before.events, limit);
  if (before.proposals !== undefined) {
    const old = yield* select<{ id: string }>(
      `SELECT id AS "id" FROM {proposals} WHERE state <> 'open' AND created_at < ? ORDER BY created_at, id {limit}`,
      [before.proposals, limit],
    );
    yield* selectEach(
      "DELETE FROM {proposals} WHERE id {in}",
      old.map(({ id }) => id),
    );
    removed += old.length;
  }
  return removed;
}

/**
 * The oldest events go, up to the first that is kept: what is left of a job's events has no holes, so that they are counted
 * on from the last of them.
 */
function* pruneEvents(before: number, limit: number): Steps<number> {
  yield { type: "lock", name: "pruning" };
  type Old = { position: number; jobId: string | null; sequence: number; at: number };
  // What is removed has all been seen; an event that comes to light later has a later position.
  const where = new Conditions().compare("position", "<=", yield* horizon());
  const sql = `SELECT ${EVENT} FROM {events} ${where.sql} ORDER BY position {limit}`;
  // The newest event stays, so that positions go on from it.
  const oldest = (yield* select<Old>(sql, [...where.values, limit + 1])).slice(0, -1);
  const firstKept = oldest.findIndex(({ at }) => at >= before);
  const old = firstKept < 0 ? oldest : oldest.slice(0, firstKept);
  const last = old.at(-1);
  if (last === undefined) return 0;
  const counts = new Map(old.map(({ jobId, sequence }) => [jobId, sequence]));
  for (const [jobId, sequence] of counts)
    if (jobId !== null)
      yield* execute(
        `INSERT INTO {event_counts} (job_id, sequence) VALUES (?, ?)
          ON CONFLICT (job_id) DO UPDATE SET sequence = excluded.sequence`,
        [jobId, sequence],
      );
  yield* execute("DELETE FROM {events} WHERE position <= ?", [last.position]);
  return old.length;
}
