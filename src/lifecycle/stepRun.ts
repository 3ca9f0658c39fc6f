import { SchedulerError } from "../errors/schedulerError.ts";
import type { StoredConversation } from "../model/conversation.ts";
import type { StoredSchedulerEvent } from "../model/events.ts";
import type { RunReason, RunState, StoredRun } from "../model/run.ts";
import type { NewEvent } from "../ports/store.ts";

/** What can happen to a run. */
export type RunStep =
  /** A worker takes it. */
  | { type: "start"; worker: string; leaseUntil: number; conversation: StoredConversation }
  /** It comes due and is not carried out. */
  | { type: "skip"; reason: RunReason }
  | { type: "succeed"; summary?: string; conversation: StoredConversation }
  | { type: "fail"; reason: RunReason; conversation: StoredConversation }
  | { type: "timeOut"; reason: RunReason; conversation: StoredConversation }
  /** The attempt is over, and another one is to follow. */
  | { type: "retry"; reason: RunReason; notBefore: number; isCrash?: boolean }
  /** The attempt was given up before it did anything that counts; the next one is the same attempt again. */
  | { type: "release"; reason: RunReason; notBefore: number }
  | { type: "interrupt"; reason: RunReason; isCrash?: boolean }
  | {
      type: "ask";
      question: { text: string; choices: string[] };
      answerBy: number;
      conversation: StoredConversation;
    }
  /** The owner replied. */
  | { type: "answer" }
  /** A person has an interrupted run go on. */
  | { type: "continue" }
  | { type: "cancel"; reason: RunReason };

/** The whole state machine of a run: which step leads from which state to which. What is not here is refused. */
export const runMoves: Readonly<Record<RunState, Partial<Record<RunStep["type"], RunState>>>> = {
  queued: { start: "running", skip: "skipped", cancel: "cancelled" },
  running: {
    succeed: "succeeded",
    fail: "failed",
    timeOut: "timed_out",
    retry: "queued",
    release: "queued",
    interrupt: "interrupted",
    ask: "needs_input",
    cancel: "cancelled",
  },
  needs_input: { answer: "queued", fail: "failed", cancel: "cancelled" },
  interrupted: { continue: "queued", cancel: "cancelled" },
  succeeded: {},
  failed: {},
  timed_out: {},
  cancelled: {},
  skipped: {},
  missed: {},
};

/** Whether a run is over for good: no step of the scheduler's leads on, at most a person's. */
export function isOver(state: RunState): boolean {
  return state !== "queued" && state !== "running" && state !== "needs_input";
}

/**
 * The run after a step, and what is to be told about it.
 *
 * @throws {@link SchedulerError} `RUN_STATE` where no such step leads on from its state
 */
export function stepRun(run: StoredRun, step: RunStep, now: number): { run: StoredRun; events: NewEvent[] } {
  const state = runMoves[run.state][step.type];
  if (state === undefined) throw new SchedulerError("RUN_STATE", { runId: run.id, state: run.state, step: step.type });
  const next = withoutLease({ ...run, ...changesOf(run, step, now), state });
  if (isOver(state)) {
    next.finishedAt = now;
    delete next.waitsFor;
  }
  if (state !== "needs_input") {
    delete next.question;
    delete next.answerBy;
  }
  const event = eventOf(next, step, now);
  return { run: next, events: event === undefined ? [] : [eventAbout(next, event, now)] };
}

/** An event about a run, ready to be stored. */
export function eventAbout(run: StoredRun, event: StoredSchedulerEvent, at: number): NewEvent {
  return { jobId: run.jobId, ownerId: run.ownerId, factoryId: run.factoryId, at, event };
}

/** The fields that a step sets beside the state. */
function changesOf(run: StoredRun, step: RunStep, now: number): Partial<StoredRun> {
  switch (step.type) {
    case "start":
      return {
        worker: step.worker,
        leaseUntil: step.leaseUntil,
        fencingToken: run.fencingToken + 1,
        attempt: run.attempt + 1,
        conversationId: step.conversation.id,
        startedAt: run.startedAt ?? now,
      };
    case "retry":
    case "interrupt":
      return {
        reason: step.reason,
        ...(step.type === "retry" && { notBefore: step.notBefore }),
        ...(step.isCrash === true && { crashes: run.crashes + 1 }),
      };
    case "release":
      return { reason: step.reason, notBefore: step.notBefore, attempt: run.attempt - 1 };
    case "ask":
      return { question: step.question, answerBy: step.answerBy };
    case "answer":
    case "continue":
      return { notBefore: now };
    case "succeed":
      return step.summary === undefined ? {} : { summary: step.summary };
    case "skip":
    case "fail":
    case "timeOut":
    case "cancel":
      return { reason: step.reason };
  }
}

/** A run that nobody carries out has no lease, and one that goes well has no reason left over from an earlier attempt. */
function withoutLease(run: StoredRun): StoredRun {
  const next = run.state === "running" ? { ...run } : left(run);
  if (next.state === "succeeded" || next.state === "running" || next.state === "needs_input") delete next.reason;
  return next;
}

/** Left out and not deleted: from then on, whatever reads an object that lost a field takes several times as long. */
function left({ worker: _worker, leaseUntil: _leaseUntil, ...run }: StoredRun): StoredRun {
  return run;
}

function eventOf(run: StoredRun, step: RunStep, now: number): StoredSchedulerEvent | undefined {
  const tookMs = now - (run.startedAt ?? now);
  switch (step.type) {
    case "start":
      return { name: "run.started", run, conversation: shown(step.conversation, run, now) };
    case "succeed":
      return { name: "run.succeeded", run, conversation: shown(step.conversation, run, now), tookMs };
    case "fail":
      return { name: "run.failed", run, conversation: shown(step.conversation, run, now), tookMs };
    case "timeOut":
      return { name: "run.timed_out", run, conversation: shown(step.conversation, run, now), tookMs };
    case "ask":
      return {
        name: "run.asked",
        run,
        conversation: shown(step.conversation, run, now),
        question: step.question.text,
      };
    case "retry":
    case "release":
      return { name: "run.retried", run };
    case "answer":
    case "continue":
      return { name: "run.answered", run };
    case "interrupt":
      return { name: "run.interrupted", run };
    case "cancel":
      return { name: "run.cancelled", run };
    case "skip":
      return { name: "run.skipped", run };
  }
}

/** The conversation as the store will hold it once the step is written. */
function shown(conversation: StoredConversation, run: StoredRun, now: number): StoredConversation {
  return { ...conversation, status: run.state, updatedAt: now };
}
