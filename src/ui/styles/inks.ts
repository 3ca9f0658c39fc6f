import { css } from "lit";

/** The sentence in two inks: a marker for when, a dotted line for what. */
export const inks = css`
.q { color: var(--quiet); }
.when-ink { background: var(--when); color: var(--on-when); border-radius: 3px; padding: 2px; margin-inline: -2px; box-shadow: inset 0 -2px 0 var(--when-line); box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.what-ink { text-decoration: underline dotted 2px var(--accent); text-underline-offset: 5px; }
.ask-ink { background: var(--ask-soft); color: var(--text); border-radius: 3px; padding: 2px 4px; box-shadow: inset 0 0 0 1.5px var(--ask); box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.no-ink { text-decoration: underline wavy 1.5px var(--bad); text-underline-offset: 4px; }
.unink { display: inline-grid; place-items: center; width: 24px; height: 24px; margin: -4px -3px -4px 0; padding: 0; border: 0; background: none; border-radius: 4px; cursor: pointer; vertical-align: middle; position: relative; inset-block-start: -1px; color: inherit; }
.unink:hover { background: color-mix(in oklab, var(--on-when) 18%, transparent); }
.unink svg { width: 12px; height: 12px; stroke-width: 1.8; }
@media (forced-colors: active) { .when-ink { forced-color-adjust: none; background: Mark; color: MarkText; } }
`;
