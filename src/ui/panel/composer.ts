import type { ReactiveController, ReactiveControllerHost, TemplateResult } from "lit";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { SchedulePreview } from "../../client/views.ts";
import type { Interpretation, Span } from "../../model/interpretation.ts";
import type { Schedule } from "../../model/schedule.ts";
import type { Messages } from "../messages/en.ts";
import { movedSpans, stretches, type Stretch } from "../sentence.ts";
import type { Times } from "../times.ts";
import { composerBox } from "./composerBox.ts";

/** How long typing has to rest before the server is asked. */
const restMs = 120;

/** Reads a sentence in the browser: `interpret` of this package, given its zone and its `now`. */
export type LocalInterpreter = (text: string, options: { literal: Span[] }) => Interpretation;
interface ComposerHost extends ReactiveControllerHost {
  readonly renderRoot: HTMLElement | DocumentFragment;
  client: SchedulerClient | undefined;
  interpret: LocalInterpreter | undefined;
}

/** What the composer has to be given to be shown. */
interface ComposerView {
  words: Messages;
  times: Times;
  disabledBecause: string | undefined;
  review: (text: string, literal: Span[]) => void;
}

/** What a person says in the composer: the words of the schedule are marked while they are typed. It creates nothing. */
export class Composer implements ReactiveController {
  readonly #host: ComposerHost;
  #text = "";
  #marks: Stretch[] = [];
  #refused: Span[] = [];
  #reading: Interpretation | undefined;
  #previews: SchedulePreview[] | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | undefined;

  constructor(host: ComposerHost) {
    this.#host = host;
    host.addController(this);
    this.takeTyped();
  }
  /** Takes what was typed before this was brought. */
  takeTyped(): void {
    const typed = this.#box?.value ?? "";
    if (typed !== this.#text) this.#onText(typed);
  }
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  get #box(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector("#ask");
  }
  focus(): void {
    this.#box?.focus();
  }
  /** Puts a sentence into the box. */
  fill(text: string): void {
    this.#refused = [];
    this.#marks = [];
    this.#write(text);
    this.focus();
  }
  clear(): void {
    this.#refused = [];
    this.#write("");
  }

  #write(text: string): void {
    if (this.#box !== null) this.#box.value = text;
    this.#onText(text);
  }
  #onText(text: string): void {
    this.#refused = movedSpans(this.#refused, this.#text, text);
    this.#marks = movedSpans(this.#marks, this.#text, text) as Stretch[];
    this.#text = text;
    this.#host.requestUpdate();
    this.#read();
  }
  #read(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const client = this.#host.client;
    if (this.#text.trim() === "" || client === undefined) {
      this.#show(undefined);
      return;
    }
    const asked = new AbortController();
    this.#asked = asked;
    const literal = this.#refused;
    const interpret = this.#host.interpret;
    // with the interpreter in the browser the marks are there within the frame
    if (interpret !== undefined) this.#take(interpret(this.#text, { literal }), asked.signal);
    else {
      this.#timer = setTimeout(() => void this.#ask(client, literal, asked.signal), restMs);
    }
  }
  async #ask(client: SchedulerClient, literal: Span[], signal: AbortSignal): Promise<void> {
    try {
      this.#take(await client.interpret(this.#text, { literal, signal }), signal);
    } catch {
      // a mark that cannot be drawn is no failure: Review asks the server anyway
    }
  }
  #take(reading: Interpretation, signal: AbortSignal): void {
    if (signal.aborted || reading.text !== this.#text) return;
    this.#show(reading);
    const client = this.#host.client;
    if (reading.outcome !== "understood" || client === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#readBack(client, reading.schedules, signal), restMs);
  }
  async #readBack(client: SchedulerClient, schedules: Schedule[], signal: AbortSignal): Promise<void> {
    try {
      const previews = await client.preview(schedules, { limit: 1, signal });
      if (!signal.aborted) this.#previews = previews;
    } catch {
      // see `#ask`
    }
    this.#host.requestUpdate();
  }
  #show(reading: Interpretation | undefined): void {
    this.#reading = reading;
    this.#previews = undefined;
    const spans = reading === undefined || reading.outcome === "no-schedule" ? [] : reading.spans;
    this.#marks = stretches(this.#text, spans).filter(({ ink }) => ink === "when");
    this.#host.requestUpdate();
  }
  /** These letters are not the schedule. */
  #refuse(mark: Span): void {
    this.#refused = [...this.#refused, { start: mark.start, end: mark.end, kind: "literal" }];
    this.#marks = this.#marks.filter(({ start }) => start !== mark.start);
    this.#read();
    this.focus();
    this.#host.requestUpdate();
  }
  #onKey(event: KeyboardEvent): void {
    const at = this.#box?.selectionStart;
    const mark = this.#marks.find(({ end }) => end === at);
    if (event.key === "Backspace" && mark !== undefined && at === this.#box?.selectionEnd) {
      event.preventDefault();
      this.#refuse(mark);
    }
  }
  /** Puts what was said before the reader. */
  submit(view: Pick<ComposerView, "disabledBecause" | "review">): void {
    this.takeTyped();
    if (this.#text.trim() === "") this.focus();
    else if (view.disabledBecause === undefined) view.review(this.#text, this.#refused);
  }

  #hint({ words, times }: ComposerView): string {
    const reading = this.#reading;
    if (reading === undefined) return words.confirmFirst;
    if (reading.outcome === "no-schedule") return words.noScheduleYet;
    if (reading.outcome === "ambiguous") return reading.question.text || words.questionAhead;
    if (reading.outcome === "unsupported") return reading.reason.message;
    const [first] = this.#previews ?? [];
    if (first === undefined) return words.confirmFirst;
    if (this.#previews !== undefined && this.#previews.length > 1) {
      return `${words.separateJobs(this.#previews.length)} · ${this.#previews.map(({ description }) => description).join(" · ")}`;
    }
    const next = first.next[0];
    return next === undefined
      ? first.description
      : `${first.description} · ${words.firstRun(times.relative(next.dueAt, first.timezone))}`;
  }

  template(view: ComposerView): TemplateResult {
    return composerBox({
      words: view.words,
      text: this.#text,
      marks: this.#marks,
      hint: this.#hint(view),
      disabledBecause: view.disabledBecause,
      typed: (text) => this.#onText(text),
      pressed: (event) => this.#onKey(event),
      refuse: (mark) => this.#refuse(mark),
      submit: () => this.submit(view),
    });
  }
}
