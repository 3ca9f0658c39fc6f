import { unitMs } from "../../resolving/reading.ts";
import type { Rule } from "../../phrases/phrase.ts";
import type { DayWords, Saying } from "../../phrases/saying.ts";
import {
  as,
  either,
  kindIf,
  maybe,
  sequence,
  type Shape,
  word,
  words,
  remembered,
  unitOf,
} from "../../phrases/shape.ts";
import { isClockUnit, type Unit } from "../../tokens/token.ts";
import { calendarDate, feast } from "./dates.ts";
import { count, plainNumber } from "./shapes.ts";
import { kind } from "../../phrases/shape.ts";

/** A length of time, as it was said. */
export interface LengthWords {
  /** Milliseconds, for units of the clock. */
  ms?: number;
  n: number;
  unit: Unit;
  vague: boolean;
}

const fractions: Readonly<Record<string, number>> = { "1/4": 0.25, "1/2": 0.5, "3/4": 0.75 };

const one = as(word("a", "an", "another", "one"), () => ({ value: 1, vague: false }));

/** "2 hours", "an hour and a half", "half an hour", "1 hour 30 minutes", "three weeks". */
export const length: Shape<LengthWords> = remembered(
  either(
    as(sequence(word("half"), word("a", "an"), unitOf("hour", "day")), ([, , it]) => ({
      ms: it.value === "hour" ? 1_800_000 : 43_200_000,
      n: 0.5,
      unit: it.value,
      vague: false,
    })),
    as(sequence(maybe(word("a")), unitOf("quarter"), word("of"), word("an"), unitOf("hour")), () => ({
      ms: 900_000,
      n: 15,
      unit: "minute" as const,
      vague: false,
    })),
    as(sequence(word("three"), maybe(word("-")), unitOf("quarter"), word("of"), word("an"), unitOf("hour")), () => ({
      ms: 2_700_000,
      n: 45,
      unit: "minute" as const,
      vague: false,
    })),
    // "1/2 hour": digits of a date, but for what follows them
    as(sequence(kind("date"), maybe(words("of an")), maybe(word("an")), unitOf("hour")), (_, { tokens }, at) => {
      const part = fractions[tokens[at]?.text ?? ""];
      return part === undefined ? undefined : { ms: part * unitMs.hour, n: part, unit: "hour" as const, vague: false };
    }),
    as(
      sequence(
        either(one, plainNumber),
        unitOf("hour", "minute", "day"),
        word("and"),
        word("a"),
        either(
          as(word("half"), () => 0.5),
          as(unitOf("quarter"), () => 0.25),
        ),
      ),
      ([n, it, , , part]) => ({
        ms: (n.value + part) * unitMs[it.value],
        n: n.value + part,
        unit: it.value,
        vague: false,
      }),
    ),
    as(
      sequence(plainNumber, word("and"), word("a"), word("half"), unitOf("hour", "minute", "day")),
      ([n, , , , it]) => ({
        ms: (n.value + 0.5) * unitMs[it.value],
        n: n.value + 0.5,
        unit: it.value,
        vague: false,
      }),
    ),
    as(
      sequence(
        either(one, plainNumber),
        unitOf("hour", "day"),
        maybe(word("and", ",")),
        plainNumber,
        unitOf("minute", "hour"),
      ),
      ([n, it, , more, small]) => ({
        ms: n.value * unitMs[it.value] + more.value * unitMs[small.value],
        n: n.value,
        unit: it.value,
        vague: false,
      }),
    ),
    as(
      sequence(
        as(unitOf("hour"), (it) => (it.times === undefined ? undefined : it)),
        plainNumber,
        unitOf("minute"),
      ),
      ([h, m]) => ({
        ms: (h.times ?? 0) * unitMs.hour + m.value * unitMs.minute,
        n: h.times ?? 0,
        unit: "hour" as const,
        vague: false,
      }),
    ),
    // "1h": a number and its unit in one
    as(
      kindIf("unit", (it) => it.times !== undefined && it.short === true),
      (it): LengthWords => ({
        ms: it.times === undefined ? 0 : it.times * unitMs[it.value],
        n: it.times ?? 0,
        unit: it.value,
        vague: false,
      }),
    ),
    as(
      sequence(either(count, one), maybe(word("more")), maybe(word("-")), kind("unit")),
      ([n, , , it]): LengthWords => {
        const clock = isClockUnit(it.value);
        const amount = n.value * (it.times ?? 1);
        return clock
          ? { ms: amount * unitMs[it.value], n: amount, unit: it.value, vague: n.vague }
          : { n: amount, unit: it.value, vague: n.vague };
      },
    ),
  ),
);

function says({ ms, n, unit, vague }: LengthWords): Saying {
  if (vague) return { ask: "which-time" };
  if (ms !== undefined) return { afterMs: Math.round(ms) };
  const whole = Number.isInteger(n);
  if (!whole) return { afterMs: Math.round(n * unitMs[unit]) };
  return { day: { kind: "in", n, unit: unit as "day" } };
}

/** What a length is counted from: now, ahead or back, or a date. */
const fromWhen: Shape<"now" | "ago" | { isAfter: boolean; date: DayWords }> = either(
  as(word("ago"), () => "ago" as const),
  as(either(words("from now", "from this moment", "from right now"), word("hence")), () => "now" as const),
  as(sequence(word("before", "after", "prior"), maybe(word("to")), either(calendarDate, feast)), ([side, , date]) => ({
    isAfter: side === "after",
    date,
  })),
);

/** "in 2 hours", "3 hours from now", "in half an hour", "in two weeks", "2 hours ago". */
export const relativeTime: Rule = {
  name: "en.relativeTime",
  needs: ["unit", "clock"],
  kinds: ["number"],
  words: ["in", "after", "half", "a", "an", "within", "one", "another", "exactly", "about", "inside"],
  span: "schedule",
  read: either(
    as(
      sequence(maybe(word("exactly", "about", "around", "approximately")), maybe(word("in")), length, fromWhen),
      ([, , it, from]) => {
        if (from === "ago") return { says: { refuse: "past" as const } };
        if (from === "now") return { says: says(it) };
        // "two weeks before March 15"
        const isWhole = it.ms === undefined && !it.vague && Number.isInteger(it.n);
        const n = from.isAfter ? it.n : -it.n;
        return isWhole
          ? { says: { day: { kind: "in" as const, n, unit: it.unit as "day", from: from.date } } }
          : undefined;
      },
    ),
    as(
      sequence(
        word("in", "after"),
        maybe(word("exactly", "about", "around", "approximately", "another", "just", "the", "next")),
        length,
        maybe(word("time", "times", "later")),
      ),
      ([first, , it, time], line, _at, next) => {
        if (line.tokens[next]?.text === "of" && it.unit !== "week") return undefined;
        // "after 30 days overdue", "in 3 hours old data": only at the ends of what is said
        if (first === "after" && time === undefined && it.ms === undefined) return undefined;
        return { says: says(it) };
      },
    ),
    // "in 1h30"
    as(sequence(word("in"), kind("clock")), ([, clock], line, _at, next) =>
      /^\d{1,2}h\d\d$/.test(line.tokens[next - 1]?.text ?? "")
        ? { says: { afterMs: clock.value.hour * unitMs.hour + clock.value.minute * unitMs.minute } }
        : undefined,
    ),
    as(sequence(word("within", "inside"), maybe(word("the")), maybe(word("next")), length), () => ({
      says: { ask: "which-time" as const },
      bare: true as const,
    })),
  ),
};
