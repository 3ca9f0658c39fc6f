import type { Read, Rule } from "../phrase.ts";
import type { PointWords, Saying } from "../saying.ts";
import { as, either, kind, listOf, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import type { ClockWords } from "../token.ts";
import { date, dayWords } from "./dates.ts";
import {
  allOf,
  amount,
  article,
  comingBefore,
  comingBehind,
  dayNumber,
  duration,
  hour,
  monthList,
  separator,
  unitOf,
  weekdayList,
} from "./shapes.ts";

const the = maybe(word("el", "la", "los", "las"));
const monthName = as(kind("month"), ({ value }) => value);
const year = as(sequence(maybe(word("de", "del")), kind("number")), ([, { value }]) =>
  value >= 1970 && value <= 2200 ? value : undefined,
);
const coming: Shape<PointWords> = either(
  as(sequence(the, comingBefore, unitOf("week", "month", "quarter", "year")), ([, , { value }]): PointWords => ({
    day: { kind: "edge", unit: value as "week", offset: 1, edge: "start" },
  })),
  as(sequence(the, unitOf("week", "month", "quarter", "year"), comingBehind), ([, { value }]): PointWords => ({
    day: { kind: "edge", unit: value as "week", offset: 1, edge: "start" },
  })),
  as(
    sequence(words("principios de", "comienzos de", "inicios de", "el inicio de"), monthName),
    ([, month]): PointWords => ({ day: { kind: "month", month } }),
  ),
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

const startDay: Shape<PointWords> = either(
  coming,
  as(words("ahora mismo", "ahora", "ya", "este momento", "este mismo momento", "ya mismo"), (): PointWords => ({
    afterMs: 0,
  })),
  as(
    sequence(words("dentro de", "de aqui a"), amount, unitOf("day", "week", "month")),
    ([, n, { value, times = 1 }]): PointWords => ({ day: { kind: "in", n: n * times, unit: value as "day" } }),
  ),
  as(dayWords, (day): PointWords | undefined => (day.kind === "day" && day.offset < 0 ? undefined : { day })),
  as(sequence(word("el"), maybe(word("dia")), dayNumber), ([, , day]): PointWords => ({
    day: { kind: "month-day", day },
  })),
  as(sequence(maybe(word("el")), word("dia"), dayNumber), ([, , day]): PointWords => ({
    day: { kind: "month-day", day },
  })),
  as(sequence(the, kind("weekday")), ([, { value }]): PointWords => ({
    day: { kind: "weekday", weekday: value, which: "plain" },
  })),
  as(sequence(maybe(words("el mes de")), monthName, maybe(year)), ([, month, inYear]): PointWords => ({
    day: { kind: "month", month, ...(inYear !== undefined && { year: inYear }) },
  })),
);
export const start = withHour(startDay);
const startTime = as(sequence(word("las", "la"), hour), ([, { time, isOpen }]): PointWords | undefined =>
  isOpen ? undefined : { time },
);
const startNoon = as(words("el mediodia", "mediodia", "medianoche", "la medianoche"), (text): PointWords => ({
  time: text.endsWith("mediodia") ? { hour: 12, minute: 0, named: "noon" } : { hour: 0, minute: 0, named: "midnight" },
}));
const fromWords = either(
  words(
    "a partir del",
    "a partir de",
    "apartir de",
    "apartir del",
    "desde",
    "desde el",
    "empezando",
    "empezando el",
    "empezando desde",
    "empezando en",
    "empezando a partir de",
    "comenzando",
    "comenzando el",
    "comenzando en",
    "comenzando a partir de",
    "iniciando",
    "iniciando el",
    "iniciando en",
    "arrancando",
    "arrancando el",
    "a contar de",
    "con inicio el",
    "con inicio en",
    "que empiece",
    "que empiece el",
    "que inicie",
    "que comience",
  ),
);

const endOf = either(
  as(
    words(
      "fin de mes",
      "finales de mes",
      "final de mes",
      "fines de mes",
      "el fin de mes",
      "fin del mes",
      "el final del mes",
      "que termine el mes",
      "que acabe el mes",
      "finales del mes",
    ),
    (): PointWords => ({ day: { kind: "edge", unit: "month", offset: 0, edge: "end" }, inclusive: true }),
  ),
  as(
    words(
      "fin de ano",
      "finales de ano",
      "final de ano",
      "fin del ano",
      "el fin de ano",
      "que termine el ano",
      "que acabe el ano",
    ),
    (): PointWords => ({ day: { kind: "edge", unit: "year", offset: 0, edge: "end" }, inclusive: true }),
  ),
  as(words("fin de trimestre", "el fin de trimestre", "el final del trimestre"), (): PointWords => ({
    day: { kind: "edge", unit: "quarter", offset: 0, edge: "end" },
    inclusive: true,
  })),
  as(words("fin de semana", "el fin de semana", "que termine la semana"), (): PointWords => ({
    day: { kind: "edge", unit: "week", offset: 0, edge: "end" },
    inclusive: true,
  })),
  as(
    sequence(
      words("fin de", "fines de", "finales de", "el fin de", "el final de", "final de", "el ultimo dia de"),
      monthName,
      maybe(year),
    ),
    ([, month, inYear]): PointWords => ({
      day: { kind: "month", month, ...(inYear !== undefined && { year: inYear }) },
      inclusive: true,
    }),
  ),
  as(sequence(words("el mes de"), monthName), ([, month]): PointWords => ({ day: { kind: "month", month } })),
  as(
    sequence(words("el proximo mes", "el mes que viene", "el mes proximo"), maybe(words("incluido"))),
    ([, included]): PointWords =>
      included
        ? { day: { kind: "edge", unit: "month", offset: 1, edge: "end" }, inclusive: true }
        : { day: { kind: "edge", unit: "month", offset: 1, edge: "start" }, inclusive: false },
  ),
  as(words("la proxima semana", "la semana que viene"), (): PointWords => ({
    day: { kind: "edge", unit: "week", offset: 1, edge: "start" },
    inclusive: false,
  })),
);
export const end: Shape<PointWords> = either(withHour(endOf), startNoon, startTime, start);
const included = either(words("inclusive", "incluido", "incluida", "ese dia incluido", "incluyendolo"));
const untilWords = words(
  "hasta el",
  "hasta la",
  "hasta los",
  "hasta las",
  "hasta que llegue",
  "hasta que sea",
  "hasta",
);

/** The part of a list of leads that is an article has to be given back to what follows it. */
const untilLead: Shape<string> = (line, at) => {
  const match = words("hasta que llegue", "hasta que sea", "hasta")(line, at);
  return match ?? untilWords(line, at);
};

const holiday = word(
  "festivo",
  "festivos",
  "feriado",
  "feriados",
  "puente",
  "puentes",
  "vacaciones",
  "asueto",
  "asuetos",
  "navidad",
  "navidades",
  "inhabil",
  "inhabiles",
  "paro",
  "paros",
  "temporada",
);
const holidays = sequence(
  the,
  maybe(words("dias de", "dia de", "dias", "dia", "periodo de", "periodos de", "epoca de", "semana santa")),
  either(
    holiday,
    words(
      "semana santa",
      "no laborables",
      "no habiles",
      "la temporada baja",
      "de descanso",
      "de fiesta",
      "de paro",
      "verano",
      "invierno",
      "cierre de planta",
      "cierre de fabrica",
    ),
  ),
);
export const butWords = either(
  words(
    "a excepcion de",
    "con excepcion de",
    "sin contar",
    "sin incluir",
    "sin",
    "pero no",
    "y no",
    "menos",
    "excepto",
    "exceptuando",
    "exepto",
    "salvo",
    "quitando",
    "omitiendo",
    "saltando",
    "saltandose",
    "saltandote",
    "fuera de",
    "no",
    "evitando",
    "descontando",
    "excluyendo",
  ),
);
export const weekendDays = either(
  sequence(maybe(word("los", "el", "en", "cada")), word("fin", "fines"), word("de"), unitOf("week")),
  sequence(maybe(word("los", "el", "en")), word("finde", "findes")),
);
const exceptDays: Shape<Saying> = either(
  as(sequence(maybe(words("en", "para", "durante")), holidays), (): Saying => ({ refuse: "holiday-calendar" })),
  as(sequence(maybe(word("en")), weekendDays), (): Saying => ({ exceptWeekdays: [6, 7] })),
  as(
    sequence(
      maybe(either(words("en los", "para los", "todos los"), word("los", "el", "en", "las", "cada"))),
      weekdayList,
      maybe(sequence(separator, the, holidays)),
    ),
    ([, exceptWeekdays, alsoHolidays]): Saying =>
      alsoHolidays ? { exceptWeekdays, refuse: "holiday-calendar" } : { exceptWeekdays },
  ),
  as(
    sequence(maybe(word("en", "durante")), maybe(words("el mes de", "los meses de")), monthList),
    ([, , exceptMonths]): Saying => ({ exceptMonths }),
  ),
  // "el 24 y el 31 de diciembre"
  as(sequence(maybe(word("el")), dayNumber, separator, maybe(word("el")), date), ([, day, , , last]): Saying => ({
    exceptDays: [{ ...last, day }, last],
  })),
  as(listOf(sequence(maybe(word("el")), date), separator), (dates): Saying => ({
    exceptDays: dates.map(([, day]) => day),
  })),
  as(sequence(maybe(word("el")), word("dia"), dayNumber, maybe(words("de cada mes", "del mes"))), (): Saying => ({
    refuse: "not-expressible",
  })),
  as(words("manana"), (): Saying => ({ exceptDays: [{ kind: "day", offset: 1 }] })),
  as(words("hoy"), (): Saying => ({ exceptDays: [{ kind: "day", offset: 0 }] })),
);

/** Where a schedule starts and ends, how often it occurs, and what it leaves out. */
export const boundRules: readonly Rule[] = [
  {
    name: "es.from",
    words: ["a", "apartir", "desde", "empezando", "comenzando", "iniciando", "arrancando", "con", "que"],
    span: "bound",
    read: as(
      sequence(
        either(
          (line, at) =>
            words(
              "a partir de",
              "a partir del",
              "desde",
              "empezando",
              "comenzando",
              "iniciando",
              "arrancando",
              "apartir de",
            )(line, at),
          fromWords,
        ),
        maybe(word("el", "en", "a")),
        either(startTime, startNoon, start),
      ),
      ([, , from]) => ({ says: { from } }),
    ),
  },
  {
    name: "es.fromDayTo",
    words: ["del", "desde", "entre"],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(sequence(words("del"), date, words("al"), date, maybe(included)), ([, from, , until]) => ({
        says: { from: { day: from }, until: { day: until } },
      })),
      as(sequence(words("entre el"), date, words("y el"), date), ([, from, , until]) => ({
        says: { from: { day: from }, until: { day: until } },
      })),
      as(sequence(words("entre el"), dayNumber, words("y el"), date), ([, day, , until]) => ({
        says: { from: { day: { ...until, day } }, until: { day: until } },
      })),
      as(sequence(words("del", "desde el"), dayNumber, words("al", "hasta el"), date), ([, day, , until]) => ({
        says: { from: { day: { ...until, day } }, until: { day: until } },
      })),
    ),
  },
  {
    name: "es.until",
    words: ["hasta"],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(
        words(
          "hasta nuevo aviso",
          "hasta que te diga lo contrario",
          "hasta que diga lo contrario",
          "hasta que te avise",
          "hasta que lo cancele",
        ),
        () => ({ says: {} }),
      ),
      as(sequence(untilLead, maybe(word("el")), end, maybe(included)), ([, , until, inclusive]) => ({
        says: { until: inclusive ? { ...until, inclusive: true } : until },
      })),
    ),
  },
  {
    name: "es.count",
    kinds: ["number"],
    words: ["solo", "solamente", "un", "unicamente", "durante", "por"],
    span: "bound",
    read: as(
      sequence(
        maybe(either(words("solo por", "solo", "solamente", "unicamente", "un total de", "un maximo de", "por"))),
        amount,
        word("vez", "veces", "ocasiones", "ejecuciones", "repeticiones", "corridas"),
        maybe(words("en total", "mas", "unicamente", "nada mas", "solamente")),
        not(words("al", "a la", "por", "cada", "mas")),
      ),
      ([lead, n], line, at) =>
        n === 1 && line.tokens[at]?.text !== "1"
          ? { says: { once: true as const }, bare: true as const }
          : { says: { count: n }, ...(lead === undefined && { bare: true as const }) },
    ),
  },
  {
    name: "es.lasting",
    words: ["durante", "por", "los", "las", "solo", "solamente", "unicamente", "en"],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(
          maybe(word("solo", "solamente", "unicamente")),
          words("durante", "por los", "por las", "en los", "en las"),
          maybe(article),
          word("proximos", "proximas", "siguientes"),
          amount,
          kind("unit"),
        ),
        ([, , , , n, { value, times = 1 }]) => ({ says: { lasting: { n: n * times, unit: value } } }),
      ),
      as(
        sequence(
          maybe(word("solo", "solamente", "unicamente")),
          word("durante"),
          duration,
          maybe(words("seguidos", "seguidas", "consecutivos", "consecutivas")),
        ),
        ([, , { n, unit }]) => ({ says: { lasting: { n, unit } } }),
      ),
      as(
        sequence(
          maybe(word("solo", "solamente", "unicamente")),
          words("por"),
          duration,
          maybe(words("seguidos", "seguidas", "consecutivos", "consecutivas")),
        ),
        ([lead, , { n, unit }]) => ({
          says: { lasting: { n, unit } },
          ...(lead === undefined && { bare: true as const }),
        }),
      ),
      as(
        sequence(words("los", "las"), word("proximos", "proximas", "siguientes"), amount, kind("unit")),
        ([, , n, { value, times = 1 }]) => ({ says: { lasting: { n: n * times, unit: value } } }),
      ),
      as(
        sequence(words("los", "durante los", "por los"), word("proximos", "siguientes"), amount, weekdayList),
        ([, , count, weekdays]) => ({ says: { recurs: true as const, weekdays, count } }),
      ),
      as(
        sequence(
          words("durante", "solo durante"),
          maybe(words("toda", "todo")),
          either(words("la proxima semana", "la semana que viene", "toda la semana que viene")),
        ),
        () => ({
          says: {
            from: { day: { kind: "edge" as const, unit: "week" as const, offset: 1, edge: "start" as const } },
            until: { day: { kind: "edge" as const, unit: "week" as const, offset: 1, edge: "end" as const } },
          },
        }),
      ),
      as(
        sequence(
          words("durante"),
          words("el proximo mes", "el mes que viene", "todo el mes que viene", "todo el proximo mes"),
        ),
        () => ({
          says: {
            from: { day: { kind: "edge" as const, unit: "month" as const, offset: 1, edge: "start" as const } },
            until: { day: { kind: "edge" as const, unit: "month" as const, offset: 1, edge: "end" as const } },
          },
        }),
      ),
      as(
        words(
          "durante esta semana",
          "solo esta semana",
          "durante toda esta semana",
          "el resto de la semana",
          "durante el resto de la semana",
        ),
        () => ({
          says: { until: { day: { kind: "edge" as const, unit: "week" as const, offset: 0, edge: "end" as const } } },
        }),
      ),
      as(
        words(
          "durante este mes",
          "solo este mes",
          "durante todo este mes",
          "el resto del mes",
          "durante el resto del mes",
          "por el resto del mes",
        ),
        () => ({
          says: { until: { day: { kind: "edge" as const, unit: "month" as const, offset: 0, edge: "end" as const } } },
        }),
      ),
    ),
  },
  {
    name: "es.except",
    words: [
      "a",
      "con",
      "sin",
      "pero",
      "y",
      "menos",
      "excepto",
      "exepto",
      "exceptuando",
      "salvo",
      "quitando",
      "omitiendo",
      "saltando",
      "saltandose",
      "saltandote",
      "fuera",
      "no",
      "evitando",
      "descontando",
      "excluyendo",
    ],
    span: "bound",
    read: as(sequence(butWords, exceptDays), ([, says]) => ({ says })),
  },
  {
    name: "es.notOn",
    kinds: ["weekday"],
    words: ["los", "el", "fines", "en", "dias", "festivos", "feriados", "puentes", "vacaciones"],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(sequence(maybe(word("los")), weekendDays, word("no")), () => ({ says: { exceptWeekdays: [6, 7] } })),
      as(sequence(word("los"), weekdayList, word("no")), ([, exceptWeekdays]) => ({ says: { exceptWeekdays } })),
      as(
        sequence(maybe(word("los")), weekdayList, either(words("excluidos", "excluido", "exceptuados", "aparte"))),
        ([, exceptWeekdays]) => ({ says: { exceptWeekdays } }),
      ),
      as(sequence(maybe(word("los")), weekendDays, either(words("excluidos", "exceptuados", "aparte"))), () => ({
        says: { exceptWeekdays: [6, 7] },
      })),
      as(sequence(holidays, either(words("excluidos", "exceptuados", "aparte", "no", "fuera"))), () => ({
        says: { refuse: "holiday-calendar" as const },
      })),
    ),
  },
  {
    name: "es.includingHolidays",
    words: ["incluidos", "incluso", "incluyendo", "tambien", "festivos", "incluido"],
    span: "bound",
    read: as(
      sequence(
        either(words("incluidos", "incluso en", "incluso", "incluyendo", "tambien en", "incluido")),
        either(
          holidays,
          as(sequence(maybe(word("los", "en")), allOf), () => undefined),
        ),
      ),
      ([, more]) => (more ? { says: {} } : undefined),
    ),
  },
  {
    name: "es.otherwiseShift",
    words: ["o", "si", "y"],
    span: "bound",
    // "o el siguiente día hábil", "si cae en festivo": a day that moves
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(
          words("o el", "o al", "y si no el", "o bien el"),
          either(words("siguiente", "proximo")),
          unitOf("day"),
          maybe(words("habil", "laborable")),
        ),
        () => ({ says: { refuse: "not-expressible" as const } }),
      ),
      as(
        sequence(
          words("si cae en", "y si cae en", "si es", "si coincide con", "si cae"),
          maybe(word("un", "el")),
          either(holidays, weekendDays, kind("weekday")),
        ),
        () => ({ says: { refuse: "not-expressible" as const } }),
      ),
    ),
  },
];
