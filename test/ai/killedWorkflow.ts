import { appendFileSync } from "node:fs";
import { defineWorkflow, workflowRegistry, workflowStep } from "../../src/index.ts";
import * as z from "zod";

/** An audit whose steps leave a line each in a file; the second one may stop for ever in the middle. */
export function auditRegistry(effects: string, stall: boolean) {
  const leave = (line: string) => appendFileSync(effects, `${line}\n`);
  const audit = defineWorkflow({
    name: "Weekly quality audit",
    description: "Refreshes, audits, reports.",
    steps: [
      workflowStep({
        name: "refresh",
        run: () => {
          leave("refresh");
          return { rows: 12 };
        },
      }),
      workflowStep({
        name: "audit",
        input: z.object({ rows: z.int() }),
        run: async ({ input, idempotencyKey }) => {
          leave(`audit ${input.rows} ${idempotencyKey}`);
          if (stall) await new Promise(() => {});
          return { alarms: 3 };
        },
      }),
      workflowStep({
        name: "report",
        input: z.object({ alarms: z.int() }),
        run: ({ input }) => {
          leave("report");
          return `${input.alarms} alarms.`;
        },
      }),
    ],
  });
  return workflowRegistry([audit]);
}
