import { describe } from "../interpret/describe.ts";
import type { Actor } from "../model/actor.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { Proposal } from "../model/proposal.ts";
import type { Run } from "../model/run.ts";

/** What a model is told of a proposal: the read-back for the person, what is asked, and never what confirms it. */
export function proposalView(proposal: Proposal) {
  const { id: proposalId, revision, state, summary, question, drafts, change, corrects, interpretation } = proposal;
  return {
    proposalId,
    revision,
    state,
    readBack: summary,
    ...(change !== undefined && { wouldDo: change.action, jobId: change.jobId }),
    ...(corrects !== undefined && { wouldDo: "update", jobId: corrects.jobId }),
    ...(question !== undefined && { question: { text: question.text, options: question.options.map(optionOf) } }),
    jobs: drafts.map((draft) => ({
      name: draft.name,
      prompt: draft.prompt,
      schedule: draft.description,
      timezone: draft.timezone,
      nextRuns: draft.next.map(({ dueAt }) => dueAt.toISOString()),
      ...(draft.workflow !== undefined && { workflow: draft.workflow.name }),
    })),
    assumptions: interpretation.outcome === "understood" ? interpretation.assumptions.map(({ why }) => why) : [],
    notices: proposal.notices.map(({ text }) => text),
    note: noteOf(proposal),
  };
}

const optionOf = ({ label }: { label: string }, option: number) => ({ option, label });

function noteOf({ state, question, jobIds }: Proposal): string {
  if (state === "confirmed") return `The person confirmed it (${jobIds.join(", ")}).`;
  if (state !== "open") return `It is ${state}: nothing was done.`;
  if (question !== undefined)
    return "Nothing is done yet. Ask the person this question, and answer with answer_proposal.";
  return "Nothing is done yet. Show the person the read-back; only they can confirm it, with their own button. You cannot.";
}

/** What a model is told of a job. */
export function jobView(job: ScheduledJob, { locale }: Actor) {
  const { id: jobId, name, prompt, state, revision, schedule, timezone, nextAt, lastRun, workflow, suspension } = job;
  return {
    jobId,
    name,
    prompt,
    state,
    revision,
    schedule: describe(schedule, { locale: locale ?? job.locale, timezone }),
    timezone,
    ...(workflow !== undefined && { workflow: workflow.name }),
    ...(suspension !== undefined && { suspended: suspension.message }),
    ...(nextAt !== undefined && { nextRun: nextAt.toISOString() }),
    ...(lastRun !== undefined && {
      lastRun: { runId: lastRun.runId, state: lastRun.state, startedAt: lastRun.startedAt.toISOString() },
    }),
  };
}

/** What a model is told of a run. */
export function runView(run: Run) {
  const { id: runId, jobId, title, state, reason, question, summary, trigger, conversationId, attempt } = run;
  return {
    runId,
    jobId,
    title,
    state,
    trigger,
    dueAt: run.dueAt.toISOString(),
    attempt,
    ...(reason !== undefined && { reason: reason.message }),
    ...(question !== undefined && { question: question.text }),
    ...(summary !== undefined && { summary }),
    ...(conversationId !== undefined && { conversationId }),
    ...(run.startedAt !== undefined && { startedAt: run.startedAt.toISOString() }),
    ...(run.finishedAt !== undefined && { finishedAt: run.finishedAt.toISOString() }),
  };
}
