import { SchedulerError } from "../../errors/schedulerError.ts";
import type { Scope } from "../../model/actor.ts";
import type { Runner, RunnerFunction } from "../../ports/runner.ts";
import type { Workflows } from "../../ports/workflows.ts";
import { functionRunner } from "../runners/functionRunner.ts";
import { carryOutWorkflow } from "./carryOutWorkflow.ts";
import { type DefinedWorkflow, workflowKey } from "./defineWorkflow.ts";

/** Workflows in code: found by name when a job is proposed, carried out by id when it runs. */
export interface WorkflowRegistry extends Workflows {
  readonly workflows: readonly DefinedWorkflow[];
  /**
   * A runner for `createScheduler`: runs of these workflows step by step, and all runs without a workflow by `otherwise`. A run
   * whose workflow is not there any more fails, and is not left to anything else.
   */
  runner(options?: { otherwise?: Runner | RunnerFunction }): Runner;
}

/**
 * Makes workflows known to a scheduler.
 *
 * @param options.isFor whom a workflow is for: everybody unless set
 * @throws {@link SchedulerError} `INPUT_INVALID` where two have one id or one name
 * @example
 * const registry = workflowRegistry([audit]);
 * createScheduler({ store, workflows: registry, runner: registry.runner({ otherwise: aiRunner({ model, tools }) }) });
 */
export function workflowRegistry(
  workflows: readonly DefinedWorkflow[],
  options: { isFor?: (workflow: DefinedWorkflow, owner: Scope) => boolean | Promise<boolean> } = {},
): WorkflowRegistry {
  const byKey = new Map<string, DefinedWorkflow>();
  for (const workflow of workflows) {
    for (const key of new Set([workflowKey(workflow.id), workflowKey(workflow.name)])) {
      if (byKey.has(key)) throw new SchedulerError("INPUT_INVALID", { workflow: key, hint: "Two workflows have it." });
      byKey.set(key, workflow);
    }
  }
  return {
    workflows,
    find: async (name, owner) => {
      const workflow = byKey.get(workflowKey(name));
      if (workflow === undefined || (await options.isFor?.(workflow, owner)) === false) return undefined;
      return { id: workflow.id, name: workflow.name };
    },
    runner: ({ otherwise } = {}) => {
      const rest = typeof otherwise === "function" ? functionRunner(otherwise) : otherwise;
      return {
        run: async (context) => {
          const named = context.run.workflow;
          if (named === undefined && rest !== undefined) return rest.run(context);
          const workflow = workflows.find(({ id }) => id === named?.id);
          if (workflow !== undefined) return carryOutWorkflow(workflow, context);
          const message =
            named === undefined
              ? "Its prompt names no workflow, and nothing else carries out jobs here."
              : `The workflow “${named.name}” does not exist any more.`;
          return { state: "failed", message, isPermanent: true };
        },
      };
    },
  };
}
