import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe as about, expect, it } from "vitest";
import { describe } from "../../src/interpret/describe.ts";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";

const now = new Date("2027-01-13T16:07:00Z");
const timezone = "America/Mexico_City";
const locale = "es-ES";

const page = readFileSync(join(import.meta.dirname, "../../docs/understanding-spanish.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !/^\| (said|---)/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, said = "", answer = ""]) => ({ said, answer }));

/** What a sentence is understood to mean, or a sentence and its correction behind an arrow. */
function answerTo(text: string): string {
  const [sentence = "", correction] = text.split(" ⇒ ");
  const first = interpret(sentence, { now, timezone, locale });
  const read = correction === undefined ? first : amend(first, correction, { now, timezone, locale });
  if (read.outcome === "ambiguous") return `¿${read.question.code}?`;
  if (read.outcome === "unsupported") return `¡${read.reason.code}!`;
  if (read.outcome === "no-schedule") return "-";
  const schedules = read.schedules.map((schedule) => describe(schedule, { locale, now, timezone }));
  return `${schedules.join(" + ")} / ${read.prompt ?? "-"}`;
}

about("the page about Spanish", () => {
  it("has rows", () => expect(rows.length).toBeGreaterThan(35));
  it.each(rows)("is right about $said", ({ said, answer }) => {
    expect(answerTo(said)).toBe(answer);
  });
});
