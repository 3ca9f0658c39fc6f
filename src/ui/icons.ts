import { html, nothing, type TemplateResult } from "lit";

const circle = "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0";
/** Strokes on a grid of 16 by 16. A status is told by its shape; colour only repeats it. */
const paths = {
  clock: `${circle}M8 4.6V8l2.3 1.6`,
  check: `${circle}m3.4.2 1.8 1.8 3.4-3.8`,
  run: "M14 8a6 6 0 1 1-3.2-5.3",
  pause: `${circle}M6.4 6v4M9.6 6v4`,
  resume: `${circle}M6.8 5.7v4.6L10.4 8z`,
  cross: "m4 4 8 8M12 4l-8 8",
  play: "M5 3.2v9.6l7.6-4.8z",
  ask: "M2.5 3.5h11v7.5H8.4L5.2 13.4V11H2.5zM6.7 6c.1-.7.7-1 1.3-1 .8 0 1.4.5 1.4 1.1 0 .8-1.3.9-1.4 1.6M8 9.2v.05",
  alert: "M8 2.2 14.4 13.3H1.6zM8 6.4v3.2M8 11.4v.05",
  x: `${circle}M6 6l4 4M10 6l-4 4`,
  miss: "M3.1 4.5a6 6 0 0 1 1.6-1.6M6.7 2.1a6 6 0 0 1 2.6 0M11.3 2.9a6 6 0 0 1 1.6 1.6M13.9 6.7a6 6 0 0 1 0 2.6M12.9 11.5a6 6 0 0 1-1.6 1.6M9.3 13.9a6 6 0 0 1-2.6 0M4.7 13.1a6 6 0 0 1-1.6-1.6M2.1 9.3a6 6 0 0 1 0-2.6M5.6 8h4.8",
  stop: "M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM8 5v3.6M8 10.9v.05",
  flag: "M3 14V2.6h8.4L9.6 5.4l1.8 2.8H3",
  more: "M3 8h.05M8 8h.05M13 8h.05",
  back: "M9.8 3.2 5 8l4.8 4.8",
  chevron: "M6 3.5 10.5 8 6 12.5",
  edit: "m3 13 .7-3L10.6 3.1l2.3 2.3L6 12.3z",
  bin: "M3 4.5h10M6.2 4.3V2.7h3.6v1.6M4.3 4.5l.6 8.8h6.2l.6-8.8M6.7 7v4M9.3 7v4",
  down: "M8 2.5v7.8M4.8 7.3 8 10.5l3.2-3.2M3 13.4h10",
  bell: "M3.2 11.6c1-.9 1.2-1.9 1.2-4.1C4.4 5 5.9 3.3 8 3.3S11.6 5 11.6 7.5c0 2.2.2 3.2 1.2 4.1zM6.6 13.6c.7.7 2.1.7 2.8 0M8 3.3V2.2",
  offline:
    "M2 2l12 12M4.3 9.6a5.4 5.4 0 0 1 2.2-1.3M11.7 9.6a5 5 0 0 0-1-.7M2 7a8.6 8.6 0 0 1 2.5-1.7M14 7a8.5 8.5 0 0 0-6-2.3M8 12.3v.05",
  find: "M2.7 7a4.3 4.3 0 1 0 8.6 0a4.3 4.3 0 1 0-8.6 0M10.3 10.3l3.2 3.2",
  filter: "M2.5 4.5h11M4.8 8h6.4M6.8 11.5h2.4",
  chat: "M2.5 3h11v8H8.2L5 13.6V11H2.5z",
  send: "M8 13V3.5M4 7.2 8 3.2l4 4",
  calendar: "M2.6 4h10.8v9.4H2.6zM2.6 7h10.8M5.4 2.4v3M10.6 2.4v3",
} as const;
export type IconName = keyof typeof paths;

/** A picture without words: what it means stands beside it, or in the label of its button. */
export function icon(name: IconName): TemplateResult {
  const kind =
    name === "run" ? "spin" : name === "more" ? "dots" : name === "chevron" || name === "back" ? "turns" : nothing;
  return html`<svg viewBox="0 0 16 16" aria-hidden="true" class=${kind}><path d=${paths[name]}></path></svg>`;
}
