import { css } from "lit";

/** The menu, the dialog, the toast. */
export const overlayStyles = css`
.pop { position: fixed; inset: auto; margin: 0; color: var(--text); background: var(--raised); border: 1px solid var(--border); border-radius: var(--radius); box-shadow: var(--shadow); padding: 4px; width: 216px; max-width: calc(100vw - 16px); max-height: calc(100vh - 16px); overflow-y: auto; }
.pop button { display: flex; align-items: center; gap: 10px; width: 100%; min-height: 34px; padding: 6px 10px; border: 0; background: none; border-radius: var(--r-s); text-align: start; cursor: pointer; }
.pop button:hover, .pop button:focus { background: var(--off-soft); }
.pop button svg { color: var(--quiet); }
.pop hr { border: 0; border-block-start: 1px solid var(--border); margin: 4px 6px; }
.pop .del, .pop .del svg { color: var(--bad); }
.pop [aria-checked="true"] { font-weight: 650; }
@media (pointer: coarse) { .pop button { min-height: 44px; } }
dialog { color: var(--text); background: var(--raised); border-radius: calc(var(--radius) + 2px); box-shadow: var(--shadow); padding: 18px; max-width: min(400px, calc(100vw - 32px)); width: 100%; border: 1px solid var(--border); overflow-wrap: anywhere; }
dialog::backdrop { background: rgb(8 16 20 / .45); }
dialog .h { margin-block-end: 6px; }
dialog .foot-acts { margin-block-start: 16px; }
dialog .btn { flex: 1 1 auto; }
dialog ul { margin-block-start: 8px; display: grid; gap: 4px; }
dialog li { padding-inline-start: 16px; position: relative; }
dialog li::before { content: ""; position: absolute; inset-inline-start: 3px; inset-block-start: .6em; width: 4px; height: 4px; border-radius: 50%; background: var(--quiet); }
/* at the end of the panel it has room of its own, so it covers no row there */
.toast { position: sticky; inset-block-end: 12px; margin: 12px; z-index: 4; grid-column: 1 / -1; background: light-dark(#1c2a33, #e3eaee); color: light-dark(#fff, #10191e); border-radius: var(--radius); padding: 8px 8px 8px 14px; display: flex; gap: 8px; align-items: center; box-shadow: var(--shadow); }
.toast .undo { background: none; border: 0; color: light-dark(#8fe3ea, #075a66); font-weight: 650; min-height: 32px; padding: 4px 10px; cursor: pointer; }
.toast .undo:focus-visible { outline-color: currentColor; }
`;
