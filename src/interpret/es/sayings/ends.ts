import type { Read, Rule } from "../../phrases/phrase.ts";
import type { Saying } from "../../phrases/saying.ts";
import {
  as,
  boundary,
  either,
  kind,
  kindIf,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import { endPoint, periodFromNow } from "./points.ts";
import { amount, duration, weekdayList } from "./shapes.ts";
import { hasRhythm } from "./starts.ts";
import { stops } from "../verbs.ts";

const included = either(words("ese dia incluido"), word("inclusive", "incluido", "incluida", "incluyendolo"));
const only = either(word("solo", "solamente", "unicamente", "nomas"), words("nada mas", "tan solo", "no mas"));
const onlyBehind = either(
  words("en total", "nada mas", "no mas", "y ya", "y listo"),
  word("mas", "unicamente", "solamente"),
);
const inARow = word("seguidos", "seguidas", "consecutivos", "consecutivas", "siguientes");
const coming = word("proximos", "proximas", "siguientes", "primeras", "primeros");
const times = word("vez", "veces", "ocasiones", "ejecuciones", "repeticiones", "corridas", "envios");
const workdays = word("habiles", "laborables", "laborales");
const until = either(words("hasta que llegue", "hasta que sea"), word("hasta"));
const openEnd = either(
  words("hasta nuevo aviso"),
  sequence(
    words("hasta que"),
    maybe(word("yo", "nosotros")),
    maybe(word("te", "lo", "se", "os", "le")),
    word("diga", "digamos", "avise", "avisemos", "cancele", "cancelemos", "indique", "ordene", "pare", "quite"),
  ),
);
/** An end that is named elsewhere: nobody knows when that is. */
const thatDay = either(
  words("ese dia", "esa fecha", "ese momento", "esas fechas", "ese entonces", "aquel dia", "dicha fecha", "dicho dia"),
  word("entonces"),
);

/** From the first day of a period to its last. */
const within = (unit: "week" | "month" | "quarter" | "year", offset: number): Saying => ({
  ...(offset > 0 && { from: { day: { kind: "edge", unit, offset, edge: "start" } } }),
  until: { day: { kind: "edge", unit, offset, edge: "end" } },
});

/** When a schedule ends, and how often it occurs. */
export const endRules: readonly Rule[] = [
  {
    name: "es.until",
    words: ["hasta", "de"],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(sequence(openEnd, maybe(words("lo contrario", "otra cosa"))), () => ({ says: {} })),
      // "de aquí a fin de año"
      as(
        sequence(words("de aqui a", "de aqui al", "de hoy a", "de hoy al", "de ahora a"), maybe(word("el")), endPoint),
        ([, , point]) => ({ says: { until: point } }),
      ),
      as(sequence(word("hasta"), thatDay), () => ({ says: { refuse: "not-understood" as const } })),
      as(sequence(until, maybe(word("el", "al")), endPoint, maybe(included)), ([, , point, inclusive]) => ({
        says: { until: inclusive ? { ...point, inclusive: true } : point },
      })),
    ),
  },
  {
    name: "es.lastTime",
    words: ["por", "la", "con", "siendo", "terminando", "acabando", "finalizando", "concluyendo", "que", "y"],
    span: "bound",
    read: as(
      sequence(
        either(
          sequence(maybe(word("por", "la", "siendo")), maybe(word("la")), words("ultima vez", "ultima ejecucion")),
          words("siendo la ultima", "con ultima ejecucion", "con fin", "con final"),
          word("terminando", "acabando", "finalizando", "concluyendo"),
          sequence(maybe(word("y")), word("que"), maybe(word("se")), stops),
        ),
        maybe(word("el", "en")),
        endPoint,
      ),
      ([, , point]): Read => ({ says: { until: { ...point, inclusive: true } } }),
    ),
  },
  {
    name: "es.endsThen",
    words: "y termina termine acaba acabe finaliza finalice concluye concluya".split(" "),
    span: "bound",
    // "empieza el 1 de diciembre y termina el 28 de febrero"
    read: as(
      sequence(maybe(word("y")), maybe(word("se")), stops, maybe(word("el", "en")), endPoint, boundary),
      ([, , , , point], line, at, next) =>
        hasRhythm(line, at, next) ? { says: { until: { ...point, inclusive: true } } } : undefined,
    ),
  },
  {
    name: "es.count",
    kinds: ["number"],
    words: "solo solamente unicamente nomas nada tan no un durante por las los hasta maximo que despues y".split(" "),
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(
          maybe(
            either(
              sequence(only, maybe(words("por", "durante", "las proximas", "las siguientes"))),
              words("un total de", "un maximo de", "maximo", "por", "hasta", "que se repita", "que se repita solo"),
              sequence(maybe(word("durante", "por")), word("las", "los"), coming),
              sequence(maybe(sequence(maybe(word("y")), word("que"), stops)), words("despues de")),
            ),
          ),
          amount,
          maybe(word("sola", "unica", "solas")),
          times,
          maybe(onlyBehind),
          not(words("al", "a la", "por", "cada", "mas")),
        ),
        ([lead, n], line, at) =>
          n === 1 && line.tokens[at]?.text !== "1"
            ? { says: { once: true as const }, bare: true as const }
            : { says: { count: n }, ...(lead === undefined && { bare: true as const }) },
      ),
    ),
  },
  {
    name: "es.lasting",
    words: "durante por los las solo solamente unicamente nada tan en y todo todos cada dia de".split(" "),
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      // "los próximos 10 días hábiles"
      as(
        sequence(
          maybe(only),
          maybe(word("durante", "por", "en")),
          maybe(word("los")),
          maybe(coming),
          amount,
          maybe(coming),
          unitOf("day"),
          workdays,
        ),
        ([, lead, , before, n, behind]) =>
          (before ?? behind ?? lead)
            ? { says: { recurs: true as const, weekdays: [1, 2, 3, 4, 5] as const, business: true as const, count: n } }
            : undefined,
      ),
      as(
        sequence(maybe(only), maybe(word("durante", "por", "en")), word("los", "las"), coming, amount, kind("unit")),
        ([, , , , n, { value, times: factor = 1 }]) => ({ says: { lasting: { n: n * factor, unit: value } } }),
      ),
      // "durante la próxima hora"
      as(
        sequence(
          maybe(only),
          word("durante", "en", "por"),
          word("la", "el"),
          word("proxima", "siguiente", "proximo"),
          maybe(word("media")),
          unitOf("hour", "day"),
        ),
        ([, , , , half, { value }]) => ({
          says: { lasting: half ? { n: 30, unit: "minute" as const } : { n: 1, unit: value } },
        }),
      ),
      as(
        sequence(maybe(only), word("durante", "por"), maybe(word("solo")), duration, maybe(inARow)),
        ([lead, by, , length]) => ({
          says: { lasting: length },
          ...(by === "por" && lead === undefined && { bare: true as const }),
        }),
      ),
      as(
        sequence(maybe(word("durante", "por")), word("los"), coming, amount, weekdayList),
        ([, , , count, weekdays]) => ({ says: { recurs: true as const, weekdays, count } }),
      ),
      // "todos los días de la semana que viene"
      as(
        sequence(
          either(words("todos los dias", "cada dia", "cada uno de los dias")),
          word("de", "del"),
          maybe(word("la", "el")),
          periodFromNow,
        ),
        ([, , , { unit, offset }]) => ({
          says: { recurs: true as const, every: { unit: "day" as const, n: 1 }, ...within(unit, offset) },
        }),
      ),
      // "solo por hoy"
      as(sequence(maybe(only), word("por"), word("hoy"), maybe(words("nada mas"))), () => ({
        says: { until: { day: { kind: "day" as const, offset: 0 } } },
      })),
      // "las próximas 3 mañanas"
      as(
        sequence(
          maybe(word("durante", "por")),
          word("las"),
          coming,
          amount,
          kindIf("daypart", (it) => it.plural === true),
        ),
        ([, , , count, { value }]) => ({
          says: { recurs: true as const, every: { unit: "day" as const, n: 1 }, dayparts: [value], count },
        }),
      ),
      // "cada 10 minutos las 24 horas"
      as(
        either(
          sequence(
            maybe(word("durante")),
            word("las"),
            word("24", "veinticuatro"),
            words("horas"),
            maybe(words("del dia")),
          ),
          words("dia y noche", "de dia y de noche"),
        ),
        () => ({ says: {}, bare: true as const }),
      ),
      // "todo el año", "durante todo el año": no end at all
      as(sequence(maybe(word("durante")), words("todo el ano", "todo el santo ano", "los doce meses del ano")), () => ({
        says: {},
      })),
      // "durante la próxima semana", "todo el mes que viene", "solo este mes"
      as(
        sequence(
          either(word("durante"), only),
          maybe(only),
          maybe(word("por", "durante", "en")),
          maybe(word("toda", "todo")),
          periodFromNow,
        ),
        ([, , , , { unit, offset }]) => ({ says: within(unit, offset) }),
      ),
      as(
        sequence(
          maybe(word("durante", "por")),
          either(
            words(
              "el resto de",
              "el resto del",
              "lo que queda de",
              "lo que queda del",
              "lo que resta de",
              "lo que resta del",
            ),
          ),
          maybe(word("la", "el", "este", "esta")),
          unitOf("week", "month", "quarter", "year"),
        ),
        ([, , , { value }]) => ({
          says: { until: { day: { kind: "edge", unit: value as "week", offset: 0, edge: "end" } as const } },
        }),
      ),
    ),
  },
];
