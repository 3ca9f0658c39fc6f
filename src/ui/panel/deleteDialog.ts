import { html, nothing, type TemplateResult } from "lit";
import type { JobView } from "../../client/views.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";

/** What is asked before a job is deleted for good. */
export interface Deletion {
  job: JobView;
  /** How many runs stay in the history, once that is known. */
  past: number | undefined;
  abortRunning: boolean;
}

/** Asks by name; starts on the least destructive answer; Escape keeps the job. */
export function deleteDialog(
  deletion: Deletion,
  { words, times }: { words: Messages; times: Times },
  actions: { keep: () => void; pause: () => void; remove: () => void; abort: (isWanted: boolean) => void },
): TemplateResult {
  const { job, past } = deletion;
  const isRunning = job.lastRun?.state === "running";
  return html`<dialog role="alertdialog" part="dialog" aria-labelledby="delete-title" aria-describedby="delete-text" @cancel=${(event: Event) => (event.preventDefault(), actions.keep())}>
    <h2 class="h" id="delete-title">${words.deleteTitle(plainText(job.name))}</h2>
    <div id="delete-text"><p>${words.deleteText}</p><ul class="s quiet">${job.nextAt === undefined ? nothing : html`<li>${words.deleteNext(times.date(job.nextAt, job.timezone))}</li>`}${past === undefined || past === 0 ? nothing : html`<li>${words.deletePast(past)}</li>`}${isRunning ? html`<li>${words.deleteRunning}</li>` : nothing}</ul></div>
    ${isRunning ? html`<label class="row s"><input type="checkbox" .checked=${deletion.abortRunning} @change=${(event: Event) => actions.abort((event.target as HTMLInputElement).checked)}>${words.stopItToo}</label>` : nothing}
    <div class="foot-acts"><button type="button" class="btn line" id="keep" autofocus @click=${actions.keep}>${words.keepJob}</button>${job.state === "active" ? html`<button type="button" class="btn line" @click=${actions.pause}>${icon("pause")}${words.pauseInstead}</button>` : nothing}<button type="button" class="btn danger" @click=${actions.remove}>${words.deleteJob}</button></div>
  </dialog>`;
}
