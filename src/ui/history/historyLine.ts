import { html, nothing, type TemplateResult } from "lit";
import type { RunView } from "../../client/views.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import { runStatus } from "../statusMark.ts";
import type { Times } from "../times.ts";
import type { HistoryGroup, HistoryLine } from "./historyGroups.ts";

export interface LineView {
  words: Messages;
  times: Times;
  zone: string;
  tell: HistoryGroup["tell"];
  isCurrent: boolean;
  /** Why it did not run, once that was asked. */
  why: string | undefined;
}

/** One line: a status by shape and word, the job's name, when, and one line about the result. */
export function historyLine(
  line: HistoryLine,
  view: LineView,
  actions: { open: () => void; why: (run: RunView) => void },
): TemplateResult {
  const { words, times, zone } = view;
  const at =
    view.tell === "clock"
      ? times.clock(line.at, zone)
      : view.tell === "weekday"
        ? times.weekday(line.at, zone)
        : times.shortDate(line.at, zone);
  const time = html`<time class="at" part="time" datetime=${line.at.toISOString()} title=${times.exact(line.at, zone)}>${at}</time>`;
  const current = view.isCurrent ? "page" : nothing;
  if ("extra" in line) {
    return html`<li class="conv" part="conversation" data-id=${line.id} aria-current=${current}><span class="ic off">${icon("chat")}</span><button type="button" class="open" part="title" @click=${actions.open}><bdi>${plainText(line.extra.title)}</bdi></button>${time}<span class="sub"><bdi>${plainText(line.extra.summary ?? words.youAsked)}</bdi></span></li>`;
  }
  const { run } = line;
  const status = runStatus(run.state, words);
  const name = plainText(run.title);
  const isAbsent = run.state === "missed" || run.state === "skipped";
  const said = resultOf(run, view);
  return html`<li class="conv ${run.state === "needs_input" ? "is-loud" : ""}" part="conversation" data-id=${line.id} aria-current=${current}><span class="ic ${status.tone}">${icon(status.shape)}</span><button type="button" class="open" part="title" title=${name} @click=${actions.open}><bdi>${name}</bdi></button>${time}<span class="sub" part="status"><bdi><b class=${status.tone}>${run.occurrences > 1 ? words.coalesced(run.occurrences, status.word.toLowerCase()) : status.word}</b>${said === "" ? nothing : html`, ${said}`}</bdi>${run.isEarly === true && !isAbsent ? html`<span class="early">${words.earlyRun}</span>` : nothing}${isAbsent && view.why === undefined ? html`<button type="button" class="link s" aria-label=${words.whyOf(name)} @click=${() => actions.why(run)}>${words.why}</button>` : nothing}</span>${view.why === undefined ? nothing : html`<p class="why" role="status">${plainText(view.why)}</p>`}</li>`;
}

function resultOf(run: RunView, { words, times, zone }: LineView): string {
  if (run.state === "running" && run.startedAt !== undefined) return words.soFar(times.elapsed(run.startedAt));
  if (run.occurrences > 1 && run.lastDueAt !== undefined) {
    return words.fromTo(times.shortDate(run.dueAt, zone), times.shortDate(run.lastDueAt, zone));
  }
  if (run.state === "needs_input") return "";
  const text =
    run.state === "succeeded"
      ? (run.summary ?? (run.outputs ? words.outputs(run.outputs) : ""))
      : (run.reason?.message ?? run.summary ?? "");
  return plainText(text).replaceAll("\n", " ");
}
