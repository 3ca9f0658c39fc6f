import { css } from "lit";

export const conversationStyles = css`
.rc-head .row { align-items: flex-start; flex-wrap: wrap; }
.rc-head .h { flex: 1 1 9em; min-width: min(100%, 9em); }
/* a dot before each fact; at the start of a line it stands outside and is cut off */
.meta { display: flex; flex-wrap: wrap; row-gap: 2px; color: var(--quiet); font-size: var(--fs-s); margin-block-start: 4px; margin-inline-start: -14px; align-items: center; clip-path: inset(-4px -4px -4px 9px); }
.meta > span { display: inline-flex; align-items: center; }
.meta > span::before { content: "·"; inline-size: 14px; padding-inline-start: 4px; flex: none; }
:host(:dir(rtl)) .meta { clip-path: inset(-4px 9px -4px -4px); }
.msg:focus { outline: none; }
.msg:focus-visible { outline: 2px solid var(--accent); outline-offset: 6px; }
.who { font-size: var(--fs-xs); font-weight: 600; color: var(--quiet); margin-block-end: 4px; display: flex; gap: 6px; align-items: center; }
.user .body { background: var(--accent-soft); border-radius: var(--radius); padding: 10px 12px; white-space: pre-wrap; }
.body { line-height: 1.55; }
.md > * + * { margin-block-start: 8px; }
.md ul, .md ol { display: grid; gap: 3px; }
.md ol { list-style: decimal; padding-inline-start: 22px; }
.md ul > li { padding-inline-start: 16px; position: relative; }
.md ul > li::before { content: ""; position: absolute; inset-inline-start: 3px; inset-block-start: .68em; width: 4px; height: 4px; border-radius: 50%; background: var(--quiet); }
.md h3, .md h4, .md h5 { font-size: var(--font-size); font-weight: 650; }
.md p { white-space: pre-line; }
.md a { color: var(--accent); }
.md strong { font-weight: 650; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
code { font-size: .9em; background: var(--off-soft); border-radius: 4px; padding: 1px 4px; overflow-wrap: anywhere; }
pre { margin: 4px 0 0; padding: 8px 10px; border-radius: var(--r-s); background: var(--sunken); border: 1px solid var(--border); font-size: var(--fs-xs); line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 180px; overflow: auto; text-align: start; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: var(--fs-s); }
th, td { border: 1px solid var(--border); padding: 4px 8px; text-align: start; }
th { background: var(--sunken); }
.steps { border: 1px solid var(--border); border-radius: var(--radius); overflow: clip; }
summary { list-style: none; cursor: pointer; display: flex; align-items: center; gap: 8px; padding: 8px 12px; min-height: 38px; }
summary::-webkit-details-marker { display: none; }
summary:focus-visible { outline-offset: -2px; }
.steps > summary { font-weight: 550; background: var(--sunken); }
summary > .turns { transition: rotate .14s; color: var(--quiet); }
details[open] > summary > .turns { rotate: 90deg; }
.step { border-block-start: 1px solid var(--border); }
.step > summary { font-size: var(--fs-s); flex-wrap: wrap; row-gap: 0; }
.tn { font-weight: 600; overflow-wrap: anywhere; }
.ta { color: var(--quiet); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; flex: 1 1 56px; }
.td { color: var(--quiet); font-size: var(--fs-xs); white-space: nowrap; }
.io { padding-block: 4px 12px; padding-inline: 36px 12px; display: grid; gap: 8px; }
.io > div { min-width: 0; }
.cap { font-size: var(--fs-xs); font-weight: 600; color: var(--quiet); display: flex; gap: 10px; justify-content: space-between; flex-wrap: wrap; }
.files { border: 1px solid var(--border); border-radius: var(--radius); overflow: clip; }
.files .h3 { padding: 8px 12px; background: var(--sunken); font-size: var(--fs-s); display: flex; justify-content: space-between; align-items: center; gap: 8px; }
.file { display: grid; grid-template-columns: 34px minmax(0, 1fr) auto; gap: 0 10px; padding: 8px 8px 8px 12px; align-items: center; border-block-start: 1px solid var(--border); }
.kind { grid-row: span 2; width: 34px; height: 34px; border-radius: var(--r-s); background: var(--off-soft); display: grid; place-items: center; font-size: 10px; font-weight: 700; color: var(--quiet); letter-spacing: .02em; overflow: hidden; }
.fn { font-weight: 550; overflow-wrap: anywhere; line-height: 1.35; }
.fs { grid-column: 2; color: var(--quiet); font-size: var(--fs-xs); }
.file .icon { grid-column: 3; grid-row: 1 / span 2; }
.shown { grid-column: 1 / -1; }
.reply { position: sticky; inset-block-end: 0; border-block-start: 1px solid var(--border); background: var(--surface); padding: 12px var(--gutter) var(--gutter); }
.reply > * { max-width: calc(780px - 2 * var(--gutter)); margin-inline: auto; }
`;
