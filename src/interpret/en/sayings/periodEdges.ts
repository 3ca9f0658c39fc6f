import type { Rule } from "../../phrases/phrase.ts";
import { as, either, kind, maybe, sequence, word, words, unitOf } from "../../phrases/shape.ts";
import { ofPeriod, period, periodUnit } from "./periods.ts";
import { every, ordinal } from "./shapes.ts";

/** "at the end of each month", "month end", "at the start of the quarter", "on the first of the month". */
export const edgeOfPeriod: Rule = {
  name: "en.edgeOfPeriod",
  needs: ["unit", "month"],
  kinds: ["unit", "every"],
  words: [
    "at",
    "the",
    "on",
    "end",
    "start",
    "beginning",
    "month-end",
    "quarter-end",
    "year-end",
    "by",
    "mid-month",
    "mid",
    "every",
    "each",
    "towards",
    "in",
    "middle",
    "month-start",
  ],
  span: "schedule",
  read: either(
    as(
      sequence(
        maybe(word("at", "on", "by")),
        maybe(word("the")),
        maybe(word("very")),
        word("end", "start", "beginning", "close"),
        ofPeriod,
      ),
      ([, , , edge, frame], line, at, next) => {
        // "start in May" is when something starts
        const joint = line.tokens.findIndex(({ text }, index) => index >= at && text === edge) + 1;
        if (joint - 1 === at && line.tokens[joint]?.text === "in") return undefined;
        // "the end of the year" is one day, or one in each year
        const isEach = line.tokens.slice(at, next).some((token) => token.meanings.some((it) => it.kind === "every"));
        if (!isEach && (frame.period === "year" || frame.period === "quarter"))
          return { says: { ask: "once-or-recurring" as const, recurs: true as const } };
        if (frame.months) return { says: { ...frame, monthDays: [edge === "end" || edge === "close" ? -1 : 1] } };
        return { says: { ...frame, monthDays: [edge === "end" || edge === "close" ? -1 : 1] } };
      },
    ),
    as(
      sequence(
        maybe(word("at", "on", "by", "every", "each")),
        maybe(word("the")),
        either(
          word("month-end", "quarter-end", "year-end", "month-start"),
          as(sequence(periodUnit, maybe(word("-")), word("end")), ([unit]) => `${unit.value}-end`),
        ),
      ),
      ([prefix, , text], line, _at, next) => {
        if (
          prefix === undefined &&
          line.tokens[next]?.shape === "word" &&
          !line.tokens[next].meanings.length &&
          line.tokens[next].text !== "at"
        )
          return undefined;
        const unit = text.slice(0, text.indexOf("-")) as "month";
        return { says: { ...period(unit, 1), monthDays: [text.endsWith("start") ? 1 : -1] } };
      },
    ),
    as(
      sequence(
        maybe(word("at", "on", "in", "by", "every", "each")),
        maybe(word("the")),
        either(words("mid-month", "mid month"), sequence(word("middle"), ofPeriod)),
      ),
      () => ({ says: { every: { unit: "month" as const, n: 1 }, recurs: true as const } }),
    ),
    as(
      sequence(
        maybe(word("at", "on")),
        maybe(word("the")),
        word("start", "beginning", "end"),
        word("of"),
        either(word("the", "every", "each"), kind("every")),
        maybe(word("fiscal", "financial")),
        word("fiscal", "financial"),
        kind("unit"),
      ),
      () => ({ says: { ask: "fiscal-year" as const, recurs: true as const } }),
    ),
  ),
};

/** "Every month-end": no unit stands in it. */
export const everyPeriodEnd: Rule = {
  name: "en.everyPeriodEnd",
  kinds: ["every"],
  span: "schedule",
  read: as(sequence(every, word("month-end", "quarter-end", "year-end", "month-start")), ([, text]) => ({
    says: { ...period(text.slice(0, text.indexOf("-")) as "month", 1), monthDays: [text.endsWith("start") ? 1 : -1] },
  })),
};

/** "at the beginning of each week": weeks begin on Monday; where they end is open. */
export const edgeOfWeek: Rule = {
  name: "en.edgeOfWeek",
  needs: ["unit"],
  words: ["at", "on", "by", "the", "end", "start", "beginning"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("at", "on", "by")),
      maybe(word("the")),
      word("end", "start", "beginning"),
      word("of"),
      every,
      unitOf("week"),
    ),
    ([, , edge]) =>
      edge === "end"
        ? { says: { every: { unit: "week" as const, n: 1 }, recurs: true as const } }
        : { says: { weekdays: [1 as const], recurs: true as const } },
  ),
};

/** "every fiscal quarter", "at the start of every fiscal quarter". */
export const fiscal: Rule = {
  name: "en.fiscal",
  needs: ["unit"],
  kinds: ["every"],
  words: ["at", "on", "the", "first", "last"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("at", "on")),
      maybe(word("the")),
      maybe(sequence(either(ordinal, word("start", "end", "beginning")), maybe(unitOf("day")), word("of"))),
      either(every, word("the")),
      word("fiscal", "financial"),
      kind("unit"),
    ),
    () => ({ says: { ask: "fiscal-year" as const, recurs: true as const } }),
  ),
};
