import type { JobDraft } from "../model/proposal.ts";
import { wordsFor } from "./words.ts";

/** How many of the occurrences to come the text names; the rest are in the draft. */
const NAMED = 3;

/** What was understood, in one text that a person can check: a paragraph for each job. */
export function summaryOf(drafts: readonly JobDraft[], locale: string | undefined): string {
  return drafts.map((draft) => paragraph(draft, locale)).join("\n");
}

function paragraph({ description, timezone, next }: JobDraft, locale: string | undefined): string {
  const words = wordsFor(locale);
  const format = new Intl.DateTimeFormat(locale ?? "en-US", {
    timeZone: timezone,
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  });
  const list = next.slice(0, NAMED).map(({ dueAt }) => format.format(dueAt).replaceAll("\u202F", " "));
  return `${description} (${timezone})\n${list.length === 0 ? words.noneLeft : words.next(list.join("; "))}`;
}
