import type { Edit } from "../correction.ts";
import { boundary, as, either, kind, maybe, sequence, type Shape, word, words } from "../shape.ts";
import { clockPoint } from "./clockPoint.ts";
import { length } from "./relative.ts";
import { plainNumber } from "./shapes.ts";

const minutes = (ms: number | undefined, n: number, unit: string) =>
  ms === undefined ? n * (unit === "day" ? 1440 : unit === "week" ? 7 * 1440 : Number.NaN) : ms / 60_000;

/** "it", "that", "the whole thing", "by". */
const it = maybe(
  either(words("the whole thing", "the time", "the job", "the run"), word("it", "that", "this", "them")),
);
const by = maybe(word("by"));

const later = either(word("later", "after"), words("further back"));
const earlier = either(word("earlier", "sooner", "before"));

const shifts: readonly Shape<Edit>[] = [
  as(sequence(by, length, later), ([, l]): Edit | undefined => shift(minutes(l.ms, l.n, l.unit))),
  as(sequence(by, length, earlier), ([, l]): Edit | undefined => shift(-minutes(l.ms, l.n, l.unit))),
  as(
    sequence(
      word("push", "move", "put", "shift", "delay", "postpone", "set", "slide"),
      it,
      maybe(either(word("back", "out", "later"))),
      by,
      length,
    ),
    ([verb, , way, , l], line, at, next): Edit | undefined => {
      if (
        /earlier|sooner|forward/.test(line.tokens[next]?.text ?? "") ||
        line.tokens.slice(at, next).some((token) => token.text === "earlier")
      )
        return undefined;
      // "move it 30 minutes" says no direction
      return (verb === "move" || verb === "put" || verb === "set" || verb === "shift") && way === undefined
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
    ),
    (): Edit => ({ kind: "vague" }),
  ),
];

function shift(by_: number): Edit | undefined {
  if (Number.isNaN(by_)) return undefined;
  return by_ % 1440 === 0 && by_ !== 0 ? { kind: "shift-days", days: by_ / 1440 } : { kind: "shift", minutes: by_ };
}

export const edits: readonly Shape<Edit>[] = [
  ...shifts,
  as(
    either(
      words("is fine too", "is ok too", "is okay too", "works too", "is good too", "would work too"),
      words("as well if"),
      words("and then stop", "then stop", "and stop", "and that's it"),
      words(
        "too often",
        "too much",
        "too early",
        "too late",
        "too frequent",
        "too rare",
        "too seldom",
        "too many",
        "too soon",
      ),
    ),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(
    sequence(
      maybe(word("the")),
      either(sequence(word("day"), word("after")), sequence(word("next", "following"), word("day"))),
    ),
    (): Edit => ({ kind: "shift-days", days: 1 }),
  ),
  as(
    sequence(
      maybe(word("the")),
      either(sequence(word("day"), word("before")), sequence(word("previous"), word("day"))),
    ),
    (): Edit => ({ kind: "shift-days", days: -1 }),
  ),
  as(
    words(
      "no end date",
      "no end",
      "without an end",
      "without end",
      "no end time",
      "forever",
      "indefinitely",
      "no limit",
      "remove the end date",
      "drop the end date",
      "don't stop",
    ),
    (): Edit => ({ kind: "clear", slots: ["until", "count", "lasting"] }),
  ),
  as(
    sequence(
      maybe(word("in", "on", "use", "back")),
      maybe(word("to")),
      maybe(word("my", "our", "the")),
      maybe(word("own", "local", "account", "usual", "normal", "default")),
      either(words("time zone"), word("timezone", "time")),
    ),
    (_, line, at, next): Edit | undefined =>
      line.tokens.slice(at, next).some((token) => /^(my|our|own|local|account|default)$/.test(token.text))
        ? { kind: "clear", slots: ["zone"] }
        : undefined,
  ),
  // "every 4": the unit that it has
  as(sequence(kind("every"), plainNumber, boundary), ([, n]): Edit => ({ kind: "step", n: n.value })),
  as(words("drop the start date", "remove the start date", "no start", "without a start"), (): Edit => ({
    kind: "clear",
    slots: ["from"],
  })),
  as(words("no start date", "start now", "start right away", "starting now"), (): Edit => ({
    kind: "clear",
    slots: ["from"],
  })),
  as(
    words(
      "same day",
      "the same day",
      "same days",
      "same time",
      "the same time",
      "at the same time",
      "same prompt",
      "everything else the same",
      "keep the time",
      "keep the day",
    ),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(length, (l): Edit | undefined =>
    l.vague
      ? undefined
      : l.ms === undefined
        ? { kind: "length", n: l.n, unit: l.unit }
        : { kind: "length", ms: l.ms, n: l.n, unit: l.unit },
  ),
  as(
    sequence(word("not", "no"), maybe(word("the", "on")), kind("ordinal"), maybe(either(word("one"), kind("weekday")))),
    (): Edit => ({ kind: "nothing" }),
  ),
  as(clockPoint, (time): Edit => ({ kind: "time", time })),
  as(kind("meridiem"), (half): Edit => ({ kind: "half", half: half.value })),
];
