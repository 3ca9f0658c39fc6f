import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Runner } from "@dexter/scheduled-jobs";
import { offlineAgent } from "../../examples/factory-host/agent/offlineAgent.ts";
import type { Workbench } from "../../examples/factory-host/agent/workbench.ts";
import { shopFloorRecords } from "../../examples/factory-host/pipeline/shopFloor.ts";
import { factoryWorkflows, workflowRegistry } from "../../examples/factory-host/workflows/registry.ts";
import { slowLines } from "../examples/factory-host/slowLines.ts";

/** The example host's agent with a folder of its own: an assistant that really does the work. */
export function anAssistant() {
  const folder = mkdtempSync(join(tmpdir(), "assistant-"));
  const table = join(folder, "production.csv");
  const outbox = join(folder, "outbox");
  const workbench = ({ ownerId, factoryId }: { ownerId: string; factoryId: string }): Workbench => ({
    lines: slowLines,
    source: (line, date) => shopFloorRecords(factoryId, line, date),
    table,
    files: join(folder, "files", ownerId),
    addressOf: (path) => pathToFileURL(path).href,
    ownerEmail: `${ownerId}@factory.example`,
    mail: { from: "dexter@factory.example", outbox },
  });
  const runner: Runner = { run: offlineAgent({ workbench, workflows: factoryWorkflows }) };
  return { runner, workflows: workflowRegistry(factoryWorkflows), table, outbox, files: join(folder, "files") };
}
