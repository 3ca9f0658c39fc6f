import { describe } from "../interpret/describe.ts";
import { jobName } from "../interpret/prompt/jobName.ts";
import type { Actor } from "../model/actor.ts";
import type { InterpretationOf } from "../model/interpretation.ts";
import type { JobDraft, Proposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { previewOccurrences } from "../occurrences/previewOccurrences.ts";

/** How many occurrences are shown before a person confirms. */
const SHOWN = 5;

/** The jobs that an understood request with a prompt would become, were it confirmed now. */
export function draftsOf(
  interpretation: InterpretationOf<"understood"> & { prompt: string },
  options: { actor: Actor; given: Proposal["given"]; workflow: JobDraft["workflow"] | undefined; now: Date },
): JobDraft[] {
  const { schedules, prompt } = interpretation;
  const { actor, given, workflow, now } = options;
  const locale = actor.locale ?? "en-US";
  return schedules.map((schedule) => {
    const timezone = zoneOf(schedule) ?? actor.timezone;
    return {
      name: given.name ?? jobName(prompt, { locale, schedule, siblings: schedules, timezone }),
      prompt,
      schedule,
      timezone,
      followsAccountTimezone: followsAccount(schedule, interpretation, actor),
      ...(workflow !== undefined && { workflow }),
      policies: given.policies ?? {},
      description: describe(schedule, { locale, now, timezone }),
      next: previewOccurrences(schedule, { after: now, limit: SHOWN, timezone }),
    };
  });
}

/** The zone that a schedule names, where its kind has one. */
export function zoneOf(schedule: Schedule): string | undefined {
  return schedule.kind === "cron" || schedule.kind === "rrule" ? schedule.timezone : undefined;
}

/** A schedule follows the account's zone unless the request named one. */
function followsAccount(schedule: Schedule, { spans }: InterpretationOf<"understood">, actor: Actor): boolean {
  const isNamed = spans.some(({ kind }) => kind === "timezone");
  return !isNamed && (zoneOf(schedule) ?? actor.timezone) === actor.timezone;
}
