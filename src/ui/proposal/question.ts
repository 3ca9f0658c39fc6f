import { html, nothing, type TemplateResult } from "lit";
import type { SchedulePreview } from "../../client/views.ts";
import type { Proposal } from "../../model/proposal.ts";
import type { Messages } from "../messages/en.ts";
import { nextRuns } from "../nextRuns.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";

/** What is asked back, and what has been chosen so far. */
export interface QuestionView {
  words: Messages;
  times: Times;
  /** What each option would do; `undefined` where it is not known (yet). */
  previews: readonly (SchedulePreview | undefined)[];
  chosen: number | undefined;
  answer: string;
}
export interface QuestionActions {
  choose: (option: number) => void;
  neither: () => void;
  type: (text: string) => void;
  say: () => void;
}

/** Which half of the sentence is missing, or that it can be read in two ways. */
export function questionKind({ interpretation }: Proposal): "when" | "what" | "which" {
  if (interpretation.outcome === "no-schedule") return "when";
  return interpretation.outcome === "understood" ? "what" : "which";
}

/** The choices, each with its own first run; nothing is chosen for the person. */
export function question(proposal: Proposal, view: QuestionView, actions: QuestionActions): TemplateResult {
  const { words, times, previews, chosen } = view;
  const kind = questionKind(proposal);
  const asked = proposal.question;
  const text = plainText(asked?.text ?? "");
  const firsts = new Set(previews.map((preview) => preview?.next[0]?.dueAt.getTime()));
  const areSame = previews.length > 1 && firsts.size === 1 && !firsts.has(undefined);
  const preview = chosen === undefined ? undefined : previews[chosen];
  const options = asked?.options ?? [];
  return html`${kind === "when" ? html`<p class="quiet">${words.noTimeInSentence}</p>` : kind === "what" ? html`<p class="quiet">${words.noTaskInSentence}</p>` : nothing}
    ${
      options.length === 0
        ? nothing
        : html`<fieldset class="opts" part="question"><legend class="label">${kind === "when" ? words.chooseOrSay : text}</legend>${options.map(
            ({ label }, option) => {
              const next = previews[option]?.next[0];
              const when =
                next === undefined ? undefined : times.moment(next.dueAt, previews[option]?.timezone ?? "UTC");
              return html`<label class="opt" part="option"><input type="radio" name="option" .checked=${chosen === option} @change=${() => actions.choose(option)}><span><b>${plainText(label)}</b>${when === undefined ? nothing : html`<span class="sub">${words.firstRunLine(when)}</span>`}</span></label>`;
            },
          )}<label class="opt" part="option"><input type="radio" name="option" .checked=${false} @click=${actions.neither}><span><b>${words.neither}</b><span class="sub">${words.neitherHelp}</span></span></label></fieldset>`
    }
    ${areSame ? html`<p class="s quiet">${words.sameNextRun}</p>` : nothing}
    ${preview === undefined ? nothing : html`<div class="stack"><div class="strong"><b>${plainText(preview.description)}</b></div>${nextRuns(preview.next, { schedule: preview.schedule, zone: preview.timezone, times, words })}</div>`}
    ${kind === "which" && options.length > 0 ? nothing : html`<form @submit=${(event: Event) => (event.preventDefault(), actions.say())}><label class="label" for="answer">${kind === "which" ? text : kind === "when" ? words.whenInWords : words.whatInWords}</label><div class="inputrow"><input class="field" id="answer" maxlength="2000" autocomplete="off" .value=${view.answer} placeholder=${kind === "what" ? words.whatExample : words.whenExample} @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}><button class="btn line">${words.use}</button></div></form>`}`;
}
