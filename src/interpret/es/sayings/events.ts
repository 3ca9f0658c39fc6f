import type { Rule } from "../../phrases/phrase.ts";
import { ifYouPlease } from "../request/frames.ts";
import { isTelling } from "../request/narrative.ts";
import {
  as,
  boundary,
  either,
  kind,
  type Match,
  type Line,
  maybe,
  not,
  sequence,
  type Shape,
  word,
  words,
} from "../../phrases/shape.ts";

/** Only where a clause begins: behind a sign, or at the start of the request. "… y, si hay merma, …" goes on with the work. */
const opensClause: Shape<true> = ({ tokens }: Line, at): Match<true> | undefined => {
  const before = tokens[at - 1];
  if (before?.text === "," && /^(?:y|e|pero)$/.test(tokens[at - 2]?.text ?? "")) return undefined;
  const isGreeting = /^(?:oye|che|mira|bueno|hola|dexter|porfa|favor|pero)$/.test(before?.text ?? "");
  return before === undefined || before.shape === "sign" || isGreeting ? { value: true, next: at } : undefined;
};

/** "Mañana a las 5:30, antes de que entre el turno": the time is said, the event only explains it. */
function followsTime({ tokens }: Line, at: number): boolean {
  const { sentence } = tokens[at] ?? {};
  return tokens
    .slice(0, at)
    .some(
      (token) =>
        token.sentence === sentence &&
        token.meanings.some(({ kind: of }) => of === "clock" || of === "weekday" || of === "day" || of === "every"),
    );
}

/** "… y avísame | cuando esté": what is told, once the work is done. */
const isReport = ({ tokens }: Line, at: number) =>
  tokens[at]?.text === "cuando" &&
  /^(?:avis|di|notific|cont|confirm)[a-z]*(?:me|nos|les?)$/.test(tokens[at - 1]?.text ?? "");

/** "Cada día a las 7, | solo si llueve"; in "avísame solo si está libre" and "sácala solo si está llena" it is the work's. */
const besideTime: Shape<true> = ({ tokens }, at) => {
  const before = tokens[at - 1];
  const isBeside =
    before === undefined || before.shape !== "word" || before.text === "pero" || before.meanings.length > 0;
  return isBeside ? { value: true, next: at } : undefined;
};

/** "A las 23:30, cuando ya no hay nadie": how things are at that time; "cuando llegue" waits for it. */
function tellsOfTime({ tokens }: Line, at: number): boolean {
  if (tokens[at]?.text !== "cuando") return false;
  const before = tokens.slice(Math.max(0, at - 5), at);
  const isTimed = before.some((token) => token.meanings.some(({ kind: of }) => of === "clock" || of === "daypart"));
  return isTimed && tokens.slice(at + 1, at + 5).some((token) => token.text !== "se" && isTelling(token));
}

const shift = word(
  "turno",
  "lote",
  "corrida",
  "arranque",
  "proceso",
  "produccion",
  "ciclo",
  "cambio",
  "parada",
  "paro",
  "mantenimiento",
);

/** "Mientras" with the mood of a condition; "mientras tanto" and what happens meanwhile are none. */
const lasts = word(
  ..."dure duren siga sigan este esten haya no sea sean continue continuen corra corran permanezca permanezcan quede queden exista existan".split(
    " ",
  ),
);

const asks = either(
  words("por que"),
  word("que", "cuando", "cuanto", "cuantos", "cuantas", "donde", "quien", "como", "cual"),
);

/** "¿Qué te parece si cada lunes …?": a wish. */
export const proposes = words("que te parece si", "que les parece si", "que tal si", "que opinas si");

