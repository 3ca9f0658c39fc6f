import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { count, on, plainNumber, step, weekdayList, type WeekdayList } from "./shapes.ts";

const unitDay = unitOf("day");

const ofWeek: Shape<unknown> = sequence(
  maybe(word(",")),
  either(
    sequence(
      maybe(word("of")),
      either(kind("every"), word("the", "a", "per")),
      maybe(word("single")),
      either(unitOf("week"), sequence(unitOf("month"), word("~"))),
    ),
    sequence(word("weekly")),
  ),
);

const says = (list: WeekdayList, n: number, recurs: boolean): Saying => {
  const saying: Saying = { weekdays: list.days };
  if (recurs) {
    saying.recurs = true;
    if (n > 1) saying.every = { unit: "week", n };
  }
  if (list.business) saying.business = true;
  if (list.or) saying.ask = "which-weekday";
  return saying;
};

/** "every Monday", "each Mon, Wed and Fri", "every weekday", "every other Tuesday", "every 2 weeks' Friday". */
export const everyWeekday: Rule = {
  name: "en.everyWeekday",
  needs: ["weekday", "dayset", "unit"],
  kinds: ["every"],
  words: ["on", "alternate", "alternating", "all", "any"],
  span: "schedule",
  read: as(
    either(
      sequence(
        on,
        kind("every"),
        maybe(sequence(word("and"), kind("every"))),
        maybe(word("single")),
        maybe(step),
        weekdayList,
        maybe(sequence(word("of"), word("the", "every", "each"), unitOf("week"))),
        maybe(words("of the month", "in the month")),
        maybe(unitDay),
      ),
      as(
        sequence(on, word("alternate", "alternating", "every-other"), weekdayList),
        ([, , list]) => [undefined, undefined, undefined, undefined, 2, list, undefined, undefined, undefined] as const,
      ),
      as(sequence(on, word("all"), weekdayList), ([, , list]) =>
        list.plural
          ? ([undefined, undefined, undefined, undefined, 1, list, undefined, undefined, undefined] as const)
          : undefined,
      ),
    ),
    ([, , , , n, list, , ofMonth]) => {
      if (n !== undefined && ofMonth !== undefined) return undefined;
      // "every other weekday" counts days or weeks
      if (n !== undefined && n > 1 && list.days.length === 5)
        return { says: { ...says(list, 1, true), ask: "which-weekdays" as const } };
      if (n !== undefined && n > 2) return { says: { ...says(list, n, true), ask: "every-n-or-nth" as const } };
      return { says: says(list, n ?? 1, true) };
    },
  ),
};

/** "at weekends". */
const atWeekends: Shape<string> = as(sequence(word("at"), maybe(word("the")), ahead(kind("dayset"))), () => "at");
/** "from Monday to Friday". */
const fromRange: Shape<string> = as(
  sequence(
    word("from"),
    ahead(sequence(kind("weekday"), word("to", "through", "thru", "-", "–", "until", "till"), kind("weekday"))),
  ),
  () => "from",
);

/** "Mondays", "on weekdays", "Monday through Friday", "on Friday": it repeats where it can only be meant so. */
export const weekdayAlone: Rule = {
  name: "en.weekdayAlone",
  kinds: ["weekday", "dayset"],
  words: "on business working work ( only both at from throughout during m mo t tu w we th r".split(" "),
  span: "schedule",
  read: as(
    sequence(
      maybe(word("only")),
      maybe(either(words("on both", "both on"), word("on", "both"), atWeekends, fromRange)),
      maybe(word("the")),
      weekdayList,
      maybe(word("only")),
      maybe(ofWeek),
    ),
    ([, onWord, theWord, list, , week], line, at, next) => {
      const [first] = line.tokens.slice(at);
      const singular = list.days.length === 1 && !list.plural && !list.listed;
      const recurs = list.plural || list.days.length > 1 || week !== undefined;
      const dayset =
        first &&
        !onWord &&
        list.plural &&
        !list.listed &&
        first.meanings.some((it) => it.kind === "dayset" && !it.plural);
      if (theWord && !onWord && !recurs) return undefined;
      if (theWord && !list.plural && week === undefined) return undefined;
      // "sat", "sun", "mon", "wed" are words too: alone they need a time or a neighbour
      const bare = onWord === undefined && (singular || dayset === true || isNoun(line.tokens[next]?.text));
      const read = { says: says(list, 1, recurs) };
      return bare ? { ...read, bare: true as const } : read;
    },
  ),
};

/** "all other days", "on the other weekdays", "any other day": those that no other part names. */
export const otherDays: Rule = {
  name: "en.otherDays",
  needs: ["unit", "dayset"],
  words: ["all", "any", "the", "on", "other", "remaining", "every"],
  kinds: ["every"],
  span: "schedule",
  read: as(
    sequence(
      on,
      maybe(either(word("all", "any"), kind("every"))),
      maybe(word("the", "of")),
      word("other", "remaining"),
      either(
        as(unitOf("day"), () => [1, 2, 3, 4, 5, 6, 7] as const),
        as(
          kindIf("dayset", (it) => it.name === "weekday"),
          () => [1, 2, 3, 4, 5] as const,
        ),
      ),
    ),
    // "every other day" is a rhythm
    ([, all, , which, days], line, at) =>
      which === "other" && typeof all === "object" && line.tokens[at]?.text !== "on"
        ? undefined
        : { says: { otherDays: days, recurs: true as const } },
  ),
};

const isNoun = (text: string | undefined) => text === "shift" || text === "shifts";

