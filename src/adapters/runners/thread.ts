import { parentPort, workerData } from "node:worker_threads";
import type { RunContext, RunnerFunction } from "../../ports/runner.ts";
import type { FromThread, ThreadCall, ThreadStart, ToThread } from "./threadMessages.ts";

/** The thread's side of `threadRunner`: gives the host's function its context, and hands on what it does. */

const port = parentPort;
const { module, ...start } = workerData as ThreadStart;
const stopping = new AbortController();
const waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

function tell(message: FromThread): void {
  port?.postMessage(message);
}

function call(name: ThreadCall, args: unknown[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const id = waiting.size + 1;
    waiting.set(id, { resolve, reject });
    tell({ type: "call", id, call: name, args });
  });
}

port?.on("message", (message: ToThread) => {
  if (message.type === "stop") return stopping.abort(new Error("The run was told to stop"));
  const caller = waiting.get(message.id);
  if (message.type === "done") caller?.resolve();
  else caller?.reject(new Error(message.message));
});

const context: RunContext = {
  ...start,
  signal: stopping.signal,
  emit: (...items) => call("emit", items),
  declareSideEffect: () => call("declareSideEffect", []),
  ask: (question) => call("ask", [question]) as Promise<never>,
  usage: (used) => call("usage", [used]),
};

try {
  const { default: carryOut } = (await import(module)) as { default: RunnerFunction };
  tell({ type: "end", outcome: await carryOut(context) });
} catch (error) {
  tell({ type: "threw", message: error instanceof Error ? error.message : String(error) });
} finally {
  port?.close();
}
