import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";

/** The longest prompt and the longest name that a job may have. */
const longest = { prompt: 2_000, name: 200 } as const;

interface TextEditorView {
  words: Messages;
  text: string;
  error: string | undefined;
  isBusy: boolean;
  input: (text: string) => void;
  save: () => void;
  cancel: () => void;
}

/** What is wrong with a prompt or a name, or nothing. */
export function textProblem(kind: "prompt" | "name", text: string, words: Messages): string | undefined {
  if (text.trim() === "") return words.promptEmpty;
  return text.length > longest[kind] ? words.promptTooLong(text.length - longest[kind]) : undefined;
}

/** Changes what a job does. */
export function promptEditor(view: TextEditorView, changeSchedule: () => void): TemplateResult {
  const { words, text, error } = view;
  return html`<form class="form" part="editor" @submit=${submit(view)}>
    <div><label class="label" for="prompt">${words.prompt}</label><textarea class="field" id="prompt" rows="5" .value=${text} aria-describedby="prompt-help prompt-wrong" aria-invalid=${error === undefined ? nothing : "true"} @input=${(event: Event) => view.input((event.target as HTMLTextAreaElement).value)}></textarea>
    <p class="wrong" id="prompt-wrong" role="alert">${error ?? nothing}</p>
    <p class="xs quiet row" id="prompt-help"><span class="grow">${words.promptFromNext}</span><span>${words.lengthOf(text.length, longest.prompt)}</span></p></div>
    <div class="note">${icon("clock")}<div>${words.timeWordsInPrompt} <button type="button" class="link" @click=${changeSchedule}>${words.changeSchedule}</button></div></div>
    <div class="foot-acts"><button class="btn primary" aria-busy=${view.isBusy}>${words.savePrompt}</button><button type="button" class="btn plain" @click=${view.cancel}>${words.cancel}</button></div>
  </form>`;
}

/** Changes what a job is called. */
export function nameEditor(view: TextEditorView): TemplateResult {
  const { words, error } = view;
  return html`<form class="form" part="editor" @submit=${submit(view)}>
    <div><label class="label" for="name">${words.name}</label><input class="field" id="name" .value=${view.text} aria-describedby="name-wrong" aria-invalid=${error === undefined ? nothing : "true"} @input=${(event: Event) => view.input((event.target as HTMLInputElement).value)}>
    <p class="wrong" id="name-wrong" role="alert">${error ?? nothing}</p></div>
    <div class="foot-acts"><button class="btn primary" aria-busy=${view.isBusy}>${words.save}</button><button type="button" class="btn plain" @click=${view.cancel}>${words.cancel}</button></div>
  </form>`;
}

function submit(view: TextEditorView): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    if (!view.isBusy) view.save();
  };
}
