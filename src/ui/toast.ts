import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Messages } from "./messages/en.ts";

const shownMs = 10_000;

/** What was just done, with a way back; gone after a while, but not under the pointer or the focus. */
export class Toast implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #said: { text: string; undo?: (() => void) | undefined } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }
  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
  show(text: string, undo?: () => void): void {
    this.#said = { text, undo };
    this.#start();
    this.#host.requestUpdate();
  }
  hide(): void {
    clearTimeout(this.#timer);
    this.#said = undefined;
    this.#host.requestUpdate();
  }
  readonly #start = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), shownMs);
  };
  readonly #hold = (): void => clearTimeout(this.#timer);

  template(words: Messages): TemplateResult | typeof nothing {
    const said = this.#said;
    if (said === undefined) return nothing;
    return html`<div class="toast" part="toast" @pointerenter=${this.#hold} @pointerleave=${this.#start} @focusin=${this.#hold} @focusout=${this.#start}><span class="grow">${said.text}</span>${
      said.undo === undefined
        ? html`<button type="button" class="undo" @click=${() => this.hide()}>${words.dismiss}</button>`
        : html`<button type="button" class="undo" @click=${() => (this.hide(), said.undo?.())}>${words.undo}</button>`
    }</div>`;
  }
}
