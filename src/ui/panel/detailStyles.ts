import { css } from "lit";

/** One job: its facts and its editors. */
export const detailStyles = css`
.sec { padding: 14px var(--gutter); border-block-start: 1px solid var(--border); }
.sec > .hd { display: flex; align-items: center; justify-content: space-between; gap: 8px; margin-block-end: 6px; min-height: 28px; }
.detail .phead .icon:first-child { margin-inline-start: -8px; }
.detail .summary { padding: 0 var(--gutter) 14px; }
.quote { border-inline-start: 3px solid var(--border); padding-inline-start: 12px; overflow-wrap: anywhere; white-space: pre-wrap; }
.kv { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 6px 16px; font-size: var(--fs-s); }
.kv dt { color: var(--quiet); }
.kv dd { text-align: end; overflow-wrap: anywhere; }
.runs li { display: flex; align-items: center; gap: 8px; padding-block: 6px; font-size: var(--fs-s); }
.runs li + li { border-block-start: 1px solid var(--border); }
.runs button { background: none; border: 0; padding: 2px 0; text-align: start; cursor: pointer; }
.runs button:hover { text-decoration: underline; }
.form { display: grid; gap: 12px; }
.seg + .form { margin-block-start: 12px; }
.below { margin-block-end: 8px; }
.summary .note { margin-block-start: 10px; }
.form > *, .two > * { min-width: 0; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 10px; }
.days { display: grid; grid-template-columns: repeat(7, 1fr); gap: 4px; }
.days label { display: grid; place-items: center; min-height: 36px; border: 1px solid var(--border-strong); border-radius: var(--r-s); font-size: var(--fs-s); font-weight: 550; cursor: pointer; position: relative; }
.days label:has(:checked) { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.days input { position: absolute; opacity: 0; inset: 0; margin: 0; width: 100%; height: 100%; cursor: pointer; }
.days label:has(:focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
textarea.field { resize: vertical; min-height: 110px; }
@media (pointer: coarse) { .days label { min-height: 44px; } }
@media (forced-colors: active) { .days label:has(:checked) { border-width: 3px; } }
`;
