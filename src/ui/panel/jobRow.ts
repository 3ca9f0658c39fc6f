import { html, nothing, type TemplateResult } from "lit";
import type { JobView } from "../../client/views.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import { jobStatus, runStatus, statusMark } from "../statusMark.ts";
import { cityOf, type Times } from "../times.ts";
import { scheduleInWords } from "./scheduleInWords.ts";

/** What a row does. */
export interface RowActions {
  open: (job: JobView) => void;
  runNow: (job: JobView) => void;
  pauseOrResume: (job: JobView) => void;
  menu: (job: JobView, anchor: HTMLElement, last: boolean) => void;
}
/** Where a row stands and how it is told. */
export interface RowView {
  words: Messages;
  times: Times;
  readerZone: string;
  place: number;
  /** Of a list that is not wholly in the document: how long it is. */
  setSize: number | undefined;
  isCurrent: boolean;
  isGone: boolean;
  isReadonly: boolean;
  disabledBecause: string | undefined;
}

/** Whether the job can be resumed rather than paused. */
export function isHeld(job: JobView): boolean {
  return job.state === "paused" || job.state === "suspended";
}

/** One job: its name, its schedule in words, its status, its next and its last run. */
export function jobRow(job: JobView, view: RowView, actions: RowActions): TemplateResult {
  const { words, times, place } = view;
  const name = plainText(job.name);
  const status = jobStatus(job, words);
  const next = nextRunOf(job, view);
  const off = view.disabledBecause;
  const toggle = isHeld(job) ? words.resume : words.pause;
  const action = (label: string, shape: "play" | "pause" | "resume", run: () => void): TemplateResult =>
    html`<button type="button" class="icon only-wide" title=${off ?? label} aria-label=${words.actionOn(label, name)} aria-description=${off ?? nothing} aria-disabled=${off === undefined ? nothing : "true"} @click=${() => off === undefined && run()}>${icon(shape)}</button>`;
  return html`<li class="job ${view.isGone ? "is-gone" : ""}" part="job" data-id=${job.id} data-place=${place} aria-current=${view.isCurrent ? "true" : nothing} aria-setsize=${view.setSize ?? nothing} aria-posinset=${view.setSize === undefined ? nothing : place + 1}>
    <button type="button" class="name" part="name" title=${name} aria-describedby="w${place} s${place} n${place}" @click=${() => actions.open(job)}><bdi>${name}</bdi></button>
    <div class="when" part="schedule" id="w${place}" title=${job.description}><span class="vh">${words.columns.schedule}: </span><bdi>${scheduleInWords(job, view)}</bdi></div>
    <div class="line status" part="status" id="s${place}"><span><span class="vh">${words.columns.status}: </span>${statusMark(status, status.isLoud)}</span>${next === undefined ? nothing : html`<span class="dot narrow-only"><bdi>${words.next(next)}</bdi></span>`}</div>
    <div class="line last" part="last-run"><span class="k">${job.lastRun === undefined ? words.neverRun : words.lastRun}</span>${lastRun(job, view)}</div>
    <div class="line nextcell" part="next-run" id="n${place}"><span class="vh">${words.columns.nextRun}: </span><span title=${job.nextAt === undefined ? nothing : times.exact(job.nextAt, job.timezone)}>${next ?? words.noNextRun}</span></div>
    <div class="menu">${view.isReadonly ? nothing : html`${action(words.runNow, "play", () => actions.runNow(job))}${job.state === "completed" ? nothing : action(toggle, isHeld(job) ? "resume" : "pause", () => actions.pauseOrResume(job))}<button type="button" class="icon" part="menu-button" aria-haspopup="menu" aria-expanded="false" data-menu=${job.id} aria-label=${words.moreActions(name)} @click=${(event: Event) => actions.menu(job, event.currentTarget as HTMLElement, false)} @keydown=${(event: KeyboardEvent) => onArrow(event, (anchor, last) => actions.menu(job, anchor, last))}>${icon("more")}</button>`}</div>
    <slot name="row-extra-${job.id}" class="extra"></slot>
  </li>`;
}

/** Arrow down opens a menu on its first line, arrow up on its last. */
export function onArrow(event: KeyboardEvent, open: (anchor: HTMLElement, last: boolean) => void): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  event.stopPropagation();
  open(event.currentTarget as HTMLElement, event.key === "ArrowUp");
}

/** When it runs next, with the city where the zone is not the reader's. */
function nextRunOf(job: JobView, view: Pick<RowView, "times" | "readerZone">): string | undefined {
  if (job.nextAt === undefined) return undefined;
  const when = view.times.upcoming(job.nextAt, job.timezone);
  return job.timezone === view.readerZone || when.length < 8 ? when : `${when}, ${cityOf(job.timezone)}`;
}

function lastRun(job: JobView, { words, times }: RowView): TemplateResult {
  const last = job.lastRun;
  const label = html`<span class="vh">${words.columns.lastRun}: </span>`;
  if (last === undefined) return html`<span class="only-wide">${label}${words.never}</span>`;
  const when = times.relative(last.startedAt, job.timezone);
  const at = html`<time datetime=${last.startedAt.toISOString()} title=${times.exact(last.startedAt, job.timezone)}>${last.state === "running" ? words.started(when) : when}</time>`;
  const result = words.resultOf[last.state as keyof Messages["resultOf"]] as string | undefined;
  return html`<span>${label}<bdi>${at}</bdi></span>${result === undefined ? nothing : html`<span class="dot">${statusMark({ ...runStatus(last.state, words), word: result })}</span>`}`;
}
