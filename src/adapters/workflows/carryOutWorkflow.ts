import type { ConversationEntry } from "../../model/conversation.ts";
import { type Json, toJson } from "../../model/json.ts";
import type { Outcome, RunContext } from "../../ports/runner.ts";
import { checkInput, type DefinedWorkflow, type StepContext, type WorkflowStep } from "./defineWorkflow.ts";

/** Marks the calls in a conversation that are steps. */
const STEP = "step:";

/**
 * Carries out a workflow step by step. Each step is written before it begins, with its input, and its result before the next
 * one: so a later attempt goes on at the step that was not finished.
 */
export async function carryOutWorkflow(workflow: DefinedWorkflow, context: RunContext): Promise<Outcome> {
  const { run, job, history } = context;
  const done = resultsOf(history);
  if (!history.some(isStep)) {
    const names = workflow.steps.map(({ name }) => name).join(", ");
    await context.emit({ type: "note", text: `Workflow “${workflow.name}”: ${names}.` });
  }
  const results: Record<string, Json> = {};
  let last: Json = { prompt: run.prompt, dueAt: run.dueAt.toISOString(), timezone: job.timezone };
  for (const step of workflow.steps) {
    const known = done.get(step.name);
    if (known === undefined) {
      context.signal.throwIfAborted();
      const outcome = await carryOutStep(step, last, { ...results }, context);
      if ("state" in outcome) return outcome;
      last = outcome.result;
    } else last = known;
    results[step.name] = last;
  }
  const message = typeof last === "string" && last !== "" ? last : `The workflow “${workflow.name}” is done.`;
  return { state: "succeeded", message };
}

async function carryOutStep(
  step: WorkflowStep,
  given: Json,
  results: Readonly<Record<string, Json>>,
  context: RunContext,
): Promise<Outcome | { result: Json }> {
  const checked = step.input === undefined ? { value: given } : await checkInput(step.input, given);
  if ("problem" in checked) {
    return {
      state: "failed",
      message: `Step “${step.name}” cannot take its input. ${checked.problem}`,
      isPermanent: true,
    };
  }
  const callId = `${STEP}${step.name}:${context.run.attempt}`;
  await context.emit({ type: "tool-call", callId, name: step.name, input: given });
  if (step.hasSideEffect === true) await context.declareSideEffect();
  let isAsking = false;
  const own: StepContext = {
    ...exposed(context),
    input: checked.value,
    results,
    reply: replyTo(step.name, context.history),
    idempotencyKey: `${context.idempotencyKey}:${step.name}`,
    ask: (question) => {
      isAsking = true;
      return context.ask(question);
    },
  };
  try {
    const result = toJson(await step.run(own));
    await context.emit({ type: "tool-result", callId, output: result });
    return { result };
  } catch (error) {
    // A step that asks is not done, and has not failed either.
    if (!isAsking && !context.signal.aborted) {
      const output = error instanceof Error ? error.message : String(error);
      await context.emit({ type: "tool-result", callId, output, isError: true });
    }
    throw error;
  }
}

/** The parts of a run's context, which need not be fields of its own. */
function exposed(context: RunContext): RunContext {
  const { run, job, conversation, history, signal, idempotencyKey, emit, declareSideEffect, ask, usage } = context;
  return { run, job, conversation, history, signal, idempotencyKey, emit, declareSideEffect, ask, usage };
}

function isStep({ item }: ConversationEntry): boolean {
  return item.type === "tool-call" && item.callId.startsWith(STEP);
}

/** What the steps gave that are done, by their names. */
function resultsOf(history: readonly ConversationEntry[]): Map<string, Json> {
  const names = new Map<string, string>();
  const results = new Map<string, Json>();
  for (const { item } of history) {
    if (item.type === "tool-call" && item.callId.startsWith(STEP)) names.set(item.callId, item.name);
    const name = item.type === "tool-result" && !item.isError ? names.get(item.callId) : undefined;
    if (item.type === "tool-result" && name !== undefined) results.set(name, item.output);
  }
  return results;
}

/** The person's last words after a step was begun. */
function replyTo(step: string, history: readonly ConversationEntry[]): string | undefined {
  const begun = history.findIndex(
    (entry) => isStep(entry) && entry.item.type === "tool-call" && entry.item.name === step,
  );
  if (begun < 0) return undefined;
  const said = history.slice(begun).findLast(({ item }) => item.type === "message" && item.role === "user")?.item;
  return said?.type === "message" ? said.text : undefined;
}
