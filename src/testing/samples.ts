import type { StoredJob } from "../model/job.ts";
import type { StoredProposal } from "../model/proposal.ts";
import type { StoredRun } from "../model/run.ts";
import type { NewEvent } from "../ports/store.ts";

/** Noon of 1 March 2030, UTC: when samples were made. */
export const NOON = Date.UTC(2030, 2, 1, 12);

/** A job that occurs daily at five in New York, confirmed at noon. */
export function aJob(values: Partial<StoredJob> = {}): StoredJob {
  return {
    id: "job-1",
    ownerId: "owner-1",
    factoryId: "factory-1",
    name: "Morning simulation",
    prompt: "run the simulation and email me a PDF of the results",
    schedule: { kind: "cron", expression: "0 5 * * *", timezone: "America/New_York" },
    timezone: "America/New_York",
    followsAccountTimezone: true,
    locale: "en",
    policies: {},
    state: "active",
    revision: 1,
    proposalId: "proposal-1",
    digest: "digest-1",
    createdAt: NOON,
    updatedAt: NOON,
    nextAt: NOON + 1_000,
    failures: 0,
    crashes: 0,
    ...values,
  };
}

/** A queued run of the job that was due one second after noon. */
export function aRun(values: Partial<StoredRun> = {}): StoredRun {
  return {
    id: "run-1",
    jobId: "job-1",
    ownerId: "owner-1",
    factoryId: "factory-1",
    trigger: "schedule",
    state: "queued",
    dueAt: NOON + 1_000,
    occurrences: 1,
    notBefore: NOON + 1_000,
    attempt: 0,
    fencingToken: 0,
    crashes: 0,
    hasSideEffect: false,
    jobRevision: 1,
    title: "Morning simulation",
    prompt: "run the simulation and email me a PDF of the results",
    createdAt: NOON + 1_000,
    ...values,
  };
}

/** An open proposal of one job. */
export function aProposal(values: Partial<StoredProposal> = {}): StoredProposal {
  const schedule = { kind: "cron", expression: "0 5 * * *", timezone: "America/New_York" } as const;
  const prompt = "run the simulation and email me a PDF of the results";
  return {
    id: "proposal-1",
    revision: 1,
    state: "open",
    actor: { ownerId: "owner-1", factoryId: "factory-1", timezone: "America/New_York" },
    createdAt: NOON,
    expiresAt: NOON + 86_400_000,
    interpretation: {
      text: `Every day at 5am, ${prompt}`,
      outcome: "understood",
      schedules: [schedule],
      prompt,
      assumptions: [],
      spans: [{ start: 0, end: 16, kind: "schedule" }],
    },
    given: { corrections: [], literal: [] },
    drafts: [
      {
        name: "Morning simulation",
        prompt,
        schedule,
        timezone: "America/New_York",
        followsAccountTimezone: true,
        policies: {},
        description: "Every day at 5:00 AM",
        next: [{ dueAt: NOON + 1_000, local: "2030-03-01T07:00:01" }],
      },
    ],
    summary: "Every day at 5:00 AM (America/New_York)",
    notices: [],
    digest: "digest-1",
    jobIds: [],
    ...values,
  };
}

/** The event that a run was planned. */
export function plannedEvent(run: StoredRun): NewEvent {
  const { jobId, ownerId, factoryId, createdAt: at } = run;
  return { jobId, ownerId, factoryId, at, event: { name: "run.planned", run } };
}

/** The event that a job was created. */
export function createdEvent(job: StoredJob): NewEvent {
  const { id: jobId, ownerId, factoryId, createdAt: at } = job;
  return { jobId, ownerId, factoryId, at, event: { name: "job.created", job } };
}
