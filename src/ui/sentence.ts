import { html, type TemplateResult } from "lit";
import type { Span } from "../model/interpretation.ts";
import { icon } from "./icons.ts";
import type { Messages } from "./messages/en.ts";

/** A stretch of a sentence, drawn in one ink. */
export interface Stretch {
  start: number;
  end: number;
  ink: "when" | "frame" | "what";
}

const whenKinds = new Set<Span["kind"]>(["schedule", "time", "timezone", "bound"]);

/** The sentence cut into what says when, what frames, and what is to be done. Words of the schedule that only blanks keep apart are one stretch. */
export function stretches(text: string, spans: readonly Span[]): Stretch[] {
  const marks: Stretch[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const ink = whenKinds.has(span.kind) ? "when" : span.kind === "frame" ? "frame" : "what";
    const start = Math.max(span.start, marks.at(-1)?.end ?? 0);
    if (ink === "what" || start >= span.end) continue;
    const last = marks.at(-1);
    if (last?.ink === ink && text.slice(last.end, start).trim() === "") last.end = span.end;
    else marks.push({ start, end: span.end, ink });
  }
  const all: Stretch[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start > at) all.push({ start: at, end: mark.start, ink: "what" });
    all.push(mark);
    at = mark.end;
  }
  if (at < text.length) all.push({ start: at, end: text.length, ink: "what" });
  return all;
}

/** The sentence in two inks: a marker for when, a dotted line for what. */
export function sentence(
  text: string,
  spans: readonly Span[],
  options: { words: Messages; whenInk?: "when-ink" | "ask-ink" | "no-ink"; refuse?: (span: Span) => void },
): TemplateResult {
  const { words, refuse, whenInk = "when-ink" } = options;
  const parts = stretches(text, spans);
  const said = parts.filter(({ ink }) => ink === "when").map(({ start, end }) => text.slice(start, end));
  return html`<p class="said" part="sentence"><span class="q">“</span>${parts.map(({ start, end, ink }) => {
    const letters = text.slice(start, end);
    if (ink === "frame") return letters;
    if (ink === "when") {
      return html`<span class=${whenInk} part="when">${letters}${refuse === undefined ? "" : html`<button type="button" class="unink" aria-label=${words.notTheSchedule(letters)} title=${words.notTheSchedule(letters)} @click=${() => refuse({ start, end })}>${icon("cross")}</button>`}</span>`;
    }
    const [, before = "", core = "", after = ""] = /^([\s,.;:]*)([\s\S]*?)([\s,.;:]*)$/u.exec(letters) ?? [];
    return html`${before}${core === "" ? "" : html`<span class="what-ink">${core}</span>`}${after}`;
  })}<span class="q">”</span></p>${said.length === 0 ? "" : html`<span class="vh">${words.scheduleWords(said.join(", "))}</span>`}`;
}

/** Marks that were refused, moved along with the letters they stand on; those whose letters were edited are gone. */
export function movedSpans(spans: readonly Span[], before: string, after: string): Span[] {
  let prefix = 0;
  while (prefix < before.length && prefix < after.length && before[prefix] === after[prefix]) prefix++;
  let suffix = 0;
  const most = Math.min(before.length, after.length) - prefix;
  while (suffix < most && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  const shift = after.length - before.length;
  return spans.flatMap((span) => {
    if (span.end <= prefix) return [span];
    if (span.start >= before.length - suffix) return [{ ...span, start: span.start + shift, end: span.end + shift }];
    return [];
  });
}
