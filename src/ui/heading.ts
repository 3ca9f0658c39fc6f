import { html, type TemplateResult } from "lit";

/** A heading of that level (1 to 6), which can be given the focus. */
export function heading(level: number, content: unknown, id = "heading"): TemplateResult {
  if (level <= 1) return html`<h1 class="h" id=${id} part="heading" tabindex="-1">${content}</h1>`;
  if (level === 2) return html`<h2 class="h" id=${id} part="heading" tabindex="-1">${content}</h2>`;
  if (level === 3) return html`<h3 class="h" id=${id} part="heading" tabindex="-1">${content}</h3>`;
  if (level === 4) return html`<h4 class="h" id=${id} part="heading" tabindex="-1">${content}</h4>`;
  if (level === 5) return html`<h5 class="h" id=${id} part="heading" tabindex="-1">${content}</h5>`;
  return html`<h6 class="h" id=${id} part="heading" tabindex="-1">${content}</h6>`;
}
/** A heading one level below. */
export function subheading(level: number, content: unknown): TemplateResult {
  if (level <= 1) return html`<h2 class="h3">${content}</h2>`;
  if (level === 2) return html`<h3 class="h3">${content}</h3>`;
  if (level === 3) return html`<h4 class="h3">${content}</h4>`;
  if (level === 4) return html`<h5 class="h3">${content}</h5>`;
  return html`<h6 class="h3">${content}</h6>`;
}
