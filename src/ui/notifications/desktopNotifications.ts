import type { EventView } from "../../client/views.ts";
import type { Messages } from "../messages/en.ts";
import { plainText } from "../plainText.ts";

/** Where a notification leads. */
export interface NotificationTarget {
  runId: string;
  jobId: string;
  conversationId?: string;
}
interface Told {
  title: string;
  body: string;
  target: NotificationTarget;
  isUrgent: boolean;
}
const burstMs = 10_000;
const burst = 3;

/**
 * Shows desktop notifications of what ends, fails or asks. One tab of a site shows them, and only while it is hidden,
 * unless the person is needed. Titles and states only: a prompt or a result could be read on a locked screen.
 */
export class DesktopNotifications {
  readonly #words: () => Messages;
  readonly #open: (target: NotificationTarget) => void;
  #recent: number[] = [];
  #stop: AbortController | undefined;
  #isLeader = false;

  constructor(words: () => Messages, open: (target: NotificationTarget) => void) {
    this.#words = words;
    this.#open = open;
  }

  /** Waits for its turn to be the one tab that shows them. */
  start(): void {
    if (this.#stop !== undefined) return;
    const stop = new AbortController();
    this.#stop = stop;
    if (!("locks" in navigator)) {
      this.#isLeader = true;
      return;
    }
    const held = navigator.locks.request("sj-notifications", { signal: stop.signal }, async () => {
      this.#isLeader = true;
      await new Promise<void>((release) => stop.signal.addEventListener("abort", () => release(), { once: true }));
      this.#isLeader = false;
    });
    held.catch(() => undefined); // given up before its turn came
  }
  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#isLeader = false;
  }

  hear(events: readonly EventView[]): void {
    if (!this.#isLeader) return;
    for (const { event } of events) {
      const told = this.#told(event);
      if (told !== undefined && (document.hidden || told.isUrgent)) this.#show(told);
    }
  }
  #told(event: EventView["event"]): Told | undefined {
    const words = this.#words();
    if (!("run" in event)) return undefined;
    const { run } = event;
    const target = {
      runId: run.id,
      jobId: run.jobId,
      ...(run.conversationId !== undefined && { conversationId: run.conversationId }),
    };
    const tell = (body: string, isUrgent = false): Told => ({ title: plainText(run.title), body, target, isUrgent });
    switch (event.name) {
      case "run.succeeded":
        return tell(words.done);
      case "run.failed":
        return tell(run.reason === undefined ? words.failed : words.failedBecause(plainText(run.reason.message)));
      case "run.timed_out":
        return tell(words.timedOut);
      case "run.interrupted":
        return tell(words.interrupted);
      case "run.missed":
        return tell(words.missed);
      case "run.asked":
        return tell(words.needsAnswer, true);
      default:
        return undefined;
    }
  }
  #show({ title, body, target, isUrgent }: Told): void {
    const now = Date.now();
    this.#recent = [...this.#recent.filter((at) => now - at < burstMs), now];
    const isMany = this.#recent.length > burst && !isUrgent;
    const shown = isMany
      ? new Notification(this.#words().testTitle, {
          body: this.#words().jobsFinished(this.#recent.length),
          tag: "sj-many",
        })
      : new Notification(title, { body, tag: target.conversationId ?? target.runId });
    shown.addEventListener("click", () => {
      window.focus();
      shown.close();
      if (!isMany) this.#open(target);
    });
  }
  /** Shows one, so that a person sees that it works. */
  test(): void {
    const words = this.#words();
    void new Notification(words.testTitle, { body: words.testBody, tag: "sj-test" });
  }
}
