import * as z from "zod";
import { actorSchema } from "./actor.ts";
import { instantSchema } from "./instant.ts";
import { interpretationSchema, spanSchema } from "./interpretation.ts";
import { policyOverridesSchema } from "./policies.ts";
import { scheduleSchema } from "./schedule.ts";

/** One occurrence to come, as it is shown before it is confirmed. */
export const previewSchema = z.object({
  dueAt: instantSchema,
  /** Wall time in the schedule's zone, `YYYY-MM-DDTHH:mm:ss`. */
  local: z.string(),
  /** What a clock change does to it: moved out of the gap, or merged with its twin. */
  clockChange: z.enum(["shifted", "first-of-two", "second-of-two"]).optional(),
});
/** One occurrence to come, as it is shown before it is confirmed. */
export type Preview = z.output<typeof previewSchema>;

/** One job as it would be stored, were the proposal confirmed now. */
export const jobDraftSchema = z.object({
  name: z.string().min(1).max(200),
  prompt: z.string().min(1),
  schedule: scheduleSchema,
  /** The zone that the wall times are in and are shown in. */
  timezone: z.string(),
  /** Whether the schedule moves along when the owner's account zone changes. */
  followsAccountTimezone: z.boolean(),
  workflow: z.object({ id: z.string(), name: z.string() }).optional(),
  policies: policyOverridesSchema,
  /** The schedule in words. */
  description: z.string(),
  /** The first five occurrences. */
  next: z.array(previewSchema),
});
/** One job as it would be stored, were the proposal confirmed now. */
export type JobDraft = z.output<typeof jobDraftSchema>;
/** Something worth saying before a person confirms; never a reason to refuse. */
export const noticeSchema = z.object({
  code: z.enum([
    "unknown-workflow",
    "needs-interaction",
    "no-recipient",
    "missing-attachment",
    "schedule-words-in-prompt",
  ]),
  text: z.string(),
});
/** Something worth saying before a person confirms. */
export type Notice = z.infer<typeof noticeSchema>;

/** What can be proposed about a stored job as a whole. */
export const proposedChangeSchema = z.object({
  /** `trigger` runs it now, once. */
  action: z.enum(["pause", "resume", "trigger", "delete"]),
  /** With `delete`: whether a run that is going on is told to stop. */
  abortRunning: z.boolean().optional(),
});
/** What can be proposed about a stored job as a whole. */
export type ProposedChange = z.infer<typeof proposedChangeSchema>;

/** An interpretation put before a person. Nothing exists until a revision of it is confirmed. */
export const proposalSchema = z.object({
  id: z.string(),
  /** Counts every change of what is proposed; a confirmation names the revision it confirms. */
  revision: z.int().positive(),
  state: z.enum(["open", "confirmed", "declined", "expired"]),
  /** Who asked. A job keeps the owner and the factory of this actor for ever. */
  actor: actorSchema,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  interpretation: interpretationSchema,
  /** What was said or set beside the sentence, so that it holds when the sentence is read again. */
  given: z.object({
    name: z.string().min(1).max(200).optional(),
    policies: policyOverridesSchema.optional(),
    /** Corrections in words, in their order. */
    corrections: z.array(z.string()),
    /** Letters of the sentence that are not schedule words. */
    literal: z.array(spanSchema),
  }),
  /** The stored job that it would change, and which revision of it; without it, a confirmation creates jobs. */
  corrects: z.object({ jobId: z.string(), revision: z.int().positive() }).optional(),
  /** What a confirmation would do with a stored job as it is at this revision; the drafts then show that job. */
  change: proposedChangeSchema.extend({ jobId: z.string(), revision: z.int().positive() }).optional(),
  /** Set where an agent opened or changed it: then only the person's token confirms it. */
  isFromAgent: z.literal(true).optional(),
  /** What is asked back, where half is missing or two readings are about as likely; while it is set, nothing can be confirmed. */
  question: z
    .object({
      code: z.string(),
      text: z.string(),
      /** Empty where only words can answer ("What should be done?"). */
      options: z.array(z.object({ label: z.string() })),
    })
    .optional(),
  /** The jobs to be; empty while there is a question or a reason why not. */
  drafts: z.array(jobDraftSchema),
  /** What was understood, in one text that a person can check. */
  summary: z.string(),
  notices: z.array(noticeSchema),
  /** SHA-256 over schedules, zones, prompts, factory and first occurrences, in hex; set while there are drafts. */
  digest: z.string().optional(),
  /** The jobs that were made of it, once confirmed. */
  jobIds: z.array(z.string()),
});
/** An interpretation put before a person. Nothing exists until a revision of it is confirmed. */
export type Proposal = z.output<typeof proposalSchema>;
/** @see {@link Proposal} */
export type StoredProposal = z.input<typeof proposalSchema>;
