import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EntryView, EventView, OutputView, RunView } from "../../client/views.ts";
import { fact, request } from "../events.ts";
import { hasCode } from "../failure.ts";
import { heading } from "../heading.ts";
import { icon } from "../icons.ts";
import { plainText } from "../plainText.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { runStatus, statusMark } from "../statusMark.ts";
import { controls, inks, theme } from "../styles/theme.ts";
import { conversationStyles } from "./conversationStyles.ts";
import { type LogItem, logItems } from "./logItems.ts";
import { markdown } from "./markdown.ts";
import { outcomeNote } from "./outcomeNote.ts";
import { outputsBox, saveAs } from "./outputs.ts";
import { questionBox } from "./questionBox.ts";
import { stepsBox } from "./steps.ts";

const windowLength = 200;

/** One run and its conversation: the outcome first, then the story; steps fold, outputs and questions never do. */
export class RunConversation extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, inks, conversationStyles];
  static override get properties(): PropertyDeclarations {
    return {
      ...super.properties,
      conversationId: { attribute: "conversation-id" },
      runId: { attribute: "run-id" },
      noReply: { type: Boolean, attribute: "no-reply" },
      followUp: { type: Boolean, attribute: "follow-up" },
      renderOutput: { attribute: false },
      downloadUrl: { attribute: false },
    };
  }
  declare conversationId: string | undefined;
  /** Where a run has no conversation, because it never started, this shows why. */
  declare runId: string | undefined;
  declare noReply: boolean;
  /** Shows the box for a message also once the run is over; the host takes `sj-reply` and goes on with it. */
  declare followUp: boolean;
  /** Shows something of an output below its line. */
  declare renderOutput: ((output: OutputView) => unknown) | undefined;
  /** Where the host serves an output; else the client brings its bytes. */
  declare downloadUrl: ((output: OutputView) => string) | undefined;

  #run: RunView | undefined;
  #entries: EntryView[] = [];
  #why: string | undefined;
  #error: { text: string; details: string } | undefined;
  #isGone = false;
  #isBusy = false;
  #isStopping = false;
  #reply = "";
  #failedReply: string | undefined;
  #shown = new Set<string>();
  #reading = 0;

  constructor() {
    super();
    this.noReply = false;
    this.followUp = false;
  }

  override async refresh(): Promise<void> {
    const { client } = this;
    const id = this.conversationId ?? this.runId;
    if (client === undefined || id === undefined) return;
    const reading = ++this.#reading;
    try {
      const runId = this.runId ?? (await client.conversations.get(id)).runId;
      const run = await client.runs.get(runId);
      const entries = await this.#readTail(client, this.conversationId ?? run.conversationId);
      const isAbsent = run.state === "missed" || run.state === "skipped";
      const why = isAbsent ? await client.jobs.explain(run.jobId, run.dueAt).catch(() => undefined) : undefined;
      if (reading !== this.#reading) return;
      this.#run = run;
      this.#entries = entries;
      this.#why = why?.text;
      this.#error = undefined;
      this.#isGone = false;
    } catch (error) {
      if (reading !== this.#reading) return;
      const details = this.tellError(error);
      this.#isGone = hasCode(error, "RUN_NOT_FOUND") || hasCode(error, "CONVERSATION_NOT_FOUND");
      this.#error = { text: this.#isGone ? this.words.gone : this.words.couldNotLoad, details };
    }
    this.requestUpdate();
  }
  /** The last entries; what is further up comes when it is asked for. */
  async #readTail(client: SchedulerClient, id: string | undefined): Promise<EntryView[]> {
    if (id === undefined) return [];
    const { length } = await client.conversations.get(id);
    return this.#readAfter(client, id, Math.max(0, length - windowLength));
  }
  async #readAfter(client: SchedulerClient, id: string, after: number): Promise<EntryView[]> {
    const entries: EntryView[] = [];
    for (;;) {
      const page = await client.conversations.entries(id, {
        after: entries.at(-1)?.sequence ?? after,
        limit: windowLength,
      });
      entries.push(...page.items);
      if (page.cursor === undefined || page.items.length === 0) return entries;
    }
  }
  async #showEarlier(): Promise<void> {
    const id = this.conversationId ?? this.#run?.conversationId;
    const first = this.#entries[0]?.sequence;
    if (this.client === undefined || id === undefined || first === undefined) return;
    const after = Math.max(0, first - 1 - windowLength);
    const { items } = await this.client.conversations.entries(id, { after, limit: first - 1 - after });
    this.#entries = [...items.filter(({ sequence }) => sequence < first), ...this.#entries];
    this.requestUpdate();
  }

  protected override onEvents(events: EventView[]): void {
    const runId = this.#run?.id;
    if (runId === undefined) return;
    const isAbout = events.some(({ event }) => "run" in event && event.run.id === runId);
    const hasMore = events.some(({ event }) => event.name === "conversation.appended" && event.runId === runId);
    if (isAbout || hasMore) void this.#catchUp(runId);
  }
  async #catchUp(runId: string): Promise<void> {
    const { client } = this;
    if (client === undefined) return;
    try {
      const before = this.#run?.state;
      const run = await client.runs.get(runId);
      const id = this.conversationId ?? run.conversationId;
      const more = id === undefined ? [] : await this.#readAfter(client, id, this.#entries.at(-1)?.sequence ?? 0);
      const last = this.#entries.at(-1)?.sequence ?? 0;
      this.#entries = [...this.#entries, ...more.filter(({ sequence }) => sequence > last)];
      this.#run = run;
      if (run.state !== "running") this.#isStopping = false;
      if (run.state !== before && run.state !== "running") {
        this.live.say(this.words.finishedAnnounce(plainText(run.title), runStatus(run.state, this.words).word));
      }
    } catch (error) {
      this.tellError(error);
    }
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if ((changed.has("conversationId") || changed.has("runId")) && !changed.has("client")) {
      this.#run = undefined;
      this.#entries = [];
      this.#failedReply = undefined;
      void this.refresh();
    }
    this.setState("loading", this.#run === undefined && this.#error === undefined);
    this.setState("error", this.#error !== undefined);
    this.setState("busy", this.#isBusy);
  }

  async #send(text: string): Promise<void> {
    const run = this.#run;
    const said = text.trim();
    if (run === undefined || said === "" || this.#isBusy) return;
    if (!request(this, "sj-reply", { runId: run.id, text: said })) {
      this.#reply = "";
      this.requestUpdate();
      return;
    }
    if (run.state !== "needs_input" || this.client === undefined) return;
    this.#isBusy = true;
    this.#failedReply = undefined;
    this.requestUpdate();
    try {
      this.#run = await this.client.runs.reply(run.id, said);
      this.#reply = "";
      this.live.say(this.words.answeredAnnounce);
      await this.#catchUp(run.id);
      void this.focusOn("#log-end");
    } catch (error) {
      this.#reply = said;
      this.#failedReply = `${this.words.notSaved} (${this.tellError(error)})`;
      this.live.say(this.words.notSaved, "assertive");
    }
    this.#isBusy = false;
    this.requestUpdate();
  }
  async #stop(run: RunView): Promise<void> {
    if (!request(this, "sj-cancel-run", { runId: run.id })) return;
    this.#isStopping = true;
    this.requestUpdate();
    try {
      this.#run = await this.client?.runs.cancel(run.id);
    } catch (error) {
      this.#isStopping = false;
      this.live.say(this.words.notDone(this.tellError(error)), "assertive");
    }
    this.requestUpdate();
  }
  async #runNow(run: RunView): Promise<void> {
    try {
      const started = await this.client?.jobs.trigger(run.jobId, { requestId: crypto.randomUUID() });
      if (started === undefined) return;
      this.live.say(this.words.startedToast);
      fact(this, "sj-job-triggered", { run: started });
      request(this, "sj-open-conversation", {
        runId: started.id,
        jobId: started.jobId,
        ...(started.conversationId !== undefined && { conversationId: started.conversationId }),
      });
    } catch (error) {
      this.live.say(this.words.notDone(this.tellError(error)), "assertive");
    }
  }
  async #download(output: OutputView, sequence: number): Promise<void> {
    if (!request(this, "sj-download", { output, sequence })) return;
    const id = this.conversationId ?? this.#run?.conversationId;
    if (this.downloadUrl !== undefined) saveAs(this.downloadUrl(output), output.name);
    else if (id !== undefined && this.client !== undefined) {
      try {
        const url = URL.createObjectURL(await this.client.conversations.download(id, sequence));
        saveAs(url, output.name);
        setTimeout(() => URL.revokeObjectURL(url), 60_000);
      } catch (error) {
        this.tellError(error);
        this.live.say(this.words.downloadFailed(output.name), "assertive");
      }
    }
  }
  readonly #onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const messages = [...this.renderRoot.querySelectorAll<HTMLElement>(".msg")];
    const at = messages.findIndex((message) => message === this.shadowRoot?.activeElement);
    const to = event.key === "ArrowDown" ? at + 1 : at === -1 ? messages.length - 1 : at - 1;
    messages[Math.max(0, Math.min(messages.length - 1, to))]?.focus();
  };

  protected override render(): TemplateResult {
    const { words } = this;
    const run = this.#run;
    if (run === undefined) return this.#placeholder();
    const all = logItems(this.#entries);
    // the question that waits stands in the reply box
    const items = run.state === "needs_input" && all.at(-1)?.type === "question" ? all.slice(0, -1) : all;
    const isRunning = run.state === "running";
    const copy = (event: Event): void =>
      void navigator.clipboard.writeText(`${run.reason?.code ?? run.state} · ${run.id}`).then(
        () => ((event.target as HTMLElement).textContent = words.copied),
        () => undefined,
      );
    return html`<section aria-labelledby="heading" @keydown=${this.#onKey}>${this.#header(run)}
      <div class="log" role="log" part="log" aria-label=${words.conversation} aria-busy=${isRunning}>
        ${(this.#entries[0]?.sequence ?? 1) > 1 ? html`<button type="button" class="btn line small" @click=${() => void this.#showEarlier()}>${words.showEarlier}</button>` : nothing}
        ${repeat(
          items,
          ({ sequence }) => sequence,
          (item) => this.#item(item, run),
        )}
        ${outcomeNote(run, words, this.#why, { runNow: () => void this.#runNow(run), copy })}
        <div id="log-end" tabindex="-1"></div>
      </div>${this.#replyBox(run)}<slot name="footer"></slot>${this.live.template()}</section>`;
  }
  #placeholder(): TemplateResult {
    const { words } = this;
    if (this.#error === undefined)
      return html`<div class="rc-head" aria-busy="true"><div class="sk w2"></div></div><div class="log" aria-hidden="true"><div class="sk w1"></div><div class="sk w2"></div></div>${this.live.template()}`;
    const retry = this.#isGone
      ? nothing
      : html`<div class="acts"><button type="button" class="link" @click=${() => void this.refresh()}>${words.tryAgain}</button></div>`;
    return html`<div class="log"><div class="note ${this.#isGone ? "" : "bad"}" role="alert">${icon("alert")}<div>${this.#error.text} <span class="quiet s">${this.#isGone ? "" : this.#error.details}</span>${retry}</div></div></div>${this.live.template()}`;
  }
  #header(run: RunView): TemplateResult {
    const { words, times } = this;
    const status = runStatus(run.state, words);
    const went = this.#went(run);
    return html`<header class="rc-head" part="header"><div class="row">${heading(this.headingLevel, html`<bdi>${plainText(run.title)}</bdi>`)}${statusMark(status, true, "status")}</div>
      <div class="meta"><span><time datetime=${run.dueAt.toISOString()} title=${times.exact(run.dueAt, run.timezone)}>${times.day(run.dueAt, run.timezone)}, ${times.clock(run.dueAt, run.timezone)}</time></span>${went === undefined ? nothing : html`<span>${went}</span>`}${this.factoryName === "" ? nothing : html`<span><bdi>${plainText(this.factoryName)}</bdi></span>`}<span><button type="button" class="link" @click=${() => request(this, "sj-open-job", { jobId: run.jobId })}>${words.openJob}</button></span>${
        run.state === "running"
          ? html`<span><button type="button" class="link" aria-disabled=${this.#isStopping || this.line.isOffline ? "true" : nothing} @click=${() => this.#isStopping || void this.#stop(run)}>${this.#isStopping ? words.stopping : words.stop}</button></span>`
          : nothing
      }<slot name="header-extra"></slot></div>${this.line.isOffline ? html`<p class="s quiet">${words.offline}</p>` : nothing}</header>`;
  }
  #went(run: RunView): string | undefined {
    const { words, times } = this;
    if (run.state === "running" && run.startedAt !== undefined) return words.soFar(times.elapsed(run.startedAt));
    if (run.state === "needs_input")
      return words.waitingFor(times.elapsed(run.finishedAt ?? run.startedAt ?? run.dueAt));
    if (run.state === "failed" && run.attempt > 1) return words.attempts(run.attempt);
    if (run.startedAt === undefined || run.finishedAt === undefined) return undefined;
    return words.took(times.duration(run.finishedAt.getTime() - run.startedAt.getTime()));
  }
  #item(item: LogItem, run: RunView): TemplateResult {
    const { words, times } = this;
    if (item.type === "steps") {
      return stepsBox(item.steps, {
        words,
        times,
        locale: this.locale,
        isRunning: run.state === "running",
        shown: this.#shown,
        show: (key) => ((this.#shown = new Set([...this.#shown, key])), this.requestUpdate()),
      });
    }
    if (item.type === "outputs") {
      return outputsBox(
        item.outputs,
        { words, locale: this.locale, headingLevel: this.headingLevel, render: this.renderOutput },
        (output, sequence) => void this.#download(output, sequence),
      );
    }
    const at = times.clock(item.at, run.timezone);
    if (item.type === "note") return html`<p class="s quiet">${plainText(item.text)}</p>`;
    if (item.type === "question")
      return html`<article class="msg" part="message" tabindex="-1"><div class="who">${icon("ask")}${words.byAt(words.question, at)}</div><div class="body">${plainText(item.text)}</div></article>`;
    const { role, text } = item.item;
    if (role !== "user")
      return html`<article class="msg" part="message" tabindex="-1"><div class="who">${words.byAt(role === "assistant" ? words.assistant : words.system, at)}</div><div class="body md">${markdown(text)}</div></article>`;
    const isPrompt = item.sequence === 1;
    const who = isPrompt
      ? run.trigger === "manual"
        ? words.promptByHand(at)
        : words.scheduledPrompt(at)
      : words.byAt(words.you, at);
    return html`<article class="msg user" part=${isPrompt ? "message prompt" : "message"} tabindex="-1"><div class="who">${isPrompt ? icon("calendar") : nothing}${who}</div><div class="body"><bdi>${plainText(text)}</bdi></div></article>`;
  }
  #replyBox(run: RunView): TemplateResult | typeof nothing {
    const isAsked = run.state === "needs_input";
    const isOver = run.state !== "running" && run.state !== "queued" && run.conversationId !== undefined;
    if (this.noReply || (!isAsked && !(this.followUp && isOver))) return nothing;
    const asked = run.question ?? this.#lastQuestion();
    return questionBox(
      {
        words: this.words,
        question: isAsked ? asked : undefined,
        text: this.#reply,
        error: this.#failedReply,
        isBusy: this.#isBusy,
        disabledBecause: this.line.isOffline ? this.words.offlineReason : undefined,
      },
      { type: (text) => (this.#reply = text), send: (text) => void this.#send(text) },
    );
  }
  #lastQuestion(): { text: string; choices: string[] } | undefined {
    const item = this.#entries.findLast((entry) => entry.item.type === "question")?.item;
    return item?.type === "question" ? item : undefined;
  }
}
