import { html, nothing, type TemplateResult } from "lit";
import type { JobView } from "../../client/views.ts";
import type { Proposal } from "../../model/proposal.ts";
import { emphasis } from "../emphasis.ts";
import { heading } from "../heading.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { notificationPermission, type NotificationState } from "../notifications/permission.ts";
import { firstSentence, plainText } from "../plainText.ts";
import { sentence } from "../sentence.ts";
import type { Times } from "../times.ts";

interface View {
  words: Messages;
  times: Times;
  headingLevel: number;
}

/** It was changed in another window: nothing was created, here is the new version. */
export function stale({ words }: View): TemplateResult {
  return html`<div class="note ask" role="alert">${icon("alert")}<div><b>${words.staleTitle}</b> ${words.staleText}</div></div>`;
}

/** A proposal that nothing can be done with any more. */
export function over(
  proposal: Proposal,
  { words, headingLevel }: View,
  actions: { again: () => void; close: () => void },
): TemplateResult {
  const isDeclined = proposal.state === "declined";
  const isConfirmed = proposal.state === "confirmed";
  const title = isConfirmed ? words.createdHeading : isDeclined ? words.declinedHeading : words.expiredTitle;
  return html`<div class="stack is-over">${heading(headingLevel, title)}${sentence(plainText(proposal.interpretation.text), [], { words })}${isDeclined || isConfirmed ? nothing : html`<p>${words.expiredText}</p>`}</div>
    <div class="foot-acts">${isConfirmed ? nothing : html`<button type="button" class="btn line" @click=${actions.again}>${words.checkAgain}</button>`}<button type="button" class="btn plain" @click=${actions.close}>${words.close}</button></div>`;
}

/** What was created, in the same words again; and, once, the offer to be told when it is done. */
export function created(
  jobs: readonly JobView[],
  { words, times, headingLevel, isTested, isChange }: View & { isTested: boolean; isChange: boolean },
  actions: {
    open: (job: JobView) => void;
    test: (job: JobView) => void;
    close: () => void;
    notificationsChanged: (state: NotificationState) => void;
  },
): TemplateResult {
  const [first] = jobs;
  if (first === undefined) return html``;
  const made = jobs.length > 1 ? words.createdSeveral(jobs.length) : words.createdHeading;
  const title = isChange ? words.changeDone : made;
  return html`<div class="row"><span class="good">${icon("check")}</span>${heading(headingLevel, title)}</div>
    ${jobs.map((job) => html`<p>${emphasis(words.createdText(plainText(job.name), plainText(job.description), job.nextAt === undefined ? words.noNextRun : times.moment(job.nextAt, job.timezone)), plainText(job.name))}</p>`)}
    ${notificationPermission.isOfferable ? offer(words, actions.notificationsChanged) : nothing}
    ${isTested ? html`<p class="s quiet" role="status">${words.testStarted}</p>` : nothing}
    <div class="foot-acts"><button type="button" class="btn line" @click=${() => actions.open(first)}>${words.openJob}</button>${isTested ? nothing : html`<button type="button" class="btn plain" @click=${() => actions.test(first)}>${icon("play")}${words.runOnceToTest}</button>`}<button type="button" class="btn plain" @click=${actions.close}>${words.close}</button></div>`;
}

function offer(words: Messages, changed: (state: NotificationState) => void): TemplateResult {
  const [asked, rest] = firstSentence(`${words.getTold} ${words.getToldHelp}`);
  const turnOn = async (): Promise<void> => {
    const asking = notificationPermission.turnOn();
    changed(notificationPermission.state);
    changed(await asking);
  };
  return html`<div class="note info">${icon("bell")}<div><b>${asked}</b>${rest}<div class="acts"><button type="button" class="link" @click=${() => void turnOn()}>${words.turnOn}</button><button type="button" class="link calm" @click=${() => {
    notificationPermission.notNow();
    changed("off");
  }}>${words.notNow}</button></div></div></div>`;
}
