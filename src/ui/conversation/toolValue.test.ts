import { describe, expect, it } from "vitest";
import { byteSize, toolSummary, toolValue } from "./toolValue.ts";

const closed = { secrets: false, all: false };

describe("a value of a tool", () => {
  it("is one line where it is short, and indented where it is long", () => {
    expect(toolValue({ model: "north", days: 7 }, closed).text).toBe('{ "model": "north", "days": 7 }');
    expect(toolValue({ a: "x".repeat(100) }, closed).text).toContain("\n  ");
  });
  it("hides what is named like a secret, at any depth, until it is asked for", () => {
    const value = { headers: { Authorization: "Bearer abc" }, api_key: "k-1", note: "plain" };
    expect(toolValue(value, closed).text).not.toMatch(/abc|k-1/);
    expect(toolValue(value, closed).hasSecrets).toBe(true);
    expect(toolValue(value, { secrets: true, all: false }).text).toContain("Bearer abc");
    expect(toolSummary({ password: "hunter2", to: "you" })).toBe("password: ••••••, to: you");
  });
  it("is cut at 20,000 letters until all of it is asked for", () => {
    const long = "y".repeat(30_000);
    expect(toolValue(long, closed)).toMatchObject({ cutFrom: 30_000 });
    expect(toolValue(long, closed).text).toHaveLength(20_001);
    expect(toolValue(long, { secrets: false, all: true })).toMatchObject({ cutFrom: undefined, text: long });
  });
  it("may be nothing at all", () => {
    expect(toolValue(null, closed).text).toBe("null");
    expect(toolSummary(null)).toBe("");
  });
});

it("a size is told in the largest unit that leaves it at one or more", () => {
  expect([999, 38_912, 1_468_006].map((bytes) => byteSize(bytes, "en"))).toEqual(["999 byte", "39 kB", "1.5 MB"]);
});
