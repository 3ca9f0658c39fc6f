import type { Edit } from "../correction.ts";
import { as, either, maybe, sequence, type Shape, word, words } from "../shape.ts";
import { length } from "./relative.ts";

const minutes = (ms: number | undefined, n: number, unit: string) =>
  ms === undefined ? n * (unit === "day" ? 1440 : unit === "week" ? 7 * 1440 : Number.NaN) : ms / 60_000;

/** "it", "that", "the whole thing", "by". */
const it = maybe(
  either(words("the whole thing", "the time", "the job", "the run"), word("it", "that", "this", "them")),
);
const by = maybe(word("by"));

const later = either(word("later", "after"), words("further back"));
const earlier = either(word("earlier", "sooner", "before"));

/** "An hour later", "push it back a day", "a bit earlier": by how much the time or the day moves. */
export const shifts: readonly Shape<Edit>[] = [
  as(sequence(by, length, later), ([, l]): Edit | undefined => shift(minutes(l.ms, l.n, l.unit))),
  as(sequence(by, length, earlier), ([, l]): Edit | undefined => shift(-minutes(l.ms, l.n, l.unit))),
  as(sequence(later, word("by"), length), ([, , l]): Edit | undefined => shift(minutes(l.ms, l.n, l.unit))),
  as(sequence(earlier, word("by"), length), ([, , l]): Edit | undefined => shift(-minutes(l.ms, l.n, l.unit))),
  as(
    sequence(
      word("push", "move", "put", "shift", "delay", "postpone", "set", "slide"),
      it,
      maybe(either(word("back", "out", "later"))),
      by,
      length,
      maybe(word("later")),
    ),
    ([verb, , way, , l, behind], line, at, next): Edit | undefined => {
      if (
        /earlier|sooner|forward/.test(line.tokens[next]?.text ?? "") ||
        line.tokens.slice(at, next).some((token) => token.text === "earlier")
      )
        return undefined;
      // "move it 30 minutes" says no direction
      return (verb === "move" || verb === "put" || verb === "set" || verb === "shift") &&
        way === undefined &&
        behind === undefined
        ? undefined
        : shift(minutes(l.ms, l.n, l.unit));
    },
  ),
  as(
    sequence(word("pull", "bring", "move", "shift", "push"), it, word("forward", "up", "earlier", "ahead"), by, length),
    ([verb, , way, , l]): Edit | undefined =>
      verb === "push" && way === "forward" ? undefined : shift(-minutes(l.ms, l.n, l.unit)),
  ),
  as(
    sequence(
      maybe(either(words("a bit", "a little", "a little bit", "a tad", "somewhat", "slightly", "much", "a lot"))),
      word("later", "earlier", "sooner"),
      maybe(words("in the day", "that day")),
    ),
    (): Edit => ({ kind: "vague" }),
  ),
];

function shift(by_: number): Edit | undefined {
  if (Number.isNaN(by_)) return undefined;
  return by_ % 1440 === 0 && by_ !== 0 ? { kind: "shift-days", days: by_ / 1440 } : { kind: "shift", minutes: by_ };
}
