import type { TemplateResult } from "lit";
import { html, literal } from "lit/static-html.js";

const tags = [literal`h1`, literal`h2`, literal`h3`, literal`h4`, literal`h5`, literal`h6`];

/** A heading of that level (1 to 6), which can be given the focus. */
export function heading(level: number, content: unknown, id = "heading"): TemplateResult {
  const tag = tags[Math.min(6, Math.max(1, level)) - 1];
  return html`<${tag} class="h" id=${id} part="heading" tabindex="-1">${content}</${tag}>`;
}
/** A heading one level below. */
export function subheading(level: number, content: unknown): TemplateResult {
  const tag = tags[Math.min(6, Math.max(1, level + 1)) - 1];
  return html`<${tag} class="h3">${content}</${tag}>`;
}
