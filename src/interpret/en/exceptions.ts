import type { Rule } from "../phrase.ts";
import type { Saying } from "../saying.ts";
import { as, either, kind, listOf, maybe, sequence, type Shape, word, words } from "../shape.ts";
import { calendarDate } from "./dates.ts";
import { and, every, weekdayList } from "./shapes.ts";

const except: Shape<unknown> = either(
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
    "just not on",
    "just not",
    "but excluding",
  ),
  sequence(word("but"), maybe(word("on"))),
);

const every_ = maybe(either(every, word("the", "any", "all")));

/** "except Sunday", "but not on weekends", "excluding Saturdays and Sundays", "except January", "except on March 5". */
export const exceptDays: Rule = {
  name: "en.exceptDays",
  words: [
    "but",
    "and",
    "except",
    "excluding",
    "skipping",
    "skip",
    "omitting",
    "without",
    "exclude",
    "minus",
    "other",
    "apart",
    "aside",
    "not",
    "never",
    "barring",
    "save",
    "excepting",
    "just",
  ],
  span: "bound",
  read: either(
    as(sequence(except, listOf(calendarDate, and)), ([, days]) => ({ says: { exceptDays: days } as Saying })),
    as(sequence(except, every_, weekdayList), ([, , list], line, at, next) => {
      // "but on Friday at 3pm" goes on with another schedule
      const first = line.tokens[at]?.text;
      if (first === "but" && line.tokens[at + 1]?.text === "on") return undefined;
      if (list.or && list.days.length < 2) return undefined;
      void next;
      return { says: { exceptWeekdays: list.days } };
    }),
    as(sequence(except, every_, listOf(kind("month"), and)), ([, , months]) => ({
      says: { exceptMonths: months.map((it) => it.value) } as Saying,
    })),
    as(sequence(maybe(word("but")), word("no", "never"), maybe(word("on")), weekdayList), ([, , , list]) =>
      list.plural ? { says: { exceptWeekdays: list.days } } : undefined,
    ),
  ),
};

const closed: Shape<string> = either(
  sequenceWord(
    word(
      "holiday",
      "holidays",
      "vacation",
      "vacations",
      "shutdown",
      "shutdowns",
      "christmas",
      "easter",
      "thanksgiving",
      "ramadan",
      "summer",
      "winter",
      "spring",
      "autumn",
      "maintenance",
    ),
  ),
  as(
    sequence(
      word(
        "bank",
        "public",
        "national",
        "federal",
        "company",
        "plant",
        "school",
        "statutory",
        "local",
        "state",
        "us",
        "uk",
        "german",
        "official",
        "legal",
        "factory",
        "religious",
      ),
      word("holiday", "holidays", "vacation", "shutdown", "shutdowns", "closure", "closures"),
    ),
    () => "holiday",
  ),
);

function sequenceWord(shape: Shape<string>): Shape<string> {
  return shape;
}

/** "except holidays", "skipping public holidays", "unless it's a plant shutdown day": nobody told Dexter when these are. */
export const exceptHolidays: Rule = {
  name: "en.exceptHolidays",
  words: [
    "but",
    "and",
    "except",
    "excluding",
    "skipping",
    "skip",
    "omitting",
    "without",
    "exclude",
    "other",
    "apart",
    "aside",
    "not",
    "never",
    "unless",
    "barring",
    "if",
    "no",
    "only",
    "on",
    "every",
    "each",
  ],
  span: "bound",
  read: either(
    as(
      sequence(
        either(except, sequence(maybe(word("but")), word("no", "never"), maybe(word("on")))),
        maybe(word("on", "during", "over", "in")),
        maybe(either(word("the", "any", "our", "all"), every)),
        closed,
      ),
      () => ({ says: { refuse: "holiday-calendar" as const } }),
    ),
    as(
      sequence(
        word("unless", "if"),
        maybe(
          either(
            words(
              "it's",
              "it is",
              "it's not",
              "it is not",
              "that's",
              "there's",
              "there is",
              "the day is",
              "that day is",
            ),
            word("its"),
          ),
        ),
        maybe(word("not")),
        maybe(word("a", "an", "on", "the")),
        closed,
      ),
      () => ({ says: { refuse: "holiday-calendar" as const } }),
    ),
    as(sequence(word("on"), maybe(either(every, word("the", "all", "any"))), word("holidays")), () => ({
      says: { refuse: "holiday-calendar" as const },
    })),
  ),
};
