import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { jobMoves } from "../../src/lifecycle/stepJob.ts";
import { runMoves } from "../../src/lifecycle/stepRun.ts";
import { defaultPolicies } from "../../src/model/policies.ts";

const guide = (name: string) => readFileSync(resolve(import.meta.dirname, "../../docs", name), "utf8");

/** A state machine as the table of a guide: a row for each step that leads from one state to another. */
function tableOf(moves: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const rows = Object.entries(moves).flatMap(([state, steps]) => {
    const leads = Object.entries(steps);
    if (leads.length === 0) return [`| ${state} | – | the end |`];
    return leads.map(([step, next]) => `| ${state} | ${step} | ${step === "delete" ? "removed" : next} |`);
  });
  return ["| state | step | leads to |", "| --- | --- | --- |", ...rows].join("\n");
}

/** A guide's tables with their padding taken out, as prettier may lay them out. */
const unpadded = (text: string) => text.replaceAll(/ *\| */g, "|").replaceAll(/-{3,}/g, "---");

describe("docs/lifecycle.md", () => {
  it("shows the state machine of a job as the code has it", () => {
    expect(unpadded(guide("lifecycle.md"))).toContain(unpadded(tableOf(jobMoves)));
  });

  it("shows the state machine of a run as the code has it", () => {
    expect(unpadded(guide("lifecycle.md"))).toContain(unpadded(tableOf(runMoves)));
  });
});

describe("docs/operations.md", () => {
  const flat = Object.entries(defaultPolicies).flatMap(([name, value]): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).map(([inner, default_]): [string, unknown] => [`${name}.${inner}`, default_])
      : [[name, value]],
  );
  for (const [name, value] of flat) {
    it(`names the default of ${name}`, () => {
      const row = new RegExp(
        `\\|\`${name.replace(".", "\\.")}\`\\|\`${JSON.stringify(value).replaceAll('"', '\\"')}\`\\|`,
      );
      expect(unpadded(guide("operations.md"))).toMatch(row);
    });
  }
});
