import { css } from "lit";

export const panelStyles = css`
.list-pane { container-type: inline-size; min-width: 0; position: relative; }
.detail-pane { container-type: inline-size; min-width: 0; }
.is-open .list-pane { display: none; }
.composer { padding: 0 var(--gutter) 12px; }
.pen { border: 1px solid var(--border-strong); border-radius: var(--radius); background: var(--surface); padding: 9px 10px 8px; }
.pen:focus-within:has(textarea:focus) { outline: 2px solid var(--accent); outline-offset: 1px; border-color: transparent; }
.sheet { display: grid; min-height: 42px; line-height: 1.5; position: relative; }
.sheet > * { grid-area: 1 / 1; font: inherit; line-height: inherit; white-space: pre-wrap; overflow-wrap: break-word; min-width: 0; padding: 0; margin: 0; border: 0; }
.sheet textarea { width: 100%; background: none; resize: none; outline: none; overflow: hidden; display: block; }
.sheet textarea::placeholder { color: var(--quiet); opacity: 1; }
.ghost { color: transparent; pointer-events: none; }
.ghost .when-ink { color: transparent; padding-inline: 2px; }
.pen .foot { display: flex; align-items: center; gap: 8px; margin-block-start: 8px; min-height: 30px; }
.pen .hint { flex: 1; min-width: 0; color: var(--quiet); font-size: var(--fs-xs); line-height: 1.35; overflow-wrap: anywhere; }
.pen .unink { margin: -6px 0; color: var(--text); }
.toolbar { display: flex; gap: 8px; padding: 0 var(--gutter) 10px; align-items: center; }
.cols { display: none; }
.jobs { border-block-start: 1px solid var(--border); }
.job { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 4px; padding-block: var(--row-pad); padding-inline: var(--gutter) 8px; border-block-end: 1px solid var(--border); position: relative; }
.job:hover { background: var(--sunken); }
.job.is-gone { opacity: .45; }
.job[aria-current="true"] { background: var(--accent-soft); }
.job[aria-current="true"]::before { content: ""; position: absolute; inset-block: 0; inset-inline-start: 0; width: 3px; background: var(--accent); }
.job .name { grid-column: 1; font-weight: 600; background: none; border: 0; padding: 0; text-align: start; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.4; min-height: 1.45em; }
.job .name::after { content: ""; position: absolute; inset: 0; }
.job .name:focus-visible { outline: none; }
.job .name:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 3px; }
.job .when { grid-column: 1; overflow: hidden; text-overflow: ellipsis; overflow-wrap: anywhere; }
.job .line { grid-column: 1; display: flex; gap: 0 6px; align-items: center; font-size: var(--fs-s); color: var(--quiet); min-height: 1.55em; flex-wrap: wrap; overflow: hidden; }
.job .line > span { display: inline-flex; align-items: center; gap: 4px; min-width: 0; }
.job .status { margin-block-start: 4px; min-height: 22px; }
.job .menu { grid-column: 2; grid-row: 1 / span 2; position: relative; z-index: 1; margin-block-start: -5px; display: flex; align-self: start; }
.job .only-wide, .job .line > .only-wide, .job .nextcell { display: none; }
.windowed .job .when { white-space: nowrap; }
.windowed .job .line { flex-wrap: nowrap; }
/* large text in a narrow place: two lines each, of one height in every row */
@container (max-width: 17em) { .windowed .job .line { flex-wrap: wrap; align-content: flex-start; block-size: 3.2em; } }
.dot::before { content: "·"; margin-inline-end: 2px; color: var(--quiet); }
.job .sk { margin-block: calc((1.45em - 11px) / 2); }
.job .line .sk { flex: none; }
.extra { grid-column: 1 / -1; position: relative; z-index: 1; }
.empty { padding: 20px var(--gutter) 24px; }
.empty.ruled { border-block-start: 1px solid var(--border); }
.empty p { margin-block-start: 4px; }
.try { display: grid; gap: 8px; margin-block-start: 12px; }
.try button { text-align: start; border: 1px solid var(--border); border-radius: var(--radius); background: var(--surface); padding: 9px 12px; cursor: pointer; line-height: 1.45; min-height: var(--control); }
.try button:hover { background: var(--sunken); }
.notice { padding: 0 var(--gutter) 12px; }

@container (min-width: 720px) {
  .phead { padding: 20px 24px 12px; } .list-pane .phead .h { font-size: var(--fs-xl); }
  .composer, .toolbar, .pad, .notice, .empty { padding-inline: 24px; }
  .sheet { min-height: 24px; }
  .cols, .job { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1.25fr) minmax(0, 192px) minmax(0, 140px) minmax(0, 110px) 104px; column-gap: 16px; padding-inline: 24px 12px; align-items: center; }
  .cols { display: grid; padding-block: 8px; font-size: var(--fs-xs); font-weight: 600; color: var(--quiet); border-block-start: 1px solid var(--border); background: var(--sunken); }
  .job { min-height: calc(4.2em + 2px); padding-block: calc(var(--row-pad) * .66); }
  .job .name { grid-area: 1 / 1; white-space: normal; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
  .job .when { grid-area: 1 / 2; white-space: normal; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
  .job .line { margin: 0; display: block; line-height: 1.4; min-height: 0; white-space: normal; }
  .job .line > span, .job .line > .only-wide { display: flex; }
  .job .status { grid-area: 1 / 3; } .job .last { grid-area: 1 / 4; } .job .nextcell { grid-area: 1 / 5; } .job .menu { grid-area: 1 / 6; margin: 0; justify-content: flex-end; align-self: center; }
  .job .line .k, .job .line .narrow-only { display: none; }
  .job .dot::before { content: none; }
  .job .only-wide { display: inline-grid; } .job .nextcell { display: block; }
}
@container sj-host (min-width: 900px) {
  .is-open { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr); }
  .is-open .list-pane { display: block; }
  .is-open .detail-pane { border-inline-start: 1px solid var(--border); }
  .is-open .detail-pane > * { position: sticky; inset-block-start: 0; }
}
`;
