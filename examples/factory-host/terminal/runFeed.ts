import type { Run } from "@dexter/scheduled-jobs";
import type { Host } from "../host.ts";
import { Bell } from "./bell.ts";
import { entryText, isStep } from "./conversationText.ts";
import { safe, style } from "./style.ts";
import { clockTime, duration } from "./times.ts";
import { interruptedLine, missedLine, runRemark, runStatus, suspendedLine } from "./words.ts";

/** Where lines are written: the terminal, or a file; `isDense` leaves no space before them. */
export type Print = (text: string, isDense?: boolean) => void;

interface Shown {
  run: Run;
  /** How many entries have been printed. */
  entries: number;
  hasHeading: boolean;
}

const runEvents = [
  "run.planned",
  "run.retried",
  "run.asked",
  "run.succeeded",
  "run.failed",
  "run.timed_out",
  "run.cancelled",
  "run.interrupted",
  "run.skipped",
  "run.missed",
] as const;
const ongoing = new Set<Run["state"]>(["queued", "running"]);
/** Later than this, a person wonders why. */
const noticeablyLateMs = 60_000;

/** Whether a run is not over, nor waits for a person. */
export function isOngoing({ state }: Run): boolean {
  return ongoing.has(state);
}

function oneLine(text: string): string {
  return safe(text).replaceAll(/\s+/g, " ").trim();
}

/**
 * Shows conversations as they are written, one after the other.
 *
 * Events are only bells: what is shown is read from the store, so that nothing is shown twice or left out.
 */
export class RunFeed {
  readonly #host: Host;
  readonly #print: Print;
  readonly #shown = new Map<string, Shown>();
  readonly #remarks: string[] = [];
  readonly #bell = new Bell();
  readonly #listeners = new Set<() => void>();

  constructor(host: Host, print: Print) {
    this.#host = host;
    this.#print = print;
    const ring = () => this.#bell.ring();
    host.scheduler.on("run.started", ({ run }) => this.#begin(run));
    host.scheduler.on("conversation.appended", ring);
    for (const name of runEvents) host.scheduler.on(name, ring);
    host.scheduler.on("run.missed", ({ run }) => this.#remark(missedLine(run, host.timezone, new Date())));
    host.scheduler.on("run.interrupted", ({ run }) => this.#remark(interruptedLine(run)));
    host.scheduler.on("job.suspended", ({ job }) => this.#remark(suspendedLine(job)));
  }

  /** Calls `listener` when there is something to see. @returns what ends it */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows what is being written until `isEnough` says so; it is asked whenever something has happened. */
  async showUntil(isEnough: () => boolean | Promise<boolean>, signal?: AbortSignal): Promise<void> {
    signal?.addEventListener("abort", () => this.#bell.ring(), { once: true });
    for (;;) {
      if (signal?.aborted === true) return;
      // listened to before the store is read, so that nothing is missed in between
      const heard = this.#bell.heard();
      for (const remark of this.#remarks.splice(0)) this.#print(remark);
      const [current] = this.#shown.values();
      if (current !== undefined && (await this.#advance(current))) continue;
      if (current === undefined && (await isEnough())) return;
      await heard;
    }
  }

  #begin(run: Run): void {
    if (!this.#shown.has(run.id)) this.#shown.set(run.id, { run, entries: 0, hasHeading: false });
    this.#wake();
  }

  #remark(text: string): void {
    this.#remarks.push(`${style.when("!")} ${text}`);
    this.#wake();
  }

  #wake(): void {
    for (const listener of this.#listeners) listener();
    this.#bell.ring();
  }

  /** Prints what is new. True once the conversation is over. */
  async #advance(shown: Shown): Promise<boolean> {
    const { dexter } = this.#host;
    const run = await dexter.runs.get(shown.run.id);
    if (!shown.hasHeading) this.#print(this.#heading(run));
    shown.hasHeading = true;
    const { entries } = await dexter.conversations.get(run.conversationId ?? "");
    for (const entry of entries.slice(shown.entries)) this.#print(entryText(entry), isStep(entry));
    shown.entries = entries.length;
    if (isOngoing(run)) return false;
    const remark = runRemark(run);
    // the agent's last message says it already, most of the time
    const isSaid = entries.some(({ item }) => item.type === "message" && oneLine(item.text).includes(oneLine(remark)));
    const took = (run.finishedAt ?? new Date()).getTime() - (run.startedAt ?? run.dueAt).getTime();
    this.#print(`${runStatus(run.state)} ${style.quiet(`in ${duration(took)}`)}${isSaid ? "" : `\n${remark}`}`);
    this.#shown.delete(run.id);
    return true;
  }

  #heading(run: Run): string {
    const late = (run.startedAt ?? run.dueAt).getTime() - run.dueAt.getTime();
    const when = clockTime(run.dueAt, this.#host.timezone, new Date());
    const remark =
      late < noticeablyLateMs ? "" : style.when(` · ${duration(late)} late: nothing was running when it was due`);
    return `${style.strong(safe(run.title))} ${style.quiet(`· due ${when}`)}${remark}`;
  }
}
