import { describe, expect, it } from "vitest";
import type { Bell } from "../../ports/queue.ts";
import { localQueue } from "./localQueue.ts";

const aBell = (runId: string, fields: Partial<Bell> = {}): Bell => ({
  runId,
  owner: "owner-1",
  factory: "factory-1",
  priority: 0,
  ...fields,
});
const alone = { total: 1, perOwner: 1, perFactory: 1 };

/** Rings all, then answers one after the other, in the order of the queue. */
async function orderOf(bells: readonly Bell[]): Promise<string[]> {
  const queue = localQueue();
  const heard: string[] = [];
  await queue.ring(bells);
  const stop = await queue.listen(async (runId) => void heard.push(runId), alone);
  for (let turns = 0; turns < 200; turns += 1) await Promise.resolve();
  await stop();
  return heard;
}

describe("localQueue", () => {
  it("lets owners take turns, however many bells one of them has", async () => {
    const many = [1, 2, 3, 4].map((n) => aBell(`a${n}`, { owner: "a" }));
    expect(await orderOf([...many, aBell("b1", { owner: "b" })])).toEqual(["a1", "b1", "a2", "a3", "a4"]);
  });

  it("lets the factories of an owner take turns", async () => {
    const bells = [aBell("x1", { factory: "x" }), aBell("x2", { factory: "x" }), aBell("y1", { factory: "y" })];
    expect(await orderOf(bells)).toEqual(["x1", "y1", "x2"]);
  });

  it("answers what is due now before what is made up", async () => {
    expect(await orderOf([aBell("late", { priority: 1 }), aBell("now")])).toEqual(["now", "late"]);
  });

  it("takes a second bell for a run that still waits as the same bell", async () => {
    expect(await orderOf([aBell("a"), aBell("a")])).toEqual(["a"]);
  });

  it("says when fewer bells wait than are answered at a time", async () => {
    const queue = localQueue();
    await queue.ring(Array.from({ length: 5 }, (_, n) => aBell(`a${n}`)));
    const endings: (() => void)[] = [];
    let isShort = 0;
    const onBell = () => new Promise<void>((resolve) => void endings.push(resolve));
    await queue.listen(onBell, alone, () => void (isShort += 1));
    const shortAfter: number[] = [];
    for (let answered = 0; answered < 5; answered += 1) {
      shortAfter.push(isShort);
      endings[answered]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(shortAfter).toEqual([0, 0, 0, 0, 1]);
  });

  it("never has more answered at a time than an owner or a factory may have", async () => {
    const queue = localQueue();
    const heard: string[] = [];
    const endings: (() => void)[] = [];
    const onBell = (runId: string) => new Promise<void>((resolve) => void (heard.push(runId), endings.push(resolve)));
    await queue.listen(onBell, { total: 10, perOwner: 2, perFactory: 1 });
    await queue.ring([
      aBell("a1", { owner: "a", factory: "x" }),
      aBell("a2", { owner: "a", factory: "x" }),
      aBell("a3", { owner: "a", factory: "y" }),
      aBell("a4", { owner: "a", factory: "z" }),
      aBell("b1", { owner: "b", factory: "w" }),
    ]);
    expect(heard).toEqual(["a1", "b1", "a3"]);
    endings[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(["a1", "b1", "a3", "a4"]);
  });

  it("T50 when it is full, has the owner with the longest line give way, and keeps a reserve for what is due now", async () => {
    const queue = localQueue({ capacity: 10 });
    const late = Array.from({ length: 12 }, (_, n) => aBell(`late${n}`, { owner: "a", priority: 1 }));
    expect((await queue.ring(late)).map(({ runId }) => runId)).toEqual(["late9", "late10", "late11"]);
    expect(await queue.ring([aBell("now")])).toEqual([]);
    expect((await queue.ring([aBell("b1", { owner: "b" })])).map(({ runId }) => runId)).toEqual(["late8"]);
  });

  it("ends listening once the bells that were taken are answered", async () => {
    const queue = localQueue();
    let end: () => void = () => undefined;
    const stop = await queue.listen(() => new Promise<void>((resolve) => void (end = resolve)), alone);
    await queue.ring([aBell("a"), aBell("b")]);
    const order: string[] = [];
    const stopped = stop().then(() => order.push("stopped"));
    order.push("answered");
    end();
    await stopped;
    expect(order).toEqual(["answered", "stopped"]);
  });
});
