import type { RunView } from "../../client/views.ts";
import type { Messages } from "../messages/en.ts";
import { dayNumber, type Times, wallTime } from "../times.ts";

/** A conversation of the host's own, shown among the runs. */
export interface ExtraConversation {
  id: string;
  title: string;
  at: Date;
  /** One line about it. */
  summary?: string;
}
/** A line of the history: a run, or a conversation of the host's own. */
export type HistoryLine = { id: string; at: Date } & ({ run: RunView } | { extra: ExtraConversation });
/** Lines of one time, with how their time is told. */
export interface HistoryGroup {
  key: string;
  title: string;
  tell: "clock" | "weekday" | "date";
  lines: HistoryLine[];
}

/** The lines, latest first, by the reader's days: a run stands under the day it was due. */
export function historyGroups(
  lines: readonly HistoryLine[],
  about: { words: Messages; times: Times; zone: string },
): HistoryGroup[] {
  const { words, times, zone } = about;
  const today = dayNumber(times.now(), zone);
  const groups: HistoryGroup[] = [];
  for (const line of lines.toSorted((a, b) => b.at.getTime() - a.at.getTime())) {
    const days = today - dayNumber(line.at, zone);
    const group = ((): Omit<HistoryGroup, "lines"> => {
      if (days <= 0) return { key: "today", title: capital(words.today), tell: "clock" };
      if (days === 1) return { key: "yesterday", title: capital(words.yesterday), tell: "clock" };
      if (days <= 7) return { key: "week", title: words.previousDays, tell: "weekday" };
      const { year, month } = wallTime(line.at, zone);
      return { key: `${year}-${month}`, title: times.month(line.at, zone), tell: "date" };
    })();
    const last = groups.at(-1);
    if (last?.key === group.key) last.lines.push(line);
    else groups.push({ ...group, lines: [line] });
  }
  return groups;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