/** "the next 3 Fridays", "for the next two Mondays", "weeknights", "during the week". */
export const countedWeekdays: Rule = {
  name: "en.countedWeekdays",
  needs: ["weekday", "dayset", "unit"],
  words: [
    "the",
    "for",
    "next",
    "over",
    "on",
    "during",
    "each",
    "every",
    "weeknight",
    "weeknights",
    "through",
    "throughout",
  ],
  kinds: ["every"],
  span: "schedule",
  read: either(
    as(
      sequence(
        maybe(either(words("each of", "every one of"), word("for", "over", "on"))),
        maybe(word("the")),
        word("next", "coming"),
        count,
        either(weekdayList, unitOf("day")),
      ),
      ([, , , n, days]) => {
        if (n.vague) return undefined;
        if ("kind" in days)
          return days.plural
            ? {
                says: { lasting: { n: n.value, unit: "day" as const } },
                bare: true as const,
              }
            : undefined;
        return days.plural ? { says: { weekdays: days.days, recurs: true as const, count: n.value } } : undefined;
      },
    ),
    as(
      sequence(
        maybe(word("on")),
        word("a", "an"),
        maybe(word("given")),
        kindIf("weekday", (it) => !it.plural),
      ),
      ([onWord, , , day]) =>
        onWord ? { says: { weekdays: [day.value], ask: "once-or-recurring" as const } } : undefined,
    ),
    as(
      sequence(maybe(word("on", "each", "every")), word("weeknight", "weeknights", "worknight", "worknights")),
      () => ({
        says: { weekdays: [1, 2, 3, 4, 5] as const, recurs: true as const, dayparts: ["night"] as const },
      }),
    ),
    as(
      sequence(
        word("during", "through", "throughout"),
        word("the"),
        maybe(word("work", "working", "business")),
        unitOf("week"),
        not(word("of")),
      ),
      () => ({ says: { weekdays: [1, 2, 3, 4, 5] as const, recurs: true as const } }),
    ),
  ),
};

/** "this Friday", "next Tuesday", "the coming Monday", "Friday next week", "Monday week", "a week from Monday". */
export const namedWeekday: Rule = {
  name: "en.namedWeekday",
  needs: ["weekday"],
  kinds: ["weekday", "number"],
  words: ["on", "this", "next", "coming", "the", "a", "in", "following", "upcoming", "last", "two", "one", "come"],
  span: "schedule",
  read: either(
    as(
      sequence(
        word("come"),
        kindIf("weekday", (it) => !it.plural),
      ),
      ([, day]) => ({ says: { day: { kind: "weekday" as const, weekday: day.value, which: "plain" as const } } }),
    ),
    // "Friday after next": of this week or of the next, and then the one behind it
    as(
      sequence(
        maybe(word("on", "the")),
        kindIf("weekday", (it) => !it.plural),
        words("after next"),
      ),
      () => ({ says: { ask: "which-day" as const } }),
    ),
    // "on Tuesday the 22nd": the date counts, the weekday is checked against it
    as(
      sequence(
        maybe(word("on")),
        kindIf("weekday", (it) => !it.plural),
        maybe(word(",")),
        word("the"),
        kindIf("ordinal", (it) => it.value > 0),
        not(either(kind("weekday"), kind("unit"), kind("month"), word("of"))),
      ),
      ([, day, , , n]) => ({
        says: { day: { kind: "month-day" as const, day: n.value, weekday: day.value } },
      }),
    ),
    as(
      sequence(
        maybe(word("on")),
        maybe(word("the")),
        either(word("this"), word("coming", "upcoming", "following", "next")),
        maybe(word("coming")),
        kindIf("weekday", (it) => !it.plural),
      ),
      ([, , which, , day]) => ({
        says: {
          day: {
            kind: "weekday" as const,
            weekday: day.value,
            which: which === "next" ? ("next" as const) : ("this" as const),
          },
        },
      }),
    ),
    as(
      sequence(
        maybe(word("on")),
        kindIf("weekday", (it) => !it.plural),
        maybe(word("of", "the")),
        either(words("next week", "the following week", "following week"), words("this week")),
      ),
      ([, day, , week]) => ({
        says: { day: { kind: "weekday-of" as const, weekday: day.value, weeks: week === "this week" ? 0 : 1 } },
      }),
    ),
    as(
      sequence(
        maybe(word("on")),
        kindIf("weekday", (it) => !it.plural),
        unitOf("week"),
        maybe(word("~")),
      ),
      ([, day, week], line, _at, next) =>
        week.plural || line.tokens[next]?.meanings.length
          ? undefined
          : { says: { day: { kind: "weekday" as const, weekday: day.value, which: "plain" as const, weeks: 1 } } },
    ),
    as(
      sequence(
        maybe(word("in")),
        either(word("a"), plainNumber),
        unitOf("week"),
        word("from", "on"),
        maybe(word("this", "next", "the")),
        kindIf("weekday", (it) => !it.plural),
      ),
      ([, n, , from, , day]) =>
        // "3 weeks on Friday" is no distance, "a week on Friday" is
        typeof n === "object" && n.value > 2 && from === "on"
          ? undefined
          : {
              says: {
                day: {
                  kind: "weekday" as const,
                  weekday: day.value,
                  which: "plain" as const,
                  weeks: typeof n === "object" ? n.value : 1,
                },
              },
            },
    ),
    as(sequence(maybe(word("on")), maybe(word("this")), word("last", "past"), kind("weekday")), ([onWord]) =>
      onWord ? { says: { refuse: "past" as const } } : undefined,
    ),
  ),
};
