import type { JobView, OutputView, RunView } from "../client/views.ts";
import type { Span } from "../model/interpretation.ts";

/** What the components tell the host. A request can be taken over by `preventDefault()`; a fact is past tense. */
export interface SchedulerElementEvents {
  /** Request: show this job. */
  "sj-open-job": CustomEvent<{ jobId: string }>;
  /** Request: show this conversation, or the run where it has none. */
  "sj-open-conversation": CustomEvent<{ conversationId?: string; runId?: string; jobId?: string }>;
  /** Request: make a proposal of this sentence; `literal` are the letters that the person said are no schedule. */
  "sj-review": CustomEvent<{ text: string; literal: Span[] }>;
  /** Request: delete this job; comes once the person has said yes. */
  "sj-delete-job": CustomEvent<{ jobId: string }>;
  "sj-job-created": CustomEvent<{ jobs: JobView[] }>;
  "sj-job-updated": CustomEvent<{ job: JobView }>;
  "sj-job-paused": CustomEvent<{ job: JobView }>;
  "sj-job-resumed": CustomEvent<{ job: JobView }>;
  "sj-job-triggered": CustomEvent<{ run: RunView }>;
  "sj-job-deleted": CustomEvent<{ jobId: string }>;
  /** Something failed and was told to the person. */
  "sj-error": CustomEvent<{ error: unknown }>;
  /** Request: create what this revision says. */
  "sj-confirm": CustomEvent<{ id: string; revision: number; digest: string }>;
  /** Request: create nothing. */
  "sj-decline": CustomEvent<{ id: string; text: string }>;
  /** Request: read the sentence again with this correction. */
  "sj-amend": CustomEvent<{ correction: string }>;
  /** Request: choose this option of the question. */
  "sj-answer": CustomEvent<{ option: number }>;
  /** The person is done with a proposal whose job was created, or that cannot be scheduled. */
  "sj-close": CustomEvent<{ text: string }>;
  "sj-expired": CustomEvent<{ id: string }>;
  /** Request: say why an occurrence did not run. */
  "sj-explain": CustomEvent<{ jobId: string; dueAt: Date }>;
  /** Request: send this text to the run. */
  "sj-reply": CustomEvent<{ runId: string; text: string }>;
  /** Request: download this output. */
  "sj-download": CustomEvent<{ output: OutputView; sequence: number }>;
  /** Request: stop this run. */
  "sj-cancel-run": CustomEvent<{ runId: string }>;
  "sj-notifications-changed": CustomEvent<{ state: "on" | "off" | "asking" | "blocked" | "unsupported" }>;
}
type Detail<Name extends keyof SchedulerElementEvents> = SchedulerElementEvents[Name]["detail"];

declare global {
  interface GlobalEventHandlersEventMap extends SchedulerElementEvents {}
}

/** Asks the host. @returns false where the host does it itself */
export function request<Name extends keyof SchedulerElementEvents>(
  element: EventTarget,
  name: Name,
  detail: Detail<Name>,
): boolean {
  return element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
}

/** Tells the host. */
export function fact<Name extends keyof SchedulerElementEvents>(
  element: EventTarget,
  name: Name,
  detail: Detail<Name>,
): void {
  element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
