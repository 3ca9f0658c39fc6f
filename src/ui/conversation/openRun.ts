import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { newRequestId } from "../../client/requestId.ts";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EntryView, OutputView, RunView } from "../../client/views.ts";
import { fact, request } from "../events.ts";
import type { Messages } from "../messages/en.ts";
import type { Times } from "../times.ts";
import { logItems } from "./logItems.ts";
import { logEntry } from "./logEntry.ts";
import { outcomeNote } from "./outcomeNote.ts";
import { saveAs } from "./outputs.ts";
import { questionBox } from "./questionBox.ts";
import { runHeader } from "./runHeader.ts";

interface RunHost extends ReactiveControllerHost, HTMLElement {
  client: SchedulerClient | undefined;
  conversationId: string | undefined;
  locale: string | undefined;
  headingLevel: number;
  noReply: boolean;
  followUp: boolean;
  renderOutput: ((output: OutputView) => unknown) | undefined;
  downloadUrl: ((output: OutputView) => string) | undefined;
}
interface Means {
  words: () => Messages;
  times: () => Times;
  factoryName: () => string;
  isOffline: () => boolean;
  say: (text: string, urgency?: "polite" | "assertive") => void;
  failed: (error: unknown) => string;
  focusOn: (selector: string) => Promise<void>;
  /** The run as the server gave it back, and what it wrote since. */
  take: (run: RunView) => Promise<void>;
  showEarlier: () => void;
}
/** What is known of the run that is open. */
export interface RunRead {
  run: RunView;
  entries: readonly EntryView[];
  /** Why it did not run, where it did not. */
  why: string | undefined;
}

/** The run that is open in its element: its conversation as a person sees it, and what they do to it. */
export class OpenRun {
  readonly #host: RunHost;
  readonly #means: Means;
  #reply = "";
  #failedReply: string | undefined;
  #isBusy = false;
  #stopping: string | undefined;
  #shown = new Set<string>();

