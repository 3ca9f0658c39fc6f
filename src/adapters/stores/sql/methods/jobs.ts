import { SchedulerError } from "../../../../errors/schedulerError.ts";
import type { Scope } from "../../../../model/actor.ts";
import type { StoredJob } from "../../../../model/job.ts";
import type { StoredProposal } from "../../../../model/proposal.ts";
import type { CountByState, JobFilter, NewEvent, Page, Store } from "../../../../ports/store.ts";
import { isIn } from "../../lists.ts";
import { checkConfirmation, confirmedJob, isSameProposal, type QueryOf, searchable } from "../../rules.ts";
import { Conditions, countByState, latestFirst } from "../conditions.ts";
import { fetchRows, insert, insertNew, select, type Steps, update } from "../steps.ts";
import { jobs, proposals, type RowOf } from "../tables.ts";
import { addEvents } from "./events.ts";

type JobRow = RowOf<typeof jobs>;

const jobRow = (job: StoredJob): JobRow => ({ ...job, searchable: searchable(job.name, job.prompt) });
/** A row that the driver knows, and did not read, may be without what is only searched in. */
export const jobOf = (row: JobRow | StoredJob): StoredJob => {
  if (!("searchable" in row)) return row;
  const { searchable: _searchable, ...job } = row;
  return job;
};

type ProposalRow = RowOf<typeof proposals>;
const proposalRow = (proposal: StoredProposal): ProposalRow => {
  const { id, actor, state, createdAt, expiresAt } = proposal;
  return { id, ownerId: actor.ownerId, factoryId: actor.factoryId, state, createdAt, expiresAt, proposal };
};

export function* readJobs(ids: Iterable<string>, options: { lock: boolean }): Steps<StoredJob[]> {
  const rows = yield* fetchRows(jobs, ids, options);
  return rows.map(jobOf);
}

export function* writeJobs(changes: readonly { from: StoredJob; next: StoredJob }[]): Steps<void> {
  yield* update(
    jobs,
    changes.map(({ from, next }) => {
      const isSaidAnew = from.name !== next.name || from.prompt !== next.prompt;
      return isSaidAnew ? { from: jobRow(from), next: jobRow(next) } : { from, next };
    }),
  );
}

export function* findJob(id: string, scope?: Scope): Steps<StoredJob | undefined> {
  const [job] = yield* readJobs([id], { lock: false });
  return job !== undefined && isIn(job, scope) ? job : undefined;
}

const isMeant = ({ scope, ownerId, states, search }: JobFilter): Conditions =>
  new Conditions()
    .scope(scope)
    .equal("owner_id", ownerId)
    .oneOf("state", states)
    .contains("searchable", search === undefined ? undefined : searchable(search));

export function* listJobs(query: QueryOf<"listJobs">): Steps<Page<StoredJob>> {
  const { items, ...rest } = yield* latestFirst(jobs, "createdAt", query, isMeant(query));
  return { items: items.map(jobOf), ...rest };
}

export function countJobs(filter: JobFilter): Steps<CountByState<StoredJob["state"]>> {
  return countByState(jobs, isMeant(filter));
}

export function* saveProposal(
  from: StoredProposal | undefined,
  next: StoredProposal,
  added: readonly NewEvent[],
): Steps<boolean> {
  const [stored] = yield* fetchRows(proposals, [next.id], { lock: true });
  if (!isSameProposal(stored?.proposal, from)) return false;
  if (stored === undefined) {
    const [isInserted = false] = yield* insertNew(proposals, [proposalRow(next)]);
    if (!isInserted) return false;
  } else yield* update(proposals, [{ from: stored, next: proposalRow(next) }]);
  yield* addEvents(added);
  return true;
}

/** Proposals that are about to be replaced, locked; `undefined` where one of them was changed meanwhile. */
export function* lockProposals(
  changes: readonly { from: StoredProposal; next: StoredProposal }[],
): Steps<{ from: ProposalRow; next: ProposalRow }[] | undefined> {
  const ids = changes.map(({ from }) => from.id);
  const stored = new Map((yield* fetchRows(proposals, ids, { lock: true })).map((row) => [row.id, row]));
  const updates = changes.flatMap(({ from, next }) => {
    const row = stored.get(from.id);
    return row !== undefined && isSameProposal(row.proposal, from) ? [{ from: row, next: proposalRow(next) }] : [];
  });
  return updates.length < changes.length ? undefined : updates;
}

export function* findProposal(id: string, scope?: Scope): Steps<StoredProposal | undefined> {
  const [row] = yield* fetchRows(proposals, [id]);
  return row !== undefined && isIn(row, scope) ? row.proposal : undefined;
}

export function* listProposals(query: QueryOf<"listProposals">): Steps<Page<StoredProposal>> {
  const { scope, state, expiredBy, ...page } = query;
  const where = new Conditions().scope(scope).equal("state", state).compare("expires_at", "<=", expiredBy);
  const { items, ...rest } = yield* latestFirst(proposals, "createdAt", page, where);
  return { items: items.map((row) => row.proposal), ...rest };
}

export function* confirmProposal(
  confirmation: QueryOf<"confirmProposal">,
): Steps<Awaited<ReturnType<Store["confirmProposal"]>>> {
  const { proposal, jobs: wanted, jobsPerOwner } = confirmation;
  const [row] = yield* fetchRows(proposals, [proposal.id], { lock: true });
  const stored = checkConfirmation(row?.proposal, confirmation);
  if (stored.state === "confirmed") {
    const existing = new Map((yield* readJobs(stored.jobIds, { lock: false })).map((job) => [job.id, job]));
    return { jobs: stored.jobIds.flatMap((id) => existing.get(id) ?? []), isNew: false };
  }
  const ids = wanted.map(({ next }) => next.id);
  const known = new Map((yield* readJobs(ids, { lock: true })).map((job) => [job.id, job]));
  const written = wanted.map((change) => confirmedJob(known.get(change.next.id), change));
  const changes = written.flatMap((next) => {
    const from = known.get(next.id);
    return from === undefined ? [] : [{ from, next }];
  });
  const created = written.filter(({ id }) => !known.has(id));
  if (created.length > 0 && jobsPerOwner !== undefined) {
    const { ownerId } = proposal.actor;
    yield { type: "lock", name: `owner ${ownerId}` };
    const [count] = yield* select<{ owned: number }>(
      `SELECT count(*) AS "owned" FROM {jobs} WHERE owner_id = ? AND state <> 'completed'`,
      [ownerId],
    );
    const owned = count?.owned ?? 0;
    if (owned + created.length > jobsPerOwner)
      throw new SchedulerError("JOB_LIMIT_REACHED", { owned, jobsPerOwner, hint: "Delete a job, or raise the limit." });
  }
  yield* update(proposals, [{ from: proposalRow(stored), next: proposalRow(proposal) }]);
  yield* writeJobs(changes);
  yield* insert(jobs, created.map(jobRow));
  yield* addEvents(confirmation.events);
  return { jobs: written, isNew: true };
}
