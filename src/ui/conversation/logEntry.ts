import { html, nothing, type TemplateResult } from "lit";
import type { OutputView, RunView } from "../../client/views.ts";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";
import type { LogItem } from "./logItems.ts";
import { markdown } from "./markdown.ts";
import { outputsBox } from "./outputs.ts";
import { stepsBox } from "./steps.ts";

interface EntryShown {
  words: Messages;
  times: Times;
  locale: string | undefined;
  headingLevel: number;
  run: RunView;
  /** What of the long and the secret values is shown. */
  shown: ReadonlySet<string>;
  render: ((output: OutputView) => unknown) | undefined;
}
interface EntryActions {
  download: (output: OutputView, sequence: number) => void;
  show: (key: string) => void;
}

/** One entry of a conversation: what was said, done, made or asked. */
export function logEntry(item: LogItem, view: EntryShown, actions: EntryActions): TemplateResult {
  const { words, times, run } = view;
  if (item.type === "steps")
    return stepsBox(item.steps, { ...view, isRunning: run.state === "running", show: actions.show });
  if (item.type === "outputs") return outputsBox(item.outputs, view, actions.download);
  if (item.type === "note") return html`<p class="s quiet">${plainText(item.text)}</p>`;
  const at = times.clock(item.at, run.timezone);
  if (item.type === "question")
    return message(
      html`${icon("ask")}${words.byAt(words.question, at)}`,
      html`<div class="body">${plainText(item.text)}</div>`,
    );
  const { role, text } = item.item;
  if (role !== "user")
    return message(
      html`${words.byAt(role === "assistant" ? words.assistant : words.system, at)}`,
      html`<div class="body md">${markdown(text)}</div>`,
    );
  const isPrompt = item.sequence === 1;
  const who = isPrompt
    ? run.trigger === "manual"
      ? words.promptByHand(at)
      : words.scheduledPrompt(at)
    : words.byAt(words.you, at);
  return html`<article class="msg user" part=${isPrompt ? "message prompt" : "message"} tabindex="-1"><div class="who">${isPrompt ? icon("calendar") : nothing}${who}</div><div class="body"><bdi>${plainText(text)}</bdi></div></article>`;
}

function message(who: TemplateResult, body: TemplateResult): TemplateResult {
  return html`<article class="msg" part="message" tabindex="-1"><div class="who">${who}</div>${body}</article>`;
}
