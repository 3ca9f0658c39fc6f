import { SchedulerError } from "../../errors/schedulerError.ts";
import type { Scope } from "../../model/actor.ts";
import type { ConversationItem, StoredConversationEntry } from "../../model/conversation.ts";
import type { StoredJob } from "../../model/job.ts";
import type { StoredProposal } from "../../model/proposal.ts";
import type { StoredRun } from "../../model/run.ts";
import type {
  Change,
  Claim,
  ClaimedRun,
  DueJob,
  JobFilter,
  JobPlan,
  NewEvent,
  PageQuery,
  RunChange,
  RunFilter,
  Store,
} from "../../ports/store.ts";
import { pageOf, placeOf } from "./cursor.ts";
import { byId, countByState, isIn, latestFirst } from "./lists.ts";
import { healthOf, wakesOf } from "./memoryHealth.ts";
import { MemoryTables } from "./memoryTables.ts";
import { planEach } from "./planEach.ts";
import {
  checkConfirmation,
  confirmedJob,
  endOf,
  isAbout,
  isActive,
  isHeld,
  isReady,
  isSameJob,
  isSameProposal,
  isSameRun,
  keepingWhatRunsWrote,
  type QueryOf,
  searchable,
} from "./rules.ts";

/**
 * A store that forgets everything when the process ends: for tests, demonstrations, and as the shortest reading of what a
 * store does. It holds every row in memory, so it is for thousands of jobs, not for millions.
 */
export function memoryStore(): Store {
  return new MemoryStore();
}

class MemoryStore implements Store {
  readonly name = "memory";
  readonly canListen = true;
  readonly #tables = new MemoryTables();
  readonly #listeners = new Set<() => void>();

  async open(): Promise<void> {}
  async close(): Promise<void> {}
  async now(): Promise<undefined> {
    return undefined;
  }

  async saveProposal(from: StoredProposal | undefined, next: StoredProposal, events: readonly NewEvent[]) {
    const stored = this.#tables.proposals.get(next.id);
    if (!isSameProposal(stored, from)) return false;
    this.#tables.proposals.set(next.id, next);
    this.#written(events);
    return true;
  }

  async findProposal(id: string, scope?: Scope) {
    const proposal = this.#tables.proposals.get(id);
    return proposal !== undefined && isIn(proposal.actor, scope) ? proposal : undefined;
  }

  async listProposals({ scope, state, expiredBy, ...page }: QueryOf<"listProposals">) {
    const found = [...this.#tables.proposals.values()].filter(
      (proposal) =>
        isIn(proposal.actor, scope) &&
        (state === undefined || proposal.state === state) &&
        (expiredBy === undefined || proposal.expiresAt <= expiredBy),
    );
    return latestFirst(found, page, ({ createdAt, id }) => ({ at: createdAt, id }));
  }

