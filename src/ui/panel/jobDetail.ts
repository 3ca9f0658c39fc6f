import { html, nothing, type TemplateResult } from "lit";
import type { JobView, RunView, SchedulePreview } from "../../client/views.ts";
import { heading, subheading } from "../heading.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { nextRuns } from "../nextRuns.ts";
import { plainText } from "../plainText.ts";
import { jobStatus, runStatus, statusMark } from "../statusMark.ts";
import { cityOf, type Times } from "../times.ts";
import { isHeld, onArrow } from "./jobRow.ts";
import { scheduleInWords } from "./scheduleInWords.ts";

/** What one job's page shows. */
export interface DetailView {
  words: Messages;
  times: Times;
  headingLevel: number;
  accountZone: string;
  factoryName: string;
  preview: SchedulePreview | undefined;
  /** The latest runs, and how many there are in all. */
  runs: readonly RunView[] | undefined;
  runCount: number | undefined;
  isReadonly: boolean;
  disabledBecause: string | undefined;
  /** The editor in place of a section, where one is open. */
  editing: { what: "schedule" | "prompt" | "name"; template: TemplateResult } | undefined;
}
export interface DetailActions {
  back: () => void;
  menu: (anchor: HTMLElement, last: boolean) => void;
  edit: (what: "schedule" | "prompt") => void;
  openRun: (run: RunView) => void;
  pastRuns: () => void;
  runNow: () => void;
  pauseOrResume: () => void;
}

/** One job: status, schedule and next occurrences, prompt, recent runs, facts. */
export function jobDetail(job: JobView, view: DetailView, actions: DetailActions): TemplateResult {
  const { words, times, editing } = view;
  const status = jobStatus(job, words);
  const next = job.nextAt === undefined ? undefined : times.upcoming(job.nextAt, job.timezone);
  return html`<div class="detail" part="detail"><div class="phead"><button type="button" class="icon" aria-label=${words.backToJobs} title=${words.backToJobs} @click=${actions.back}>${icon("back")}</button>${heading(view.headingLevel, html`<bdi>${plainText(job.name)}</bdi>`, "detail-heading")}${
    view.isReadonly
      ? nothing
      : html`<button type="button" class="icon" part="menu-button" aria-haspopup="menu" aria-expanded="false" data-menu="detail" aria-label=${words.moreActions(plainText(job.name))} @click=${(event: Event) => actions.menu(event.currentTarget as HTMLElement, false)} @keydown=${(event: KeyboardEvent) => onArrow(event, actions.menu)}>${icon("more")}</button>`
  }</div>
  <div class="summary"><div class="row wrap s">${statusMark(status, status.isLoud)}${next === undefined ? nothing : html`<span class="quiet">${words.nextRun(next)}</span>`}</div>${
    job.suspension === undefined
      ? nothing
      : html`<div class="note bad">${icon("stop")}<div>${plainText(job.suspension.message)}${view.isReadonly ? nothing : html`<div class="acts"><button type="button" class="link" @click=${actions.pauseOrResume}>${words.resume}</button></div>`}</div></div>`
  }</div>
  ${editing?.what === "name" ? html`<section class="sec">${editing.template}</section>` : nothing}
  ${editing?.what === "prompt" ? html`<section class="sec">${editing.template}</section>` : nothing}
  ${editing?.what === "schedule" ? html`<section class="sec"><div class="hd">${subheading(view.headingLevel, words.schedule)}</div>${editing.template}</section>` : nothing}
  ${editing === undefined || editing.what === "name" ? sections(job, view, actions) : nothing}</div>`;
}

function sections(job: JobView, view: DetailView, actions: DetailActions): TemplateResult {
  const { words, times, preview, runs, runCount } = view;
  const past = runCount === undefined ? words.pastRuns : words.allRuns(runCount);
  const off = view.disabledBecause;
  const sub = (text: string): TemplateResult => subheading(view.headingLevel, text);
  const edit = (label: string, name: string, run: () => void): unknown =>
    view.isReadonly
      ? nothing
      : html`<button type="button" class="link s" aria-label=${name} aria-disabled=${off === undefined ? nothing : "true"} title=${off ?? nothing} aria-description=${off ?? nothing} @click=${() => off === undefined && run()}>${label}</button>`;
  const zone =
    job.timezone === view.accountZone ? words.accountZone(cityOf(job.timezone)) : words.zoneTime(cityOf(job.timezone));
  return html`<section class="sec"><div class="hd">${sub(words.schedule)}${edit(words.change, words.changeSchedule, () => actions.edit("schedule"))}</div><p class="strong"><b title=${job.description}>${scheduleInWords(job, view)}</b></p><p class="s quiet below">${zone}</p>${
    preview === undefined || preview.next.length === 0
      ? nothing
      : nextRuns(preview.next, { schedule: preview.schedule, zone: job.timezone, times, words })
  }</section>
  <section class="sec"><div class="hd">${sub(words.prompt)}${edit(words.edit, words.editPrompt, () => actions.edit("prompt"))}</div><p class="quote"><bdi>${plainText(job.prompt)}</bdi></p></section>
  <section class="sec"><div class="hd">${sub(words.recentRuns)}${runs?.length ? html`<button type="button" class="link s" aria-label=${words.actionOn(past, words.pastRuns)} @click=${actions.pastRuns}>${past}</button>` : nothing}</div>${
    runs === undefined
      ? html`<div class="sk w2"></div>`
      : runs.length === 0
        ? html`<p class="s quiet">${words.noRuns}</p>`
        : html`<ul class="runs">${runs.map((run) => runLine(run, view, actions))}</ul>`
  }</section>
  <section class="sec"><dl class="kv"><dt>${words.factory}</dt><dd><bdi>${plainText(view.factoryName || job.factoryId)}</bdi></dd><dt>${words.created}</dt><dd>${times.shortDate(job.createdAt, job.timezone)}</dd><dt>${words.runsAs}</dt><dd>${words.you}</dd></dl></section>
  ${
    view.isReadonly
      ? nothing
      : html`<section class="sec"><div class="foot-acts">${[
          ["play", words.runNow, actions.runNow] as const,
          ...(job.state === "completed"
            ? []
            : [
                [
                  isHeld(job) ? "resume" : "pause",
                  isHeld(job) ? words.resume : words.pause,
                  actions.pauseOrResume,
                ] as const,
              ]),
        ].map(
          ([shape, label, run]) =>
            html`<button type="button" class="btn line" aria-disabled=${off === undefined ? nothing : "true"} title=${off ?? nothing} aria-description=${off ?? nothing} @click=${() => off === undefined && run()}>${icon(shape)}${label}</button>`,
        )}</div></section>`
  }`;
}

function runLine(run: RunView, { words, times }: DetailView, actions: DetailActions): TemplateResult {
  const took =
    run.startedAt === undefined || run.finishedAt === undefined
      ? undefined
      : run.finishedAt.getTime() - run.startedAt.getTime();
  return html`<li><button type="button" class="grow" @click=${() => actions.openRun(run)}>${times.recentDay(run.dueAt, run.timezone)}, ${times.clock(run.dueAt, run.timezone)}</button>${took === undefined ? nothing : html`<span class="quiet">${times.duration(took)}</span>`}${statusMark(runStatus(run.state, words))}</li>`;
}
