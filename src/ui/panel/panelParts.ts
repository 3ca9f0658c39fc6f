import { html, nothing, type TemplateResult } from "lit";
import type { JobView } from "../../client/views.ts";
import { emphasis } from "../emphasis.ts";
import { subheading } from "../heading.ts";
import { icon, type IconName } from "../icons.ts";
import type { LiveLine } from "../liveLine.ts";
import type { MenuItem } from "../menu.ts";
import type { Messages } from "../messages/en.ts";
import { firstSentence, plainText } from "../plainText.ts";
import { errorDetails } from "../failure.ts";
import type { Times } from "../times.ts";
import type { JobsQuery } from "./jobsQuery.ts";
import type { JobsSource } from "./jobsSource.ts";

/** The one notice above the list; the worst wins: what failed, then that the line is down, then who waits for the person. */
export function notice(view: {
  words: Messages;
  times: Times;
  zone: string;
  source: JobsSource;
  line: LiveLine;
  answer: (job: JobView) => void;
  retry: () => void;
}): TemplateResult | typeof nothing {
  const { words, times, source, line } = view;
  if (line.isOffline) {
    const age =
      source.readAt === undefined
        ? words.offline
        : words.offlineSince(times.clock(line.since ?? source.readAt, view.zone));
    const retry =
      line.retryAt === undefined
        ? nothing
        : html` <span class="quiet">${words.retryIn(times.secondsUntil(line.retryAt))}</span>`;
    return html`<div class="notice" part="notice"><div class="note">${icon("offline")}<div>${age}${retry}</div></div></div>`;
  }
  if (source.error !== undefined) {
    const [said, rest] = firstSentence(words.jobsCouldNotLoad);
    const details = errorDetails(source.error);
    return html`<div class="notice" part="notice"><div class="note bad" role="alert">${icon("alert")}<div><b>${said}</b>${rest}<div class="acts"><button type="button" class="link" @click=${view.retry}>${words.tryAgain}</button><button type="button" class="link" title=${details} @click=${(event: Event) => void copy(event, details, words)}>${words.copyDetails}</button></div></div></div></div>`;
  }
  const waiting = source.jobs.filter((job) => job.lastRun?.state === "needs_input");
  const [first] = waiting;
  if (first === undefined) return nothing;
  const name = plainText(first.name);
  const said = waiting.length === 1 ? emphasis(words.waitsForYou(name), name) : words.moreWaiting(waiting.length);
  return html`<div class="notice" part="notice"><div class="note ask">${icon("ask")}<div>${said}<div class="acts"><button type="button" class="link" @click=${() => view.answer(first)}>${words.answer}</button></div></div></div></div>`;
}

async function copy(event: Event, text: string, words: Messages): Promise<void> {
  const button = event.currentTarget as HTMLElement;
  await navigator.clipboard.writeText(text).then(
    () => (button.textContent = words.copied),
    () => undefined,
  );
}

/** A button that opens the search; a field and a filter once it is open or there are many jobs. */
export function searchBar(
  view: { words: Messages; total: number; text: string; isField: boolean; filter: JobsQuery["filter"] },
  actions: { search: (text: string) => void; open: () => void; filter: (anchor: HTMLElement) => void },
): TemplateResult {
  const { words } = view;
  if (!view.isField)
    return html`<button type="button" class="icon" aria-label=${words.searchJobs} title=${words.searchJobs} @click=${actions.open}>${icon("find")}</button>`;
  return html`<div class="toolbar" part="toolbar"><div class="search">${icon("find")}<input class="field" id="search" type="search" autocomplete="off" .value=${view.text} placeholder=${words.searchAmong(view.total)} aria-label=${words.searchJobs} @input=${(event: Event) => actions.search((event.target as HTMLInputElement).value)}></div><button type="button" class="icon ${view.filter === "" ? "" : "info"}" data-menu="filter" aria-haspopup="menu" aria-expanded="false" aria-label=${words.filter} title=${words.filter} @click=${(event: Event) => actions.filter(event.currentTarget as HTMLElement)}>${icon("filter")}</button></div>`;
}

/** The states one can look at alone. */
export function filterItems(
  words: Messages,
  chosen: JobsQuery["filter"],
  choose: (filter: JobsQuery["filter"]) => void,
): MenuItem[] {
  const options: [JobsQuery["filter"], string, IconName][] = [
    ["", words.allJobs, "clock"],
    ["needs-you", words.needsAnswer, "ask"],
    ["active", words.active, "clock"],
    ["paused", words.paused, "pause"],
    ["suspended", words.suspended, "stop"],
    ["completed", words.completed, "flag"],
  ];
  return options.map(([filter, label, shape]) => ({
    icon: shape,
    label,
    isChecked: filter === chosen,
    run: () => choose(filter),
  }));
}

/** Before the first job: three sentences to begin with; they fill the composer and create nothing. */
export function emptyPanel(words: Messages, headingLevel: number, fill: (text: string) => void): TemplateResult {
  return html`<div class="empty" part="empty"><slot name="empty">${subheading(headingLevel, words.noJobs)}<p class="quiet s">${words.noJobsHelp}</p><div class="try">${words.examples.map(
    ([before = "", when = "", after = ""]) =>
      html`<button type="button" @click=${() => fill(before + when + after)}>${before}<span class="when-ink">${when}</span>${after}</button>`,
  )}</div></slot></div>`;
}

/** Nothing matches what was searched for. */
export function noMatch(
  view: { words: Messages; text: string; filter: JobsQuery["filter"]; headingLevel: number },
  clear: () => void,
): TemplateResult {
  const { words, text } = view;
  const state = filterItems(words, view.filter, () => {}).find((item) => item !== "-" && item.isChecked === true);
  const said =
    text === "" && state !== undefined && state !== "-" ? words.noneInFilter(state.label) : words.noMatch(text);
  return html`<div class="empty ruled" part="empty" role="status">${subheading(view.headingLevel, said)}<p><button type="button" class="link" @click=${clear}>${text === "" ? words.showAll : words.clearSearch}</button></p></div>`;
}
