import { describe } from "../interpret/describe.ts";
import type { Interpretation, InterpretationOf } from "../model/interpretation.ts";
import type { Schedule } from "../model/schedule.ts";
import { previewOccurrences } from "../occurrences/previewOccurrences.ts";

interface Circumstances {
  now: Date;
  timezone: string;
  locale: string;
}

/** How a sentence was understood, as a terminal shows it: one fact on a line. */
export function interpretationInWords(interpretation: Interpretation, circumstances: Circumstances): string {
  switch (interpretation.outcome) {
    case "understood":
      return understood(interpretation, circumstances).join("\n");
    case "ambiguous": {
      const options = interpretation.question.options.map(
        ({ label, interpretation: option }) =>
          `  ${label}${option.outcome === "understood" ? `: ${scheduleInWords(option.schedules, circumstances)}` : ""}`,
      );
      return [`question    ${interpretation.question.text}`, ...options, prompt(interpretation)].join("\n");
    }
    case "unsupported":
      return [
        `not possible  ${interpretation.reason.message} (${interpretation.reason.code})`,
        ...interpretation.alternatives.map((other) =>
          other.outcome === "understood" ? `  instead: ${scheduleInWords(other.schedules, circumstances)}` : "",
        ),
        prompt(interpretation),
      ]
        .filter((line) => line !== "")
        .join("\n");
    case "no-schedule":
      return ["no schedule  There is no time in this sentence.", prompt(interpretation)].join("\n");
    default:
      return interpretation satisfies never;
  }
}

const prompt = ({ prompt: text }: Pick<Interpretation, "prompt">) => `prompt      ${text ?? "(none)"}`;

const scheduleInWords = (schedules: readonly Schedule[], { now, timezone, locale }: Circumstances) =>
  schedules.map((schedule) => describe(schedule, { locale, now, timezone, withTimezone: true })).join(" / ");

function understood(interpretation: InterpretationOf<"understood">, circumstances: Circumstances): string[] {
  const { now, timezone, locale } = circumstances;
  const { text, schedules, assumptions, spans } = interpretation;
  const lines: string[] = [];
  for (const schedule of schedules) {
    lines.push(`schedule    ${describe(schedule, { locale, now, timezone, withTimezone: true })}`);
    lines.push(`            ${JSON.stringify(schedule)}`);
  }
  lines.push(prompt(interpretation));
  if (interpretation.workflow !== undefined) lines.push(`workflow    ${interpretation.workflow}`);
  for (const { text: letters, value, why } of assumptions) {
    lines.push(`filled in   ${why} [${value}]${letters === "" ? "" : ` for “${letters}”`}`);
  }
  for (const { start, end, kind } of spans)
    lines.push(`read as     ${kind ?? "schedule"}: “${text.slice(start, end)}”`);
  for (const schedule of schedules) {
    const next = previewOccurrences(schedule, { after: now, limit: 5, timezone });
    lines.push(...next.map(({ dueAt, local }) => `next        ${local} (${dueAt.toISOString()})`));
  }
  return lines;
}
