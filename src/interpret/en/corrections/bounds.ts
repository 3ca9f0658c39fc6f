import type { Edit } from "../../corrections/correction.ts";
import { run } from "./runs.ts";
import type { PointWords, Slot } from "../../phrases/saying.ts";
import {
  as,
  boundary,
  either,
  kind,
  kindIf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import { point } from "../sayings/points.ts";
import { length } from "../sayings/relative.ts";
import { plainNumber } from "../sayings/shapes.ts";

const it = maybe(
  either(words("the job", "the run", "the runs", "the whole thing"), word("it", "this", "that", "them")),
);
const clear = (...slots: readonly Slot[]): Edit => ({ kind: "clear", slots });
const ends = ["until", "count", "lasting"] as const;

/** "No", "drop the", "I don't need an": in front of what is taken away. */
const away = sequence(
  either(
    words("get rid of", "take off", "take out", "take away", "no need for", "don't need", "do not need", "there's no"),
    word("no", "without", "drop", "remove", "lose", "delete", "clear", "cancel", "skip", "forget", "ditch", "scrap"),
  ),
  maybe(word("the", "an", "any", "its", "a")),
);
const date = word("date", "day", "time", "limit", "bound", "point");

/** "Until Monday", "before Monday": up to where something waits. */
const upTo = word("until", "till", "til", "before");

/** "Hold off until April", "don't start before the 6th": a first day. */
const waiting = either(
  sequence(
    either(words("hold off", "hold on", "hold it off", "put it off", "put it on hold"), word("wait", "hold", "pause")),
    maybe(word("on", "with")),
    it,
  ),
  sequence(
    either(word("don't", "not", "never"), words("do not", "should not")),
    word("start", "begin", "run", "send", "do"),
    it,
  ),
);

const days = (end: PointWords): PointWords | undefined => (end.day === undefined ? undefined : end);

/** What corrections do to the first and to the last day. */
export const bounds: readonly Shape<Edit>[] = [
  as(
    either(
      // "drop the last one" is a run
      sequence(away, word("end", "ending", "stop", "final", "last"), either(date, not(run))),
      sequence(away, word("limit", "expiry", "deadline")),
      sequence(
        maybe(either(word("keep", "go", "run", "continue", "make"), words("keep going", "keep running", "go on"))),
        it,
        maybe(word("go", "run", "repeat", "continue", "running", "going")),
        either(
          word("forever", "indefinitely", "endlessly", "open-ended"),
          words("for ever", "for good", "without end"),
        ),
      ),
      words("until further notice", "till further notice"),
      words("keep it going", "keep going", "keep it running", "let it go on", "let it continue", "let it keep going"),
      words("don't stop", "never stop", "never end", "never ends", "don't end it", "doesn't end", "shouldn't end"),
    ),
    () => clear(...ends),
  ),
  as(
    either(
      sequence(
        away,
        word("start", "starting", "first"),
        either(date, not(either(kind("weekday"), kind("dayset"), run))),
      ),
      sequence(word("start", "starting", "begin", "beginning"), it, either(word("now", "today"), words("right away"))),
      words("right away", "straight away", "effective immediately", "immediately"),
    ),
    () => clear("from"),
  ),
  as(sequence(waiting, upTo, point), ([, , from]): Edit | undefined => {
    const day = days(from);
    return day && { kind: "say", says: { from: day } };
  }),
  // "change the end to July 19", "so now it starts October 12"
  as(
    sequence(
      either(
        as(
          sequence(
            word("change", "move", "set", "make", "push", "put", "shift"),
            maybe(word("the", "its")),
            word("end", "ending", "start", "starting"),
            maybe(word("date", "day")),
            word("to", "on"),
          ),
          ([, , edge]) => edge,
        ),
        as(
          sequence(maybe(word("it", "that")), word("starts", "begins", "ends"), maybe(word("on", "from"))),
          ([, edge]) => edge,
        ),
      ),
      point,
    ),
    ([edge, at_]): Edit | undefined => {
      const day = days(at_);
      if (!day) return undefined;
      const says = edge.startsWith("end") ? { until: { ...day, inclusive: true as const } } : { from: day };
      return { kind: "say", says };
    },
  ),
  // "start it on January 4th", "have it begin next month"
  as(
    sequence(word("start", "begin", "kick"), word("it", "this", "that", "off"), maybe(word("on", "from", "in")), point),
    ([, , , from]): Edit | undefined => {
      const day = days(from);
      return day && { kind: "say", says: { from: day } };
    },
  ),
  as(
    sequence(
      word("extend", "prolong", "lengthen", "continue", "stretch", "keep"),
      it,
      maybe(word("going", "running")),
      maybe(word("out", "on", "up")),
      word("to", "until", "till", "through"),
      point,
    ),
    ([, , , , , end]): Edit | undefined => {
      const until = days(end);
      return until && { kind: "say", says: { until: { ...until, inclusive: true } } };
    },
  ),
  // "stop after 3"
  as(
    sequence(maybe(word("and")), word("end", "stop", "finish"), it, word("after"), plainNumber, boundary),
    ([, , , , n]): Edit => ({
      kind: "runs",
      n: n.value,
    }),
  ),
  // "three Mondays, not four"
  as(
    sequence(
      plainNumber,
      kindIf("weekday", ({ plural }) => plural === true),
      maybe(sequence(maybe(word(",")), word("not"), plainNumber)),
    ),
    ([{ value, vague }]): Edit | undefined => (vague ? undefined : { kind: "runs", n: value }),
  ),
  // "4 days only", "just 2 weeks"
  as(
    either(
      as(sequence(word("only", "just"), maybe(word("for")), length, boundary), ([, , it_]) => it_),
      as(
        sequence(
          maybe(word("for")),
          length,
          maybe(word(",")),
          either(
            word("only", "max", "tops"),
            words("that's all", "that's it", "and that's it", "then stop", "and then stop"),
          ),
        ),
        ([, it_]) => it_,
      ),
    ),
    ({ n, unit, vague }): Edit | undefined =>
      vague || !/^(day|week|month)$/.test(unit) ? undefined : { kind: "say", says: { lasting: { n, unit } } },
  ),
  as(
    sequence(
      word("end", "stop", "finish", "ending", "stopping", "expire"),
      it,
      word("after"),
      length,
      not(kindIf("unit", () => true)),
    ),
    ([, , , it_]): Edit | undefined =>
      it_.vague ? undefined : { kind: "say", says: { lasting: { n: it_.n, unit: it_.unit } } },
  ),
];
