import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedSpans, stretches } from "./sentence.ts";

describe("the inks of a sentence", () => {
  const text = "Please check scrap every weekday at 7am";
  const spans = [
    { start: 0, end: 6, kind: "frame" as const },
    { start: 19, end: 32, kind: "schedule" as const },
    { start: 33, end: 39, kind: "time" as const },
  ];
  it("join schedule words that only blanks keep apart", () => {
    expect(stretches(text, spans).map(({ start, end, ink }) => [text.slice(start, end), ink])).toEqual([
      ["Please", "frame"],
      [" check scrap ", "what"],
      ["every weekday at 7am", "when"],
    ]);
  });
  it("leave out letters that were refused", () => {
    expect(stretches(text, [{ start: 19, end: 39, kind: "literal" }]).map(({ ink }) => ink)).toEqual(["what"]);
  });
  it("cover every letter once, whatever the spans are", () => {
    const span = fc.record({
      start: fc.nat(40),
      end: fc.nat(40),
      kind: fc.constantFrom("schedule", "time", "frame", "literal"),
    });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), (any) => {
        const inside = any.map((one) => ({
          ...one,
          end: Math.min(one.end, text.length),
          start: Math.min(one.start, text.length),
        }));
        expect(
          stretches(text, inside)
            .map(({ start, end }) => text.slice(start, end))
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

describe("refused letters", () => {
  const refused = [{ start: 6, end: 12 }];
  it("move along when something is typed before them", () => {
    expect(movedSpans(refused, "check weekly audit", "now check weekly audit")).toEqual([{ start: 10, end: 16 }]);
  });
  it("stay when something is typed after them", () => {
    expect(movedSpans(refused, "check weekly audit", "check weekly audit now")).toEqual(refused);
  });
  it("are read again once they are edited", () => {
    expect(movedSpans(refused, "check weekly audit", "check weeeekly audit")).toEqual([]);
  });
});
