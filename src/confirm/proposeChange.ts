import { describe } from "../interpret/describe.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { JobDraft, Proposal, ProposedChange } from "../model/proposal.ts";
import { previewOccurrences } from "../occurrences/previewOccurrences.ts";
import { digestOfChange } from "./digest.ts";
import type { ProposalFrame } from "./propose.ts";
import { wordsFor } from "./words.ts";

/** How many occurrences are shown before a person confirms. */
const SHOWN = 5;

/** A proposal to do something with a stored job as it is: its draft shows the job that it is about. */
export function changeProposal(frame: ProposalFrame, job: ScheduledJob, proposed: ProposedChange, now: Date): Proposal {
  const { actor } = frame;
  const { action, abortRunning } = proposed;
  const words = wordsFor(actor.locale);
  const change = { ...proposed, jobId: job.id, revision: job.revision };
  const name = action === "delete" && abortRunning === true ? "deleteAndAbort" : action;
  return {
    ...frame,
    revision: 1,
    state: "open",
    change,
    interpretation: {
      text: "",
      outcome: "understood",
      schedules: [job.schedule],
      prompt: job.prompt,
      assumptions: [],
      spans: [],
    },
    given: { name: job.name, policies: job.policies, corrections: [], literal: [] },
    drafts: [draftOf(job, actor.locale, now)],
    summary: words[name](job.name),
    notices: [],
    digest: digestOfChange(change, actor.factoryId),
    jobIds: [],
  };
}

function draftOf(job: ScheduledJob, locale: string | undefined, now: Date): JobDraft {
  const { name, prompt, schedule, timezone, followsAccountTimezone, workflow, policies } = job;
  return {
    name,
    prompt,
    schedule,
    timezone,
    followsAccountTimezone,
    ...(workflow !== undefined && { workflow }),
    policies,
    description: describe(schedule, { locale: locale ?? "en-US", now, timezone }),
    next: previewOccurrences(schedule, { after: now, limit: SHOWN, timezone }),
  };
}
