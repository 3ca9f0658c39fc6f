import { html, nothing, type TemplateResult } from "lit";
import type { OutputView } from "../../client/views.ts";
import { subheading } from "../heading.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import { byteSize } from "./toolValue.ts";

interface PlacedOutput {
  sequence: number;
  output: OutputView;
}

/** The files that a run made: downloaded, never opened in the page. */
export function outputsBox(
  outputs: readonly PlacedOutput[],
  view: {
    words: Messages;
    locale: string | undefined;
    headingLevel: number;
    render: ((output: OutputView) => unknown) | undefined;
  },
  download: (output: OutputView, sequence: number) => void,
): TemplateResult {
  const { words } = view;
  const all = (): void => {
    for (const { output, sequence } of outputs) download(output, sequence);
  };
  return html`<section class="files" part="outputs">${subheading(view.headingLevel, html`<span>${words.outputs(outputs.length)}</span>${outputs.length > 1 ? html`<button type="button" class="link s" @click=${all}>${words.downloadAll}</button>` : nothing}`)}<ul>${outputs.map(
    ({ output, sequence }) => {
      const name = plainText(output.name);
      const kind = kindOf(name);
      const size = output.size === undefined ? kind : `${kind} · ${byteSize(output.size, view.locale)}`;
      const shown = view.render?.(output);
      return html`<li class="file" part="output"><span class="kind" aria-hidden="true">${kind.slice(0, 4)}</span><span class="fn"><bdi>${name}</bdi></span><span class="fs">${size}</span><button type="button" class="icon" aria-label=${words.download(name)} title=${words.download(name)} @click=${() => download(output, sequence)}>${icon("down")}</button>${shown === undefined ? nothing : html`<div class="shown">${shown}</div>`}</li>`;
    },
  )}</ul></section>`;
}

function kindOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "—" : name.slice(dot + 1).toUpperCase();
}

/** Downloads what is at an address under a name. */
export function saveAs(url: string, name: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = plainText(name);
  link.rel = "noopener";
  link.click();
}
