import type { Workflow, Workflows } from "@dexter/scheduled-jobs";

/** A workflow of the example factory: what it does is written as a prompt, one instruction after the other. */
export interface FactoryWorkflow extends Workflow {
  procedure: string;
}

export const factoryWorkflows: readonly FactoryWorkflow[] = [
  {
    id: "weekly-quality-audit",
    name: "Weekly quality audit",
    procedure: "Refresh the production data, then audit last week's quality and write a PDF report",
  },
  {
    id: "shift-handover",
    name: "Shift handover",
    procedure: "Refresh the production data, then write yesterday's throughput report",
  },
  {
    id: "capacity-check",
    name: "Capacity check",
    procedure: "Run a Monte Carlo batch of 500 replications and write a PDF report",
  },
];

/** Finds a workflow by its name as it was said: whatever the case, with "the" before and "workflow" behind it or not. */
export function workflowRegistry(workflows: readonly FactoryWorkflow[]): Workflows {
  return {
    async find(name) {
      const said = key(name);
      const found = workflows.find((workflow) => workflow.id === name || key(workflow.name) === said);
      return found && { id: found.id, name: found.name };
    },
  };
}

function key(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "")
    .replace(/ workflow$/, "");
}
