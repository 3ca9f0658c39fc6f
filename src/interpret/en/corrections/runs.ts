import type { Which } from "../../corrections/correction.ts";
import { ahead, as, either, kind, kindIf, maybe, sequence, type Shape, word } from "../../phrases/shape.ts";
import type { Weekday } from "../../tokens/token.ts";
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
