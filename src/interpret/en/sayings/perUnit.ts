import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  maybe,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { isClockUnit, type Unit } from "../../tokens/token.ts";
import { clockPoint } from "./clockPoint.ts";
import { minutesIn } from "./everyUnit.ts";
import { count, every, plainNumber, weekdayList } from "./shapes.ts";

const unit = kind("unit");

/** "6 times a day", "twice a week", "once per month", "twice daily". */
const times: Shape<{ n?: number }> = either(
  as(word("once"), () => ({ n: 1 })),
  as(word("twice"), () => ({ n: 2 })),
  as(word("thrice"), () => ({ n: 3 })),
  as(sequence(count, word("times", "time", "x")), ([n]) => (n.vague ? {} : { n: n.value })),
  as(
    words(
      "multiple times",
      "many times",
      "a number of times",
      "several times",
      "a few times",
      "a couple of times",
      "a couple times",
    ),
    (text) => (text.includes("couple") ? { n: 2 } : {}),
  ),
);

const perUnit: Shape<{ unit: Unit; n: number }> = either(
  as(sequence(either(word("a", "an", "per", "/"), kind("every")), unit), ([, it]) => ({
    unit: it.value,
    n: it.times ?? 1,
  })),
  as(
    kindIf("frequency", (it) => it.unclear === undefined && !it.daypart),
    (it) => ({ unit: it.unit, n: it.n }),
  ),
);

/** "three times in the week", "twice in each month". */
const inUnit = as(
  sequence(
    word("in"),
    either(
      perUnit,
      as(sequence(word("the"), unit), ([, it]) => ({ unit: it.value, n: it.times ?? 1 })),
    ),
  ),
  ([, per]) => per,
);

/** "Once per shift at 6, 14 and 22": the hours say when the shifts are. */
const onceAShift = sequence(
  maybe(either(word("once"), words("one time"))),
  either(word("a", "per", "/"), kind("every")),
  word("shift"),
  ahead(sequence(maybe(word(",", "(", ":")), maybe(word("at")), clockPoint, word(","))),
);

/** "twice a day", "three times per week", "once a month". */
export const timesPerUnit: Rule = {
  name: "en.timesPerUnit",
  kinds: ["number"],
  words: ["once", "twice", "thrice", "a", "multiple", "many", "several", "per", "each", "every"],
  span: "schedule",
  read: either(
    as(onceAShift, () => ({ says: { every: { unit: "day" as const, n: 1 }, recurs: true as const } })),
    as(sequence(times, either(perUnit, inUnit)), ([{ n }, per]): { says: Saying } => {
      const saying: Saying = { every: per, recurs: true };
      const isCounted = per.n === 1 && /^(day|week|month)$/.test(per.unit);
      if (n === 1) return { says: isCounted ? { ...saying, perUnit: { n, unit: per.unit } } : saying };
      if (isClockUnit(per.unit)) {
        const minutes = minutesIn[per.unit] ?? 1;
        return {
          says:
            n === undefined
              ? { ...saying, ask: "how-often" }
              : { every: { unit: "minute", n: minutes / n }, recurs: true },
        };
      }
      return {
        says: n === undefined ? { ...saying, ask: "how-often" } : { ...saying, perUnit: { n, unit: per.unit } },
      };
    }),
  ),
};

/** "twice every weekday", "twice on Sundays": so many times on each of the days behind it. */
export const timesOnDays: Rule = {
  name: "en.timesOnDays",
  needs: ["weekday", "dayset"],
  kinds: ["number"],
  words: ["once", "twice", "thrice"],
  span: "schedule",
  read: as(
    sequence(times, ahead(sequence(maybe(word("on")), maybe(every), weekdayList))),
    ([{ n }], line, _at, next) => {
      const isRepeated = line.tokens
        .slice(next, next + 3)
        .some((token) =>
          token.meanings.some((it) => it.kind === "every" || (it.kind !== "unit" && "plural" in it && it.plural)),
        );
      if (!isRepeated || n === undefined) return undefined;
      return n === 1
        ? { says: {}, bare: true as const }
        : { says: { perUnit: { n, unit: "day" as const } }, bare: true as const };
    },
  ),
};

/** "seven days a week", "24/7". */
export const daysAWeek: Rule = {
  name: "en.daysAWeek",
  kinds: ["number"],
  span: "schedule",
  read: as(sequence(plainNumber, unitOf("day"), either(word("a", "per"), kind("every")), unitOf("week")), ([n]) =>
    n.value === 7
      ? { says: { every: { unit: "day" as const, n: 1 }, recurs: true as const } }
      : {
          says: {
            every: { unit: "week" as const, n: 1 },
            recurs: true as const,
            perUnit: { n: n.value, unit: "week" as const },
          },
        },
  ),
};
