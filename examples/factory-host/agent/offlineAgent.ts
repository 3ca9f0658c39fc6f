import { join } from "node:path";
import type { ConversationItem, Outcome, RunContext } from "@dexter/scheduled-jobs";
import * as z from "zod";
import type { FactoryWorkflow } from "../workflows/registry.ts";
import { choosePlan, type Step } from "./choosePlan.ts";
import { type Task, tools } from "./tools.ts";
import { saveFile, type Workbench } from "./workbench.ts";

/**
 * A runner that needs no model: it chooses tools by the words of the prompt, says so, and does the work.
 *
 * Each call, its result and every file is written to the conversation as it happens.
 */
export function offlineAgent(options: {
  /** The owner's things in a factory. */
  workbench: (owner: { ownerId: string; factoryId: string }) => Workbench;
  workflows: readonly FactoryWorkflow[];
}): (context: RunContext) => Promise<Outcome> {
  return async ({ run, job, signal, idempotencyKey, emit, declareSideEffect }) => {
    const workbench = options.workbench(run);
    const refuse = async (message: string): Promise<Outcome> => {
      await emit(says(message));
      return { state: "failed", message, isPermanent: true };
    };
    const plan = choosePlan(run.prompt, {
      lines: workbench.lines.map(({ name }) => name),
      ownerEmail: workbench.ownerEmail,
      procedure: options.workflows.find(({ id }) => id === run.workflow?.id)?.procedure,
    });
    if ("refusal" in plan) return refuse(plan.refusal);
    const wrong = wrongInputOf(plan.steps);
    if (wrong !== undefined) return refuse(wrong);
    await emit(says(introduction(plan.steps, run.workflow?.name)));
    const task: Task = {
      workbench,
      title: run.title,
      now: run.dueAt,
      timezone: job.timezone,
      signal,
      idempotencyKey,
      files: [],
      findings: [],
    };
    const folder = join(workbench.files, run.id);
    for (const [index, { tool: name, input: given }] of plan.steps.entries()) {
      signal.throwIfAborted();
      const tool = tools[name];
      const callId = `${run.attempt}.${index + 1}`;
      const input = tool.input.parse(given);
      await emit({ type: "tool-call", callId, name, input: input as never });
      if (tool.hasSideEffect === true) await declareSideEffect();
      try {
        const { output, files = [], finding } = await tool.run(input, task);
        await emit({ type: "tool-result", callId, output });
        if (finding !== undefined) task.findings.push(finding);
        for (const file of files) {
          task.files.push(file);
          const content = { url: workbench.addressOf(await saveFile(folder, file)) };
          await emit({ type: "output", name: file.name, mediaType: file.mediaType, content, ownerId: run.ownerId });
        }
      } catch (error) {
        if (!signal.aborted) await emit({ type: "tool-result", callId, output: String(error), isError: true });
        throw error;
      }
    }
    const left = plan.notDone.map((clause) => `“${clause}”`).join(", ");
    const notDone = left === "" ? [] : [`Not done, because I did not understand it or was told not to: ${left}.`];
    await emit(says([...task.findings, ...notDone].join("\n")));
    return { state: "succeeded", summary: [...task.findings, ...notDone].join(" ") };
  };
}

/** What is wrong with a number that the prompt gives, before anything is done. */
function wrongInputOf(steps: readonly Step[]): string | undefined {
  for (const { tool, input } of steps) {
    const { error } = tools[tool].input.safeParse(input);
    if (error !== undefined) return `I cannot ${tool.replaceAll("_", " ")}. ${z.prettifyError(error)}`;
  }
  return undefined;
}

function says(text: string): ConversationItem {
  return { type: "message", role: "assistant", text };
}

function introduction(steps: readonly Step[], workflow: string | undefined): string {
  const chosen = steps.map(({ tool, because }) => `${tool} (“${because}”)`).join(", then ");
  const followed = workflow === undefined ? "" : ` I follow the workflow “${workflow}”.`;
  return `No model is configured, so I chose tools by the words of the prompt.${followed} I call ${chosen}.`;
}
