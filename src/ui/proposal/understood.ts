import { html, nothing, type TemplateResult } from "lit";
import type { JobView } from "../../client/views.ts";
import type { JobDraft, Proposal } from "../../model/proposal.ts";
import { subheading } from "../heading.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { nextRuns } from "../nextRuns.ts";
import { firstSentence, plainText } from "../plainText.ts";
import { cityOf, type Times } from "../times.ts";
import { emphasis } from "../emphasis.ts";
import { headsUps } from "./headsUp.ts";

/** What the card of a proposal has to be given to be shown. */
export interface CardView {
  words: Messages;
  times: Times;
  headingLevel: number;
  readerZone: string;
  factoryName: string;
  /** What was proposed before the last correction. */
  before: Proposal | undefined;
  /** The words of that correction. */
  correction: string | undefined;
  /** The name that is being typed, while it is changed. */
  renaming: string | undefined;
  /** A job of the reader that does nearly the same. */
  similar: JobView | undefined;
}
export interface CardActions {
  change: () => void;
  rename: (name: string | undefined) => void;
  saveName: () => void;
  openJob: (jobId: string) => void;
}

const key = (ink: "keyink" | "keyline", word: string): TemplateResult => html`<span class=${ink}>${word}</span>`;

/** What was understood, in other words than were used: when, what, where, name; and what was filled in. */
export function understood(
  proposal: Proposal,
  view: CardView,
  actions: CardActions,
  correctionBox: TemplateResult,
): TemplateResult {
  const { drafts } = proposal;
  const [draft] = drafts;
  if (draft === undefined) return html``;
  return drafts.length > 1
    ? html`${several(proposal, view, actions)}${correctionBox}`
    : one(proposal, draft, view, actions, correctionBox);
}

function one(
  proposal: Proposal,
  draft: JobDraft,
  view: CardView,
  actions: CardActions,
  correctionBox: TemplateResult,
): TemplateResult {
  const { words } = view;
  return html`<div class="split"><div class="stack"><dl class="facts" part="facts">${when(draft, view)}${what(draft, view)}${where(view)}${name(draft, view, actions)}</dl>${filledIn(proposal, view, actions)}${unusual(proposal, draft, view, actions)}${noticesOf(proposal)}</div>
    <div class="stack">${subheading(view.headingLevel, draft.schedule.kind === "once" ? words.itsRun : draft.next.length === 5 ? words.nextFive : words.nextRuns)}${rail(draft, view)}${correctionBox}</div></div>`;
}

function several(proposal: Proposal, view: CardView, actions: CardActions): TemplateResult {
  const { words } = view;
  const [first] = proposal.drafts;
  const sameDays = proposal.drafts.every(({ schedule }) => schedule.kind === "cron");
  return html`<div class="note info">${icon("clock")}<div>${sameDays ? words.severalNote : words.oneNote}</div></div>
    <div class="twin">${proposal.drafts.map(
      (draft, at) =>
        html`<article class="card stack"><div class="row"><span class="n">${at + 1}</span>${subheading(view.headingLevel, plainText(draft.description))}</div>${rail({ ...draft, next: draft.next.slice(0, 3) }, view)}<p class="xs quiet"><bdi>${words.nameOf(plainText(draft.name))}</bdi></p></article>`,
    )}</div>
    <dl class="facts" part="facts">${first === undefined ? nothing : what(first, view)}${where(view)}</dl>${filledIn(proposal, view, actions)}${first === undefined ? nothing : unusual(proposal, first, view, actions)}${noticesOf(proposal)}`;
}

function rail(draft: JobDraft, { times, words }: CardView): TemplateResult {
  return nextRuns(draft.next, { schedule: draft.schedule, zone: draft.timezone, times, words });
}

