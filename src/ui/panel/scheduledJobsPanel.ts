import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { EventView, JobView } from "../../client/views.ts";
import type { Span } from "../../model/interpretation.ts";
import { request } from "../events.ts";
import { failureNote } from "../failureNote.ts";
import { heading } from "../heading.ts";
import { plainText } from "../plainText.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { inks } from "../styles/inks.ts";
import { controls, theme } from "../styles/theme.ts";
import { VirtualList } from "../virtualList.ts";
import { Composer, type LocalInterpreter } from "./composer.ts";
import type { JobActions } from "./jobActions.ts";
import type { OpenJob } from "./openJob.ts";
import { skeletonRow } from "./jobRow.ts";
import { type JobsQuery, JobsSource } from "./jobsSource.ts";
import { JobRows } from "./jobRows.ts";
import { emptyPanel, filterItems, noMatch, notice, searchBar } from "./panelParts.ts";
import { panelStyles } from "./panelStyles.ts";

/** From this many jobs on the search is a field; below, a button opens it. */
const searchedFrom = 20;
const skeletonAfterMs = 150;

/**
 * The list of a reader's scheduled jobs, with everything one does to them: say a new one, open, change, pause, resume,
 * run, delete. Follows its own width: rows when narrow, columns from 720 px, list and job side by side from 900 px.
 */
