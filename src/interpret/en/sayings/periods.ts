import type { Saying } from "../../phrases/saying.ts";
import {
  as,
  either,
  kind,
  kindIf,
  listOf,
  maybe,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { and, every, plainNumber, step } from "./shapes.ts";

/** What the day is counted in: "of every month", "of each quarter", "of March and September", "of next month". */
export type Frame = Pick<Saying, "every" | "recurs" | "months" | "period" | "inPeriod">;

const monthList = listOf(kind("month"), and);

export const period = (unit: "month" | "quarter" | "year", n: number): Frame => {
  if (unit === "month") return { every: { unit, n }, recurs: true };
  if (unit === "quarter")
    return n === 1 ? { period: "quarter", recurs: true } : { every: { unit: "month", n: n * 3 }, recurs: true };
  return { period: "year", recurs: true };
};

export const periodUnit = unitOf("month", "quarter", "year");

/** "of March 2027": a month that comes once. */
export const monthOfYear: Shape<{ month: number; year: number }> = as(
  sequence(
    word("of", "in"),
    kind("month"),
    maybe(word(",")),
    kindIf("number", (it) => it.value > 1999 && it.value < 2200 && !it.word),
  ),
  ([, month, , year]) => ({ month: month.value, year: year.value }),
);

/** "of every other month", "each quarter", "of the month", "in every month", "per month". */
export const ofPeriod: Shape<Frame> = either(
  as(
    sequence(
      maybe(word("of", "in", "from")),
      either(every, word("per", "a", "/")),
      maybe(word("calendar")),
      maybe(
        either(
          step,
          as(plainNumber, (it) => it.value),
        ),
      ),
      periodUnit,
    ),
    ([, , , n, unit]) => period(unit.value as "month", (n ?? 1) * (unit.times ?? 1)),
  ),
  as(
    sequence(
      word("of", "in"),
      maybe(word("the")),
      maybe(word("calendar")),
      periodUnit,
      maybe(sequence(maybe(word(",")), every, unitOf("month", "quarter", "year"))),
    ),
    ([, , , unit]) => period(unit.value as "month", 1),
  ),
  as(
    sequence(
      word("of", "in"),
      either(word("next"), words("the next", "the following", "the coming", "this", "the current")),
      periodUnit,
    ),
    ([, which, unit]) => ({
      inPeriod: { unit: unit.value as "month", offset: which.includes("this") || which.includes("current") ? 0 : 1 },
    }),
  ),
  as(sequence(word("of", "in"), every, monthList), ([, , months]) => ({
    months: months.map((it) => it.value),
    recurs: true as const,
    every: { unit: "year" as const, n: 1 },
  })),
  as(
    sequence(
      either(sequence(word("of", "in"), maybe(word("this"))), word("this")),
      monthList,
      maybe(kindIf("number", (it) => it.value > 1999 && it.value < 2200)),
    ),
    ([, months, year]) => (year ? undefined : { months: months.map((it) => it.value) }),
  ),
);
