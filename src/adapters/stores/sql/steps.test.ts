import { describe, expect, it } from "vitest";
import { select, type Step, type Steps, together } from "./steps.ts";

/** What was asked, in which goes, where each question is answered by its own text. */
function carriedOut<T>(steps: Steps<T>): { value: T; goes: string[][] } {
  const goes: string[][] = [];
  const textOf = (step: Step) => ("sql" in step ? step.sql : step.type);
  let next = steps.next();
  while (!next.done) {
    const { value: step } = next;
    const asked = step.type === "together" ? step.steps : [step];
    goes.push(asked.map(textOf));
    const answers = asked.map((each) => [textOf(each)]);
    next = steps.next(step.type === "together" ? answers : answers[0]);
  }
  return { value: next.value, goes };
}

function* asking(...questions: readonly string[]): Steps<string[]> {
  const answers: string[] = [];
  for (const question of questions) answers.push(...(yield* select<string>(question)));
  return answers;
}

describe("steps side by side", () => {
  it("ask in one go what both ask at the same point, and each gets its own answers", () => {
    expect(carriedOut(together(asking("a1", "a2"), asking("b1", "b2")))).toEqual({
      value: [
        ["a1", "a2"],
        ["b1", "b2"],
      ],
      goes: [
        ["a1", "b1"],
        ["a2", "b2"],
      ],
    });
  });

  it("go on alone where the other has nothing more to ask, or had nothing", () => {
    expect(carriedOut(together(asking("a1"), asking("b1", "b2", "b3"))).goes).toEqual([["a1", "b1"], ["b2"], ["b3"]]);
    expect(carriedOut(together(asking(), asking("b1")))).toEqual({ value: [[], ["b1"]], goes: [["b1"]] });
  });
});
