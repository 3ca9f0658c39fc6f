import type { Rule } from "../../phrases/phrase.ts";
import type { DayWords, Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  kindIf,
  listOf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  remembered,
} from "../../phrases/shape.ts";
import { and, every, on, plainNumber } from "./shapes.ts";
import { tells } from "../request/told.ts";

const yearNumber = kindIf("number", (it) => it.value >= 1970 && it.value < 2200 && !it.word);
const year: Shape<number> = as(sequence(maybe(word(",")), maybe(word("of", "in")), yearNumber), ([, , it]) => it.value);

const dayNumber: Shape<number> = either(
  as(
    kindIf("ordinal", (it) => it.value > 0),
    (it) => it.value,
  ),
  as(plainNumber, (it) => (it.value > 0 && it.value <= 99 && !it.vague ? it.value : undefined)),
);

const month = kindIf("month", () => true);

/** "Dec 5:30", and not "until December 5: check". */
const gluedColon: Shape<true> = ({ tokens }, at) =>
  tokens[at]?.text === ":" && tokens[at + 1]?.spaced === false ? { value: true, next: at } : undefined;

/** A number that belongs to what follows ("June 5 machines", "Dec 5:30") is no day of the month. */
const endsDate = not(either(kind("meridiem"), gluedColon, word("%", "times", "runs")));

/** "June 12", "Dec 5th, 2027", "2027 Dec 5", "the 3rd of November", "25 August", "2028-01-10", "12/01". */
export const calendarDate: Shape<Extract<DayWords, { kind: "date" }>> = remembered(
  either(
    as(sequence(kind("month"), maybe(word(".", "the")), dayNumber, endsDate, maybe(year)), ([m, , day, , y]) =>
      dated(m.value, day, y),
    ),
    as(sequence(yearNumber, month, maybe(word(".", "the")), dayNumber, endsDate), ([y, m, , day]) =>
      dated(m.value, day, y.value),
    ),
    as(sequence(dayNumber, word("-"), month, word("-"), year), ([day, , m, , y]) => dated(m.value, day, y)),
    as(sequence(kind("month"), word("-"), dayNumber, word("-"), year), ([m, , day, , y]) => dated(m.value, day, y)),
    as(
      sequence(maybe(word("the")), dayNumber, maybe(word("of")), month, maybe(word(".")), maybe(year)),
      ([, day, , m, , y]) => dated(m.value, day, y),
    ),
    as(kind("date"), (it) => {
      const date = dated(it.month, it.day, it.year);
      return it.numeric === "either" ? { ...date, unclear: true as const } : date;
    }),
  ),
);

function dated(m: number, day: number, y: number | undefined): Extract<DayWords, { kind: "date" }> {
  return y === undefined ? { kind: "date", month: m, day } : { kind: "date", month: m, day, year: y };
}

/** Holidays whose date is the same each year. */
export const feast: Shape<Extract<DayWords, { kind: "date" }>> = as(
  either(
    words(
      "christmas eve",
      "christmas day",
      "xmas eve",
      "boxing day",
      "new year's eve",
      "new years eve",
      "new year's day",
      "new years day",
      "valentine's day",
      "halloween",
    ),
    word("christmas", "xmas"),
  ),
  (name) => {
    const [m, day] = feasts[name] ?? [12, 25];
    return { kind: "date", month: m, day };
  },
);
const feasts: Readonly<Record<string, readonly [number, number]>> = {
  "christmas eve": [12, 24],
  "xmas eve": [12, 24],
  "boxing day": [12, 26],
  "new year's eve": [12, 31],
  "new years eve": [12, 31],
  "new year's day": [1, 1],
  "new years day": [1, 1],
  "valentine's day": [2, 14],
  halloween: [10, 31],
};

const weekdayBefore = maybe(
  sequence(
    kindIf("weekday", (it) => !it.plural),
    maybe(word(",", ".")),
    maybe(word("the")),
  ),
);

/** "Next December 23rd", "on the December 25th". */
const comingOne = maybe(sequence(maybe(word("the")), maybe(word("next", "coming", "this")), ahead(month)));

const timeBehind = kind("clock");
const unitBehind = kind("unit");

type CalendarDate = Extract<DayWords, { kind: "date" }>;

/** "Sunday 12/7/2027": where only one of the two readings is that day of the week, it is that one. */
function decided(date: CalendarDate, weekday: number): CalendarDate {
  const { unclear, month: m, day, year: y } = date;
  if (!unclear || y === undefined || m === day) return date;
  const fits = (inMonth: number, onDay: number) =>
    (new Date(Date.UTC(y, inMonth - 1, onDay)).getUTCDay() || 7) === weekday;
  if (fits(m, day) === fits(day, m)) return date;
  return fits(m, day) ? dated(m, day, y) : dated(day, m, y);
}

