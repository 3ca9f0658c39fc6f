import { css } from "lit";

/** What stands before the conversation has come. */
export const frameStyles = css`
.rc-head { padding: 14px var(--gutter); border-block-end: 1px solid var(--border); }
.log { padding: 16px var(--gutter); max-width: 780px; margin-inline: auto; overflow-wrap: anywhere; }
.log > * + * { margin-block-start: 16px; }
`;
