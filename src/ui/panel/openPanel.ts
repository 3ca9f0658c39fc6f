import { html, nothing, type TemplateResult } from "lit";
import type { EventView, JobView, Page } from "../../client/views.ts";
import type { Span } from "../../model/interpretation.ts";
import { request } from "../events.ts";
import { type Failure, failureNote } from "../failureNote.ts";
import type { LiveLine } from "../liveLine.ts";
import type { LiveRegion } from "../liveRegion.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";
import { VirtualList } from "../virtualList.ts";
import { Composer } from "./composer.ts";
import type { JobActions } from "./jobActions.ts";
import { JobRows } from "./jobRows.ts";
import { JobsSource } from "./jobsSource.ts";
import type { OpenJob } from "./openJob.ts";
import { emptyPanel, filterItems, noMatch, notice, searchBar } from "./panelParts.ts";
import type { ScheduledJobsPanel } from "./scheduledJobsPanel.ts";

/** From this many jobs on the search is a field; below, a button opens it. */
const searchedFrom = 20;

/** What the panel lends to what is in it. */
interface Means {
  words: () => Messages;
  times: () => Times;
  readerZone: () => string;
  factoryName: () => string;
  line: LiveLine;
  live: LiveRegion;
  failed: (error: unknown) => string;
  /** Brings the module with what one does to jobs; `undefined` where it did not come. */
  bringActions: () => Promise<{ JobActions: typeof JobActions } | undefined>;
  bringJob: () => Promise<{ OpenJob: typeof OpenJob } | undefined>;
  notBrought: () => Failure | undefined;
  focusOn: (selector: string) => Promise<void>;
}

/** What is in a panel: the jobs, the search, the sentence that is being said, the job or the proposal that is open. */
export class OpenPanel {
  readonly #host: ScheduledJobsPanel;
  readonly #means: Means;
  readonly #source: JobsSource;
  readonly #composer: Composer;
  readonly #jobRows = new JobRows();
  readonly #list: VirtualList;
  #actions: JobActions | undefined;
  #job: OpenJob | undefined;
  #review: { text: string; literal: Span[] } | undefined;
  #search = "";
  #isSearching = false;
  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #focused: number | undefined;
  readonly #leaving = new Set<string>();

