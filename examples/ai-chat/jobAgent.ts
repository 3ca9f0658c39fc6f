import { join } from "node:path";
import type { Runner } from "@dexter/scheduled-jobs";
import { aiRunner, toolRun } from "@dexter/scheduled-jobs/ai";
import { type LanguageModel, tool } from "ai";
import * as z from "zod";
import { refreshPipeline } from "../factory-host/pipeline/refreshPipeline.ts";
import { shopFloorRecords } from "../factory-host/pipeline/shopFloor.ts";
import { factoryLines } from "../factory-host/simulation/line.ts";

/** The agent that carries the jobs out, while nobody is there. */
export function jobAgent(options: { model: LanguageModel; data: string }): Runner {
  return aiRunner({
    model: options.model,
    tools: {
      refresh_production_data: tool({
        description: "Takes in what the machines logged since the last refresh, checks it and adds it up.",
        inputSchema: z.object({}),
        execute: (_, call) => {
          const { run, job } = toolRun(call);
          return refreshPipeline({
            path: join(options.data, encodeURIComponent(run.factoryId), "production.csv"),
            // one line of the sample factory is enough for a chat
            lines: factoryLines.slice(0, 1),
            source: (line, date) => shopFloorRecords(run.factoryId, line, date),
            now: run.dueAt,
            timezone: job.timezone,
            ...(call.abortSignal !== undefined && { signal: call.abortSignal }),
          });
        },
      }),
    },
    // A day is taken in once: to repeat a refresh changes nothing.
    sideEffects: { refresh_production_data: false },
  });
}
