import { css } from "lit";

/** The looks of a history before its lines have come. */
export const frameStyles = css`
.tabs { padding: 0 var(--gutter) 4px; }
.find { padding: 0 var(--gutter) 10px; }
.empty { padding: 20px var(--gutter) 24px; }
.more { padding: 12px var(--gutter); }
.skel { padding: 8px var(--gutter); min-height: 58px; display: grid; align-content: center; gap: 8px; }
@container (min-width: 720px) { .phead { padding: 20px 24px 12px; } .phead .h { font-size: var(--fs-xl); } .tabs, .empty, .more, .skel, .find { padding-inline: 24px; } }
`;
