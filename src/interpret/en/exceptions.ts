import type { Rule } from "../phrase.ts";
import type { Saying } from "../saying.ts";
import { as, either, kind, listOf, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
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
    "just not on",
    "just not",
    "but excluding",
  ),
  sequence(word("but"), maybe(word("on"))),
);

const anyOf = maybe(either(every, word("the", "any", "all")));

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
    "bar",
    "just",
    "no",
  ],
  span: "bound",
  read: either(
    as(sequence(except, listOf(calendarDate, and), not(sequence(and, kind("number")))), ([, days]) => ({
      says: { exceptDays: days } as Saying,
    })),
    as(sequence(except, anyOf, weekdayList), ([, , list], line, at, next) => {
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
      sequence(except, anyOf, listOf(kind("month"), and), not(either(kind("number"), kind("ordinal")))),
      ([, , months]) => ({
        says: { exceptMonths: months.map((it) => it.value) } as Saying,
      }),
    ),
    as(sequence(word("not"), weekdayList), ([, list], line, at) =>
      (list.plural || list.listed) && /^[(,]$/.test(line.tokens[at - 1]?.text ?? "")
        ? { says: { exceptWeekdays: list.days } }
        : undefined,
    ),
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

/** "weekends excluded", "Sundays off". */
export const excludedDays: Rule = {
  name: "en.excludedDays",
  kinds: ["weekday", "dayset"],
  span: "bound",
  read: as(sequence(weekdayList, word("excluded", "excepted", "off", "not")), ([list]) =>
    list.plural ? { says: { exceptWeekdays: list.days } } : undefined,
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

const movable = either(
  words(
    "easter monday",
    "easter sunday",
    "good friday",
    "black friday",
    "cyber monday",
    "ash wednesday",
    "whit monday",
    "boxing week",
    "labor day",
    "labour day",
    "memorial day",
    "presidents day",
    "president's day",
    "presidents' day",
    "columbus day",
    "mlk day",
    "mother's day",
    "mothers day",
    "father's day",
    "fathers day",
    "thanksgiving day",
    "lunar new year",
    "chinese new year",
    "bank holiday",
    "bank holidays",
    "public holiday",
    "public holidays",
  ),
  word("easter", "thanksgiving", "ramadan", "eid", "diwali", "hanukkah", "passover", "pentecost"),
);

/** "on Easter Monday", "every Thanksgiving", "the day after Labor Day": days that only a calendar of feasts knows. */
export const movableFeast: Rule = {
  name: "en.movableFeast",
  kinds: ["every"],
  words: ["on", "at", "the", "before", "after", "until", "till", "from", "starting"],
  span: "schedule",
  read: as(
    sequence(
      either(
        word("on", "at", "before", "after", "until", "till", "from", "starting"),
        sequence(maybe(word("on")), every),
        sequence(
          maybe(word("on")),
          word("the"),
          word("day", "week", "monday", "tuesday", "friday"),
          word("after", "before", "of"),
        ),
      ),
      maybe(word("the")),
      movable,
    ),
    () => ({ says: { refuse: "holiday-calendar" as const } }),
  ),
};

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
    "outside",
    "holidays",
    "bank",
    "public",
    "national",
    "holiday",
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
    as(sequence(closed, word("excluded", "excepted", "off", "skipped")), () => ({
      says: { refuse: "holiday-calendar" as const },
    })),
    as(sequence(word("outside"), maybe(word("of")), maybe(word("the", "our", "any")), closed), () => ({
      says: { refuse: "holiday-calendar" as const },
    })),
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
