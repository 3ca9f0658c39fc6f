import { amend } from "../interpret/amend.ts";
import type { Actor } from "../model/actor.ts";
import type { Interpretation } from "../model/interpretation.ts";
import type { ScheduledJob } from "../model/job.ts";
import type { ReadingOptions } from "./reply.ts";
import { wordsFor } from "./words.ts";

const isOne = (next: Interpretation) => next.outcome !== "understood" || next.schedules.length === 1;

/** What a stored job means, after a correction in words where there is one; a job stays one job, so it cannot get two schedules. */
export function correctedJob(
  job: ScheduledJob,
  correction: string | undefined,
  actor: Actor,
  now: Date,
  reading: ReadingOptions,
): Interpretation {
  const locale = actor.locale ?? job.locale;
  const current: Interpretation = {
    text: job.prompt,
    outcome: "understood",
    schedules: [job.schedule],
    prompt: job.prompt,
    ...(job.workflow !== undefined && { workflow: job.workflow.name }),
    assumptions: [],
    spans: [],
  };
  if (correction === undefined) return current;
  const next = amend(current, correction, { ...reading, now, timezone: job.timezone, locale });
  if (next.outcome === "ambiguous") {
    const { question } = next;
    return {
      ...next,
      question: { ...question, options: question.options.filter(({ interpretation }) => isOne(interpretation)) },
    };
  }
  if (next.outcome !== "understood" || next.schedules.length === 1) return next;
  const { text, prompt, spans } = next;
  const reason = { code: "not-expressible", message: wordsFor(locale).oneSchedule } as const;
  return { text, outcome: "unsupported", reason, alternatives: [], prompt, spans };
}
