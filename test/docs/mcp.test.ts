import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { resourceTemplates } from "../../src/mcp/resources.ts";
import { schedulerTools } from "../../src/tools/schedulerTools.ts";

const guide = readFileSync(resolve(import.meta.dirname, "../../docs/mcp.md"), "utf8");
const rows = guide.split("\n").filter((line) => line.startsWith("| `"));
const named = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name));

describe("docs/mcp.md", () => {
  it("names every tool and every resource, and no other", () => {
    const templates = resourceTemplates.map(({ uriTemplate }) => uriTemplate.replace("{?after}", ""));
    expect(named.toSorted()).toEqual([...schedulerTools.map(({ name }) => name), ...templates].toSorted());
  });
});