  async confirmProposal({ proposal, digest, jobs, events, jobsPerOwner }: QueryOf<"confirmProposal">) {
    const stored = checkConfirmation(this.#tables.proposals.get(proposal.id), { proposal, digest, jobs, events });
    if (stored.state === "confirmed")
      return { jobs: stored.jobIds.flatMap((jobId) => this.#tables.jobs.get(jobId) ?? []), isNew: false };
    const replaced = jobs.map((change) => confirmedJob(this.#tables.jobs.get(change.next.id), change));
    const created = jobs.filter(({ from }) => from === undefined).length;
    const owned = [...this.#tables.jobs.values()].filter(
      (job) => job.ownerId === proposal.actor.ownerId && job.state !== "completed",
    ).length;
    if (created > 0 && jobsPerOwner !== undefined && owned + created > jobsPerOwner)
      throw new SchedulerError("JOB_LIMIT_REACHED", { owned, jobsPerOwner, hint: "Delete a job, or raise the limit." });
    this.#tables.proposals.set(proposal.id, proposal);
    for (const job of replaced) this.#tables.jobs.set(job.id, job);
    this.#written(events);
    return { jobs: replaced, isNew: true };
  }

  async findJob(id: string, scope?: Scope) {
    const job = this.#tables.jobs.get(id);
    return job !== undefined && isIn(job, scope) ? job : undefined;
  }

  async listJobs(query: QueryOf<"listJobs">) {
    return latestFirst(this.#jobs(query), query, ({ createdAt, id }) => ({ at: createdAt, id }));
  }
  async countJobs(filter: JobFilter) {
    return countByState(this.#jobs(filter));
  }
  #jobs({ scope, ownerId, states, search }: JobFilter): StoredJob[] {
    return [...this.#tables.jobs.values()].filter(
      (job) =>
        isIn(job, scope) &&
        (ownerId === undefined || job.ownerId === ownerId) &&
        (states === undefined || states.includes(job.state)) &&
        (search === undefined || searchable(job.name, job.prompt).includes(searchable(search))),
    );
  }

  async replace({ jobs = [], runs = [], proposals = [], events }: Change, now: number) {
    const areSame =
      proposals.every(({ from }) => isSameProposal(this.#tables.proposals.get(from.id), from)) &&
      jobs.every(({ from }) => {
        const stored = this.#tables.jobs.get(from.id);
        return stored !== undefined && isSameJob(stored, from);
      }) &&
      runs.every(({ from, next }) => {
        const stored = this.#tables.existing(next);
        if (from === undefined) return stored === undefined;
        return stored !== undefined && isSameRun(stored, from);
      });
    if (!areSame) return undefined;
    for (const { next } of proposals) this.#tables.proposals.set(next.id, next);
    for (const { from, next } of jobs) {
      const stored = this.#tables.jobs.get(from.id);
      if (next === undefined) this.#tables.jobs.delete(from.id);
      else if (stored !== undefined) this.#tables.jobs.set(next.id, keepingWhatRunsWrote(stored, from, next));
    }
    for (const { next, items = [] } of runs) {
      this.#putRun(next);
      this.#tables.writeConversation(next, items, now);
    }
    const released = this.#tables.release(
      runs.map(({ next }) => next),
      now,
    );
    this.#written(events);
    return { released };
  }

  async planDue(now: number, limit: number, plan: (due: DueJob) => JobPlan) {
    const due = [...this.#tables.jobs.values()]
      .filter((job) => job.state === "active" && job.nextAt !== undefined && job.nextAt <= now)
      .toSorted((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0) || byId(a, b))
      .slice(0, limit);
    const active = [...this.#tables.unfinished.values()].filter((run) => isActive(run.state));
    const planned = planEach(due, active, plan);
    const existing = new Set(
      planned.runs.filter((run) => this.#tables.existing(run) !== undefined).map(({ id }) => id),
    );
    for (const { next } of planned.jobs) this.#tables.jobs.set(next.id, next);
    for (const { next } of planned.changed) {
      this.#tables.putRun(next);
      this.#tables.writeConversation(next, [], now);
    }
    this.#tables.release(
      planned.changed.map(({ next }) => next),
      now,
    );
    const inserted = planned.runs.filter(({ id }) => !existing.has(id)).map((run) => this.#putRun(run));
    const events = planned.events.filter((event) => !isAbout(existing, event));
    this.#written(events);
    return { inserted, events, isMore: due.length === limit };
  }

  async nextWakes(ripeAfter: number) {
    return wakesOf(this.#tables, ripeAfter);
  }

  async findRun(id: string, scope?: Scope) {
    const run = this.#tables.runs.get(id);
    return run !== undefined && isIn(run, scope) ? run : undefined;
  }

  async readRuns(ids: readonly string[]) {
    return [...new Set(ids)].flatMap((id) => this.#tables.runs.get(id) ?? []);
  }

  async listRuns(query: QueryOf<"listRuns">) {
    return latestFirst(this.#runs(query), query, ({ dueAt, id }) => ({ at: dueAt, id }));
  }
  async countRuns(filter: RunFilter) {
    return countByState(this.#runs(filter));
  }
  #runs({ scope, jobId, states, dueFrom, dueTo, search }: RunFilter): StoredRun[] {
    const all = jobId === undefined ? this.#tables.runs.values() : this.#tables.runsOf(jobId);
    return [...all].filter(
      (run) =>
        isIn(run, scope) &&
        (states === undefined || states.includes(run.state)) &&
        (dueFrom === undefined || run.dueAt >= dueFrom) &&
        (dueTo === undefined || run.dueAt <= dueTo) &&
        (search === undefined || searchable(run.title).includes(searchable(search))),
    );
  }

  async claim(
    runIds: readonly string[],
    now: number,
    begin: (run: StoredRun, job: StoredJob | undefined) => RunChange,
  ) {
    const ready = [...new Set(runIds)]
      .flatMap((id) => this.#tables.runs.get(id) ?? [])
      .filter((run) => isReady(run, now));
    const changes = this.#decide(ready, (run, job) => begin(run, job));
    const released = this.#apply(changes, now);
    const claimed: ClaimedRun[] = [];
    const ended: RunChange[] = [];
    for (const change of changes) {
      const { run } = change;
      const job = this.#tables.jobs.get(run.jobId);
      const conversation = this.#tables.conversations.get(run.conversationId ?? "");
      if (run.state !== "running" || job === undefined || conversation === undefined) ended.push(change);
      else claimed.push({ run, job, conversation, history: this.#tables.entries.get(conversation.id) ?? [] });
    }
    return { claimed, ended, released };
  }

  async renew(claims: readonly Claim[], leaseUntil: number) {
    const lost: Claim[] = [];
    const cancelled: Claim[] = [];
    for (const claim of claims) {
      const run = this.#tables.runs.get(claim.runId);
      if (!isHeld(run, claim)) {
        lost.push(claim);
        continue;
      }
      this.#tables.putRun({ ...run, leaseUntil });
      if (run.cancelRequestedAt !== undefined) cancelled.push(claim);
    }
    return { lost, cancelled };
  }

  async append(writes: readonly { claim: Claim; items: readonly ConversationItem[] }[], now: number) {
    const appended = writes.map(({ claim, items }): StoredConversationEntry[] | undefined => {
      const run = this.#tables.runs.get(claim.runId);
      return isHeld(run, claim) ? this.#tables.writeConversation(run, items, now) : undefined;
    });
    this.#written([]);
    return appended;
  }

  async declareSideEffect(claim: Claim) {
    const run = this.#tables.runs.get(claim.runId);
    if (!isHeld(run, claim)) return false;
    this.#tables.putRun({ ...run, hasSideEffect: true });
    return true;
  }

  async finish(
    endings: readonly { claim: Claim; end: (run: StoredRun, job: StoredJob | undefined) => RunChange }[],
    now: number,
  ) {
    // The first ending of a run counts; after it, its claim is stale.
    const first = new Map<string, (typeof endings)[number]>();
    for (const ending of endings) {
      const { runId } = ending.claim;
      if (!first.has(runId) && isHeld(this.#tables.runs.get(runId), ending.claim)) first.set(runId, ending);
    }
    const held = [...first.keys()].flatMap((id) => this.#tables.runs.get(id) ?? []);
    const changes = this.#decide(held, (run, job) => first.get(run.id)!.end(run, job));
    const released = this.#apply(changes, now);
    const finished = endings.map((ending) =>
      first.get(ending.claim.runId) === ending ? changes.find(({ run }) => run.id === ending.claim.runId) : undefined,
    );
    return { finished, released };
  }

  async expired(now: number, limit: number) {
    return [...this.#tables.unfinished.values()]
      .filter((run) => run.state !== "queued" && endOf(run) <= now)
      .toSorted((a, b) => endOf(a) - endOf(b) || byId(a, b))
      .slice(0, limit);
  }

  async unrung({ after, upTo, haveRipened = false }: Parameters<Store["unrung"]>[0], limit: number) {
    return [...this.#tables.unfinished.values()]
      .filter((run) => isReady(run, upTo) && run.notBefore > after)
      .filter((run) => !haveRipened || run.attempt > 0 || run.notBefore > run.createdAt)
      .toSorted((a, b) => a.notBefore - b.notBefore || byId(a, b))
      .slice(0, limit);
  }

  async findConversation(id: string, scope?: Scope) {
    const conversation = this.#tables.conversations.get(id);
    return conversation !== undefined && isIn(conversation, scope) ? conversation : undefined;
  }

  async listConversations({ scope, jobId, statuses, ...page }: QueryOf<"listConversations">) {
    const found = [...this.#tables.conversations.values()].filter(
      (conversation) =>
        isIn(conversation, scope) &&
        (jobId === undefined || conversation.jobId === jobId) &&
        (statuses === undefined || statuses.includes(conversation.status)),
    );
    return latestFirst(found, page, ({ createdAt, id }) => ({ at: createdAt, id }));
  }

  async listEntries(conversationId: string, { limit, cursor, after = 0 }: PageQuery & { after?: number }) {
    const start = cursor === undefined ? after : placeOf(cursor).at;
    // An entry's place is its number among them.
    const entries = (this.#tables.entries.get(conversationId) ?? []).slice(start, start + limit + 1);
    return pageOf(entries, limit, ({ sequence }) => ({ at: sequence, id: "" }));
  }

  async listEvents({ after, limit, scope, jobId, names }: QueryOf<"listEvents">) {
    return this.#tables.events
      .filter(
        (row) =>
          row.position > after &&
          isIn(row, scope) &&
          (jobId === undefined || row.jobId === jobId) &&
          (names === undefined || names.includes(row.event.name)),
      )
      .slice(0, limit);
  }

  async holdPlace(reader: string, holder: string, { now, heldUntil }: { now: number; heldUntil: number }) {
    const place = this.#tables.places.get(reader);
    if (place !== undefined && place.holder !== holder && place.heldUntil > now) return undefined;
    const position = place?.position ?? this.#tables.events.at(-1)?.position ?? 0;
    this.#tables.places.set(reader, { position, holder, heldUntil });
    return position;
  }

  async movePlace(reader: string, holder: string, to: { position: number; heldUntil: number }) {
    if (this.#tables.places.get(reader)?.holder !== holder) return false;
    this.#tables.places.set(reader, { ...to, holder });
    return true;
  }

  subscribe(onChange: () => void): () => void {
    const listener = () => onChange();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async measure(now: number) {
    return healthOf(this.#tables, now);
  }

  async prune(before: { runs?: number; events?: number; proposals?: number }, limit: number) {
    return this.#tables.prune(before, limit);
  }

  /** What becomes of each run, where each decision sees the job as the one before it left it. */
  #decide(runs: readonly StoredRun[], decide: (run: StoredRun, job: StoredJob | undefined) => RunChange): RunChange[] {
    const jobs = new Map<string, StoredJob>();
    return runs.map((run) => {
      const change = decide(run, jobs.get(run.jobId) ?? this.#tables.jobs.get(run.jobId));
      if (change.job !== undefined) jobs.set(change.job.id, change.job);
      return change;
    });
  }

  #apply(changes: readonly RunChange[], now: number): StoredRun[] {
    for (const { run, job, items = [] } of changes) {
      this.#tables.putRun(run);
      this.#tables.writeConversation(run, items, now);
      if (job !== undefined && this.#tables.jobs.has(job.id)) this.#tables.jobs.set(job.id, job);
    }
    const released = this.#tables.release(
      changes.map(({ run }) => run),
      now,
    );
    if (changes.length > 0) this.#written(changes.flatMap(({ events }) => events));
    return released;
  }

  /** A run that would wait for one that is no longer in the way does not wait. */
  #putRun({ waitsFor, ...rest }: StoredRun): StoredRun {
    const blocker = waitsFor === undefined ? undefined : this.#tables.runs.get(waitsFor);
    const run = blocker !== undefined && isActive(blocker.state) ? { ...rest, waitsFor: blocker.id } : rest;
    this.#tables.putRun(run);
    return run;
  }

  #written(events: readonly NewEvent[]): void {
    this.#tables.addEvents(events);
    for (const listener of this.#listeners) queueMicrotask(listener);
  }
}
