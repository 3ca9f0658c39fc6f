import { css } from "lit";

export const proposalStyles = css`
.facts { display: grid; grid-template-columns: minmax(64px, max-content) minmax(0, 1fr); gap: 12px; }
.facts dt { color: var(--quiet); font-size: var(--fs-xs); font-weight: 600; padding-block-start: .2em; }
.facts dd { overflow-wrap: anywhere; }
.facts .strong { font-size: var(--fs-l); font-weight: 650; line-height: 1.35; text-wrap: balance; }
.facts .sub, .opt .sub { color: var(--quiet); font-size: var(--fs-s); }
.facts .sub { margin-block-start: 2px; }
.keyink { display: inline-block; padding: 0 5px; border-radius: 3px; background: var(--when); color: var(--on-when); box-shadow: inset 0 -2px 0 var(--when-line); }
.keyline { text-decoration: underline dotted 2px var(--accent); text-underline-offset: 4px; }
.assume { border: 1px solid var(--ask); border-radius: var(--radius); background: var(--ask-soft); padding: 10px 12px 12px; }
.assume .h3 { display: flex; gap: 8px; align-items: center; }
.assume .h3 svg { color: var(--ask); }
.assume li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 10px; align-items: baseline; padding-block: 6px; }
.assume li + li { border-block-start: 1px solid color-mix(in oklab, var(--ask) 35%, transparent); }
.assume li:last-child { padding-block-end: 0; }
.foot-acts .big { flex: 1 1 200px; }
.opts { display: grid; gap: 8px; }
.opt { display: grid; grid-template-columns: 20px minmax(0, 1fr); gap: 2px 10px; padding: 10px 12px; border: 1px solid var(--border-strong); border-radius: var(--radius); cursor: pointer; align-items: start; background: none; text-align: start; min-height: var(--control); }
button.opt { grid-template-columns: minmax(0, 1fr); }
button.opt:hover { background: var(--sunken); }
.opt input { margin: 3px 0 0; width: 16px; height: 16px; accent-color: var(--accent); }
.opt:has(input:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); background: var(--accent-soft); }
.opt b { font-weight: 600; display: block; }
.twin { display: grid; gap: 12px; }
.card { border: 1px solid var(--border); border-radius: var(--radius); padding: 12px; }
.card .n { display: inline-grid; place-items: center; flex: none; width: 20px; height: 20px; border-radius: 50%; background: var(--accent); color: var(--on-accent); font-size: var(--fs-xs); font-weight: 700; }
.is-over { opacity: .75; }
.split > * + * { margin-block-start: 16px; }
@container (max-width: 420px) { .prop .foot-acts .btn { flex: 1 1 100%; } }
@container (min-width: 640px) {
  .split { display: grid; grid-template-columns: minmax(0, 1.15fr) minmax(0, 1fr); gap: 32px; align-items: start; }
  .split > * + * { margin: 0; }
  .twin { grid-template-columns: 1fr 1fr; }
  .foot-acts .big { flex: 0 1 auto; min-width: 240px; }
}
:host([compact]) .split { display: block; }
:host([compact]) .split > * + * { margin-block-start: 16px; }
@media (forced-colors: active) { .keyink { forced-color-adjust: none; background: Mark; color: MarkText; } .opt:has(input:checked) { outline: 2px solid; } }
`;
