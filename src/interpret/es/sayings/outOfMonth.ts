import { leftOutTogether } from "../../resolving/exceptOfMonth.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  as,
  either,
  kind,
  listOf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { dayNumbers, nths, severalAtEdge } from "./monthDays.ts";
import { article, separator, weekday } from "./shapes.ts";

const the = maybe(article);

/** "De cada mes", or nothing: it goes without saying. */
export const ofMonth = maybe(words("de cada mes", "del mes", "de mes", "de todos los meses"));
/** What an exception leaves out of each month: "el día 15", "los días 1 y 15 de cada mes", "el primer lunes del mes y el último día". */
export const outOfMonth: Shape<Saying> = as(
  listOf(
    either(
      as(
        sequence(maybe(word("el", "los")), word("dia", "dias"), maybe(word("del")), dayNumbers, ofMonth),
        ([, , , days]): Saying => ({
          exceptMonthDays: days,
        }),
      ),
      as(
        sequence(
          either(
            severalAtEdge,
            as(sequence(the, nths), ([, list]) => list),
          ),
          unitOf("day"),
          ofMonth,
        ),
        ([days]): Saying => ({ exceptMonthDays: days }),
      ),
      as(sequence(the, words("dia ultimo"), ofMonth), (): Saying => ({ exceptMonthDays: [-1] })),
      // "el primer lunes y los domingos" leaves out each Sunday
      as(sequence(the, nths, listOf(weekday, separator), ofMonth), ([, numbers, weekdays]): Saying => ({
        exceptNthWeekdays: numbers.flatMap((nth) => weekdays.map(({ value }) => ({ nth, weekday: value }))),
      })),
      as(sequence(the, word("ultimo"), not(either(kind("unit"), kind("month"))), ofMonth), (): Saying => ({
        exceptNths: [-1],
      })),
    ),
    separator,
  ),
  leftOutTogether,
);
