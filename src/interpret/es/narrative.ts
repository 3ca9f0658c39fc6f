import type { Line } from "../shape.ts";
import type { Token } from "../token.ts";

const articles = new Set(
  "el la los las un una unos unas mi mis tu su sus nuestro nuestra nuestros nuestras este esta ese esa aquel lo".split(
    " ",
  ),
);

/** Verbs of sentences that tell how things are. */
const telling = new Set(
  "va van viene vienen es son era eran fue fueron esta estan estaba estaban estuvo estuve estuvimos estoy estamos hay habia hubo llega llegan llego pasa pasan paso vence vencen vencio cambia cambian empieza empiezan empezo comienza comienzan termina terminan termino acaba acaban acabo arranca arrancan cierra cierran abre abren sale salen salio entra entran tiene tienen tenia tuvo tuvimos tenemos tengo suele suelen queda quedan quedo dura duran dice dicen dijo falla fallan fallo para paran se quejo quejaron corre corria corrian ocurre ocurren sucede funciona funcionaba perdemos perdimos vamos fuimos toca tocaba cuesta sirve sigue siguen visita visitan reune reunimos descansa descansan".split(
    " ",
  ),
);
/** Verbs that nobody commands: "tenemos visita el 12". */
const selves = new Set(
  "es son era eran fue fueron esta estan estaba estaban estuvo estuve estuvimos estoy estamos hay habia hubo tenia tuvo tuvimos tenemos tengo perdemos perdimos vamos fuimos suele suelen".split(
    " ",
  ),
);
/** Words that wish for something: what stands around them is a request all the same. */
const wishes = new Set(
  "necesita necesito necesitamos quiero queremos quisiera favor quieren debe debes gustaria encantaria podria podrias deberia agradeceria".split(
    " ",
  ),
);
const thinking = new Set("creo pienso supongo imagino parece quiza quizas acaso dicen recuerdo".split(" "));
const asking = new Set("que cual cuales cuando cuanto cuantos cuantas cuanta quien quienes como donde por".split(" "));
const past = new Set("antes anteriormente antiguamente".split(" "));

/** The letters as they were written: accents tell "quedo" from "quedó". */
const written = ({ text }: Line, token: Token) => text.slice(token.start, token.end).toLowerCase();
const isPast = (line: Line, token: Token) =>
  token.shape === "word" &&
  token.meanings.length === 0 &&
  /(?:[aeiou]ba[ns]?|[^aeiou]ían?|ió|aron|ieron|[^aeiou]ó|imos)$/.test(written(line, token));

/** "El turno A va de 22:00 a 06:00", "Antes corría los lunes", "Cada lunes el camión llega tarde": nothing is asked for. */
export function isTold(line: Line, first: number, next: number): boolean {
  const { tokens } = line;
  const { sentence, clause } = tokens[first] ?? {};
  let start = first;
  while (start > 0 && tokens[start - 1]?.sentence === sentence && tokens[start - 1]?.clause === clause) start--;
  let end = next;
  while (end < tokens.length && tokens[end]?.sentence === sentence && tokens[end]?.clause === clause) end++;
  while (tokens[start]?.shape === "sign" && start < first) start++;
  const before = tokens.slice(start, first);
  const after = tokens.slice(next, end);
  if (tokens[start - 1]?.text === "¿" && asking.has(tokens[start]?.text ?? "") && start < first) return true;
  if (before.some((token) => wishes.has(token.text))) return false;
  const [one, two] = before;
  if (
    one &&
    (thinking.has(one.text) ||
      (one.text === "me" && two?.text === "parece") ||
      (one.text === "no" && two?.text === "se"))
  )
    return true;
  if (one && past.has(one.text) && before.some((token) => isPast(line, token))) return true;
  if (one && selves.has(one.text)) return true;
  // a subject and its verb in front of the time
  if (one && articles.has(one.text)) {
    return before.slice(1, 9).some((token, index) => telling.has(token.text) || (index > 0 && isPast(line, token)));
  }
  if (before.slice(0, 3).some((token, index) => isPast(line, token) && !articles.has(before[index - 1]?.text ?? "")))
    return true;
  // or behind it: "cada lunes el camión llega tarde"
  const said = after.filter((token) => token.shape !== "sign");
  const [subject, , verb, late] = said;
  return (
    before.length === 0 &&
    subject !== undefined &&
    articles.has(subject.text) &&
    ((verb !== undefined && telling.has(verb.text) && verb.text !== "para") ||
      (late !== undefined && telling.has(late.text) && late.text !== "para" && verb?.meanings.length === 0))
  );
}
