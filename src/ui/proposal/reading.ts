import { html, nothing, type TemplateResult } from "lit";
import { heading } from "../heading.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";

/** The sentence stays while it is read; the card keeps its height. */
export function reading(
  text: string,
  { words, headingLevel }: { words: Messages; headingLevel: number },
): TemplateResult {
  return html`<div class="reading">${heading(headingLevel, words.reading)}${text === "" ? nothing : html`<p class="said" part="sentence">“${plainText(text)}”</p>`}<div class="sk w1"></div><div class="sk w2"></div><div class="sk w3"></div></div>`;
}
