import { html, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { RunView } from "../../client/views.ts";
import { subheading } from "../heading.ts";
import type { Messages } from "../messages/en.ts";
import type { Times } from "../times.ts";
import type { Chunks } from "./chunks.ts";
import { historyGroups, type HistoryLine } from "./historyGroups.ts";
import { historyLine } from "./historyLine.ts";

/** How the lines are told, and what they do. */
interface HistoryView {
  words: Messages;
  times: Times;
  zone: string;
  headingLevel: number;
  selected: string | undefined;
  /** Why runs did not happen, by their ids, where somebody asked. */
  why: ReadonlyMap<string, string>;
  /** Which lines of a long history are in the document. */
  chunks: Chunks | undefined;
  open: (line: HistoryLine) => void;
  explain: (run: RunView) => void;
}

/** The lines under the days of the reader. */
export function historyList(lines: readonly HistoryLine[], view: HistoryView): TemplateResult {
  const { words, times, zone } = view;
  const shownLine = (line: HistoryLine, tell: "clock" | "weekday" | "date"): TemplateResult =>
    historyLine(
      line,
      {
        words,
        times,
        zone,
        tell,
        isCurrent: line.id === view.selected,
        why: "run" in line ? view.why.get(line.run.id) : undefined,
      },
      { open: () => view.open(line), why: view.explain },
    );
  return html`${repeat(
    historyGroups(lines, { words, times, zone }),
    ({ key }) => key,
    ({ key, title, tell, lines: ofGroup }) =>
      html`<section part="group" aria-labelledby=${`g-${key}`}><div class="grp" id=${`g-${key}`}>${subheading(view.headingLevel, title)}</div>${(
        view.chunks?.of(key, ofGroup) ?? [{ key, lines: ofGroup }]
      ).map(
        (chunk) =>
          html`<ul data-chunk=${chunk.key}>${repeat(
            chunk.lines,
            ({ id }) => id,
            (line) => shownLine(line, tell),
          )}</ul>`,
      )}</section>`,
  )}`;
}
