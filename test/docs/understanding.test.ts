import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import type { Interpretation } from "../../src/model/interpretation.ts";
import type { Schedule } from "../../src/model/schedule.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/understanding.md"), "utf8");
const now = new Date("2026-11-23T15:07:00Z");
const timezone = "America/New_York";
const read = (text: string) => interpret(text, { now, timezone });

/** The rows of the table under a heading. */
function rowsUnder(heading: string): (readonly [string, string])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, first = "", second = ""]) => [first, second] as const);
}

/** A schedule as the page writes it. */
function written(schedule: Schedule): string {
  const bounds = [
    schedule.from && `from ${localDay(schedule.from)}`,
    schedule.until && `until ${localDay(schedule.until)}`,
    schedule.maxOccurrences !== undefined && `${schedule.maxOccurrences} times`,
  ].filter((bound) => typeof bound === "string");
  const zone = "timezone" in schedule && schedule.timezone !== timezone ? [`in ${schedule.timezone}`] : [];
  const rule = {
    once: () => `once at ${schedule.kind === "once" ? schedule.at.toISOString().replace(".000", "") : ""}`,
    interval: () => `every ${schedule.kind === "interval" ? schedule.everyMs / 1000 : 0} s`,
    cron: () => `\`${schedule.kind === "cron" ? schedule.expression : ""}\``,
    rrule: () => `\`${schedule.kind === "rrule" ? schedule.rule : ""}\``,
  }[schedule.kind]();
  return [rule, ...zone, ...bounds].join(" ");
}

const localDay = (at: Date) => new Intl.DateTimeFormat("en-CA", { timeZone: timezone }).format(at);

function schedulesOf(interpretation: Interpretation): string {
  return interpretation.outcome === "understood"
    ? interpretation.schedules.map(written).join(" and ")
    : JSON.stringify(interpretation);
}

describe("docs/understanding.md", () => {
  it.each(rowsUnder("Families"))("reads “%s” as %s", (sentence, schedule) => {
    expect(schedulesOf(read(sentence))).toBe(schedule);
  });

  it.each(rowsUnder("What stays in the prompt"))("keeps of “%s” the prompt “%s”", (sentence, prompt) => {
    expect(read(sentence)).toMatchObject({ outcome: "understood", prompt });
  });

  it.each(rowsUnder("What is asked"))("asks about “%s”: %s", (sentence, code) => {
    expect(read(sentence)).toMatchObject({ outcome: "ambiguous", question: { code } });
  });

  it.each(rowsUnder("What cannot be scheduled"))("cannot schedule “%s”: %s", (sentence, code) => {
    expect(read(sentence)).toMatchObject({ outcome: "unsupported", reason: { code } });
  });

  it.each(rowsUnder("Corrections"))("takes the correction “%s” to %s", (correction, schedule) => {
    const first = read("Every weekday at 7am, list the setups");
    expect(schedulesOf(amend(first, correction, { now, timezone }))).toBe(schedule);
  });
});
