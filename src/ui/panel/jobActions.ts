import { hasCode } from "../failure.ts";
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { newRequestId } from "../../client/requestId.ts";
import type { JobChange, SchedulerClient } from "../../client/schedulerClient.ts";
import type { JobView } from "../../client/views.ts";
import type { Proposal } from "../../model/proposal.ts";
import type { RunState } from "../../model/run.ts";
import { fact, request } from "../events.ts";
import { inAll } from "../inAll.ts";
import { Menu, type MenuItem } from "../menu.ts";
import type { Messages } from "../messages/en.ts";
import type { Times } from "../times.ts";
import { Toast } from "../toast.ts";
import { type Deletion, deleteDialog } from "./deleteDialog.ts";
import { isHeld } from "./jobRow.ts";
import type { JobsSource } from "./jobsSource.ts";
import { RowMotion } from "./rowMotion.ts";

interface ActionsHost extends ReactiveControllerHost, HTMLElement {
  client: SchedulerClient | undefined;
}
interface Means {
  source: JobsSource;
  /** Shows a job as the server gave it back. */
  put: (job: JobView) => void;
  say: (text: string, urgency?: "polite" | "assertive") => void;
  failed: (error: unknown) => string;
  words: () => Messages;
  times: () => Times;
}

/** What has begun has a conversation. */
const withConversation: RunState[] = [
  "running",
  "needs_input",
  "succeeded",
  "failed",
  "timed_out",
  "interrupted",
  "cancelled",
];

/** A change of a stored job: what is to be stored, or the proposal that was read back. */
export type Change = JobChange | { proposal: Proposal };

async function store(client: SchedulerClient, job: JobView, change: Change): Promise<JobView | undefined> {
  if (!("proposal" in change)) return client.jobs.update(job.id, change, { revision: job.revision });
  const { id, revision, digest } = change.proposal;
  if (digest === undefined) return undefined;
  const [stored] = await client.confirm(id, { revision, digest });
  return stored;
}

/** What a person does to a job. What can be undone acts at once and offers the way back; deleting asks first. */
export class JobActions {
  readonly #host: ActionsHost;
  readonly #means: Means;
  #deletion: Deletion | undefined;
  #deleted: ((place: number) => void) | undefined;
  #returnTo: HTMLElement | undefined;
  #running = 0;
  /** The one menu of the panel. */
  readonly menu: Menu;
  readonly #toast: Toast;

  constructor(host: ActionsHost, means: Means) {
    this.#host = host;
    this.menu = new Menu(host);
    this.#toast = new Toast(host);
    host.addController(new RowMotion(host, () => means.source.jobs));
    this.#means = means;
  }
  get isBusy(): boolean {
    return this.#running > 0;
  }

  /** Takes away what was said last: it would lie over an editor. */
  clearToast(): void {
    this.#toast.hide();
  }

