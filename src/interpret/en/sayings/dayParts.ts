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
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { DayPart } from "../../tokens/token.ts";
import { and, every, step } from "./shapes.ts";

const part = kind("daypart");

const endOfDay: Shape<{ everyDay: boolean; business: boolean }> = either(
  as(
    sequence(
      word("end", "close"),
      word("of"),
      maybe(either(kind("every"), word("the", "each", "my", "a"))),
      either(
        sequence(maybe(word("business", "working", "work")), unitOf("day")),
        kindIf("dayset", (it) => it.business === true && !it.plural),
        word("business", "play"),
      ),
    ),
    (_, line, at) => {
      const everyDay = line.tokens[at + 2]?.meanings.some((it) => it.kind === "every") === true;
      return {
        everyDay,
        business: line.tokens.slice(at, at + 6).some((token) => token.text === "workday" || token.text === "working"),
      };
    },
  ),
  as(
    kindIf("daypart", (it) => it.value === "end-of-day"),
    () => ({ everyDay: false, business: false }),
  ),
  // "last thing every Friday"
  as(sequence(words("last thing"), ahead(either(kind("every"), word("on", "each")))), () => ({
    everyDay: false,
    business: false,
  })),
);

/** "at the end of every day", "close of business", "EOD". */
export const endOfTheDay: Rule = {
  name: "en.endOfTheDay",
  kinds: ["daypart"],
  words: ["at", "@", "the", "end", "close", "by", "last"],
  span: "time",
  read: as(sequence(maybe(word("at", "@", "by", "before")), maybe(word("the")), endOfDay), ([prefix, , found]) => {
    const says: Saying = { dayparts: ["end-of-day"] };
    if (found.everyDay)
      Object.assign(
        says,
        found.business ? { weekdays: [1, 2, 3, 4, 5], recurs: true } : { every: { unit: "day", n: 1 }, recurs: true },
      );
    return prefix ? { says } : { says, bare: true as const };
  }),
};

/** "first thing in the morning", "at the start of the day". */
export const startOfTheDay: Rule = {
  name: "en.startOfTheDay",
  words: ["first", "at", "start", "beginning", "the"],
  span: "time",
  read: either(
    as(
      sequence(
        words("first thing"),
        maybe(
          either(
            sequence(
              maybe(word("in", "every", "each", "on")),
              maybe(word("the")),
              kindIf("daypart", (it) => it.value === "morning"),
            ),
          ),
        ),
      ),
      (_, line, at, next) => {
        const everyDay = line.tokens.slice(at, next).some((token) => token.meanings.some((it) => it.kind === "every"));
        return {
          says: everyDay
            ? { dayparts: ["morning" as const], every: { unit: "day" as const, n: 1 }, recurs: true as const }
            : { dayparts: ["morning" as const] },
        };
      },
    ),
    as(
      sequence(
        maybe(word("at")),
        maybe(word("the")),
        word("start", "beginning"),
        word("of"),
        maybe(either(kind("every"), word("the", "each", "my"))),
        maybe(word("business", "working", "work")),
        either(
          unitOf("day"),
          kindIf("dayset", (it) => it.business === true && !it.plural),
        ),
      ),
      (_, line, at, next) => {
        const everyDay = line.tokens.slice(at, next).some((token) => token.meanings.some((it) => it.kind === "every"));
        return {
          says: everyDay
            ? { dayparts: ["morning" as const], every: { unit: "day" as const, n: 1 }, recurs: true as const }
            : { dayparts: ["morning" as const] },
        };
      },
    ),
  ),
};

