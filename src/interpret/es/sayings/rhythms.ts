import type { Read, Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import { ahead, as, either, kind, maybe, not, sequence, type Shape, word, words, unitOf } from "../../phrases/shape.ts";
import type { Unit } from "../../tokens/token.ts";
import { hours } from "./hours.ts";
import { allOf, amount, article, duration, every, weekday, weekdayList } from "./shapes.ts";

/** Every so many of a unit. */
export const each = (unit: Unit, n = 1): Saying => ({ recurs: true, every: { unit, n } });
/** Two weeks or half a month: "quincenal". */
const fortnight: Saying = { ...each("week", 2), ask: "two-weeks-or-half-month" };
const calendarUnit = unitOf("day", "week", "month", "quarter", "year");
const clockUnit = unitOf("hour", "minute", "second");

const yesAndNo = either(
  // "sí y un viernes no", "sí y la otra no"
  sequence(
    words("si"),
    maybe(either(word("y", ","), words("y el", "y la"))),
    maybe(word("un", "una", "el", "la", "otro", "otra")),
    maybe(either(kind("weekday"), unitOf("day", "week", "month"), kind("daypart"), word("otro", "otra"))),
    word("no"),
  ),
  words(
    "si y un dia no",
    "si y otro no",
    "si y otra no",
    "si otro no",
    "si otra no",
    "si y uno no",
    "si y el otro no",
    "si y el siguiente no",
  ),
  sequence(words("si"), word(","), words("otro no", "otra no")),
);

const hoursAhead = ahead(
  as(sequence(maybe(words("a las", "a la")), hours), ([, { length }]) => (length > 1 ? true : undefined)),
);

/** What repeats, and how often. */
export const rhythmRules: readonly Rule[] = [
  {
    name: "es.everyDay",
    words: ["todos", "todo", "cada", "a", "dia", "los"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(
        words(
          "todos los dias",
          "todos los santos dias",
          "cada dia",
          "a diario",
          "dia a dia",
          "dia tras dia",
          "todos los dias del ano",
          "los siete dias de la semana",
          "los 7 dias de la semana",
          "los siete dias",
          "los 7 dias",
          "todos los dias de la semana",
          "cada dia de la semana",
        ),
        () => ({ says: each("day") }),
      ),
      as(sequence(allOf, maybe(word("santos", "benditos")), words("dias")), () => ({ says: each("day") })),
      as(words("todos y cada uno de los dias", "cada uno de los dias", "cada santo dia", "cada bendito dia"), () => ({
        says: each("day"),
      })),
    ),
  },
  {
    name: "es.frequency",
    kinds: ["frequency"],
    words: ["de", "con"],
    span: "schedule",
    read: as(
      sequence(
        maybe(words("de forma", "de manera", "con frecuencia", "con periodicidad", "con una frecuencia", "de modo")),
        kind("frequency"),
      ),
      ([framed, { unit, n, adjective }]) =>
        adjective && !framed ? { says: each(unit, n), bare: true } : { says: each(unit, n) },
    ),
  },
  {
    name: "es.everyUnit",
    words: ["una", "cada", "todas", "todos", "todo", "toda", "a", "pasando", "dejando", "saltando"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(
          maybe(word("a")),
          allOf,
          either(calendarUnit, clockUnit),
          maybe(word("natural", "naturales")),
          not(word("y")),
        ),
        ([, , { value, times = 1 }]) => ({
          says: each(value, times),
        }),
      ),
      as(sequence(every, maybe(word("un", "1")), unitOf("day"), words("y medio")), () => ({ says: each("hour", 36) })),
      // "cada 8 días, los martes": how many say "weekly"
      as(
        sequence(every, word("8", "ocho"), unitOf("day"), maybe(word(",")), maybe(word("los", "el")), weekdayList),
        ([, , , , , weekdays]) => ({ says: { ...each("week"), weekdays } }),
      ),
      as(sequence(maybe(either(words("una vez"), word("a"))), every, duration), ([, , { n, unit }], line, at) => {
        const spoken = line.tokens.slice(at, at + 4).some(({ text }) => text === "ocho");
        // "cada ocho días" is how many say "weekly"
        if (unit === "day" && n === 8 && spoken) return { says: { ...each("week"), ask: "every-n-or-nth" } };
        if (unit === "day" && n === 15) return { says: fortnight };
        return { says: each(unit, n) };
      }),
      // "cada segunda semana"; "cada tercer día" is every other day for some
      as(sequence(every, kind("ordinal"), unitOf("day", "week", "month")), ([, { value: n }, { value }]) => {
        if (n < 2) return undefined;
        return { says: { ...each(value, n), ...(value === "day" && n > 2 && { ask: "every-n-or-nth" as const }) } };
      }),
      as(words("pasando un dia", "dejando un dia", "saltando un dia", "dejando un dia por medio"), () => ({
        says: each("day", 2),
      })),
      as(sequence(every, word("otro", "otra"), either(calendarUnit, clockUnit)), ([, , { value }]) => ({
        says: each(value, 2),
      })),
    ),
  },
  {
    name: "es.asEvery",
    words: ["como"],
    span: "schedule",
    // "como cada año, el 5 de enero"
    read: as(sequence(words("como"), allOf, calendarUnit), ([, , { value, times = 1 }]) => ({
      says: each(value, times),
    })),
  },
  {
    name: "es.endOfEach",
    words: ["al"],
    span: "schedule",
    // "al terminar cada semana, el viernes a las 18:00"
    read: as(
      sequence(
        words("al terminar", "al acabar", "al cerrar", "al cierre de", "al final de", "al finalizar", "al empezar"),
        allOf,
        unitOf("week"),
      ),
      () => ({ says: each("week") }),
    ),
  },
  {
    name: "es.unitByUnit",
    kinds: ["unit"],
    span: "schedule",
    // "mes a mes", "hora tras hora"
    read: as(sequence(kind("unit"), word("a", "tras", "por"), kind("unit")), ([one, , other]) =>
      one.value === other.value ? { says: each(one.value, one.times) } : undefined,
    ),
  },
  {
    name: "es.everyHourSharp",
    words: ["cada", "todas", "a"],
    span: "schedule",
    read: as(sequence(maybe(word("a")), allOf, unitOf("hour"), maybe(word(",")), words("en punto")), () => ({
      says: { ...each("hour"), minutesPast: [0] },
    })),
  },
  {
    name: "es.everyOther",
    kinds: ["weekday"],
    words: ["un", "una", "uno", "dia", "semana", "mes", "en", "dias", "semanas"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(word("un"), weekdayList, words("de cada"), amount), ([, weekdays, , n]) => ({
        says: { ...each("week", n), weekdays },
      })),
      // "uno de cada dos viernes"
      as(sequence(word("uno", "una"), words("de cada"), amount, weekdayList), ([, , n, weekdays]) => ({
        says: { ...each("week", n), weekdays },
      })),
      as(sequence(word("un", "una"), calendarUnit, words("de cada"), amount), ([, { value }, , n]) => ({
        says: each(value, n),
      })),
      as(sequence(word("un", "una"), calendarUnit, yesAndNo), ([, { value }]) => ({ says: each(value, 2) })),
      as(sequence(word("un", "una"), kind("daypart"), yesAndNo), ([, { value }]) => ({
        says: { ...each("day", 2), dayparts: [value] },
      })),
      as(sequence(word("un", "una"), weekdayList, yesAndNo), ([, weekdays]) => ({
        says: { ...each("week", 2), weekdays },
      })),
      // "lunes sí, lunes no"
      as(
        sequence(kind("weekday"), words("si"), maybe(word(",", "y")), kind("weekday"), word("no")),
        ([{ value }, , , other]) =>
          value === other.value ? { says: { ...each("week", 2), weekdays: [value] } } : undefined,
      ),
      as(sequence(maybe(word("un", "una")), calendarUnit, words("por medio", "de por medio")), ([, { value }]) => ({
        says: each(value, 2),
      })),
      as(sequence(calendarUnit, words("si"), maybe(word(",", "y")), calendarUnit, word("no")), ([{ value }]) => ({
        says: each(value, 2),
      })),
      as(
        sequence(maybe(word("en")), either(unitOf("day"), unitOf("week")), word("alternos", "alternas")),
        ([, { value }]) => ({ says: each(value, 2) }),
      ),
    ),
  },
  {
    name: "es.oddOrEven",
    kinds: ["weekday", "unit"],
    words: ["los", "las", "en"],
    span: "schedule",
    read: as(
      sequence(
        maybe(word("en")),
        maybe(article),
        either(unitOf("day", "week", "month"), weekday),
        word("pares", "impares", "par", "impar", "nones"),
      ),
      () => ({ says: { refuse: "not-expressible" as const, recurs: true as const } }),
    ),
  },
  {
    name: "es.fortnight",
    words: ["cada", "quincenalmente", "quincenal", "todas", "por", "de", "con"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(
        words(
          "cada quincena",
          "todas las quincenas",
          "quincenalmente",
          "por quincena",
          "de forma quincenal",
          "de manera quincenal",
          "con frecuencia quincenal",
        ),
        () => ({
          says: fortnight,
        }),
      ),
      as(words("quincenal"), () => ({ says: fortnight, bare: true })),
    ),
  },
  {
    name: "es.twiceWeeklyOrEveryTwo",
    words: ["bisemanal", "bisemanalmente"],
    span: "schedule",
    read: as(word("bisemanal", "bisemanalmente"), (text) => ({
      says: { ...each("week", 2), ask: "twice-or-every-two" },
      ...(text === "bisemanal" && { bare: true as const }),
    })),
  },
  {
    name: "es.timesPer",
    kinds: ["number"],
    words: ["varias", "un", "algunas", "unas"],
    span: "schedule",
    read: as(
      sequence(
        either(
          as(words("varias", "algunas", "unas cuantas", "muchas"), () => 0),
          amount,
        ),
        either(
          word("vez", "veces"),
          as(unitOf("day"), () => "dia"),
        ),
        words("al", "a la", "por", "cada", "a el", "en la", "en el", "a"),
        either(calendarUnit, unitOf("hour")),
      ),
      ([n, noun, , { value, times = 1 }]) => {
        // "tres días a la semana"
        if (noun === "dia" && value !== "week" && value !== "month") return undefined;
        const count = n === 0 ? {} : { n };
        if (value === "hour") return { says: n === 1 ? each("hour") : { ...each("hour"), ask: "how-often" as const } };
        const isCounted = times === 1 && (value === "day" || value === "week" || value === "month");
        if (n === 1) return { says: { ...each(value, times), ...(isCounted && { perUnit: { unit: value, n } }) } };
        const unit = times > 1 ? "year" : value;
        return {
          says: { ...each(unit === "quarter" ? "quarter" : unit), perUnit: { unit, ...count } },
        };
      },
    ),
  },
  {
    name: "es.dailyTimes",
    kinds: ["number"],
    span: "schedule",
    // "tres veces diarias", "dos veces: a las 7 y a las 19"
    read: as(
      sequence(amount, word("veces"), either(word("diarias", "diarios"), sequence(word(":", ","), hoursAhead))),
      ([n]) => ({ says: { ...each("day"), perUnit: { unit: "day" as const, n } } }),
    ),
  },
];
