import type { Rule } from "../../phrases/phrase.ts";
import type { DayWords, Saying } from "../../phrases/saying.ts";
import {
  as,
  boundary,
  either,
  kind,
  listOf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import { calendarDate } from "./dates.ts";
import { outOfMonth } from "./outOfMonth.ts";
import { and, every, plainNumber, weekdayList } from "./shapes.ts";

/** "Except", "but not on", "other than". */
export const except: Shape<unknown> = either(
  sequence(
    maybe(word("but", "and")),
    word(
      "except",
      "excluding",
      "skipping",
      "skip",
      "omitting",
      "without",
      "exclude",
      "minus",
      "barring",
      "save",
      "excepting",
      "bar",
    ),
    maybe(word("for", "on", "in", "during")),
    maybe(word("in")),
  ),
  words(
    "but not on",
    "but not in",
    "but not during",
    "but not",
    "other than on",
    "other than",
    "apart from",
    "aside from",
    "not including",
    "not counting",
    "but never on",
    "but no",
    "not on",
    "not in",
    "not during",
    "never on",
    "but skip",
    "and skip",
    "with the exception of",
    "leaving out",
    "but leave out",
    "and leave out",
    "just not on",
    "just not",
    "but excluding",
  ),
  sequence(word("but"), maybe(word("on"))),
);

type CalendarDay = Extract<DayWords, { kind: "date" }>;

/** No longer than a season: each of its days is taken out by itself. */
const LONGEST_SPAN = 62;

const dateSpan: Shape<CalendarDay[]> = as(
  either(
    as(
      sequence(calendarDate, word("to", "through", "thru", "until", "till", "-", "–", "and"), calendarDate),
      ([from, , to]) => [from, to] as const,
    ),
    as(
      sequence(plainNumber, word("-", "–", "to"), calendarDate),
      ([day, , to]) => [{ ...to, day: day.value }, to] as const,
    ),
    as(
      sequence(calendarDate, word("-", "–", "to"), plainNumber),
      ([from, , day]) => [from, { ...from, day: day.value }] as const,
    ),
  ),
  ([from, to], { tokens }, at, next) => {
    if (tokens.slice(at, next).some(({ text }) => text === "and")) return undefined;
    const year = from.year ?? 2028;
    const first = Date.UTC(year, from.month - 1, from.day);
    const last = Date.UTC(to.month < from.month ? year + 1 : year, to.month - 1, to.day);
    const count = (last - first) / 86_400_000 + 1;
    if (count < 1 || count > LONGEST_SPAN) return undefined;
    return Array.from({ length: count }, (_, index): CalendarDay => {
      const date = new Date(first + index * 86_400_000);
      const day: CalendarDay = { kind: "date", month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      return from.year === undefined ? day : { ...day, year: date.getUTCFullYear() };
    }).filter((day) => day.month !== 2 || day.day !== 29);
  },
);

/** "…, 10 times": the number counts runs. */
const howOften = word("times", "runs", "x");

const anyOf = maybe(either(every, word("the", "any", "all", "a")));

const andOrdinal = sequence(and, maybe(word("on")), maybe(word("the")), kind("ordinal"));

/** The words that an exception begins with. */
export const exceptOpeners: readonly string[] =
  "but and except excluding skipping skip omitting without exclude other apart aside not never barring no".split(" ");

/** "except Sunday", "but not on weekends", "excluding Saturdays and Sundays", "except January", "except on March 5". */
export const exceptDays: Rule = {
  name: "en.exceptDays",
  words: [...exceptOpeners, "minus", "save", "excepting", "bar", "just", "with", "leaving"],
  span: "bound",
  read: either(
    // "except Dec 24 through Jan 3", "(not 24-31 Dec)"
    as(sequence(either(except, word("not", "no")), maybe(word("from", "between")), dateSpan), ([, , days]) => ({
      says: { exceptDays: days } as Saying,
    })),
    as(sequence(except, listOf(calendarDate, and), not(sequence(and, kind("number"), not(howOften)))), ([, days]) => ({
      says: { exceptDays: days } as Saying,
    })),
    as(sequence(except, outOfMonth, and, anyOf, weekdayList), ([, out, , , list]) => ({
      says: { ...out, exceptWeekdays: list.days },
    })),
    // "except the first Monday of the month", "but not on the 1st", "except Sundays and the 25th"
    as(
      sequence(except, maybe(sequence(anyOf, weekdayList, and)), maybe(word("on")), outOfMonth),
      ([, days, , out]) => ({ says: days ? { ...out, exceptWeekdays: days[1].days } : out }),
    ),
    // "except Sundays and the 25th feed …": not half of it
    as(sequence(except, anyOf, weekdayList, not(andOrdinal)), ([, , list], line, at, next) => {
      // "but on Friday at 3pm" goes on with another schedule
      const first = line.tokens[at]?.text;
      if (first === "but" && line.tokens[at + 1]?.text === "on") return undefined;
      // "every day but Friday", and not "I don't care but mon-fri …"
      const before = line.tokens[line.tokens[at - 1]?.text === "," ? at - 2 : at - 1];
      if (
        first === "but" &&
        next - at > 1 &&
        line.tokens[at + 1]?.meanings.length &&
        before !== undefined &&
        before.meanings.length === 0
      )
        return undefined;
      if (first === "bar" && line.tokens[at - 1]?.meanings.length === 0) return undefined;
      if (list.or && list.days.length < 2) return undefined;
      return { says: { exceptWeekdays: list.days } };
    }),
    as(
      sequence(
        except,
        anyOf,
        listOf(kind("month"), either(and, word("or"))),
        not(either(sequence(kind("number"), not(howOften)), kind("ordinal"))),
      ),
      ([, , months]) => ({
        says: { exceptMonths: months.map((it) => it.value) } as Saying,
      }),
    ),
    as(sequence(word("not"), weekdayList), ([, list], line, at) =>
      (list.plural || list.listed) && /^[(,]$/.test(line.tokens[at - 1]?.text ?? "")
        ? { says: { exceptWeekdays: list.days } }
        : undefined,
    ),
    as(
      sequence(maybe(word("but")), word("no", "never"), maybe(word("on")), maybe(word("a", "any")), weekdayList),
      ([, , , one, list]) => (list.plural || one !== undefined ? { says: { exceptWeekdays: list.days } } : undefined),
    ),
  ),
};

/** "weekends excluded", "Sundays off". */
export const excludedDays: Rule = {
  name: "en.excludedDays",
  kinds: ["weekday", "dayset"],
  span: "bound",
  read: as(
    sequence(weekdayList, either(word("excluded", "excepted", "off"), sequence(word("not"), boundary))),
    ([list]) => (list.plural ? { says: { exceptWeekdays: list.days } } : undefined),
  ),
};

/** "Saturday and Sunday included", "including weekends". */
export const includedDays: Rule = {
  name: "en.includedDays",
  kinds: ["weekday", "dayset"],
  words: ["including", "incl", "and", "plus"],
  span: "bound",
  read: either(
    as(
      sequence(word("including", "incl"), maybe(word(".")), maybe(word("the", "also", "on")), weekdayList),
      ([, , , list]) => ({ says: { alsoWeekdays: list.days } }),
    ),
    as(sequence(weekdayList, either(word("included", "inclusive", "too"), words("as well"))), ([list]) => ({
      says: { alsoWeekdays: list.days },
    })),
  ),
};

/** "Holiday or not", "rain or shine": on every one of the days that are said. */
export const regardless: Rule = {
  name: "en.regardless",
  words: ["holiday", "holidays", "rain", "come", "weekend", "including"],
  span: "bound",
  read: as(
    words(
      "holiday or not",
      "holidays or not",
      "weekend or not",
      "holidays included",
      "including holidays",
      "rain or shine",
      "come rain or shine",
    ),
    () => ({ says: {} }),
  ),
};

/** "or the next business day", "if it is a weekend": a day that moves. */
export const movedDay: Rule = {
  name: "en.movedDay",
  words: ["or", "if", "unless", "otherwise", "moved", "shifted"],
  span: "bound",
  read: either(
    as(
      sequence(
        word("or", "otherwise", "moved", "shifted"),
        maybe(word("to", "on")),
        word("the"),
        word("next", "previous", "following", "nearest", "closest", "first", "last", "preceding"),
        either(weekdayList, sequence(kind("unit")), word("business")),
      ),
      () => ({ says: { refuse: "not-expressible" as const } }),
    ),
    as(
      sequence(
        word("if", "unless"),
        either(
          words(
            "it's",
            "it is",
            "that is",
            "that's",
            "this is",
            "it falls on",
            "that falls on",
            "the day is",
            "it lands on",
          ),
        ),
        maybe(word("a", "on", "the", "not")),
        weekdayList,
      ),
      () => ({ says: { refuse: "not-expressible" as const } }),
    ),
  ),
};
