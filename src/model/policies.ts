import * as z from "zod";
import { defined } from "./defined.ts";
import { durationMsSchema } from "./instant.ts";

/** What a job does where life does not follow its schedule. Every one can be set for a scheduler and for a single job. */
export const policiesSchema = z.object({
  /** How late a run may start and still count as on time. */
  onTimeMs: durationMsSchema,
  /** Each run starts up to this long after it was due, by a delay that its job and instant decide, so that a herd spreads. */
  jitterMs: durationMsSchema,
  /** How long after it was due a run may still be started; without a limit when `null`. */
  startWithinMs: durationMsSchema.nullable(),
  /** What happens to occurrences that came due while nothing was running. */
  misfire: z.object({
    /** `latest` runs the latest missed one once, `each` runs them oldest first, `skip` runs none. */
    policy: z.enum(["latest", "each", "skip"]),
    /** How late the latest missed one may still run; never more than half the gap to the next. */
    windowMs: durationMsSchema,
    /** The same for a one-off job. */
    oneOffWindowMs: durationMsSchema,
    /** With `each`: how many at most. */
    limit: z.int().positive(),
  }),
  /** What happens to an occurrence that comes due while an earlier run is not over. */
  overlap: z.object({
    policy: z.enum(["skip", "queueOne", "allow", "cancelPrevious"]),
    /** Whose runs count: this job's, or any job's of the factory. */
    scope: z.enum(["job", "factory"]),
  }),
  /** What happens when the runner throws before it declared a side effect. */
  retry: z.object({
    /** Attempts in all, the first included. */
    attempts: z.int().positive(),
    /** The wait before the second attempt; each further one doubles, with jitter. */
    backoffMs: durationMsSchema,
    maxBackoffMs: durationMsSchema,
    /** Whether a run whose process died before a declared side effect is tried again, too; it is parked when it dies twice. */
    afterCrash: z.boolean(),
  }),
  limits: z.object({
    /** How long a run may take in all. */
    runMs: durationMsSchema,
    /** How long a run may write nothing to its conversation. */
    idleMs: durationMsSchema,
    /** How long a runner has to stop after it was told to. */
    graceMs: durationMsSchema,
    /** How long a run may wait for an answer. */
    answerMs: durationMsSchema,
  }),
  /** What a run may use in all its attempts, as its runner reports it; without a limit when `null`. */
  budget: z.object({
    tokens: z.number().positive().nullable(),
    costUsd: z.number().positive().nullable(),
    /** Of machines or services that are paid by time; how long the run itself takes is limited by `limits`. */
    seconds: z.number().positive().nullable(),
  }),
  /** How many failures in a row, of the kind that never succeeds, suspend the job. */
  breakerFailures: z.int().positive(),
  /** How many runs in a row whose process died suspend the job. */
  breakerCrashes: z.int().positive(),
});
/** What a job does where life does not follow its schedule. */
export type Policies = z.infer<typeof policiesSchema>;

/** Any part of the policies, at any depth: what a host or a job overrides. */
export const policyOverridesSchema = z.object({
  onTimeMs: policiesSchema.shape.onTimeMs.optional(),
  jitterMs: policiesSchema.shape.jitterMs.optional(),
  startWithinMs: policiesSchema.shape.startWithinMs.optional(),
  misfire: policiesSchema.shape.misfire.partial().optional(),
  overlap: policiesSchema.shape.overlap.partial().optional(),
  retry: policiesSchema.shape.retry.partial().optional(),
  limits: policiesSchema.shape.limits.partial().optional(),
  budget: policiesSchema.shape.budget.partial().optional(),
  breakerFailures: policiesSchema.shape.breakerFailures.optional(),
  breakerCrashes: policiesSchema.shape.breakerCrashes.optional(),
});
const shape = policyOverridesSchema.shape;
/** The same from a caller, where a name that is none is a mistake; what is stored may be of a newer version. */
export const givenPoliciesSchema = policyOverridesSchema
  .extend({
    misfire: shape.misfire.unwrap().strict().optional(),
    overlap: shape.overlap.unwrap().strict().optional(),
    retry: shape.retry.unwrap().strict().optional(),
    limits: shape.limits.unwrap().strict().optional(),
    budget: shape.budget.unwrap().strict().optional(),
  })
  .strict();
/** Any part of the policies, at any depth. */
export type PolicyOverrides = z.infer<typeof policyOverridesSchema>;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What a scheduler does where neither it nor a job says otherwise. */
export const defaultPolicies: Policies = {
  onTimeMs: 60 * second,
  jitterMs: 0,
  startWithinMs: null,
  misfire: { policy: "latest", windowMs: 24 * hour, oneOffWindowMs: 7 * day, limit: 10 },
  overlap: { policy: "skip", scope: "job" },
  retry: { attempts: 3, backoffMs: 10 * second, maxBackoffMs: 10 * minute, afterCrash: false },
  limits: { runMs: 60 * minute, idleMs: 10 * minute, graceMs: 15 * second, answerMs: 7 * day },
  budget: { tokens: null, costUsd: null, seconds: null },
  breakerFailures: 3,
  breakerCrashes: 5,
};

/** The policies with what is overridden put in their place. */
export function overridePolicies(policies: Policies, overrides: PolicyOverrides): Policies {
  const entries = Object.entries(overrides).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return policies;
  const next: Record<string, unknown> = { ...policies };
  for (const [key, value] of entries) {
    next[key] = typeof value === "object" && value !== null ? { ...(next[key] as object), ...defined(value) } : value;
  }
  return next as Policies;
}
