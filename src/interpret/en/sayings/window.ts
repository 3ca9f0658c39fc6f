import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  as,
  either,
  kind,
  type Line,
  maybe,
  not,
  sequence,
  type Shape,
  where,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { ClockWords, Token } from "../../tokens/token.ts";
import { clockPoint, certainClock } from "./clockPoint.ts";
import { ordinal } from "./shapes.ts";

const to = either(word("to", "until", "till", "til", "-", "–", "—", "through", "thru"), words("up to"));

const only = maybe(word("only", "but", "just", "overnight", "daily"));
/** A date may begin with a number too: "from 1 to 5 March". */
const ends = not(either(kind("month"), kind("unit"), kind("ordinal")));

/** "9 to 5": hours of the day, where nothing else can be meant. */
export const bareHours: Shape<{ from: ClockWords; to: ClockWords }> = as(
  sequence(clockPoint, word("-", "–", "—", "to"), clockPoint, ends),
  ([from, , until]) => ({ from, to: until }),
);

const ranged: Shape<{ from: ClockWords; to: ClockWords }> = either(
  as(
    sequence(
      only,
      maybe(word("in", "from")),
      word("between"),
      maybe(word("the")),
      maybe(word("hours")),
      maybe(word("of")),
      clockPoint,
      either(word("and", "&"), to),
      clockPoint,
      ends,
    ),
    ([, , , , , , from, , until]) => ({ from, to: until }),
  ),
  as(
    sequence(
      only,
      word("after"),
      clockPoint,
      maybe(word(",")),
      maybe(word("and", "but")),
      word("before"),
      clockPoint,
      ends,
    ),
    ([, , from, , , , until]) => ({ from, to: until }),
  ),
  // "between the 5th and 10th hour"
  as(
    sequence(
      only,
      word("between"),
      maybe(word("the")),
      ordinal,
      word("and"),
      maybe(word("the")),
      ordinal,
      unitOf("hour"),
    ),
    ([, , , from, , , until]) =>
      from >= 0 && until > from && until <= 24
        ? { from: { hour: from, minute: 0, is24: true as const }, to: { hour: until, minute: 0, is24: true as const } }
        : undefined,
  ),
  as(sequence(only, word("from"), clockPoint, to, clockPoint, ends), ([, , from, , until]) => ({ from, to: until })),
  as(
    sequence(only, certainClock, word("-", "–", "—", "to", "until", "till", "through"), certainClock, ends),
    ([, from, , until]) => ({ from, to: until }),
  ),
  // "5-8pm": the half of the day is that of its end
  as(
    sequence(
      where(({ tokens }, at) => tokens[at + 1]?.spaced === false),
      clockPoint,
      word("-", "–"),
      certainClock,
      ends,
    ),
    ([, from, , until]) => (until.half === undefined ? undefined : { from, to: until }),
  ),
  // "Monday to Friday, 9 to 5, every 30 minutes"
  as(
    sequence(
      where(({ tokens }, at) => isBesideSchedule(tokens[at - 1], tokens[at - 2])),
      bareHours,
    ),
    ([, hours], { tokens }, _at, next) => (isBesideSchedule(tokens[next], tokens[next + 1]) ? hours : undefined),
  ),
);

/** A sign and a word of a schedule, or nothing: between such, two bare hours are hours of the day. */
function isBesideSchedule(token: Token | undefined, beyond: Token | undefined): boolean {
  const near = token?.shape === "sign" ? beyond : token;
  return (
    near === undefined ||
    near.meanings.some(({ kind: it }) => it === "every" || it === "weekday" || it === "dayset" || it === "frequency")
  );
}

/** "between 9 and 5", "from 6am to 2pm", "8am-5pm". */
export const hourWindow: Rule = {
  name: "en.hourWindow",
  needs: ["clock", "number", "military", "ordinal"],
  kinds: ["clock", "number", "military"],
  words: ["between", "from", "after", "only", "in", "but", "just", "overnight"],
  span: "time",
  read: as(ranged, ({ from, to: until }, line, at): { says: Saying; bare?: true } => {
    const says: Saying = { window: { from, to: until } };
    const first = line.tokens[at];
    return first?.text === "between" || first?.text === "from" || first?.text === "only"
      ? { says }
      : { says, bare: true };
  }),
};

/** "during the day shift (6am-2pm)": the hours come right behind it, or nobody said which they are. */
function saidHours({ tokens }: Line, next: number): Saying {
  const at = /^[(,:]$/.test(tokens[next]?.text ?? "") ? next + 1 : next;
  const isSaid =
    /^(from|between)$/.test(tokens[at]?.text ?? "") ||
    tokens[at]?.meanings.some((it) => it.kind === "clock" || it.kind === "number");
  return isSaid ? {} : { ask: "business-hours" };
}

/** "during business hours": nobody said which hours these are. */
export const businessHours: Rule = {
  name: "en.businessHours",
  words: ["overnight", "during", "in", "within", "outside", "throughout", "only", "after", "over"],
  span: "time",
  read: either(
    as(word("overnight"), () => ({ says: { ask: "business-hours" as const }, bare: true as const })),
    as(
      sequence(
        word("during", "throughout", "over"),
        maybe(word("the", "our", "each")),
        maybe(either(kind("ordinal"), kind("daypart"), word("day", "late", "early"))),
        word("shift", "shifts", "break", "breaks", "lunch", "downtime"),
      ),
      (_, line, _at, next) => ({ says: saidHours(line, next), bare: true as const }),
    ),
    as(
      sequence(
        maybe(word("only")),
        word("during", "in", "within", "outside", "throughout", "after", "over"),
        maybe(word("of", "the", "our", "my")),
        either(
          word("business", "working", "work", "office", "opening", "plant", "production", "normal"),
          words("the day shift", "the night shift", "the day", "the night"),
        ),
        maybe(word("business", "working", "work")),
        maybe(unitOf("hour")),
      ),
      ([, , , what], line, at, next) => {
        const hours = line.tokens
          .slice(at, next)
          .some((token) => token.meanings.some((it) => it.kind === "unit" && it.value === "hour"));
        return hours || what.startsWith("the ") ? { says: saidHours(line, next), bare: true as const } : undefined;
      },
    ),
  ),
};
