import { html, noChange, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { JobView } from "../../client/views.ts";
import type { Times } from "../times.ts";
import { jobRow, type RowActions, type RowView } from "./jobRow.ts";
import type { JobsSource } from "./jobsSource.ts";

interface Said {
  /** What the row was made of. */
  of: readonly unknown[];
  /** When one of its relative times reads differently. */
  until: number;
}
/** What all rows have in common. */
type RowsView = Omit<RowView, "place" | "isCurrent" | "isGone"> & { selected: string | undefined };

/** The rows of the list. One that would read as it does is left alone: a key in the composer costs no row. */
export class JobRows {
  #before = new Map<string, Said>();
  #now = new Map<string, Said>();

  /** No row is in the document any more. */
  forget(): void {
    this.#now = new Map();
  }
  /** The rows at these places, with the gaps between them. */
  of(
    source: JobsSource,
    places: readonly (number | { gap: number })[],
    { selected, ...view }: RowsView,
    actions: RowActions,
  ): unknown {
    this.#before = this.#now;
    this.#now = new Map();
    return repeat(
      places,
      (place, at) => (typeof place === "number" ? (source.jobs[place]?.id ?? at) : `gap${at}`),
      (place) => {
        if (typeof place !== "number") return html`<li class="gap" aria-hidden="true" data-rows=${place.gap}></li>`;
        const job = source.jobs[place];
        if (job === undefined) return nothing;
        const row = { ...view, place, isCurrent: job.id === selected, isGone: source.gone.has(job.id) };
        return this.#row(job, Object.values(row), view.times, () => jobRow(job, row, actions));
      },
    );
  }
  #row(
    job: JobView,
    shown: readonly unknown[],
    times: Times,
    make: () => TemplateResult,
  ): TemplateResult | typeof noChange {
    const of = [job, ...shown];
    const before = this.#before.get(job.id);
    const later = times.nextChangeAt;
    const isSame =
      before !== undefined && times.now().getTime() < before.until && of.every((one, n) => one === before.of[n]);
    times.nextChangeAt = isSame ? before.until : Infinity;
    const row = isSame ? noChange : make();
    this.#now.set(job.id, { of, until: times.nextChangeAt });
    times.nextChangeAt = Math.min(later, times.nextChangeAt);
    return row;
  }
}
