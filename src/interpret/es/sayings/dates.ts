import type { Read, Rule } from "../../phrases/phrase.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  kindIf,
  maybe,
  not,
  sequence,
  type Line,
  type Match,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { isClockUnit } from "../../tokens/token.ts";
import { of, year, monthName, weekdayIn, the, date, dayWords, feast } from "./namedDays.ts";
import { allOf, amount, comingBefore, comingBehind, dayNumber, daysInList, every, monthList } from "./shapes.ts";

/** Where a phrase may end that is only a number: "el 15 a las 9", "el 20,". */
const afterNumber = either(
  boundary,
  ahead(
    words(
      "a las",
      "a la",
      "al mediodia",
      "a mediodia",
      "a medianoche",
      "a primera hora",
      "por la",
      "en la",
      "al final",
      "cada mes",
      "en lugar",
      "en vez",
      "mejor",
      "porfa",
      "y",
    ),
  ),
);

const nth = as(kind("ordinal"), ({ value }) => value);
/** "En enero y julio, el día 1": a day in each of those months. */
const dayBehind = sequence(
  maybe(word(",")),
  word("el", "los"),
  either(word("dia", "dias"), kind("ordinal"), sequence(kind("number"), not(word("de")))),
);

/** Whether a day can begin here, told by two words: "el" begins so much else. */
function mayBeDay({ tokens }: Line, at: number): Match<true> | undefined {
  const [token, next] = [tokens[at], tokens[at + 1]];
  const isNamed =
    (next?.meanings.length ?? 0) > 0 ||
    /^(?:d[ei]l?|proxim[oa]|siguiente|dia|pasad[oa]|mismo|[-/])$/.test(next?.text ?? "");
  return isNamed || token?.meanings.some((meaning) => meaning.kind === "day" || meaning.kind === "date")
    ? { value: true, next: at }
    : undefined;
}

const isBehindHour = ({ tokens }: Line, at: number) =>
  tokens[at - 1]?.meanings.some(({ kind: is }) => is === "daypart" || is === "clock" || is === "meridiem") === true;

const workdays = words("habiles", "laborables", "laborales");

