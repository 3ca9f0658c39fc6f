import type { Which } from "../../corrections/correction.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  kindIf,
  maybe,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import type { Weekday } from "../../tokens/token.ts";
import { theRest } from "./asides.ts";
import { certainClock, clockPoint } from "../sayings/clockPoint.ts";

export const run = word("one", "ones", "run", "job", "slot", "round");

const possessives = new Map<string, Weekday>(
  ["monday's", "tuesday's", "wednesday's", "thursday's", "friday's", "saturday's", "sunday's"].map((name, index) => [
    name,
    (index + 1) as Weekday,
  ]),
);

/** "The evening one", "the 7am run", "the Thursday one", "the last one". */
export const which: Shape<Which> = either<Shape<Which>[]>(
  // "Thursday's should be at 2"
  as(word(...possessives.keys()), (name): Which | undefined => {
    const weekday = possessives.get(name);
    return weekday && { said: { weekdays: [weekday] } };
  }),
  as(
    sequence(
      maybe(word("the", "that", "my")),
      kindIf("weekday", (it) => !it.plural),
      run,
    ),
    ([, it]) => ({
      said: { weekdays: [it.value] },
    }),
  ),
  as(sequence(maybe(word("the", "that", "my")), kind("daypart"), run), ([, it]) => ({
    said: { dayparts: [it.value] },
  })),
  as(sequence(maybe(word("the", "that", "my")), clockPoint, run), ([, time]) => ({ said: { times: [time] } })),
  // "the one at 9", "the run on Friday"
  as(sequence(word("the", "that"), run, word("at", "@"), clockPoint), ([, , , time]) => ({ said: { times: [time] } })),
  as(
    sequence(
      word("the", "that"),
      run,
      word("on"),
      kindIf("weekday", (it) => !it.plural),
    ),
    ([, , , it]) => ({ said: { weekdays: [it.value] } }),
  ),
  as(sequence(word("the"), kind("ordinal"), run), ([, it]) => ({ nth: it.value })),
  as(sequence(word("that", "this"), word("one")), () => ({ nth: 0 })),
  // "make Friday 7:30"
  as(
    sequence(
      kindIf("weekday", (it) => !it.plural),
      ahead(sequence(maybe(word("at", "to")), certainClock)),
    ),
    ([it], { tokens }, at) =>
      /^(make|set|put|move|have)$/.test(tokens[at - 1]?.text ?? "") ? { said: { weekdays: [it.value] } } : undefined,
  ),
);

/** "Keep only the morning one", "just the evening run": the others go. */
export const onlyRun: Shape<Which> = as(
  sequence(maybe(word("keep", "leave", "do", "run")), word("only", "just", "solely"), which, boundary),
  ([, , meant]) => meant,
);

/** "Mondays stay at 8", "keep the morning as is", "leave the other one alone": of the other days and runs. */
const staying = either(
  sequence(
    maybe(word("on", "the")),
    either(kind("weekday"), kind("dayset")),
    word("stay", "stays", "remain", "remains"),
    maybe(sequence(maybe(word("at")), clockPoint)),
  ),
  sequence(
    maybe(word("keep", "leave")),
    maybe(word("the")),
    either(kind("daypart"), kind("weekday"), kind("dayset"), kind("ordinal"), word("other", "others")),
    maybe(run),
    either(
      words("as is", "as it is", "as it was", "as they are", "as they were", "as before", "the same"),
      word("alone"),
    ),
  ),
  sequence(word("keep", "leave"), words("the other"), maybe(run), boundary),
);

/** "The rest stays", "weekdays as before": what is said is only for what is named beside it. */
export const othersStay: Shape<unknown> = either(theRest, staying);
