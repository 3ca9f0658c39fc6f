import type { Rule } from "../phrase.ts";
import type { Saying } from "../saying.ts";
import { ahead, as, either, kind, kindIf, listOf, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import type { Weekday } from "../token.ts";
import { and, every, ordinal, plainNumber, step, unitOf, weekdayList } from "./shapes.ts";

/** What the day is counted in: "of every month", "of each quarter", "of March and September", "of next month". */
type Frame = Pick<Saying, "every" | "recurs" | "months" | "period" | "inPeriod">;

const monthList = listOf(kind("month"), and);

const period = (unit: "month" | "quarter" | "year", n: number): Frame => {
  if (unit === "month") return { every: { unit, n }, recurs: true };
  if (unit === "quarter")
    return n === 1 ? { period: "quarter", recurs: true } : { every: { unit: "month", n: n * 3 }, recurs: true };
  return { period: "year", recurs: true };
};

const periodUnit = kindIf("unit", (it) => it.value === "month" || it.value === "quarter" || it.value === "year");

/** "of every other month", "each quarter", "of the month", "in every month", "per month". */
const ofPeriod: Shape<Frame> = either(
  as(
    sequence(
      maybe(word("of", "in")),
      either(every, word("per", "a")),
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
    sequence(word("of", "in"), monthList, maybe(kindIf("number", (it) => it.value > 1999 && it.value < 2200))),
    ([, months, year]) => (year ? undefined : { months: months.map((it) => it.value) }),
  ),
);

type Item = { monthDays: number[] } | { businessDays: number[] };

const day = unitOf("day");
const businessDay = sequence(
  either(word("business", "working", "work", "week", "trading"), sequence(word("week"), word("-"))),
  day,
);

/** "1st", "first day", "last day", "second to last day", "day 12", "3rd business day", "1st to 5th". */
const item: Shape<Item> = either(
  // "the day before the last day", "two days before the end"
  as(
    sequence(
      maybe(word("the")),
      maybe(plainNumber),
      day,
      word("before"),
      word("the"),
      either(
        word("end"),
        sequence(
          kindIf("ordinal", (it) => it.value === -1),
          maybe(day),
        ),
      ),
      ahead(ofPeriod),
    ),
    ([, n]) => ({ monthDays: [-(n?.value ?? 1) - 1] }),
  ),
  // "the last 3 days", "the first five days"
  as(
    sequence(
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value === 1 || it.value === -1),
      plainNumber,
      kindIf("unit", (it) => it.value === "day" && it.plural === true),
      ahead(ofPeriod),
    ),
    ([, edge, n]) =>
      n.value > 0 && n.value < 28
        ? {
            monthDays: Array.from({ length: n.value }, (_, index) => (edge.value > 0 ? index + 1 : index - n.value)),
          }
        : undefined,
  ),
  // "the 15th of the first month of each quarter"
  as(
    sequence(
      maybe(word("the")),
      ordinal,
      maybe(day),
      word("of"),
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value === 1),
      unitOf("month"),
      ahead(sequence(word("of"), either(every, word("the")), unitOf("quarter"))),
    ),
    ([, n]) => ({ monthDays: [n] }),
  ),
  as(
    sequence(
      maybe(word("the")),
      ordinal,
      either(
        businessDay,
        kindIf("dayset", (it) => it.name === "weekday"),
      ),
    ),
    ([, n]) => ({ businessDays: [n] }),
  ),
  as(
    sequence(
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value > 0),
      maybe(word("to", "-")),
      kindIf("ordinal", (it) => it.value === -1),
      either(
        businessDay,
        kindIf("dayset", (it) => it.name === "weekday"),
      ),
    ),
    ([, n]) => ({ businessDays: [-n.value] }),
  ),
  as(
    sequence(
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value > 0),
      maybe(word("to")),
      kindIf("ordinal", (it) => it.value === -1),
      maybe(day),
    ),
    ([, n]) => ({ monthDays: [-n.value] }),
  ),
  as(
    sequence(
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value > 0),
      word("to", "through", "thru", "-", "–", "until"),
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value > 0),
      maybe(day),
    ),
    ([, from, , , to]) => {
      if (to.value <= from.value || to.value > 31) return undefined;
      return { monthDays: Array.from({ length: to.value - from.value + 1 }, (_, index) => from.value + index) };
    },
  ),
  as(sequence(maybe(word("the")), ordinal, maybe(maybe(word("calendar"))), maybe(day)), ([, n]) => ({
    monthDays: [n],
  })),
  as(
    sequence(
      maybe(word("the")),
      kindIf("unit", (it) => it.value === "day" && !it.plural),
      maybe(word("number", "no", "#")),
      plainNumber,
    ),
    ([, , , n]) => ({ monthDays: [n.value] }),
  ),
);

const items: Shape<Item> = as(listOf(item, either(and, sequence(and, word("on")))), (list) => {
  const monthDays = list.flatMap((it) => ("monthDays" in it ? it.monthDays : []));
  const businessDays = list.flatMap((it) => ("businessDays" in it ? it.businessDays : []));
  if (businessDays.length > 0) return monthDays.length > 0 ? undefined : { businessDays };
  return { monthDays };
});

const says = (found: Item, frame: Frame): Saying =>
  "businessDays" in found ? { ...found, ...frame, business: true } : { ...found, ...frame };

