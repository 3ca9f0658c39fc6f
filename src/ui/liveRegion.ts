import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";

type Urgency = "polite" | "assertive";

/** Says things to screen readers: one polite and one assertive region, always there, at most one message a second. */
export class LiveRegion implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #queue: [Urgency, string][] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }
  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#queue = [];
  }

  /** Says `text`; the same text twice is said twice. */
  say(text: string, urgency: Urgency = "polite"): void {
    this.#queue.push([urgency, text]);
    if (this.#queue.length > 3) this.#queue.splice(0, this.#queue.length - 3);
    if (this.#timer === undefined) this.#next(60);
  }
  #next(wait: number): void {
    this.#timer = setTimeout(() => {
      const [said] = this.#queue.splice(0, 1);
      this.#timer = undefined;
      if (said === undefined) return;
      const region = this.#host.shadowRoot?.querySelector(`[aria-live="${said[0]}"]`);
      if (region instanceof HTMLElement) {
        region.textContent = "";
        // a region that is emptied and filled in one task says nothing when the text is the same
        setTimeout(() => (region.textContent = said[1]), 40);
      }
      this.#next(1_000);
    }, wait);
  }

  template(): TemplateResult {
    return html`<div class="vh" role="status" aria-live="polite"></div><div class="vh" role="alert" aria-live="assertive"></div>`;
  }
}
