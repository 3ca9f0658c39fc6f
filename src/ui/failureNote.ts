import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./icons.ts";
import type { Messages } from "./messages/en.ts";
import { firstSentence } from "./plainText.ts";

/** What a person is told of a failure: in words, and by the code and the request's id. */
export interface Failure {
  text: string;
  details: string;
}

/** What went wrong, and the way to try again where there is one. */
export function failureNote(words: Messages, { text, details }: Failure, again?: () => void): TemplateResult {
  const [said, rest] = firstSentence(text);
  return html`<div class="note bad" role="alert">${icon("alert")}<div><b>${said}</b>${rest} <span class="quiet s">${details}</span>${again === undefined ? nothing : html`<div class="acts"><button type="button" class="link" @click=${again}>${words.tryAgain}</button></div>`}</div></div>`;
}