  /** Does it, and says what went wrong where it did. */
  async #attempt<T>(job: JobView, act: (client: SchedulerClient) => Promise<T>): Promise<T | undefined> {
    const { client } = this.#host;
    if (client === undefined) return undefined;
    this.#running++;
    try {
      return await act(client);
    } catch (error) {
      this.#tell(job, error);
      return undefined;
    } finally {
      this.#running--;
      this.#host.requestUpdate();
    }
  }
  #tell(job: JobView, error: unknown): void {
    const words = this.#means.words();
    const details = this.#means.failed(error);
    if (hasCode(error, "JOB_NOT_FOUND")) {
      this.#means.source.remove(job.id, true);
      return;
    }
    const isConflict = hasCode(error, "REVISION_CONFLICT");
    if (isConflict) void this.#means.source.readOne(job.id);
    const text = isConflict ? words.changedElsewhere : words.notDone(details);
    this.#toast.show(text);
    this.#means.say(text, "assertive");
  }
  #done(text: string, undo?: () => void): void {
    this.#toast.show(text, undo);
    this.#means.say(text);
  }

  async pauseOrResume(job: JobView): Promise<void> {
    await (isHeld(job) ? this.resume(job) : this.pause(job));
  }
  async pause(job: JobView): Promise<void> {
    const paused = await this.#attempt(job, (client) => client.jobs.pause(job.id));
    if (paused === undefined) return;
    this.#means.put(paused);
    fact(this.#host, "sj-job-paused", { job: paused });
    this.#done(this.#means.words().pausedToast, () => void this.resume(paused, true));
  }
  async resume(job: JobView, isUndo = false): Promise<void> {
    const resumed = await this.#attempt(job, (client) => client.jobs.resume(job.id));
    if (resumed === undefined) return;
    this.#means.put(resumed);
    fact(this.#host, "sj-job-resumed", { job: resumed });
    const words = this.#means.words();
    const next = resumed.nextAt;
    const said =
      next === undefined
        ? words.resumedEnded
        : words.resumedToast(this.#means.times().relative(next, resumed.timezone));
    const skipped = resumed.skipped ?? 0;
    this.#done(
      skipped > 0 ? `${said} ${words.skippedWhilePaused(skipped)}` : said,
      isUndo || job.state === "suspended" ? undefined : () => void this.pause(resumed),
    );
  }
  async runNow(job: JobView): Promise<void> {
    const run = await this.#attempt(job, (client) => client.jobs.trigger(job.id, { requestId: newRequestId() }));
    if (run === undefined) return;
    fact(this.#host, "sj-job-triggered", { run });
    this.#done(this.#means.words().startedToast);
    void this.#means.source.readOne(job.id);
  }
  /** Stores a change. @returns what is wrong with it, where it was refused */
  async change(job: JobView, change: Change): Promise<string | undefined> {
    const { client } = this.#host;
    if (client === undefined) return undefined;
    const words = this.#means.words();
    this.#running++;
    try {
      const updated = await store(client, job, change);
      if (updated === undefined) return undefined;
      this.#means.put(updated);
      fact(this.#host, "sj-job-updated", { job: updated });
      const next = updated.nextAt;
      const isSchedule = "schedule" in change || "proposal" in change;
      const when = next === undefined ? undefined : this.#means.times().moment(next, updated.timezone);
      this.#done(
        isSchedule && when !== undefined ? words.savedNext(when) : words.savedToast,
        () => void this.#undo(job, updated, change),
      );
      return undefined;
    } catch (error) {
      if (!hasCode(error, "REVISION_CONFLICT") && !hasCode(error, "JOB_NOT_FOUND")) {
        const details = this.#means.failed(error);
        return hasCode(error, "SERVER_UNREACHABLE") || !hasCode(error)
          ? `${words.notSaved} (${details})`
          : error.message;
      }
      this.#tell(job, error);
      return hasCode(error, "JOB_NOT_FOUND") ? words.gone : words.changedElsewhere;
    } finally {
      this.#running--;
      this.#host.requestUpdate();
    }
  }
  async #undo(before: JobView, now: JobView, change: Change): Promise<void> {
    const back: JobChange =
      "prompt" in change
        ? { prompt: before.prompt }
        : "name" in change
          ? { name: before.name }
          : { schedule: before.schedule };
    const restored = await this.#attempt(now, (client) => client.jobs.update(now.id, back, { revision: now.revision }));
    if (restored === undefined) return;
    this.#means.put(restored);
    fact(this.#host, "sj-job-updated", { job: restored });
    this.#done(this.#means.words().savedToast);
  }
  /** Shows the conversation of the latest run. */
  async openLastRun(job: JobView): Promise<void> {
    const runId = job.lastRun?.runId;
    if (runId === undefined) return;
    const run = await this.#attempt(job, (client) => client.runs.get(runId));
    if (run === undefined) return;
    request(this.#host, "sj-open-conversation", {
      runId,
      jobId: job.id,
      ...(run.conversationId !== undefined && { conversationId: run.conversationId }),
    });
  }

  /** Asks whether to delete it; `deleted` is told the place its row had. */
  async ask(job: JobView, deleted: (place: number) => void): Promise<void> {
    this.#deletion = { job, past: undefined, abortRunning: false };
    this.#deleted = deleted;
    const focused = (this.#host.shadowRoot?.activeElement ?? null) as HTMLElement | null;
    this.#returnTo = focused ?? undefined;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#dialog?.showModal();
    this.#host.shadowRoot?.getElementById("keep")?.focus();
    const runs = await this.#host.client?.runs
      .count({ jobId: job.id, states: withConversation })
      .catch(() => undefined);
    if (this.#deletion === undefined || runs === undefined) return;
    this.#deletion = { ...this.#deletion, past: inAll(runs) };
    this.#host.requestUpdate();
  }
  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector("dialog");
  }
  #close(): void {
    this.#dialog?.close();
    this.#deletion = undefined;
    this.#host.requestUpdate();
  }
  async #remove({ job, abortRunning }: Deletion): Promise<void> {
    this.#close();
    if (!request(this.#host, "sj-delete-job", { jobId: job.id })) return;
    const { source } = this.#means;
    const place = source.jobs.findIndex(({ id }) => id === job.id);
    const revision = source.find(job.id)?.revision ?? job.revision;
    const isDone = await this.#attempt(job, async (client) => {
      await client.jobs.delete(job.id, { revision, abortRunning });
      return true;
    });
    if (isDone !== true) return;
    source.remove(job.id, false);
    fact(this.#host, "sj-job-deleted", { jobId: job.id });
    this.#done(this.#means.words().deletedToast);
    this.#deleted?.(place);
  }
  /** What lies over the panel: what was just done, the menu, and the question before something is deleted. */
  overlays(view: { words: Messages; times: Times }): TemplateResult {
    return html`${this.#toast.template(view.words)}${this.menu.template()}${this.#dialogOf(view)}`;
  }
  #dialogOf(view: { words: Messages; times: Times }): TemplateResult | typeof nothing {
    const deletion = this.#deletion;
    if (deletion === undefined) return nothing;
    return deleteDialog(deletion, view, {
      keep: () => {
        this.#close();
        this.#returnTo?.focus();
      },
      pause: () => {
        this.#close();
        this.#returnTo?.focus();
        void this.pause(deletion.job);
      },
      remove: () => void this.#remove(deletion),
      abort: (abortRunning) => {
        this.#deletion = { ...deletion, abortRunning };
        this.#host.requestUpdate();
      },
    });
  }

  /** The menu of a job. */
  menuOf(
    job: JobView,
    more: {
      disabledBecause: string | undefined;
      edit: (what: "schedule" | "prompt" | "name") => void;
      pastRuns: () => void;
      remove: () => void;
    },
  ): MenuItem[] {
    const words = this.#means.words();
    const { disabledBecause } = more;
    const isOver = job.state === "completed";
    return [
      { icon: "play", label: words.runNow, run: () => void this.runNow(job), disabledBecause },
      ...(isOver
        ? []
        : [
            {
              icon: isHeld(job) ? "resume" : "pause",
              label: isHeld(job) ? words.resume : words.pause,
              run: () => void this.pauseOrResume(job),
              disabledBecause,
            } as const,
          ]),
      "-",
      { icon: "calendar", label: words.changeSchedule, run: () => more.edit("schedule"), disabledBecause },
      { icon: "edit", label: words.editPrompt, run: () => more.edit("prompt"), disabledBecause },
      { icon: "edit", label: words.rename, run: () => more.edit("name"), disabledBecause },
      { icon: "chat", label: words.pastRuns, run: more.pastRuns },
      "-",
      { icon: "bin", label: words.delete, run: more.remove, isDanger: true, disabledBecause },
    ];
  }
}
