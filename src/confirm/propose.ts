import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor } from "../model/actor.ts";
import type { Interpretation, UnsupportedCode } from "../model/interpretation.ts";
import type { JobDraft, Notice, Proposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { advise } from "../interpret/prompt/advise.ts";
import { checkTiming } from "./checkTiming.ts";
import { countingFrom } from "./confirm.ts";
import { digestOf } from "./digest.ts";
import { draftsOf } from "./draft.ts";
import { hasPrompt, questionOf } from "./question.ts";
import { summaryOf } from "./summary.ts";
import { wordsFor } from "./words.ts";

/** What a proposal is made of, beside the interpretation. */
export interface Circumstances {
  now: Date;
  minIntervalMs: number;
  /** The schedule of the stored job that it would change. */
  before?: Schedule;
  /** The host's workflow that the prompt refers to; `null` where it refers to one that does not exist. */
  workflow?: JobDraft["workflow"] | null;
}

/** What stays the same in all revisions of a proposal. */
export type ProposalFrame = Pick<Proposal, "id" | "actor" | "createdAt" | "expiresAt" | "corrects" | "isFromAgent">;

/** A proposal for an interpretation: the drafts of its jobs with a digest, or what has to be asked first. */
export function proposalFor(
  frame: ProposalFrame,
  revision: number,
  interpretation: Interpretation,
  given: Proposal["given"],
  circumstances: Circumstances,
): Proposal {
  const { actor } = frame;
  const { now, workflow, before } = circumstances;
  const checked = withinLimits(counting(interpretation, now, before), actor, circumstances);
  const question = questionOf(checked, actor, now);
  const drafts =
    question === undefined && checked.outcome === "understood" && hasPrompt(checked)
      ? draftsOf(checked, { actor, given, workflow: workflow ?? undefined, now })
      : [];
  return {
    ...frame,
    revision,
    state: "open",
    interpretation: checked,
    given,
    ...(question !== undefined && { question }),
    drafts,
    summary: question?.text ?? summaryOf(drafts, actor.locale),
    notices: noticesOf(checked, workflow, actor),
    ...(drafts.length > 0 && { digest: digestOf(drafts, actor.factoryId) }),
    jobIds: [],
  };
}

/** The interpretation with its intervals counting as they would, were it confirmed now. */
function counting(interpretation: Interpretation, now: Date, before: Schedule | undefined): Interpretation {
  if (interpretation.outcome !== "understood") return interpretation;
  return { ...interpretation, schedules: interpretation.schedules.map((each) => countingFrom(each, now, before)) };
}

/** An interpretation whose schedules this scheduler takes; else why it does not. */
function withinLimits(
  interpretation: Interpretation,
  { locale }: Actor,
  { now, minIntervalMs }: Circumstances,
): Interpretation {
  if (interpretation.outcome !== "understood") return interpretation;
  try {
    for (const schedule of interpretation.schedules) checkTiming(schedule, { now, minIntervalMs });
    return interpretation;
  } catch (error) {
    const reason = reasonFor(error, minIntervalMs, locale);
    if (reason === undefined) throw error;
    const { text, prompt, spans } = interpretation;
    return { text, outcome: "unsupported", reason, alternatives: [], prompt, spans };
  }
}

function reasonFor(
  error: unknown,
  minIntervalMs: number,
  locale: string | undefined,
): { code: UnsupportedCode; message: string } | undefined {
  const words = wordsFor(locale);
  if (SchedulerError.is(error, "INTERVAL_TOO_SHORT")) {
    return { code: "interval-too-short", message: words.tooShort(durationInWords(minIntervalMs, locale)) };
  }
  if (SchedulerError.is(error, "SCHEDULE_PAST")) return { code: "past", message: words.past };
  if (SchedulerError.is(error, "SCHEDULE_NEVER_OCCURS")) return { code: "impossible-date", message: words.neverOccurs };
  return undefined;
}

/** `1 minute`, in the largest unit that divides it. */
function durationInWords(ms: number, locale: string | undefined): string {
  const units = [
    ["hour", 3_600_000],
    ["minute", 60_000],
    ["second", 1_000],
  ] as const;
  const [unit, length] = units.find(([, size]) => ms >= size && ms % size === 0) ?? ["second", 1_000];
  return new Intl.NumberFormat(locale ?? "en-US", { style: "unit", unit, unitDisplay: "long" }).format(ms / length);
}

function noticesOf(interpretation: Interpretation, workflow: Circumstances["workflow"], actor: Actor): Notice[] {
  if (interpretation.outcome !== "understood" || interpretation.prompt === null) return [];
  const notices: Notice[] = advise(interpretation.prompt, actor.locale);
  if (workflow !== null || interpretation.workflow === undefined) return notices;
  return [
    { code: "unknown-workflow", text: wordsFor(actor.locale).unknownWorkflow(interpretation.workflow) },
    ...notices,
  ];
}