/** "on April 1st", "Friday, March 13", "every December 31", "on the 1st of March and September every year". */
export const dateAlone: Rule = {
  name: "en.dateAlone",
  kinds: ["month", "ordinal", "number", "date", "weekday", "every"],
  words: ["on", "the", "this", "next", "coming", "christmas", "xmas", "boxing", "new", "valentine's", "halloween"],
  span: "schedule",
  read: as(
    sequence(on, maybe(every), comingOne, weekdayBefore, either(calendarDate, feast)),
    ([onWord, everyWord, coming, weekday, date], line, at, next) => {
      // "the May 4 report": only an "on" makes a day of it
      if (coming?.[0] && !coming[1] && !onWord) return undefined;
      // "12/01" without "on" and without a time behind it may be a fraction or a part number
      const isTimed = /^(at|@)$/.test(line.tokens[next]?.text ?? "") || timeBehind(line, next) !== undefined;
      const isFraction = line.tokens[next - 1]?.text.includes("/") === true && date.year === undefined && !isTimed;
      if (!onWord && !everyWord && isFraction && at > 0 && !tells(line, at, next)) return undefined;
      const digits = line.tokens.slice(at, next).some((token) => token.meanings.some((it) => it.kind === "date"));
      if (!onWord && !everyWord && digits && date.year === undefined && date.month > 12) return undefined;
      if (everyWord) {
        // "every 3/4 hours": digits of something else
        if (digits && unitBehind(line, next)) return undefined;
        const says: Saying = {
          every: { unit: "year", n: 1 },
          recurs: true,
          months: [date.month],
          monthDays: [date.day],
        };
        return date.year === undefined ? { says } : undefined;
      }
      const says: Saying = { day: weekday ? decided(date, weekday[0].value) : date };
      if (weekday) says.weekdays = [weekday[0].value];
      return onWord ? { says } : { says, bare: true as const };
    },
  ),
};

/** "May", "May through September", "Nov-Feb". */
const monthSpan: Shape<number[]> = either(
  as(
    sequence(kind("month"), word("to", "through", "thru", "until", "-", "–"), kind("month"), not(plainNumber)),
    ([from, , to]) =>
      Array.from({ length: ((to.value - from.value + 12) % 12) + 1 }, (_, step) => ((from.value - 1 + step) % 12) + 1),
  ),
  as(kind("month"), (it) => [it.value]),
);
const monthList: Shape<number[]> = as(listOf(monthSpan, and), (lists) =>
  [...new Set(lists.flat())].toSorted((a, b) => a - b),
);

/** "every January, April and July", "each June", "in March and September": months, and perhaps the day in them. */
export const monthsAlone: Rule = {
  name: "en.monthsAlone",
  needs: ["month"],
  kinds: ["every"],
  words: ["in", "during", "of"],
  span: "schedule",
  read: either(
    as(sequence(every, listOf(kind("month"), and), maybe(dayNumber)), ([, months, day]) => {
      const says: Saying = { months: months.map((it) => it.value), recurs: true, every: { unit: "year", n: 1 } };
      if (day !== undefined) says.monthDays = [day];
      return { says };
    }),
    as(
      sequence(
        word("in", "during", "of"),
        maybe(word("the")),
        maybe(word("months")),
        maybe(word("of")),
        maybe(every),
        monthList,
        not(plainNumber),
      ),
      ([opener, , , , everyWord, months], { tokens }, at) => {
        const says: Saying = { months };
        // "every weekday of March": the months of what was said before
        const isOf = tokens[at - 1]?.meanings.some(
          (it) => it.kind === "dayset" || it.kind === "unit" || it.kind === "weekday",
        );
        if (opener === "of" && !isOf) return undefined;
        return everyWord
          ? { says: { ...says, recurs: true as const, every: { unit: "year" as const, n: 1 } } }
          : { says, bare: true as const };
      },
    ),
  ),
};

/** "January 5, 12 and 19": behind a list of numbers stands no thing that the last of them could count. */
const daysOfOneMonth: Shape<Saying> = as(
  sequence(
    kind("month"),
    maybe(word(".")),
    listOf(
      as(
        sequence(maybe(word("the")), dayNumber, not(either(kind("meridiem"), kind("clock"), word("-", "–", ":")))),
        ([, day]) => day,
      ),
      and,
    ),
    not(sequence(maybe(word(",")), yearNumber)),
    either(boundary, ahead(either(word("at", "@", "from"), kind("clock"), kind("daypart")))),
  ),
  ([inMonth, , days]) =>
    days.length > 1 && days.every((day, index) => day <= 31 && day > (days[index - 1] ?? 0))
      ? { months: [inMonth.value], monthDays: days }
      : undefined,
);

/** "January 5 and July 5", "April 1st and October 1st": two days of the year; "January 5, 12 and 19": days of one month. */
export const dateList: Rule = {
  name: "en.dateList",
  needs: ["month", "date"],
  kinds: ["month", "every"],
  words: ["on"],
  span: "schedule",
  read: either(
    as(sequence(on, maybe(every), daysOfOneMonth), ([, everyWord, says]) => ({
      says: everyWord ? { ...says, recurs: true as const, every: { unit: "year" as const, n: 1 } } : says,
    })),
    as(sequence(on, maybe(every), calendarDate, and, calendarDate), ([, everyWord, , , second], line, at) => {
      const first = calendarDate(line, at + (line.tokens[at]?.text === "on" ? 1 : 0) + (everyWord ? 1 : 0))?.value;
      if (!first || first.year !== undefined || second.year !== undefined || first.day !== second.day) return undefined;
      const says: Saying = { months: [first.month, second.month], monthDays: [first.day] };
      return everyWord
        ? { says: { ...says, recurs: true as const, every: { unit: "year" as const, n: 1 } } }
        : { says };
    }),
  ),
};
