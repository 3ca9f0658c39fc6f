import type { ToolSet } from "ai";
import type { RunContext } from "../ports/runner.ts";
import type { CallLog } from "./callLog.ts";
import { withToolRun } from "./toolRun.ts";

type Execute = NonNullable<ToolSet[string]["execute"]>;

/**
 * Stands before the tools of one attempt. Each is carried out only when its call stands in the conversation and its side effect
 * is declared, and gives its result to the model only when that stands there, too.
 */
export class ToolGuard {
  readonly #context: RunContext;
  readonly #calls: CallLog;
  readonly #hasSideEffect: (tool: string) => boolean;
  readonly #givenUp = new AbortController();
  readonly #inFlight = new Set<Promise<unknown>>();
  /** Aborted when the run is told to stop, and when the attempt is given up. */
  readonly signal: AbortSignal;

  constructor(context: RunContext, calls: CallLog, hasSideEffect: (tool: string) => boolean) {
    this.#context = context;
    this.#calls = calls;
    this.#hasSideEffect = hasSideEffect;
    this.signal = AbortSignal.any([context.signal, this.#givenUp.signal]);
  }

  /** Ends the attempt whatever the model does next: its trace cannot be written, its lease is lost, it waits for the person. */
  giveUp(error: unknown): void {
    this.#givenUp.abort(error);
  }

  /** The same tools, guarded. */
  guard(tools: ToolSet): ToolSet {
    return Object.fromEntries(
      Object.entries(tools).map(([name, tool]) => {
        const { execute } = tool;
        return [name, execute === undefined ? tool : { ...tool, execute: this.#guarded(name, execute) }];
      }),
    );
  }

  /** Resolves once no tool is at work: what one of them did while another ended the attempt is written, too. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.allSettled(this.#inFlight);
  }

  #guarded(name: string, execute: Execute): Execute {
    return (...[input, options]: Parameters<Execute>) => {
      const work = this.#carryOut(name, options, (withRun) => execute(input, withRun));
      this.#inFlight.add(work);
      const over = () => void this.#inFlight.delete(work);
      work.then(over, over);
      return work;
    };
  }

  async #carryOut(
    name: string,
    options: Parameters<Execute>[1],
    execute: (options: Parameters<Execute>[1]) => unknown,
  ): Promise<unknown> {
    const { run, job, emit } = this.#context;
    const { callId, idempotencyKey } = await this.#calls.written(options.toolCallId);
    if (this.#givenUp.signal.aborted && !this.#context.signal.aborted) {
      await this.#calls.writeResult(callId, "It was not carried out: the attempt ended before.", true);
    }
    this.signal.throwIfAborted();
    if (this.#hasSideEffect(name)) await this.#surely(this.#context.declareSideEffect());
    let isAsking = false;
    const ask: RunContext["ask"] = (question) => {
      isAsking = true;
      return this.#context.ask(question);
    };
    let output: unknown;
    try {
      output = await lastOf(execute(withToolRun(options, { run, job, emit, ask, idempotencyKey })));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      // A tool that asks the person ends the attempt: the model has nothing to say until they have answered.
      if (isAsking) this.giveUp(error);
      else await this.#surely(this.#calls.writeResult(callId, message, true));
      throw error;
    }
    await this.#surely(this.#calls.writeResult(callId, output));
    return output;
  }

  async #surely<Result>(writing: Promise<Result>): Promise<Result> {
    try {
      return await writing;
    } catch (error) {
      this.giveUp(error);
      throw error;
    }
  }
}

/** What a tool gives in the end, where it gives what it has so far on the way. */
async function lastOf(given: unknown): Promise<unknown> {
  const result = await given;
  if (typeof result !== "object" || result === null || !(Symbol.asyncIterator in result)) return result;
  let last: unknown;
  for await (const value of result as AsyncIterable<unknown>) last = value;
  return last;
}
