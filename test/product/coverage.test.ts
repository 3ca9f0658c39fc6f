import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { sentences } from "./sentences.ts";
import { silent } from "./silent.ts";

/** The sentences that tests of this folder cite, read from their source. */
function citedSentences(): string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
  return files.flatMap((name) => {
    const source = ts.createSourceFile(
      name,
      readFileSync(join(import.meta.dirname, name), "utf8"),
      ts.ScriptTarget.ESNext,
    );
    const cited: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "promised") {
        const [sentence] = node.arguments;
        if (sentence !== undefined && ts.isStringLiteralLike(sentence)) cited.push(sentence.text);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return cited;
  });
}

describe("the product text", () => {
  const cited = new Set(citedSentences());
  const said = new Set(sentences);

  it("has a test for every sentence that promises something", () => {
    expect(sentences.filter((sentence) => !cited.has(sentence) && !(sentence in silent))).toEqual([]);
  });

  it("is cited letter for letter", () => {
    expect([...cited].filter((sentence) => !said.has(sentence))).toEqual([]);
    expect(Object.keys(silent).filter((sentence) => !said.has(sentence))).toEqual([]);
  });

  it("promises nothing in a sentence only where no test cites it", () => {
    expect(Object.keys(silent).filter((sentence) => cited.has(sentence))).toEqual([]);
  });
});
