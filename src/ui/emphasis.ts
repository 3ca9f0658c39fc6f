import { html, type TemplateResult } from "lit";

/** A text with one part of it in bold, wherever a language puts it. */
export function emphasis(text: string, part: string): TemplateResult {
  const at = part === "" ? -1 : text.indexOf(part);
  if (at === -1) return html`${text}`;
  return html`${text.slice(0, at)}<b><bdi>${part}</bdi></b>${text.slice(at + part.length)}`;
}
