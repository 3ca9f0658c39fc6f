import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };

/** What each import path exports at run time, by hand: an export that is added or lost shows here first. */
const surface: Record<string, readonly string[]> = {
  index: [
    "SchedulerError",
    "amend",
    "checkSchedule",
    "createScheduler",
    "defineWorkflow",
    "describe",
    "errorMessages",
    "interpret",
    "memoryStore",
    "nextOccurrences",
    "occurrencesBetween",
    "previewOccurrences",
    "previousOccurrence",
    "workflowRegistry",
    "workflowStep",
  ],
  ai: ["aiInterpreter", "aiRunner", "aiTools", "toolRun"],
  ical: ["calendarOf", "readCalendar"],
  http: ["createHttpHandler"],
  notifiers: ["emailNotifier", "webPushNotifier", "webhookNotifier"],
  mcp: ["createMcpHandler", "createMcpServer"],
  otel: ["instrument"],
  bullmq: ["bullmqQueue"],
  "pg-boss": ["pgBossQueue"],
  postgres: ["postgresStore"],
  runners: ["processRunner", "threadRunner", "webhookRunner"],
  sqlite: ["sqliteStore"],
  client: ["createClient"],
  ui: [
    "ConversationHistory",
    "JobProposal",
    "NotificationToggle",
    "RunConversation",
    "ScheduledJobsPanel",
    "defineElements",
  ],
  testing: ["VirtualClock", "describeQueue", "describeStore"],
};

const src = resolve(import.meta.dirname, "../src");
const entries = readdirSync(src)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => name.slice(0, -".ts".length));

describe("the public surface", () => {
  for (const entry of entries) {
    it(`of ${entry} is what this test lists`, async () => {
      const exported: object = await import(`${src}/${entry}.ts`);
      expect(Object.keys(exported).toSorted()).toEqual([...(surface[entry] ?? [])].toSorted());
    });

    it(`names ${entry} in the package's exports`, () => {
      const path = entry === "index" ? "." : `./${entry}`;
      expect(packageJson.exports).toHaveProperty([path]);
    });
  }
});
