import type { Runner, RunnerFunction } from "../../ports/runner.ts";

/** A runner made of a plain function: nothing returned means success, a string is the assistant's last message. */
export function functionRunner(run: RunnerFunction): Runner {
  return {
    run: async (context) => {
      const result = await run(context);
      if (typeof result === "string") return { state: "succeeded", message: result };
      return result ?? { state: "succeeded" };
    },
  };
}
