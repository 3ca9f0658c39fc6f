import type { DayWords, PointWords } from "../../phrases/saying.ts";
import {
  as,
  either,
  kind,
  kindIf,
  maybe,
  not,
  remembered,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { ClockWords } from "../../tokens/token.ts";
import { clockPoint } from "./clockPoint.ts";
import { calendarDate, feast } from "./dates.ts";
import { length, type LengthWords } from "./relative.ts";
import { and, ordinal, plainNumber } from "./shapes.ts";

const year = kindIf("number", (it) => it.value >= 1970 && it.value < 2200 && !it.word);
export const longUnit = unitOf("week", "month", "quarter", "year");

export const weekdayName = maybe(
  sequence(
    kindIf("weekday", (it) => !it.plural),
    maybe(word(",", ".")),
  ),
);

/** A day that something starts or ends on. */
export const dayPoint: Shape<DayWords> = either(
  as(sequence(maybe(kindIf("weekday", (it) => !it.plural)), maybe(word(",")), calendarDate), ([, , it]) => it),
  feast,
  as(sequence(maybe(word("the")), words("new year", "new years")), (): DayWords => ({
    kind: "date",
    month: 1,
    day: 1,
  })),
  as(
    kindIf("day", (it) => it.offset >= 0),
    (it): DayWords => ({ kind: "day", offset: it.offset }),
  ),
  as(
    sequence(
      maybe(word("the")),
      unitOf("day"),
      word("after"),
      kindIf("day", (it) => it.offset === 1),
    ),
    (): DayWords => ({ kind: "day", offset: 2 }),
  ),
  as(
    sequence(
      maybe(word("the")),
      maybe(word("very")),
      word("end", "start", "beginning", "close"),
      word("of"),
      maybe(word("the", "this", "next", "current")),
      either(longUnit, kind("month")),
      maybe(year),
    ),
    ([, , edge, , which, unit, y]): DayWords => {
      const end = edge === "end" || edge === "close";
      if (unit.kind === "month") {
        if (!end)
          return y
            ? { kind: "date", month: unit.value, day: 1, year: y.value }
            : { kind: "date", month: unit.value, day: 1 };
        return y ? { kind: "month", month: unit.value, year: y.value } : { kind: "month", month: unit.value };
      }
      return {
        kind: "edge",
        unit: unit.value as "month",
        offset: which === "next" || (!end && which !== "this") ? 1 : 0,
        edge: end ? "end" : "start",
      };
    },
  ),
  as(sequence(maybe(word("the")), longUnit, word("end", "close")), ([, unit]): DayWords => ({
    kind: "edge",
    unit: unit.value as "month",
    offset: 0,
    edge: "end",
  })),
  as(word("month-end", "year-end", "quarter-end", "eom", "eoy"), (text): DayWords => ({
    kind: "edge",
    unit: text.startsWith("year") || text === "eoy" ? "year" : text.startsWith("quarter") ? "quarter" : "month",
    offset: 0,
    edge: "end",
  })),
  as(
    sequence(maybe(word("the")), word("next", "this", "coming", "following"), longUnit),
    ([, which, unit]): DayWords => ({
      kind: "edge",
      unit: unit.value as "month",
      offset: which === "this" ? 0 : 1,
      edge: "start",
    }),
  ),
  as(
    sequence(
      maybe(word("the")),
      maybe(word("this", "next", "coming")),
      maybe(word("coming")),
      kindIf("weekday", (it) => !it.plural),
      maybe(words("next week", "of next week")),
    ),
    ([, which, , day, week]): DayWords =>
      week
        ? { kind: "weekday-of", weekday: day.value, weeks: 1 }
        : { kind: "weekday", weekday: day.value, which: which === "next" ? "next" : "plain" },
  ),
  as(
    sequence(maybe(word("the")), maybe(word("this", "next")), kind("month"), maybe(year), not(plainNumber)),
    ([, , month, y]): DayWords =>
      y ? { kind: "month", month: month.value, year: y.value } : { kind: "month", month: month.value },
  ),
  as(
    sequence(word("the"), ordinal, maybe(sequence(word("of"), word("the", "this", "next"), unitOf("month")))),
    ([, n, of], line, at, next): DayWords | undefined => {
      if (line.tokens[next]?.meanings.some((it) => it.kind === "weekday" || it.kind === "unit")) return undefined;
      return of && line.tokens.slice(at, next).some((token) => token.text === "next")
        ? { kind: "month-day", day: n, months: 1 }
        : { kind: "month-day", day: n };
    },
  ),
);

const weekdayRange = sequence(kind("weekday"), either(and, word("-", "–", "to", "through")), kind("weekday"));

/** What follows a day: a clock time, a part of the day, or nothing. */
const timeOfDay: Shape<PointWords> = either<Shape<PointWords>[]>(
  as(sequence(maybe(sequence(maybe(word(",")), word("at", "@", "from"))), clockPoint), ([, time]) => ({ time })),
  as(sequence(maybe(word("in")), maybe(word("the")), kind("daypart")), ([, , part]) => ({ daypart: part.value })),
);

const moreTimes = sequence(and, maybe(word("at")), clockPoint);
// "until March 31 at 7, 13 and 19": a list of times is that of the rhythm
const timeBehind = as(sequence(timeOfDay, not(moreTimes)), ([time]) => time);
// "until 5pm Mon-Fri" is about days of the rhythm
const dayBehind = as(sequence(maybe(word("on", ",")), not(weekdayRange), dayPoint), ([, , day]) => day);

/** "June 1", "next Monday at 8am"; or "8am tomorrow", "5pm". */
const dayOrTime: Shape<PointWords> = either<Shape<PointWords>[]>(
  as(sequence(dayPoint, maybe(timeBehind)), ([day, time]) => ({ day, ...time })),
  as(sequence(maybe(word("at")), clockPoint, maybe(dayBehind)), ([, time, day]) => (day ? { day, time } : { time })),
);

/** "May 5 at 1pm", and neither a day nor a time alone. */
export const timedDay: Shape<PointWords & { day: DayWords; time: ClockWords }> = as(
  dayOrTime,
  ({ day, time, ...more }) => (day && time ? { day, time, ...more } : undefined),
);

const otherPoint: Shape<PointWords> = either<Shape<PointWords>[]>(
  as(words("this morning", "this afternoon", "this evening", "tonight"), (text) => ({
    day: { kind: "day", offset: 0 },
    daypart: text === "tonight" ? "night" : (text.slice(5) as "morning"),
  })),
  as(sequence(either(sequence(word("in"), length), sequence(length, words("from now")))), ([parts]) => {
    const it = typeof parts[0] === "string" ? (parts as [string, LengthWords])[1] : (parts as [LengthWords, string])[0];
    if (it.vague) return undefined;
    return it.ms === undefined ? { day: { kind: "in", n: it.n, unit: it.unit as "day" } } : { afterMs: it.ms };
  }),
  // "starting in 3 days": the "in" went with the "starting"
  as(length, (it, line, at) => {
    if (it.vague || line.tokens[at - 1]?.text !== "in") return undefined;
    return it.ms === undefined ? { day: { kind: "in", n: it.n, unit: it.unit as "day" } } : { afterMs: it.ms };
  }),
  as(either(word("now", "immediately"), words("right now", "right away")), () => ({})),
);

/** "June 1", "next Monday at 8am", "5pm", "in 3 days", "tonight". */
export const point: Shape<PointWords> = remembered(either(dayOrTime, otherPoint));
