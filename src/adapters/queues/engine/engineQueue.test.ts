import { describe, expect, it } from "vitest";
import { type Engine, engineQueue } from "./engineQueue.ts";

/** An engine that cannot be opened so many times, and counts what is open. */
function aBrokenEngine(failures: number): Engine & { isConnecting: boolean } {
  let left = failures;
  const engine: Engine & { isConnecting: boolean } = {
    name: "broken",
    isConnecting: false,
    open: async () => {
      engine.isConnecting = true;
      if ((left -= 1) >= 0) throw new Error("nobody answers");
    },
    push: async () => {},
    taker: async () => ({ take: async () => [], close: async () => {} }),
    waiting: async () => 0,
    close: async () => void (engine.isConnecting = false),
  };
  return engine;
}

describe("a queue over an engine", () => {
  it("leaves nothing connecting where it could not be opened, and opens at the next try", async () => {
    const engine = aBrokenEngine(1);
    const queue = engineQueue(engine);
    const bell = { runId: "r1", owner: "u1", factory: "f1", priority: 0 };
    await expect(queue.ring([bell])).rejects.toMatchObject({ code: "QUEUE_FAILED" });
    expect(engine.isConnecting).toBe(false);
    expect(await queue.ring([bell])).toEqual([]);
    expect(engine.isConnecting).toBe(true);
    await queue.close?.();
    expect(engine.isConnecting).toBe(false);
  });
});
