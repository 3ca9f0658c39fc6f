import type { Edit } from "../../corrections/correction.ts";
import {
  ahead,
  boundary,
  as,
  either,
  kind,
  kindIf,
  listOf,
  maybe,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import { clockPoint } from "../sayings/clockPoint.ts";
import { asides } from "./asides.ts";
import { bounds } from "./bounds.ts";
import { placeZone, theirTime, timeThere } from "./zones.ts";
import { othersStay, which } from "./runs.ts";
import { shifts } from "./shifts.ts";
import { length } from "../sayings/relative.ts";
import { and, plainNumber } from "../sayings/shapes.ts";
import { bareHours } from "../sayings/window.ts";

const stepEnds = word("would", "will", "is", "should", "please", "instead", "then", "rather", "works");

/** Parts of a correction that are no phrase of a schedule. */
export const edits: readonly Shape<Edit>[] = [
  ...shifts,
  ...bounds,
  placeZone,
  timeThere,
  as(
    sequence(
      word("everyone", "everybody", "nobody", "people", "we", "they", "he", "she", "i"),
      word("is", "are", "am", "was", "were", "have", "has", "had"),
    ),
    (): Edit => ({ kind: "told" }),
  ),
  // "our night off"
  as(
    sequence(word("my", "our", "a", "his", "her", "their"), either(kind("daypart"), kind("unit")), word("off")),
    (): Edit => ({ kind: "told" }),
  ),
  // "I start at 6", and not "can we start at 6?"
  as(words("i start", "we start"), (_, { tokens }, at): Edit | undefined =>
    /^(can|could|should|shall|may|must|if|that)$/.test(tokens[at - 1]?.text ?? "") ? undefined : { kind: "told" },
  ),
  // "will it run today?"
  as(
    sequence(
      word("will", "does", "did", "when", "why", "who", "where"),
      word("it", "that", "this", "the", "they", "does", "is", "will"),
    ),
    (_, { tokens }): Edit | undefined => (tokens.some(({ text }) => text === "?") ? { kind: "told" } : undefined),
  ),
  as(
    sequence(
      maybe(word("the")),
      kindIf("ordinal", (it) => it.value === -1),
      kindIf("weekday", (it) => !it.plural),
    ),
    ([, , { value }]): Edit => ({ kind: "last", weekday: value }),
  ),
  as(either(asides, theirTime), (): Edit => ({ kind: "nothing" })),
  // "at half past", of whatever hour it is
  as(
    sequence(
      maybe(word("at")),
      either(
        as(words("half past", "half after"), () => 30),
        as(sequence(maybe(word("a")), words("quarter past", "quarter after")), () => 15),
        as(words("on the hour"), () => 0),
      ),
      boundary,
    ),
    ([, minute]): Edit => ({ kind: "minute", minute }),
  ),
  as(othersStay, (): Edit => ({ kind: "rest" })),
  as(
    sequence(
      maybe(word("the")),
      either(
        sequence(word("day"), word("after"), maybe(word("that", "this"))),
        sequence(word("next", "following"), word("day")),
      ),
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
  as(sequence(kind("every"), plainNumber, either(boundary, ahead(stepEnds))), ([, n]): Edit => ({
    kind: "step",
    n: n.value,
  })),
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
    // "no, not the 15th" leaves it out
    (_, { tokens }, at, next): Edit | undefined =>
      tokens.slice(next).some(({ shape }) => shape !== "sign") ||
      tokens.slice(0, at).some(({ meanings }) => meanings.length > 0)
        ? { kind: "nothing" }
        : undefined,
  ),
  // "drop June and July"
  as(
    sequence(word("drop", "remove", "no", "without", "lose", "cut"), listOf(kind("month"), and), boundary),
    ([, months]): Edit => ({ kind: "say", says: { exceptMonths: months.map(({ value }) => value) } }),
  ),
  // "shift | the morning one to 6:15"
  as(sequence(word("shift", "push", "pull", "bring", "bump"), ahead(which)), (): Edit => ({ kind: "nothing" })),
  // "9 to 6 rather than 8 to 5"
  as(bareHours, (window): Edit => ({ kind: "say", says: { window } })),
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
