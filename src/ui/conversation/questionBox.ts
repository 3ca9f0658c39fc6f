import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";

/** The end of a conversation that waits for a person, or that a person may go on with. */
export function questionBox(
  view: {
    words: Messages;
    question: { text: string; choices: string[] } | undefined;
    text: string;
    error: string | undefined;
    isBusy: boolean;
    disabledBecause: string | undefined;
  },
  actions: { type: (text: string) => void; send: (text: string) => void },
): TemplateResult {
  const { words, question, disabledBecause: off } = view;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (off === undefined) actions.send((event.currentTarget as HTMLFormElement).querySelector("input")?.value ?? "");
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return html`<div class="reply"><div class="stack">${
    question === undefined
      ? nothing
      : html`<div class="note ask" part="question">${icon("ask")}<div><b>${plainText(question.text)}</b><div class="s quiet">${words.goesOn}</div></div></div>${question.choices.length === 0 ? nothing : html`<div class="chips">${question.choices.map((choice) => html`<button type="button" part="choice" aria-disabled=${off === undefined ? nothing : "true"} @click=${() => off === undefined && actions.send(choice)}>${plainText(choice)}</button>`)}</div>`}`
  }<form class="inputrow" part="reply" @submit=${submit} @keydown=${onKey}><input class="field" autocomplete="off" maxlength="2000" .value=${view.text} aria-label=${question === undefined ? words.messageTo : words.yourAnswer} placeholder=${question === undefined ? words.followUp : words.typeAnswer} @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}><button class="btn primary" aria-label=${question === undefined ? words.send : nothing} aria-busy=${view.isBusy} aria-disabled=${off === undefined ? nothing : "true"} title=${off ?? nothing}>${question === undefined ? icon("send") : words.answer}</button></form>${view.error === undefined ? nothing : html`<p class="wrong" role="alert">${view.error}</p>`}</div></div>`;
}
