import type { Rule } from "../../phrases/phrase.ts";
import {
  as,
  either,
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

const opensRequest: Shape<true> = ({ tokens }, at) => {
  const before = tokens[at - 1];
  return before === undefined || before.shape === "sign" || before.text === "pero"
    ? { value: true, next: at }
    : undefined;
};

const saysDay = (token: Token | undefined) =>
  token?.meanings.some(({ kind }) => kind === "weekday" || kind === "date" || kind === "day" || kind === "month") ===
  true;

/** "… del miércoles … al jueves": from one day to another. */
function namesBothDays({ tokens }: Line, at: number): Match<true> | undefined {
  let left = false;
  for (let index = at; index < tokens.length && tokens[index]?.sentence === tokens[at]?.sentence; index++) {
    const text = tokens[index]?.text ?? "";
    const isArticle = /^(el|la|los)$/.test(tokens[index + 1]?.text ?? "");
    // "pasa lista de lunes a viernes" names a range
    if (!isArticle && text === "de" && tokens[index + 2]?.text === "a") {
      index += 2;
      continue;
    }
    const names = saysDay(tokens[index + (isArticle ? 2 : 1)]);
    if (names && /^(de|del|desde)$/.test(text)) left = true;
    else if (names && left && /^(a|al|para)$/.test(text)) return { value: true, next: at };
  }
  return undefined;
}

const scheduled = either(
  words("lo que corre", "lo que corra", "lo que se ejecuta", "lo que se ejecute", "lo que este programado"),
  words("lo que esta programado", "lo que hay programado", "lo que haya programado", "lo que tienes programado"),
  words("lo que tengas programado", "lo que programe", "lo que programaste", "lo programado", "lo agendado"),
);

/** "¿Ya hay …?", "¿se ejecuta algo …?", and not "¿hay forma de que …?". */
const asksOfState = sequence(
  maybe(word("y")),
  maybe(word("ya", "aun", "todavia", "acaso")),
  either(
    word("hay", "habia", "hubo", "tengo", "tenemos", "existe", "existen"),
    sequence(maybe(word("se")), word("corre", "corren", "ejecuta"), word("algo", "alguna", "algun")),
  ),
  not(sequence(maybe(word("alguna", "una")), word("manera", "forma", "posibilidad", "modo", "que"))),
);

/** Sentences about schedules that exist already, which are no request for a new one. */
export const orderRules: readonly Rule[] = [
  {
    name: "es.moveFromTo",
    words:
      "mueve muevan muevas mover cambia cambiar pasa pasar reprograma reprogramar aplaza aplazar pospon posponer adelanta adelantar retrasa retrasar recorre traslada trasladar".split(
        " ",
      ),
    span: "schedule",
    read: as(
      sequence(opensRequest, (_, at) => ({ value: true, next: at + 1 }), namesBothDays),
      () => ({ says: { refuse: "not-understood" as const } }),
    ),
  },
  {
    name: "es.stopScheduled",
    words:
      "borra borrar elimina eliminar cancela cancelar quita quitar deten detener suspende suspender pausa pausar apaga para".split(
        " ",
      ),
    span: "schedule",
    read: as(
      sequence(opensRequest, (_, at) => ({ value: true, next: at + 1 }), maybe(word("todo")), scheduled),
      () => ({ says: { refuse: "cancellation" as const } }),
    ),
  },
  {
    name: "es.prohibition",
    words: ["no"],
    span: "schedule",
    // "No mandes el informe los viernes": nothing is left to do; with a comma more is said than the prohibition
    read: ({ tokens }, at) => {
      const isObject = /^(?:me|nos|les?|l[oa]s?|se)$/.test(tokens[at + 1]?.text ?? "");
      const verb = tokens[at + (isObject ? 2 : 1)];
      const isForbidden =
        (at === 0 || (at < 8 && opensRequest({ text: "", tokens }, at) !== undefined)) &&
        verb?.meanings.length === 0 &&
        /[^s][ae]s$/.test(verb.text);
      if (!isForbidden || /^(?:olvides|dejes|mas|menos|tardes|pierdas)$/.test(verb.text)) return undefined;
      const isPlain = tokens.slice(at).every(({ shape, text }, index, all) => {
        const isPolite = /^(?:porfa|por|gracias|please|asi|que|porque)$/.test(all[index + 1]?.text ?? "");
        return shape !== "sign" || text === "." || isPolite;
      });
      return isPlain ? { value: { says: { refuse: "not-understood" } }, next: at + 2 } : undefined;
    },
  },
  {
    name: "es.questionOfState",
    words: [
      "ya",
      "aun",
      "todavia",
      "acaso",
      "y",
      "hay",
      "habia",
      "hubo",
      "tengo",
      "tenemos",
      "existe",
      "existen",
      "corre",
      "corren",
      "se",
    ],
    span: "schedule",
    read: (line, at) => {
      if (line.tokens[at - 1]?.text !== "¿") return undefined;
      const match = asksOfState(line, at);
      return match && { value: { says: { refuse: "not-understood" } }, next: match.next };
    },
  },
];
