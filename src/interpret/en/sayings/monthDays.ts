import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  type Line,
  listOf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  unitOf,
} from "../../phrases/shape.ts";
import { type Frame, monthOfYear, ofPeriod, period } from "./periods.ts";
import { and, every, ordinal, plainNumber, weekdayList } from "./shapes.ts";

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
      as(unitOf("day"), (it) => (it.plural ? it : undefined)),
      // "compare the last 7 days every quarter" is about days of the work
      ahead(sequence(word("of", "in", "per"), maybe(word("the")))),
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
  // "21 of every month"
  as(
    sequence(
      maybe(word("the")),
      kindIf("number", (it) => it.value >= 1 && it.value <= 31 && it.word !== true && Number.isInteger(it.value)),
      ahead(sequence(word("of"), every, unitOf("month"))),
    ),
    ([, n]) => ({ monthDays: [n.value] }),
  ),
  as(sequence(maybe(word("the")), ordinal, maybe(word("calendar")), maybe(day)), ([, n], line, at) =>
    isPoint(line, at) ? undefined : { monthDays: [n] },
  ),
  as(
    sequence(
      maybe(word("the")),
      as(unitOf("day"), (it) => (it.plural ? undefined : it)),
      maybe(word("number", "no", "#")),
      plainNumber,
      // "every day 5-8pm": hours
      not(word("-", "–", "—", "to", "until", "till", "or", "%")),
    ),
    ([, , , n]) => ({ monthDays: [n.value] }),
  ),
);

/** "Second, on the 10th of each month …": which point of the message it is. */
function isPoint({ tokens }: Line, at: number): boolean {
  const isFirst = at === 0 || tokens[at - 1]?.sentence !== tokens[at]?.sentence;
  const isListed = tokens[at + 2]?.meanings.some((it) => it.kind === "ordinal") === true;
  return isFirst && !isListed && tokens[at]?.shape === "word" && tokens[at + 1]?.text === ",";
}

/** "The 1st and 15th", "the last day", "1st to 5th". */
export const items: Shape<Item> = as(listOf(item, either(and, sequence(and, word("on")))), (list) => {
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
    // "the last day of October 2027"
    as(sequence(maybe(word("on", "by")), maybe(word("the")), item, monthOfYear), ([, , found, { month, year }]) => {
      const [nth, ...more] = "monthDays" in found ? found.monthDays : [];
      if (nth === undefined || more.length > 0) return undefined;
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      return { says: { day: { kind: "date" as const, month, day: nth < 0 ? days + nth + 1 : nth, year } } };
    }),
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
  needs: ["ordinal", "unit", "clock"],
  kinds: ["ordinal", "every", "unit"],
  words: ["on", "the"],
  span: "schedule",
  read: either(
    as(
      sequence(maybe(word("on")), kind("every"), items, not(either(kind("unit"), kind("weekday"), kind("dayset")))),
      ([, , found], line, at, next) => {
        // "every 50th part" counts parts
        if ("monthDays" in found && found.monthDays.some((n) => n > 31)) return undefined;
        // "every day 9, 12 and 15": hours of each day
        const counted = line.tokens[line.tokens[at]?.text === "on" ? at + 2 : at + 1];
        if (counted?.meanings.some((it) => it.kind === "unit")) return undefined;
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
        not(either(kind("unit"), kind("weekday"), kind("dayset"), kind("month"), word("thought", "thoughts"))),
      ),
      ([, , found]) => ({ says: says(found, {}) }),
    ),
    // "on 15 at 8:00": a day of the month, or a number of the work
    as(
      sequence(
        word("on"),
        maybe(word("the")),
        kindIf("number", (it) => it.value >= 1 && it.value <= 31 && it.word !== true),
        maybe(word(",")),
        maybe(word("at", "@")),
        ahead(kind("clock")),
      ),
      () => ({ says: { ask: "which-day" as const } }),
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

/** "The Monday after the first Friday of the month", "two days before the last Friday": days that no rule can count. */
export const dayFromDay: Rule = {
  name: "en.dayFromDay",
  needs: ["ordinal"],
  kinds: ["weekday", "dayset", "unit", "number", "ordinal", "every"],
  words: ["on", "the"],
  span: "schedule",
  read: as(
    sequence(
      maybe(word("on")),
      maybe(either(word("the"), every)),
      maybe(ordinal),
      either(weekdayList, sequence(maybe(plainNumber), unitOf("day", "week"))),
      word("before", "after", "following", "preceding"),
      maybe(either(word("the"), every)),
      ordinal,
      either(sequence(weekdayList, maybe(ofPeriod)), sequence(maybe(day), ofPeriod)),
    ),
    () => ({ says: { refuse: "not-expressible" as const } }),
  ),
};
