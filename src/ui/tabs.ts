import { html, type TemplateResult } from "lit";

/** Tabs that are chosen by moving to them: arrows, Home, End; mirrored where text runs from right to left. */
export function tabs<Name extends string>(
  options: readonly (readonly [name: Name, label: string])[],
  chosen: Name,
  about: { label: string; panel: string },
  choose: (name: Name) => void,
): TemplateResult {
  return html`<div class="seg" role="tablist" part="tabs" aria-label=${about.label} @keydown=${onKey}>${options.map(
    ([name, label]) =>
      html`<button type="button" role="tab" aria-selected=${name === chosen} aria-controls=${about.panel} tabindex=${name === chosen ? 0 : -1} @click=${() => choose(name)}>${label}</button>`,
  )}</div>`;
}

function onKey(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const buttons = [...bar.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === event.target);
  const forward = getComputedStyle(bar).direction === "rtl" ? -1 : 1;
  const to = { ArrowRight: at + forward, ArrowLeft: at - forward, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = buttons[(to + buttons.length) % buttons.length];
  next?.focus();
  next?.click();
}
