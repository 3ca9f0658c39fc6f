import { html, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EntryView, EventView, OutputView, RunView } from "../../client/views.ts";
import { hasCode } from "../failure.ts";
import { type Failure, failureNote } from "../failureNote.ts";
import { icon } from "../icons.ts";
import { plainText } from "../plainText.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { runStatus } from "../statusMark.ts";
import { controls, theme } from "../styles/theme.ts";
import { frameStyles } from "./frameStyles.ts";
import type { OpenRun } from "./openRun.ts";

const windowLength = 200;

/** One run and its conversation: the outcome first, then the story; steps fold, outputs and questions never do. */
export class RunConversation extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, frameStyles];
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
  #error: Failure | undefined;
  #isGone = false;
  #reading = 0;
  #open: OpenRun | undefined;

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
    const opened = this.#opened();
    try {
      const runId = this.runId ?? (await client.conversations.get(id)).runId;
      const run = await client.runs.get(runId);
      const entries = await this.#readTail(client, this.conversationId ?? run.conversationId);
      const isAbsent = run.state === "missed" || run.state === "skipped";
      const why = isAbsent ? await client.jobs.explain(run.jobId, run.dueAt).catch(() => undefined) : undefined;
      await opened;
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
      this.#open = undefined;
      void this.refresh();
    }
    this.setState("loading", this.#run === undefined && this.#error === undefined);
    this.setState("error", this.#error !== undefined);
    this.setState("busy", this.#open?.isBusy ?? false);
  }

  /** What shows a conversation is brought while its entries are on their way. */
  async #opened(): Promise<OpenRun | undefined> {
    const module = await this.bring(async () => {
      const [story, { readBack }, { conversationStyles }] = await Promise.all([
        import("./openRun.ts"),
        import("../styles/readBack.ts"),
        import("./conversationStyles.ts"),
      ]);
      this.adopt(readBack, conversationStyles);
      return story;
    });
    if (module === undefined) return undefined;
    this.#open ??= new module.OpenRun(this, {
      words: () => this.words,
      times: () => this.times,
      factoryName: () => this.factoryName,
      isOffline: () => this.line.isOffline,
      say: (text, urgency) => this.live.say(text, urgency),
      failed: (error) => this.tellError(error),
      focusOn: (selector) => this.focusOn(selector),
      take: async (run) => {
        this.#run = run;
        await this.#catchUp(run.id);
      },
      showEarlier: () => void this.#showEarlier(),
    });
    return this.#open;
  }

  protected override render(): TemplateResult {
    const run = this.#run;
    const shown =
      run === undefined || this.#open === undefined
        ? this.#placeholder()
        : this.#open.template({ run, entries: this.#entries, why: this.#why });
    return html`${shown}${this.live.template()}`;
  }
  #placeholder(): TemplateResult {
    const { words } = this;
    if (this.#isGone)
      return html`<div class="log"><div class="note" role="alert">${icon("alert")}<div>${words.gone}</div></div></div>`;
    const failure = this.#error ?? this.notBrought;
    if (failure !== undefined)
      return html`<div class="log">${failureNote(words, failure, () => void this.refresh())}</div>`;
    return html`<div class="rc-head" aria-busy="true"><div class="sk w2"></div></div><div class="log" aria-hidden="true"><div class="sk w1"></div><div class="sk w2"></div></div>`;
  }
}
