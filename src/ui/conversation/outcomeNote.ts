import { html, nothing, type TemplateResult } from "lit";
import type { RunView } from "../../client/views.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";

/** What became of a run that did not simply succeed, why, and what can be done. */
export function outcomeNote(
  run: RunView,
  words: Messages,
  why: string | undefined,
  actions: { runNow: () => void; copy: (event: Event) => void },
): TemplateResult | typeof nothing {
  const titles: Partial<Record<RunView["state"], string>> = {
    failed: words.failedTitle,
    timed_out: words.timedOutTitle,
    interrupted: words.interruptedTitle,
    cancelled: words.cancelledTitle,
    missed: words.didNotHappen,
    skipped: words.didNotHappen,
  };
  const title = titles[run.state];
  if (title === undefined) return run.state === "queued" ? html`<p class="quiet">${words.waitingToStart}</p>` : nothing;
  const isCalm = run.state === "missed" || run.state === "skipped" || run.state === "cancelled";
  const reason = plainText(why ?? run.reason?.message ?? "");
  return html`<div class="note ${isCalm ? "" : "bad"}" role=${isCalm ? nothing : "alert"}>${icon(isCalm ? "miss" : "x")}<div><b>${title}</b> ${reason}<div class="acts"><button type="button" class="link" @click=${actions.runNow}>${words.runNow}</button>${isCalm ? nothing : html`<button type="button" class="link" @click=${actions.copy}>${words.copyDetails}</button>`}</div></div></div>`;
}
