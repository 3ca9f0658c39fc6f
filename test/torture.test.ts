import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** How many faults the torture list holds: what has broken schedulers in the field, T1 to T59. */
const LENGTH = 59;

/** The numbers that titles of tests name. */
function namedNumbers(): Set<number> {
  const files = ["src", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)),
  );
  const tests = files.filter((file) => file.endsWith(".ts") && file !== import.meta.filename);
  const named = tests.flatMap((file) => {
    // Titles only: a comment that names a number proves nothing.
    const code = readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/.*$/gm, "");
    return [...code.matchAll(/\bT(\d{1,2})\b(?=[ ,:"`}])/g)].map((match) => Number(match[1]));
  });
  return new Set(named);
}

describe("the torture list", () => {
  const named = namedNumbers();
  for (let number = 1; number <= LENGTH; number += 1) {
    it(`T${number} is the title of a test`, () => {
      expect(named).toContain(number);
    });
  }
});
