import { describe, expect, it } from "vitest";
import { readArguments } from "../../../examples/factory-host/terminal/arguments.ts";
import { entryText } from "../../../examples/factory-host/terminal/conversationText.ts";
import { brief, safe } from "../../../examples/factory-host/terminal/style.ts";
import { clockTime, duration, relative } from "../../../examples/factory-host/terminal/times.ts";

const now = new Date("2027-03-11T15:12:00Z");

describe("the command line", () => {
  it("takes the sentence from all words, and a data folder that counts from where npm was called", () => {
    const given = readArguments(["in 2 hours,", "check", "the line", "--yes", "--data", "factory"], {
      INIT_CWD: "/home/ada",
    });
    expect(given).toMatchObject({
      sentence: "in 2 hours, check the line",
      isConfirmed: true,
      waits: true,
      data: "/home/ada/factory",
    });
  });

  it("takes an empty sentence as one, so that it can be answered", () => {
    expect(readArguments([""], {}).sentence).toBe("");
    expect(readArguments([], {}).sentence).toBeUndefined();
  });

  it("refuses an option that does not exist", () => {
    expect(() => readArguments(["--yess"], {})).toThrow("--yess");
  });
});

describe("times for a person", () => {
  it.each([
    ["2027-03-11T15:12:00.000Z", "now"],
    ["2027-03-11T15:12:04.900Z", "in 4.9 s"],
    ["2027-03-11T15:12:59.999Z", "in 59 s"],
    ["2027-03-11T15:24:59.000Z", "in 12 min"],
    ["2027-03-12T10:00:00.000Z", "in 18 h"],
    ["2027-03-15T15:12:00.000Z", "in 4 days"],
    ["2027-03-12T15:12:00.000Z", "in 1 day"],
    ["2027-03-11T15:07:00.000Z", "5 min ago"],
  ])("%s is %s", (instant, said) => {
    expect(relative(new Date(instant), now)).toBe(said);
  });

  it("are in the job's zone, with the year and the seconds only where they matter", () => {
    const at = new Date("2027-03-12T10:00:00Z");
    expect(clockTime(at, "America/New_York", now)).toBe("Fri, Mar 12, 5:00 AM");
    expect(clockTime(at, "Asia/Tokyo", now)).toBe("Fri, Mar 12, 7:00 PM");
    expect(clockTime(new Date("2028-01-01T05:00:09Z"), "America/New_York", now)).toBe("Sat, Jan 1, 2028, 12:00:09 AM");
  });

  it("are rounded down, so that nothing seems to have taken longer than it did", () => {
    expect([duration(0), duration(999), duration(59_999), duration(3_599_999)]).toEqual([
      "0.0 s",
      "0.9 s",
      "59 s",
      "59 min",
    ]);
  });
});

describe("text of other people's making", () => {
  it("cannot colour, move the cursor, ring or turn the direction of reading", () => {
    const hostile = "\u001B[31mred\u001B[0m \u001B]0;title\u0007 a\bb \u202Ereversed\u202C \r\n\u0000end";
    // oxlint-disable-next-line no-control-regex -- these must be gone
    expect(safe(hostile)).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
    expect(safe(hostile)).toContain("red");
  });

  it("keeps every script and emoji", () => {
    const said = "检查 3 号线 🚀👩‍🏭 تقرير — ñandú";
    expect(safe(said)).toBe(said);
  });

  it("is cut by letters, never inside one", () => {
    expect(brief("🚀".repeat(10), 4)).toBe("🚀🚀🚀…");
    expect(brief("one\n two\t three", 40)).toBe("one two three");
  });

  it("in a conversation shows the plain values of a result on one line", () => {
    const output = { line: "CNC\u001B[2J line", seed: 7, nested: { deep: 1 }, to: ["a", "b"] };
    const item = { type: "tool-result" as const, callId: "1", output, isError: false };
    expect(entryText({ sequence: 1, at: now, item })).toBe("← line CNC line · seed 7 · to a, b");
    const list = {
      ...item,
      output: [
        { line: "North", good: 1 },
        { line: "South", good: 2 },
      ],
    };
    expect(entryText({ sequence: 2, at: now, item: list })).toBe("← line North · good 1 / line South · good 2");
  });
});
