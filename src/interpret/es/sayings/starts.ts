import type { Read, Rule } from "../../phrases/phrase.ts";
import type { DayWords, PointWords, Saying } from "../../phrases/saying.ts";
import {
  ahead,
  as,
  boundary,
  either,
  kind,
  kindIf,
  type Line,
  type Match,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { hour } from "./hours.ts";
import { date } from "./namedDays.ts";
import { boundDay, startPoint } from "./points.ts";
import { dayNumber } from "./shapes.ts";
import { begins } from "../verbs.ts";

const the = maybe(word("el", "en", "a"));
const onwards = words("en adelante", "para adelante", "hacia adelante", "en lo sucesivo");
/** Looks a few words ahead for the end of "del 2 de noviembre en adelante": "de" begins so much else. */
function onwardsAhead({ tokens }: Line, at: number): Match<true> | undefined {
  for (let next = at; next < at + 9; next++)
    if (/^(?:adelante|sucesivo)$/.test(tokens[next]?.text ?? "")) return { value: true, next: at };
  return undefined;
}
const since = either(words("a partir de", "a partir del", "a contar de", "a contar del"), word("desde"));
const effective = either(
  sequence(word("con"), word("efecto", "efectos", "vigencia", "validez", "inicio", "comienzo", "arranque")),
  word("vigente", "vigentes", "efectivo", "valido", "valida"),
  words("en vigor"),
);
const clockBehind = as(hour, ({ time, isOpen }) => (isOpen ? undefined : time));
/** "Mañana a las 9", "el lunes 13:00". */
const hourOfDay: Shape<PointWords> = as(
  sequence(maybe(word("el")), boundDay, maybe(words("a las", "a la")), maybe(clockBehind)),
  ([, { day, time: said }, , behind]) => {
    const time = said ?? behind;
    return day && time ? { day, time } : undefined;
  },
);
const included = word("inclusive", "incluido", "incluida");

/** "Empieza", "que arranque": a beginning by a verb that could also be the work, so that it needs a rhythm beside it. */
const beginsAsked: Shape<unknown> = sequence(maybe(sequence(maybe(word("y")), word("que"))), begins);
const rhythm = either(
  kind("every"),
  kind("frequency"),
  words(
    "todos los",
    "todas las",
    "a diario",
    "entre semana",
    "al dia",
    "por dia",
    "a la semana",
    "por semana",
    "al mes",
  ),
  sequence(word("los", "las"), kind("weekday")),
  sequence(word("de"), kind("weekday"), word("a")),
);

const idle = new Set("por favor porfa no pero mejor que y solo entonces gracias dexter".split(" "));
const isIdle = (token: Token | undefined) => token === undefined || token.shape === "sign" || idle.has(token.text);

/** Whether the sentence says a rhythm behind this place, or there is nothing but the beginning in it. */
export function hasRhythm(line: Line, from: number, to: number): boolean {
  const { sentence } = line.tokens[from] ?? {};
  let isAlone = true;
  for (let at = from - 1; at >= 0 && line.tokens[at]?.sentence === sentence; at--) {
    if (rhythm(line, at)) return true;
    isAlone &&= isIdle(line.tokens[at]);
  }
  for (let at = to; at < line.tokens.length && line.tokens[at]?.sentence === sentence; at++) {
    if (rhythm(line, at)) return true;
    isAlone &&= isIdle(line.tokens[at]);
  }
  return isAlone;
}

/** "El 3", "3", in a range whose month stands at its other end. */
const dayOf: Shape<number> = as(sequence(maybe(word("el", "dia")), dayNumber), ([, day]) => day);
const isDay = (day: DayWords | undefined) => day !== undefined && day.kind !== "month" && day.kind !== "weekday";

const yearNumber = kindIf("number", ({ value }) => value >= 2000 && value < 2100);
/** Behind a year stands no noun in the plural: "en 2028 piezas". */
const notCounted: Shape<true> = ({ tokens }, at) =>
  tokens[at]?.meanings.length === 0 && /[ae]s$/.test(tokens[at]?.text ?? "") ? undefined : { value: true, next: at };

/** When a schedule starts. */
export const startRules: readonly Rule[] = [
  {
    name: "es.from",
    words: ["a", "desde"],
    span: "bound",
    read: as(sequence(since, the, startPoint, maybe(onwards)), ([, , from]) => ({ says: { from } })),
  },
  {
    name: "es.beginning",
    words:
      "empezando comenzando iniciando arrancando partiendo con en vigente vigentes efectivo valido valida que y".split(
        " ",
      ),
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      as(
        sequence(
          either(word("empezando", "comenzando", "iniciando", "arrancando", "partiendo"), effective),
          maybe(either(since, word("de", "del"))),
          the,
          startPoint,
          maybe(onwards),
        ),
        ([, , , from]) => ({ says: { from } }),
      ),
      as(sequence(maybe(word("y")), word("que"), begins, maybe(since), the, startPoint), ([, , , , , from]) => ({
        says: { from },
      })),
    ),
  },
  {
    name: "es.beginsThen",
    words:
      "empieza empiece empeza empiezalo empezar comienza comience comenza comenzar inicia inicie inicialo iniciar arranca arranque arrancalo arrancar".split(
        " ",
      ),
    span: "bound",
    // "arranca mañana a las 7 y luego cada 4 horas", "empieza el lunes"
    read: as(
      sequence(
        beginsAsked,
        maybe(since),
        the,
        startPoint,
        maybe(
          sequence(
            maybe(word(",")),
            maybe(word("y")),
            words("luego", "despues", "de ahi", "a partir de ahi", "desde ahi"),
            maybe(words("en adelante")),
          ),
        ),
      ),
      ([, , , from], line, at, next) => (hasRhythm(line, at, next) ? { says: { from } } : undefined),
    ),
  },
  {
    name: "es.inYear",
    words: ["en", "durante"],
    span: "bound",
    // "todos los lunes en 2028"; "en 2028 piezas" counts
    read: as(
      sequence(word("en", "durante"), maybe(words("todo el", "el")), maybe(word("ano")), yearNumber, notCounted),
      ([, , , { value: year }]) => ({
        says: {
          from: { day: { kind: "date", month: 1, day: 1, year } as const },
          until: { day: { kind: "date", month: 12, day: 31, year } as const },
        },
        bare: true as const,
      }),
    ),
  },
  {
    name: "es.firstTime",
    words: ["la", "el", "siendo"],
    span: "bound",
    // "…; la primera el 9 de diciembre"
    read: as(
      sequence(
        maybe(word("siendo")),
        words(
          "la primera vez",
          "la primera",
          "el primero",
          "la proxima vez",
          "la proxima",
          "la siguiente vez",
          "la siguiente",
          "el siguiente",
        ),
        maybe(word("sera", "es", "sea", "seria", ",", ":")),
        word("el", "manana"),
        not(word("mes")),
        (line, at) => startPoint(line, at - 1),
        boundary,
      ),
      ([, , , , , from], line, at, next) => (hasRhythm(line, at, next) ? { says: { from } } : undefined),
    ),
  },
  {
    name: "es.fromOnwards",
    words: ["del", "de"],
    span: "bound",
    // "del 2 de noviembre en adelante"
    read: as(sequence(word("del", "de"), onwardsAhead, the, startPoint, onwards), ([, , , from]): Read => ({
      says: { from },
    })),
  },
  {
    name: "es.fromHourToHour",
    kinds: ["day", "weekday", "date", "number"],
    words: ["de", "del", "desde", "entre", "el"],
    span: "bound",
    // "mañana 9:00 - mañana 11:00", "entre hoy a las 15 y mañana a las 9"; "lunes 9:00 - viernes 17:00" may be each week's
    read: as(
      sequence(
        maybe(word("del", "de", "desde", "entre")),
        hourOfDay,
        word("-", "–", "—", "a", "al", "hasta", "y"),
        hourOfDay,
      ),
      ([lead, from, between, until]): Read | undefined => {
        const isSign = /^[-–—]$/.test(between);
        if (!isSign && (lead === undefined || (between === "y") !== (lead === "entre"))) return undefined;
        const isWeekly = from.day?.kind === "weekday" || until.day?.kind === "weekday";
        const says: Saying = isWeekly ? { ask: "not-understood" } : { from, until };
        return lead ? { says } : { says, bare: true };
      },
    ),
  },
  {
    name: "es.fromDayTo",
    words: ["del", "de", "desde", "entre"],
    span: "bound",
    read: either<readonly Shape<Read>[]>(
      // "del 1 al 4 de marzo", "entre el 1 y el 30 de junio"
      as(
        sequence(
          word("del", "desde", "entre"),
          dayOf,
          word("al", "hasta", "y"),
          maybe(word("el")),
          date,
          maybe(included),
        ),
        ([, day, , , until]) => ({ says: { from: { day: { ...until, day } }, until: { day: until } } }),
      ),
      // "del 12 de enero al 15"
      as(
        sequence(
          word("del", "desde", "entre"),
          maybe(word("el")),
          date,
          word("al", "hasta", "y"),
          dayOf,
          ahead(notMonth),
        ),
        ([, , from, , day]) =>
          day > from.day ? { says: { from: { day: from }, until: { day: { ...from, day } } } } : undefined,
      ),
      as(
        sequence(
          either(
            word("del", "entre"),
            sequence(word("de"), ahead(either(kind("day"), kind("date"), word("este", "esta")))),
          ),
          maybe(word("el")),
          boundDay,
          word("al", "a", "hasta", "y"),
          maybe(word("el")),
          boundDay,
          maybe(included),
        ),
        ([lead, , from, between, , until]) => {
          if ((between === "y") !== (lead === "entre") || (!isDay(from.day) && !isDay(until.day))) return undefined;
          if (from.time ?? until.time ?? from.day?.kind === "month") return undefined;
          return { says: { from, until } };
        },
      ),
    ),
  },
];

function notMonth({ tokens }: Line, at: number): Match<true> | undefined {
  const token = tokens[at];
  return token?.text === "de" || token?.text === "/" ? undefined : { value: true, next: at };
}
