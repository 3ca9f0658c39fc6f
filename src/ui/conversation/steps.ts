import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../icons.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";
import type { Times } from "../times.ts";
import type { Step } from "./logItems.ts";
import { byteSize, toolSummary, toolValue } from "./toolValue.ts";

/** What of the steps a person has asked to see, and how. */
export interface StepsView {
  words: Messages;
  times: Times;
  locale: string | undefined;
  isRunning: boolean;
  /** Keys of values that are shown whole, or with their secrets. */
  shown: ReadonlySet<string>;
  show: (key: string) => void;
}

/** The steps of a run, folded into one line; open where something failed or still goes on. */
export function stepsBox(steps: readonly Step[], view: StepsView): TemplateResult {
  const { words, times, isRunning } = view;
  const last = steps.at(-1);
  const first = steps[0];
  const hasFailed = last?.result?.isError === true;
  const isOpenEnded = isRunning && last?.result === undefined;
  const ended = last?.endedAt ?? last?.startedAt;
  const took =
    first === undefined || ended === undefined ? "" : times.duration(ended.getTime() - first.startedAt.getTime());
  const label = hasFailed
    ? words.stepsFailed(steps.length)
    : isOpenEnded
      ? words.stepsSoFar(steps.length)
      : words.steps(steps.length, took);
  return html`<details class="steps" ?open=${hasFailed || isOpenEnded}><summary>${icon("chevron")}<span class="grow">${label}</span></summary>${steps.map((step) => stepLine(step, view))}</details>`;
}

function stepLine(step: Step, view: StepsView): TemplateResult {
  const { words, times, isRunning } = view;
  const { call, result } = step;
  const isOn = result === undefined && isRunning;
  const [shape, tone, word] = isOn
    ? (["run", "info", words.stepRunning] as const)
    : result?.isError === true
      ? (["x", "bad", words.stepFailed] as const)
      : (["check", "good", words.stepDone] as const);
  const took =
    step.endedAt === undefined
      ? isOn
        ? times.elapsed(step.startedAt)
        : ""
      : times.duration(step.endedAt.getTime() - step.startedAt.getTime());
  return html`<details class="step" part="tool-call"><summary>${icon("chevron")}<span class=${tone}>${icon(shape)}<span class="vh">${word}</span></span><span class="tn" dir="ltr">${plainText(call.name)}</span><span class="ta" dir="ltr">${plainText(toolSummary(call.input))}</span><span class="td">${took}</span></summary><div class="io">${valueBox(
    "tool-input",
    words.sent,
    `${call.callId}-in`,
    call.input,
    view,
  )}${result === undefined ? nothing : valueBox("tool-result", words.returned, `${call.callId}-out`, result.output, view)}</div></details>`;
}

function valueBox(part: string, label: string, key: string, value: unknown, view: StepsView): TemplateResult {
  const { words, shown, show } = view;
  const { text, hasSecrets, cutFrom } = toolValue(value, {
    secrets: shown.has(`${key}-secrets`),
    all: shown.has(`${key}-all`),
  });
  const ask = (name: string, words_: string): TemplateResult =>
    html`<button type="button" class="link xs" @click=${() => show(name)}>${words_}</button>`;
  return html`<div part=${part}><div class="cap"><span>${label}</span><span class="row">${hasSecrets && !shown.has(`${key}-secrets`) ? ask(`${key}-secrets`, words.showHidden) : nothing}${cutFrom === undefined ? nothing : ask(`${key}-all`, words.showAllOf(byteSize(cutFrom, view.locale)))}<button type="button" class="link xs" @click=${(event: Event) => void copy(event, text, words)}>${words.copy}</button></span></div><pre dir="ltr" tabindex="0" aria-label=${label}>${plainText(text)}</pre></div>`;
}

async function copy(event: Event, text: string, words: Messages): Promise<void> {
  const button = event.currentTarget as HTMLElement;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = words.copied;
  } catch {
    // the browser does not let a page write there: the text can be selected
  }
}
