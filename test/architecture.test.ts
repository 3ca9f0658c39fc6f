import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const src = resolve(import.meta.dirname, "../src");

/** Which rooms a room may import. `model` and `errors` are open to all and import nothing of ours but each other's types. */
const doors: Record<string, readonly string[]> = {
  model: [],
  errors: [],
  ports: [],
  occurrences: [],
  lifecycle: ["occurrences", "ports"],
  adapters: ["ports"],
  interpret: ["occurrences"],
  confirm: ["interpret", "occurrences"],
  scheduler: ["ports", "interpret", "confirm", "occurrences", "lifecycle", "adapters"],
  http: ["scheduler", "interpret", "ports"],
  tools: ["scheduler", "interpret"],
  ai: ["scheduler", "ports", "tools"],
  mcp: ["scheduler", "tools"],
  otel: ["scheduler", "ports"],
  cli: ["scheduler", "adapters", "interpret", "occurrences", "ports", "tools", "mcp"],
  client: [],
  ui: ["client"],
  testing: ["ports", "adapters", "scheduler", "lifecycle"],
};

const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
const isTest = (file: string) => file.endsWith(".test.ts");
const roomOf = (file: string) => (file.includes("/") ? file.slice(0, file.indexOf("/")) : undefined);

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), "utf8");
  const specifiers = [...text.matchAll(/\bfrom\s+"([^"]+)"|\bimport\s+"([^"]+)"|\bimport\("([^"]+)"\)/g)];
  return specifiers.map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

describe("the rooms of src", () => {
  it("are all in the table", () => {
    const rooms = new Set(files.map(roomOf).filter((room) => room !== undefined));
    expect([...rooms].filter((room) => doors[room] === undefined)).toEqual([]);
  });

  for (const file of files.filter((name) => roomOf(name) !== undefined && !isTest(name))) {
    it(`${file} imports only through the doors of its room`, () => {
      const room = roomOf(file) ?? "";
      const open = new Set([room, "model", "errors", ...(doors[room] ?? [])]);
      const ours = importsOf(file).filter((specifier) => specifier.startsWith("."));
      const rooms = ours.map((specifier) => roomOf(relative(src, resolve(src, dirname(file), specifier))) ?? specifier);
      expect(rooms.filter((target) => !open.has(target))).toEqual([]);
    });
  }

  for (const file of files.filter((name) => roomOf(name) === undefined && !isTest(name))) {
    it(`${file} is an import path: it only names what it exports`, () => {
      const statements = readFileSync(join(src, file), "utf8")
        .replaceAll(/\/\*[\s\S]*?\*\//g, "")
        .split(";")
        .map((statement) => statement.trim())
        .filter((statement) => statement !== "");
      expect(statements.filter((statement) => !/^export (type )?\{[^*]*\} from "/.test(statement))).toEqual([]);
    });
  }
});
