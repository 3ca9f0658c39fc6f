import type { Edit } from "../../corrections/correction.ts";
import { as, boundary, either, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import { point } from "../sayings/points.ts";
import { length } from "../sayings/relative.ts";

const minutes = (ms: number | undefined, n: number, unit: string) =>
  ms === undefined ? n * (unit === "day" ? 1440 : unit === "week" ? 7 * 1440 : Number.NaN) : ms / 60_000;

/** "it", "that", "the whole thing", "by". */
const it = maybe(
  either(words("the whole thing", "the time", "the job", "the run"), word("it", "that", "this", "them")),
);
const by = maybe(word("by"));

/** "10 minutes before that", where "that" is what there is. */
const that = maybe(sequence(word("that", "this", "then"), boundary));
const later = either(
  words("further back"),
  word("later"),
  as(sequence(word("after"), that), ([side]) => side),
);
const earlier = either(
  word("earlier", "sooner"),
  as(sequence(word("before"), that), ([side]) => side),
);

const forth = word("back", "out", "later");

/** "An hour later", "push it back a day", "a bit earlier": by how much the time or the day moves. */
export const shifts: readonly Shape<Edit>[] = [
  // "start a week later, June 8"
  as(
    sequence(
      word("start", "begin", "starting", "beginning"),
      it,
      length,
      either(later, earlier),
      maybe(sequence(maybe(word(",", ":", "-", "so", "on")), point)),
    ),
    ([, , l, way, day]): Edit | undefined => {
      const from = day?.[1];
      if (from) return from.day && { kind: "say", says: { from } };
      const days = minutes(l.ms, l.n, l.unit) / 1440;
      if (!Number.isInteger(days)) return undefined;
      return { kind: "shift-start", days: /^(earlier|sooner|before)$/.test(way) ? -days : days };
    },
  ),
  // "push the start back a week"
  as(
    sequence(
      word("push", "move", "put", "delay", "postpone", "bring", "pull", "shift"),
      maybe(word("the", "its")),
      words("start"),
      maybe(word("date", "day")),
      maybe(either(forth, word("forward", "earlier", "up"))),
      by,
      length,
      maybe(either(later, earlier)),
    ),
    ([verb, , , , way = "", , l, behind = ""]): Edit | undefined => {
      const days = minutes(l.ms, l.n, l.unit) / 1440;
      const isBack = /^(delay|postpone)$/.test(verb) || /^(back|out|later|after)$/.test(way + behind);
      const isEarlier = verb !== "push" && /^(forward|earlier|up|sooner|before)$/.test(way + behind);
      return Number.isInteger(days) && isBack !== isEarlier
        ? { kind: "shift-start", days: isBack ? days : -days }
        : undefined;
    },
  ),
  as(sequence(by, length, later), ([, l]): Edit | undefined => shift(minutes(l.ms, l.n, l.unit))),
  as(sequence(by, length, earlier), ([, l]): Edit | undefined => shift(-minutes(l.ms, l.n, l.unit))),
  as(sequence(later, word("by"), length), ([, , l]): Edit | undefined => shift(minutes(l.ms, l.n, l.unit))),
  as(sequence(earlier, word("by"), length), ([, , l]): Edit | undefined => shift(-minutes(l.ms, l.n, l.unit))),
  as(
    sequence(
      word("push", "move", "put", "shift", "delay", "postpone", "set", "slide", "bump", "nudge", "knock"),
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
      return /^(move|put|set|shift|bump|nudge|knock)$/.test(verb) && way === undefined && behind === undefined
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
