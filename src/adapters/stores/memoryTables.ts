import type { ConversationItem, StoredConversation, StoredConversationEntry } from "../../model/conversation.ts";
import type { StoredJob } from "../../model/job.ts";
import type { StoredProposal } from "../../model/proposal.ts";
import type { StoredRun } from "../../model/run.ts";
import type { EventRow, NewEvent } from "../../ports/store.ts";
import { byId } from "./lists.ts";
import { isActive, isOver } from "./rules.ts";

const overAt = (run: StoredRun): number => run.finishedAt ?? run.createdAt;

/** What a store holds, with the indexes it searches by. Writes happen in full or not at all, since nothing here waits. */
export class MemoryTables {
  readonly proposals = new Map<string, StoredProposal>();
  readonly jobs = new Map<string, StoredJob>();
  readonly runs = new Map<string, StoredRun>();
  readonly conversations = new Map<string, StoredConversation>();
  readonly entries = new Map<string, StoredConversationEntry[]>();
  events: EventRow[] = [];
  /** How far readers of events have come, and whose turn it is to read. */
  readonly places = new Map<string, { position: number; holder: string; heldUntil: number }>();
  /** Runs that are not over, by id. */
  readonly unfinished = new Map<string, StoredRun>();
  readonly #runsByJob = new Map<string, Map<string, StoredRun>>();
  readonly #sequences = new Map<string, number>();
  #position = 0;

  runsOf(jobId: string): Iterable<StoredRun> {
    return this.#runsByJob.get(jobId)?.values() ?? [];
  }

  /** The run that the job already has for this instant of its schedule, or with this id. */
  existing(run: StoredRun): StoredRun | undefined {
    const sameId = this.runs.get(run.id);
    if (sameId !== undefined || run.trigger === "manual") return sameId;
    for (const other of this.runsOf(run.jobId))
      if (other.trigger === "schedule" && other.dueAt === run.dueAt) return other;
    return undefined;
  }

  putRun(run: StoredRun): void {
    this.runs.set(run.id, run);
    if (isOver(run.state)) this.unfinished.delete(run.id);
    else this.unfinished.set(run.id, run);
    const ofJob = this.#runsByJob.get(run.jobId);
    if (ofJob === undefined) this.#runsByJob.set(run.jobId, new Map([[run.id, run]]));
    else ofJob.set(run.id, run);
  }

  /** Makes the run's conversation where it has none yet, keeps its status equal to the run's state, and appends. */
  writeConversation(run: StoredRun, items: readonly ConversationItem[], now: number): StoredConversationEntry[] {
    if (run.conversationId === undefined) return [];
    const id = run.conversationId;
    const { jobId, ownerId, factoryId, title, state: status } = run;
    const before: StoredConversation = this.conversations.get(id) ?? {
      id,
      runId: run.id,
      jobId,
      ownerId,
      factoryId,
      title,
      status,
      createdAt: now,
      updatedAt: now,
      length: 0,
    };
    const entries = items.map((item, index) => ({ sequence: before.length + index + 1, at: now, item }));
    const isChanged = before.status !== status || items.length > 0;
    const length = before.length + items.length;
    this.conversations.set(id, isChanged ? { ...before, status, length, updatedAt: now } : before);
    this.entries.set(id, [...(this.entries.get(id) ?? []), ...entries]);
    return entries;
  }

  /** Runs that waited for one which is no longer queued or running may start from now on. */
  release(blockers: readonly StoredRun[], now: number): StoredRun[] {
    const gone = new Set(blockers.filter((run) => !isActive(run.state)).map((run) => run.id));
    if (gone.size === 0) return [];
    const released: StoredRun[] = [];
    for (const { waitsFor, ...run } of this.unfinished.values()) {
      if (run.state !== "queued" || waitsFor === undefined || !gone.has(waitsFor)) continue;
      released.push({ ...run, notBefore: Math.max(run.notBefore, now) });
    }
    for (const run of released) this.putRun(run);
    return released;
  }

  addEvents(events: readonly NewEvent[]): void {
    for (const event of events) {
      const sequence = event.jobId === undefined ? 0 : (this.#sequences.get(event.jobId) ?? 0) + 1;
      if (event.jobId !== undefined) this.#sequences.set(event.jobId, sequence);
      this.#position += 1;
      this.events.push({ ...event, position: this.#position, sequence });
    }
  }

  prune(before: { runs?: number; events?: number; proposals?: number }, limit: number): number {
    const { runs = -Infinity, events = -Infinity, proposals = -Infinity } = before;
    const oldRuns = [...this.runs.values()]
      .filter((run) => isOver(run.state) && overAt(run) < runs && this.jobs.get(run.jobId)?.lastRun?.runId !== run.id)
      .toSorted((a, b) => overAt(a) - overAt(b) || byId(a, b))
      .slice(0, limit);
    // The newest event stays, and none goes that comes after one which is kept.
    const oldest = this.events.slice(0, -1).slice(0, limit);
    const firstKept = oldest.findIndex((row) => row.at >= events);
    const removed = firstKept < 0 ? oldest.length : firstKept;
    const oldProposals = [...this.proposals.values()]
      .filter((proposal) => proposal.state !== "open" && proposal.createdAt < proposals)
      .toSorted((a, b) => a.createdAt - b.createdAt || byId(a, b))
      .slice(0, limit);
    for (const run of oldRuns) this.#removeRun(run);
    this.events = this.events.slice(removed);
    for (const proposal of oldProposals) this.proposals.delete(proposal.id);
    return oldRuns.length + removed + oldProposals.length;
  }

  #removeRun(run: StoredRun): void {
    this.runs.delete(run.id);
    this.#runsByJob.get(run.jobId)?.delete(run.id);
    if (run.conversationId === undefined) return;
    this.conversations.delete(run.conversationId);
    this.entries.delete(run.conversationId);
  }
}
