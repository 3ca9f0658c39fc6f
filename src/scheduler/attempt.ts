import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import { stepAfter } from "../lifecycle/endRun.ts";
import type { RunStep } from "../lifecycle/stepRun.ts";
import {
  type Conversation,
  conversationEntrySchema,
  type ConversationEntry,
  type ConversationItem,
  conversationItemSchema,
  conversationSchema,
  type StoredConversation,
  type StoredConversationEntry,
} from "../model/conversation.ts";
import { defined } from "../model/defined.ts";
import { type ScheduledJob, scheduledJobSchema } from "../model/job.ts";
import type { Json } from "../model/json.ts";
import type { Policies } from "../model/policies.ts";
import { type Run, runSchema, type StoredRun } from "../model/run.ts";
import type { Outcome, RunContext, Usage } from "../ports/runner.ts";
import type { Claim, ClaimedRun } from "../ports/store.ts";
import type { Core } from "./core.ts";
import { parse } from "./parse.ts";
import { wellFormed } from "./wellFormed.ts";

/** Why an attempt was told to stop. */
export type Stopped = "cancel" | "run-limit" | "idle-limit" | "budget" | "lost" | "stop";

/** What a worker does for all its attempts. */
export interface Keeper {
  append(write: { claim: Claim; items: readonly ConversationItem[] }): Promise<StoredConversationEntry[] | undefined>;
  /** Looks at an attempt when it is due, which is earlier than before. */
  look(attempt: Attempt): void;
}

const itemsSchema = z.array(conversationItemSchema).max(1_000);
const questionSchema = z.object({
  text: z.string().min(1).max(10_000),
  choices: z.array(z.string()).max(100).default([]),
});
const used = z.number().nonnegative();
const usageSchema = z.object({
  tokens: used.optional(),
  costUsd: used.default(0),
  seconds: used.default(0),
  modelCall: z.object({ inputTokens: used.default(0), outputTokens: used.default(0) }).optional(),
});

/** What a runner may give back. One that gives back something else has not said what became of its run. */
const outcomeSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("succeeded"), summary: z.string().optional(), message: z.string().optional() }),
  z.object({ state: z.literal("failed"), message: z.string(), isPermanent: z.boolean().optional() }),
]);

/** The longest summary that is made of a message. */
const SUMMARY_LENGTH = 200;

/** One attempt to carry out a run: what its runner is given, and what becomes of it. */
export class Attempt implements RunContext {
  readonly claim: Claim;
  readonly policies: Policies;
  readonly #core: Core;
  readonly #keeper: Keeper;
  readonly #claimed: ClaimedRun;
  /** Made when it is asked for: most runs are never stopped, and many runners never look. */
  #abort: AbortController | undefined;
  readonly #startedAt: number;
  #tracedAt: number;
  #conversation: StoredConversation;
  #pending = new Set<Promise<unknown>>();
  #failedWrite: unknown;
  #question: { text: string; choices: string[] } | undefined;
  #hasSideEffect: boolean;
  #usage: { tokens: number; costUsd: number; seconds: number };
  #stopped: Stopped | undefined;
  /** When, by the monotonic clock, a runner that was told to stop is left behind. */
  #leaveAt = Number.POSITIVE_INFINITY;
  #left: () => void = () => {};
  #isOver = false;

  constructor(core: Core, keeper: Keeper, claimed: ClaimedRun) {
    this.#core = core;
    this.#keeper = keeper;
    this.#claimed = claimed;
    this.#conversation = claimed.conversation;
    this.#hasSideEffect = claimed.run.hasSideEffect;
    const { tokens = 0, costUsd = 0, seconds = 0 } = claimed.run.usage ?? {};
    this.#usage = { tokens, costUsd, seconds };
    this.claim = { runId: claimed.run.id, token: claimed.run.fencingToken };
    this.policies = core.policiesOf(claimed.job);
    this.#startedAt = core.settings.clock.monotonic();
    this.#tracedAt = this.#startedAt;
  }

