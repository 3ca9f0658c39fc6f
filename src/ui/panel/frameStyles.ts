import { css } from "lit";

/** The looks of a panel before its jobs have come: the box for a new one, and rows without words. */
export const frameStyles = css`
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
.pen .foot { display: flex; align-items: center; gap: 8px; margin-block-start: 8px; min-height: 30px; }
.pen .hint { flex: 1; min-width: 0; color: var(--quiet); font-size: var(--fs-xs); line-height: 1.35; overflow-wrap: anywhere; }
.cols { display: none; }
.jobs { border-block-start: 1px solid var(--border); }
.job { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: 4px; padding-block: var(--row-pad); padding-inline: var(--gutter) 8px; border-block-end: 1px solid var(--border); position: relative; }
.job .name { grid-column: 1; font-weight: 600; background: none; border: 0; padding: 0; text-align: start; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.4; min-height: 1.45em; }
.job .when { grid-column: 1; overflow: hidden; text-overflow: ellipsis; overflow-wrap: anywhere; }
.job .line { grid-column: 1; display: flex; gap: 0 6px; align-items: center; font-size: var(--fs-s); color: var(--quiet); min-height: 1.55em; flex-wrap: wrap; overflow: hidden; }
.job .status { margin-block-start: 4px; min-height: 22px; }
.job .sk { margin-block: calc((1.45em - 11px) / 2); }
.job .line .sk { flex: none; }

@container (min-width: 720px) {
  .phead { padding: 20px 24px 12px; } .list-pane .phead .h { font-size: var(--fs-xl); }
  .composer, .pad { padding-inline: 24px; }
  .sheet { min-height: 24px; }
  .cols, .job { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1.25fr) minmax(0, 192px) minmax(0, 140px) minmax(0, 110px) 104px; column-gap: 16px; padding-inline: 24px 12px; align-items: center; }
  .cols { display: grid; padding-block: 8px; font-size: var(--fs-xs); font-weight: 600; color: var(--quiet); border-block-start: 1px solid var(--border); background: var(--sunken); }
  .job { min-height: calc(4.2em + 2px); padding-block: calc(var(--row-pad) * .66); }
  .job .name { grid-area: 1 / 1; white-space: normal; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
  .job .when { grid-area: 1 / 2; white-space: normal; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
  .job .line { margin: 0; display: block; line-height: 1.4; min-height: 0; white-space: normal; }
  .job .status { grid-area: 1 / 3; } .job .last { grid-area: 1 / 4; }
}
@container sj-host (min-width: 900px) {
  .is-open { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.25fr); }
  .is-open .list-pane { display: block; }
  .is-open .detail-pane { border-inline-start: 1px solid var(--border); }
  .is-open .detail-pane > * { position: sticky; inset-block-start: 0; }
}
`;
