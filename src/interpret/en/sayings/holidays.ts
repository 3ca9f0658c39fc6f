import type { Rule } from "../../phrases/phrase.ts";
import { as, either, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import { except, exceptOpeners } from "./exceptions.ts";
import { every } from "./shapes.ts";

/** Times of the year that no clock knows: "summer", "school holidays". */
export const closed: Shape<string> = either(
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

/** Feasts whose day only a calendar knows. */
export const movable = either(
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
    ...exceptOpeners,
    "unless",
    "if",
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
