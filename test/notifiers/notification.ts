import type { Notification } from "../../src/ports/notifier.ts";

export function aNotification(fields: Partial<Notification> = {}): Notification {
  return {
    key: "run.failed",
    ownerId: "u1",
    factoryId: "f1",
    params: { name: "Weekly audit", occurrences: 1, summary: "the simulation cluster didn't answer" },
    dedupeKey: "run.failed r1 1",
    link: { jobId: "j1", runId: "r1", conversationId: "c1" },
    ...fields,
  };
}