/** "every morning", "each night", "mornings", "in the evening", "weekday mornings". */
export const dayPart: Rule = {
  name: "en.dayPart",
  needs: ["daypart", "meridiem"],
  kinds: ["daypart", "every"],
  words: ["in", "at", "on", "during", "the", "of", "late", "early"],
  span: "time",
  read: either(
    // "every a.m. at 7"
    as(sequence(every, kind("meridiem")), ([, half]) => ({
      says: {
        every: { unit: "day" as const, n: 1 },
        recurs: true as const,
        dayparts: [half.value === "am" ? ("morning" as const) : ("afternoon" as const)],
      },
    })),
    as(sequence(maybe(word("in", "on", "late", "early")), every, maybe(step), listOf(part, and)), ([, , n, parts]) => ({
      says: {
        every: { unit: "day" as const, n: n ?? 1 },
        recurs: true as const,
        dayparts: distinct(parts.map((it) => it.value)),
      },
    })),
    // "on the morning of | the 1st of every month"
    as(
      sequence(
        word("on", "in"),
        word("the"),
        part,
        word("of"),
        ahead(either(word("the"), kind("every"), kind("weekday"), kind("month"), kind("date"))),
      ),
      ([, , it]) => ({ says: { dayparts: [it.value] } }),
    ),
    as(
      sequence(
        maybe(word("late", "early")),
        word("in", "at", "on", "during", "of"),
        maybe(word("the")),
        listOf(part, and),
      ),
      ([, , , parts]) => {
        const says: Saying = { dayparts: distinct(parts.map((it) => it.value)) };
        if (parts.some((it) => it.plural)) says.recurs = true;
        return { says };
      },
    ),
    as(listOf(part, and), (parts) => {
      const says: Saying = { dayparts: distinct(parts.map((it) => it.value)) };
      if (parts.some((it) => it.plural)) says.recurs = true;
      return { says, bare: true as const };
    }),
  ),
};

const distinct = (parts: DayPart[]): DayPart[] => [...new Set(parts)];

/** Whether a clock time comes next: "later today at 4pm". */
function timeFollows({ tokens }: Line, next: number): boolean {
  const at = /^(at|@|around|about|,)$/.test(tokens[next]?.text ?? "") ? next + 1 : next;
  return tokens[at]?.meanings.some((it) => it.kind === "clock" || it.kind === "number") === true;
}

/** "today", "tomorrow morning", "tonight", "this afternoon", "the day after tomorrow". */
export const relativeDay: Rule = {
  name: "en.relativeDay",
  kinds: ["day", "number"],
  words: ["this", "that", "the", "later", "day", "on", "a", "in", "sometime", "two", "one"],
  span: "schedule",
  read: either(
    as(
      sequence(maybe(word("later", "sometime")), kind("day"), maybe(word("week"))),
      ([later, day, week], line, _at, next) => {
        if (week) return undefined;
        if (day.offset < 0) return { says: { refuse: "past" as const }, bare: true as const };
        const says: Saying = { day: { kind: "day", offset: day.offset } };
        if (day.daypart) says.dayparts = [day.daypart];
        if (later && !timeFollows(line, next)) says.ask = "which-time";
        return { says };
      },
    ),
    as(
      sequence(
        maybe(word("on")),
        maybe(word("the")),
        unitOf("day"),
        word("after"),
        kindIf("day", (it) => it.offset === 1),
      ),
      () => ({ says: { day: { kind: "day" as const, offset: 2 } } }),
    ),
    as(sequence(maybe(word("later")), word("this"), part), ([later, , it], line, _at, next) => {
      const says: Saying = { day: { kind: "day", offset: 0 }, dayparts: [it.value] };
      return { says: later && !timeFollows(line, next) ? { ...says, ask: "which-time" as const } : says };
    }),
    as(
      sequence(
        maybe(word("in")),
        either(word("a", "one", "two"), kind("number")),
        unitOf("day", "week", "month", "year"),
        word("from"),
        kindIf("day", (it) => it.offset >= 0 && !it.daypart),
      ),
      ([, n, unit, , day]) => {
        const amount = typeof n === "object" ? n.value : n === "two" ? 2 : 1;
        if (unit.value === "month" || unit.value === "year") {
          const from = day.offset === 0 ? {} : { from: { kind: "day" as const, offset: day.offset } };
          return { says: { day: { kind: "in" as const, n: amount, unit: unit.value, ...from } } };
        }
        return {
          says: {
            day: {
              kind: "day" as const,
              offset: day.offset + amount * (unit.times ?? 1) * (unit.value === "week" ? 7 : 1),
            },
          },
        };
      },
    ),
    as(
      sequence(maybe(word("on")), maybe(word("the")), unitOf("day"), word("after", "before"), not(kind("day"))),
      (_, line, at, next) => {
        const following = line.tokens[next];
        const isFree = following === undefined || following.shape === "sign" || following.text === "at";
        return isFree && line.tokens[at]?.text !== "day"
          ? { says: { ask: "which-day" as const }, bare: true as const }
          : undefined;
      },
    ),
    // "at 9:30 that day": a day that was told elsewhere
    as(
      sequence(
        maybe(word("on")),
        word("that", "the"),
        maybe(word("same", "very")),
        either(
          unitOf("day"),
          kindIf("daypart", (it) => it.value !== "end-of-day"),
        ),
      ),
      ([, which, same], line, at) =>
        (which === "that" || same === "same") &&
        line.tokens[at - 1]?.meanings.some(
          (it) => it.kind === "clock" || it.kind === "meridiem" || it.kind === "number",
        )
          ? { says: { ask: "which-day" as const }, bare: true as const }
          : undefined,
    ),
    as(words("later today", "later on today"), (_, line, _at, next) =>
      timeFollows(line, next)
        ? { says: { day: { kind: "day" as const, offset: 0 } } }
        : { says: { ask: "which-time" as const } },
    ),
  ),
};

