import { hasCode } from "../failure.ts";
import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EventView, JobView, RunView, SchedulePreview } from "../../client/views.ts";
import { request } from "../events.ts";
import { heading } from "../heading.ts";
import { inAll } from "../inAll.ts";
import type { Messages } from "../messages/en.ts";
import type { Change, JobActions } from "./jobActions.ts";
import { type DetailView, jobDetail } from "./jobDetail.ts";
import { ScheduleEditor } from "./scheduleEditor.ts";
import { nameEditor, promptEditor, textProblem } from "./textEditor.ts";

interface OpenJobHost extends ReactiveControllerHost, HTMLElement {
  client: SchedulerClient | undefined;
}
type Editing =
  | { what: "schedule"; editor: ScheduleEditor; error?: string | undefined }
  | { what: "prompt" | "name"; text: string; error?: string | undefined };

/** The job that is open in a panel: its page, and the editor that is open on it. */
export class OpenJob {
  readonly #host: OpenJobHost;
  readonly #actions: JobActions;
  #id: string | undefined;
  #job: JobView | undefined;
  #preview: SchedulePreview | undefined;
  #runs: RunView[] | undefined;
  #runCount: number | undefined;
  #editing: Editing | undefined;
  #isSaving = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isGone = false;
  #wantsFocus = false;

  constructor(host: OpenJobHost, actions: JobActions) {
    this.#host = host;
    this.#actions = actions;
  }