/** "on the 1st and 15th of every month", "every 1st of the month", "the last day of each quarter", "day 12 of the month", "the 2nd business day of March". */
export const dayOfMonth: Rule = {
  name: "en.dayOfMonth",
  needs: ["ordinal", "unit", "number"],
  kinds: ["ordinal", "unit", "every", "number"],
  words: ["on", "the", "by"],
  span: "schedule",
  read: either(
    as(sequence(maybe(word("on", "by")), maybe(word("the")), items, ofPeriod), ([, , found, frame]) => ({
      says: says(found, frame),
    })),
    // "every 1st of the month"; "every 2nd day of the month" may count days
    as(sequence(maybe(word("on")), every, items, ofPeriod), ([, , found, frame], line, at, next) => {
      const inWords = line.tokens.slice(at, next);
      const isStep =
        "monthDays" in found &&
        found.monthDays.some((n) => n > 1) &&
        inWords.some((token) => token.meanings.some((it) => it.kind === "unit" && it.value === "day"));
      if (isStep) return { says: { ask: "every-n-or-nth" as const, recurs: true as const } };
      const yearly: Frame = frame.months && !frame.every ? { ...frame, every: { unit: "year", n: 1 } } : frame;
      return { says: { ...says(found, yearly), recurs: true as const } };
    }),
  ),
};

/** "every 28th", "on the 9th", "monthly on the 20th". */
export const dayOfMonthAlone: Rule = {
  name: "en.dayOfMonthAlone",
  needs: ["ordinal", "unit"],
  kinds: ["ordinal", "every", "unit"],
  words: ["on", "the"],
  span: "schedule",
  read: either(
    as(
      sequence(maybe(word("on")), kind("every"), items, not(either(kind("unit"), kind("weekday"), kind("dayset")))),
      ([, , found], line, at, next) => {
        // "every 50th part" counts parts
        if ("monthDays" in found && found.monthDays.some((n) => n > 31)) return undefined;
        const digits = line.tokens.slice(at, next).some((token) => token.shape === "number") || "businessDays" in found;
        const isLast = "monthDays" in found && found.monthDays.every((n) => n < 0);
        return digits || isLast ? { says: says(found, { every: { unit: "month", n: 1 }, recurs: true }) } : undefined;
      },
    ),
    as(
      sequence(
        word("on"),
        maybe(word("the")),
        items,
        not(either(kind("unit"), kind("weekday"), kind("dayset"), kind("month"))),
      ),
      ([, , found]) => ({ says: says(found, {}) }),
    ),
    as(
      sequence(maybe(word("the")), items, not(either(kind("unit"), kind("weekday"), kind("dayset"), kind("month")))),
      ([, found], line, at, next) => {
        const digits = line.tokens.slice(at, next).some((token) => token.shape === "number" || token.text === "day");
        return digits ? { says: says(found, {}), bare: true as const } : undefined;
      },
    ),
  ),
};

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

/** "each month's last Friday", "every month's 15th". */
export const monthsOwn: Rule = {
  name: "en.monthsOwn",
  needs: ["every"],
  kinds: ["every"],
  words: ["on"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("on")),
      every,
      word("month's", "quarter's"),
      either(
        as(sequence(ordinal, weekdayList), ([nth, list]) => ({
          nthWeekdays: list.days.map((weekday) => ({ nth, weekday })),
        })),
        item,
      ),
    ),
    ([, , unit, found]): { says: Saying } => ({
      says: {
        ...("nthWeekdays" in found ? { nthWeekdays: found.nthWeekdays } : found),
        ...period(unit === "month's" ? "month" : "quarter", 1),
      },
    }),
  ),
};

const nthOf: Shape<number> = either(
  as(
    sequence(
      kindIf("ordinal", (it) => it.value > 0),
      maybe(word("to")),
      kindIf("ordinal", (it) => it.value === -1),
    ),
    ([it]) => -it.value,
  ),
  ordinal,
);

/** "the first Monday of each month", "1st and 3rd Tuesday", "last Friday of the quarter", "second Monday". */
export const nthWeekday: Rule = {
  name: "en.nthWeekday",
  needs: ["weekday", "dayset"],
  kinds: ["ordinal", "every"],
  words: ["on", "the"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("on")),
      maybe(either(every, word("the"))),
      maybe(word("very")),
      listOf(sequence(listOf(nthOf, and), weekdayList), sequence(and, maybe(word("the")))),
      maybe(ofPeriod),
    ),
    ([onWord, prefix, , pairs, given], line, at) => {
      const nths = pairs.flatMap(([list]) => list);
      if (nths.some((nth) => nth > 5 || nth < -5)) return undefined;
      // "the first weekday" is a day of the month, not five
      if (pairs.some(([, list]) => list.days.length === 5)) return undefined;
      const isEvery =
        line.tokens[at]?.meanings.some((it) => it.kind === "every") ||
        (onWord !== undefined && line.tokens[at + 1]?.meanings.some((it) => it.kind === "every"));
      // "every third Friday" may count weeks; "every first Monday", "every 1st and 3rd Monday" cannot
      const isMonthly = nths.length > 1 || nths.some((nth) => nth === 1 || nth < 0);
      const isPlural = nths.length > 1 && pairs.some(([, { plural }]) => plural);
      const frame: Frame | undefined = given ?? ((isEvery && isMonthly) || isPlural ? period("month", 1) : undefined);
      if (isEvery && !frame) return undefined;
      const nthWeekdays = pairs.flatMap(([list, { days }]) =>
        days.flatMap((weekday: Weekday) => list.map((nth) => ({ nth, weekday }))),
      );
      // "last Friday" is over; "the last Friday" is that of a month
      const beforeThat = line.tokens[line.tokens[at - 1]?.text === "," ? at - 2 : at - 1];
      const isOfMonth = beforeThat?.text === "monthly" || beforeThat?.text === "month";
      if (!frame && nths.length === 1 && nths[0] === -1 && prefix === undefined && !isOfMonth) return undefined;
      const read = { says: { nthWeekdays, ...frame } as Saying };
      return frame || onWord || prefix ? read : { ...read, bare: true as const };
    },
  ),
};
