import type { RunReason, RunState } from "../../model/run.ts";

/** What an explanation can say. Reasons of a run keep their own codes; a queued run waits for a worker, or for another run. */
export type ExplanationKey =
  | RunReason["code"]
  | RunState
  | "queued-behind"
  | "not-created"
  | "not-scheduled"
  | "job-paused"
  | "job-was-paused"
  | "job-suspended"
  | "upcoming"
  | "due"
  | "not-planned";

/** Sentences of a language; `{message}` is what the runner, or whoever held the job, said. */
export type ExplanationWords = Readonly<Record<ExplanationKey, string>>;
