import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import { icon, type IconName } from "./icons.ts";

/** One line of a menu, or a rule between lines. */
export type MenuItem =
  | {
      icon: IconName;
      label: string;
      run: () => void;
      isDanger?: boolean;
      disabledBecause?: string | undefined;
      isChecked?: boolean;
    }
  | "-";

/** The one menu of an element: opened at a button, driven by keys as the ARIA practices say, closed by Escape, Tab or a click elsewhere. */
export class Menu implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #items: readonly MenuItem[] = [];
  #label = "";
  #anchor: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }
  hostDisconnected(): void {
    this.#anchor = undefined;
  }

  get #popover(): HTMLElement | null | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(".pop");
  }
  /** Opens at the button that was clicked or typed on; `last` puts the focus on the last line. */
  async open(anchor: HTMLElement, label: string, items: readonly MenuItem[], last = false): Promise<void> {
    this.#anchor = anchor;
    this.#items = items;
    this.#label = label;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const popover = this.#popover;
    if (!popover) return;
    popover.showPopover();
    const at = anchor.getBoundingClientRect();
    const box = popover.getBoundingClientRect();
    const isRtl = getComputedStyle(anchor).direction === "rtl";
    const left = isRtl ? at.left : at.right - box.width;
    const fitsBelow = at.bottom + 4 + box.height <= innerHeight || at.top < box.height;
    popover.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
    const top = fitsBelow ? at.bottom + 4 : at.top - 4 - box.height;
    popover.style.top = `${Math.max(8, Math.min(top, innerHeight - box.height - 8))}px`;
    const lines = this.#lines();
    lines.at(last ? -1 : 0)?.focus();
  }
  close(returnFocus: boolean): void {
    const anchor = this.#anchor;
    this.#popover?.hidePopover();
    if (returnFocus) anchor?.focus();
  }

  #lines(): HTMLElement[] {
    return [...(this.#popover?.querySelectorAll<HTMLElement>("button") ?? [])];
  }
  readonly #onKey = (event: KeyboardEvent): void => {
    const lines = this.#lines();
    const at = lines.indexOf(event.target as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 };
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      this.close(true);
    } else if (event.key === "Tab") {
      this.close(true); // the focus moves on from the button
    } else if (to[event.key] !== undefined) {
      event.preventDefault();
      lines[((to[event.key] ?? 0) + lines.length) % lines.length]?.focus();
    } else if (event.key.length === 1 && event.key !== " ") {
      const after = [...lines.slice(at + 1), ...lines.slice(0, at + 1)];
      after.find((line) => line.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    }
  };
  readonly #beforeToggle = (event: ToggleEvent): void => {
    this.#anchor?.setAttribute("aria-expanded", String(event.newState === "open"));
  };
  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState !== "closed") return;
    this.#anchor = undefined;
    this.#items = [];
    this.#host.requestUpdate();
  };
  #choose(item: Exclude<MenuItem, "-">): void {
    if (item.disabledBecause !== undefined) return;
    this.close(true);
    item.run();
  }

  template(): TemplateResult {
    return html`<div class="pop" popover role="menu" part="menu" aria-label=${this.#label} @keydown=${this.#onKey} @beforetoggle=${this.#beforeToggle} @toggle=${this.#onToggle}>${this.#items.map(
      (item) =>
        item === "-"
          ? html`<hr role="separator">`
          : html`<button type="button" role=${item.isChecked === undefined ? "menuitem" : "menuitemradio"} tabindex="-1" part="menu-item" class=${item.isDanger === true ? "del" : ""} aria-checked=${item.isChecked ?? nothing} aria-disabled=${item.disabledBecause === undefined ? nothing : "true"} title=${item.disabledBecause ?? nothing} aria-description=${item.disabledBecause ?? nothing} @click=${() => this.#choose(item)}>${icon(item.icon)}${item.label}</button>`,
    )}</div>`;
  }
}
