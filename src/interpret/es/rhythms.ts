import type { Read, Rule } from "../phrase.ts";
import type { Saying } from "../saying.ts";
import { ahead, as, either, kind, kindIf, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import type { Unit } from "../token.ts";
import { readLetters } from "./letters.ts";
import { allOf, amount, article, duration, every, unitOf, weekday, weekdayList, weekdaysFrom } from "./shapes.ts";

const each = (unit: Unit, n = 1): Saying => ({ recurs: true, every: { unit, n } });
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
const workdays: Shape<unknown> = sequence(
  unitOf("day"),
  either(
    words(
      "habiles",
      "habil",
      "abiles",
      "abil",
      "laborables",
      "laborable",
      "laborales",
      "laboral",
      "de trabajo",
      "de oficina",
      "de semana",
      "entre semana",
      "de la semana laboral",
      "de la semana de trabajo",
    ),
  ),
);
const weekend = either(
  sequence(word("fin", "fines"), word("de"), unitOf("week")),
  kindIf("dayset", ({ name }) => name === "weekend"),
);

/** "O", "y/o". */
const or = either(word("o", "u"), sequence(word("y"), word("/"), word("o")));
const hourAhead = either(words("a las", "a la"), kind("clock"));

/** A range goes on behind its first day: "lunes a viernes". */
const notRange = not(sequence(word("a", "al", "-", "–"), maybe(word("el", "los")), kind("weekday")));

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
        sequence(maybe(word("a")), allOf, either(calendarUnit, clockUnit), not(word("y"))),
        ([, , { value, times = 1 }]) => ({
          says: each(value, times),
        }),
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
    words: ["un", "una", "dia", "semana", "mes", "en", "dias", "semanas"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(word("un"), weekdayList, words("de cada"), amount), ([, weekdays, , n]) => ({
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
          as(words("varias", "algunas", "unas cuantas", "muchas"), () => undefined),
          amount,
        ),
        word("vez", "veces"),
        words("al", "a la", "por", "cada", "a el", "en la", "en el", "a"),
        either(calendarUnit, unitOf("hour")),
      ),
      ([n, , , { value, times = 1 }]) => {
        if (value === "hour") return { says: n === 1 ? each("hour") : { ...each("hour"), ask: "how-often" as const } };
        if (n === 1) return { says: each(value, times) };
        const unit = times > 1 ? "year" : value;
        return {
          says: { ...each(unit === "quarter" ? "quarter" : unit), perUnit: { unit, ...(n !== undefined && { n }) } },
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
      sequence(amount, word("veces"), either(word("diarias", "diarios"), sequence(word(":", ","), ahead(hourAhead)))),
      ([n]) => ({ says: { ...each("day"), perUnit: { unit: "day" as const, n } } }),
    ),
  },
  {
    name: "es.bothWeekdays",
    words: ["tanto"],
    span: "schedule",
    // "tanto el lunes como el viernes"
    read: as(
      sequence(
        word("tanto"),
        maybe(either(allOf, word("el", "los"))),
        weekdayList,
        word("como"),
        maybe(either(allOf, word("el", "los"))),
        weekdayList,
      ),
      ([, , some, , , more]) => ({ says: { recurs: true as const, weekdays: [...some, ...more] } }),
    ),
  },
  {
    name: "es.weekdays",
    words: ["todos", "todo", "cada", "los", "las", "el"],
    kinds: ["weekday"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(every, amount, weekdayList), ([, n, weekdays]) =>
        Number.isInteger(n) && n > 0 ? { says: { ...each("week", n), weekdays } } : undefined,
      ),
      as(
        sequence(
          maybe(either(allOf, word("los", "el"))),
          weekdayList,
          either(word("alternos", "alternas", "alterno"), words("por medio", "de por medio", "de forma alterna")),
        ),
        ([, weekdays]) => ({ says: { ...each("week", 2), weekdays } }),
      ),
      as(sequence(either(allOf, word("los", "las")), weekdayList, or, maybe(article), weekdayList), () => ({
        says: { recurs: true as const, ask: "which-weekdays" as const },
      })),
      as(sequence(either(allOf, word("los")), weekdayList, notRange), ([, weekdays]) => ({
        says: { recurs: true as const, weekdays },
      })),
      as(sequence(weekdayList, words("de cada semana", "de todas las semanas")), ([weekdays]) => ({
        says: { recurs: true as const, weekdays },
      })),
    ),
  },
  {
    name: "es.weekdayOfEveryWeek",
    words: ["el", "los"],
    span: "schedule",
    read: as(
      sequence(
        word("el", "los"),
        weekdayList,
        word("de"),
        either(
          words("cada semana", "todas las semanas"),
          as(sequence(every, amount, unitOf("week")), ([, n]) => n),
        ),
      ),
      ([, weekdays, , n]) => ({
        says: typeof n === "number" ? { ...each("week", n), weekdays } : { recurs: true as const, weekdays },
      }),
    ),
  },
  {
    name: "es.bareWeekdays",
    kinds: ["weekday"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(weekdayList, notRange), ([weekdays], line, at) => {
        const token = line.tokens[at];
        const isPlural = token?.meanings.some((meaning) => meaning.kind === "weekday" && meaning.plural);
        const isShort = token?.meanings.some((meaning) => meaning.kind === "weekday" && meaning.short);
        if (weekdays.length === 1)
          return isShort
            ? undefined
            : { says: { weekdays, ...(isPlural && { recurs: true as const }) }, bare: true as const };
        return { says: { weekdays, recurs: true as const }, bare: true as const };
      }),
      as(sequence(weekdayList, or, maybe(article), weekdayList), () => ({ says: { ask: "which-weekday" as const } })),
    ),
  },
  {
    name: "es.weekdayRange",
    kinds: ["weekday"],
    words: ["de", "entre", "todos", "cada", "los", "desde"],
    span: "schedule",
    read: as(
      sequence(
        maybe(either(words("todos los dias", "cada dia", "los dias", "todos los", "los"))),
        maybe(word("de", "entre", "desde")),
        maybe(word("el", "los")),
        weekday,
        word("a", "al", "-", "–", "hasta", "y"),
        maybe(word("el", "los")),
        weekday,
      ),
      ([, lead, , first, between, , last]) => {
        // only "entre … y …" makes a range of an "and", and a start that is named is a bound
        if ((between === "y") !== (lead === "entre")) return undefined;
        // "desde el lunes hasta el viernes": those days, or from the one to the other
        if (lead === "desde") return { says: { recurs: true as const, ask: "which-weekdays" as const } };
        return { says: { recurs: true as const, weekdays: weekdaysFrom(first.value, last.value) } };
      },
    ),
  },
  {
    name: "es.letters",
    words: ["l", "m", "x", "j", "v", "s", "d"],
    span: "schedule",
    read: (line, at) => readLetters(line, at),
  },
  {
    name: "es.workdays",
    words: ["todos", "cada", "los", "en", "dias", "dia", "entre", "entresemana", "de", "durante"],
    kinds: ["dayset"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(maybe(either(words("en los", "de los", "durante los"), allOf, word("los", "en"))), workdays), () => ({
        says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5], business: true as const },
      })),
      as(
        sequence(
          maybe(either(words("los dias de", "los dias", "todos los dias"), word("de"))),
          words("entre semana", "entresemana"),
        ),
        () => ({ says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5] } }),
      ),
      as(words("durante la semana", "en la semana laboral", "durante la semana laboral"), () => ({
        says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5] },
      })),
      as(
        kindIf("dayset", ({ name }) => name === "weekday"),
        ({ value }) => ({ says: { recurs: true as const, weekdays: value } }),
      ),
    ),
  },
  {
    name: "es.weekend",
    words: ["todos", "cada", "los", "en", "el", "este", "fines", "durante"],
    kinds: ["dayset"],
    span: "schedule",
    read: either<readonly Shape<Read>[]>(
      as(sequence(either(words("en los", "durante los"), allOf, word("los")), weekend), () => ({
        says: { recurs: true as const, weekdays: [6, 7] },
      })),
      as(
        sequence(maybe(either(words("en los"), word("los"))), ahead(either(word("fines"), word("findes"))), weekend),
        () => ({ says: { recurs: true as const, weekdays: [6, 7] } }),
      ),
      // one weekend is two days; a correction that adds or drops it means those of every week
      as(sequence(either(words("el proximo", "este proximo", "en el"), word("el", "este")), weekend), () => ({
        says: { ask: "which-day" as const, weekdays: [6, 7] },
      })),
    ),
  },
];
