import { html, nothing, type TemplateResult } from "lit";
import type { RunView } from "../../client/views.ts";
import { heading } from "../heading.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import { runStatus, statusMark } from "../statusMark.ts";
import type { Times } from "../times.ts";

interface HeaderView {
  words: Messages;
  times: Times;
  headingLevel: number;
  factoryName: string;
  isOffline: boolean;
  isStopping: boolean;
}

/** The job's name and how the run stands; when it was due, how long it took, where. */
export function runHeader(
  run: RunView,
  view: HeaderView,
  actions: { openJob: () => void; stop: () => void },
): TemplateResult {
  const { words, times, isOffline, isStopping } = view;
  const { dueAt, timezone } = run;
  const went = howItWent(run, words, times);
  const off = isStopping || isOffline;
  const stop = html`<span><button type="button" class="link" aria-disabled=${off ? "true" : nothing} @click=${() => off || actions.stop()}>${isStopping ? words.stopping : words.stop}</button></span>`;
  return html`<header class="rc-head" part="header"><div class="row">${heading(view.headingLevel, html`<bdi>${plainText(run.title)}</bdi>`)}${statusMark(runStatus(run.state, words), true, "status")}</div>
    <div class="meta"><span><time datetime=${dueAt.toISOString()} title=${times.exact(dueAt, timezone)}>${times.day(dueAt, timezone)}, ${times.clock(dueAt, timezone)}</time></span>${went === undefined ? nothing : html`<span>${went}</span>`}${view.factoryName === "" ? nothing : html`<span><bdi>${plainText(view.factoryName)}</bdi></span>`}<span><button type="button" class="link" @click=${actions.openJob}>${words.openJob}</button></span>${run.state === "running" ? stop : nothing}<slot name="header-extra"></slot></div>${isOffline ? html`<p class="s quiet">${words.offline}</p>` : nothing}</header>`;
}

function howItWent(run: RunView, words: Messages, times: Times): string | undefined {
  if (run.state === "running" && run.startedAt !== undefined) return words.soFar(times.elapsed(run.startedAt));
  if (run.state === "needs_input") return words.waitingFor(times.elapsed(run.finishedAt ?? run.startedAt ?? run.dueAt));
  if (run.state === "failed" && run.attempt > 1) return words.attempts(run.attempt);
  if (run.startedAt === undefined || run.finishedAt === undefined) return undefined;
  return words.took(times.duration(run.finishedAt.getTime() - run.startedAt.getTime()));
}
