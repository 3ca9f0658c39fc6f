import { html, nothing, type TemplateResult } from "lit";
import type { SchedulePreview } from "../../client/views.ts";
import type { Proposal } from "../../model/proposal.ts";
import type { Messages } from "../messages/en.ts";
import type { Times } from "../times.ts";
import { questionKind } from "./question.ts";

/** What the end of the card has to be given to be shown. */
export interface BarView {
  words: Messages;
  times: Times;
  isOffline: boolean;
  /** What the chosen option would do, where there is a question and a choice. */
  chosen: SchedulePreview | undefined;
  hasChosen: boolean;
}

/** Why Create would do nothing, as its own second line says it. */
export function cannotCreate(
  { question, ...proposal }: Proposal,
  { words, isOffline, hasChosen }: BarView,
): string | undefined {
  if (isOffline) return words.offlineNothing;
  if (question === undefined || hasChosen) return undefined;
  const kind = questionKind({ ...proposal, question });
  if (kind === "what") return words.writePromptFirst;
  return kind === "when" || /half|time|hour|clock/u.test(question.code) ? words.chooseTime : words.chooseFirst;
}

/** Whether what would be created is what the person saw under their choice. */
export function isAsShown({ drafts }: Proposal, shown: SchedulePreview | undefined): boolean {
  const [draft] = drafts;
  if (drafts.length !== 1 || draft?.description !== shown?.description) return false;
  return draft?.next[0]?.dueAt.getTime() === shown?.next[0]?.dueAt.getTime();
}

/** The earliest first run of what would be created. */
function firstRun(proposal: Proposal, { words, times, chosen }: BarView): string {
  const sources = chosen === undefined ? proposal.drafts : [chosen];
  const firsts = sources.flatMap(({ next, timezone, schedule }) =>
    next.slice(0, 1).map(({ dueAt }) => ({ dueAt, timezone, schedule })),
  );
  const [first] = firsts.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  if (first === undefined) return "";
  const when = times.moment(first.dueAt, first.timezone);
  return first.schedule.kind === "once" ? words.runsOnce(when) : words.firstRunLine(when);
}

/** The one button that creates, with the first run in its label; and the one that does not. */
export function createBar(
  proposal: Proposal,
  view: BarView,
  actions: { create: () => void; decline: () => void },
): TemplateResult {
  const { words } = view;
  const reason = cannotCreate(proposal, view);
  const count = proposal.drafts.length;
  const isOnce = count === 1 && proposal.drafts[0]?.schedule.kind === "once";
  const made = count > 1 ? words.createJobs(count) : isOnce ? words.scheduleIt : words.createJob;
  const isCorrection = proposal.corrects !== undefined;
  const label = isCorrection ? words.saveChange : made;
  const otherwise = isCorrection ? words.leaveAsItIs : words.dontCreate;
  const detail = reason ?? firstRun(proposal, view);
  return actBar({ label, detail, isOff: reason !== undefined, otherwise }, actions);
}

/** The button that confirms, with what comes of it in its second line; and the one that does not. */
export function actBar(
  { label, detail, isOff, otherwise }: { label: string; detail: string; isOff: boolean; otherwise: string },
  actions: { create: () => void; decline: () => void },
): TemplateResult {
  return html`<div class="foot-acts"><button type="button" class="btn primary big" part="confirm" id="create" aria-disabled=${isOff ? "true" : nothing} @keydown=${noRepeat} @click=${actions.create}>${label}${detail === "" ? nothing : html`<small>${detail}</small>`}</button><button type="button" class="btn plain" part="decline" @click=${actions.decline}>${otherwise}</button></div>`;
}

/** Where a person says what is not right. Enter sends the correction; it never creates. */
export function correctionBox(
  words: Messages,
  text: string,
  actions: { type: (text: string) => void; send: () => void },
): TemplateResult {
  return html`<form part="correction" @submit=${(event: Event) => (event.preventDefault(), actions.send())}><label class="label" for="correction">${words.notRight}</label><div class="inputrow"><input class="field" id="correction" maxlength="2000" autocomplete="off" .value=${text} placeholder=${words.correctionExample} @input=${(event: Event) => actions.type((event.target as HTMLInputElement).value)}><button class="btn line">${words.update}</button></div></form>`;
}

/** A key that is held down presses a button once. */
function noRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
