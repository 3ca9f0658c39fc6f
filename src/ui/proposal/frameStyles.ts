import { css } from "lit";

/** What stands while the sentence is read. */
export const frameStyles = css`
.prop { padding: 16px var(--gutter) var(--gutter); max-width: 920px; }
.prop > * + * { margin-block-start: 16px; }
.prop .h { inline-size: fit-content; }
.reading { min-height: 320px; }
.reading .sk { margin-block: 10px; }
.said { font-size: var(--fs-l); line-height: 1.85; text-wrap: pretty; overflow-wrap: anywhere; }
@container (min-width: 640px) { .prop { padding: 24px; } .said { font-size: var(--fs-xl); } }
:host([compact]) .said { font-size: var(--fs-l); }
`;
