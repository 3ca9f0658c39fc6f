import type { EntryView, OutputView } from "../../client/views.ts";

type Item<Type extends EntryView["item"]["type"]> = Extract<EntryView["item"], { type: Type }>;

/** A call of a tool with what it gave back, where it has. */
export interface Step {
  call: Item<"tool-call">;
  startedAt: Date;
  result: Item<"tool-result"> | undefined;
  endedAt: Date | undefined;
}
/** What stands in the log: entries that belong together are one thing. */
export type LogItem =
  | { type: "message"; sequence: number; at: Date; item: Item<"message"> }
  | { type: "note"; sequence: number; at: Date; text: string }
  | { type: "question"; sequence: number; at: Date; text: string }
  | { type: "steps"; sequence: number; steps: Step[] }
  | { type: "outputs"; sequence: number; outputs: { sequence: number; output: OutputView }[] };

/** The entries of a conversation as the log shows them: steps together, outputs together, a result with its call. */
export function logItems(entries: readonly EntryView[]): LogItem[] {
  const items: LogItem[] = [];
  const calls = new Map<string, Step>();
  for (const { sequence, at, item } of entries) {
    const last = items.at(-1);
    if (item.type === "message") items.push({ type: "message", sequence, at, item });
    else if (item.type === "note") items.push({ type: "note", sequence, at, text: item.text });
    else if (item.type === "question") items.push({ type: "question", sequence, at, text: item.text });
    else if (item.type === "output") {
      if (last?.type === "outputs") last.outputs.push({ sequence, output: item });
      else items.push({ type: "outputs", sequence, outputs: [{ sequence, output: item }] });
    } else if (item.type === "tool-call") {
      const step: Step = { call: item, startedAt: at, result: undefined, endedAt: undefined };
      calls.set(item.callId, step);
      if (last?.type === "steps") last.steps.push(step);
      else items.push({ type: "steps", sequence, steps: [step] });
    } else if (item.type === "tool-result") {
      const step = calls.get(item.callId);
      if (step === undefined) continue; // its call is further up than what was read
      step.result = item;
      step.endedAt = at;
    }
  }
  return items;
}
