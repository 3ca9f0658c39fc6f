import type { AssistantModelMessage, ModelMessage, ToolModelMessage } from "ai";
import type { ConversationEntry } from "../model/conversation.ts";
import { type Json, toJson } from "../model/json.ts";

type Item = ConversationEntry["item"];
type Call = Extract<Item, { type: "tool-call" }>;
type Result = Extract<Item, { type: "tool-result" }>;
type AssistantParts = Exclude<AssistantModelMessage["content"], string>;

const UNKNOWN =
  "The process ended while this was going on: it is not known whether it was done. Do not repeat it unless the person says so; find out first, or ask.";
const LOST = "The process ended before there was a result. Nothing was changed: call it again if it is still needed.";
const GO_ON =
  "[From the scheduler: your earlier attempt ended before you were done. What it did stands above. Go on from there, and repeat nothing that is done.]";

/** The calls of a conversation that have no result: a process ended while they were going on. */
export function unfinishedCalls(history: readonly ConversationEntry[]): Call[] {
  const results = resultsOf(history);
  return history.flatMap(({ item }) => (item.type === "tool-call" && !results.has(item.callId) ? [item] : []));
}

/**
 * The conversation as a model reads it: what it said, called and was given, in the turns that providers accept.
 *
 * Notes and usage are for people. Every call has a result; where there was none, the model is told that, and whether it may
 * have changed something.
 */
export function historyMessages(
  history: readonly ConversationEntry[],
  hasSideEffect: (tool: string) => boolean,
): ModelMessage[] {
  const results = resultsOf(history);
  const messages: ModelMessage[] = [];
  let turn: AssistantParts = [];
  const close = () => {
    if (turn.length > 0) messages.push({ role: "assistant", content: turn });
    const calls = turn.flatMap((part) => (part.type === "tool-call" ? [part] : []));
    if (calls.length > 0) {
      const content: ToolModelMessage["content"] = calls.map(({ toolCallId, toolName }) => {
        const output = outputOf(results.get(toolCallId), hasSideEffect(toolName));
        return { type: "tool-result", toolCallId, toolName, output };
      });
      messages.push({ role: "tool", content });
    }
    turn = [];
  };
  /** Whether a call of this turn has its result: one that comes after that is of the next turn. */
  let isAnswered = false;
  for (const { item } of history) {
    const hasCalls = turn.some(({ type }) => type === "tool-call");
    switch (item.type) {
      case "message":
        if (item.role === "assistant") {
          if (hasCalls) close();
          turn.push({ type: "text", text: item.text });
        } else if (item.role === "user") {
          close();
          messages.push({ role: "user", content: item.text });
        }
        break;
      case "question":
        if (hasCalls) close();
        turn.push({ type: "text", text: [item.text, ...item.choices.map((choice) => `- ${choice}`)].join("\n") });
        break;
      case "tool-call":
        if (isAnswered) close();
        isAnswered = false;
        turn.push({ type: "tool-call", toolCallId: item.callId, toolName: item.name, input: item.input });
        break;
      case "tool-result":
        isAnswered = true;
        break;
      case "output":
      case "note":
      case "usage":
        break;
    }
  }
  close();
  if (messages.at(-1)?.role !== "user") messages.push({ role: "user", content: GO_ON });
  return messages;
}

function resultsOf(history: readonly ConversationEntry[]): Map<string, Result> {
  return new Map(history.flatMap(({ item }) => (item.type === "tool-result" ? [[item.callId, item] as const] : [])));
}

function outputOf(result: Result | undefined, mayHaveChanged: boolean) {
  if (result === undefined) return { type: "error-text" as const, value: mayHaveChanged ? UNKNOWN : LOST };
  if (result.isError) return { type: "error-text" as const, value: textOf(result.output) };
  return { type: "json" as const, value: toJson(result.output) };
}

function textOf(output: Json): string {
  return typeof output === "string" ? output : JSON.stringify(output);
}
