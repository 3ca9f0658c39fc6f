import type { ConversationItem } from "../../model/conversation.ts";
import type { StoredJob } from "../../model/job.ts";
import type { RunState, StoredRun } from "../../model/run.ts";
import type { Claim, JobPlan, RunChange, Store } from "../../ports/store.ts";
import { aJob, aProposal, createdEvent, NOON, plannedEvent } from "../samples.ts";

/** The sentences of a contract: a title, and a test that gets a fresh, open store. */
export type Promises = Readonly<Record<string, (store: Store) => Promise<void>>>;

/** One second after noon: when the sample job is due. */
export const DUE = NOON + 1_000;
export const LEASE_MS = 60_000;

/** Stores a job the way all jobs are stored: by a confirmed proposal. */
export async function confirmed(store: Store, values: Partial<StoredJob> = {}): Promise<StoredJob> {
  const id = `proposal-of-${values.id ?? "job-1"}`;
  const job = aJob({ proposalId: id, ...values });
  const { ownerId, factoryId } = job;
  const open = aProposal({ id, digest: job.digest, actor: { ownerId, factoryId, timezone: "UTC" } });
  await store.saveProposal(undefined, open, []);
  await store.confirmProposal({
    proposal: { ...open, state: "confirmed", jobIds: [job.id] },
    digest: job.digest,
    jobs: [{ next: job }],
    events: [createdEvent(job)],
  });
  return job;
}

/** The run of a job's next occurrence. */
export function runOf(job: StoredJob, values: Partial<StoredRun> = {}): StoredRun {
  const dueAt = job.nextAt ?? DUE;
  return {
    id: `run-of-${job.id}-at-${dueAt}`,
    jobId: job.id,
    ownerId: job.ownerId,
    factoryId: job.factoryId,
    trigger: "schedule",
    state: "queued",
    dueAt,
    occurrences: 1,
    notBefore: dueAt,
    attempt: 0,
    fencingToken: 0,
    crashes: 0,
    hasSideEffect: false,
    jobRevision: job.revision,
    title: job.name,
    prompt: job.prompt,
    createdAt: dueAt,
    ...values,
  };
}

/** A plan that queues one run and moves the job on by a minute. */
export function planOne({ job }: { job: StoredJob }, values: Partial<StoredRun> = {}): JobPlan {
  const run = runOf(job, values);
  const nextAt = (job.nextAt ?? DUE) + 60_000;
  return { job: { ...job, nextAt }, runs: [run], changed: [], events: [plannedEvent(run)] };
}

/** Plans one run of a fresh job. */
export async function queued(store: Store, values: Partial<StoredJob> = {}): Promise<StoredRun> {
  const job = await confirmed(store, values);
  await store.planDue(job.nextAt ?? DUE, 1, (due) => planOne(due));
  return runOf(job);
}

/** What a worker makes of a queued run: running, under the next token, with a conversation that opens with the prompt. */
export function started(run: StoredRun, job?: StoredJob): RunChange {
  const isFirst = run.conversationId === undefined;
  const next: StoredRun = {
    ...run,
    state: "running",
    attempt: run.attempt + 1,
    fencingToken: run.fencingToken + 1,
    worker: "worker-1",
    leaseUntil: DUE + LEASE_MS,
    conversationId: run.conversationId ?? `conversation-of-${run.id}`,
    startedAt: run.startedAt ?? DUE,
  };
  const lastRun = { runId: run.id, state: next.state, dueAt: run.dueAt, startedAt: DUE };
  return {
    run: next,
    ...(job === undefined ? {} : { job: { ...job, lastRun } }),
    items: isFirst ? [{ type: "message", role: "user", text: run.prompt }] : [],
    events: [],
  };
}

/** What a run becomes when its worker is done with it. */
export function ended(state: RunState, values: { now?: number; items?: readonly ConversationItem[] } = {}) {
  const { now = DUE + 5_000, items = [] } = values;
  return (run: StoredRun, job: StoredJob | undefined): RunChange => {
    const { worker, leaseUntil, ...rest } = run;
    const next: StoredRun = {
      ...rest,
      state,
      finishedAt: now,
      notBefore: Math.max(run.notBefore, leaseUntil ? now : 0),
    };
    const lastRun = { runId: run.id, state, dueAt: run.dueAt, startedAt: run.startedAt ?? now };
    const { jobId, ownerId, factoryId } = run;
    const summary = `done by ${worker ?? "nobody"}`;
    return {
      run: { ...next, summary },
      ...(job === undefined ? {} : { job: { ...job, lastRun, failures: state === "failed" ? job.failures + 1 : 0 } }),
      items,
      events: [{ jobId, ownerId, factoryId, at: now, event: { name: "run.retried", run: { ...next, summary } } }],
    };
  };
}

/** Plans and claims one run of a fresh job. */
export async function claimed(
  store: Store,
  values: Partial<StoredJob> = {},
): Promise<{ run: StoredRun; claim: Claim }> {
  const { id } = await queued(store, values);
  const [first] = (await store.claim([id], DUE, started)).claimed;
  if (first === undefined) throw new Error("the run was not claimed");
  return { run: first.run, claim: { runId: id, token: first.run.fencingToken } };
}

/** All items of a list, page by page. */
export async function everyItem<T>(
  list: (page: { limit: number; cursor?: string }) => Promise<{ items: T[]; cursor?: string }>,
  limit: number,
): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return all;
}
