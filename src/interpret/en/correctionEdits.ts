import type { Edit } from "../correction.ts";
import { boundary, as, either, kind, listOf, maybe, sequence, type Shape, word, words } from "../shape.ts";
import { clockPoint } from "./clockPoint.ts";
import { asides, theRest } from "./correctionAsides.ts";
import { bounds } from "./correctionBounds.ts";
import { shifts } from "./correctionShifts.ts";
import { length } from "./relative.ts";
import { and, plainNumber } from "./shapes.ts";

/** Parts of a correction that are no phrase of a schedule. */
export const edits: readonly Shape<Edit>[] = [
  ...shifts,
  ...bounds,
  as(asides, (): Edit => ({ kind: "nothing" })),
  as(theRest, (): Edit => ({ kind: "rest" })),
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
  as(length, (l): Edit | undefined =>
    l.vague
      ? undefined
      : l.ms === undefined
        ? { kind: "length", n: l.n, unit: l.unit }
        : { kind: "length", ms: l.ms, n: l.n, unit: l.unit },
  ),
  as(
    sequence(
      word("not", "no"),
      maybe(word("the", "on")),
      kind("ordinal"),
      maybe(word("calendar")),
      maybe(either(word("one"), kind("weekday"), kind("unit"))),
    ),
    (): Edit => ({ kind: "nothing" }),
  ),
  // "8 and 20"
  as(listOf(clockPoint, and), (times, { tokens }, at, next): Edit | undefined => {
    // "8, 9" may take the first one back
    const isJoined = tokens.slice(at, next).some(({ text }) => /^(and|&|plus)$/.test(text));
    return times.length > 1 && isJoined ? { kind: "say", says: { times } } : undefined;
  }),
  // "the Thursday one" is no hour
  as(clockPoint, (time, { tokens }, at, next): Edit | undefined => {
    const before = tokens[at - 1];
    const isPronoun = tokens[at]?.text === "one" && next === at + 1 && before !== undefined;
    return isPronoun && (before.meanings.length > 0 || /^(the|that|this|which)$/.test(before.text))
      ? undefined
      : { kind: "time", time };
  }),
  as(kind("meridiem"), (half): Edit => ({ kind: "half", half: half.value })),
];
