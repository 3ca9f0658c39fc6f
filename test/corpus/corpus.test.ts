import { describe, expect, it } from "vitest";
import { explain, judge, rowsOf } from "./scoring.ts";

/** What each corpus has to reach: the share of right answers, and how many may be wrong without saying so. */
const corpora: readonly [name: string, reach: { right: number; wrong: number; prompt: number }][] = [
  ["dev", { right: 0.99, wrong: 0, prompt: 0.99 }],
  ["corrections.dev", { right: 0.98, wrong: 0, prompt: 0.98 }],
  ["field.en", { right: 0.98, wrong: 0.01, prompt: 0.95 }],
  ["field2.en", { right: 0.97, wrong: 0.01, prompt: 0.95 }],
  ["field.corrections.en", { right: 0.97, wrong: 0.01, prompt: 0.97 }],
];

describe.each(corpora)("the corpus %s", (name, reach) => {
  const judged = rowsOf(name).map(judge);
  const share = (count: number) => count / judged.length;

  it(`is understood in ${reach.right * 100} of 100 sentences`, () => {
    const right = judged.filter(({ verdict }) => verdict === "right");
    const failing = judged.filter(({ verdict }) => verdict !== "right").map(explain);
    expect(share(right.length), failing.join("\n")).toBeGreaterThanOrEqual(reach.right);
  });

  it(`is silently wrong in at most ${reach.wrong * 100} of 100`, () => {
    const wrong = judged.filter(({ verdict }) => verdict === "wrong");
    expect(share(wrong.length), wrong.map(explain).join("\n")).toBeLessThanOrEqual(reach.wrong);
  });

  it(`keeps the prompt letter for letter in ${reach.prompt * 100} of 100 that it understands`, () => {
    const answered = judged.filter(
      ({ verdict, answer }) => verdict === "right" && answer.kind !== "ambiguous" && answer.kind !== "unsupported",
    );
    const kept = answered.filter(({ promptIsRight }) => promptIsRight);
    const failing = answered.filter(({ promptIsRight }) => !promptIsRight).map(explain);
    expect(kept.length / answered.length, failing.join("\n")).toBeGreaterThanOrEqual(reach.prompt);
  });
});
