import { describe, expect, it } from "vitest";
import { isSimilar } from "./similarJob.ts";

const job = (prompt: string, state: "active" | "completed" = "active") => ({ prompt, state });

describe("a job that does nearly the same", () => {
  it.each([
    ["Refresh the line balance", "refresh the line balance.", true],
    ["refresh the line balance for all CNC cells", "Refresh the line balance for all the CNC cells", true],
    ["run the simulation", "run the simulation and email me a PDF of the results", false],
    ["actualiza el balance de línea", "Actualiza el balance de línea", true],
    ["", "", false],
  ])("“%s” and “%s”: %s", (one, other, expected) => {
    expect(isSimilar(job(one), { prompt: other })).toBe(expected);
  });
  it("does not count once it is over", () => {
    expect(isSimilar(job("run the simulation", "completed"), { prompt: "run the simulation" })).toBe(false);
  });
});
