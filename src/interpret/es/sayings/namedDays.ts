import type { DayWords } from "../../phrases/saying.ts";
import {
  as,
  either,
  kind,
  kindIf,
  maybe,
  remembered,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import { comingBefore, comingBehind, dayNumber, separator } from "./shapes.ts";

export const of = word("de", "del");
export const year = as(sequence(maybe(of), kind("number")), ([, { value }]) =>
  value >= 1970 && value <= 2200 ? value : undefined,
);
export const monthName = as(kind("month"), ({ value }) => value);

const shortMonth = either(
  kindIf("month", ({ short }) => short === true),
  // alone, "mar" is a Tuesday
  as(word("mar"), (_, line, at) => (of(line, at - 1) ? { value: 3 } : undefined)),
);
/** "Febrero", "feb", "feb." */
const monthWritten = either(
  as(sequence(shortMonth, maybe(word("."))), ([{ value }]) => value),
  monthName,
);

/** "El 2. octubre", and not "… la línea 2. Marzo fue malo". */
const dotBehindNumber = as(word("."), (_, { tokens }, at) => (tokens[at - 2]?.text === "el" ? true : undefined));

/** Feasts that have the same date each year. */
const feasts = new Map<string, readonly [month: number, day: number]>([
  ["navidad", [12, 25]],
  ["nochebuena", [12, 24]],
  ["nochevieja", [12, 31]],
  ["reyes", [1, 6]],
]);
const fixed = as(sequence(maybe(words("dia de")), word(...feasts.keys())), ([, name]) => {
  const [month, day] = feasts.get(name) ?? [12, 25];
  return { kind: "date" as const, month, day };
});
/** "Navidad", "día de Reyes", "Año Nuevo". */
export const feast = either(
  fixed,
  as(words("ano nuevo"), () => ({ kind: "date" as const, month: 1, day: 1 })),
);

/** "1 de abril", "15 de marzo de 2028", "1º de junio", "15 mar", "03/11". */
export const date: Shape<Extract<DayWords, { kind: "date" }>> = remembered(
  either(
    as(
      sequence(
        maybe(word("dia")),
        dayNumber,
        either(sequence(of, maybe(words("mes de"))), word("-", "/"), dotBehindNumber, not(word("de"))),
        monthWritten,
        // "el 1 de junio y diciembre" is more than a date
        not(sequence(separator, monthName, not(dayNumber))),
        maybe(year),
      ),
      ([, day, , month, , inYear]) => ({
        kind: "date" as const,
        month,
        day,
        ...(inYear !== undefined && { year: inYear }),
      }),
    ),
    feast,
    as(sequence(monthName, dayNumber, maybe(year)), ([month, day, inYear], line, at) =>
      // "marzo 15"; a short name alone is too weak: "mar 3" is a Tuesday
      line.tokens[at]?.text.length === 3
        ? undefined
        : { kind: "date" as const, month, day, ...(inYear !== undefined && { year: inYear }) },
    ),
    // the day comes first in Spanish, so that "03/11" is no question
    as(kind("date"), ({ year: inYear, month, day }) => ({
      kind: "date" as const,
      month,
      day,
      ...(inYear !== undefined && { year: inYear }),
    })),
  ),
);

export const weekdayIn = as(kind("weekday"), ({ value, plural, short }) => (plural || short ? undefined : value));
const comingWeek = either(
  words(
    "la semana que viene",
    "la semana que entra",
    "la proxima semana",
    "la semana proxima",
    "la siguiente semana",
    "la semana siguiente",
  ),
);
export const the = maybe(word("el", "la"));

/** A day that is named: "el lunes", "este jueves", "el próximo lunes", "mañana", "el 3 de julio", "el día 15". */
export const dayWords: Shape<DayWords> = either<readonly Shape<DayWords>[]>(
  as(either(words("pasado manana"), words("el dia despues de manana")), () => ({ kind: "day" as const, offset: 2 })),
  as(words("antes de ayer", "la semana pasada", "el mes pasado", "el lunes pasado", "el ano pasado"), () => ({
    kind: "day" as const,
    offset: -1,
  })),
  as(kind("day"), ({ offset }) => ({ kind: "day" as const, offset })),
  as(sequence(the, weekdayIn, word("pasado")), () => ({ kind: "day" as const, offset: -1 })),
  as(sequence(the, comingBefore, weekdayIn), ([, , weekday]) => ({
    kind: "weekday" as const,
    weekday,
    which: "coming" as const,
  })),
  as(sequence(the, weekdayIn, word("de"), comingWeek), ([, weekday]) => ({
    kind: "weekday-of" as const,
    weekday,
    weeks: 1,
  })),
  as(sequence(the, weekdayIn, words("de esta semana", "de esta misma semana")), ([, weekday]) => ({
    kind: "weekday-of" as const,
    weekday,
    weeks: 0,
  })),
  as(sequence(the, weekdayIn, comingBehind), ([, weekday]) => ({
    kind: "weekday" as const,
    weekday,
    which: "coming" as const,
  })),
  as(sequence(words("este mismo", "este"), weekdayIn, maybe(comingBehind)), ([, weekday]) => ({
    kind: "weekday" as const,
    weekday,
    which: "this" as const,
  })),
  as(sequence(the, maybe(word("proximo", "proxima", "dia")), date), ([, , day]) => day),
  as(
    sequence(
      the,
      maybe(word("dia")),
      dayNumber,
      either(words("de este mes", "del mes actual", "del presente mes", "del corriente")),
    ),
    ([, , day]) => ({ kind: "month-day" as const, day, months: 0 }),
  ),
  as(
    sequence(
      the,
      maybe(word("dia")),
      dayNumber,
      either(
        words(
          "del mes que viene",
          "del proximo mes",
          "del mes proximo",
          "del siguiente mes",
          "del mes siguiente",
          "del mes que entra",
        ),
      ),
    ),
    ([, , day]) => ({ kind: "month-day" as const, day, months: 1 }),
  ),
);
