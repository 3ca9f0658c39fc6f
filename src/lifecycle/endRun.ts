import type { StoredConversation } from "../model/conversation.ts";
import type { StoredJob } from "../model/job.ts";
import type { Policies } from "../model/policies.ts";
import type { RunReason, StoredRun } from "../model/run.ts";
import type { NewEvent, RunChange } from "../ports/store.ts";
import { fractionOf } from "./identity.ts";
import { stepJob } from "./stepJob.ts";
import { isOver, type RunStep, stepRun } from "./stepRun.ts";

/** How an attempt that did not succeed came to its end. */
export type Failure =
  /** The runner threw. */
  | { kind: "threw"; message: string }
  /** The runner said that it failed; `isPermanent` says that another attempt cannot help. */
  | { kind: "failed"; message: string; isPermanent?: boolean }
  /** The process that carried it out died. */
  | { kind: "crashed" };

/** How often a run may take its process down before it is parked. */
const CRASHES_TO_PARK = 2;

/** The step that an attempt which did not succeed leads to: another attempt, `interrupted`, or `failed`. */
export function stepAfter(
  run: StoredRun,
  failure: Failure,
  policies: Policies,
  conversation: StoredConversation,
  now: number,
): RunStep {
  if (failure.kind === "crashed") return stepAfterCrash(run, policies, now);
  const { message } = failure;
  if (run.hasSideEffect && failure.kind === "threw") {
    return { type: "interrupt", reason: { code: "side-effect", message } };
  }
  const reason: RunReason = { code: "error", message };
  const isHopeless = failure.kind === "failed" && failure.isPermanent === true;
  if (isHopeless || run.hasSideEffect || run.attempt >= policies.retry.attempts) {
    return { type: "fail", reason, conversation };
  }
  return { type: "retry", reason, notBefore: now + backoffOf(run, policies) };
}

function stepAfterCrash(run: StoredRun, policies: Policies, now: number): RunStep {
  const isParked = run.crashes + 1 >= CRASHES_TO_PARK;
  const message = run.hasSideEffect
    ? "The process that carried it out died after it had changed something outside."
    : "The process that carried it out died.";
  const reason: RunReason = isParked
    ? { code: "host-crashing", message: "The process that carried it out died more than once." }
    : { code: "worker-lost", message };
  if (policies.retry.afterCrash && !run.hasSideEffect && !isParked) {
    return { type: "retry", reason, notBefore: now, isCrash: true };
  }
  return { type: "interrupt", reason, isCrash: true };
}

/** The wait before the next attempt: doubles with each, between half of it and all of it by jitter. */
function backoffOf(run: StoredRun, { retry }: Policies): number {
  const full = Math.min(retry.maxBackoffMs, retry.backoffMs * 2 ** Math.max(0, run.attempt - 1));
  return Math.round(full * (0.5 + 0.5 * fractionOf(run.id, `attempt ${run.attempt}`)));
}

/** A run after the step that ends its attempt, with what that does to its job: last run, breaker, completion. */
export function endRun(
  run: StoredRun,
  job: StoredJob | undefined,
  step: RunStep,
  policies: Policies,
  now: number,
): RunChange {
  const { run: next, events } = stepRun(run, step, now);
  if (job === undefined) return { run: next, events };
  const noted = { ...job, ...lastRunOf(job, next), ...countsOf(job, step) };
  const code =
    noted.failures >= policies.breakerFailures && noted.failures > job.failures
      ? "failing"
      : noted.crashes >= policies.breakerCrashes && noted.crashes > job.crashes
        ? "host-crashing"
        : undefined;
  if (code !== undefined && (noted.state === "active" || noted.state === "paused")) {
    const held = stepJob(noted, { type: "suspend", code, message: suspensionMessage(code, noted) }, now);
    return { run: next, job: held.job, events: [...events, ...held.events] };
  }
  return { run: next, ...closedBy(noted, next, events, now) };
}

/** The job and the events once a run has changed: a run that was the last of its job completes it when it is over. */
export function closedBy(
  job: StoredJob,
  run: StoredRun,
  events: readonly NewEvent[],
  now: number,
): { job: StoredJob; events: readonly NewEvent[] } {
  if (job.closingRunId !== run.id || !isOver(run.state)) return { job, events };
  if (job.state === "suspended") {
    const { closingRunId: _over, ...rest } = job;
    return { job: rest, events };
  }
  const done = stepJob(job, { type: "complete" }, now);
  return { job: done.job, events: [...events, ...done.events] };
}

/** The state of the job's latest run, where it is this one; an older run that ends later does not come back. */
function lastRunOf(job: StoredJob, run: StoredRun): Pick<StoredJob, "lastRun"> {
  return job.lastRun?.runId === run.id ? { lastRun: { ...job.lastRun, state: run.state } } : {};
}

/** Failures and crashes in a row; what a person stopped or has to look at first counts for neither. */
function countsOf(job: StoredJob, step: RunStep): Pick<StoredJob, "failures" | "crashes"> {
  switch (step.type) {
    case "succeed":
      return { failures: 0, crashes: 0 };
    case "fail":
    case "timeOut":
      return {
        failures: step.reason.code === "answer-expired" ? job.failures : job.failures + 1,
        crashes: job.crashes,
      };
    case "retry":
    case "interrupt":
      return { failures: job.failures, crashes: job.crashes + (step.isCrash === true ? 1 : 0) };
    default:
      return { failures: job.failures, crashes: job.crashes };
  }
}

function suspensionMessage(code: "failing" | "host-crashing", job: StoredJob): string {
  return code === "failing"
    ? `It failed ${job.failures} times in a row.`
    : `The process that carried it out died ${job.crashes} times in a row.`;
}
