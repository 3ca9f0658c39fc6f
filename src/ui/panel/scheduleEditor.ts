import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { JobView, SchedulePreview } from "../../client/views.ts";
import type { JobDraft, Proposal } from "../../model/proposal.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import { tabs } from "../tabs.ts";
import { cityOf, type Times } from "../times.ts";
import type { Change } from "./jobActions.ts";
import { type FieldName, fieldsOf, type ScheduleFields, scheduleOf } from "./scheduleFields.ts";

/** What the editor has to be given to be shown. */
interface EditorView {
  words: Messages;
  times: Times;
  accountZone: string;
  isBusy: boolean;
  error: string | undefined;
  save: (change: Change) => void;
  cancel: () => void;
}

const restMs = 250;

/** Changes a job's schedule, in words or with fields; both read back what would be stored before it is. */
export class ScheduleEditor {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #client: SchedulerClient;
  readonly #job: JobView;
  #mode: "words" | "fields" = "words";
  #words = "";
  /** The correction as it was understood; nothing is stored before it is confirmed. */
  #proposal: Proposal | undefined;
  #fields: ScheduleFields | undefined;
  #wrong: FieldName | undefined;
  #preview: SchedulePreview | undefined;
  #failure = "";
  #isReading = false;
  #offersAllZones = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, client: SchedulerClient, job: JobView) {
    this.#host = host;
    this.#client = client;
    this.#job = job;
  }
  close(): void {
    clearTimeout(this.#timer);
    this.#asked.abort();
    this.#forget();
  }
  /** Closes what was proposed and is not wanted; where that fails, it expires by itself. */
  #forget(): void {
    const proposal = this.#proposal;
    this.#proposal = undefined;
    if (proposal?.state !== "open") return;
    this.#client.proposals.decline(proposal.id, { revision: proposal.revision }).catch(() => undefined);
  }
  get #draft(): JobDraft | undefined {
    return this.#proposal?.question === undefined ? this.#proposal?.drafts[0] : undefined;
  }

  async #readChange(): Promise<void> {
    if (this.#words.trim() === "") return;
    this.#forget();
    const { id, revision } = this.#job;
    await this.#ask(() => this.#client.jobs.correct(id, this.#words, { revision }));
  }
  async #choose(option: number): Promise<void> {
    const proposal = this.#proposal;
    if (proposal === undefined) return;
    await this.#ask(() => this.#client.proposals.answer(proposal.id, { option }, { revision: proposal.revision }));
  }
  async #ask(propose: () => Promise<Proposal>): Promise<void> {
    this.#isReading = true;
    this.#failure = "";
    this.#host.requestUpdate();
    try {
      this.#proposal = await propose();
    } catch (error) {
      this.#failure = error instanceof Error ? error.message : String(error);
    }
    this.#isReading = false;
    this.#host.requestUpdate();
  }
  #set(part: Partial<ScheduleFields>): void {
    if (this.#fields === undefined) return;
    this.#fields = { ...this.#fields, ...part };
    this.#wrong = undefined;
    this.#failure = "";
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readFields(), restMs);
  }
  async #readFields(): Promise<void> {
    if (this.#fields === undefined) return;
    const read = scheduleOf(this.#fields, this.#job.schedule);
    if (!("schedule" in read)) return;
    this.#asked.abort();
    this.#asked = new AbortController();
    const { signal } = this.#asked;
    try {
      const [preview] = await this.#client.preview([read.schedule], { limit: 1, signal });
      if (signal.aborted) return;
      this.#preview = preview;
    } catch (error) {
      if (signal.aborted) return;
      this.#preview = undefined;
      this.#failure = error instanceof Error ? error.message : String(error);
    }
    this.#host.requestUpdate();
  }

  #save(view: EditorView): void {
    if (view.isBusy) return;
    if (this.#mode === "words") {
      const proposal = this.#proposal;
      if (proposal === undefined || this.#draft === undefined) {
        void this.#readChange();
        return;
      }
      this.#proposal = undefined; // it is confirmed, not to be declined
      view.save({ proposal });
      return;
    }
    if (this.#fields === undefined) return;
    const read = scheduleOf(this.#fields, this.#job.schedule);
    if ("schedule" in read) {
      view.save({ schedule: read.schedule });
      return;
    }
    this.#wrong = read.wrong;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() =>
      this.#host.shadowRoot?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  }

  template(view: EditorView): TemplateResult {
    const { words } = view;
    const choose = (mode: "words" | "fields"): void => {
      this.#mode = mode;
      if (mode === "fields" && this.#fields === undefined) {
        const schedule = this.#draft?.schedule ?? this.#job.schedule;
        this.#fields = fieldsOf(schedule, this.#job.timezone, view.times);
        void this.#readFields();
      }
      this.#host.requestUpdate();
    };
    const options = [
      ["words", words.inWords],
      ["fields", words.withFields],
    ] as const;
    return html`${tabs(options, this.#mode, { label: words.howToChange, panel: "editor" }, choose)}
      <form class="form" id="editor" role="tabpanel" part="editor" aria-label=${this.#mode === "words" ? words.inWords : words.withFields} @submit=${(event: Event) => (event.preventDefault(), this.#save(view))}>
        ${this.#mode === "words" ? this.#inWords(view) : this.#withFields(view)}
        ${view.error === undefined && this.#failure === "" ? nothing : html`<p class="wrong" role="alert">${view.error ?? this.#failure}</p>`}
        <div class="foot-acts"><button class="btn primary" aria-disabled=${this.#mode === "words" && this.#draft === undefined ? "true" : nothing}>${words.saveSchedule}</button><button type="button" class="btn plain" @click=${view.cancel}>${words.cancel}</button></div>
      </form>`;
  }

  #inWords({ words, times }: EditorView): TemplateResult {
    const fill = (text: string): void => {
      this.#words = text;
      void this.#readChange();
    };
    const proposal = this.#proposal;
    const draft = this.#draft;
    const question = proposal?.question;
    const read = proposal?.interpretation;
    const reason = read?.outcome === "unsupported" ? read.reason.message : undefined;
    const assumptions = read?.outcome === "understood" ? read.assumptions : [];
    const next = draft?.next[0];
    return html`<div><label class="label" for="change">${words.sayChange}</label><div class="inputrow"><input class="field" id="change" .value=${this.#words} placeholder=${words.changePlaceholder} maxlength="2000"
        @input=${(event: Event) => ((this.#words = (event.target as HTMLInputElement).value), this.#forget(), this.#host.requestUpdate())}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key === "Enter") {
            event.preventDefault();
            void this.#readChange();
          }
        }}><button type="button" class="btn line" aria-busy=${this.#isReading} @click=${() => void this.#readChange()}>${words.update}</button></div></div>
      ${question === undefined ? html`<div class="chips">${words.changeExamples.map((text) => html`<button type="button" @click=${() => fill(text)}>${text}</button>`)}</div>` : nothing}
      <div role="status">${
        draft !== undefined
          ? html`<div class="note good">${icon("check")}<div><span class="was">${this.#job.description}</span><br><span class="now">${plainText(draft.description)}</span>${next === undefined ? nothing : html`<div class="s quiet">${words.nextMoves(times.moment(next.dueAt, draft.timezone))}</div>`}${assumptions.map(({ why }) => html`<div class="s">${plainText(why)}</div>`)}</div></div>`
          : question !== undefined
            ? html`<div class="stack"><div class="note ask">${icon("ask")}<div>${plainText(question.text)}</div></div><div class="chips">${question.options.map(({ label }, option) => html`<button type="button" @click=${() => void this.#choose(option)}>${plainText(label)}</button>`)}</div></div>`
            : reason !== undefined
              ? html`<div class="note bad">${icon("alert")}<div>${plainText(reason)}</div></div>`
              : nothing
      }</div>`;
  }

  #withFields(view: EditorView): TemplateResult | typeof nothing {
    const { words, times } = view;
    const fields = this.#fields;
    if (fields === undefined) return nothing;
    const isWrong = (name: FieldName): "true" | typeof nothing => (this.#wrong === name ? "true" : nothing);
    const said = (name: FieldName, text: string) =>
      this.#wrong === name ? html`<p class="wrong" id="wrong-${name}" role="alert">${text}</p>` : nothing;
    const kinds = Object.entries(words.repeatKinds).filter(([kind]) => kind !== "other" || fields.kind === "other");
    const next = this.#preview?.next[0];
    const { kind } = fields;
    return html`<label><span class="label">${words.repeats}</span><select class="field" id="repeats" @change=${(event: Event) => this.#set({ kind: value(event) as ScheduleFields["kind"] })}>${kinds.map(([name, label]) => html`<option value=${name} ?selected=${name === kind}>${label}</option>`)}</select></label>
      ${kind === "weekly" ? html`<fieldset><legend class="label">${words.days}</legend><div class="days">${this.#days(fields, times, isWrong("days"))}</div>${said("days", words.daysInvalid)}</fieldset>` : nothing}
      ${kind === "interval" ? html`<div class="two"><label><span class="label">${words.every}</span><input class="field" type="number" min="1" step="1" .value=${String(fields.every)} aria-invalid=${isWrong("every")} @input=${(event: Event) => this.#set({ every: Number(value(event)) })}>${said("every", words.intervalInvalid)}</label><label><span class="label">&nbsp;</span><select class="field" aria-label=${words.hours} @change=${(event: Event) => this.#set({ unit: value(event) as "hours" })}>${(["hours", "minutes"] as const).map((unit) => html`<option value=${unit} ?selected=${unit === fields.unit}>${words[unit]}</option>`)}</select></label></div>` : nothing}
      ${kind === "once" ? html`<label><span class="label">${words.date}</span><input class="field" type="date" .value=${fields.date} aria-invalid=${isWrong("date")} @input=${(event: Event) => this.#set({ date: value(event) })}>${said("date", words.dateInvalid)}</label>` : nothing}
      ${kind === "monthly" ? html`<label><span class="label">${words.dayOfMonth}</span><select class="field" @change=${(event: Event) => this.#set({ dayOfMonth: Number(value(event)) })}>${Array.from({ length: 31 }, (_, n) => html`<option value=${n + 1} ?selected=${n + 1 === fields.dayOfMonth}>${n + 1}</option>`)}<option value="0" ?selected=${fields.dayOfMonth === 0}>${words.lastDay}</option></select></label>` : nothing}
      <div class="two">${kind === "interval" || kind === "other" ? nothing : html`<label><span class="label">${words.time}</span><input class="field" id="time" .value=${fields.time} aria-invalid=${isWrong("time")} aria-describedby="wrong-time" autocomplete="off" @input=${(event: Event) => this.#set({ time: value(event) })}>${said("time", words.timeInvalid)}</label>`}
      ${kind === "once" ? nothing : html`<label><span class="label">${words.ends}</span><select class="field" @change=${(event: Event) => this.#set({ until: value(event) === "" ? "" : fields.date })}><option value="" ?selected=${fields.until === ""}>${words.endsNever}</option><option value="on" ?selected=${fields.until !== ""}>${words.endsOn}</option></select></label>`}</div>
      ${fields.until === "" || kind === "once" ? nothing : html`<label><span class="label">${words.endDate}</span><input class="field" type="date" .value=${fields.until} aria-invalid=${isWrong("until")} @input=${(event: Event) => this.#set({ until: value(event) || " " })}>${said("until", words.dateInvalid)}</label>`}
      ${kind === "interval" ? nothing : html`<label><span class="label">${words.timeZone}</span><select class="field" @pointerdown=${this.#offerAllZones} @focus=${this.#offerAllZones} @change=${(event: Event) => this.#set({ timezone: value(event) })}>${zones(fields.timezone, view.accountZone, this.#offersAllZones).map((zone) => html`<option value=${zone} ?selected=${zone === fields.timezone}>${zone === view.accountZone ? words.accountZoneOption(cityOf(zone)) : zone.replaceAll("_", " ")}</option>`)}</select></label>`}
      <p class="s" role="status">${this.#preview === undefined ? nothing : html`<b>${this.#preview.description}</b>${next === undefined ? nothing : html` <span class="quiet">· ${words.nextRun(times.moment(next.dueAt, this.#preview.timezone))}</span>`}`}</p>`;
  }
  /** There are hundreds: they are only put into the page for who reaches for them. */
  readonly #offerAllZones = (): void => {
    if (this.#offersAllZones) return;
    this.#offersAllZones = true;
    this.#host.requestUpdate();
  };
  #days(fields: ScheduleFields, times: Times, invalid: unknown): TemplateResult[] {
    const long = times.weekdays("long");
    return times.weekdays("narrow").map((letter, at) => {
      const day = at + 1;
      const isOn = fields.days.includes(day);
      const days = isOn ? fields.days.filter((other) => other !== day) : [...fields.days, day];
      return html`<label title=${long[at] ?? ""}><input type="checkbox" aria-label=${long[at] ?? ""} aria-invalid=${day === 1 ? invalid : nothing} .checked=${isOn} @change=${() => this.#set({ days })}><span aria-hidden="true">${letter}</span></label>`;
    });
  }
}

function zones(own: string, account: string, all: boolean): string[] {
  return [...new Set([account, own, ...(all ? Intl.supportedValuesOf("timeZone") : [])])];
}

function value(event: Event): string {
  return (event.target as HTMLInputElement).value;
}
