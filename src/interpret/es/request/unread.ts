import { type Piece, piecesOf, saysHour, saysPeriod, timely, within } from "../../phrases/pieces.ts";
import type { Saying } from "../../phrases/saying.ts";
import { either, kind, kindIf, type Line, maybe, not, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import type { Meaning, Token } from "../../tokens/token.ts";
import { hour } from "../sayings/hours.ts";
import { isWhenItHappened } from "./narrative.ts";
import { date, feast } from "../sayings/namedDays.ts";
import { amount, article, duration } from "../sayings/shapes.ts";

const saysTime = (token: Token) => token.meanings.some(({ kind: of }) => timely.has(of));
const isNumber = (token: Token, next: Token | undefined) =>
  token.shape === "number" &&
  // "1) lee el calendario"
  next?.text !== ")" &&
  token.meanings.some(({ kind: of }) => of === "number" || of === "military");
/** Words that stand between the words of a schedule. */
const small = new Set(
  "a al el la los las lo y e o u pero de del en por para hasta desde antes despues entre sobre solo tambien otra vez veces mas menos no media cuarto punto siempre normalmente ademas luego tarde temprano todo todos toda todas".split(
    " ",
  ),
);
const isPlain = (token: Token) => token.shape !== "literal" && (token.meanings.length > 0 || small.has(token.text));

const dayWord = either(
  kind("weekday"),
  kind("dayset"),
  kind("day"),
  kind("date"),
  kind("clock"),
  kind("ordinal"),
  kind("daypart"),
);
/** "Ese tiempo", "ese período", "esas semanas": so long as was told somewhere else. */
const thatTime = sequence(
  word("ese", "este", "esa", "esta", "esos", "estos", "esas", "estas", "dicho", "dicha", "todo"),
  maybe(word("ese", "este")),
  either(word("tiempo", "periodo", "lapso", "plazo", "rato", "intervalo", "fase"), kind("unit")),
);
/** "Durante ese tiempo", "desde entonces", "mientras esté fuera": an end or a beginning that was told somewhere else. */
const bound: Shape<unknown> = either(
  words("desde entonces", "a partir de entonces", "a partir de ahi", "hasta entonces", "de ahora a entonces"),
  sequence(word("durante", "en", "por"), thatTime),
  sequence(word("mientras"), not(word("tanto"))),
);
/** "Durante el segundo turno": hours that only people know. */
const ofShift: Shape<unknown> = sequence(
  word("durante", "en"),
  maybe(either(article, word("cada", "todo", "mi", "su", "nuestro"))),
  maybe(word("el")),
  maybe(kind("ordinal")),
  word("turno", "jornada", "guardia", "clases", "recreo", "descanso"),
);
/** "Otra vez dos horas después", "media hora antes": so long from something else. */
const distance: Shape<unknown> = sequence(
  either(duration, sequence(amount, kind("unit")), kind("unit")),
  either(word("despues", "antes"), words("mas tarde", "mas temprano")),
  not(word("de", "del", "que")),
);
/** "De 3 a 5 piezas" counts. */
const notHours: Shape<true> = ({ tokens }, at) =>
  tokens[at]?.text.endsWith("s") === true ? { value: true, next: at } : undefined;
const plainWord: Shape<true> = ({ tokens }, at) => {
  const noun = /^(?:el|la|los|las|su|mi|cada)$/.test(tokens[at]?.text ?? "") ? at + 1 : at;
  return tokens[noun]?.shape === "word" && tokens[noun].meanings.length === 0
    ? { value: true, next: noun + 1 }
    : undefined;
};
/** "A la hora de comer", "a la hora de siempre", "después del almuerzo". */
const namedHour: Shape<unknown> = either(
  words("a la misma hora"),
  sequence(
    words("a la", "a su", "a mi"),
    word("salida", "entrada", "llegada", "vuelta", "apertura", "comida", "cena", "merienda"),
  ),
  sequence(word("antes", "despues"), word("de", "del"), plainWord),
  sequence(
    words("a la", "a su", "a mi"),
    word("hora"),
    word("de", "del", "que", "en", "habitual", "normal", "acostumbrada"),
  ),
);
/** "Antes de las 9", "pasadas las 5", "después del mediodía": around an hour, and nobody says how far from it. */
const aroundHour: Shape<unknown> = sequence(
  either(
    sequence(word("antes", "despues", "luego", "pasado"), maybe(word("de", "del"))),
    word("pasadas", "pasada", "pasado"),
  ),
  maybe(word("la", "las", "el")),
  hour,
);
/** "De 10 a 12", "8-17": hours of a schedule that has none. */
const range: Shape<unknown> = sequence(
  maybe(word("de", "entre")),
  kind("number"),
  word("a", "y", "-", "–"),
  kind("number"),
  not(notHours),
);
/** "Después de Reyes", "antes del 15": some time from a day on. */
const aroundDay: Shape<unknown> = sequence(
  word("antes", "despues", "pasado"),
  maybe(word("de", "del")),
  maybe(article),
  either(kind("month"), feast, date),
);
/** "10 veces | cada 3 días": in all, or in each. */
const howMany: Shape<unknown> = sequence(amount, word("veces"));
/** "O quizá el viernes", "o mejor el martes": nobody is sure. */
const unsure = sequence(
  word("o", "u"),
  word("quiza", "quizas", "tal", "mejor", "capaz", "era", "eran", "igual", "acaso"),
  within(dayWord, 3),
);
/** "A cualquier hora", "en cualquier momento entre las 9 y las 11": some hour, and nobody says which. */
const someTime = sequence(word("a", "en"), word("cualquier", "alguna", "algun"), word("hora", "momento"));
/** "Solo en verano", "en horario de invierno": seasons have no days of their own. */
const season = sequence(
  word("en", "durante"),
  maybe(word("el", "la")),
  maybe(sequence(word("horario", "epoca", "temporada", "tiempo", "meses"), word("de"))),
  word("verano", "invierno", "primavera", "otono", "vacaciones", "lluvias", "secas", "navidad", "cosecha"),
);
/** "Tal vez los martes", "o cuando puedas": nobody is sure. */
const noNoun: Shape<true> = ({ tokens }, at) =>
  tokens[at - 1]?.text === "no" || /^(?:menos|salvo|excepto)$/.test(tokens[at - 2]?.text ?? "")
    ? { value: true, next: at }
    : undefined;
const hedge = either(
  words("tal vez", "a lo mejor", "puede que", "o cuando", "o si", "o bien"),
  word("quiza", "quizas", "capaz", "acaso", "algun", "algunos", "algunas", "cualquier"),
);
/** "Cada sábado, este no": the next one, and which that is nobody asked. */
const notThis = sequence(
  maybe(word("menos", "salvo", "excepto")),
  word("este", "esta", "hoy"),
  maybe(word("no")),
  noNoun,
);
/** "Semana Santa", "nuestro aniversario": in front of an hour, a day that only people know. */
const ownDay = within(
  either(
    word("pascua", "ramadan", "aniversario", "cumpleanos", "cumple", "carnaval"),
    words("semana santa"),
    sequence(kind("every"), word("primavera", "verano", "otono", "invierno", "temporada")),
  ),
  2,
);
/** "Los días de colegio": days that only people know. */
const namedDays = sequence(
  maybe(word("en")),
  word("los"),
  kindIf("unit", ({ value }) => value === "day"),
  word("de", "con", "sin"),
);
/** "Los sábados a las 10 | si no llueve …": whether it runs at all. */
const ifNot = sequence(word("si"), word("no", "hay", "llueve", "hace", "esta"));
const opening = either(unsure, someTime);
/** "Hasta bien entrado marzo", "todo el mes de enero", "en 2028": stretches right behind a rhythm. */
const stretch = sequence(
  maybe(word("por", "durante", "en", "hasta", "para")),
  word("todo", "toda", "bien", "durante", "en", "hasta", "pasado", "mediados", "principios", "finales"),
  within(
    either(
      kind("month"),
      kindIf("number", ({ value }) => value >= 2000 && value < 2100),
      word("temporada", "campana", "zafra", "curso"),
    ),
    3,
  ),
);
/** "Unos días", "una temporada": nobody says how long. */
const someTimeLong = sequence(
  maybe(word("durante", "por", "solo")),
  either(
    words("una temporada", "un tiempo", "una racha", "los primeros dias", "las primeras semanas"),
    sequence(word("unos", "unas", "varios", "varias", "algunos", "algunas", "pocos", "pocas"), kind("unit")),
  ),
);
/** "Si puedo", "si da tiempo": whether it runs at all. */
const ownCondition = sequence(
  word("si"),
  either(
    word("puedo", "podemos", "alcanzo", "quiero", "tengo"),
    words("da tiempo", "hay tiempo", "hace falta", "es necesario"),
  ),
);
const other = either(
  kind("weekday"),
  kind("dayset"),
  word(..."festivo festivos feriado feriados vacaciones puente fiesta inhabil".split(" ")),
);
/** "Si cae en sábado": whether a day counts at all. */
const condition = sequence(
  maybe(word("y", "o", "pero")),
  word("si", "cuando"),
  maybe(word("no", "ese", "el", "la")),
  maybe(kind("unit")),
  word("cae", "es", "fuera", "toca", "coincide", "resulta", "sea"),
  within(other, 3),
);

/**
 * Whether words that say when are left over beside the schedule: a condition, another day, an hour, an end that nobody read.
 *
 * What is left becomes the prompt, so that a word of the schedule in it would be dropped in silence.
 */
export function leavesUnread(line: Line, taken: ReadonlySet<number>, parts: readonly Saying[]): boolean {
  const isBounded = parts.some(
    ({ from, until, count, lasting, months }) => (from ?? until ?? count ?? lasting ?? months) !== undefined,
  );
  const recurs = parts.some((saying) => saying.recurs === true || saying.every !== undefined);
  const isDated = parts.some(
    ({ day, monthDays, weekdays, afterMs }) => (day ?? monthDays ?? weekdays ?? afterMs) !== undefined,
  );
  const isUntimed = parts.every((saying) => !saysHour(saying));
  const isClock = parts.some(({ every }) => every?.unit === "hour" || every?.unit === "minute");
  return piecesOf(line, taken, "o").some((piece) => {
    const { first, next, isBehind, isBefore, opens } = piece;
    if (opening(line, first) || condition(line, first) || isCountedFrom(line, piece)) return true;
    if ((opens || ((isBehind || isBefore) && next - first < 4)) && hedge(line, first)) return true;
    const lead = first + (/^(?:y|pero|que)$/.test(line.tokens[first]?.text ?? "") ? 1 : 0);
    if (recurs && isBehind && (notThis(line, first) || (!isBounded && aroundDay(line, first)))) return true;
    if (recurs && !isBounded && (opens || isBefore) && bound(line, lead)) return true;
    if (!isBehind && !isBefore) return false;
    if (recurs && !isBounded && isBehind && !opens && stretch(line, first)) return true;
    if (!recurs && !isDated && opens && isBefore && ownDay(line, first)) return true;
    if (recurs && isBehind && (ifNot(line, first) ?? namedDays(line, first))) return true;
    if ((recurs && !isBounded && someTimeLong(line, first)) || (isBehind && ownCondition(line, first))) return true;
    if ((isClock && isUntimed && ofShift(line, lead)) || (recurs && season(line, lead))) return true;
    if (howMany(line, first)) return true;
    if (isUntimed && ((!isClock && isAroundHour(line, piece)) || (isBehind && range(line, first)))) return true;
    if (isBehind && isDayOfSomething(line, first)) return true;
    if (taken.has(next) && endsWithHour(line, piece)) return true;
    const own = line.tokens.slice(first, next);
    // "Primero, el viernes …" only counts what is said
    const isCount = opens && own.length === 1;
    return (
      own[0]?.text !== "lo" &&
      !isWhenItHappened(line, first) &&
      own.every(isPlain) &&
      own.some(
        (token, at) =>
          saysTime(token) || isNumber(token, line.tokens[first + at + 1]) || (saysPeriod(token) && !isCount),
      )
    );
  });
}

/** "A la hora de comer | cada día", "cada viernes | después de las 17:00": beside a schedule without an hour. */
function isAroundHour(line: Line, { first, next, isBehind, isBefore, opens }: Piece): boolean {
  const around = namedHour(line, first) ?? aroundHour(line, first);
  if (!around) return false;
  return isBehind || (isBefore && (opens || around.next >= next));
}

/** "Quiero que a las 7 7 y media y | 8 de la mañana": hours right in front of those that were read. */
function endsWithHour({ tokens }: Line, { first, next }: Piece): boolean {
  let at = next;
  while (at > first && isPlain(tokens[at - 1] as Token)) at--;
  const texts = tokens.slice(at, next).map(({ text }) => text);
  return texts.some((text, index) => text === "a" && /^las?$/.test(texts[index + 1] ?? "") && index + 2 < texts.length);
}

const isAmount = ({ kind: of }: Meaning) => of === "number" || of === "ordinal";

/** "Todos los días | de clase", "los días | de pago": days that only people know. */
function isDayOfSomething({ tokens }: Line, first: number): boolean {
  const [day, of, noun] = [tokens[first - 1], tokens[first], tokens[first + 1]];
  const isDay = day?.meanings.some((it) => it.kind === "unit" && it.value === "day") === true;
  return isDay && of?.text === "de" && noun?.shape === "word" && noun.meanings.length === 0;
}

/** "Manda los datos | una hora antes": nothing else is told by it. */
function isCountedFrom(line: Line, { first, next }: Piece): boolean {
  for (let at = first; at < next; at++) {
    const [before, token] = [line.tokens[at - 1], line.tokens[at] as Token];
    // "los envíos previstos para dos días después"
    const isOfWork =
      /^(?:de|para|a|desde)$|(?:aron|ieron)$/.test(before?.text ?? "") || before?.meanings.some(isAmount) === true;
    if (token.meanings.length > 0 && !isOfWork && distance(line, at)) return true;
  }
  return false;
}