  // What the runner sees is made when it asks for it: most runners need a part.
  get run(): Run {
    return z.decode(runSchema, this.#claimed.run);
  }
  get job(): ScheduledJob {
    return z.decode(scheduledJobSchema, this.#claimed.job);
  }
  get conversation(): Conversation {
    return z.decode(conversationSchema, this.#claimed.conversation);
  }
  get history(): readonly ConversationEntry[] {
    return z.decode(z.array(conversationEntrySchema), [...this.#claimed.history]);
  }
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    return this.#abort.signal;
  }
  get idempotencyKey(): string {
    return this.#claimed.run.id;
  }

  // Arrow functions, so that a runner may take them out of the context.
  readonly emit = (...items: ConversationItem[]): Promise<void> => this.#write(() => this.#append(items));
  readonly declareSideEffect = (): Promise<void> => this.#write(() => this.#declareSideEffect());

  readonly ask = async (question: { text: string; choices?: readonly string[] }): Promise<never> => {
    this.#refuseIfEnded();
    this.#question = parse(questionSchema, question, "question");
    throw new SchedulerError("RUN_STATE", {
      runId: this.claim.runId,
      hint: "It waits for its answer now: let this error pass.",
    });
  };

  readonly usage = async (reported: Usage): Promise<void> => {
    const { modelCall, costUsd, seconds, ...given } = parse(usageSchema, reported, "usage");
    const tokens = given.tokens ?? (modelCall === undefined ? 0 : modelCall.inputTokens + modelCall.outputTokens);
    const before = this.#usage;
    this.#usage = {
      tokens: before.tokens + tokens,
      costUsd: before.costUsd + costUsd,
      seconds: before.seconds + seconds,
    };
    const { budget } = this.policies;
    const isOver = (["tokens", "costUsd", "seconds"] as const).some(
      (what) => this.#usage[what] > (budget[what] ?? Infinity),
    );
    if (isOver) this.stop("budget");
  };

  /** The instant, by the monotonic clock, at which this attempt is to be looked at again. */
  get dueAt(): number {
    // Its runner is done or left behind; what is left is to write the end.
    if (this.#isOver) return Number.POSITIVE_INFINITY;
    if (this.#stopped !== undefined) return this.#leaveAt;
    const { runMs, idleMs } = this.policies.limits;
    return Math.min(this.#startedAt + runMs, this.#tracedAt + idleMs);
  }

  /** Stops what takes too long, and leaves behind what does not stop. */
  check(monotonic: number): void {
    if (monotonic < this.dueAt) return;
    if (this.#stopped !== undefined) this.#left();
    else this.stop(monotonic >= this.#startedAt + this.policies.limits.runMs ? "run-limit" : "idle-limit");
  }

  /** Tells the runner to stop; the first reason counts, but that the lease is lost, which counts always. */
  stop(why: Stopped): void {
    // Told again (at each renewal of the lease, at each use beyond the budget), it gets no further grace.
    if (this.#stopped === why || (this.#stopped !== undefined && why !== "lost")) return;
    this.#stopped = why;
    this.#leaveAt = this.#core.settings.clock.monotonic() + (why === "lost" ? 0 : this.policies.limits.graceMs);
    this.#abort ??= new AbortController();
    this.#abort.abort(new SchedulerError("RUN_STATE", { runId: this.claim.runId, stopped: why }));
    if (why === "lost") this.#left();
    else this.#keeper.look(this);
  }

  /** Whether the lease is gone, so that nothing may be written any more. */
  get isLost(): boolean {
    return this.#stopped === "lost";
  }

  /** What the runner made of it; resolves at the latest when it is left behind. */
  async carryOut(): Promise<Outcome | { state: "threw"; message: string }> {
    const left = new Promise<Outcome>((resolve) => {
      this.#left = () => {
        this.#isOver = true;
        resolve({ state: "failed", message: "It did not stop when it was told to." });
      };
    });
    try {
      const outcome = checked(await Promise.race([this.#core.carryOut(this), left]));
      // What the runner did not wait for belongs to the run all the same.
      if (this.#pending.size > 0) await Promise.allSettled(this.#pending);
      if (this.#failedWrite !== undefined && outcome.state === "succeeded") throw this.#failedWrite;
      return outcome;
    } catch (error) {
      return { state: "threw", message: messageOf(error) };
    } finally {
      this.#isOver = true;
    }
  }

  /** The step that the outcome leads to, and what is written into the conversation with it. */
  ending(
    outcome: Outcome | { state: "threw"; message: string },
    run: StoredRun,
    now: number,
  ): { step: RunStep; items: ConversationItem[]; run: StoredRun } {
    const items: ConversationItem[] = [];
    const noted: StoredRun = {
      ...run,
      ...(Object.values(this.#usage).some((amount) => amount > 0) && { usage: this.#usage }),
    };
    const step = this.#step(outcome, noted, now, items);
    return { step, items, run: noted };
  }

  #step(
    outcome: Outcome | { state: "threw"; message: string },
    run: StoredRun,
    now: number,
    items: ConversationItem[],
  ): RunStep {
    const told = this.#stoppedStep(run, now, items);
    if (told !== undefined) return told;
    if (this.#question !== undefined) {
      items.push({ type: "question", ...this.#question });
      const answerBy = now + this.policies.limits.answerMs;
      return { type: "ask", question: this.#question, answerBy, conversation: this.#with(items) };
    }
    if (outcome.state === "succeeded") {
      const { message } = outcome;
      if (message !== undefined) items.push({ type: "message", role: "assistant", text: message });
      const summary = outcome.summary ?? message?.split("\n", 1)[0]?.slice(0, SUMMARY_LENGTH);
      return { type: "succeed", ...(summary !== undefined && { summary }), conversation: this.#with(items) };
    }
    items.push({ type: "note", text: outcome.message });
    const failure =
      outcome.state === "threw"
        ? ({ kind: "threw", message: outcome.message } as const)
        : { kind: "failed" as const, message: outcome.message, isPermanent: outcome.isPermanent ?? false };
    return stepAfter(run, failure, this.policies, this.#with(items), now);
  }

  /** What becomes of an attempt that was told to stop, whatever its runner said afterwards. */
  #stoppedStep(run: StoredRun, now: number, items: ConversationItem[]): RunStep | undefined {
    const note = (text: string) => {
      items.push({ type: "note", text });
      return text;
    };
    switch (this.#stopped) {
      case undefined:
      case "lost":
        return undefined;
      case "cancel": {
        const message = note(run.reason?.message ?? "It was cancelled.");
        return { type: "cancel", reason: run.reason ?? { code: "cancelled-by-owner", message } };
      }
      case "run-limit":
      case "idle-limit": {
        const { runMs, idleMs } = this.policies.limits;
        const message = note(
          this.#stopped === "run-limit"
            ? `It took longer than ${runMs / 1000} s.`
            : `It wrote nothing for ${idleMs / 1000} s.`,
        );
        return { type: "timeOut", reason: { code: this.#stopped, message }, conversation: this.#with(items) };
      }
      case "budget": {
        const message = note("It used more than its budget.");
        return { type: "fail", reason: { code: "budget", message }, conversation: this.#with(items) };
      }
      case "stop": {
        const message = note("The scheduler was stopped while it was going on.");
        const reason = { code: "stopped", message } as const;
        return run.hasSideEffect ? { type: "interrupt", reason } : { type: "release", reason, notBefore: now };
      }
    }
  }

  /** The conversation with the items that are about to be written. */
  #with(items: readonly ConversationItem[]): StoredConversation {
    return { ...this.#conversation, length: this.#conversation.length + items.length };
  }

  #refuseIfEnded(): void {
    const { runId } = this.claim;
    if (this.#stopped !== undefined) {
      const hint = "The run was told to stop (see its signal); nothing more is written.";
      throw new SchedulerError("LEASE_LOST", { runId, stopped: this.#stopped, hint });
    }
    if (this.#isOver) {
      const hint = "Its runner is done: wait for everything that is written before it gives back its outcome.";
      throw new SchedulerError("LEASE_LOST", { runId, hint });
    }
  }

  #takenOver(): SchedulerError<"LEASE_LOST"> {
    this.stop("lost");
    const hint = "Another worker has taken over the run, or it has ended.";
    return new SchedulerError("LEASE_LOST", { runId: this.claim.runId, hint });
  }

  /** A write is waited for before the run ends, and a run whose trace has a hole has not succeeded. */
  #write(write: () => Promise<void>): Promise<void> {
    const writing = write();
    const noted = writing.catch((error: unknown) => {
      this.#failedWrite ??= error;
    });
    this.#pending.add(noted);
    void noted.finally(() => this.#pending.delete(noted));
    return writing;
  }

  async #append(given: readonly ConversationItem[]): Promise<void> {
    this.#refuseIfEnded();
    const { ownerId } = this.#claimed.run;
    const items = parse(itemsSchema, given.map(inJson), "items").map((item) =>
      item.type === "output" ? { ...item, ownerId } : item,
    );
    const entries = await this.#keeper.append({ claim: this.claim, items });
    if (entries === undefined) throw this.#takenOver();
    this.#tracedAt = this.#core.settings.clock.monotonic();
    this.#conversation = { ...this.#conversation, length: entries.at(-1)?.sequence ?? this.#conversation.length };
    const { id: conversationId, runId } = this.#conversation;
    this.#core.emit({ name: "conversation.appended", conversationId, runId, entries });
    await this.#core.history?.append(conversationId, entries);
  }

  async #declareSideEffect(): Promise<void> {
    this.#refuseIfEnded();
    if (this.#hasSideEffect) return;
    if (!(await this.#core.store.declareSideEffect(this.claim, this.#core.now()))) throw this.#takenOver();
    this.#hasSideEffect = true;
    this.#tracedAt = this.#core.settings.clock.monotonic();
  }
}

/** The outcome, with texts that every store can keep; a failure that no attempt can mend where it is none. */
function checked(outcome: Outcome): Outcome {
  try {
    return defined(parse(outcomeSchema, outcome, "outcome"));
  } catch (error) {
    const message = `Its runner gave back something that is not an outcome. ${messageOf(error)}`;
    return { state: "failed", message, isPermanent: true };
  }
}

/** What somebody threw, in a text that every store can keep. */
export function messageOf(thrown: unknown): string {
  return wellFormed(String(thrown instanceof Error ? thrown.message : thrown));
}

/** What a tool was given or gave, as JSON writes it: a field without a value is left out, a date is a text. */
function inJson(item: ConversationItem, index: number): ConversationItem {
  if (item?.type === "tool-call") return { ...item, input: jsonOf(item.input, `items.${index}.input`) };
  if (item?.type === "tool-result") return { ...item, output: jsonOf(item.output, `items.${index}.output`) };
  return item;
}

function jsonOf(value: unknown, field: string): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null") as Json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n", 1)[0] : undefined;
    throw new SchedulerError("INPUT_INVALID", { field, reason, hint: "Give what JSON can hold." }, { cause });
  }
}
