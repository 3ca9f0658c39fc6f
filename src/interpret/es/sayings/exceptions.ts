import type { Read, Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  as,
  boundary,
  either,
  kind,
  type Line,
  listOf,
  maybe,
  remembered,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { meaningOf, type Weekday } from "../../tokens/token.ts";
import { date } from "./namedDays.ts";
import { hour } from "./hours.ts";
import { ofMonth, outOfMonth } from "./outOfMonth.ts";
import { article, dayNumber, monthList, separator, weekday, weekdayList } from "./shapes.ts";

const the = maybe(article);
const calendarNoun = word(
  ..."festivo festivos feriado feriados puente puentes vacaciones asueto asuetos navidad navidades inhabil inhabiles paro paros temporada fiestas".split(
    " ",
  ),
);
const calendarWords = words(
  "semana santa",
  "no laborables",
  "no habiles",
  "no laborales",
  "la temporada baja",
  "de descanso",
  "de descanso obligatorio",
  "de fiesta",
  "de guardar",
  "de paro",
  "de asueto",
  "verano",
  "invierno",
  "fechas patrias",
  "fiestas patrias",
  "cierre de planta",
  "cierre de fabrica",
);
/** Days that only a calendar knows: "los festivos", "días inhábiles", "Semana Santa". */
export const holidays = remembered(
  sequence(
    the,
    maybe(either(words("dias de", "dia de", "periodo de", "periodos de", "epoca de"), word("dias", "dia"))),
    either(calendarNoun, calendarWords),
    maybe(
      either(word("nacionales", "oficiales", "locales", "nacional", "oficial", "local", "escolares"), words("de ley")),
    ),
  ),
);

export const weekend = either(
  sequence(maybe(word("los", "el", "en", "cada")), word("fin", "fines"), word("de"), unitOf("week")),
  sequence(maybe(word("los", "el", "en")), word("finde", "findes")),
);
const days: Shape<readonly Weekday[]> = either(
  as(sequence(weekdayList, maybe(sequence(separator, weekend))), ([named, more]) =>
    more ? ([...new Set([...named, 6, 7])] as Weekday[]) : named,
  ),
  as(weekend, (): Weekday[] => [6, 7]),
);

const but = either(
  words(
    "a excepcion de",
    "con excepcion de",
    "con la excepcion de",
    "sin contar",
    "sin incluir",
    "pero no",
    "y no",
    "fuera de",
  ),
  word("sin", "menos", "excepto", "exepto", "salvo", "no"),
  word(
    ..."quitando omitiendo saltando saltandose saltandote salteando evitando descontando excluyendo exceptuando ignorando".split(
      " ",
    ),
  ),
);

/** "La del domingo", "las de los lunes": the one of that day. */
const theOnes = sequence(word("la", "el", "las", "los", "lo"), word("de", "del"));

const exceptDays: Shape<Saying> = either(
  as(sequence(maybe(words("en", "para", "durante")), holidays), (): Saying => ({ refuse: "holiday-calendar" })),
  as(
    sequence(
      maybe(either(theOnes, words("en los", "para los", "todos los", "que sea", "que sean"), word("en", "para"))),
      maybe(word("los", "el", "las", "cada")),
      days,
      maybe(
        sequence(
          separator,
          either(
            as(sequence(the, holidays), (): Saying => ({ refuse: "holiday-calendar" })),
            outOfMonth,
          ),
        ),
      ),
      // "menos el lunes 5" is a date
      not(kind("number")),
    ),
    ([, , exceptWeekdays, also]): Saying => ({ exceptWeekdays, ...also?.[1] }),
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
  // "salvo la primera semana del mes", "menos el primer lunes del trimestre"
  as(
    sequence(
      the,
      kind("ordinal"),
      either(
        sequence(unitOf("week"), ofMonth),
        sequence(either(kind("weekday"), unitOf("day")), words("de cada trimestre", "del trimestre")),
      ),
    ),
    (): Saying => ({ refuse: "not-expressible" }),
  ),
  as(sequence(outOfMonth, maybe(sequence(separator, the, days))), ([out, more]): Saying =>
    more ? { ...out, exceptWeekdays: more[2] } : out,
  ),
  as(word("manana"), (): Saying => ({ exceptDays: [{ kind: "day", offset: 1 }] })),
  as(word("hoy"), (): Saying => ({ exceptDays: [{ kind: "day", offset: 0 }] })),
);

/** "Como hasta ahora": what was done until now, and no longer. */
export const asBefore = words(
  "como hasta ahora",
  "como hasta hoy",
  "como hasta el momento",
  "como hasta la fecha",
  "como antes",
  "como venia siendo",
  "como hasta entonces",
);
const insteadOf = words("en vez de", "en lugar de", "en vez del", "en lugar del");
const notAnyMore = either(words("y no", "ya no"), word("no"));

/** "Los jueves o los viernes": a comma begins other days. */
const contrasted = listOf(
  as(sequence(maybe(word("los", "el")), weekday), ([, { value }]) => value),
  word("y", "e", "o", "ni"),
);

/** Whether days are named before this place, and none of these: "los lunes | y no los jueves" leaves out nothing. */
function isContrast({ tokens }: Line, at: number, former: readonly Weekday[]): boolean {
  const { sentence } = tokens[at] ?? {};
  let isNamed = false;
  for (let index = at - 1; index >= 0 && tokens[index]?.sentence === sentence; index--) {
    const token = tokens[index];
    const day = token && meaningOf(token, "weekday")?.value;
    if (day === undefined) {
      // "todos los días … y no los jueves", "de lunes a viernes y no los jueves"
      if (token?.meanings.some(({ kind: of }) => of === "dayset" || of === "unit" || of === "frequency")) return false;
      continue;
    }
    if (former.includes(day) || /^(?:al?|-|–)$/.test(tokens[index - 1]?.text ?? "")) return false;
    isNamed = true;
  }
  return isNamed;
}

/** Whether an hour was named before this place: "a las 9 | en vez de a las 8". */
function isHourBefore({ tokens }: Line, at: number): boolean {
  const { sentence } = tokens[at] ?? {};
  return tokens.some(
    (token, index) =>
      index < at &&
      token.sentence === sentence &&
      ((token.text === "a" && /^(?:las|la)$/.test(tokens[index + 1]?.text ?? "")) ||
        meaningOf(token, "clock") !== undefined),
  );
}

const off = either(
  words("de descanso", "sin servicio", "quedan fuera", "no cuentan", "no cuenta"),
  word("libres", "libre", "descansados", "fuera", "excluidos", "excluido", "exceptuados", "exceptuado", "aparte"),
);

/** What a schedule leaves out, and what it takes in after all. */
export const exceptionRules: readonly Rule[] = [
  {
    name: "es.except",
    words:
      "a con sin pero y menos excepto exepto exceptuando salvo quitando omitiendo saltando saltandose saltandote salteando fuera no evitando descontando excluyendo ignorando".split(
        " ",
      ),
    span: "bound",
    read: as(sequence(but, exceptDays), ([, says]) => ({ says })),
  },
  {
    name: "es.notThose",
    words: ["y", "ya", "no", "en", "como"],
    span: "bound",
    // "los lunes a las 8 y no los jueves como hasta ahora", "a las 9 en vez de a las 8": what was before, and no longer
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(
          either(notAnyMore, insteadOf),
          maybe(word("los", "el", "las", "cada")),
          contrasted,
          maybe(word(",")),
          maybe(asBefore),
        ),
        ([, , former], line, at) => (isContrast(line, at, former) ? { says: {} } : undefined),
      ),
      as(
        sequence(
          either(notAnyMore, insteadOf),
          maybe(word("a")),
          word("las", "la"),
          hour,
          maybe(word(",")),
          maybe(asBefore),
        ),
        (_, line, at) => (isHourBefore(line, at) ? { says: {} } : undefined),
      ),
      as(asBefore, () => ({ says: {} })),
    ),
  },
  {
    name: "es.daysOff",
    kinds: ["weekday", "dayset"],
    words: ["los", "el", "fines", "en", "dias", "festivos", "feriados", "puentes", "vacaciones", "semana"],
    span: "bound",
    // "los miércoles no", "fines de semana libres", "festivos excluidos"
    read: either<readonly Shape<Read>[]>(
      as(sequence(the, days, off), ([, exceptWeekdays]) => ({ says: { exceptWeekdays } })),
      as(
        sequence(
          word("los", "el", "las"),
          days,
          maybe(word("ya")),
          word("no"),
          maybe(
            words("hace falta", "hay turno", "se trabaja", "trabajamos", "aplica", "toca", "es necesario", "corre"),
          ),
        ),
        // "lo de los viernes ya no" is about something else
        ([, exceptWeekdays], line, at) =>
          line.tokens[at - 1]?.text === "de" ? undefined : { says: { exceptWeekdays } },
      ),
      // "en diciembre no"
      as(
        sequence(word("en"), maybe(words("el mes de")), monthList, maybe(word("ya")), word("no"), boundary),
        ([, , exceptMonths]) => ({
          says: { exceptMonths },
        }),
      ),
      as(sequence(weekend, word("no"), boundary), () => ({ says: { exceptWeekdays: [6, 7] } })),
      as(sequence(holidays, either(off, word("no"))), () => ({ says: { refuse: "holiday-calendar" as const } })),
    ),
  },
  {
    name: "es.daysIncluded",
    kinds: ["weekday", "dayset"],
    words: [
      "los",
      "sea",
      "sean",
      "sin",
      "aunque",
      "da",
      "no",
      "asi",
      "fines",
      "incluidos",
      "incluyendo",
      "incluso",
      "incluido",
      "tambien",
      "festivos",
    ],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(the, days, maybe(word("tambien")), word("incluidos", "incluido", "inclusive")),
        ([, alsoWeekdays]) => ({
          says: { alsoWeekdays },
        }),
      ),
      as(sequence(word("incluidos", "incluyendo", "incluso", "incluido"), the, days), ([, , alsoWeekdays]) => ({
        says: { alsoWeekdays },
      })),
      // "a las 8 y a las 20, también los fines de semana"
      as(sequence(word("tambien"), maybe(word("en")), the, days, boundary), ([, , , alsoWeekdays]) => ({
        says: { alsoWeekdays, recurs: true as const },
      })),
      as(
        sequence(
          either(words("incluso en", "tambien en"), word("incluidos", "incluso", "incluyendo", "incluido")),
          holidays,
        ),
        () => ({ says: {} }),
      ),
      as(sequence(holidays, word("incluidos", "incluido", "inclusive")), () => ({ says: {} })),
      as(sequence(word("sea", "sean"), maybe(word("un")), holidays, words("o no")), () => ({ says: {} })),
      // "sin importar si es festivo"
      as(
        sequence(
          words(
            "sin importar si",
            "sin importar que",
            "aunque",
            "da igual si",
            "no importa si",
            "asi sea",
            "asi caiga en",
          ),
          maybe(word("es", "sea", "cae", "caiga", "sean")),
          maybe(word("en", "un")),
          holidays,
        ),
        () => ({ says: {} }),
      ),
    ),
  },
  {
    name: "es.exceptHours",
    words: ["menos", "excepto", "salvo", "pero", "y", "no", "quitando", "exceptuando", "excluyendo", "sin", "fuera"],
    span: "bound",
    // hours that a rhythm leaves out: asked for as the hours in which it runs
    read: as(
      sequence(
        but,
        word("de", "entre", "desde"),
        maybe(word("las", "la")),
        hour,
        word("a", "y", "hasta", "-"),
        maybe(word("las", "la")),
        hour,
      ),
      (): Read => ({ says: { ask: "not-understood" } }),
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
          word("o", "y"),
          maybe(words("si no", "bien")),
          word("el", "al"),
          maybe(unitOf("day")),
          maybe(word("habil", "laborable")),
          word("siguiente", "proximo", "anterior", "previo"),
          maybe(unitOf("day")),
          maybe(word("habil", "laborable")),
        ),
        () => ({ says: { refuse: "not-expressible" as const } }),
      ),
      as(
        sequence(
          maybe(word("y")),
          words("si cae en", "si es", "si coincide con", "si cae", "si toca en", "si toca"),
          maybe(word("un", "el")),
          either(holidays, weekend, kind("weekday")),
        ),
        () => ({ says: { refuse: "not-expressible" as const } }),
      ),
    ),
  },
];