  constructor(host: ScheduledJobsPanel, means: Means) {
    this.#host = host;
    this.#means = means;
    this.#source = new JobsSource(() => host.requestUpdate());
    this.#composer = new Composer(host);
    this.#list = new VirtualList(host, () => this.#find(".jobs"));
    this.#source.isHeld = () => host.matches(":hover") || this.#focused !== undefined;
    host.addEventListener("pointerleave", () => this.#source.settle());
    // who reaches for a row finds at once what can be done to it
    if (host.matches(":hover, :focus-within")) void this.#acting();
    for (const reached of ["pointerenter", "focusin"]) {
      host.addEventListener(reached, () => void this.#acting(), { once: true });
    }
  }
  #find(selector: string): HTMLElement | null {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  }

  get isLoaded(): boolean {
    return this.#source.isLoaded;
  }
  get error(): unknown {
    return this.#source.error;
  }
  get isEmpty(): boolean {
    return this.#source.isLoaded && this.#source.jobs.length === 0 && this.#search === "" && this.#host.filter === "";
  }
  get hasRows(): boolean {
    return this.#source.jobs.length > 0;
  }
  get isBusy(): boolean {
    return this.#actions?.isBusy ?? false;
  }
  /** Whether something is open beside, or in place of, the list. */
  get isOpen(): boolean {
    return this.#host.selected !== undefined || this.#review !== undefined;
  }
  get #disabledBecause(): string | undefined {
    return this.#means.line.isOffline ? this.#means.words().offlineReason : undefined;
  }

  /** Empties the box for a new job. */
  clearComposer(): void {
    this.#composer.clear();
  }
  /** Takes what was typed before the composer was shown. */
  takeTyped(): void {
    this.#composer.takeTyped();
  }
  /** Puts the sentence in the box before the reader. */
  submit(): void {
    this.#composer.submit({ disabledBecause: this.#disabledBecause, review: this.#startReview });
  }
  #put(job: JobView): void {
    this.#source.put(job);
    this.#job?.take(job);
  }
  /** Reads the jobs again; `first` is a page that has been asked for already. */
  async read(first?: Promise<Page<JobView>>): Promise<void> {
    const { filter, pageSize, selected, client } = this.#host;
    this.#source.pageSize = pageSize;
    this.#source.query = { search: this.#search.trim(), filter };
    await this.#source.read(client, first);
    if (this.#source.error !== undefined && !this.#source.isLoading) this.#means.failed(this.#source.error);
    if (selected !== undefined) await this.#job?.read();
  }
  hear(events: EventView[]): void {
    this.#source.hear(events);
    this.#job?.hear(events);
    for (const { event } of events)
      if (event.name === "run.asked")
        this.#means.live.say(this.#means.words().needsAnswerAnnounce(plainText(event.conversation.title)));
  }

  /** What one does to jobs is only brought once somebody comes near. */
  async #acting(): Promise<JobActions | undefined> {
    if (this.#actions !== undefined) return this.#actions;
    const module = await this.#means.bringActions();
    if (module === undefined) return undefined;
    this.#actions ??= new module.JobActions(this.#host, {
      source: this.#source,
      put: (job) => this.#put(job),
      say: (text, urgency) => this.#means.live.say(text, urgency),
      failed: this.#means.failed,
      words: this.#means.words,
      times: this.#means.times,
    });
    this.#host.requestUpdate();
    return this.#actions;
  }
  /** Shows the job that is selected: its page and its editors are only brought once somebody opens one. */
  async showJob(): Promise<OpenJob | undefined> {
    if (this.#host.selected === undefined && this.#job === undefined) return undefined;
    const [actions, module] = await Promise.all([this.#acting(), this.#means.bringJob()]);
    if (actions === undefined || module === undefined) return undefined;
    this.#job ??= new module.OpenJob(this.#host, actions);
    this.#job.show(this.#host.selected);
    this.#host.requestUpdate();
    return this.#job;
  }
  /** Shows one job, unless the host does. */
  readonly #openJob = (job: JobView): boolean => {
    if (!request(this.#host, "sj-open-job", { jobId: job.id })) return false;
    this.#review = undefined;
    this.#host.selected = job.id;
    void this.showJob().then((open) => open?.focus());
    return true;
  };
  readonly #back = (): void => {
    const from = this.#host.selected;
    this.#host.selected = undefined;
    void this.#host.updateComplete.then(() => this.#focusRow(this.#source.jobs.findIndex(({ id }) => id === from)));
  };
  async #focusRow(place: number): Promise<void> {
    if (this.#source.jobs[place] === undefined) {
      this.#composer.focus();
      return;
    }
    await this.#list.reveal(place);
    this.#find(`[data-place="${place}"] .name`)?.focus();
  }

  readonly #startReview = (text: string, literal: Span[]): void => {
    if (!request(this.#host, "sj-review", { text, literal })) return;
    this.#review = { text, literal };
    this.#host.selected = undefined;
    // the proposal is only brought once somebody has a sentence
    void import("../proposal/defineJobProposal.ts").then(({ defineJobProposal }) => defineJobProposal());
    this.#host.requestUpdate();
  };
  readonly #endReview = (): void => {
    this.#review = undefined;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#composer.focus());
  };
  readonly #onCreated = (event: CustomEvent<{ jobs: JobView[] }>): void => {
    for (const job of event.detail.jobs) this.#source.put(job);
    this.#composer.clear();
  };

  readonly #openMenu = (job: JobView, anchor: HTMLElement, last: boolean): void => {
    void this.#acting().then((actions) => actions && this.#showMenu(actions, job, anchor, last));
  };
  #showMenu(actions: JobActions, job: JobView, anchor: HTMLElement, last: boolean): void {
    const items = actions.menuOf(job, {
      disabledBecause: this.#disabledBecause,
      edit: (what) => {
        if (this.#openJob(job)) void this.showJob().then((open) => open?.edit(what));
      },
      pastRuns: () => request(this.#host, "sj-open-conversation", { jobId: job.id }),
      remove: () => void actions.ask(job, (place) => void this.#afterDelete(job.id, place)),
    });
    void actions.menu.open(anchor, this.#means.words().moreActions(plainText(job.name)), items, last);
  }
  async #afterDelete(id: string, place: number): Promise<void> {
    if (this.#host.selected === id) this.#host.selected = undefined;
    await this.#focusNext(place);
  }

  readonly onKey = (event: KeyboardEvent): void => {
    const row = (event.target as HTMLElement).closest?.(".name")?.parentElement;
    if (event.key === "/" && !(event.target as HTMLElement).matches("input, textarea")) {
      event.preventDefault();
      this.#showSearch();
      return;
    }
    if (row === null || row === undefined) return;
    const at = Number(row.dataset["place"]);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: this.#source.jobs.length - 1 }[event.key];
    if (to === undefined || this.#source.jobs[to] === undefined) return;
    event.preventDefault();
    // the last row of a long list may still be on its way
    if (event.key === "End") void this.#source.reading.then(() => this.#focusRow(this.#source.jobs.length - 1));
    else void this.#focusRow(to);
  };
  readonly #onFocus = (event: FocusEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>(".job");
    this.#focused = event.type === "focusout" || row === null ? undefined : Number(row.dataset["place"]);
    if (event.type === "focusout") this.#source.settle();
  };
  #showSearch(): void {
    this.#isSearching = true;
    this.#host.requestUpdate();
    void this.#means.focusOn("#search");
  }
  readonly #onSearch = (text: string): void => {
    this.#search = text;
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => void this.#host.refresh(), text === "" ? 0 : 180);
    this.#host.requestUpdate();
  };
  readonly #openFilter = (anchor: HTMLElement): void => {
    const words = this.#means.words();
    const items = filterItems(words, this.#host.filter, (filter) => (this.#host.filter = filter));
    void this.#acting().then((actions) => actions?.menu.open(anchor, words.filter, items));
  };

  /** The composer with what is being said. */
  composer(): TemplateResult {
    const means = this.#means;
    return this.#composer.template({
      words: means.words(),
      times: means.times(),
      disabledBecause: this.#disabledBecause,
      review: this.#startReview,
    });
  }
  /** How many jobs there are, behind the heading. */
  count(): TemplateResult | typeof nothing {
    if (!this.isLoaded || this.isEmpty) return nothing;
    return html` <span class="count">${this.#source.total.toLocaleString(this.#host.locale)}</span>`;
  }
  /** The button that opens the search, or the search itself. */
  search(at: "heading" | "toolbar"): TemplateResult | typeof nothing {
    const { total } = this.#source;
    const { filter } = this.#host;
    const isField = this.#isSearching || this.#search !== "" || filter !== "" || total >= searchedFrom;
    if (isField !== (at === "toolbar") || (!isField && total === 0)) return nothing;
    return searchBar(
      { words: this.#means.words(), total, text: this.#search, isField, filter },
      { search: this.#onSearch, open: () => this.#showSearch(), filter: this.#openFilter },
    );
  }
  notice(): TemplateResult | typeof nothing {
    const { words, times, readerZone, line } = this.#means;
    return notice({
      words: words(),
      times: times(),
      zone: readerZone(),
      source: this.#source,
      line,
      answer: (job) => void this.#acting().then((actions) => actions?.openLastRun(job)),
      retry: () => this.#retry(),
    });
  }
  #retry(): void {
    if (this.#means.line.isOffline) this.#host.client?.reconnect();
    else void this.#host.refresh();
  }

  /** The jobs, or why there are none to be seen. */
  rows(): TemplateResult {
    const words = this.#means.words();
    const source = this.#source;
    const { filter, headingLevel, selected } = this.#host;
    if (source.jobs.length === 0) this.#jobRows.forget();
    if (this.isEmpty) return emptyPanel(words, headingLevel, (text) => this.#composer.fill(text));
    if (source.jobs.length === 0) {
      return noMatch({ words, text: this.#search, filter, headingLevel }, () => {
        this.#host.filter = "";
        this.#onSearch("");
      });
    }
    const places = this.#list.window(source.jobs.length, this.#focused);
    const setSize = this.#list.isWindowed ? source.jobs.length : undefined;
    const view = {
      words,
      times: this.#means.times(),
      readerZone: this.#means.readerZone(),
      isReadonly: this.#host.readonly,
      disabledBecause: this.#disabledBecause,
      setSize,
      selected,
    };
    return html`<ul class="jobs ${setSize === undefined ? "" : "windowed"}" part="list" aria-labelledby="heading" @focusin=${this.#onFocus} @focusout=${this.#onFocus}>${this.#jobRows.of(source, places, view, this.#rowActions)}</ul>`;
  }
  readonly #rowActions = {
    open: (job: JobView): void => void this.#openJob(job),
    menu: (job: JobView, anchor: HTMLElement, last: boolean): void => this.#openMenu(job, anchor, last),
    runNow: (job: JobView): void => void this.#acting().then((actions) => actions?.runNow(job)),
    pauseOrResume: (job: JobView): void => void this.#acting().then((actions) => actions?.pauseOrResume(job)),
  };

  /** The proposal of what was said, or the job that is selected. */
  pane(): TemplateResult {
    const host = this.#host;
    const review = this.#review;
    if (review !== undefined) {
      return html`<job-proposal part="proposal" .client=${host.client} .text=${review.text} .literal=${review.literal} .messages=${host.messages} locale=${host.locale ?? nothing} timezone=${host.timezone ?? nothing} theme=${host.theme ?? nothing} density=${host.density ?? nothing} heading-level=${host.headingLevel}
        @sj-decline=${this.#endReview} @sj-job-created=${this.#onCreated} @sj-close=${this.#endReview} @sj-open-job=${(
          event: CustomEvent<{ jobId: string }>,
        ) => {
          event.stopPropagation();
          event.preventDefault();
          const job = this.#source.find(event.detail.jobId);
          if (job !== undefined) this.#openJob(job);
        }}></job-proposal>`;
    }
    const means = this.#means;
    if (this.#job === undefined) {
      const failure = means.notBrought();
      return html`<div class="pad">${failure === undefined ? html`<div class="sk w2"></div>` : failureNote(means.words(), failure, () => void this.showJob())}</div>`;
    }
    return this.#job.template(
      {
        words: means.words(),
        times: means.times(),
        headingLevel: host.headingLevel,
        accountZone: means.readerZone(),
        factoryName: means.factoryName(),
        isReadonly: host.readonly,
        disabledBecause: this.#disabledBecause,
      },
      { back: this.#back, menu: this.#openMenu },
    );
  }
  /** What lies over the panel. */
  overlays(): TemplateResult | typeof nothing {
    return this.#actions?.overlays({ words: this.#means.words(), times: this.#means.times() }) ?? nothing;
  }

  /** Rows of jobs that are gone fade, then leave; the focus goes on to the next one. */
  letGo(): void {
    for (const id of this.#source.gone) {
      if (this.#leaving.has(id)) continue;
      this.#leaving.add(id);
      const job = this.#source.find(id);
      const place = this.#source.jobs.findIndex((one) => one.id === id);
      const hadFocus = this.#focused === place;
      setTimeout(() => {
        this.#leaving.delete(id);
        if (!this.#source.gone.has(id)) return;
        this.#source.remove(id, false);
        if (job !== undefined) this.#means.live.say(this.#means.words().deletedElsewhere(plainText(job.name)));
        if (hadFocus) void this.#focusNext(place);
      }, 600);
    }
  }
  /** Puts the focus on the row that came into this place, once it has. */
  async #focusNext(place: number): Promise<void> {
    await this.#host.updateComplete;
    await this.#focusRow(Math.min(place, this.#source.jobs.length - 1));
  }
}
