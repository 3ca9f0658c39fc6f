import { css } from "lit";

/** What reads a schedule back: the next occurrences, what a correction changed, and what there is to choose. */
export const readBack = css`
.rail { display: grid; grid-template-columns: 18px minmax(0, 1fr) auto auto; column-gap: 8px; position: relative; }
.rail li { display: grid; grid-column: 1 / -1; grid-template-columns: subgrid; align-items: baseline; padding-block: 4px; position: relative; }
.rail li::before { content: ""; position: absolute; inset-inline-start: 6px; inset-block: 0; width: 1.5px; background: var(--border); }
.rail li:first-child::before { inset-block-start: 50%; } .rail li:last-child::before { inset-block-end: 50%; }
.rail li:only-child::before { content: none; }
.pt { position: relative; width: 9px; height: 9px; margin-inline-start: 2px; border-radius: 50%; border: 2px solid var(--accent); background: var(--surface); align-self: center; }
.rail li:first-child .pt, .rail .dst:first-child + li .pt { background: var(--accent); }
.rail .t { font-weight: 600; text-align: end; }
.rail .in { color: var(--quiet); font-size: var(--fs-s); min-width: 58px; text-align: end; }
.rail .dst { font-size: var(--fs-s); padding-block: 6px; }
.chip { grid-column: 2 / -1; background: var(--info-soft); border-radius: var(--r-s); padding: 6px 10px; display: flex; gap: 8px; }
.rail .dst:first-child::before, .rail .dst:last-child::before { display: none; }
.rail .dst:first-child + li::before { inset-block-start: 50%; }
.chip svg { color: var(--info); margin-block-start: 1px; }
.was { color: var(--quiet); text-decoration: line-through; }
.now { margin-inline-start: -4px; font-weight: 650; background: var(--good-soft); border-radius: 3px; padding: 1px 4px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; }
.chips button { border: 1px solid var(--border-strong); background: none; border-radius: 99px; padding: 3px 10px; font-size: var(--fs-s); cursor: pointer; min-height: 28px; text-align: start; overflow-wrap: anywhere; }
.chips button:hover { background: var(--off-soft); }
@media (pointer: coarse) { .chips button { min-height: 44px; } }
`;
