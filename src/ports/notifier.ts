/** Something the owner should hear of. Keys, not sentences: the words belong to whoever shows it. */
export interface Notification {
  key:
    | "run.succeeded"
    | "run.failed"
    | "run.timed_out"
    | "run.interrupted"
    | "run.missed"
    | "run.needs_input"
    | "job.suspended"
    | "job.completed";
  ownerId: string;
  factoryId: string;
  params: Readonly<Record<string, string | number>>;
  /** The same for the same thing, however often it is sent. */
  dedupeKey: string;
  link: { jobId: string; runId?: string; conversationId?: string };
}

/**
 * Tells the owner, by whatever means; each thing at least once, by one process at a time, from the events in the store. A notifier
 * that throws is logged, is not asked again about the same thing, and never changes a run.
 */
export interface Notifier {
  notify(notification: Notification): Promise<void>;
}
