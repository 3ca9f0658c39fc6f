import { conversationFor } from "../lifecycle/beginRun.ts";
import { endRun, stepAfter } from "../lifecycle/endRun.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { StoredJob } from "../model/job.ts";
import type { ConversationItem } from "../model/conversation.ts";
import type { StoredRun } from "../model/run.ts";
import type { RunStep } from "../lifecycle/stepRun.ts";
import type { RunChange } from "../ports/store.ts";
import type { Core } from "./core.ts";
import { turn } from "./turn.ts";

/** How many rows are dealt with in one go. */
const BATCH = 100;
/** How much history is removed in one go, and in how many at most before the next sweep. */
const PRUNE_BATCH = 200;
const PRUNE_ROUNDS = 500;

/** Ends what nobody ends: runs whose worker vanished, questions without an answer, proposals nobody confirmed. */
export class Reaper {
  readonly #core: Core;
  #ring: (runs: readonly StoredRun[], now: number) => Promise<void> = async () => {};

  constructor(core: Core) {
    this.#core = core;
  }

  /** Where runs that may start again are rung for. */
  ringWith(ring: (runs: readonly StoredRun[], now: number) => Promise<void>): void {
    this.#ring = ring;
  }

  /** Ends runs whose lease or time to answer is over. @returns how many */
  async reap(now: number, limit = BATCH): Promise<number> {
    const expired = await this.#core.store.expired(now, limit);
    const lost = expired.filter(({ state }) => state === "running");
    const asking = expired.filter(({ state }) => state !== "running");
    const end = (run: StoredRun) =>
      run.state === "running" ? this.#endLost([run], now) : this.#endUnanswered(run, now);
    try {
      const ended = await this.#endLost(lost, now);
      return ended + (await this.#endEach(asking, end));
    } catch (error) {
      if (lost.length === 0) throw error;
      // One run that cannot be ended must not keep the others from it.
      return this.#endEach([...lost, ...asking], end);
    }
  }

  async #endEach(runs: readonly StoredRun[], end: (run: StoredRun) => Promise<number>): Promise<number> {
    let ended = 0;
    let failure: unknown;
    for (const run of runs) {
      try {
        ended += await end(run);
      } catch (error) {
        this.#core.settings.logger.error({ error, runId: run.id }, "A run whose time is over could not be ended");
        failure = error;
      }
    }
    if (failure !== undefined && ended === 0) throw failure;
    return ended;
  }

  /** Runs whose worker vanished, in one transaction. Each is looked at again in it: another process may have been faster. */
  async #endLost(lost: readonly StoredRun[], now: number): Promise<number> {
    if (lost.length === 0) return 0;
    const end = (run: StoredRun, job: StoredJob | undefined): RunChange => {
      if (run.leaseUntil !== undefined && run.leaseUntil > now) return { run, events: [] };
      const policies = this.#core.policiesOf(job);
      const cancelled = run.reason ?? ({ code: "cancelled-by-owner", message: "It was cancelled." } as const);
      const step =
        run.cancelRequestedAt === undefined
          ? stepAfter(run, { kind: "crashed" }, policies, conversationFor(run, now), now)
          : ({ type: "cancel", reason: cancelled } as const);
      return { ...endRun(run, job, step, policies, now), items: notesOf(step) };
    };
    const { finished, released } = await this.#core.store.finish(
      lost.map(({ id: runId, fencingToken: token }) => ({ claim: { runId, token }, end })),
      now,
    );
    const ended = finished.filter((change) => change !== undefined && change.run.state !== "running");
    this.#core.announce(ended.flatMap((change) => change?.events ?? []));
    await this.#ring([...ended.flatMap((change) => change?.run ?? []), ...released], now);
    return ended.length;
  }

  /** The run's job, as far as it can be read. */
  async #jobOf(run: StoredRun): Promise<StoredJob | undefined> {
    try {
      return await this.#core.store.findJob(run.jobId);
    } catch (error) {
      if (SchedulerError.is(error, "STORE_ROW_UNREADABLE")) return undefined;
      throw error;
    }
  }

  async #endUnanswered(run: StoredRun, now: number): Promise<number> {
    const { store } = this.#core;
    const job = await this.#jobOf(run);
    const policies = this.#core.policiesOf(job);
    const conversation = (await store.findConversation(run.conversationId ?? "")) ?? conversationFor(run, now);
    const reason = { code: "answer-expired", message: "Nobody answered its question in time." } as const;
    const step = { type: "fail", reason, conversation } as const;
    const change = endRun(run, job, step, policies, now);
    const jobs = job === undefined || change.job === undefined ? [] : [{ from: job, next: change.job }];
    const runs = [{ from: run, next: change.run, items: notesOf(step) }];
    const written = await store.replace({ jobs, runs, events: change.events }, now);
    if (written === undefined) return 0;
    this.#core.announce(change.events);
    await this.#ring([change.run, ...written.released], now);
    return 1;
  }

  /** Proposals that nobody confirmed in time. @returns how many */
  async expireProposals(now: number): Promise<number> {
    const { store } = this.#core;
    const { items } = await store.listProposals({ state: "open", expiredBy: now, limit: BATCH });
    let expired = 0;
    for (const proposal of items) {
      const next = { ...proposal, state: "expired" as const };
      const { ownerId, factoryId } = proposal.actor;
      const events = [{ ownerId, factoryId, at: now, event: { name: "proposal.expired" as const, proposal: next } }];
      if (!(await store.saveProposal(proposal, next, events))) continue;
      this.#core.announce(events);
      expired += 1;
    }
    return expired;
  }

  /** Removes history that is older than it is kept, in small steps, between which others have their turn. */
  async prune(now: number, stopped: AbortSignal): Promise<void> {
    const { runsMs, eventsMs, proposalsMs } = this.#core.settings.retention;
    if (runsMs === undefined && eventsMs === undefined && proposalsMs === undefined) return;
    const before = {
      ...(runsMs !== undefined && { runs: now - runsMs }),
      ...(eventsMs !== undefined && { events: now - eventsMs }),
      ...(proposalsMs !== undefined && { proposals: now - proposalsMs }),
    };
    for (let rounds = 0; rounds < PRUNE_ROUNDS && !stopped.aborted; rounds += 1) {
      if ((await this.#core.store.prune(before, PRUNE_BATCH)) < PRUNE_BATCH) return;
      await turn();
    }
  }
}

/** What the conversation says about its end. */
const notesOf = (step: RunStep): ConversationItem[] =>
  "reason" in step ? [{ type: "note", text: step.reason.message }] : [];
