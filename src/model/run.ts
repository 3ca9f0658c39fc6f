import * as z from "zod";
import { instantSchema } from "./instant.ts";

export const runStateSchema = z.enum([
  /** Planned, or waiting for its next attempt; nobody carries it out. */
  "queued",
  /** A worker holds its lease. */
  "running",
  /** It asked something and waits for the owner's reply. */
  "needs_input",
  "succeeded",
  "failed",
  /** It took longer than it may, or wrote nothing for too long. */
  "timed_out",
  "cancelled",
  /** Its process died, or it threw after a declared side effect; never repeated unless a person says so. */
  "interrupted",
  /** It came due and was not carried out, by a policy or for want of permission. */
  "skipped",
  /** It came due while nothing was there to carry it out. */
  "missed",
]);
/** Where a run stands. */
export type RunState = z.infer<typeof runStateSchema>;

/** Why a run is in its state, where the state alone does not say it. */
export const runReasonSchema = z.object({
  code: z.enum([
    "overlap", // an earlier run was not over
    "coalesced", // a later missed occurrence stands for it
    "too-late", // nothing was running when it was due, and it is too late now
    "misfire-skip", // the misfire policy is to run none
    "paused",
    "suspended",
    "denied", // the owner may not, or not any more
    "factory-gone",
    "job-deleted",
    "cancelled-by-owner",
    "cancelled-by-successor",
    "run-limit",
    "idle-limit",
    "budget",
    "error", // the runner threw, or said that it failed
    "worker-lost",
    "side-effect", // it threw after it had declared a side effect
    "answer-expired",
    "host-crashing", // it took the process down more than once
    "stopped", // the scheduler was stopped
    "row-unreadable", // what is stored about it, or about its job, was damaged
  ]),
  message: z.string(),
  /** The run that stood in the way, where there is one. */
  blockerId: z.string().optional(),
});
/** Why a run is in its state. */
export type RunReason = z.infer<typeof runReasonSchema>;

/** Carrying out one occurrence of one job, or one manual trigger. */
export const runSchema = z.object({
  /** UUIDv5 of job and instant; of a request id for a manual run. */
  id: z.string(),
  jobId: z.string(),
  ownerId: z.string(),
  factoryId: z.string(),
  trigger: z.enum(["schedule", "manual"]),
  state: runStateSchema,
  reason: runReasonSchema.optional(),
  /** The instant the occurrence was due; of a manual run, when it was asked for. Not when it started. */
  dueAt: instantSchema,
  /** How many occurrences this row stands for: more than one only where missed ones were counted together. */
  occurrences: z.int().positive(),
  /** The last of the occurrences it stands for. */
  lastDueAt: instantSchema.optional(),
  /** Not to be carried out before this instant: the back-off between attempts. */
  notBefore: instantSchema,
  /** The run that must be over before this one may start: overlap `queueOne` and `cancelPrevious`. */
  waitsFor: z.string().optional(),
  /** Not to be started after this instant. */
  startBy: instantSchema.optional(),
  /** Attempts begun. */
  attempt: z.int().nonnegative(),
  /** Raised with every claim; a write with an older one is refused. */
  fencingToken: z.int().nonnegative(),
  /** How often the process that carried it out died. */
  crashes: z.int().nonnegative(),
  worker: z.string().optional(),
  leaseUntil: instantSchema.optional(),
  /** Whether it declared that it changed something outside. */
  hasSideEffect: z.boolean(),
  /** Set once somebody asked that it stop. */
  cancelRequestedAt: instantSchema.optional(),
  conversationId: z.string().optional(),
  /** The job's revision, name, prompt and workflow as they were when it was planned: a later edit does not reach it. */
  jobRevision: z.int().positive(),
  title: z.string(),
  prompt: z.string(),
  workflow: z.object({ id: z.string(), name: z.string() }).optional(),
  /** What it asked, while it is `needs_input`. */
  question: z.object({ text: z.string(), choices: z.array(z.string()) }).optional(),
  /** When it stops waiting for the answer. */
  answerBy: instantSchema.optional(),
  /** What its runner reported. */
  usage: z
    .object({
      tokens: z.number().nonnegative(),
      costUsd: z.number().nonnegative(),
      seconds: z.number().nonnegative().default(0),
    })
    .optional(),
  createdAt: instantSchema,
  startedAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
  /** One line about the result. */
  summary: z.string().optional(),
});
/** Carrying out one occurrence of one job, or one manual trigger. */
export type Run = z.output<typeof runSchema>;
/** @see {@link Run} */
export type StoredRun = z.input<typeof runSchema>;
