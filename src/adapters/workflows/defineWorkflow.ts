import { SchedulerError } from "../../errors/schedulerError.ts";
import type { Json } from "../../model/json.ts";
import type { RunContext } from "../../ports/runner.ts";
import type { Workflow } from "../../ports/workflows.ts";

/** The part of a Standard Schema that is used: zod, valibot, arktype and others fit (https://standardschema.dev). */
export interface StandardSchemaLike<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    validate(value: unknown): SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly output: Output } | undefined;
  };
}
type SchemaResult<Output> =
  { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] };
interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What the first step of a workflow is given. */
export interface WorkflowInput {
  prompt: string;
  /** ISO 8601. */
  dueAt: string;
  timezone: string;
}

/** What a step is given: everything that a runner has, and what came before it. */
export interface StepContext<Input = unknown> extends RunContext {
  /** What the step before gave, or for the first one the {@link WorkflowInput}; checked where the step has a schema for it. */
  readonly input: Input;
  /** What each step before gave, by its name. */
  readonly results: Readonly<Record<string, Json>>;
  /** What the person replied, where this step asked, or the run was interrupted in it. */
  readonly reply: string | undefined;
}

/** One step of a workflow. */
export interface WorkflowStep<Input = unknown> {
  /** Names the step in the conversation, and tells after a crash that it is done: no other step of the workflow has it. */
  name: string;
  /** Checks the input, a Standard Schema; without it the input is what it is. */
  input?: StandardSchemaLike<Input>;
  /** Whether it changes something outside; then a run that ended in it is never repeated silently. */
  hasSideEffect?: boolean;
  /** Does it. What it gives is written into the conversation, so it has to be JSON; nothing counts as `null`. */
  run(context: StepContext<Input>): unknown;
}

/** A named reusable procedure of the host, as steps in code. */
export interface DefinedWorkflow extends Workflow {
  description: string;
  steps: readonly WorkflowStep[];
}

/** A step whose input has the type that its schema gives. */
export function workflowStep<Input = unknown>(step: WorkflowStep<Input>): WorkflowStep<Input> {
  return step;
}

/**
 * A named reusable procedure in steps, for {@link workflowRegistry}.
 *
 * @param definition.id what jobs are attached to; made of the name unless set, and never to be changed once jobs use it
 * @throws {@link SchedulerError} `INPUT_INVALID` where there is no step, or two have one name
 * @example
 * const audit = defineWorkflow({
 *   name: "Weekly quality audit",
 *   description: "Refreshes the data, audits last week, mails the report.",
 *   steps: [
 *     workflowStep({ name: "refresh", run: ({ signal }) => refresh(signal) }),
 *     workflowStep({ name: "audit", input: z.object({ rows: z.number() }), run: ({ input }) => audit(input.rows) }),
 *   ],
 * });
 */
export function defineWorkflow(definition: {
  id?: string;
  name: string;
  description: string;
  steps: readonly WorkflowStep[];
}): DefinedWorkflow {
  const { name, steps } = definition;
  const names = steps.map((step) => step.name);
  const twice = names.find((one, at) => names.indexOf(one) < at);
  if (steps.length === 0 || twice !== undefined) {
    const hint = twice === undefined ? "Give it at least one step." : "Give each step a name of its own.";
    throw new SchedulerError("INPUT_INVALID", { workflow: name, ...(twice !== undefined && { step: twice }), hint });
  }
  return { ...definition, id: definition.id ?? workflowKey(name).replaceAll(" ", "-") };
}

/** A workflow's name as it is compared: whatever the case and the marks, with "the" and "workflow" around it or not. */
export function workflowKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^(?:the|el|la) /u, "")
    .replace(/ workflow$/u, "");
}

/** A value as a schema takes it; else what is wrong with it, in a sentence. */
export async function checkInput<Output>(
  schema: StandardSchemaLike<Output>,
  value: unknown,
): Promise<{ value: Output } | { problem: string }> {
  const result = await schema["~standard"].validate(value);
  if (result.issues === undefined) return { value: result.value };
  const said = result.issues.map(({ message, path = [] }) => {
    const field = path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
    return field === "" ? message : `${field}: ${message}`;
  });
  return { problem: said.join("; ") };
}