/** "next week", "next month", "early next week": a stretch of days that leaves the day open. */
export const namedPeriod: Rule = {
  name: "en.namedPeriod",
  needs: ["unit", "dayset"],
  words: ["week", "next", "early", "late", "later", "this", "the", "sometime", "in", "at", "on", "of"],
  span: "schedule",
  read: either(
    as(
      sequence(
        maybe(word("sometime", "in", "during", "of")),
        maybe(word("early", "late", "later", "mid")),
        maybe(word("in")),
        either(word("next"), words("the following", "the coming", "the next")),
        maybe(word("calendar")),
        as(unitOf("week", "month", "quarter", "year"), (it) => (it.plural ? undefined : it)),
      ),
      ([, edge, , , , unit]) =>
        edge
          ? { says: { ask: "which-day" as const } }
          : { says: { inPeriod: { unit: unit.value as "week", offset: 1 } } },
    ),
    as(words("the week after next", "week after next", "the month after next"), (text) => ({
      says: { inPeriod: { unit: text.includes("week") ? ("week" as const) : ("month" as const), offset: 2 } },
    })),
    as(
      sequence(
        maybe(word("sometime", "later", "early", "late", "only")),
        word("this"),
        unitOf("week", "month"),
        maybe(word("only")),
      ),
      ([edge, , unit]) => {
        return edge !== undefined && edge !== "only"
          ? { says: { ask: "which-day" as const } }
          : { says: { inPeriod: { unit: unit.value as "week", offset: 0 } }, bare: true as const };
      },
    ),
    as(
      sequence(
        maybe(word("at", "on")),
        maybe(word("the")),
        word("end", "start", "beginning"),
        word("of"),
        either(word("next", "this"), words("the next", "the following")),
        unitOf("week", "month", "quarter", "year"),
      ),
      ([, , edge, , which, unit]) => ({
        says: {
          day: {
            kind: "edge" as const,
            unit: unit.value as "week",
            offset: which === "this" ? 0 : 1,
            edge: edge === "end" ? ("end" as const) : ("start" as const),
          },
        },
      }),
    ),
    as(
      sequence(
        maybe(word("sometime")),
        word("next", "this"),
        kindIf("dayset", (it) => it.name === "weekend"),
      ),
      () => ({ says: { ask: "which-day" as const } }),
    ),
    // "next weekday", "on the next business day"
    as(
      sequence(
        maybe(word("on")),
        maybe(word("the")),
        word("next"),
        either(
          kindIf("dayset", (it) => it.name === "weekday" && !it.plural),
          sequence(word("business", "working", "work"), unitOf("day")),
        ),
      ),
      () => ({ says: { ask: "which-day" as const } }),
    ),
  ),
};
