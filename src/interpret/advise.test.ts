import { describe, expect, it } from "vitest";
import { advise } from "./advise.ts";

const codes = (prompt: string) => advise(prompt).map(({ code }) => code);

describe("advise", () => {
  it.each([
    ["ask me which line to simulate", ["needs-interaction"]],
    ["run the study and wait for my approval", ["needs-interaction"]],
    ["send an email with the scrap figures", ["no-recipient"]],
    ["email the weekly throughput", ["no-recipient"]],
    ["compare this file with the plan", ["missing-attachment"]],
    ["use the attached spreadsheet and email me the result", ["missing-attachment"]],
  ])("has something to say to “%s”", (prompt, expected) => {
    expect(codes(prompt)).toEqual(expected);
  });

  it.each([
    "run the simulation and email me a PDF of the results",
    "email the PDF report to ops-team@company.com",
    "send the OEE chart to the plant manager",
    "email Dana the plan",
    "check line 3 at 80% load",
  ])("has nothing to say to “%s”", (prompt) => {
    expect(codes(prompt)).toEqual([]);
  });
});
