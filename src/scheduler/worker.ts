import * as z from "zod";
import { beginRun } from "../lifecycle/beginRun.ts";
import { endRun } from "../lifecycle/endRun.ts";
import { stepJob } from "../lifecycle/stepJob.ts";
import { stepRun } from "../lifecycle/stepRun.ts";
import type { ConversationItem, StoredConversationEntry } from "../model/conversation.ts";
import { conversationItemSchema } from "../model/conversation.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredRun } from "../model/run.ts";
import type { Stop } from "../ports/queue.ts";
import type { Outcome } from "../ports/runner.ts";
import type { Claim, ClaimedRun, RunChange } from "../ports/store.ts";
import { Attempt, type Keeper, messageOf } from "./attempt.ts";
import { Batcher } from "./batcher.ts";
import type { Core } from "./core.ts";
import { Watch } from "./watch.ts";

/** How often a write that the store refused to take is tried again before the run is left to its lease. */
const WRITE_TRIES = 8;
const WRITE_PAUSE_MS = 250;
/** How often a change that others get in the way of is made anew. */
const CHANGE_TRIES = 10;

/** Takes runs from the store when their bell rings, has the runner carry them out, and writes what became of them. */
export class Worker {
  readonly #core: Core;
  readonly #attempts = new Map<string, Attempt>();
  readonly #watch: Watch;
  readonly #claims: Batcher<string, ClaimedRun | undefined>;
  readonly #appends: Batcher<
    { claim: Claim; items: readonly ConversationItem[] },
    StoredConversationEntry[] | undefined
  >;
  readonly #finishes: Batcher<
    { claim: Claim; end: (run: StoredRun, job: StoredJob | undefined) => RunChange },
    RunChange | undefined
  >;
  readonly #keeper: Keeper = {
    append: (write) => this.#appends.add(write),
    look: (attempt) => this.#watch.look(attempt),
  };
  /** Ends that are being written. */
  readonly #endings = new Set<Promise<void>>();
  #stopListening: Stop | undefined;
  #ring: (runs: readonly StoredRun[]) => Promise<void> = async () => {};

  constructor(core: Core) {
    this.#core = core;
    this.#watch = new Watch(core, this.#attempts);
    this.#claims = new Batcher((ids) => this.#claim(ids));
    this.#appends = new Batcher((writes) => core.store.append(writes, core.now()));
    this.#finishes = new Batcher((endings) => this.#finish(endings));
  }

  /** Where runs that may start now are rung for, and the planner is woken for those that may start later. */
  ringWith(ring: (runs: readonly StoredRun[]) => Promise<void>): void {
    this.#ring = ring;
  }

  /** @param onShort called when few bells are left, where the queue says so */
  async start(onShort: () => void): Promise<void> {
    const { queue, concurrency, roles } = this.#core.settings;
    const answer = (runId: string) => this.#answer(runId);
    if (roles.has("work")) this.#stopListening = await queue.listen(answer, concurrency, onShort);
  }

  /** Takes no new runs, and waits for those that are going on; after `waitMs` they are told to stop. */
  async stop(waitMs: number): Promise<void> {
    const waiting = new AbortController();
    void this.#stopAllAfter(waitMs, waiting.signal);
    await this.#stopListening?.();
    this.#stopListening = undefined;
    await Promise.all(this.#endings);
    waiting.abort();
    this.#watch.rest();
  }

  async #stopAllAfter(waitMs: number, signal: AbortSignal): Promise<void> {
    await this.#core.settings.clock.sleep(waitMs, signal);
    if (signal.aborted) return;
    for (const attempt of this.#attempts.values()) attempt.stop("stop");
  }

  /** How many runs are being carried out here. */
  get size(): number {
    return this.#attempts.size;
  }

  /** Tells a run to stop at once, where it is carried out here; elsewhere it is told when its lease is renewed. */
  cancel(runId: string): void {
    this.#attempts.get(runId)?.stop("cancel");
  }

  /** Answers one bell; it never throws, since a bell has nobody to tell. */
  async #answer(runId: string): Promise<void> {
    try {
      const claimed = await this.#claims.add(runId);
      if (claimed !== undefined) await this.#carryOut(claimed);
    } catch (error) {
      this.#core.settings.logger.error({ error, runId }, "A run could not be carried out");
    }
  }

  async #claim(runIds: readonly string[]): Promise<(ClaimedRun | undefined)[]> {
    const { store, settings, worker } = this.#core;
    const allowed = settings.authorizer === undefined ? runIds : await this.#allowed(runIds);
    if (allowed.length === 0) return runIds.map(() => undefined);
    const now = this.#core.now();
    const begun = new Map<string, RunChange>();
    const { claimed, ended, released } = await store.claim(allowed, now, (run, job) => {
      const change = beginRun(run, job, { worker, now, leaseMs: settings.lease.lengthMs });
      begun.set(run.id, change);
      return change;
    });
    this.#core.announce([
      ...claimed.flatMap(({ run }) => begun.get(run.id)?.events ?? []),
      ...ended.flatMap(({ events }) => events),
    ]);
    if (released.length > 0) await this.#ring(released);
    // A bell that rang twice may be in one batch: the claim is for one of them.
    const claims = new Map(claimed.map((each) => [each.run.id, each]));
    return runIds.map((runId) => {
      const mine = claims.get(runId);
      claims.delete(runId);
      return mine;
    });
  }

  /** The runs whose owners may still run them; the others are ended here, and their jobs suspended. */
  async #allowed(runIds: readonly string[]): Promise<string[]> {
    const { store, settings } = this.#core;
    const runs = (await store.readRuns(runIds)).filter((run) => run.state === "queued");
    const asked = runs.map(async (run) => {
      const { ownerId, factoryId, jobId, workflow } = run;
      const permission = { action: "run", jobId, ...(workflow !== undefined && { workflowId: workflow.id }) } as const;
      try {
        const verdict = await this.#core.verdictOn({ ownerId, factoryId }, permission);
        if (verdict === "yes") return run.id;
        await this.#refuse(run, verdict);
      } catch (error) {
        // Not knowing is neither yes nor no: the run stays queued, and its bell rings again.
        settings.logger.error({ error, runId: run.id }, "The authorizer failed");
      }
      return undefined;
    });
    return (await Promise.all(asked)).filter((id) => id !== undefined);
  }

  async #refuse(refused: StoredRun, verdict: "no" | "gone"): Promise<void> {
    const { store } = this.#core;
    const reason =
      verdict === "no"
        ? ({ code: "denied", message: "The owner may not run it any more." } as const)
        : ({ code: "factory-gone", message: "The factory does not exist any more." } as const);
    for (let tries = 0; tries < CHANGE_TRIES; tries += 1) {
      const [run] = await store.readRuns([refused.id]);
      const job = await store.findJob(refused.jobId);
      if (run?.state !== "queued") return;
      const now = this.#core.now();
      const skipped = stepRun(run, { type: "skip", reason }, now);
      const isHolding = job?.state === "active" || job?.state === "paused";
      const code = verdict === "no" ? "access-lost" : "factory-gone";
      const held = isHolding ? stepJob(job, { type: "suspend", code, message: reason.message }, now) : undefined;
      const events = [...skipped.events, ...(held?.events ?? [])];
      const jobs = held === undefined || job === undefined ? [] : [{ from: job, next: held.job }];
      const written = await store.replace({ jobs, runs: [{ from: run, next: skipped.run }], events }, now);
      if (written === undefined) continue;
      this.#core.announce(events);
      if (written.released.length > 0) await this.#ring(written.released);
      return;
    }
  }

  /**
   * Resolves when the runner is done. The end is written while the next run is already being claimed, so that both share a
   * transaction; no more ends are left open in this way than runs may go on at a time.
   */
  async #carryOut(claimed: ClaimedRun): Promise<void> {
    const attempt = new Attempt(this.#core, this.#keeper, claimed);
    this.#attempts.set(claimed.run.id, attempt);
    this.#watch.look(attempt);
    const outcome = await this.#openAndRun(attempt, claimed);
    const ending = this.#endAndForget(attempt, outcome);
    this.#endings.add(ending);
    void ending.finally(() => this.#endings.delete(ending));
    if (this.#endings.size > this.#core.settings.concurrency.total) await ending;
  }

  async #endAndForget(attempt: Attempt, outcome: Outcome | { state: "threw"; message: string }): Promise<void> {
    const { runId } = attempt.claim;
    try {
      if (!attempt.isLost) await this.#end(attempt, outcome);
    } catch (error) {
      this.#core.settings.logger.error({ error, runId }, "The end of a run was not written; its lease will run out");
    } finally {
      // The run may have been claimed anew meanwhile.
      if (this.#attempts.get(runId) === attempt) this.#attempts.delete(runId);
    }
  }

  /** The host's own history is opened before its agent begins; where that fails, the attempt has failed. */
  async #openAndRun(
    attempt: Attempt,
    { run, conversation }: ClaimedRun,
  ): Promise<Outcome | { state: "threw"; message: string }> {
    try {
      await this.#core.history?.open(run, conversation.id);
    } catch (error) {
      return { state: "threw", message: messageOf(error) };
    }
    return attempt.carryOut();
  }

  async #end(attempt: Attempt, outcome: Outcome | { state: "threw"; message: string }): Promise<void> {
    const end = (stored: StoredRun, job: StoredJob | undefined): RunChange => {
      const now = this.#core.now();
      const { step, items, run } = attempt.ending(outcome, stored, now);
      return { ...endRun(run, job, step, attempt.policies, now), items: items.map(storable) };
    };
    const change = await this.#insist(attempt, () => this.#finishes.add({ claim: attempt.claim, end }));
    if (change === undefined) return;
    this.#core.announce(change.events);
    // A back-off is slept through by the planner.
    if (change.run.state === "queued") await this.#ring([change.run]);
  }

  async #finish(
    endings: readonly { claim: Claim; end: (run: StoredRun, job: StoredJob | undefined) => RunChange }[],
  ): Promise<(RunChange | undefined)[]> {
    const { finished, released } = await this.#core.store.finish(endings, this.#core.now());
    if (released.length > 0) await this.#ring(released);
    return finished;
  }

  /** Writes an ending even where the store stumbles; after that the lease runs out, and the run is found `interrupted`. */
  async #insist<Result>(attempt: Attempt, write: () => Promise<Result>): Promise<Result | undefined> {
    const { clock, logger } = this.#core.settings;
    for (let tries = 1; ; tries += 1) {
      try {
        return await write();
      } catch (error) {
        logger.warn({ error, runId: attempt.claim.runId, tries }, "The end of a run could not be written");
        if (tries === WRITE_TRIES || attempt.isLost) throw error;
        await clock.sleep(WRITE_PAUSE_MS * 2 ** tries, new AbortController().signal);
      }
    }
  }
}

/** An item with its defaults filled in, as it is stored. */
function storable(item: ConversationItem): ConversationItem {
  return z.decode(conversationItemSchema, item);
}
