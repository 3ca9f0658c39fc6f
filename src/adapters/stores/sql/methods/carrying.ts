import type { ConversationItem, StoredConversationEntry } from "../../../../model/conversation.ts";
import type { StoredJob } from "../../../../model/job.ts";
import type { SchedulerError } from "../../../../errors/schedulerError.ts";
import type { StoredRun } from "../../../../model/run.ts";
import type { Claim, ClaimedRun, DueJob, JobPlan, NewEvent, RunChange, Store } from "../../../../ports/store.ts";
import { planEach } from "../../planEach.ts";
import { isAbout, isHeld, isReady } from "../../rules.ts";
import { fetchReadable, fetchRows, selectReadable, type Steps, together, update } from "../steps.ts";
import { jobs, runs } from "../tables.ts";
import { readHistories } from "./conversations.ts";
import { blockedBy, holdDamaged, idsOf, namedIn, setAside } from "./damage.ts";
import { addEvents } from "./events.ts";
import { jobOf, writeJobs } from "./jobs.ts";
import {
  activeRuns,
  type Companions,
  insertRuns,
  lockConversations,
  lockWaiting,
  writeConversations,
  writeRuns,
} from "./runs.ts";

type Answer<Name extends keyof Store> = Awaited<ReturnType<Extract<Store[Name], (...input: never) => unknown>>>;
type Decide = (run: StoredRun, job: StoredJob | undefined) => RunChange;

const DUE = `SELECT ${jobs.selection} FROM {jobs} WHERE state = 'active' AND next_at <= ?
  ORDER BY next_at, id {limit} {skip locked}`;

export function* planDue(now: number, limit: number, plan: (due: DueJob) => JobPlan): Steps<Answer<"planDue">> {
  const { rows, unreadable } = yield* selectReadable(jobs, DUE, [now, limit]);
  const readable = rows.map(jobOf);
  yield* holdDamaged(unreadable, now);
  const active = yield* activeRuns(readable);
  const aside = yield* setAside(namedIn(active.unreadable), now);
  // A run that we must not touch stands in the way of its job all the same; whoever can read it plans that job.
  const blocked = new Set(aside.length > 0 ? [] : active.unreadable.map(({ details }) => details["jobId"]));
  const due = blocked.size === 0 ? readable : readable.filter(({ id }) => !blocked.has(id));
  const planned = planEach(due, active.rows, plan);
  yield* writeJobs(planned.jobs);
  if (planned.changed.length > 0) yield* writeRuns(planned.changed, now);
  const inserted = yield* insertRuns(planned.runs);
  const events = inserted.length === planned.runs.length ? planned.events : eventsOf(planned, inserted);
  yield* addEvents(events);
  const isMore = rows.length + unreadable.length === limit;
  const damaged = [...unreadable, ...active.unreadable];
  return { inserted, events, isMore, ...(damaged.length > 0 && { damaged }) };
}

/** What is told of a plan, some runs of which existed already. */
function eventsOf(planned: { runs: readonly StoredRun[]; events: NewEvent[] }, inserted: readonly StoredRun[]) {
  const isInserted = new Set(inserted.map(({ id }) => id));
  const existing = new Set(planned.runs.map(({ id }) => id).filter((id) => !isInserted.has(id)));
  return planned.events.filter((event) => !isAbout(existing, event));
}

export function* claim(runIds: readonly string[], now: number, begin: Decide): Steps<Answer<"claim">> {
  // One that is carried out already, or was, is left alone: whoever carries it out is not to wait for us.
  const locked = yield* lockRuns(runIds, " AND state = 'queued' AND waits_for IS NULL");
  const { jobsOf, unreadableJobs } = locked;
  const found = locked.held.filter((run) => isReady(run, now));
  const aside = yield* setAside([...namedIn(locked.unreadable), ...blockedBy(unreadableJobs, found)], now);
  const ready = inOrder(runIds, withoutJobs(found, unreadableJobs));
  const { changes, released, written } = yield* writeDecisions(ready, jobsOf, () => begin, now);
  const claimed: (Omit<ClaimedRun, "history"> & { opening: StoredConversationEntry[] })[] = [];
  const ended: RunChange[] = [];
  for (const [index, change] of changes.entries()) {
    const job = jobsOf.get(change.run.jobId);
    const { conversation, entries: opening = [] } = written[index] ?? {};
    if (change.run.state !== "running" || job === undefined || conversation === undefined) ended.push(change);
    else claimed.push({ run: change.run, job, conversation, opening });
  }
  const again = claimed.filter(({ conversation, opening }) => conversation.length > opening.length);
  const histories = yield* readHistories(again.map(({ conversation }) => conversation.id));
  const started = claimed.map(({ opening, ...each }) => {
    return { ...each, history: histories.get(each.conversation.id) ?? opening };
  });
  return { claimed: started, ended: [...ended, ...aside], released };
}

