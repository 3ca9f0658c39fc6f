import { describe, expect, it } from "vitest";
import type { Bell } from "../../../ports/queue.ts";
import { bellsOf, messagesOf, payloadOf, Urgency, urgencyOfLast, urgencyOfNext } from "./message.ts";

const aBell = (runId: string, fields: Partial<Bell> = {}): Bell => ({
  runId,
  owner: "u1",
  factory: "f1",
  priority: 0,
  ...fields,
});
const bells = (count: number, fields: Partial<Bell> = {}): Bell[] =>
  Array.from({ length: count }, (_, index) => aBell(`run-${index}`, fields));

describe("messages", () => {
  it("carry each bell once, and read back what was written", () => {
    const given = bells(137);
    const messages = messagesOf(given, () => 2);
    expect(messages.flatMap((message) => bellsOf(payloadOf(message)))).toEqual(given);
  });

  it("carry up to 25 bells where there are many, and few where several processes could share them", () => {
    const sizes = (count: number) => messagesOf(bells(count), () => 2).map((message) => message.bells.length);
    expect(sizes(3)).toEqual([1, 1, 1]);
    expect(sizes(20)).toEqual([3, 3, 3, 3, 3, 3, 2]);
    expect(sizes(1_000)).toEqual(Array.from({ length: 40 }, () => 25));
  });

  it("hold bells that are equally urgent", () => {
    const messages = messagesOf([aBell("now"), aBell("later"), aBell("now too")], ({ runId }) =>
      runId === "later" ? 4 : 2,
    );
    expect(messages.map(({ urgency }) => urgency)).toEqual([2, 2, 4]);
  });

  it("of another shape are no bells", () => {
    for (const payload of [undefined, null, 1, {}, { bells: [1] }, { bells: [["run-1"]] }])
      expect(bellsOf(payload)).toBeUndefined();
  });
});

describe("urgency", () => {
  it("puts an owner with one bell before all but the first of an owner with thousands", () => {
    const urgency = new Urgency();
    const big = bells(5_000, { owner: "big" }).map((bell) => urgency.of(bell));
    const small = urgency.of(aBell("small", { owner: "small" }));
    expect(big.filter((other) => other <= small)).toHaveLength(1);
    expect(big).toEqual(big.toSorted((a, b) => a - b));
  });

  it("puts what is due now before what is made up, however much its owner rang", () => {
    const urgency = new Urgency();
    const now = Math.max(...bells(50_000).map((bell) => urgency.of(bell)));
    expect(now).toBeLessThan(urgency.of(aBell("late", { owner: "other", priority: 1 })));
  });

  it("puts bells that found no room first, and those whose owner has enough last", () => {
    const most = new Urgency().of(aBell("first"));
    expect(urgencyOfNext(aBell("back"))).toBeLessThan(most);
    const urgency = new Urgency();
    const least = Math.max(...bells(50_000).map((bell) => urgency.of(bell)));
    expect(urgencyOfLast(aBell("back"))).toBeGreaterThan(least);
    expect(urgencyOfLast(aBell("back"))).toBeLessThan(urgencyOfNext(aBell("late", { priority: 1 })));
  });
});