  /** Shows the job with this id, or none. */
  show(id: string | undefined): void {
    if (id === this.#id) return;
    this.#stopEditing();
    this.#id = id;
    this.#job = undefined;
    this.#preview = undefined;
    this.#runs = undefined;
    this.#runCount = undefined;
    this.#isGone = false;
    if (id !== undefined) void this.read();
  }
  async read(): Promise<void> {
    const { client } = this.#host;
    const id = this.#id;
    if (client === undefined || id === undefined) return;
    try {
      const [job, preview, runs, counts] = await Promise.all([
        client.jobs.get(id),
        client.jobs.preview(id, { limit: 5 }).catch(() => undefined),
        client.runs.list({ jobId: id, limit: 3 }).catch(() => undefined),
        client.runs.count({ jobId: id }).catch(() => undefined),
      ]);
      if (id !== this.#id) return;
      this.#job = job;
      this.#preview = preview;
      this.#runs = runs?.items;
      this.#runCount = counts === undefined ? undefined : inAll(counts);
    } catch (error) {
      if (id === this.#id && hasCode(error, "JOB_NOT_FOUND")) {
        this.#isGone = true;
        this.#wantsFocus = true;
      }
    }
    this.#host.requestUpdate();
    if (this.#wantsFocus) this.focus();
  }
  /** Puts the focus on the heading, as soon as there is one. */
  focus(): void {
    this.#wantsFocus = this.#job === undefined && !this.#isGone;
    if (!this.#wantsFocus) {
      void this.#focusHeading();
    }
  }
  async #focusHeading(): Promise<void> {
    await this.#host.updateComplete;
    // who went straight into an editor is in its field
    if (this.#editing === undefined) this.#host.shadowRoot?.getElementById("detail-heading")?.focus();
  }
  /** Shows the job as the server gave it back, where it is this one. */
  take(job: JobView): void {
    if (job.id !== this.#id) return;
    this.#job = job;
    void this.read();
  }
  hear(events: readonly EventView[]): void {
    if (this.#id === undefined) return;
    const isMine = events.some(
      ({ event, jobId }) =>
        jobId === this.#id ||
        ("job" in event && event.job.id === this.#id) ||
        ("run" in event && event.run.jobId === this.#id),
    );
    if (!isMine) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.read(), 60);
  }

  /** Opens an editor on the job that is shown. */
  edit(what: "schedule" | "prompt" | "name"): void {
    const { client } = this.#host;
    const job = this.#job;
    if (client === undefined || this.#id === undefined) return;
    if (job === undefined) {
      void this.read().then(() => this.#job !== undefined && this.edit(what));
      return;
    }
    this.#stopEditing();
    this.#actions.clearToast();
    this.#wantsFocus = false;
    this.#editing =
      what === "schedule"
        ? { what, editor: new ScheduleEditor(this.#host, client, job) }
        : { what, text: what === "prompt" ? job.prompt : job.name };
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.shadowRoot?.querySelector<HTMLElement>(".form .field")?.focus(),
    );
  }
  #stopEditing(): void {
    if (this.#editing?.what === "schedule") this.#editing.editor.close();
    this.#editing = undefined;
  }
  readonly #cancel = (): void => {
    this.#stopEditing();
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.shadowRoot?.getElementById("detail-heading")?.focus());
  };
  async #save(job: JobView, change: Change): Promise<void> {
    this.#isSaving = true;
    this.#host.requestUpdate();
    const problem = await this.#actions.change(job, change);
    this.#isSaving = false;
    await this.read();
    if (problem === undefined) this.#cancel();
    else if (this.#editing !== undefined) this.#editing = { ...this.#editing, error: problem };
    this.#host.requestUpdate();
  }
  #saveText(job: JobView, editing: Extract<Editing, { text: string }>, words: Messages): void {
    const error = textProblem(editing.what, editing.text, words);
    if (error === undefined) {
      void this.#save(job, editing.what === "prompt" ? { prompt: editing.text } : { name: editing.text });
      return;
    }
    this.#editing = { ...editing, error };
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#host.shadowRoot?.getElementById(editing.what)?.focus());
  }

  #editor(
    job: JobView,
    view: { words: Messages; times: DetailView["times"]; accountZone: string },
  ): DetailView["editing"] {
    const editing = this.#editing;
    if (editing === undefined) return undefined;
    const { words } = view;
    if (editing.what === "schedule") {
      const template = editing.editor.template({
        ...view,
        isBusy: this.#isSaving,
        error: editing.error,
        save: (change) => void this.#save(job, change),
        cancel: this.#cancel,
      });
      return { what: "schedule", template };
    }
    const text = {
      words,
      text: editing.text,
      error: editing.error,
      isBusy: this.#isSaving,
      input: (typed: string) => {
        this.#editing = { what: editing.what, text: typed };
        this.#host.requestUpdate();
      },
      save: () => this.#saveText(job, editing, words),
      cancel: this.#cancel,
    };
    return {
      what: editing.what,
      template: editing.what === "prompt" ? promptEditor(text, () => this.edit("schedule")) : nameEditor(text),
    };
  }

  template(
    view: Omit<DetailView, "preview" | "runs" | "runCount" | "editing">,
    around: { back: () => void; menu: (job: JobView, anchor: HTMLElement, last: boolean) => void },
  ): TemplateResult {
    const job = this.#job;
    const { words } = view;
    if (job === undefined) {
      const text = this.#isGone ? words.gone : undefined;
      return html`<div class="detail"><div class="phead"><button type="button" class="link" @click=${around.back}>${words.backToJobs}</button></div><div class="pad">${text === undefined ? html`<div class="sk w2"></div>` : heading(view.headingLevel, text, "detail-heading")}</div></div>`;
    }
    return jobDetail(
      job,
      { ...view, preview: this.#preview, runs: this.#runs, runCount: this.#runCount, editing: this.#editor(job, view) },
      {
        back: around.back,
        menu: (anchor, last) => around.menu(job, anchor, last),
        edit: (what) => this.edit(what),
        openRun: (run) =>
          request(this.#host, "sj-open-conversation", {
            runId: run.id,
            jobId: job.id,
            ...(run.conversationId !== undefined && { conversationId: run.conversationId }),
          }),
        pastRuns: () => request(this.#host, "sj-open-conversation", { jobId: job.id }),
        runNow: () => void this.#actions.runNow(job),
        pauseOrResume: () => void this.#actions.pauseOrResume(job),
      },
    );
  }
}
