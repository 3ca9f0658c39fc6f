import { mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createScheduler } from "@dexter/scheduled-jobs";
import { sqliteStore } from "@dexter/scheduled-jobs/sqlite";
import { offlineAgent } from "./agent/offlineAgent.ts";
import type { Workbench } from "./agent/workbench.ts";
import { shopFloorRecords } from "./pipeline/shopFloor.ts";
import { openPushDesk } from "./push/pushDesk.ts";
import { factoryLines } from "./simulation/line.ts";
import { factoryWorkflows, workflowRegistry } from "./workflows/registry.ts";

const factoryId = "example-works";

/** The scheduler of this host, the person at the terminal as its actor, and what both need. */
export type Host = Awaited<ReturnType<typeof openHost>>;

/**
 * Opens the host on its data folder, where everything is kept; what is due runs once `scheduler.start()` is called.
 *
 * @throws SchedulerError `STORE_CORRUPT`, `STORE_NEWER`, `TIMEZONE_UNKNOWN`
 */
export async function openHost(options: {
  data: string;
  timezone: string;
  environment: NodeJS.ProcessEnv;
  /** Where a file that an agent saved is got; as a file where left out. */
  addressOf?: (path: string) => string;
}) {
  const { data, timezone, environment } = options;
  await mkdir(data, { recursive: true });
  const ownerId = userInfo().username;
  const filesOf = (owner: string) => join(data, "files", encodeURIComponent(owner));
  const workbench = (owner: { ownerId: string; factoryId: string }): Workbench => ({
    lines: factoryLines,
    source: (line, date) => shopFloorRecords(owner.factoryId, line, date),
    table: join(data, encodeURIComponent(owner.factoryId), "production.csv"),
    files: filesOf(owner.ownerId),
    addressOf: options.addressOf ?? ((path) => pathToFileURL(path).href),
    ownerEmail: environment["MAIL_TO"] ?? `${owner.ownerId}@localhost`,
    mail: {
      from: environment["MAIL_FROM"] ?? "dexter@localhost",
      outbox: join(data, "outbox"),
      smtpUrl: environment["SMTP_URL"],
    },
  });
  const push = await openPushDesk(data);
  const scheduler = createScheduler({
    store: sqliteStore(join(data, "dexter.db")),
    runner: offlineAgent({ workbench, workflows: factoryWorkflows }),
    workflows: workflowRegistry(factoryWorkflows),
    notifiers: [push.notifier],
    // one machine, one person: a host that was killed is noticed soon
    lease: { lengthMs: 10_000, renewMs: 3_000 },
  });
  // an account that has moved since takes its jobs along
  const movedJobs = await scheduler.accountTimezoneChanged(ownerId, timezone);
  const dexter = scheduler.as({ ownerId, factoryId, timezone, locale: "en-US" });
  return { scheduler, dexter, data, timezone, factoryId, movedJobs, filesOf, push };
}
