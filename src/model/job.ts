import * as z from "zod";
import { instantSchema } from "./instant.ts";
import { policyOverridesSchema } from "./policies.ts";
import { runStateSchema } from "./run.ts";
import { scheduleSchema } from "./schedule.ts";

export const jobStateSchema = z.enum([
  /** Occurs by its schedule. */
  "active",
  /** A person holds it; it goes on when a person resumes it. */
  "paused",
  /** The scheduler holds it, for a reason that is told. */
  "suspended",
  /** Its last occurrence is over. */
  "completed",
]);
/** Where a job stands. A deleted job is not there any more. */
export type JobState = z.infer<typeof jobStateSchema>;

/** Why the scheduler holds a job. */
export const suspensionSchema = z.object({
  code: z.enum(["access-lost", "factory-gone", "failing", "host-crashing", "schedule-unreadable"]),
  message: z.string(),
  at: instantSchema,
});
/** A confirmed schedule, prompt, name, owner and factory. */
export const scheduledJobSchema = z.object({
  id: z.string(),
  ownerId: z.string(),
  /** The host's workspace the job is bound to for ever. */
  factoryId: z.string(),
  name: z.string(),
  prompt: z.string(),
  workflow: z.object({ id: z.string(), name: z.string() }).optional(),
  schedule: scheduleSchema,
  /** The zone its times are shown in; also the zone of the schedule where that has one. */
  timezone: z.string(),
  followsAccountTimezone: z.boolean(),
  /** The language it was said in, for words shown about it. */
  locale: z.string(),
  policies: policyOverridesSchema,
  state: jobStateSchema,
  suspension: suspensionSchema.optional(),
  /** Counts every change by a person or by the scheduler's decisions about it; an edit names the revision it changes. */
  revision: z.int().positive(),
  /** The proposal it was confirmed from, and the digest of what was confirmed. */
  proposalId: z.string(),
  digest: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** The next occurrence; absent while it is paused or suspended, and once it is completed. */
  nextAt: instantSchema.optional(),
  /** While it is paused or suspended: the occurrence that would have been next when it was held. */
  heldNextAt: instantSchema.optional(),
  /** Set once no occurrence is left: the run whose end completes it. */
  closingRunId: z.string().optional(),
  /** The latest run that truly started. */
  lastRun: z
    .object({ runId: z.string(), state: runStateSchema, dueAt: instantSchema, startedAt: instantSchema })
    .optional(),
  /** Failures in a row of the kind that never succeeds. */
  failures: z.int().nonnegative(),
  /** Runs in a row whose process died. */
  crashes: z.int().nonnegative(),
});
/** A confirmed schedule, prompt, name, owner and factory. */
export type ScheduledJob = z.output<typeof scheduledJobSchema>;
/** @see {@link ScheduledJob} */
export type StoredJob = z.input<typeof scheduledJobSchema>;
