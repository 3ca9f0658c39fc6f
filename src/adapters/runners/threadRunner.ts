import { Worker } from "node:worker_threads";
import * as z from "zod";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { defined } from "../../model/defined.ts";
import { givenObject, notAsExpected } from "../../model/given.ts";
import type { Outcome, RunContext, Runner } from "../../ports/runner.ts";
import { overSchema } from "./answer.ts";
import type { FromThread, ThreadStart, ToThread } from "./threadMessages.ts";

/** What a host gives to {@link threadRunner}. */
export interface ThreadRunnerOptions {
  /** The module whose default export is the runner's function, as for a runner in the scheduler's own thread. */
  module: URL;
  /** How much memory its objects may take, in MiB: 256 unless set. Bytes of buffers are not counted. */
  heapMb?: number;
  /** Its whole environment: empty unless set. */
  env?: Readonly<Record<string, string | undefined>>;
  /** How long it has to end by itself after it was told to: 5 s unless set. Then it is ended, whatever it is doing. */
  graceMs?: number;
}

/** Its twin in the thread, beside this file in the source and in the package. */
const thread = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.js", import.meta.url);

const outcomeSchema = z.union([
  z.undefined().transform((): Outcome => ({ state: "succeeded" })),
  z.string().transform((message): Outcome => ({ state: "succeeded", message })),
  overSchema.transform((end): Outcome => defined(end)),
]);

/**
 * Has every attempt carried out by a thread of its own, so that a runner that never gives the processor back, or takes all memory, ends
 * alone: it is stopped when the job's time is up, and its heap is limited.
 *
 * The module's function gets the same context as any other runner; what it hands over is copied. It shares the process: this
 * keeps accidents apart, not attackers.
 *
 * @example
 * createScheduler({ store, runner: threadRunner({ module: new URL("./agent.js", import.meta.url) }) });
 */
export function threadRunner(options: ThreadRunnerOptions): Runner {
  const { module } = givenObject("options", options, "Give at least `module`.");
  if (!(module instanceof URL)) {
    throw notAsExpected("module", module, 'Give its address: new URL("./agent.js", import.meta.url).');
  }
  return { run: (context) => carryOut(options, context) };
}

async function carryOut(options: ThreadRunnerOptions, context: RunContext): Promise<Outcome> {
  const { module, heapMb = 256, env = {}, graceMs = 5_000 } = options;
  const { run, job, conversation, history, idempotencyKey, signal } = context;
  const workerData: ThreadStart = { module: module.href, run, job, conversation, history, idempotencyKey };
  const worker = new Worker(thread, {
    workerData,
    env: defined(env),
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  const tell: (message: ToThread) => void = worker.postMessage.bind(worker);
  let grace: NodeJS.Timeout | undefined;
  const onStop = () => {
    tell({ type: "stop" });
    grace = setTimeout(() => void worker.terminate(), graceMs);
  };
  signal.addEventListener("abort", onStop, { once: true });
  if (signal.aborted) onStop();
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      worker.on("message", (message: FromThread) => {
        if (message.type === "call") void answer(context, message, tell);
        else if (message.type === "threw") reject(new Error(message.message));
        else resolve(outcomeOf(message.outcome));
      });
      worker.once("error", (error) => {
        const isFull = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
        const full = {
          state: "failed",
          message: `It held more than ${heapMb} MiB of memory.`,
          isPermanent: true,
        } as const;
        if (isFull) resolve(full);
        else
          reject(new SchedulerError("RUNNER_FAILED", { module: module.href, reason: error.message }, { cause: error }));
      });
      worker.once("exit", () => {
        const reason = "ended without saying how the run ended";
        reject(signal.aborted ? signal.reason : new SchedulerError("RUNNER_FAILED", { module: module.href, reason }));
      });
    });
  } finally {
    signal.removeEventListener("abort", onStop);
    clearTimeout(grace);
    await worker.terminate();
  }
}

/** Does what the thread asks for; the context checks what it hands over. */
async function answer(
  context: RunContext,
  { id, call, args }: Extract<FromThread, { type: "call" }>,
  tell: (message: ToThread) => void,
): Promise<void> {
  try {
    await (context[call] as (...given: unknown[]) => Promise<void>)(...args);
    tell({ type: "done", id });
  } catch (error) {
    tell({ type: "refused", id, message: error instanceof Error ? error.message : String(error) });
  }
}

function outcomeOf(said: unknown): Outcome {
  const read = outcomeSchema.safeParse(said);
  if (read.success) return read.data;
  return { state: "failed", message: "It gave back something that is not an outcome.", isPermanent: true };
}
