import { html, nothing, type TemplateResult } from "lit";
import type { Preview } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import { clockNotes, type ClockNote } from "./clockChange.ts";
import { icon } from "./icons.ts";
import type { Messages } from "./messages/en.ts";
import type { Times } from "./times.ts";

/** The next occurrences as dates, each with what a clock change does to it, in place. */
export function nextRuns(
  next: readonly Preview[],
  about: { schedule: Schedule; zone: string; times: Times; words: Messages },
): TemplateResult {
  const { zone, times } = about;
  const notes = clockNotes(next, about);
  return html`<ol class="rail" part="next-runs">${next.map(
    ({ dueAt }, place) =>
      html`${notesAt(notes, place)}<li part="run"><span class="pt"></span><span>${times.day(dueAt, zone)}</span><time class="t" datetime=${dueAt.toISOString()} title=${times.exact(dueAt, zone)}>${times.clock(dueAt, zone)}</time><span class="in">${times.relative(dueAt, zone)}</span></li>`,
  )}${notesAt(notes, next.length)}</ol>`;
}

function notesAt(notes: readonly ClockNote[], place: number): unknown {
  return notes.map(({ before, text }) =>
    before === place
      ? html`<li class="dst" part="dst-note"><span></span><div class="chip">${icon("clock")}<span>${text}</span></div></li>`
      : nothing,
  );
}
