import type { ScheduledJob } from "../model/job.ts";
import type { Run } from "../model/run.ts";
import type { RunContext } from "../ports/runner.ts";
import { SchedulerError } from "../errors/schedulerError.ts";

/** The run that a tool is called for. */
export interface ToolRun {
  readonly run: Run;
  readonly job: ScheduledJob;
  /**
   * The key of this call: the run's and the call's. A call that a crash left without a result, and that is made again with the
   * same input, has the same key, so that a tool which honours it does nothing twice.
   */
  readonly idempotencyKey: string;
  /** Writes outputs, notes or messages at the end of the conversation. */
  readonly emit: RunContext["emit"];
  /** Parks the run until the person replies: let pass what it throws. The agent then sees question and reply, and calls again. */
  readonly ask: RunContext["ask"];
}

const key = Symbol.for("@dexter/scheduled-jobs/tool-run");

/** The options of a tool call, with the run that it is made for. */
export function withToolRun<Options extends object>(options: Options, run: ToolRun): Options {
  return { ...options, [key]: run };
}

/**
 * The run that a tool is called for, out of the second argument of its `execute`.
 *
 * @throws SchedulerError `INPUT_INVALID` where the call does not come from `aiRunner`
 * @example
 * tool({ inputSchema, execute: (input, options) => mailer.send(input, { key: toolRun(options).idempotencyKey }) });
 */
export function toolRun(options: object): ToolRun {
  const run = (options as Record<symbol, ToolRun | undefined>)[key];
  if (run !== undefined) return run;
  throw new SchedulerError("INPUT_INVALID", {
    field: "options",
    hint: "Give the second argument of a tool's execute, as aiRunner calls it.",
  });
}