/** Words that wait for something to happen. Jobs start at a time, not at an event. */
export const eventRules: readonly Rule[] = [
  {
    name: "es.event",
    words: ["cuando", "cada", "en", "tan", "apenas", "siempre", "nada", "tras", "despues", "antes"],
    span: "schedule",
    read: as(
      either(
        words("cada vez que", "cada que", "en cuanto", "tan pronto como", "siempre que", "apenas"),
        sequence(word("cuando"), not(either(word("puedas", "pueda", "puedan", "quieras", "gustes"), boundary))),
        sequence(words("nada mas"), maybe(word("que")), (line, at) => infinitive(line, at)),
        sequence(words("despues de", "antes de", "tras"), word("que", "cada")),
        sequence(
          words("despues de", "antes de", "tras", "despues del", "antes del"),
          maybe(word("cada", "el", "la", "un", "una")),
          maybe(words("cambio de")),
          shift,
        ),
      ),
      (_, line, at) =>
        ((/^(antes|despues|tras)$/.test(line.tokens[at]?.text ?? "") || isReport(line, at)) && followsTime(line, at)) ||
        tellsOfTime(line, at)
          ? undefined
          : { says: { refuse: "event" as const } },
    ),
  },
  {
    name: "es.eventAtStart",
    words: ["si", "al", "una", "en", "mientras", "tras", "despues", "antes", "a"],
    span: "schedule",
    read: as(
      sequence(
        opensClause,
        not(ifYouPlease),
        either(
          words(
            "si",
            "mientras",
            "una vez que",
            "en caso de que",
            "en caso de",
            "una vez",
            "despues de",
            "antes de",
            "tras",
          ),
          sequence(words("al", "a"), infinitive),
          sequence(
            words("al inicio", "al comienzo", "al final", "al principio", "al cierre", "al termino"),
            word("de", "del"),
            maybe(word("cada", "el", "la")),
            shift,
          ),
          sequence(words("al cambio de", "en cada cambio de"), shift),
        ),
        not(either(word("tanto", "cada", "por"), boundary)),
      ),
      (_, line, at) =>
        /^(antes|despues|tras|mientras)$/.test(line.tokens[at]?.text ?? "") && followsTime(line, at)
          ? undefined
          : { says: { refuse: "event" as const } },
    ),
  },
  {
    name: "es.aroundShift",
    words: ["al", "en"],
    span: "schedule",
    read: as(
      either(
        sequence(
          words("al inicio", "al comienzo", "al final", "al principio", "al cierre", "al termino", "al fin"),
          words("de cada", "del", "de los"),
          shift,
        ),
        sequence(
          words("al terminar", "al empezar", "al comenzar", "al acabar", "al iniciar", "al finalizar"),
          maybe(word("cada", "el", "la")),
          shift,
        ),
        sequence(words("en cada"), maybe(words("cambio de")), shift),
      ),
      () => ({ says: { refuse: "event" as const } }),
    ),
  },
  {
    name: "es.sun",
    words: ["al", "a", "con", "antes", "despues"],
    span: "schedule",
    read: as(
      words(
        "al amanecer",
        "al anochecer",
        "al atardecer",
        "a la salida del sol",
        "a la puesta del sol",
        "al salir el sol",
        "al ponerse el sol",
        "con la marea alta",
        "con la marea baja",
        "con la salida del sol",
        "antes del amanecer",
        "despues del anochecer",
        "a la luna llena",
      ),
      () => ({
        says: { refuse: "astronomical" as const },
      }),
    ),
  },
  {
    name: "es.movableFeast",
    words: ["en", "el", "la", "cada", "viernes", "jueves"],
    span: "schedule",
    // only a calendar of feasts knows them
    read: as(
      sequence(
        maybe(word("en", "el", "la", "cada")),
        words(
          "viernes santo",
          "jueves santo",
          "sabado santo",
          "semana santa",
          "lunes de pascua",
          "domingo de pascua",
          "domingo de ramos",
          "martes de carnaval",
          "miercoles de ceniza",
          "corpus christi",
          "dia de la madre",
          "dia del padre",
        ),
      ),
      () => ({ says: { refuse: "holiday-calendar" as const } }),
    ),
  },
  {
    name: "es.question",
    words: ["por", "que", "cuando", "cuanto", "cuantos", "cuantas", "donde", "quien", "como", "cual"],
    span: "schedule",
    read: (line, at) => {
      if (line.tokens[at - 1]?.text !== "¿" || at > 1 || proposes(line, at)) return undefined;
      const match = asks(line, at);
      return match && { value: { says: { refuse: "not-understood" as const } }, next: match.next };
    },
  },
  {
    name: "es.forget",
    words: ["olvidalo", "cancelalo", "dejalo", "olvidate", "cancela"],
    span: "schedule",
    read: as(
      sequence(
        word("olvidalo", "cancelalo", "dejalo", "olvidate", "cancela"),
        maybe(words("asi", "por ahora", "todo", "de eso", "eso")),
        boundary,
      ),
      () => ({ says: { refuse: "cancellation" as const } }),
    ),
  },
  {
    name: "es.cancel",
    words: ["deja", "ya", "deten", "cancela", "elimina", "borra", "para", "quita", "dejad", "detener", "cancelar"],
    span: "schedule",
    read: as(
      sequence(
        opensClause,
        either(
          words("deja de", "dejad de"),
          // "ya no cada semana, …" corrects
          sequence(
            words("ya no"),
            not(either(kind("every"), kind("weekday"), word("el", "la", "los", "las", "a", "en"))),
          ),
          sequence(
            word("deten", "cancela", "elimina", "borra", "detener", "cancelar", "quita"),
            word("la", "el", "los", "las", "mi", "mis", "este", "esta", "todas", "todos"),
            maybe(word("las", "los", "mis")),
            word(
              "tarea",
              "tareas",
              "trabajo",
              "trabajos",
              "recordatorio",
              "recordatorios",
              "programacion",
              "programaciones",
              "automatizacion",
            ),
          ),
        ),
      ),
      () => ({ says: { refuse: "cancellation" as const } }),
    ),
  },
  {
    name: "es.condition",
    words: ["mientras", "siempre", "con", "a", "salvo", "solo", "unicamente", "excepto", "menos"],
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
          "excepto cuando",
          "salvo cuando",
          "menos cuando",
          "menos si",
        ),
        sequence(besideTime, words("solo si", "solo cuando", "solo mientras", "unicamente si", "unicamente cuando")),
      ),
      () => ({ says: { refuse: "event" as const } }),
    ),
  },
];

function infinitive({ tokens }: Line, at: number): Match<string> | undefined {
  const token = tokens[at];
  return token && /^[a-z]{2,}(?:ar|er|ir)(?:se|lo|la|le|los|las|les)?$/.test(token.text)
    ? { value: token.text, next: at + 1 }
    : undefined;
}
