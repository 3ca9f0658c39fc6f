import { css } from "lit";

/** The looks of the lines of a history. */
export const historyStyles = css`
.grp { position: sticky; inset-block-start: 0; background: var(--surface); padding: 12px var(--gutter) 4px; font-size: var(--fs-xs); font-weight: 650; color: var(--quiet); z-index: 2; }
.grp .h3 { font-size: inherit; font-weight: inherit; }
.conv { position: relative; display: grid; grid-template-columns: 20px minmax(0, 1fr) auto; column-gap: 8px; padding: 8px var(--gutter); align-items: start; }
.conv:hover { background: var(--sunken); }
.conv[aria-current="page"] { background: var(--accent-soft); }
.conv[aria-current="page"]::before { content: ""; position: absolute; inset-block: 0; inset-inline-start: 0; width: 3px; background: var(--accent); }
.open { font: inherit; font-weight: 500; background: none; border: 0; padding: 0; text-align: start; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.open::after { content: ""; position: absolute; inset: 0; }
.open:focus-visible { outline: none; }
.open:focus-visible::after { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 3px; }
.is-loud .open { font-weight: 700; }
.ic { padding-block-start: 2px; }
.at { color: var(--quiet); font-size: var(--fs-xs); padding-block-start: 2px; white-space: nowrap; }
.sub { grid-column: 2 / -1; font-size: var(--fs-s); color: var(--quiet); display: flex; gap: 0 8px; align-items: baseline; min-width: 0; }
.sub > bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
@container (max-width: 17em) { .sub { flex-wrap: wrap; } .sub > bdi { white-space: normal; } }
.sub b { font-weight: 600; }
.sub .link { position: relative; z-index: 1; margin-inline-start: auto; flex: none; }
.why { grid-column: 2 / -1; position: relative; z-index: 1; margin-block-start: 4px; font-size: var(--fs-s); }
.early { color: var(--info); font-weight: 550; flex: none; }
@container (min-width: 720px) { .grp, .conv { padding-inline: 24px; } }
`;
