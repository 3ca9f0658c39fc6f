import type { Proposal } from "../model/proposal.ts";

/** Everything that a person confirms with one click, as text: when, what, and what was filled in or is worth knowing. */
export function readBack({ summary, drafts, change, interpretation, notices }: Proposal): string {
  const prompts = change === undefined ? [...new Set(drafts.map(({ prompt }) => `“${prompt}”`))] : [];
  const workflows = [...new Set(drafts.flatMap(({ workflow }) => (workflow === undefined ? [] : [workflow.name])))];
  const assumptions = interpretation.outcome === "understood" ? interpretation.assumptions : [];
  return [
    summary,
    ...prompts,
    ...workflows.map((name) => `Workflow: ${name}`),
    ...assumptions.map(({ why }) => `• ${why}`),
    ...notices.map(({ text }) => `• ${text}`),
  ].join("\n");
}
