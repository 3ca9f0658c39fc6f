import type { Rule } from "../phrase.ts";
import type { DayWords, PointWords, Saying } from "../saying.ts";
import { as, either, kind, kindIf, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import { clockPoint } from "./clockTime.ts";
import { calendarDate, feast } from "./dates.ts";
import { length, type LengthWords } from "./relative.ts";
import { count, ordinal, plainNumber, unitOf } from "./shapes.ts";

const year = kindIf("number", (it) => it.value >= 1970 && it.value < 2200 && !it.word);
const period = kindIf(
  "unit",
  (it) => it.value === "week" || it.value === "month" || it.value === "quarter" || it.value === "year",
);

const weekdayName = maybe(
  sequence(
    kindIf("weekday", (it) => !it.plural),
    maybe(word(",", ".")),
  ),
);

/** A day that something starts or ends on. */
const dayPoint: Shape<DayWords> = either(
  as(sequence(maybe(kindIf("weekday", (it) => !it.plural)), maybe(word(",")), calendarDate), ([, , it]) => it),
  feast,
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
      either(period, kind("month")),
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
  as(sequence(maybe(word("the")), period, word("end", "close")), ([, unit]): DayWords => ({
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
    sequence(maybe(word("the")), word("next", "this", "coming", "following"), period),
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

/** What follows a day: a clock time, a part of the day, or nothing. */
const timeOfDay: Shape<PointWords> = either<Shape<PointWords>[]>(
  as(sequence(maybe(sequence(maybe(word(",")), word("at", "@", "from"))), clockPoint), ([, time]) => ({ time })),
  as(sequence(maybe(word("in")), maybe(word("the")), kind("daypart")), ([, , part]) => ({ daypart: part.value })),
);

const otherPoint: Shape<PointWords> = either<Shape<PointWords>[]>(
  as(sequence(maybe(word("at")), clockPoint, maybe(sequence(maybe(word("on", ",")), dayPoint))), ([, time, day]) =>
    day ? { day: day[1], time } : { time },
  ),
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

/** "June 1", "next Monday at 8am", "8am tomorrow", "5pm". */
const point: Shape<PointWords> = (line, at) => {
  const day = dayPoint(line, at);
  if (!day) return otherPoint(line, at);
  const time = timeOfDay(line, day.next);
  return { value: { day: day.value, ...time?.value }, next: time?.next ?? day.next };
};

const onwards = maybe(either(word("onwards", "onward", "on", "forward", "forwards"), words("and on", "and onwards")));

const starting: Shape<unknown> = either(
  sequence(
    maybe(word("and", "but")),
    word("starting", "beginning", "start", "begin", "effective", "commencing", "kicking"),
    maybe(word("off", "out")),
    maybe(word("on", "from", "as", "in", "with")),
    maybe(word("of")),
  ),
  sequence(word("as"), word("of", "from"), maybe(word("from"))),
  sequence(word("not"), word("before", "until")),
  sequence(word("with"), word("effect", "start"), word("from", "on", "as"), maybe(word("of"))),
  sequence(
    maybe(word("the")),
    word("first"),
    word("run", "time", "one", "occurrence"),
    maybe(word("on", "is", "at", "being", ":")),
  ),
);

const until: Shape<"as-usual" | "included"> = either<Shape<"as-usual" | "included">[]>(
  as(
    sequence(
      maybe(word("and", "but")),
      maybe(word("ending", "end", "finishing", "stopping", "stop", "lasting", "running")),
      maybe(word("up")),
      maybe(word("to")),
      word("until", "till", "til", "'til", "untill"),
    ),
    () => "as-usual",
  ),
  as(sequence(word("for"), word("the"), word("last"), word("time"), maybe(word("on", "is"))), () => "included"),
  as(
    sequence(
      maybe(word("the")),
      word("last"),
      either(word("time", "run"), sequence(word("one"))),
      maybe(word("on", "is", "being", ":")),
    ),
    () => "included",
  ),
  as(sequence(maybe(word("up")), word("through", "thru"), maybe(word("to"))), () => "included"),
  as(sequence(word("up"), word("to"), maybe(word("and")), maybe(word("including"))), () => "included"),
  as(
    sequence(
      maybe(word("and")),
      word("ending", "end", "finishing", "stopping", "stop", "expiring"),
      maybe(word("it", "them")),
      maybe(word("on", "by", "after", "at")),
    ),
    () => "included",
  ),
);

/** "starting June 1", "from November 1st onwards", "as of next week", "beginning tomorrow at 8am". */
export const startBound: Rule = {
  name: "en.startBound",
  words: [
    "starting",
    "beginning",
    "start",
    "begin",
    "effective",
    "commencing",
    "as",
    "from",
    "and",
    "but",
    "first",
    "after",
    "not",
    "with",
  ],
  span: "bound",
  read: either(
    as(sequence(starting, point, onwards), ([, from], { tokens }, at) =>
      // "the valuation as of month end" is about that day
      tokens[at]?.text === "as" ? { says: { from }, bare: true as const } : { says: { from } },
    ),
    as(sequence(word("from"), point, onwards), ([, from, onward], line, _at, next) => {
      // "from line 3 to 5", "from Monday to Friday": a range is another phrase
      if (/^(to|through|thru|until|till|-|–)$/.test(line.tokens[next]?.text ?? "")) return undefined;
      return onward === undefined && from.day === undefined
        ? undefined
        : onward === undefined
          ? { says: { from }, bare: true as const }
          : { says: { from } };
    }),
    as(sequence(word("after"), dayPoint), ([, day]): { says: Saying; bare: true } | undefined =>
      day.kind === "date"
        ? { says: { from: { day: { kind: "in", n: 1, unit: "day", from: day } } }, bare: true }
        : undefined,
    ),
  ),
};

/** "until the end of the month", "through December 15", "till Friday", "until 5pm". */
export const endBound: Rule = {
  name: "en.endBound",
  words: [
    "until",
    "till",
    "til",
    "'til",
    "untill",
    "through",
    "thru",
    "ending",
    "ends",
    "end",
    "up",
    "and",
    "but",
    "finishing",
    "stopping",
    "stop",
    "stops",
    "expiring",
    "expires",
    "lasting",
    "running",
    "last",
    "the",
    "for",
  ],
  span: "bound",
  read: either(
    restOfPeriod(),
    as(sequence(until, point), (_, line, at): { says: Saying; bare?: true } | undefined => {
      const bound = until(line, at);
      const end = bound && point(line, bound.next);
      if (!bound || !end) return undefined;
      const whole: PointWords = { ...end.value };
      if (bound.value === "included") whole.inclusive = true;
      // "until the end of March" is through March
      if (
        whole.day?.kind === "month" &&
        line.tokens.slice(at, end.next).some((token) => token.text === "end" || token.text === "close")
      )
        whole.inclusive = true;
      const first = line.tokens[at]?.text ?? "";
      const loose = first === "end" || first === "stop" || first === "through" || first === "thru" || first === "up";
      return loose ? { says: { until: whole }, bare: true } : { says: { until: whole } };
    }),
  ),
};

/** "for the rest of the week", "the rest of today": on every day until it is over. */
function restOfPeriod(): Shape<{ says: Saying; bare?: true }> {
  return as(
    sequence(
      maybe(word("for", "over", "during")),
      word("the"),
      word("rest", "remainder"),
      word("of"),
      maybe(word("the", "this")),
      either(
        kindIf("day", (it) => it.offset === 0),
        kindIf("unit", (it) => it.value !== "hour" && it.value !== "minute" && it.value !== "second"),
      ),
    ),
    ([opener, , , , , rest]) => {
      const day: DayWords =
        rest.kind === "day" || rest.value === "day"
          ? { kind: "day", offset: 0 }
          : { kind: "edge", unit: rest.value as "week", offset: 0, edge: "end" };
      const says: Saying = { until: { day, inclusive: true }, recurs: true };
      return opener ? { says } : { says, bare: true };
    },
  );
}

/** "until further notice": no end at all. */
export const openEnd: Rule = {
  name: "en.openEnd",
  words: ["until", "till", "from", "indefinitely", "forever", "no", "with", "without"],
  span: "bound",
  read: as(
    either(
      words(
        "until further notice",
        "till further notice",
        "until i say stop",
        "until i tell you to stop",
        "until told otherwise",
        "until i say otherwise",
        "until i cancel it",
        "until i cancel",
        "no end date",
        "no end",
        "with no end",
        "with no end date",
        "without end",
        "without an end",
        "without an end date",
      ),
      word("indefinitely", "forever"),
    ),
    () => ({ says: {} }),
  ),
};

/** "from March 1 to March 4", "between June 1 and June 30", "June 1 - June 30". */
export const dateRange: Rule = {
  name: "en.dateRange",
  needs: ["month", "date", "weekday", "unit", "day", "ordinal"],
  kinds: ["weekday", "month", "number", "ordinal", "date"],
  words: ["from", "between", "only"],
  span: "bound",
  read: either(
    // "between now and the end of the year", "from now until Friday"
    as(
      sequence(word("from", "between"), word("now", "today"), word("to", "until", "till", "through", "and"), dayPoint),
      ([, , , to]) => ({ says: { until: { day: to, inclusive: true } } }),
    ),
    as(
      sequence(
        maybe(word("only")),
        word("from", "between"),
        dayPoint,
        word("to", "until", "till", "through", "thru", "and", "-", "–"),
        dayPoint,
      ),
      ([, , from, , to]) => ranged(from, to),
    ),
    as(
      sequence(
        weekdayName,
        calendarDate,
        word("to", "until", "till", "through", "thru", "-", "–"),
        weekdayName,
        calendarDate,
      ),
      ([, from, , , to]) => ({ ...ranged(from, to), says: ranged(from, to)?.says ?? {}, bare: true as const }),
    ),
    // "1-5 March", "from 6 to 17 July"
    as(
      sequence(
        maybe(word("from", "between")),
        either(
          plainNumber,
          as(ordinal, (value) => ({ value })),
        ),
        word("to", "and", "-", "–", "through", "until"),
        either(
          plainNumber,
          as(ordinal, (value) => ({ value })),
        ),
        maybe(word("of")),
        kind("month"),
      ),
      ([opener, from, , to, , month]) => {
        if (from.value >= to.value || to.value > 31) return undefined;
        const found = ranged(
          { kind: "date", month: month.value, day: from.value },
          { kind: "date", month: month.value, day: to.value },
        );
        return found && (opener ? found : { ...found, bare: true as const });
      },
    ),
    as(
      sequence(
        maybe(word("only")),
        word("from", "between"),
        kind("month"),
        plainNumber,
        word("to", "and", "-", "–", "through"),
        plainNumber,
      ),
      ([, , month, from, , to]) =>
        ranged(
          { kind: "date", month: month.value, day: from.value },
          { kind: "date", month: month.value, day: to.value },
        ),
    ),
  ),
};

function ranged(from: DayWords, to: DayWords): { says: Saying } | undefined {
  if (from.kind === "weekday" || to.kind === "weekday") return undefined;
  return { says: { from: { day: from }, until: { day: to, inclusive: true } } };
}

const times = word("times", "time", "occurrences", "runs", "repetitions", "x", "iterations", "instances");

/** "10 times", "for 3 days", "for the next 4 weeks", "stop after 4 times". */
export const countBound: Rule = {
  name: "en.countBound",
  kinds: ["number"],
  words: [
    "for",
    "but",
    "over",
    "up",
    "only",
    "stop",
    "just",
    "a",
    "until",
    "during",
    "max",
    "maximum",
    "at",
    "limit",
    "and",
    "once",
    "twice",
  ],
  span: "bound",
  read: either(
    as(
      sequence(
        maybe(word("and", "but")),
        maybe(word("only", "just", "stop", "stopping", "max", "maximum", "limit", "limited", "ending", "ends")),
        maybe(word("to", "after")),
        maybe(word("for", "up")),
        maybe(word("a", "to")),
        maybe(word("total", "maximum", "max")),
        maybe(word("of", "the")),
        maybe(word("next")),
        count,
        times,
        maybe(words("in total", "in all", "total")),
      ),
      (_, line, at, next) => {
        const number = line.tokens
          .slice(at, next)
          .flatMap((token) => token.meanings.filter((it) => it.kind === "number"))[0];
        const tokens = line.tokens.slice(at, next);
        if (!number || (tokens.at(-1)?.text === "time" && tokens.at(-2)?.text !== "1")) return undefined;
        // "3 times a day" is a rhythm
        if (
          line.tokens[next]?.text === "a" ||
          line.tokens[next]?.text === "per" ||
          line.tokens[next]?.meanings.some((it) => it.kind === "every" || it.kind === "frequency")
        )
          return undefined;
        if (number.vague) return { says: { ask: "how-often" as const }, bare: true as const };
        const says: Saying = { count: number.value };
        // "500 iterations" of a simulation are no runs of ours; "10 times" and "for 10 runs" are
        const counted = line.tokens[at + 1]?.text ?? "";
        if (at + 2 === next && !/^(times|time|occurrences|x)$/.test(counted)) return undefined;
        return at + 2 === next ? { says, bare: true as const } : { says };
      },
    ),
    as(
      sequence(
        maybe(word("and", "but")),
        maybe(word("only", "just", "lasting", "running")),
        word("for", "over", "during"),
        maybe(word("the")),
        maybe(word("next", "coming", "following")),
        length,
      ),
      ([, , , the, next, it]): { says: Saying; bare?: true } | undefined => {
        if (it.vague) return { says: { ask: "how-often" }, bare: true };
        if (the && !next) return undefined;
        return {
          says: {
            lasting: {
              n: it.n === 0.5 && it.ms !== undefined ? it.ms / 60_000 : it.n,
              unit: it.n === 0.5 ? "minute" : it.unit,
            },
          },
        };
      },
    ),
    as(
      sequence(
        maybe(word("only")),
        word("for", "over", "during"),
        word("the"),
        word("next", "coming"),
        kindIf("unit", (it) => !it.plural),
      ),
      ([, , , , unit]) => ({ says: { lasting: { n: unit.times ?? 1, unit: unit.value } } }),
    ),
    as(
      sequence(
        maybe(word("only")),
        word("for"),
        word("the"),
        word("rest", "remainder"),
        word("of"),
        word("the", "this"),
        unitOf("day"),
      ),
      () => ({ says: { until: { day: { kind: "day" as const, offset: 0 } } } }),
    ),
    as(
      sequence(
        maybe(word("only")),
        word("for"),
        word("the"),
        word("rest", "remainder"),
        word("of"),
        word("the", "this"),
        period,
      ),
      ([, , , , , , unit]) => ({
        says: {
          until: { day: { kind: "edge" as const, unit: unit.value as "month", offset: 0, edge: "end" as const } },
        },
      }),
    ),
    as(
      sequence(
        maybe(word("only")),
        word("this"),
        kindIf("unit", (it) => it.value === "week" || it.value === "month"),
        maybe(word("only")),
      ),
      ([first, , unit, last]) =>
        first || last
          ? {
              says: {
                until: { day: { kind: "edge" as const, unit: unit.value as "month", offset: 0, edge: "end" as const } },
              },
            }
          : undefined,
    ),
  ),
};