/** The old words struck and the new ones marked, where a correction changed them. */
function changed(now: string, before: string | undefined): TemplateResult {
  if (before === undefined || before === now) return html`<div class="strong"><bdi>${plainText(now)}</bdi></div>`;
  return html`<div class="was"><bdi>${plainText(before)}</bdi></div><div class="strong"><span class="now"><bdi>${plainText(now)}</bdi></span></div>`;
}
function when(draft: JobDraft, view: CardView): TemplateResult {
  const { words, before, correction } = view;
  const { schedule } = draft;
  const zone = words.zoneTime(cityOf(draft.timezone));
  const isEndless = schedule.kind !== "once" && schedule.until === undefined && schedule.maxOccurrences === undefined;
  const more =
    schedule.kind === "interval" ? words.countedFrom : isEndless ? `${zone}. ${words.keepsGoing}` : `${zone}.`;
  const was = before?.drafts[0]?.description;
  return html`<dt>${key("keyink", words.when)}</dt><dd part="when">${changed(draft.description, was)}<div class="sub">${was !== undefined && correction !== undefined ? words.youSaid(correction) : more}</div></dd>`;
}
function what(draft: JobDraft, { words, before }: CardView): TemplateResult {
  const was = before?.drafts[0]?.prompt;
  const now = plainText(draft.prompt);
  return html`<dt>${key("keyline", words.what)}</dt><dd>${was === undefined || was === draft.prompt ? html`<bdi>${now}</bdi>` : html`<div class="was"><bdi>${plainText(was)}</bdi></div><span class="now"><bdi>${now}</bdi></span>`}</dd>`;
}
function where({ words, factoryName }: CardView): TemplateResult {
  return html`<dt>${words.where}</dt><dd><bdi>${plainText(factoryName)}</bdi><div class="sub">${words.staysInFactory}</div></dd>`;
}
function name(draft: JobDraft, { words, renaming }: CardView, actions: CardActions): TemplateResult {
  if (renaming === undefined) {
    return html`<dt>${words.name}</dt><dd><bdi>${plainText(draft.name)}</bdi> <button type="button" class="link s" id="rename" @click=${() => actions.rename(draft.name)}>${words.rename}</button></dd>`;
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Enter") {
      event.preventDefault();
      actions.saveName();
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      actions.rename(undefined);
    }
  };
  return html`<dt><label for="new-name">${words.name}</label></dt><dd class="inputrow"><input class="field" id="new-name" maxlength="200" .value=${renaming} @input=${(event: Event) => actions.rename((event.target as HTMLInputElement).value)} @keydown=${onKey}><button type="button" class="btn line" @click=${actions.saveName}>${words.save}</button></dd>`;
}

function filledIn(proposal: Proposal, view: CardView, actions: CardActions): TemplateResult | typeof nothing {
  const { interpretation } = proposal;
  if (interpretation.outcome !== "understood" || interpretation.assumptions.length === 0) return nothing;
  const { words } = view;
  return html`<section class="assume" part="assumptions" aria-label=${words.filledIn}>${subheading(view.headingLevel, html`${icon("alert")}${words.filledIn}`)}<ul>${interpretation.assumptions.map(
    ({ why }) => {
      const [said, rest] = firstSentence(plainText(why));
      return html`<li><span><b>${said}</b>${rest}</span><button type="button" class="link s" aria-label="${words.change}: ${said}" @click=${actions.change}>${words.change}</button></li>`;
    },
  )}</ul></section>`;
}
function unusual(proposal: Proposal, draft: JobDraft, view: CardView, actions: CardActions): TemplateResult[] {
  const { words, similar } = view;
  const notes = headsUps(draft, { ...view, text: proposal.interpretation.text }).map(
    ({ fact, detail }) => html`<b>${fact}</b> ${detail}`,
  );
  if (similar !== undefined) {
    const similarName = plainText(similar.name);
    notes.push(
      html`${emphasis(words.looksLike(similarName), similarName)} ${plainText(similar.description)}.<div class="acts"><button type="button" class="link" @click=${() => actions.openJob(similar.id)}>${words.openIt}</button></div>`,
    );
  }
  return notes.map((note) => html`<div class="note ask" part="heads-up">${icon("alert")}<div>${note}</div></div>`);
}
function noticesOf({ notices }: Proposal): TemplateResult[] {
  return notices.map(({ text }) => html`<p class="s quiet">${plainText(text)}</p>`);
}
