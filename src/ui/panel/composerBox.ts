import { html, nothing, type TemplateResult } from "lit";
import type { Span } from "../../model/interpretation.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";

const mostLetters = 2_000;

/** What the box holds, and whom it tells of what is done in it. */
export interface ComposerBox {
  words: Messages;
  text: string;
  /** Where the letters say when. */
  marks: readonly Span[];
  hint: string;
  disabledBecause: string | undefined;
  typed?: (text: string) => void;
  pressed?: (event: KeyboardEvent) => void;
  refuse?: (mark: Span) => void;
  submit: () => void;
}

/** The box in which a person says what and when: there from the first moment, marked and answered once `Composer` was brought. */
export function composerBox(box: ComposerBox): TemplateResult {
  const { words, text, marks, disabledBecause } = box;
  let at = 0;
  const ghost = marks.map(({ start, end }) => {
    const before = text.slice(at, start);
    at = end;
    return html`${before}<span class="when-ink" part="when">${text.slice(start, end)}</span>`;
  });
  return html`<form class="composer" part="composer" @submit=${(event: Event) => (event.preventDefault(), box.submit())}>
      <label class="label" for="ask"><bdi>${words.ask}</bdi></label>
      <div class="pen"><div class="sheet"><div class="ghost" aria-hidden="true">${ghost}${text.slice(at)}${"\u200b"}</div
        ><textarea id="ask" part="input" rows="1" maxlength=${mostLetters} placeholder=${words.askExample} aria-describedby="hint"
          @input=${(event: Event) => box.typed?.((event.target as HTMLTextAreaElement).value)} @keydown=${(event: KeyboardEvent) => pressed(event, box)}></textarea></div>
      <div class="foot"><span class="hint" id="hint">${box.hint}</span>${marks.map(
        (mark) =>
          html`<button type="button" class="unink" aria-label=${words.notTheSchedule(text.slice(mark.start, mark.end))} title=${words.notTheSchedule(text.slice(mark.start, mark.end))} @click=${() => box.refuse?.(mark)}>${icon("cross")}</button>`,
      )}<button class="btn primary small" part="review" aria-disabled=${disabledBecause === undefined ? nothing : "true"} title=${disabledBecause ?? nothing} aria-description=${disabledBecause ?? nothing}>${words.review}</button></div></div></form>`;
}

function pressed(event: KeyboardEvent, box: ComposerBox): void {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    box.submit();
  } else box.pressed?.(event);
}
