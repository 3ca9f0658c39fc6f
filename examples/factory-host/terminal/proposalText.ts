import type { Proposal } from "@dexter/scheduled-jobs";
import { brief, safe, style } from "./style.ts";
import { clockTime, relative } from "./times.ts";

/** What was understood, line by line, so that a person can check it. */
export function proposalText(proposal: Proposal, now: Date): string {
  const { drafts, question, notices, interpretation } = proposal;
  const lines: string[] = [];
  if (question !== undefined) {
    lines.push(safe(question.text), ...question.options.map(({ label }, index) => `  ${index + 1}. ${safe(label)}`));
  }
  for (const [index, draft] of drafts.entries()) {
    if (drafts.length > 1) lines.push(...(index > 0 ? [""] : []), style.strong(`Job ${index + 1} of ${drafts.length}`));
    lines.push(
      labelled("When", style.when(safe(draft.description))),
      labelled("Zone", draft.timezone + (draft.followsAccountTimezone ? style.quiet(" · your account's") : "")),
      labelled("What", brief(draft.prompt, 400)),
      labelled("Name", safe(draft.name)),
    );
    if (draft.workflow !== undefined) lines.push(labelled("Workflow", safe(draft.workflow.name)));
    for (const [place, { dueAt, clockChange }] of draft.next.entries()) {
      const changed = clockChange === undefined ? "" : ` · ${clockChanges[clockChange]}`;
      const at = clockTime(dueAt, draft.timezone, now);
      lines.push(labelled(place === 0 ? "Next" : "", `${at} ${style.quiet(`${relative(dueAt, now)}${changed}`)}`));
    }
  }
  const assumptions = "assumptions" in interpretation ? interpretation.assumptions : [];
  if (assumptions.length > 0) lines.push("", style.strong("Dexter filled in"));
  for (const { text, why } of assumptions) {
    lines.push(`  ${text === "" ? "" : `“${brief(text, 60)}”: `}${safe(why)}`);
  }
  for (const { text } of notices) lines.push("", `${style.when("!")} ${safe(text)}`);
  return lines.join("\n");
}

/** The heading of a proposal. */
export function proposalHeading({ drafts, question, interpretation, corrects }: Proposal): string {
  if (interpretation.outcome === "unsupported") return "Dexter can't schedule this yet";
  if (question !== undefined) return "One question first";
  if (corrects !== undefined) return "Check this change before it is saved";
  return drafts.length > 1 ? `This makes ${drafts.length} jobs` : "Check this job before it is created";
}

const clockChanges = {
  shifted: "this time does not exist on that day; it runs after the clocks went forward",
  "first-of-two": "this time comes twice on that day; it runs the first time",
  "second-of-two": "this time comes twice on that day; it runs the second time",
} as const;

function labelled(label: string, text: string): string {
  return `${style.quiet(label.padEnd(10))}${text}`;
}
