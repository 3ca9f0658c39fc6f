import type { Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  listOf,
  maybe,
  not,
  remembered,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { date } from "./namedDays.ts";
import { allOf, amount, dayNumber, daysInList, every, monthList, separator, weekdayList } from "./shapes.ts";

const month: Saying = { recurs: true, every: { unit: "month", n: 1 } };

/** What days are counted in: "de cada mes", "del trimestre", "de enero y julio". */
const ofPeriod: Shape<Saying> = remembered(
  either(
    as(sequence(word("de"), every, amount, unitOf("month")), ([, , n]): Saying => ({
      recurs: true,
      every: { unit: "month", n },
    })),
    as(
      words(
        "de cada mes del ano",
        "de todos los meses",
        "de cada mes",
        "de los meses",
        "cada mes",
        "todos los meses",
        "al mes",
        "mensualmente",
        "de cada mes calendario",
      ),
      () => month,
    ),
    as(either(words("del mes", "de mes"), sequence(word("/"), unitOf("month"))), () => month),
    as(sequence(either(words("de cada", "de todos los", "cada"), word("del")), unitOf("quarter")), (): Saying => ({
      recurs: true,
      period: "quarter",
    })),
    as(words("de cada bimestre", "del bimestre"), (): Saying => ({ recurs: true, every: { unit: "month", n: 2 } })),
    as(words("de cada semestre", "del semestre"), (): Saying => ({ recurs: true, every: { unit: "month", n: 6 } })),
    as(sequence(either(words("de cada", "de todos los"), word("del")), unitOf("year")), (): Saying => ({
      recurs: true,
      every: { unit: "year", n: 1 },
      period: "year",
    })),
    as(sequence(word("de", "en"), maybe(words("los meses de")), monthList), ([, , months]): Saying => ({ months })),
  ),
);

const nth = as(kind("ordinal"), ({ value }) => (value <= 12 ? value : undefined));
/** "Primer", "primer y tercer", "1er y el 3er". */
export const nths = remembered(
  listOf(
    as(sequence(maybe(word("el", "los")), nth), ([, value]) => value),
    separator,
  ),
);
const fromEnd = words(
  "empezando por el final",
  "por el final",
  "contando desde el final",
  "desde el final",
  "antes del final",
);
const theDay = either(allOf, word("el", "los", "cada"));
const businessDay = sequence(
  unitOf("day"),
  either(
    words("habiles", "habil", "abil", "laborables", "laborable", "laborales", "laboral", "de trabajo", "entre semana"),
  ),
);
const lastDay = as(words("ultimo dia", "dia ultimo", "ultimo"), () => -1);
/** "15", "1 y 15", "el 15 y el último", "5 al 10". */
export const dayNumbers = remembered(
  either(
    as(sequence(dayNumber, word("al", "a"), dayNumber), ([first, , last]) => {
      if (last <= first) return undefined;
      return Array.from({ length: last - first + 1 }, (_, index) => first + index);
    }),
    daysInList(maybe(words("el dia", "el"))),
  ),
);

/** "Los últimos 3", "los dos primeros". */
export const severalAtEdge: Shape<number[]> = as(
  sequence(
    word("los"),
    either(
      sequence(word("ultimos", "primeros"), amount),
      as(sequence(amount, word("ultimos", "primeros")), ([n, edge]) => [edge, n] as const),
    ),
  ),
  ([, [edge, n]]) =>
    Number.isInteger(n) && n >= 1 && n <= 15
      ? Array.from({ length: n }, (_, index) => (edge === "ultimos" ? index - n : index + 1))
      : undefined,
);

const monthEnd = sequence(
  maybe(word("el")),
  either(word("fin", "final", "cierre"), word("termine", "acabe", "cierre")),
  either(words("de cada mes", "de mes", "del mes"), words("el mes", "cada mes")),
);

/** "De marzo y junio" repeats, as "cada" and "todos los" do; a single month is the coming one. */
const severalMonths = (period: Saying, the: string | undefined): Saying =>
  period.months && (period.months.length > 1 || (the !== undefined && the !== "el"))
    ? { ...period, recurs: true }
    : period;

/** "1 de junio y 1 de diciembre". */
const dates = listOf(
  as(sequence(maybe(either(every, word("el"))), date, not(kind("unit"))), ([, day]) => day),
  separator,
);

/** "… y 15 de julio". */
const anotherDate = sequence(separator, maybe(word("el")), date);

/** The same day of several months, or several days of one month, each year; other dates are no single rule. */
function yearlyOn(days: readonly { month: number; day: number; year?: number }[]): { says: Saying } | undefined {
  const months = [...new Set(days.map((named) => named.month))];
  const monthDays = [...new Set(days.map((named) => named.day))];
  if (days.some((named) => named.year !== undefined) || (months.length > 1 && monthDays.length > 1)) return undefined;
  return { says: { recurs: true, every: { unit: "year", n: 1 }, months, monthDays } };
}

/** Days that are counted within a month, a quarter or a year. */
export const monthDayRules: readonly Rule[] = [
  {
    name: "es.monthDays",
    words: ["el", "los", "cada", "todos", "dia", "dias", "del"],
    kinds: ["ordinal", "number"],
    span: "schedule",
    read: either(
      as(
        sequence(maybe(theDay), maybe(word("dia", "dias")), maybe(word("del")), dayNumbers, ofPeriod),
        ([, , , days, period]) => (period.months ? undefined : { says: { ...period, monthDays: days } }),
      ),
      as(sequence(words("los dias"), dayNumbers), ([, days]) => ({ says: { ...month, monthDays: days } })),
      // "los 15 y 30 a las 10", "día 1 y 16, 9:00"
      as(
        sequence(
          word("los", "dia", "dias"),
          dayNumbers,
          either(ahead(words("a las", "a la", "al mediodia")), boundary),
        ),
        ([, days]) => (days.length > 1 ? { says: { ...month, monthDays: days } } : undefined),
      ),
      as(
        sequence(
          either(words("todos los"), sequence(every, not(word("un", "una", "uno")))),
          dayNumbers,
          either(
            boundary,
            ahead(words("a las", "a la", "al mediodia", "a mediodia", "a medianoche", "por la", "en la")),
          ),
        ),
        // "cada 28 a las 9"; "cada 4," leaves the unit out
        ([lead, days], line, _at, next) =>
          typeof lead !== "string" && boundary(line, next) ? undefined : { says: { ...month, monthDays: days } },
      ),
      // "cada día 5", "todos los días 5"
      as(
        sequence(either(words("cada dia", "todos los dias")), dayNumbers, not(unitOf("minute", "hour", "day", "week"))),
        ([, days]) => ({ says: { ...month, monthDays: days } }),
      ),
    ),
  },
  {
    name: "es.dayOfMonths",
    words: ["el", "los", "cada"],
    span: "schedule",
    // several months make it repeat: "el día 1 de enero y julio"; several days of one month do not
    read: as(
      sequence(
        theDay,
        maybe(word("dia", "dias")),
        dayNumbers,
        word("de"),
        maybe(words("los meses de")),
        monthList,
        not(anotherDate),
      ),
      ([the, , days, , , months]) => {
        if (months.length > 1 || the !== "el") return { says: { recurs: true as const, monthDays: days, months } };
        return days.length > 1 ? { says: { monthDays: days, months } } : undefined;
      },
    ),
  },
  {
    name: "es.nthDay",
    words: ["el", "los", "cada", "todos", "dia"],
    kinds: ["ordinal", "number"],
    span: "schedule",
    read: either(
      as(sequence(maybe(theDay), nths, unitOf("day"), ofPeriod), ([the, days, , period]) => ({
        says: { ...severalMonths(period, the), monthDays: days },
      })),
      as(
        sequence(maybe(theDay), nths, either(businessDay, unitOf("day")), fromEnd, ofPeriod),
        ([, days, of, , period]) => {
          const counted = days.map((day) => -day);
          return {
            says: Array.isArray(of)
              ? { ...period, businessDays: counted, business: true as const }
              : { ...period, monthDays: counted },
          };
        },
      ),
      as(sequence(maybe(theDay), lastDay, ofPeriod), ([, last, period]) =>
        period.months ? undefined : { says: { ...period, monthDays: [last] } },
      ),
      // "los últimos 3 días de cada mes", "los primeros dos días hábiles del mes"
      as(sequence(severalAtEdge, either(businessDay, unitOf("day")), ofPeriod), ([days, of, period]) => {
        if (period.months) return undefined;
        return Array.isArray(of)
          ? { says: { ...period, businessDays: days, business: true as const } }
          : { says: { ...period, monthDays: days } };
      }),
      // "dos días antes de fin de mes", "el día antes del último de cada mes"
      as(
        sequence(
          maybe(theDay),
          maybe(either(amount, nth)),
          unitOf("day"),
          words("antes de", "antes del", "antes de que"),
          either(sequence(maybe(word("el")), lastDay, ofPeriod), monthEnd),
        ),
        ([, n = 1]) => ({ says: { ...month, monthDays: [-1 - n] } }),
      ),
      as(sequence(maybe(theDay), nths, businessDay, ofPeriod), ([the, days, , period]) => ({
        says: { ...severalMonths(period, the), businessDays: days, business: true as const },
      })),
      as(sequence(maybe(theDay), nths, businessDay), ([, days]) => ({
        says: { businessDays: days, business: true as const },
      })),
      // "cada trimestre, el primer día"
      as(
        sequence(word("el"), nth, unitOf("day"), not(sequence(maybe(word("del", "de")), kind("unit")))),
        ([, day]) => ({ says: { monthDays: [day] }, bare: true as const }),
      ),
    ),
  },
  {
    name: "es.nthWeekday",
    words: ["el", "los", "cada", "todos"],
    kinds: ["ordinal"],
    span: "schedule",
    read: either(
      as(sequence(maybe(theDay), nths, weekdayList, ofPeriod), ([the, numbers, weekdays, period]) => ({
        says: {
          ...severalMonths(period, the),
          nthWeekdays: numbers.flatMap((number) => weekdays.map((weekday) => ({ nth: number, weekday }))),
        },
      })),
      as(sequence(every, nth, weekdayList), () => ({
        says: { recurs: true as const, ask: "every-n-or-nth" as const },
      })),
      as(sequence(word("el", "los"), nths, weekdayList), ([, numbers, weekdays]) => ({
        says: { nthWeekdays: numbers.flatMap((number) => weekdays.map((weekday) => ({ nth: number, weekday }))) },
      })),
    ),
  },
  {
    name: "es.lastWeekdayBehind",
    words: ["el", "los", "cada"],
    span: "schedule",
    // "el lunes último de cada mes", "cada viernes primero de mes"
    read: as(sequence(theDay, weekdayList, nth, ofPeriod), ([, weekdays, number, period]) => ({
      says: { ...period, nthWeekdays: weekdays.map((weekday) => ({ nth: number, weekday })) },
    })),
  },
  {
    name: "es.endOfMonth",
    words: ["a", "al", "cada", "todos", "los", "el", "fin"],
    span: "schedule",
    read: either(
      as(
        words(
          "cada fin de mes",
          "cada cierre de mes",
          "a fin de cada mes",
          "al final de cada mes",
          "todos los fines de mes",
          "los fines de mes",
          "al final del mes",
          "al cierre de mes",
          "al cierre de cada mes",
          "a fin de mes",
          "al fin de mes",
          "a final de mes",
          "al finalizar el mes",
          "al finalizar cada mes",
          "al terminar el mes",
        ),
        () => ({
          says: { ...month, monthDays: [-1] },
        }),
      ),
      // "al principio y al final de cada mes"
      as(
        sequence(
          words("al principio", "a principio", "al inicio", "al comienzo", "al empezar"),
          word("y"),
          words("al final", "a final", "a fin", "al fin", "al cierre", "al terminar"),
          words("de mes", "del mes", "de cada mes", "el mes", "cada mes"),
        ),
        () => ({ says: { ...month, monthDays: [1, -1] } }),
      ),
      // "fin de mes 18:00 cierre de stock"
      as(sequence(words("fin de mes"), ahead(either(kind("clock"), words("a las")))), () => ({
        says: { ...month, monthDays: [-1] },
      })),
      as(
        words(
          "cada fin de trimestre",
          "al final de cada trimestre",
          "a fin de cada trimestre",
          "al cierre de cada trimestre",
          "al cierre del trimestre",
        ),
        () => ({ says: { recurs: true as const, period: "quarter" as const, monthDays: [-1] } }),
      ),
      as(
        words(
          "al inicio de cada trimestre",
          "al comienzo de cada trimestre",
          "al principio de cada trimestre",
          "al comenzar cada trimestre",
        ),
        () => ({ says: { recurs: true as const, period: "quarter" as const, monthDays: [1] } }),
      ),
      as(
        words(
          "al inicio de cada mes",
          "al comienzo de cada mes",
          "al principio de cada mes",
          "al comenzar cada mes",
          "al empezar cada mes",
        ),
        () => ({ says: { ...month, monthDays: [1] } }),
      ),
      as(words("cada fin de ano", "al final de cada ano"), () => ({
        says: { recurs: true as const, every: { unit: "year" as const, n: 1 }, months: [12], monthDays: [31] },
      })),
    ),
  },
  {
    name: "es.everyMonthName",
    words: ["cada", "todos"],
    span: "schedule",
    // "cada enero": once a year
    read: as(sequence(allOf, monthList, not(dayNumber)), ([, months]) => ({
      says: { recurs: true as const, every: { unit: "year" as const, n: 1 }, months },
    })),
  },
  {
    name: "es.everyOfDates",
    words: ["cada"],
    span: "schedule",
    // "cada | 1 de enero y 15 de julio": each year, and each date by itself
    read: as(sequence(every, ahead(sequence(date, anotherDate))), () => ({
      says: { recurs: true as const, every: { unit: "year" as const, n: 1 } },
    })),
  },
  {
    name: "es.everyDate",
    words: ["cada", "todos", "los", "el", "del"],
    kinds: ["number", "ordinal"],
    span: "schedule",
    read: either(
      as(
        sequence(
          either(allOf, words("los")),
          maybe(words("anos el", "anos", "ano el", "ano")),
          maybe(word(",")),
          dates,
        ),
        ([, , , days]) => yearlyOn(days),
      ),
      as(
        sequence(dates, words("de cada ano", "de todos los anos", "cada ano", "todos los anos", "anualmente")),
        ([days]) => yearlyOn(days),
      ),
    ),
  },
];
