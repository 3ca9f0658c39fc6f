import type { DayWords, PointWords } from "../../phrases/saying.ts";
import {
  as,
  boundary,
  either,
  kind,
  maybe,
  remembered,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { ClockWords } from "../../tokens/token.ts";
import { dayWords } from "./namedDays.ts";
import { hour } from "./hours.ts";
import { amount, article, comingBefore, comingBehind, dayNumber, separator } from "./shapes.ts";

type EdgeUnit = Extract<DayWords, { kind: "edge" }>["unit"];

const the = maybe(article);
const of = word("de", "del");
const period = as(unitOf("week", "month", "quarter", "year"), ({ value, times }) =>
  times === undefined ? (value as EdgeUnit) : undefined,
);
const monthName = as(kind("month"), ({ value }) => value);
const year = as(sequence(maybe(of), kind("number")), ([, { value }]) =>
  value >= 1970 && value <= 2200 ? value : undefined,
);
const month = as(sequence(maybe(words("el mes de")), monthName, maybe(year)), ([, value, inYear]): DayWords => ({
  kind: "month",
  month: value,
  ...(inYear !== undefined && { year: inYear }),
}));
const edge = (unit: EdgeUnit, offset: number, at: "start" | "end"): DayWords => ({
  kind: "edge",
  unit,
  offset,
  edge: at,
});

/** "La próxima semana", "el mes que viene", "este mes": how many periods from this one, and of which kind. */
export const periodFromNow: Shape<{ unit: EdgeUnit; offset: number }> = either(
  as(sequence(the, comingBefore, period), ([, , unit]) => ({ unit, offset: 1 })),
  as(sequence(the, period, comingBehind), ([, unit]) => ({ unit, offset: 1 })),
  as(sequence(word("este", "esta"), maybe(word("mismo", "misma")), period), ([, , unit]) => ({ unit, offset: 0 })),
);

const opening = either(
  words("el primer dia", "el dia uno", "el dia 1"),
  sequence(
    maybe(word("el", "a", "los")),
    word("principio", "principios", "comienzo", "comienzos", "inicio", "inicios"),
  ),
);
const startOfComing: Shape<DayWords> = either(
  as(sequence(maybe(sequence(opening, of)), periodFromNow), ([, { unit, offset }]) => edge(unit, offset, "start")),
  as(sequence(opening, of, month), ([, , day]) => day),
);

/** "A las 8" behind the day of a bound, where no second hour follows. */
const atHour: Shape<ClockWords> = either(
  as(words("al mediodia", "a mediodia"), (): ClockWords => ({ hour: 12, minute: 0, named: "noon" })),
  as(
    sequence(words("a las", "a la"), hour, not(sequence(separator, either(words("a las", "a la"), hour)))),
    ([, { time, isOpen }]) => (isOpen ? undefined : time),
  ),
);
const withHour = (day: Shape<PointWords>): Shape<PointWords> =>
  as(sequence(day, maybe(atHour)), ([point, time]) => (time && !point.time ? { ...point, time } : point));

/** A day that a bound names: "el lunes", "mañana", "el 15", "marzo", "la semana que viene". */
export const boundDay: Shape<PointWords> = remembered(
  either(
    as(startOfComing, (day): PointWords => ({ day })),
    as(words("ahora mismo", "ahora", "ya mismo", "ya", "este momento", "este mismo momento"), (): PointWords => ({
      afterMs: 0,
    })),
    as(
      sequence(words("dentro de", "de aqui a", "de aca a", "en"), amount, unitOf("day", "week", "month")),
      ([, n, { value, times = 1 }]): PointWords => ({ day: { kind: "in", n: n * times, unit: value as "day" } }),
    ),
    as(dayWords, (day): PointWords | undefined => (day.kind === "day" && day.offset < 0 ? undefined : { day })),
    as(sequence(either(sequence(word("el"), maybe(word("dia"))), word("dia")), dayNumber), ([, day]): PointWords => ({
      day: { kind: "month-day", day },
    })),
    as(sequence(the, kind("weekday"), maybe(word(",")), dayNumber, boundary), ([, , , day]): PointWords => ({
      day: { kind: "month-day", day },
    })),
    as(sequence(the, kind("weekday")), ([, { value }]): PointWords => ({
      day: { kind: "weekday", weekday: value, which: "plain" },
    })),
    as(month, (day): PointWords => ({ day })),
  ),
);

const clockTime = as(sequence(word("las", "la"), hour), ([, { time, isOpen }]): PointWords | undefined =>
  isOpen ? undefined : { time },
);
const noonOrMidnight = as(words("el mediodia", "mediodia", "medianoche", "la medianoche"), (text): PointWords => ({
  time: text.endsWith("mediodia") ? { hour: 12, minute: 0, named: "noon" } : { hour: 0, minute: 0, named: "midnight" },
}));
/** "Las 8 de la noche de hoy", "las 5 del viernes". */
const clockOfDay = as(sequence(clockTime, of, boundDay), ([{ time }, , { day }]): PointWords | undefined =>
  day && time && day.kind !== "month" && day.kind !== "edge" ? { day, time } : undefined,
);

/** When a schedule begins: a day, a time, or both. */
export const startPoint: Shape<PointWords> = remembered(
  either(clockOfDay, clockTime, noonOrMidnight, withHour(boundDay)),
);

const closes = word("termine", "acabe", "finalice", "cierre", "concluya", "termina", "acaba");
const closing = either(
  sequence(maybe(word("el", "a")), word("fin", "fines", "final", "finales", "cierre"), of),
  sequence(words("el ultimo dia", "ultimo dia"), of),
  sequence(word("que"), closes),
);
const endOfPeriod: Shape<DayWords> = either(
  as(sequence(closing, maybe(sequence(maybe(of), periodFromNow))), ([, coming]) =>
    coming ? edge(coming[1].unit, coming[1].offset, "end") : undefined,
  ),
  as(sequence(closing, the, period), ([, , unit]) => edge(unit, 0, "end")),
  as(sequence(closing, month), ([, day]) => day),
);
const wholePeriod: Shape<PointWords> = as(
  sequence(periodFromNow, maybe(word("incluido", "incluida", "inclusive"))),
  ([{ unit, offset }, included]): PointWords =>
    included || offset === 0
      ? { day: edge(unit, offset, "end"), inclusive: true }
      : { day: edge(unit, offset, "start"), inclusive: false },
);

/** When a schedule ends: "fin de mes", "el 15 de diciembre", "las 8 de la noche", "marzo". */
export const endPoint: Shape<PointWords> = either(
  withHour(as(endOfPeriod, (day): PointWords => ({ day, inclusive: true }))),
  wholePeriod,
  clockOfDay,
  noonOrMidnight,
  clockTime,
  withHour(boundDay),
);
