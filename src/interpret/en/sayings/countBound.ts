import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import { as, either, kindIf, maybe, sequence, word, words, unitOf } from "../../phrases/shape.ts";
import { longUnit } from "./points.ts";
import { length } from "./relative.ts";
import { count } from "./shapes.ts";

const times = word(
  "times",
  "time",
  "occurrences",
  "occurrence",
  "runs",
  "run",
  "repetitions",
  "x",
  "iterations",
  "instances",
);

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
    "stops",
    "end",
    "ends",
    "then",
    "it",
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
        maybe(word("more")),
        times,
        maybe(words("in total", "in all", "total")),
      ),
      (_, line, at, next) => {
        const number = line.tokens
          .slice(at, next)
          .flatMap((token) => token.meanings.filter((it) => it.kind === "number"))[0];
        const tokens = line.tokens.slice(at, next);
        // "10 time", "3 run": only one of them is said so
        const isOne = /^(time|occurrence|run)$/.test(tokens.at(-1)?.text ?? "");
        if (!number || (isOne && tokens.at(-2)?.text !== "1")) return undefined;
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
        maybe(word("and", "then", "it")),
        word("stop", "stops", "end", "ends"),
        maybe(word("it")),
        word("after"),
        length,
      ),
      ([, , , , it]) => (it.vague ? undefined : { says: { lasting: { n: it.n, unit: it.unit } } }),
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
        longUnit,
      ),
      ([, , , , , , unit]) => ({
        says: {
          until: { day: { kind: "edge" as const, unit: unit.value as "month", offset: 0, edge: "end" as const } },
        },
      }),
    ),
    as(
      sequence(maybe(word("only")), word("this"), unitOf("week", "month"), maybe(word("only"))),
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
