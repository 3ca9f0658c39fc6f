import { html, nothing, type TemplateResult } from "lit";
import type { SchedulePreview } from "../../client/views.ts";
import type { Proposal } from "../../model/proposal.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";

interface UnsupportedView {
  words: Messages;
  /** What each alternative would do; `undefined` where it is not known (yet). */
  previews: readonly (SchedulePreview | undefined)[];
  /** The correction that was not understood, where it was one. */
  correction: string | undefined;
}
interface UnsupportedActions {
  take: (alternative: number) => void;
  decline: () => void;
  close: (text: string) => void;
}

/** Whether the sentence stands and only words that were to change it were not understood. */
export function isUnclearCorrection({ interpretation }: Proposal): boolean {
  if (interpretation.outcome !== "unsupported" || interpretation.alternatives.length === 0) return false;
  const { code } = interpretation.reason;
  return code === "not-understood" || code === "cancellation";
}

/** Why it cannot be scheduled, and what could be instead. Nothing is created from here. */
export function unsupported(
  proposal: Proposal,
  view: UnsupportedView,
  { take, decline, close }: UnsupportedActions,
  correctionBox: TemplateResult,
): TemplateResult {
  const { interpretation } = proposal;
  if (interpretation.outcome !== "unsupported") return html``;
  const { words, previews, correction } = view;
  const isUnclear = isUnclearCorrection(proposal);
  const reason =
    isUnclear && correction !== undefined
      ? html`<div class="note ask">${icon("alert")}<div><b>${words.notUnderstood(plainText(correction))}</b> ${words.nothingChanged}</div></div>`
      : html`<div class="note bad">${icon("alert")}<div><b>${plainText(interpretation.reason.message)}</b> ${words.nothingCreated}</div></div>`;
  const choices = interpretation.alternatives.map((alternative, at) => {
    const preview = previews[at];
    const often = preview === undefined ? undefined : runsADay(preview);
    return html`<button type="button" class="opt" part="option" @click=${() => take(at)}><span><b>${plainText(preview?.description ?? alternative.text)}</b>${often === undefined ? nothing : html`<span class="sub">${words.runsADay(often)}</span>`}</span></button>`;
  });
  const legend = isUnclear ? words.keepAsItWas : words.insteadOn;
  return html`${reason}${choices.length === 0 ? nothing : html`<fieldset class="opts"><legend class="label">${legend}</legend>${choices}</fieldset>`}${isUnclear ? correctionBox : nothing}
    <div class="foot-acts"><button type="button" class="btn line" @click=${decline}>${words.editSentence}</button><button type="button" class="btn plain" @click=${() => close(interpretation.text)}>${words.close}</button></div>`;
}

function runsADay({ schedule }: SchedulePreview): number | undefined {
  return schedule.kind === "interval" && schedule.everyMs <= 86_400_000
    ? Math.round(86_400_000 / schedule.everyMs)
    : undefined;
}