/** One day. */
export const dateRules: readonly Rule[] = [
  {
    name: "es.day",
    kinds: ["day", "month", "date", "number", "ordinal", "weekday"],
    words: ["el", "la", "este", "pasado", "proximo", "antes", "dia"],
    span: "schedule",
    read: as(sequence(mayBeDay, dayWords), ([, day], line, at, next) => {
      if (day.kind !== "day" || day.offset >= 0) return { says: { day } };
      // "lo que falló ayer" is the work; "ayer a las 5" is a time that has passed
      const isSchedule = at === 0 || line.tokens[next]?.text === "a" || line.tokens[at - 1]?.text === ",";
      return isSchedule ? { says: { day }, bare: true as const } : undefined;
    }),
  },
  {
    name: "es.daysBefore",
    kinds: ["number"],
    words: ["el", "un", "una"],
    span: "schedule",
    // "dos semanas antes del 15 de marzo", "3 días después del 1 de mayo", "el día antes de Navidad"
    read: as(
      sequence(
        either(
          as(sequence(amount, unitOf("day", "week", "month")), ([n, { value, times = 1 }]) => ({
            n: n * times,
            unit: value,
          })),
          as(words("el dia"), () => ({ n: 1, unit: "day" as const })),
        ),
        word("antes", "despues"),
        either(sequence(word("de"), maybe(the)), word("del")),
        either(date, feast),
      ),
      ([{ n, unit }, side, , from]) =>
        Number.isInteger(n)
          ? { says: { day: { kind: "in" as const, n: side === "antes" ? -n : n, unit: unit as "day", from } } }
          : undefined,
    ),
  },
  {
    name: "es.feast",
    words: ["en", "el", "la"],
    span: "schedule",
    read: as(sequence(word("en", "el", "la"), feast), ([, day]) => ({ says: { day } })),
  },
  {
    name: "es.weekdayAndDate",
    kinds: ["weekday"],
    words: ["el", "este"],
    span: "schedule",
    read: as(
      sequence(
        the,
        maybe(word("este", "proximo")),
        // "vie 18/12": in front of a date, a short name is enough
        kindIf("weekday", ({ plural }) => plural === undefined),
        maybe(word(",", ".")),
        maybe(word("el", "dia")),
        date,
      ),
      ([, , { value }, , , day]) => ({ says: { day, weekdays: [value] } }),
    ),
  },
  {
    name: "es.weekdayAndDay",
    words: ["el", "este", "los", "todos", "cada"],
    span: "schedule",
    // "el viernes 15"; "todos los viernes 13"
    read: as(
      sequence(either(word("el", "este", "los"), allOf), weekdayIn, maybe(word("dia")), dayNumber, afterNumber),
      ([lead, weekday, , day], { tokens }, _at, next) => {
        if (lead === "el" || lead === "este") return { says: { day: { kind: "month-day", day }, weekdays: [weekday] } };
        // "los lunes 9 y 13" are hours as likely
        return tokens[next]?.text === "y"
          ? undefined
          : { says: { recurs: true, monthDays: [day], weekdays: [weekday] } };
      },
    ),
  },
  {
    name: "es.tomorrowWeekday",
    kinds: ["day"],
    span: "schedule",
    // "mañana lunes", "mañana lunes 12"
    read: as(
      sequence(kind("day"), maybe(word(",")), weekdayIn, maybe(sequence(dayNumber, afterNumber))),
      ([{ offset }, , weekday, numbered]) =>
        offset < 0
          ? undefined
          : {
              says: {
                day: numbered ? { kind: "month-day", day: numbered[0] } : { kind: "day", offset },
                weekdays: [weekday],
              },
            },
    ),
  },
  {
    name: "es.monthDay",
    words: ["el", "dia"],
    span: "schedule",
    read: as(sequence(maybe(word("el")), word("dia"), dayNumber), ([, , day]) => ({ says: { monthDays: [day] } })),
  },
  {
    name: "es.bareMonthDay",
    words: ["el"],
    span: "schedule",
    read: as(
      sequence(daysInList(words("el dia", "el")), not(sequence(word("."), monthName)), afterNumber),
      ([monthDays]) => ({
        says: { monthDays },
        bare: true,
      }),
    ),
  },
  {
    name: "es.nthWeekdayOfMonth",
    words: ["el"],
    span: "schedule",
    read: as(
      sequence(
        word("el"),
        nth,
        weekdayIn,
        either(
          as(sequence(of, monthName), ([, month]) => ({ month })),
          as(words("del mes que viene", "del proximo mes", "del siguiente mes"), () => ({ months: 1 })),
          as(words("de este mes"), () => ({ months: 0 })),
        ),
        maybe(year),
      ),
      ([, number, weekday, when, inYear]) => ({
        says: { day: { kind: "nth-of", nth: number, weekday, ...when, ...(inYear !== undefined && { year: inYear }) } },
      }),
    ),
  },
  {
    name: "es.edgeOfPeriod",
    words: ["el", "al", "a"],
    span: "schedule",
    read: as(
      sequence(
        either(
          as(words("el ultimo dia", "al final", "a finales"), () => "end" as const),
          as(words("el primer dia"), () => "start" as const),
        ),
        either(
          as(words("del mes que viene", "del proximo mes", "del siguiente mes"), () => ({
            unit: "month" as const,
            offset: 1,
          })),
          as(words("de este mes"), () => ({ unit: "month" as const, offset: 0 })),
          as(words("de este ano"), () => ({ unit: "year" as const, offset: 0 })),
          as(words("de este trimestre"), () => ({ unit: "quarter" as const, offset: 0 })),
          as(words("del proximo trimestre"), () => ({ unit: "quarter" as const, offset: 1 })),
        ),
      ),
      ([edge, period], line, at) =>
        line.tokens[at]?.text === "a"
          ? { says: { ask: "which-day" as const } }
          : { says: { day: { kind: "edge", edge, ...period } } },
    ),
  },
  {
    name: "es.weekday",
    words: ["el", "del"],
    span: "schedule",
    // "a las 5 de la mañana del domingo", "… del 31 de diciembre"; "el parte del domingo" is the work
    read: either<readonly Shape<Read>[]>(
      as(sequence(word("del"), date), ([, day], line, at) => (isBehindHour(line, at) ? { says: { day } } : undefined)),
      as(sequence(word("el", "del"), weekdayIn), ([lead, weekday], line, at) =>
        lead === "el" || isBehindHour(line, at)
          ? { says: { day: { kind: "weekday", weekday, which: "plain" } } }
          : undefined,
      ),
    ),
  },
  {
    name: "es.period",
    words: ["la", "el", "esta", "este", "proxima", "proximo"],
    span: "schedule",
    read: as(
      either(
        as(sequence(the, comingBefore, unitOf("week", "month", "quarter", "year")), ([, , { value }]) => ({
          unit: value,
          offset: 1,
        })),
        as(sequence(the, unitOf("week", "month", "quarter", "year"), comingBehind), ([, { value }]) => ({
          unit: value,
          offset: 1,
        })),
        as(
          sequence(word("esta", "este"), maybe(word("misma", "mismo")), unitOf("week", "month", "quarter", "year")),
          ([, , { value }]) => ({ unit: value, offset: 0 }),
        ),
      ),
      ({ unit, offset }) => ({ says: { inPeriod: { unit: unit as "week", offset } }, bare: true as const }),
    ),
  },
  {
    name: "es.partOfPeriod",
    words: ["a"],
    span: "schedule",
    read: as(
      sequence(
        words(
          "a principios",
          "a comienzos",
          "a inicios",
          "a mediados",
          "a finales",
          "a fines",
          "a primeros",
          "a ultimos",
        ),
        of,
        maybe(every),
        maybe(word("la", "este", "esta", "el")),
        maybe(comingBefore),
        either(unitOf("week", "month", "quarter", "year"), kind("month")),
        maybe(comingBehind),
      ),
      () => ({ says: { ask: "which-day" as const } }),
    ),
  },
  {
    name: "es.inMonths",
    words: ["en", "durante", "de"],
    span: "schedule",
    read: as(
      sequence(word("en", "durante", "de"), maybe(word("todo")), maybe(words("los meses de", "el mes de")), monthList),
      ([, , , months], line, _at, next) => ({
        says: { months, ...(months.length > 1 && dayBehind(line, next) && { recurs: true as const }) },
        bare: true,
      }),
    ),
  },
  {
    name: "es.inDays",
    words: ["en", "dentro", "de", "al", "el"],
    span: "schedule",
    read: either(
      // "dentro de 3 semanas, el miércoles"
      as(
        sequence(
          words("en", "dentro de", "de aqui a", "de aca a"),
          amount,
          unitOf("week"),
          maybe(word(",")),
          word("el"),
          weekdayIn,
        ),
        ([, weeks, , , , weekday]) => ({ says: { day: { kind: "weekday-of" as const, weekday, weeks } } }),
      ),
      as(
        sequence(word("el"), weekdayIn, words("dentro de", "de aqui a", "de aca a"), amount, unitOf("week")),
        ([, weekday, , weeks]) => ({ says: { day: { kind: "weekday-of" as const, weekday, weeks } } }),
      ),
      // "de hoy en ocho": in a week, today counted in
      as(sequence(words("de hoy en"), word("ocho", "8", "quince", "15"), maybe(unitOf("day"))), ([, n]) => ({
        says: { day: { kind: "in" as const, n: n === "ocho" || n === "8" ? 7 : 14, unit: "day" as const } },
      })),
      as(
        sequence(
          words("en", "dentro de", "de aqui a", "de aca a", "de hoy en", "al cabo de"),
          amount,
          kind("unit"),
          maybe(words("a partir de hoy", "desde hoy", "contando desde hoy", "a contar de hoy")),
        ),
        ([, n, { value, times = 1 }], line, _at, next) => {
          if (isClockUnit(value)) return undefined;
          // "en 5 días hábiles" counts days that a calendar would have to know
          const business = workdays(line, next);
          return business ? undefined : { says: { day: { kind: "in" as const, n: n * times, unit: value } } };
        },
      ),
    ),
  },
];
