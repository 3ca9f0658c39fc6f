import { css } from "lit";

/** What a panel with jobs, or with none, adds to its frame. */
export const panelStyles = css`
.ghost .when-ink { color: transparent; padding-inline: 2px; }
.pen .unink { margin: -6px 0; color: var(--text); }
.toolbar { display: flex; gap: 8px; padding: 0 var(--gutter) 10px; align-items: center; }
.job:hover { background: var(--sunken); }
.job.is-gone { opacity: .45; }
.job[aria-current="true"] { background: var(--accent-soft); }
.job[aria-current="true"]::before { content: ""; position: absolute; inset-block: 0; inset-inline-start: 0; width: 3px; background: var(--accent); }
.job .name::after { content: ""; position: absolute; inset: 0; }
.job .name:focus-visible { outline: none; }
.job .name:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 3px; }
.job .line > span { display: inline-flex; align-items: center; gap: 4px; min-width: 0; }
.job .menu { grid-column: 2; grid-row: 1 / span 2; position: relative; z-index: 1; margin-block-start: -5px; display: flex; align-self: start; }
.job .only-wide, .job .line > .only-wide, .job .nextcell { display: none; }
.windowed .job .when { white-space: nowrap; }
.windowed .job .line { flex-wrap: nowrap; }
/* large text in a narrow place: two lines each, of one height in every row */
@container (max-width: 17em) { .windowed .job .line { flex-wrap: wrap; align-content: flex-start; block-size: 3.2em; } }
/* a dot at the beginning of a line lies outside of it */
.job .line { column-gap: 12px; }
.job .line .k { margin-inline-end: -8px; }
.job .dot { position: relative; }
.job .dot::before { content: "·"; position: absolute; inset-inline-start: -8px; color: var(--quiet); }
.extra { grid-column: 1 / -1; position: relative; z-index: 1; }
.empty { padding: 20px var(--gutter) 24px; }
.empty.ruled { border-block-start: 1px solid var(--border); }
.empty p { margin-block-start: 4px; }
.try { display: grid; gap: 8px; margin-block-start: 12px; }
.try button { text-align: start; border: 1px solid var(--border); border-radius: var(--radius); background: var(--surface); padding: 9px 12px; cursor: pointer; line-height: 1.45; min-height: var(--control); }
.try button:hover { background: var(--sunken); }
.notice { padding: 0 var(--gutter) 12px; }

@container (min-width: 720px) {
  .toolbar, .notice, .empty { padding-inline: 24px; }
  .job .line > span, .job .line > .only-wide { display: flex; }
  .job .nextcell { grid-area: 1 / 5; display: block; } .job .menu { grid-area: 1 / 6; margin: 0; justify-content: flex-end; align-self: center; }
  .job .line .k, .job .line .narrow-only { display: none; }
  .job .line .dot::before { content: none; }
  .job .only-wide { display: inline-grid; }
}
`;
