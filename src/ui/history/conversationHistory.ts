import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { EventView, RunView } from "../../client/views.ts";
import { request } from "../events.ts";
import { failureNote } from "../failureNote.ts";
import { heading } from "../heading.ts";
import { icon } from "../icons.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { controls, theme } from "../styles/theme.ts";
import { tabs } from "../tabs.ts";
import type { Chunks } from "./chunks.ts";
import { frameStyles } from "./frameStyles.ts";
import type { ExtraConversation, HistoryLine } from "./historyGroups.ts";
import type { historyList } from "./historyList.ts";

const pageLength = 50;
/** From this many runs on only those near what is seen are in the document. */
const windowedFrom = 100;
const skeletonAfterMs = 150;
type Filter = "all" | "scheduled" | "needs-you";

/** The history of runs, those that did not happen included, among the host's own conversations; by the reader's days. */
export class ConversationHistory extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, frameStyles];
  static override get properties(): PropertyDeclarations {
    return {
      ...super.properties,
      selected: { reflect: true },
      filter: { reflect: true },
      jobId: { attribute: "job-id" },
      extra: { attribute: false },
    };
  }
  /** The id of the conversation, or of the run without one, that is open. */
  declare selected: string | undefined;
  declare filter: Filter;
  /** Only the runs of this job. */
  declare jobId: string | undefined;
  /** Conversations of the host's own, to stand among the runs. */
  declare extra: readonly ExtraConversation[] | undefined;

  #runs: RunView[] = [];
  #cursor: string | undefined;
  #waiting = 0;
  #isLoaded = false;
  #isLate = false;
  #isMore = false;
  #error: string | undefined;
  #search = "";
  #isSearching = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: AbortController | undefined;
  readonly #why = new Map<string, string>();
  #chunks: Chunks | undefined;
  /** What shows the lines. */
  #shows: typeof historyList | undefined;

  constructor() {
    super();
    this.filter = "all";
  }

  override async refresh(): Promise<void> {
    const { client } = this;
    if (client === undefined) return;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    const { signal } = reading;
    this.#isLate = false;
    const brought = this.#bringLines();
    const timer = setTimeout(() => ((this.#isLate = true), this.requestUpdate()), skeletonAfterMs);
    try {
      const [page, waiting] = await Promise.all([
        client.runs.list({ ...this.#query(), limit: pageLength, signal }),
        client.runs.count({
          states: ["needs_input"],
          signal,
          ...(this.jobId !== undefined && { jobId: this.jobId }),
        }),
      ]);
      await brought;
      if (signal.aborted) return;
      this.#runs = page.items;
      this.#cursor = page.cursor;
      this.#waiting = waiting.needs_input ?? 0;
      this.#isLoaded = true;
      this.#error = undefined;
    } catch (error) {
      if (signal.aborted) return;
      this.#error = this.tellError(error);
    } finally {
      clearTimeout(timer);
    }
    this.requestUpdate();
  }
  /** What shows the lines is brought while they are on their way. */
  async #bringLines(): Promise<void> {
    if (this.#shows !== undefined) return;
    this.#shows = await this.bring(async () => {
      const [lines, { historyStyles }] = await Promise.all([import("./historyList.ts"), import("./historyStyles.ts")]);
      this.adopt(historyStyles);
      return lines.historyList;
    }, "first");
  }
  #query() {
    const search = this.#search.trim();
    return {
      ...(this.jobId !== undefined && { jobId: this.jobId }),
      ...(search !== "" && { search }),
      ...(this.filter === "needs-you" && { states: ["needs_input" as const] }),
    };
  }
  async #readMore(): Promise<void> {
    const { client } = this;
    const cursor = this.#cursor;
    if (client === undefined || cursor === undefined || this.#isMore) return;
    this.#isMore = true;
    try {
      const page = await client.runs.list({ ...this.#query(), limit: pageLength, cursor });
      const known = new Set(this.#runs.map(({ id }) => id));
      this.#runs = [...this.#runs, ...page.items.filter(({ id }) => !known.has(id))];
      this.#cursor = page.cursor;
    } catch (error) {
      this.#error = this.tellError(error);
    }
    this.#isMore = false;
    this.requestUpdate();
  }

  protected override onEvents(events: EventView[]): void {
    for (const { event } of events)
      if (event.name === "run.asked") this.live.say(this.words.needsAnswerAnnounce(event.conversation.title));
    if (!events.some(({ event }) => event.name.startsWith("run."))) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#catchUp(), 100);
  }
  /** Reads the newest page again and keeps what was read further down. */
  async #catchUp(): Promise<void> {
    const before = this.#runs;
    const cursor = this.#cursor;
    await this.refresh();
    if (before.length <= pageLength) return;
    const known = new Set(this.#runs.map(({ id }) => id));
    this.#runs = [...this.#runs, ...before.filter(({ id }) => !known.has(id))];
    this.#cursor = cursor;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if ((changed.has("filter") || changed.has("jobId")) && !changed.has("client")) void this.refresh();
    if (this.#runs.length > windowedFrom && this.#chunks === undefined) void this.#window();
    const hasFailed = this.#error !== undefined || this.notBrought !== undefined;
    this.setState("loading", !this.#isLoaded && !hasFailed);
    this.setState("error", hasFailed);
    this.setState("empty", this.#isLoaded && this.#lines().length === 0);
  }
  /** A long history keeps only what is near in the document. */
  async #window(): Promise<void> {
    const { Chunks } = await import("./chunks.ts");
    this.#chunks ??= new Chunks(this);
    this.requestUpdate();
  }
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const more = this.find(".more");
    if (more !== null) this.#observer.observe(more);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }
  readonly #observer = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) void this.#readMore();
  });

  #lines(): HistoryLine[] {
    const search = this.#search.trim().toLowerCase();
    // a server that does not search gives all of them
    const found = this.#runs.filter(({ title }) => title.toLowerCase().includes(search));
    const runs = found.map((run): HistoryLine => ({ id: run.conversationId ?? run.id, at: run.dueAt, run }));
    const extra = this.filter === "all" && this.jobId === undefined ? (this.extra ?? []) : [];
    // what lies before the last run that was read comes when those runs do
    const last = this.#cursor === undefined ? -Infinity : (this.#runs.at(-1)?.dueAt.getTime() ?? -Infinity);
    const own = extra.filter(({ title, at }) => title.toLowerCase().includes(search) && at.getTime() >= last);
    return [...runs, ...own.map((one): HistoryLine => ({ id: one.id, at: one.at, extra: one }))];
  }
  #open(line: HistoryLine): void {
    const detail =
      "extra" in line
        ? { conversationId: line.id }
        : {
            runId: line.run.id,
            jobId: line.run.jobId,
            ...(line.run.conversationId !== undefined && { conversationId: line.run.conversationId }),
          };
    if (request(this, "sj-open-conversation", detail)) this.selected = line.id;
  }
  async #explain(run: RunView): Promise<void> {
    if (!request(this, "sj-explain", { jobId: run.jobId, dueAt: run.dueAt })) return;
    try {
      const explained = await this.client?.jobs.explain(run.jobId, run.dueAt);
      if (explained !== undefined) this.#why.set(run.id, explained.text);
    } catch (error) {
      this.#why.set(run.id, this.words.notDone(this.tellError(error)));
    }
    this.requestUpdate();
  }
  readonly #onSearch = (text: string): void => {
    this.#search = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.refresh(), 180);
    this.requestUpdate();
  };

  protected override render(): TemplateResult {
    const { words } = this;
    const options = [
      ["all", words.all],
      ["scheduled", words.scheduled],
      ["needs-you", this.#waiting > 0 ? words.needsYouCount(this.#waiting) : words.needsYou],
    ] as const;
    const search = this.#isSearching || this.#search !== "";
    return html`<nav aria-labelledby="heading"><div class="phead" part="header">${heading(this.headingLevel, html`<slot name="title">${words.history}</slot>`)}${search ? nothing : html`<button type="button" class="icon" aria-label=${words.searchHistory} title=${words.searchHistory} @click=${() => ((this.#isSearching = true), this.requestUpdate(), void this.focusOn("#search"))}>${icon("find")}</button>`}</div>
      ${search ? html`<div class="find"><div class="search">${icon("find")}<input class="field" id="search" type="search" autocomplete="off" .value=${this.#search} placeholder=${words.searchHistory} aria-label=${words.searchHistory} @input=${(event: Event) => this.#onSearch((event.target as HTMLInputElement).value)}></div></div>` : nothing}
      <div class="tabs">${tabs(options, this.filter, { label: words.show, panel: "lines" }, (filter) => (this.filter = filter))}</div>
      <div id="lines" role="tabpanel" aria-label=${options.find(([name]) => name === this.filter)?.[1] ?? words.all}>${this.#note()}${this.#groups()}</div>${this.live.template()}</nav>`;
  }
  #note(): TemplateResult | typeof nothing {
    const { words } = this;
    if (this.line.isOffline) {
      const retry =
        this.line.retryAt === undefined
          ? nothing
          : html` <span class="quiet">${words.retryIn(this.times.secondsUntil(this.line.retryAt))}</span>`;
      return html`<div class="pad"><div class="note">${icon("offline")}<div>${words.offline}${retry}</div></div></div>`;
    }
    const failure = this.#error === undefined ? this.notBrought : { text: words.couldNotLoad, details: this.#error };
    if (failure === undefined) return nothing;
    return html`<div class="pad">${failureNote(words, failure, () => void this.refresh())}</div>`;
  }
  #groups(): TemplateResult {
    const { words } = this;
    if (!this.#isLoaded || this.#shows === undefined) {
      return this.#isLate && this.#error === undefined && this.notBrought === undefined
        ? html`<p class="vh">${words.loadingHistory}</p><div aria-hidden="true">${[0, 1, 2, 3, 4, 5].map(() => html`<div class="skel"><div class="sk w2"></div><div class="sk w4"></div></div>`)}</div>`
        : html``;
    }
    const lines = this.#lines();
    if (lines.length === 0 && this.#cursor === undefined) {
      const text =
        this.#search === ""
          ? this.filter === "needs-you"
            ? words.nobodyWaits
            : words.noConversations
          : words.noConversationMatches(this.#search);
      return html`<div class="empty" part="empty"><slot name="empty">${text}</slot></div>`;
    }
    const shown = this.#shows(lines, {
      words,
      times: this.times,
      zone: this.readerZone,
      headingLevel: this.headingLevel,
      selected: this.selected,
      why: this.#why,
      chunks: this.#chunks,
      open: (line) => this.#open(line),
      explain: (run) => void this.#explain(run),
    });
    return html`${shown}${this.#cursor === undefined ? nothing : html`<div class="more"><button type="button" class="btn line small" @click=${() => void this.#readMore()}>${words.showMore}</button></div>`}`;
  }
}