export class ScheduledJobsPanel extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, inks, panelStyles];
  static override get properties(): PropertyDeclarations {
    return {
      ...super.properties,
      selected: { reflect: true },
      filter: { reflect: true },
      readonly: { type: Boolean, reflect: true },
      noComposer: { type: Boolean, attribute: "no-composer" },
      pageSize: { type: Number, attribute: "page-size" },
      interpret: { attribute: false },
    };
  }
  /** The id of the job that is open. */
  declare selected: string | undefined;
  /** Which jobs are listed. */
  declare filter: JobsQuery["filter"];
  /** Nothing can be changed. */
  declare readonly: boolean;
  declare noComposer: boolean;
  declare pageSize: number;
  /** Reads sentences in the browser; without it the client is asked while one types. */
  declare interpret: LocalInterpreter | undefined;

  readonly #source = new JobsSource(() => this.requestUpdate());
  readonly #composer = new Composer(this);
  readonly #jobRows = new JobRows();
  readonly #list = new VirtualList(this, () => this.find(".jobs"));
  #actions: JobActions | undefined;
  #open: OpenJob | undefined;
  #review: { text: string; literal: Span[] } | undefined;
  #search = "";
  #isSearching = false;
  #searchTimer: ReturnType<typeof setTimeout> | undefined;
  #isLate = false;
  #focused: number | undefined;
  readonly #leaving = new Set<string>();

  constructor() {
    super();
    this.filter = "";
    this.readonly = false;
    this.noComposer = false;
    this.pageSize = 50;
    this.#source.isHeld = () => this.matches(":hover") || this.#focused !== undefined;
    this.addEventListener("pointerleave", () => this.#source.settle());
    // who reaches for a row finds at once what can be done to it
    for (const reached of ["pointerenter", "focusin"]) {
      this.addEventListener(reached, () => void this.#acting(), { once: true });
    }
  }

  /** Puts the focus into the box for a new job. */
  override focus(): void {
    this.#composer.focus();
  }
  /** Empties the box for a new job; for a host that took over `sj-review`, once the job was created. */
  clearComposer(): void {
    this.#composer.clear();
  }

  #put(job: JobView): void {
    this.#source.put(job);
    this.#open?.take(job);
  }
  override async refresh(): Promise<void> {
    this.#source.pageSize = this.pageSize;
    this.#source.query = { search: this.#search.trim(), filter: this.filter };
    this.#isLate = false;
    const timer = setTimeout(() => ((this.#isLate = true), this.requestUpdate()), skeletonAfterMs);
    await this.#source.read(this.client);
    clearTimeout(timer);
    if (this.#source.error !== undefined && !this.#source.isLoading) this.tellError(this.#source.error);
    if (this.selected !== undefined) await this.#open?.read();
  }
  protected override onEvents(events: EventView[]): void {
    this.#source.hear(events);
    this.#open?.hear(events);
    for (const { event } of events)
      if (event.name === "run.asked")
        this.live.say(this.words.needsAnswerAnnounce(plainText(event.conversation.title)));
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if ((changed.has("filter") || changed.has("pageSize")) && this.client !== undefined && !changed.has("client"))
      void this.refresh();
    if (changed.has("selected")) void this.#showJob();
    const source = this.#source;
    this.setState("loading", !source.isLoaded && source.error === undefined);
    this.setState("error", source.error !== undefined);
    this.setState("empty", this.#isEmpty);
    this.setState("busy", this.#actions?.isBusy ?? false);
  }
  get #isEmpty(): boolean {
    return this.#source.isLoaded && this.#source.jobs.length === 0 && this.#search === "" && this.filter === "";
  }
  get #disabledBecause(): string | undefined {
    return this.line.isOffline ? this.words.offlineReason : undefined;
  }

  /** What one does to jobs is only brought once somebody comes near. */
  async #acting(): Promise<JobActions | undefined> {
    if (this.#actions !== undefined) return this.#actions;
    const module = await this.bring(async () => {
      const [acts, { overlayStyles }] = await Promise.all([import("./jobActions.ts"), import("./overlayStyles.ts")]);
      this.adopt(overlayStyles);
      return acts;
    });
    if (module === undefined) return undefined;
    this.#actions ??= new module.JobActions(this, {
      source: this.#source,
      put: (job) => this.#put(job),
      say: (text, urgency) => this.live.say(text, urgency),
      failed: (error) => this.tellError(error),
      words: () => this.words,
      times: () => this.times,
    });
    this.requestUpdate();
    return this.#actions;
  }
  /** The page of one job and its editors are only brought once somebody opens one. */
  async #showJob(): Promise<OpenJob | undefined> {
    if (this.selected === undefined && this.#open === undefined) return undefined;
    const [actions, module] = await Promise.all([
      this.#acting(),
      this.bring(async () => {
        const [detail, { readBack }, { detailStyles }] = await Promise.all([
          import("./openJob.ts"),
          import("../styles/readBack.ts"),
          import("./detailStyles.ts"),
        ]);
        this.adopt(readBack, detailStyles);
        return detail;
      }),
    ]);
    if (actions === undefined || module === undefined) return undefined;
    this.#open ??= new module.OpenJob(this, actions);
    this.#open.show(this.selected);
    this.requestUpdate();
    return this.#open;
  }
  /** Shows one job, unless the host does. */
  readonly #openJob = (job: JobView): boolean => {
    if (!request(this, "sj-open-job", { jobId: job.id })) return false;
    this.#review = undefined;
    this.selected = job.id;
    void this.#showJob().then((open) => open?.focus());
    return true;
  };
  readonly #back = (): void => {
    const from = this.selected;
    this.selected = undefined;
    void this.updateComplete.then(() => this.#focusRow(this.#source.jobs.findIndex(({ id }) => id === from)));
  };
  async #focusRow(place: number): Promise<void> {
    if (this.#source.jobs[place] === undefined) {
      this.#composer.focus();
      return;
    }
    await this.#list.reveal(place);
    this.find(`[data-place="${place}"] .name`)?.focus();
  }

  readonly #startReview = (text: string, literal: Span[]): void => {
    if (!request(this, "sj-review", { text, literal })) return;
    this.#review = { text, literal };
    this.selected = undefined;
    // the proposal is only brought once somebody has a sentence
    void import("../proposal/defineJobProposal.ts").then(({ defineJobProposal }) => defineJobProposal());
    this.requestUpdate();
  };
  readonly #endReview = (): void => {
    this.#review = undefined;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#composer.focus());
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
        if (this.#openJob(job)) void this.#showJob().then((open) => open?.edit(what));
      },
      pastRuns: () => request(this, "sj-open-conversation", { jobId: job.id }),
      remove: () => void actions.ask(job, (place) => void this.#afterDelete(job.id, place)),
    });
    void actions.menu.open(anchor, this.words.moreActions(plainText(job.name)), items, last);
  }
  async #afterDelete(id: string, place: number): Promise<void> {
    if (this.selected === id) this.selected = undefined;
    await this.updateComplete;
    await this.#focusRow(Math.min(place, this.#source.jobs.length - 1));
  }

  readonly #onListKey = (event: KeyboardEvent): void => {
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
    this.requestUpdate();
    void this.focusOn("#search");
  }
  readonly #onSearch = (text: string): void => {
    this.#search = text;
    clearTimeout(this.#searchTimer);
    this.#searchTimer = setTimeout(() => void this.refresh(), text === "" ? 0 : 180);
    this.requestUpdate();
  };
  readonly #openFilter = (anchor: HTMLElement): void => {
    const items = filterItems(this.words, this.filter, (filter) => (this.filter = filter));
    void this.#acting().then((actions) => actions?.menu.open(anchor, this.words.filter, items));
  };

  protected override render(): TemplateResult {
    const { words } = this;
    const source = this.#source;
    const isOpen = this.selected !== undefined || this.#review !== undefined;
    const isSearchable = this.#isSearching || this.#search !== "" || this.filter !== "" || source.total >= searchedFrom;
    const search = { words, total: source.total, text: this.#search, isField: isSearchable, filter: this.filter };
    const searchActions = { search: this.#onSearch, open: () => this.#showSearch(), filter: this.#openFilter };
    const count =
      source.isLoaded && !this.#isEmpty
        ? html` <span class="count">${source.total.toLocaleString(this.locale)}</span>`
        : nothing;
    return html`<section class=${isOpen ? "is-open" : ""} aria-labelledby="heading" @keydown=${this.#onListKey}>
      <div class="list-pane"><div class="phead" part="header">${heading(this.headingLevel, html`<slot name="title">${words.jobs}</slot>${count}`)}<slot name="actions"></slot>${source.total > 0 && !isSearchable ? searchBar(search, searchActions) : nothing}</div>
      ${this.noComposer || this.readonly ? nothing : this.#composer.template({ words, times: this.times, disabledBecause: this.#disabledBecause, review: this.#startReview })}
      ${notice({ words, times: this.times, zone: this.readerZone, source, line: this.line, answer: (job) => void this.#acting().then((actions) => actions?.openLastRun(job)), retry: () => this.#retry() })}
      ${isSearchable ? searchBar(search, searchActions) : nothing}
      ${this.#rows()}</div>
      ${isOpen ? html`<div class="detail-pane">${this.#pane()}</div>` : nothing}
      ${this.#actions?.overlays({ words, times: this.times }) ?? nothing}${this.live.template()}
    </section>`;
  }
  #retry(): void {
    if (this.line.isOffline) this.client?.reconnect();
    else void this.refresh();
  }

  #rows(): TemplateResult {
    const { words } = this;
    const source = this.#source;
    const columns = html`<div class="cols" aria-hidden="true">${Object.values(words.columns).map((column) => html`<span>${column}</span>`)}<span></span></div>`;
    if (!source.isLoaded || source.jobs.length === 0) this.#jobRows.forget();
    if (!source.isLoaded) {
      if (source.error !== undefined) return html``;
      return html`${columns}<ul class="jobs" aria-busy="true">${this.#isLate ? [0, 1, 2].map(skeletonRow) : nothing}</ul><p class="vh">${words.loadingJobs}</p>`;
    }
    if (this.#isEmpty) return emptyPanel(words, this.headingLevel, (text) => this.#composer.fill(text));
    if (source.jobs.length === 0) {
      return noMatch({ words, text: this.#search, filter: this.filter, headingLevel: this.headingLevel }, () => {
        this.filter = "";
        this.#onSearch("");
      });
    }
    const places = this.#list.window(source.jobs.length, this.#focused);
    const setSize = this.#list.isWindowed ? source.jobs.length : undefined;
    const view = {
      words,
      times: this.times,
      readerZone: this.readerZone,
      isReadonly: this.readonly,
      disabledBecause: this.#disabledBecause,
      setSize,
      selected: this.selected,
    };
    return html`${columns}<ul class="jobs ${setSize === undefined ? "" : "windowed"}" part="list" aria-labelledby="heading" @focusin=${this.#onFocus} @focusout=${this.#onFocus}>${this.#jobRows.of(source, places, view, this.#rowActions)}</ul>`;
  }

  readonly #rowActions = {
    open: (job: JobView): void => void this.#openJob(job),
    menu: (job: JobView, anchor: HTMLElement, last: boolean): void => this.#openMenu(job, anchor, last),
    runNow: (job: JobView): void => void this.#acting().then((actions) => actions?.runNow(job)),
    pauseOrResume: (job: JobView): void => void this.#acting().then((actions) => actions?.pauseOrResume(job)),
  };
  #pane(): TemplateResult {
    const review = this.#review;
    if (review !== undefined) {
      return html`<job-proposal part="proposal" .client=${this.client} .text=${review.text} .literal=${review.literal} .messages=${this.messages} locale=${this.locale ?? nothing} timezone=${this.timezone ?? nothing} theme=${this.theme ?? nothing} density=${this.density ?? nothing} heading-level=${this.headingLevel}
        @sj-decline=${this.#endReview} @sj-job-created=${this.#onCreated} @sj-close=${this.#endReview} @sj-open-job=${(
          event: CustomEvent<{ jobId: string }>,
        ) => {
          event.stopPropagation();
          event.preventDefault();
          const job = this.#source.find(event.detail.jobId);
          if (job !== undefined) this.#openJob(job);
        }}></job-proposal>`;
    }
    if (this.#open === undefined) {
      if (this.notBrought !== undefined)
        return html`<div class="pad">${failureNote(this.words, this.notBrought, () => void this.#showJob())}</div>`;
      return html`<div class="pad"><div class="sk w2"></div></div>`;
    }
    return this.#open.template(
      {
        words: this.words,
        times: this.times,
        headingLevel: this.headingLevel,
        accountZone: this.readerZone,
        factoryName: this.factoryName,
        isReadonly: this.readonly,
        disabledBecause: this.#disabledBecause,
      },
      { back: this.#back, menu: this.#openMenu },
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#letGo();
  }
  /** Rows of jobs that are gone fade, then leave; the focus goes on to the next one. */
  #letGo(): void {
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
        if (job !== undefined) this.live.say(this.words.deletedElsewhere(plainText(job.name)));
        if (hadFocus)
          void this.updateComplete.then(() => this.#focusRow(Math.min(place, this.#source.jobs.length - 1)));
      }, 600);
    }
  }
}
