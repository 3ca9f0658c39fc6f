import type { Rule } from "../../phrases/phrase.ts";
import { as, either, listOf, maybe, sequence, type Shape, word, words, unitOf } from "../../phrases/shape.ts";
import { and, every, plainNumber } from "./shapes.ts";

const ofHour: Shape<boolean> = as(
  sequence(either(sequence(maybe(word("of")), every), word("the", "each")), unitOf("hour")),
  (_, line, at, next) => line.tokens.slice(at, next).some((token) => token.meanings.some((it) => it.kind === "every")),
);

const minute: Shape<number> = either(
  as(word("half"), () => 30),
  as(sequence(maybe(word("a")), unitOf("quarter")), () => 15),
  as(sequence(maybe(word(":")), plainNumber, maybe(unitOf("minute"))), ([, n]) => n.value),
);

const minuteList = listOf(minute, and);

/** "on the hour", "at 15 past", "at half past every hour", "at minute 15", "at 5 minutes past the hour". */
export const minutesPast: Rule = {
  name: "en.minutesPast",
  needs: ["unit", "number"],
  kinds: ["number", "unit", "every"],
  words: ["on", "at", "half", "a", ",", "starting", "top", "the", "quarter"],
  span: "time",
  read: as(
    sequence(
      maybe(word("starting", "beginning")),
      either(
        as(
          sequence(
            word("on"),
            either(
              as(word("the"), () => false),
              as(every, () => true),
            ),
            maybe(word("half", "quarter")),
            unitOf("hour"),
          ),
          ([, isEvery, half]) => {
            return { minutes: half === "half" ? [30] : half === "quarter" ? [15] : [0], isEvery };
          },
        ),
        as(sequence(maybe(word("at", "on")), maybe(word("the")), words("top of"), ofHour), ([, , , isEvery]) => ({
          minutes: [0],
          isEvery,
        })),
        as(sequence(maybe(word("at")), maybe(word("the")), words("bottom of"), ofHour), ([, , , isEvery]) => ({
          minutes: [30],
          isEvery,
        })),
        as(
          sequence(maybe(word("at")), minuteList, word("past", "after"), maybe(ofHour)),
          ([at, list, , isEvery], line, _from, next) => {
            // "at 15 past 4" is a clock time
            if (
              isEvery === undefined &&
              (line.tokens[next]?.meanings.some((it) => it.kind === "number" || it.kind === "clock") || !at)
            )
              return undefined;
            if (isEvery === undefined && line.tokens[next]?.shape === "word" && line.tokens[next].text === "the")
              return undefined;
            return { minutes: list, isEvery: isEvery === true };
          },
        ),
        as(sequence(every, minuteList, word("past", "after"), ofHour), ([, minutes]) => ({
          minutes,
          isEvery: true,
        })),
        as(sequence(maybe(word("at")), minuteList, word("to", "before", "till"), ofHour), ([, list, , isEvery]) => ({
          minutes: list.map((it) => 60 - it),
          isEvery,
        })),
        as(
          sequence(
            word("at"),
            unitOf("minute"),
            listOf(
              as(plainNumber, (it) => it.value),
              and,
            ),
            maybe(sequence(maybe(word("of", "past")), ofHour)),
          ),
          ([, , minutes, tail]) => {
            return { minutes, isEvery: tail?.[1] === true };
          },
        ),
        as(
          sequence(
            word("at"),
            listOf(
              as(sequence(word(":"), plainNumber), ([, it]) => it.value),
              and,
            ),
            maybe(sequence(maybe(word("of", "past")), ofHour)),
          ),
          ([, minutes, tail]) => ({ minutes, isEvery: tail?.[1] === true }),
        ),
      ),
    ),
    ([, { minutes, isEvery }]) => ({
      says: isEvery
        ? { minutesPast: minutes, every: { unit: "hour" as const, n: 1 }, recurs: true as const }
        : { minutesPast: minutes },
    }),
  ),
};
