import { describe, expect, it } from "vitest";
import { Batcher } from "./batcher.ts";

describe("Batcher", () => {
  it("writes what came in one turn together, and what came during a write in the next batch", async () => {
    const batches: number[][] = [];
    const batcher = new Batcher<number, number>(async (inputs) => {
      batches.push([...inputs]);
      if (batches.length === 1) later.push(batcher.add(4), batcher.add(5));
      return inputs.map((input) => input * 10);
    });
    const later: Promise<number>[] = [];
    expect(await Promise.all([1, 2, 3].map((input) => batcher.add(input)))).toEqual([10, 20, 30]);
    expect(await Promise.all(later)).toEqual([40, 50]);
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it("tells all of a batch that its write failed, and goes on with the next", async () => {
    let isDown = true;
    const batcher = new Batcher<string, string>(async (inputs) => {
      if (isDown) throw new Error("no disk");
      return inputs;
    });
    const results = await Promise.allSettled([batcher.add("a"), batcher.add("b")]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    isDown = false;
    await expect(batcher.add("c")).resolves.toBe("c");
  });
});
