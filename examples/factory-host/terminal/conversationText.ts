import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConversationEntry } from "@dexter/scheduled-jobs";
import { brief, safe, style } from "./style.ts";

/** Whether an entry is a step on the way rather than something that is said. */
export function isStep({ item }: ConversationEntry): boolean {
  return item.type !== "message" && item.type !== "question";
}

/** One entry of a conversation, as the lines that show it. */
export function entryText({ item }: ConversationEntry): string {
  switch (item.type) {
    case "message":
      return `${style.strong(speakers[item.role])}\n${safe(item.text)}`;
    case "tool-call":
      return `${style.accent("→")} ${safe(item.name)} ${style.quiet(brief(inBrief(item.input), 160))}`;
    case "tool-result":
      return item.isError
        ? `${style.bad("✗")} ${brief(inBrief(item.output), 400)}`
        : `${style.accent("←")} ${style.quiet(brief(inBrief(item.output), 160))}`;
    case "output":
      return `${style.good("▤")} ${safe(item.name)} ${style.quiet(placeOf(item.content))}`;
    case "question":
      return `${style.when("?")} ${safe(item.text)}`;
    case "usage":
      return style.quiet(`${safe(item.model)} · ${item.inputTokens} + ${item.outputTokens} tokens`);
    case "note":
      return style.quiet(safe(item.text));
  }
}

/** What a value says on one line: names and plain values, without what is nested deeper. */
function inBrief(value: unknown): string {
  if (!isNested(value)) return String(value);
  if (Array.isArray(value) && value.some(isNested)) return value.map(inBrief).join(" / ");
  const said = Object.entries(value).flatMap(([name, field]) => {
    if (Array.isArray(field) && !field.some(isNested)) return [`${name} ${field.join(", ")}`];
    return isNested(field) ? [] : [`${name} ${String(field)}`];
  });
  return said.join(" · ");
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

const speakers = { user: "You", assistant: "Dexter", system: "System" } as const;

function placeOf(content: Uint8Array | { url: string }): string {
  if (content instanceof Uint8Array) return `${content.length} bytes`;
  if (!content.url.startsWith("file:")) return safe(content.url);
  const path = fileURLToPath(content.url);
  const near = relative(process.env["INIT_CWD"] ?? ".", path);
  return near.startsWith("..") ? path : near;
}
