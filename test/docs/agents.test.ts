import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { schedulerTools } from "../../src/tools/schedulerTools.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/agents.md"), "utf8");

describe("docs/agents.md", () => {
  it("names every tool that a model is given, and no other", () => {
    const rows = page.split("\n").filter((line) => /^\| `\w+_/.test(line));
    const named = rows.flatMap((row) =>
      [...(row.split("|")[1] ?? "").matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ""),
    );
    expect(named.toSorted()).toEqual(schedulerTools.map(({ name }) => name).toSorted());
  });
});
