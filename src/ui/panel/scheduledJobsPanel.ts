import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { EventView, JobView, Page } from "../../client/views.ts";
import { failureNote } from "../failureNote.ts";
import { heading } from "../heading.ts";
import { SchedulerElement } from "../schedulerElement.ts";
import { controls, theme } from "../styles/theme.ts";
import type { LocalInterpreter } from "./composer.ts";
import { composerBox } from "./composerBox.ts";
import { frameStyles } from "./frameStyles.ts";
import { type JobsQuery, serverQuery } from "./jobsQuery.ts";
import type { OpenPanel } from "./openPanel.ts";

const skeletonAfterMs = 150;

/**
 * The list of a reader's scheduled jobs, with everything one does to them: say a new one, open, change, pause, resume,
 * run, delete. Follows its own width: rows when narrow, columns from 720 px, list and job side by side from 900 px.
 */
export class ScheduledJobsPanel extends SchedulerElement {
  /** The looks of the element; its custom properties and parts are the way to change them. */
  static override styles = [theme, controls, frameStyles];
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

  #open: OpenPanel | undefined;
  #isLate = false;

  constructor() {
    super();
    this.filter = "";
    this.readonly = false;
    this.noComposer = false;
    this.pageSize = 50;
  }

  /** Puts the focus into the box for a new job. */
  override focus(): void {
    this.find("#ask")?.focus();
  }
  /** Empties the box for a new job; for a host that took over `sj-review`, once the job was created. */
  clearComposer(): void {
    this.#open?.clearComposer();
  }

  override async refresh(): Promise<void> {
    this.#isLate = false;
    const timer = setTimeout(() => ((this.#isLate = true), this.requestUpdate()), skeletonAfterMs);
    const first = this.#open === undefined ? this.#firstPage() : undefined;
    const open = await this.#opened();
    await open?.read(first);
    clearTimeout(timer);
  }
  /** The jobs are on their way while what shows them is brought. */
  #firstPage(): Promise<Page<JobView>> | undefined {
    const page = this.client?.jobs.list({
      ...serverQuery({ search: "", filter: this.filter }),
      limit: this.pageSize,
    });
    // who waits for it is told; nobody does where the rest did not come
    page?.catch(() => undefined);
    return page;
  }
  protected override onEvents(events: EventView[]): void {
    this.#open?.hear(events);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    if ((changed.has("filter") || changed.has("pageSize")) && this.client !== undefined && !changed.has("client"))
      void this.refresh();
    if (changed.has("selected")) void this.#showJob();
    const open = this.#open;
    const hasFailed = open === undefined ? this.notBrought !== undefined : open.error !== undefined;
    this.setState("loading", open?.isLoaded !== true && !hasFailed);
    this.setState("error", hasFailed);
    this.setState("empty", open?.isEmpty ?? false);
    this.setState("busy", open?.isBusy ?? false);
  }
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#open?.letGo();
  }
  async #showJob(): Promise<void> {
    if (this.selected !== undefined || this.#open !== undefined) await (await this.#opened())?.showJob();
  }

  /** What is in the panel is brought while the jobs are on their way. */
  async #opened(): Promise<OpenPanel | undefined> {
    if (this.#open !== undefined) return this.#open;
    const module = await this.bring(async () => {
      const [open, { inks }, { panelStyles }] = await Promise.all([
        import("./openPanel.ts"),
        import("../styles/inks.ts"),
        import("./panelStyles.ts"),
      ]);
      this.adopt(inks, panelStyles);
      return open;
    }, "first");
    if (module === undefined) return undefined;
    this.#open ??= new module.OpenPanel(this, {
      words: () => this.words,
      times: () => this.times,
      readerZone: () => this.readerZone,
      factoryName: () => this.factoryName,
      line: this.line,
      live: this.live,
      failed: (error) => this.tellError(error),
      bringActions: () =>
        this.bring(async () => {
          const [acts, { overlayStyles }] = await Promise.all([
            import("./jobActions.ts"),
            import("./overlayStyles.ts"),
          ]);
          this.adopt(overlayStyles);
          return acts;
        }),
      bringJob: () =>
        this.bring(async () => {
          const [detail, { readBack }, { detailStyles }] = await Promise.all([
            import("./openJob.ts"),
            import("../styles/readBack.ts"),
            import("./detailStyles.ts"),
          ]);
          this.adopt(readBack, detailStyles);
          return detail;
        }),
      notBrought: () => this.notBrought,
      focusOn: (selector) => this.focusOn(selector),
    });
    this.requestUpdate();
    return this.#open;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const open = this.#open;
    const isOpen = open?.isOpen ?? this.selected !== undefined;
    return html`<section class=${isOpen ? "is-open" : ""} aria-labelledby="heading" @keydown=${open?.onKey ?? nothing}>
      <div class="list-pane"><div class="phead" part="header">${heading(this.headingLevel, html`<slot name="title">${words.jobs}</slot>${open?.count()}`)}<slot name="actions"></slot>${open?.search("heading")}</div>
      ${this.noComposer || this.readonly ? nothing : (open?.composer() ?? this.#box())}
      ${open?.notice()}${open?.search("toolbar")}
      ${this.#rows()}</div>
      ${isOpen ? html`<div class="detail-pane">${open?.pane() ?? html`<div class="pad"><div class="sk w2"></div></div>`}</div>` : nothing}
      ${open?.overlays()}${this.live.template()}
    </section>`;
  }
  /** The box can be typed into before its reader was brought. */
  #box(): TemplateResult {
    const { words } = this;
    const disabledBecause = this.line.isOffline ? words.offlineReason : undefined;
    const submit = (): void => void this.#opened().then((open) => open?.submit());
    const typed = (): void => this.#open?.takeTyped();
    return composerBox({ words, text: "", marks: [], hint: words.confirmFirst, disabledBecause, typed, submit });
  }
  #rows(): TemplateResult {
    const { words } = this;
    const open = this.#open;
    const columns = html`<div class="cols" aria-hidden="true">${Object.values(words.columns).map((column) => html`<span>${column}</span>`)}<span></span></div>`;
    if (open?.isLoaded === true) return html`${open.hasRows ? columns : nothing}${open.rows()}`;
    if (open?.error !== undefined) return html``;
    if (open === undefined && this.notBrought !== undefined)
      return html`<div class="pad">${failureNote(words, this.notBrought, () => void this.refresh())}</div>`;
    const skeleton = html`<li class="job" aria-hidden="true"><div class="name"><div class="sk w1"></div></div><div class="when"><div class="sk w2"></div></div><div class="line status"><div class="sk w3"></div></div><div class="line last"><div class="sk w4"></div></div></li>`;
    return html`${columns}<ul class="jobs" aria-busy="true">${this.#isLate ? [skeleton, skeleton, skeleton] : nothing}</ul><p class="vh">${words.loadingJobs}</p>`;
  }
}