  constructor(host: RunHost, means: Means) {
    this.#host = host;
    this.#means = means;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  async #send(run: RunView, text: string): Promise<void> {
    const said = text.trim();
    if (said === "" || this.#isBusy) return;
    if (!request(this.#host, "sj-reply", { runId: run.id, text: said })) {
      this.#reply = "";
      this.#host.requestUpdate();
      return;
    }
    const { client } = this.#host;
    if (run.state !== "needs_input" || client === undefined) return;
    const words = this.#means.words();
    this.#isBusy = true;
    this.#failedReply = undefined;
    this.#host.requestUpdate();
    try {
      const answered = await client.runs.reply(run.id, said);
      this.#reply = "";
      this.#means.say(words.answeredAnnounce);
      await this.#means.take(answered);
      void this.#means.focusOn("#log-end");
    } catch (error) {
      this.#reply = said;
      this.#failedReply = `${words.notSaved} (${this.#means.failed(error)})`;
      this.#means.say(words.notSaved, "assertive");
    }
    this.#isBusy = false;
    this.#host.requestUpdate();
  }
  async #stop(run: RunView): Promise<void> {
    const { client } = this.#host;
    if (client === undefined || this.#stopping === run.id || !request(this.#host, "sj-cancel-run", { runId: run.id }))
      return;
    this.#stopping = run.id;
    this.#host.requestUpdate();
    try {
      await this.#means.take(await client.runs.cancel(run.id));
    } catch (error) {
      this.#stopping = undefined;
      this.#tell(error);
    }
    this.#host.requestUpdate();
  }
  async #runNow(run: RunView): Promise<void> {
    try {
      const started = await this.#host.client?.jobs.trigger(run.jobId, { requestId: newRequestId() });
      if (started === undefined) return;
      const { id, jobId, conversationId } = started;
      this.#means.say(this.#means.words().startedToast);
      fact(this.#host, "sj-job-triggered", { run: started });
      request(this.#host, "sj-open-conversation", {
        runId: id,
        jobId,
        ...(conversationId !== undefined && { conversationId }),
      });
    } catch (error) {
      this.#tell(error);
    }
  }
  #tell(error: unknown): void {
    this.#means.say(this.#means.words().notDone(this.#means.failed(error)), "assertive");
  }
  async #download(run: RunView, output: OutputView, sequence: number): Promise<void> {
    if (!request(this.#host, "sj-download", { output, sequence })) return;
    const { client, downloadUrl } = this.#host;
    const id = this.#host.conversationId ?? run.conversationId;
    const elsewhere = otherSite(output.url);
    if (downloadUrl !== undefined) saveAs(downloadUrl(output), output.name);
    else if (elsewhere !== undefined) window.open(elsewhere, "_blank", "noopener,noreferrer");
    else if (id !== undefined && client !== undefined) {
      try {
        const url = URL.createObjectURL(await client.conversations.download(id, sequence));
        saveAs(url, output.name);
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
      } catch (error) {
        this.#means.failed(error);
        this.#means.say(this.#means.words().downloadFailed(output.name), "assertive");
      }
    }
  }
  #copy(run: RunView, button: HTMLElement): void {
    const { copied } = this.#means.words();
    void navigator.clipboard.writeText(`${run.reason?.code ?? run.state} · ${run.id}`).then(
      () => (button.textContent = copied),
      () => undefined,
    );
  }
  readonly #onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const { shadowRoot } = this.#host;
    const messages = [...(shadowRoot?.querySelectorAll<HTMLElement>(".msg") ?? [])];
    const at = messages.findIndex((message) => message === shadowRoot?.activeElement);
    const to = event.key === "ArrowDown" ? at + 1 : at === -1 ? messages.length - 1 : at - 1;
    messages[Math.max(0, Math.min(messages.length - 1, to))]?.focus();
  };

  template({ run, entries, why }: RunRead): TemplateResult {
    const { headingLevel, locale, renderOutput } = this.#host;
    const [words, times] = [this.#means.words(), this.#means.times()];
    const all = logItems(entries);
    // the question that waits stands in the reply box
    const isAsked = run.state === "needs_input" && all.at(-1)?.type === "question";
    // why it failed stands below, once
    const items = (isAsked ? all.slice(0, -1) : all).filter(
      (item) => item.type !== "note" || item.text !== run.reason?.message,
    );
    const isOffline = this.#means.isOffline();
    const isStopping = this.#stopping === run.id;
    const header = { words, times, headingLevel, factoryName: this.#means.factoryName(), isOffline, isStopping };
    const entry = { words, times, locale, headingLevel, run, shown: this.#shown, render: renderOutput };
    const isCut = (entries[0]?.sequence ?? 1) > 1;
    return html`<section aria-labelledby="heading" @keydown=${this.#onKey}>${runHeader(run, header, {
      openJob: () => request(this.#host, "sj-open-job", { jobId: run.jobId }),
      stop: () => void this.#stop(run),
    })}
      <div class="log" role="log" part="log" aria-label=${words.conversation} aria-busy=${run.state === "running"}>
        ${isCut ? html`<button type="button" class="btn line small" @click=${this.#means.showEarlier}>${words.showEarlier}</button>` : nothing}
        ${repeat(
          items,
          ({ sequence }) => sequence,
          (item) =>
            logEntry(item, entry, {
              download: (output, sequence) => void this.#download(run, output, sequence),
              show: (key) => {
                this.#shown = new Set([...this.#shown, key]);
                this.#host.requestUpdate();
              },
            }),
        )}
        ${outcomeNote(run, words, why, {
          runNow: () => void this.#runNow(run),
          copy: (event) => this.#copy(run, event.currentTarget as HTMLElement),
        })}
        <div id="log-end" tabindex="-1"></div>
      </div>${this.#replyBox(run, entries)}<slot name="footer"></slot></section>`;
  }
  #replyBox(run: RunView, entries: readonly EntryView[]): TemplateResult | typeof nothing {
    const isAsked = run.state === "needs_input";
    const isOver = run.state !== "running" && run.state !== "queued" && run.conversationId !== undefined;
    if (this.#host.noReply || (!isAsked && !(this.#host.followUp && isOver))) return nothing;
    const words = this.#means.words();
    return questionBox(
      {
        words,
        question: isAsked ? (run.question ?? lastQuestion(entries)) : undefined,
        text: this.#reply,
        error: this.#failedReply,
        isBusy: this.#isBusy,
        disabledBecause: this.#means.isOffline() ? words.offlineReason : undefined,
      },
      { type: (text) => (this.#reply = text), send: (text) => void this.#send(run, text) },
    );
  }
}

/** The address of an output that another site keeps: a page may not read it, but a person may go there. */
function otherSite(url: string): string | undefined {
  const address = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : undefined;
  return address?.protocol === "https:" && address.origin !== location.origin ? address.href : undefined;
}
function lastQuestion(entries: readonly EntryView[]): { text: string; choices: string[] } | undefined {
  const item = entries.findLast((entry) => entry.item.type === "question")?.item;
  return item?.type === "question" ? item : undefined;
}