export function* finish(endings: readonly { claim: Claim; end: Decide }[], now: number): Steps<Answer<"finish">> {
  const ids = endings.map(({ claim: { runId } }) => runId);
  const [locked, waiting, ofRuns] = yield* together(lockRuns(ids), lockWaiting(ids), lockConversations(ids));
  const { jobsOf, unreadableJobs } = locked;
  // A run whose job is damaged ends as if the job were gone; one whose job is newer than we are is left to its lease.
  const isHeldJob = yield* holdDamaged(unreadableJobs, now);
  const held = isHeldJob ? locked.held : withoutJobs(locked.held, unreadableJobs);
  const stored = new Map(held.map((run) => [run.id, run]));
  // The first ending of a run counts; after it, its claim is stale.
  const first = new Map<string, (typeof endings)[number]>();
  for (const ending of endings) {
    const run = stored.get(ending.claim.runId);
    if (isHeld(run, ending.claim) && !first.has(run.id)) first.set(run.id, ending);
  }
  const order = [...first.keys()];
  const decide = (run: StoredRun) => first.get(run.id)!.end;
  const companions = { waiting, conversations: ofRuns };
  const { changes, released } = yield* writeDecisions(inOrder(order, held), jobsOf, decide, now, companions);
  const byRun = new Map(changes.map((change) => [change.run.id, change]));
  const finished = endings.map((ending) =>
    first.get(ending.claim.runId) === ending ? byRun.get(ending.claim.runId) : undefined,
  );
  return { finished, released };
}

export function* append(
  writes: readonly { claim: Claim; items: readonly ConversationItem[] }[],
  now: number,
): Steps<Answer<"append">> {
  const ids = writes.map(({ claim: { runId } }) => runId);
  const [{ rows: stored }, ofRuns] = yield* together(fetchReadable(runs, ids, { lock: true }), lockConversations(ids));
  const byId = new Map(stored.map((run) => [run.id, run]));
  const isRight = writes.map(({ claim: right }) => isHeld(byId.get(right.runId), right));
  const rightful = writes.filter((_write, index) => isRight[index]);
  const written = yield* writeConversations(
    rightful.map(({ claim: { runId }, items }) => ({ from: byId.get(runId)!, next: byId.get(runId)!, items })),
    now,
    ofRuns,
  );
  let index = 0;
  return isRight.map((right) => (right ? written[index++]?.entries : undefined));
}

export function* renew(claims: readonly Claim[], leaseUntil: number): Steps<Answer<"renew">> {
  const { rows: stored } = yield* fetchReadable(
    runs,
    claims.map(({ runId }) => runId),
    { lock: true },
  );
  const byId = new Map(stored.map((run) => [run.id, run]));
  const lost = claims.filter((each) => !isHeld(byId.get(each.runId), each));
  const held = claims.filter((each) => !lost.includes(each));
  const renewed = [...new Set(held.map(({ runId }) => byId.get(runId)!))];
  yield* update(
    runs,
    renewed.map((from) => ({ from, next: { ...from, leaseUntil } })),
  );
  return { lost, cancelled: held.filter(({ runId }) => byId.get(runId)?.cancelRequestedAt !== undefined) };
}

export function* declareSideEffect(right: Claim): Steps<boolean> {
  const [from] = yield* fetchRows(runs, [right.runId], { lock: true });
  if (!isHeld(from, right)) return false;
  yield* update(runs, [{ from, next: { ...from, hasSideEffect: true } }]);
  return true;
}

/** Runs that nobody else can change now, and their jobs. */
interface Locked {
  held: StoredRun[];
  unreadable: SchedulerError[];
  jobsOf: Map<string, StoredJob>;
  unreadableJobs: SchedulerError[];
}

/** Locks the jobs of runs and then the runs, in the order in which everybody locks them. */
function* lockRuns(runIds: readonly string[], sparing = ""): Steps<Locked> {
  const [ofRuns, { rows: held, unreadable }] = yield* together(
    fetchReadable(jobs, runIds, { via: { table: runs, field: "jobId" }, sparing, lock: true }),
    fetchReadable(runs, runIds, { sparing, lock: true }),
  );
  const known = new Set([...ofRuns.rows.map(({ id }) => id), ...idsOf(ofRuns.unreadable)]);
  // The job of a run that was inserted between the two questions; none, where the job was deleted.
  const others = held.map(({ jobId }) => jobId).filter((id) => !known.has(id));
  const late = yield* fetchReadable(jobs, others, { lock: true });
  const rows = [...ofRuns.rows, ...late.rows];
  const unreadableJobs = [...ofRuns.unreadable, ...late.unreadable];
  return { held, unreadable, jobsOf: new Map(rows.map((row) => [row.id, jobOf(row)])), unreadableJobs };
}

const withoutJobs = (held: readonly StoredRun[], errors: readonly SchedulerError[]): StoredRun[] => {
  const missing = new Set(idsOf(errors));
  return missing.size === 0 ? [...held] : held.filter(({ jobId }) => !missing.has(jobId));
};

/** Asks what each run becomes, where each decision sees the job as the one before left it, and writes all of it. */
function* writeDecisions(
  held: readonly StoredRun[],
  jobsOf: Map<string, StoredJob>,
  decide: (run: StoredRun) => Decide,
  now: number,
  companions?: Companions,
) {
  const before = new Map(jobsOf);
  const changes = held.map((run) => {
    const change = decide(run)(run, jobsOf.get(run.jobId));
    if (change.job !== undefined && before.has(change.job.id)) jobsOf.set(change.job.id, change.job);
    return change;
  });
  const writes = changes.map(({ run, items }, index) => ({ from: held[index]!, next: run, items }));
  yield* writeJobs(
    [...jobsOf.values()].flatMap((next) => {
      const from = before.get(next.id);
      return from === undefined || from === next ? [] : [{ from, next }];
    }),
  );
  const { released, written } = yield* writeRuns(writes, now, companions);
  yield* addEvents(changes.flatMap(({ events }) => events));
  return { changes, released, written };
}

const inOrder = (ids: readonly string[], rows: readonly StoredRun[]): StoredRun[] => {
  const byId = new Map(rows.map((run) => [run.id, run]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
};
