import type { Rule } from "../../phrases/phrase.ts";
import type { DayWords, PointWords, Saying } from "../../phrases/saying.ts";
import type { Token } from "../../tokens/token.ts";
import { as, either, kindIf, maybe, sequence, type Shape, word, words, unitOf } from "../../phrases/shape.ts";
import { dayPoint, point } from "./points.ts";
import { functionWords } from "../vocabulary.ts";

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
  words("no earlier than", "not earlier than", "no sooner than", "not sooner than"),
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

/** "audit", "board meeting": one word or two that mean nothing to a schedule. */
const thing: Shape<true> = ({ tokens }, at) => {
  let next = at;
  while (next < at + 2 && tokens[next]?.shape === "word" && isFreeNoun(tokens[next])) next++;
  return next > at ? { value: true, next } : undefined;
};
const isFreeNoun = (token: Token | undefined) =>
  token !== undefined && token.meanings.length === 0 && !functionWords.has(token.text);

const isTimely = (token: Token | undefined) =>
  token?.meanings.some(({ kind }) => kind !== "number" && kind !== "every" && kind !== "zone") === true;

/** "starting June 1", "from November 1st onwards", "as of next week", "beginning tomorrow at 8am". */
export const startBound: Rule = {
  name: "en.startBound",
  words: [
    "starting",
    "starts",
    "beginning",
    "begins",
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
    "since",
    "no",
    "not",
    "with",
  ],
  span: "bound",
  read: either(
    as(sequence(starting, point, onwards), ([, from], { tokens }, at) =>
      // "the valuation as of month end" is about that day
      tokens[at]?.text === "as" ? { says: { from }, bare: true as const } : { says: { from } },
    ),
    // "every other day starts May 13th": only a rhythm begins so, not "the audit starts May 13th"
    // "every 28 days, first on December 7"
    as(sequence(word("first"), word("on"), dayPoint), ([, , day], { tokens }, at) =>
      /^[,(;]$/.test(tokens[at - 1]?.text ?? "") ? { says: { from: { day } } } : undefined,
    ),
    as(sequence(word("starts", "begins"), maybe(word("on", "from")), point, onwards), ([, , from], { tokens }, at) =>
      isTimely(tokens[tokens[at - 1]?.text === "," ? at - 2 : at - 1]) ? { says: { from } } : undefined,
    ),
    as(sequence(word("from"), point, onwards), ([, from, onward], line, at, next) => {
      // "from line 3 to 5", "from Monday to Friday": a range is another phrase
      const isOpen = from.day === undefined || from.day.kind === "weekday";
      const following = line.tokens[next]?.text ?? "";
      if (/^(to|through|thru|-|–)$/.test(following) || (isOpen && /^(until|till)$/.test(following))) return undefined;
      // "every 4 hours from 6am"
      const isRhythm = line.tokens[at - 1]?.meanings.some(
        (it) => it.kind === "unit" && (it.value === "hour" || it.value === "minute"),
      );
      if (isRhythm && from.day === undefined) return { says: { from } };
      return onward === undefined && from.day === undefined
        ? undefined
        : onward === undefined
          ? { says: { from }, bare: true as const }
          : { says: { from } };
    }),
    // "since tomorrow": how others say "from"
    as(
      sequence(
        word("since"),
        kindIf("day", (it) => it.offset > 0),
      ),
      ([, { offset }]) => ({ says: { from: { day: { kind: "day" as const, offset } } } }),
    ),
    // "since Monday next week"
    as(sequence(word("since"), dayPoint, onwards), ([, day]): { says: Saying } | undefined => {
      const isAhead =
        day.kind === "weekday-of"
          ? day.weeks > 0
          : day.kind === "edge"
            ? day.offset > 0
            : "which" in day && day.which === "next";
      return isAhead ? { says: { from: { day } } } : undefined;
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
    // "until the audit on December 18"
    as(sequence(until, word("the", "our", "my", "their"), thing, word("on"), dayPoint), ([, , , , day]) => ({
      says: { until: { day, inclusive: true } },
    })),
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
        unitOf("day", "week", "month", "quarter", "year"),
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
