import { html, nothing, type TemplateResult } from "lit";
import type { JobView, RunView } from "../client/views.ts";
import { icon, type IconName } from "./icons.ts";
import type { Messages } from "./messages/en.ts";

/** How loud a status is said. */
type Tone = "info" | "good" | "ask" | "bad" | "off";
/** What a status looks like: a shape and a word; the colour only repeats it. */
export interface Status {
  shape: IconName;
  tone: Tone;
  word: string;
  /** Said loudly, as a pill: something is going on, or needs the person. */
  isLoud: boolean;
}
const status = (shape: IconName, tone: Tone, word: string, isLoud = false): Status => ({ shape, tone, word, isLoud });

/** Where a job stands, as its row says it. */
export function jobStatus(job: JobView, words: Messages): Status {
  if (job.lastRun?.state === "needs_input") return status("ask", "ask", words.needsAnswer, true);
  if (job.state === "suspended") return status("stop", "bad", words.suspended, true);
  if (job.lastRun?.state === "running") return status("run", "info", words.runningNow, true);
  if (job.state === "paused") return status("pause", "off", words.paused);
  if (job.state === "completed") return status("flag", "off", words.completed);
  return status("clock", "off", words.active);
}

/** Those that need somebody stand first; what is over, last. */
export function jobRank(job: JobView): number {
  if (job.lastRun?.state === "needs_input") return 0;
  if (job.state === "suspended") return 1;
  if (job.lastRun?.state === "running") return 2;
  return job.state === "active" ? 3 : job.state === "paused" ? 4 : 5;
}

/** Where a run stands. */
export function runStatus(state: RunView["state"], words: Messages): Status {
  const looks: Record<RunView["state"], Status> = {
    queued: status("clock", "off", words.waiting),
    running: status("run", "info", words.inProgress, true),
    needs_input: status("ask", "ask", words.needsAnswer, true),
    succeeded: status("check", "good", words.done),
    failed: status("x", "bad", words.failed),
    timed_out: status("x", "bad", words.timedOut),
    interrupted: status("alert", "bad", words.interrupted),
    cancelled: status("cross", "off", words.cancelled),
    skipped: status("miss", "off", words.skipped),
    missed: status("miss", "off", words.missed),
  };
  return looks[state];
}

/** The shape and the word. */
export function statusMark({ shape, tone, word }: Status, isPill = false, part?: string): TemplateResult {
  return html`<span class="st ${tone} ${isPill ? "pill" : ""}" part=${part ?? nothing}>${icon(shape)}${word}</span>`;
}
