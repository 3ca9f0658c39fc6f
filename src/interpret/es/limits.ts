import type { Read, Rule } from "../phrase.ts";
import { as, boundary, either, kind, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import { butWords, end, start, weekendDays } from "./bounds.ts";
import { hour, weekdayList } from "./shapes.ts";

const the = maybe(word("los", "las", "el"));
const days = either(
  weekdayList,
  as(weekendDays, (): (6 | 7)[] => [6, 7]),
);
const effective = words(
  "con efecto",
  "con efectos",
  "con vigencia",
  "con validez",
  "con inicio",
  "en vigor",
  "vigente",
  "efectivo",
  "valido",
);
const from = words("desde", "a partir del", "a partir de", "del", "de");
/** "Mientras" with the mood of a condition; "mientras tanto" and what happens meanwhile are none. */
const lasts = word(
  ..."dure duren siga sigan este esten haya no sea sean continue continuen corra corran permanezca permanezcan quede queden exista existan".split(
    " ",
  ),
);

/** Further words for where a schedule starts and ends, and for what it leaves out. */
export const limitRules: readonly Rule[] = [
  {
    name: "es.withEffectFrom",
    words: ["con", "en", "vigente", "efectivo", "valido"],
    span: "bound",
    read: as(
      sequence(effective, from, maybe(word("el")), start, maybe(words("en adelante"))),
      ([, , , point]): Read => ({ says: { from: point } }),
    ),
  },
  {
    name: "es.fromOnwards",
    words: ["del", "de", "desde", "a"],
    span: "bound",
    // "del 2 de noviembre en adelante"
    read: as(
      sequence(from, maybe(word("el")), start, words("en adelante", "para adelante", "en lo sucesivo")),
      ([, , point]): Read => ({ says: { from: point } }),
    ),
  },
  {
    name: "es.lastTime",
    words: ["por", "la", "con", "siendo", "terminando", "acabando", "finalizando", "concluyendo"],
    span: "bound",
    read: as(
      sequence(
        words(
          "por ultima vez",
          "la ultima vez",
          "siendo la ultima vez",
          "siendo la ultima",
          "con ultima ejecucion",
          "con fin",
          "con final",
          "terminando",
          "acabando",
          "finalizando",
          "concluyendo",
        ),
        maybe(word("el", "en")),
        end,
      ),
      ([, , point]): Read => ({ says: { until: { ...point, inclusive: true } } }),
    ),
  },
  {
    name: "es.daysOff",
    kinds: ["weekday", "dayset"],
    words: ["los", "fines"],
    span: "bound",
    read: as(
      sequence(
        the,
        days,
        either(word("libres", "libre", "descansados", "fuera"), words("de descanso", "sin servicio", "quedan fuera")),
      ),
      ([, exceptWeekdays]): Read => ({ says: { exceptWeekdays } }),
    ),
  },
  {
    name: "es.daysNot",
    words: ["los", "el"],
    span: "bound",
    // "el miércoles no", "los domingos no hace falta"
    read: as(
      sequence(
        word("los", "el"),
        days,
        word("no"),
        either(words("hace falta", "hay turno", "se trabaja", "trabajamos", "aplica", "toca"), boundary),
      ),
      ([, exceptWeekdays]): Read => ({ says: { exceptWeekdays } }),
    ),
  },
  {
    name: "es.daysIncluded",
    kinds: ["weekday", "dayset"],
    words: ["los", "fines", "incluidos", "incluyendo", "incluso", "incluido"],
    span: "bound",
    read: as(
      either<readonly Shape<readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[]>[]>(
        as(
          sequence(the, days, maybe(word("tambien")), word("incluidos", "incluido", "inclusive")),
          ([, named]) => named,
        ),
        as(sequence(word("incluidos", "incluyendo", "incluso", "incluido"), the, days), ([, , named]) => named),
      ),
      (alsoWeekdays): Read => ({ says: { alsoWeekdays } }),
    ),
  },
  {
    name: "es.exceptHours",
    words: ["menos", "excepto", "salvo", "pero", "y", "no", "quitando", "exceptuando", "excluyendo", "sin", "fuera"],
    span: "bound",
    // hours that a rhythm leaves out: asked for as the hours in which it runs
    read: as(
      sequence(
        butWords,
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
    name: "es.condition",
    words: ["mientras", "siempre", "con", "a", "salvo", "solo", "excepto"],
    span: "bound",
    read: as(
      either(
        sequence(word("mientras"), lasts, not(kind("daypart"))),
        words(
          "siempre y cuando",
          "con tal de que",
          "a condicion de que",
          "a menos que",
          "a no ser que",
          "salvo que",
          "salvo si",
          "excepto si",
          "solo si",
          "solo cuando",
          "solo mientras",
        ),
      ),
      (): Read => ({ says: { refuse: "event" } }),
    ),
  },
];
