/** Writes the field corpora anew from their sources: `node test/corpus/truth/build.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { corpora } from "./corpora.ts";
import { readRows } from "./rows.ts";

for (const { source, target, tag, prefix } of corpora) {
  const rows = readRows(readFileSync(source, "utf8"), tag, prefix);
  writeFileSync(target, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  console.info(`${rows.length} rows: ${target}`);
}
