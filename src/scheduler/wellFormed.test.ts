import { describe, expect, it } from "vitest";
import { wellFormed } from "./wellFormed.ts";

describe("wellFormed", () => {
  it("replaces what some databases refuse or change, at any depth, and nothing else", () => {
    const at = new Date(0);
    const bytes = new Uint8Array([0, 1]);
    const given = { text: "a\ud800b\0c", list: ["\udfff", "👍🏽 ñ 日本"], at, bytes, count: 1, none: null };
    expect(wellFormed(given)).toEqual({
      text: "a\uFFFDb\uFFFDc",
      list: ["\uFFFD", "👍🏽 ñ 日本"],
      at,
      bytes,
      count: 1,
      none: null,
    });
  });
});
