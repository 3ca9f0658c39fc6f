import { html, type TemplateResult } from "lit";
import type { Proposal } from "../../model/proposal.ts";
import { heading } from "../heading.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import { actBar, type BarView, cannotCreate } from "./createBar.ts";

/** What a confirmation would do with a stored job: in one sentence, with the job that it is about and the one button that does it. */
export function changeCard(
  proposal: Proposal & { change: NonNullable<Proposal["change"]> },
  view: BarView & { headingLevel: number; isDone: boolean },
  actions: { create: () => void; decline: () => void; close: (text: string) => void },
): TemplateResult {
  const { words, headingLevel } = view;
  const isOpen = proposal.state === "open" && !view.isDone;
  const close = html`<div class="foot-acts"><button type="button" class="btn plain" @click=${() => actions.close("")}>${words.close}</button></div>`;
  const label = labelOf(proposal.change, words);
  const reason = cannotCreate(proposal, view);
  const bar = actBar(
    { label, detail: reason ?? "", isOff: reason !== undefined, otherwise: words.leaveAsItIs },
    actions,
  );
  return html`<slot name="heading">${heading(headingLevel, titleOf(proposal, words, view.isDone))}</slot>
    <div class="stack"><p part="change">${plainText(proposal.summary)}</p>${proposal.drafts.map((draft) => html`<p class="s quiet"><bdi>${plainText(draft.name)}</bdi> · ${plainText(draft.description)}</p>`)}</div>
    ${isOpen ? html`<slot name="before-actions"></slot>${bar}` : close}`;
}

function titleOf({ state }: Proposal, words: Messages, isDone: boolean): string {
  if (isDone || state === "confirmed") return words.changeDone;
  if (state === "open") return words.confirmChange;
  return state === "declined" ? words.nothingChanged : words.expiredTitle;
}

function labelOf({ action }: NonNullable<Proposal["change"]>, words: Messages): string {
  const labels = { pause: words.pause, resume: words.resume, trigger: words.runNow, delete: words.deleteJob };
  return labels[action];
}
