import type { ToolSet } from "ai";
import type { RunContext } from "../ports/runner.ts";
import type { CallLog } from "./callLog.ts";
import { withToolRun } from "./toolRun.ts";

/** What a guarded tool has to know. */
export interface Guard {
  context: RunContext;
  calls: CallLog;
  hasSideEffect: (tool: string) => boolean;
  /** Told what makes the attempt fail whatever the model does next: a trace that cannot be written, a lease that is lost. */
  giveUp: (error: unknown) => void;
}

type Execute = NonNullable<ToolSet[string]["execute"]>;

/**
 * The same tools, each of which is carried out only when its call stands in the conversation and its side effect is declared,
 * and gives its result to the model only when that stands there, too.
 */
export function guardTools(tools: ToolSet, guard: Guard): ToolSet {
  return Object.fromEntries(
    Object.entries(tools).map(([name, tool]) => {
      const { execute } = tool;
      return [name, execute === undefined ? tool : { ...tool, execute: guarded(name, execute, guard) }];
    }),
  );
}

function guarded(name: string, execute: Execute, { context, calls, hasSideEffect, giveUp }: Guard): Execute {
  const surely = async <Result>(writing: Promise<Result>): Promise<Result> => {
    try {
      return await writing;
    } catch (error) {
      giveUp(error);
      throw error;
    }
  };
  return async (...[input, options]: Parameters<Execute>) => {
    const { callId, idempotencyKey } = await calls.written(options.toolCallId);
    context.signal.throwIfAborted();
    if (hasSideEffect(name)) await surely(context.declareSideEffect());
    const { run, job, emit } = context;
    let output: unknown;
    try {
      output = await lastOf(execute(input, withToolRun(options, { run, job, emit, idempotencyKey })));
    } catch (error) {
      await surely(calls.writeResult(callId, error instanceof Error ? error.message : String(error), true));
      throw error;
    }
    await surely(calls.writeResult(callId, output));
    return output;
  };
}

/** What a tool gives in the end, where it gives what it has so far on the way. */
async function lastOf(given: unknown): Promise<unknown> {
  const result = await given;
  if (typeof result !== "object" || result === null || !(Symbol.asyncIterator in result)) return result;
  let last: unknown;
  for await (const value of result as AsyncIterable<unknown>) last = value;
  return last;
}
