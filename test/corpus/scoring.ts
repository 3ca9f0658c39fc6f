import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { amend } from "../../src/interpret/amend.ts";
import { howRead, interpret } from "../../src/interpret/interpret.ts";
import { languageOf } from "../../src/interpret/languages.ts";
import { readingInWords } from "../../src/interpret/readingInWords.ts";
import type { Interpretation } from "../../src/model/interpretation.ts";
import { nextOccurrences } from "../../src/occurrences/occurrences.ts";

/** What a sentence comes to, by its occurrences: never by the syntax of a schedule. */
export type Answer =
  | { kind: "recurring"; next: string[][]; prompt?: string | null; promptAlso?: string[] }
  | { kind: "once"; at: string; prompt?: string | null; promptAlso?: string[] }
  | { kind: "ambiguous" | "unsupported"; prompt?: null };

/** One sentence, or one correction of a sentence, with what it truly means. */
export interface Row {
  id: string;
  family: string;
  text?: string;
  initial_text?: string;
  correction?: string;
  now: string;
  timezone: string;
  locale: string;
  expect: Answer;
  /** Other answers that are accepted. */
  also?: Answer[];
}

export function rowsOf(corpus: string): Row[] {
  const text = readFileSync(resolve(import.meta.dirname, `${corpus}.jsonl`), "utf8");
  return text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Row);
}

export function answerOf(interpretation: Interpretation, now: Date): Answer {
  if (interpretation.outcome === "ambiguous") return { kind: "ambiguous" };
  if (interpretation.outcome !== "understood") return { kind: "unsupported" };
  const { schedules, prompt } = interpretation;
  const [first] = schedules;
  if (schedules.length === 1 && first?.kind === "once") return { kind: "once", at: first.at.toISOString(), prompt };
  const next = schedules.map((schedule) =>
    nextOccurrences(schedule, { after: now, limit: 5 }).map((at) => at.toISOString()),
  );
  return { kind: "recurring", next, prompt };
}

const minuteOf = (instant: string) => Math.floor(Date.parse(instant) / 60_000);
/** The first five occurrences of all jobs together. */
const minutesOf = (next: string[][]) => [...new Set(next.flat().map(minuteOf))].toSorted((a, b) => a - b).slice(0, 5);

function isSame(answer: Answer, truth: Answer): boolean {
  if (answer.kind === "once" && truth.kind === "once") return minuteOf(answer.at) === minuteOf(truth.at);
  if (answer.kind === "recurring" && truth.kind === "recurring") {
    return JSON.stringify(minutesOf(answer.next)) === JSON.stringify(minutesOf(truth.next));
  }
  return answer.kind === truth.kind;
}

const isClaim = ({ kind }: Answer) => kind === "once" || kind === "recurring";
/** Case, punctuation and white space do not count. */
const loose = (prompt: string | null | undefined) =>
  (prompt ?? "")
    .replaceAll("’", "'")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}%@#/+]+/gu, " ")
    .trim();

export interface Judgement {
  row: Row;
  answer: Answer;
  /** `wrong`: claimed, and it is not so. `missed`: refused, and it should not have been. */
  verdict: "right" | "wrong" | "missed";
  /** Whether the prompt is right too; where there is nothing to compare, it is. */
  promptIsRight: boolean;
}

/** Whether an answer is accepted, claims what is not so, or is missing. */
export function verdictOf(row: Row, answer: Answer): Judgement["verdict"] {
  const accepted = [row.expect, ...(row.also ?? [])].some((truth) => isSame(answer, truth));
  const isRight = accepted || (!isClaim(row.expect) && !isClaim(answer));
  return isRight ? "right" : isClaim(answer) ? "wrong" : "missed";
}

export function judge(row: Row): Judgement {
  const now = new Date(row.now);
  const { timezone, locale } = row;
  const first = interpret(row.text ?? row.initial_text ?? "", { now, timezone, locale });
  const answer = answerOf(
    row.correction === undefined ? first : amend(first, row.correction, { now, timezone, locale }),
    now,
  );
  const prompts =
    "promptAlso" in row.expect ? [row.expect.prompt, ...(row.expect.promptAlso ?? [])] : [row.expect.prompt];
  return {
    row,
    answer,
    verdict: verdictOf(row, answer),
    promptIsRight: !isClaim(row.expect) || prompts.some((prompt) => loose(prompt) === loose(answer.prompt)),
  };
}

/** What went wrong, and how the sentence was read. */
export function explain({ row, answer, verdict }: Judgement): string {
  const text = row.text ?? `${row.initial_text ?? ""} >> ${row.correction ?? ""}`;
  const reading = readingInWords(howRead(row.text ?? row.initial_text ?? "", languageOf(row.locale)));
  return `${row.id} ${verdict}: ${text}\nwant      ${JSON.stringify(row.expect)}\ngot       ${JSON.stringify(answer)}\n${reading}\n`;
}
