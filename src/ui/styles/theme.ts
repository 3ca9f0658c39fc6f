import { css } from "lit";

/** What a host can set (`--sj-…`), with what holds where it does not. `light-dark()` follows the host's `color-scheme`. */
export const theme = css`
:host {
  --surface: var(--sj-color-surface, light-dark(#fff, #12181c));
  --sunken: var(--sj-color-sunken, light-dark(#f3f6f7, #0c1114));
  --raised: var(--sj-color-raised, light-dark(#fff, #1b2429));
  --border: var(--sj-color-border, light-dark(#dbe2e5, #2a353c));
  --border-strong: var(--sj-color-border-strong, light-dark(#75838b, #74848e));
  --text: var(--sj-color-text, light-dark(#15212a, #e8eef1));
  --quiet: var(--sj-color-quiet, light-dark(#51606a, #a4b2ba));
  --accent: var(--sj-color-accent, light-dark(#0a6470, #62c8d2));
  --on-accent: var(--sj-color-on-accent, light-dark(#fff, #04252a));
  --accent-soft: var(--sj-color-accent-soft, light-dark(#e1f1f2, #12343a));
  --when: var(--sj-color-when, light-dark(#ffe59a, #5c4600));
  --on-when: var(--sj-color-on-when, light-dark(#2b2000, #fff0c2));
  --when-line: var(--sj-color-when-line, light-dark(#b98300, #e9b949));
  --info: var(--sj-color-info, light-dark(#1c5aad, #93bfff));
  --info-soft: var(--sj-color-info-soft, light-dark(#e7f0fc, #14294a));
  --good: var(--sj-color-good, light-dark(#176b39, #74d392));
  --good-soft: var(--sj-color-good-soft, light-dark(#e4f4e9, #13301d));
  --ask: var(--sj-color-ask, light-dark(#835000, #f3bd57));
  --ask-soft: var(--sj-color-ask-soft, light-dark(#fff1d4, #382908));
  --bad: var(--sj-color-bad, light-dark(#ad231b, #ff9d92));
  --bad-soft: var(--sj-color-bad-soft, light-dark(#fdeae8, #401814));
  --danger: var(--sj-color-danger, light-dark(#ad231b, #c5362c));
  --on-danger: var(--sj-color-on-danger, #fff);
  --off-soft: var(--sj-color-off-soft, light-dark(#eaeef0, #232d33));
  --font-size: var(--sj-font-size, .875rem);
  --radius: var(--sj-radius, 8px);
  --control: var(--sj-control, 36px);
  --row-pad: var(--sj-row-pad, 12px);
  --gutter: var(--sj-gutter, 16px);
  --shadow: var(--sj-shadow, 0 1px 2px rgb(10 30 40 / .08), 0 8px 24px rgb(10 30 40 / .14));
  --r-s: calc(var(--radius) * .75);
  --fs-xs: calc(var(--font-size) * .857);
  --fs-s: calc(var(--font-size) * .929);
  --fs-l: calc(var(--font-size) * 1.143);
  --fs-xl: calc(var(--font-size) * 1.357);
  display: block; container: sj-host / inline-size; position: relative; isolation: isolate;
  font-family: var(--sj-font, inherit); font-size: var(--font-size); line-height: 1.45; text-align: start;
  color: var(--text); background: var(--surface);
  font-variant-numeric: tabular-nums; -webkit-font-smoothing: antialiased;
}
:host([hidden]) { display: none; }
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([density="compact"]) { --row-pad: var(--sj-row-pad, 8px); --control: var(--sj-control, 32px); --gutter: var(--sj-gutter, 12px); --font-size: var(--sj-font-size, .8125rem); }
@media (pointer: coarse) { :host, :host([density="compact"]) { --control: var(--sj-control, 44px); } }
@media (prefers-contrast: more) { :host { --border: var(--border-strong); --quiet: var(--text); } }
*, ::before { box-sizing: border-box; }
h1, h2, h3, h4, h5, h6, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
ul, ol { list-style: none; }
legend { padding: 0; }
.h { overflow-wrap: anywhere; font-size: var(--fs-l); font-weight: 650; line-height: 1.3; letter-spacing: -.005em; }
.h:focus { outline: none; }
.h:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.h3 { font-size: var(--font-size); font-weight: 600; line-height: 1.35; }
svg { width: 16px; height: 16px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; display: block; }
svg.dots { stroke-width: 2.4; }
button, input, textarea, select { font: inherit; color: inherit; letter-spacing: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: var(--r-s); }
.quiet { color: var(--quiet); }
.xs { font-size: var(--fs-xs); }
.s { font-size: var(--fs-s); }
.grow { flex: 1 1 auto; min-width: 0; }
.row { display: flex; align-items: center; gap: 8px; }
.wrap { flex-wrap: wrap; }
.stack > * + * { margin-block-start: 12px; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;

/** Buttons, fields, statuses and notes: what more than one element shows. */
export const controls = css`
.link { background: none; border: 0; padding: 4px 2px; margin: -4px -2px; color: var(--accent); font-weight: 550; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; cursor: pointer; border-radius: 4px; }
.link.calm { color: inherit; font-weight: 450; }
.btn { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: var(--control); padding: 6px 14px; border: 1px solid transparent; border-radius: var(--radius); background: none; font-weight: 600; cursor: pointer; text-align: center; transition: background-color .12s; }
.btn.primary { background: var(--accent); color: var(--on-accent); }
.btn.primary:hover { background: color-mix(in oklab, var(--accent), var(--text) 14%); }
.btn.line { border-color: var(--border-strong); background: var(--surface); }
.btn.line:hover, .btn.plain:hover, .icon:hover { background: var(--off-soft); }
.btn.danger { background: var(--danger); color: var(--on-danger); }
.btn.small { min-height: 30px; padding: 3px 10px; font-size: var(--fs-s); }
.btn.big { flex-direction: column; gap: 0; padding: 8px 18px; }
.btn.big small { font-size: var(--fs-xs); font-weight: 500; }
.btn[aria-disabled="true"], .btn[aria-disabled="true"]:hover { background: var(--off-soft); color: var(--quiet); cursor: not-allowed; border-color: transparent; }
.icon[aria-disabled="true"], .pop [aria-disabled="true"], .link[aria-disabled="true"], .sw[aria-disabled="true"] { cursor: not-allowed; color: var(--quiet); }
.icon { display: inline-grid; place-items: center; width: 32px; height: 32px; padding: 0; border: 0; border-radius: var(--r-s); background: none; color: var(--quiet); cursor: pointer; }
@media (pointer: coarse) { .icon { width: 44px; height: 44px; } .btn.small { min-height: 44px; } .link { padding-block: 12px; margin-block: -12px; } }
.foot-acts { display: flex; flex-wrap: wrap; gap: 8px; }
.field { display: block; width: 100%; min-height: var(--control); padding: 7px 10px; border: 1px solid var(--border-strong); border-radius: var(--radius); background: var(--surface); text-overflow: ellipsis; }
.field::placeholder { color: var(--quiet); opacity: 1; }
.field[aria-invalid="true"] { border-color: var(--bad); box-shadow: inset 0 0 0 1px var(--bad); }
.label { display: block; font-weight: 600; margin-block-end: 6px; }
.wrong { color: var(--bad); font-size: var(--fs-s); margin-block-start: 4px; }
.inputrow { display: flex; gap: 8px; align-items: stretch; }
.inputrow .field { flex: 1; min-width: 0; }
.st { display: inline-flex; align-items: center; gap: 5px; font-weight: 500; min-width: 0; }
.st svg { width: 14px; height: 14px; margin-block-start: -1px; }
.info { color: var(--info); } .good { color: var(--good); } .ask { color: var(--ask); } .bad { color: var(--bad); } .off { color: var(--quiet); }
.st.pill { padding: 2px 8px 2px 6px; border-radius: 99px; font-size: var(--fs-xs); font-weight: 600; line-height: 1.5; }
.pill.info, .note.info { background: var(--info-soft); } .pill.good, .note.good { background: var(--good-soft); } .pill.ask, .note.ask { background: var(--ask-soft); }
.pill.bad, .note.bad { background: var(--bad-soft); } .pill.off { background: var(--off-soft); }
.spin { animation: spin 1.1s linear infinite; transform-origin: 50% 50%; }
@keyframes spin { to { transform: rotate(1turn); } }
.note { display: flex; gap: 10px; padding: 10px 12px; border-radius: var(--radius); background: var(--off-soft); }
.note > div { color: var(--text); min-width: 0; overflow-wrap: anywhere; }
.note svg { margin-block-start: 2px; }
.note b { font-weight: 600; }
.acts { display: flex; gap: 4px 14px; margin-block-start: 6px; flex-wrap: wrap; }
.phead { display: flex; align-items: center; gap: 8px; padding: 12px var(--gutter) 8px; min-height: 52px; }
.phead .h { flex: 1; min-width: 0; }
.phead .count { color: var(--quiet); font-weight: 450; margin-inline-start: 4px; }
.pad { padding: 0 var(--gutter) var(--gutter); }
.sk { border-radius: 4px; background: linear-gradient(90deg, var(--off-soft) 30%, var(--sunken) 50%, var(--off-soft) 70%); background-size: 300% 100%; animation: sk 1.6s linear infinite; height: 11px; }
@keyframes sk { from { background-position: 120% 0; } to { background-position: -60% 0; } }
.w1 { width: 62%; } .w2 { width: 78%; } .w3 { width: 48%; } .w4 { width: 38%; }
.search { position: relative; flex: 1; min-width: 0; }
.search svg { position: absolute; inset-inline-start: 10px; inset-block-start: 50%; translate: 0 -50%; color: var(--quiet); }
.search .field { padding-inline-start: 32px; }
.seg { display: flex; flex-wrap: wrap; padding: 3px; gap: 3px; border-radius: var(--radius); background: var(--off-soft); }
.seg button { flex: 1 1 auto; padding: 4px 10px; border: 0; background: none; min-height: 30px; border-radius: calc(var(--radius) - 2px); font-weight: 550; cursor: pointer; }
.seg button[aria-selected="true"] { background: var(--raised); box-shadow: 0 1px 2px rgb(0 0 0 / .16); font-weight: 650; }
@container (min-width: 720px) { .seg { max-width: 380px; } }
:host(:dir(rtl)) .turns { scale: -1 1; }
@media (prefers-reduced-motion: reduce) {
  *, *::before { transition: none !important; animation: none !important; }
  .spin { stroke-dasharray: 3 3; }
}
@media (forced-colors: active) {
  .btn, .st.pill, .seg button[aria-selected="true"], .note { border: 1px solid; }
  .pill { forced-color-adjust: auto; }
}
`;
