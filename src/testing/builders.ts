import type { StoredConversation } from "../model/conversation.ts";
import type { StoredJob } from "../model/job.ts";
import type { StoredProposal } from "../model/proposal.ts";
import type { StoredRun } from "../model/run.ts";

/** 2027-03-11T15:12:00Z, a Thursday morning in New York, three days before its clocks go forward. */
export const aThursday = Date.parse("2027-03-11T15:12:00Z");

/** A job as it is stored; what matters to a test is named by the test. */
export function aJob(fields: Partial<StoredJob> = {}): StoredJob {
  return {
    id: "job-1",
    ownerId: "owner-1",
    factoryId: "factory-1",
    name: "Line check",
    prompt: "check the line",
    schedule: { kind: "cron", expression: "0 5 * * *", timezone: "America/New_York" },
    timezone: "America/New_York",
    followsAccountTimezone: true,
    locale: "en-US",
    policies: {},
    state: "active",
    revision: 1,
    proposalId: "proposal-1",
    digest: "d".repeat(64),
    createdAt: aThursday,
    updatedAt: aThursday,
    failures: 0,
    crashes: 0,
    ...fields,
  };
}

/** A queued run as it is stored; what matters to a test is named by the test. */
export function aRun(fields: Partial<StoredRun> = {}): StoredRun {
  const dueAt = fields.dueAt ?? aThursday;
  return {
    id: "run-1",
    jobId: "job-1",
    ownerId: "owner-1",
    factoryId: "factory-1",
    trigger: "schedule",
    state: "queued",
    dueAt,
    occurrences: 1,
    notBefore: dueAt,
    attempt: 0,
    fencingToken: 0,
    crashes: 0,
    hasSideEffect: false,
    jobRevision: 1,
    title: "Line check",
    prompt: "check the line",
    createdAt: dueAt,
    ...fields,
  };
}

/** A conversation with its prompt, as it is stored. */
export function aConversation(fields: Partial<StoredConversation> = {}): StoredConversation {
  return {
    id: "conversation-1",
    runId: "run-1",
    jobId: "job-1",
    ownerId: "owner-1",
    factoryId: "factory-1",
    title: "Line check",
    status: "running",
    createdAt: aThursday,
    updatedAt: aThursday,
    length: 1,
    ...fields,
  };
}

/** An open proposal of one job, as it is stored. */
export function aProposal(fields: Partial<StoredProposal> = {}): StoredProposal {
  const { name, prompt, schedule, timezone, followsAccountTimezone, policies, digest } = aJob();
  return {
    id: "proposal-1",
    revision: 1,
    state: "open",
    actor: { ownerId: "owner-1", factoryId: "factory-1", timezone: "America/New_York" },
    createdAt: aThursday,
    expiresAt: aThursday + 86_400_000,
    interpretation: {
      text: "Every day at 5am, check the line",
      outcome: "understood",
      schedules: [schedule],
      prompt,
      assumptions: [],
      spans: [],
    },
    drafts: [
      {
        name,
        prompt,
        schedule,
        timezone,
        followsAccountTimezone,
        policies,
        description: "Every day at 5:00 AM",
        next: [],
      },
    ],
    summary: "Every day at 5:00 AM (America/New_York)",
    notices: [],
    digest,
    jobIds: [],
    ...fields,
  };
}
