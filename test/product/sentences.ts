import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** The product text, as it was given to us. */
const productText = readFileSync(resolve(import.meta.dirname, "scheduled-jobs.txt"), "utf8");

/** Its sentences, in order: a heading, a row of the table and an item of a list count as one each. */
export const sentences: readonly string[] = productText
  .split("\n")
  .map((line) => line.replace(/^\s*(?:•|\d+\.)\s*/, "").trim())
  .filter((line) => line !== "")
  .flatMap((line) => line.split(/(?<=[.:!?]”?)(?<!vs\.)\s+(?=[A-Z“])/));
