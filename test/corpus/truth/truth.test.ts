import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { corpora } from "./corpora.ts";
import { expand, expandOnce } from "./expand.ts";
import { readRows, type Row } from "./rows.ts";

const corpus = resolve(import.meta.dirname, "..");
const earlier = ["dev.jsonl", "dev.es.jsonl", "corrections.dev.jsonl", "corrections.es.dev.jsonl"]
  .map((name) => resolve(corpus, name))
  .filter((path) => existsSync(path));

function rowsOf(path: string): Row[] {
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line): Row => JSON.parse(line) as Row);
}

describe("the truths of the field corpora", () => {
  for (const path of earlier) {
    it(`the expander reproduces every occurrence of ${path.slice(corpus.length + 1)}`, () => {
      for (const row of rowsOf(path)) {
        for (const answer of [row.expect, ...(row.also ?? [])]) {
          const expanded = answer.schedules?.map(({ rule }) => expand(rule, row));
          expect({ id: row.id, next: expanded }).toEqual({ id: row.id, next: answer.next });
        }
      }
    });
  }

  it("reads one-offs from the moment the sentence was said", () => {
    const friday = { now: "2026-10-30T19:04:00-05:00", timezone: "America/Chicago" };
    expect(expandOnce("+90m", friday)).toBe("2026-10-31T01:34:00Z");
    expect(expandOnce("+3d@09:00", friday)).toBe("2026-11-02T15:00:00Z");
    expect(expandOnce("FR@17:00", friday)).toBe("2026-11-06T23:00:00Z");
    expect(expandOnce("FR@20:00", friday)).toBe("2026-10-31T01:00:00Z");
    expect(expandOnce("nMO@08:00", friday)).toBe("2026-11-02T14:00:00Z");
    expect(expandOnce("@18:00", friday)).toBe("2026-10-31T23:00:00Z");
    expect(expandOnce("--10-30@18:00", friday)).toBe("2027-10-30T23:00:00Z");
    expect(expandOnce("+1d@16:00 tz=Europe/London", friday)).toBe("2026-11-01T16:00:00Z");
  });

  for (const { name, source, target, tag, prefix } of corpora) {
    it(`${name}.jsonl is what its source says`, () => {
      expect(rowsOf(target)).toEqual(readRows(readFileSync(source, "utf8"), tag, prefix));
    });
  }
});
