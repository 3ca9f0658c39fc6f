import type { PhraseInLine } from "../../language.ts";
import { either, type Line, word, words } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { isDayOfWhatHappened, isWhenItHappened } from "./narrative.ts";

/** Words that join, point or ask, and name nothing. */
const functionWords: ReadonlySet<string> = new Set(
  (
    "a al de del en con para por sin sobre entre hasta desde y e o u ni que como si cuando donde mientras porque pero sino aunque " +
    "el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel mi mis tu tus su sus nuestro nuestra nuestros nuestras " +
    "me te se nos les le yo ella ello ellos ellas es son esta estan hay ser estar ya no tambien ademas solo solamente favor mas menos muy todo toda todos todas cada cual cuales cuanto cuanta cuantos cuantas"
  ).split(" "),
);

/** Words after which a day or a time belongs to the work: "el programa de mañana", "pedidos para el viernes". */
const ofTheWork = new Set("de del contra versus vs segun tras hacia desde antes sobre con sin durante".split(" "));
const articles = new Set(
  "el la los las un una unos unas su sus mi mis nuestro nuestra este esta ese esa cada todo toda".split(" "),
);

const isPlainWord = (token: Token | undefined) =>
  token !== undefined && token.shape === "word" && !functionWords.has(token.text) && token.meanings.length === 0;
const frameNouns = new Set(
  "tarea tareas trabajo recordatorio alarma job automatizacion rutina programalo agendalo programado ejecucion cita".split(
    " ",
  ),
);

/** Whether a phrase belongs to the work although it looks like a schedule. */
export function isContent({ first, next, bare, says }: PhraseInLine, line: Line): boolean {
  const { tokens } = line;
  const token = tokens[first];
  const previous = tokens[first - 1];
  if (!token) return false;
  if (says.times && !says.recurs && isWhenItHappened(line, first)) return true;
  const isMonth = says.months !== undefined && !says.recurs && !says.monthDays;
  if ((isMonth || next === first + 1) && isDayOfWhatHappened(line, first, isMonth)) return true;
  if (isGrounds(tokens, first, next)) return true;
  if (next === first + 1 && token.meanings.some(({ kind }) => kind === "frequency"))
    return isAdjective(tokens, first, next) && !isDailyAt(tokens, first, next);
  if (previous === undefined || previous.shape === "literal") return false;
  // "el jefe de noche", "el lote de madrugada"
  if (token.text === "de" && bare && isPlainWord(previous)) return true;
  // "las ventas | de lunes a viernes | de la semana pasada"
  if (token.text === "de" && says.weekdays && isPlainWord(previous) && ofWeek(line, next)) return true;
  if (says.recurs && !bare && !(says.business && previous.shape === "number"))
    return previous.text === "de" && isPlainWord(tokens[first - 2]);
  if (ofTheWork.has(previous.text)) return !frameNouns.has(tokens[first - 2]?.text ?? "");
  if (previous.text === "para")
    return (
      isPlainWord(tokens[first - 2]) &&
      !frameNouns.has(tokens[first - 2]?.text ?? "") &&
      first > 2 &&
      (hasHourBefore(tokens, first) || !isOnlyTime(tokens, first, next))
    );
  if (previous.text === "(" && isAside(tokens, first, next)) return true;
  // "el turno A con el | de 15 a 23"
  if (articles.has(previous.text)) return bare || token.text === "de";
  // "las previstas hasta el viernes"
  if (
    (says.from ?? says.until) &&
    isParticiple(previous) &&
    /^(?:lo|la|el|las|los)$/.test(tokens[first - 2]?.text ?? "")
  )
    return true;
  // "los pedidos recibidos desde el lunes": that Monday has been
  if (says.from && isParticiple(previous) && !frameNouns.has(previous.text)) return true;
  if (says.until && isForeseen(tokens, first)) return true;
  // "que demora entre 3 y 5 | días hábiles"
  if (isCountOfDays(token, previous, says)) return true;
  if (isReason(tokens, next)) return true;
  if (inRelativeClause(tokens, first)) return true;
  return false;
}

const ofWeek = words("de la semana", "de esta semana", "de la misma semana", "de esa semana");

const isCountOfDays = (token: Token, previous: Token, says: PhraseInLine["says"]) =>
  says.business === true && previous.shape === "number" && token.text.startsWith("dia");

/** "El turno 2 (14:00-22:00) … a las 13:30": what brackets add to a thing, where the schedule has an hour of its own. */
function isAside(tokens: readonly Token[], first: number, next: number): boolean {
  const [closing, before, earlier] = [tokens[next], tokens[first - 2], tokens[first - 3]];
  const isThing = isPlainWord(before) || (before?.shape === "number" && isPlainWord(earlier));
  return (
    isThing &&
    closing?.text === ")" &&
    tokens.some(
      ({ text }, at) => text === "a" && /^las?$/.test(tokens[at + 1]?.text ?? "") && (at < first || at > next),
    )
  );
}

/** "Mañana a las 10 compra entradas | para el sábado": the hour was said. */
const hasHourBefore = (tokens: readonly Token[], first: number) =>
  tokens.some(({ text }, at) => at < first - 1 && text === "a" && /^las?$/.test(tokens[at + 1]?.text ?? ""));

/** "Prepara la sala para el viernes a las 9": with a clock time behind it, and no rhythm anywhere, the day is when. */
function isOnlyTime(tokens: readonly Token[], first: number, next: number): boolean {
  const [behind, hour] = [tokens[next], tokens[next + 1]];
  if (behind?.text !== "a" || hour === undefined || !/^(las|la|primera)$/.test(hour.text)) return false;
  return !tokens.some((token, at) => {
    if (at >= first && at < next) return false;
    if (token.text === "todos" || token.text === "todas") return true;
    if (token.text === "los") return tokens[at + 1]?.meanings.some(({ kind }) => kind === "weekday") === true;
    return token.meanings.some(({ kind }) => rhythmic.has(kind));
  });
}

/** "El parte diario a las 6 pm": with an hour behind it, and no day in the sentence, the name is the rhythm. */
function isDailyAt(tokens: readonly Token[], first: number, next: number): boolean {
  const [token, clock, behind] = [tokens[first], tokens[next + 2], tokens[next + 3]];
  // "un resumen diario" will be one each day; "el reporte diario" may be one that there is
  if (
    !token?.text.startsWith("diari") ||
    /^(?:el|la)$/.test(tokens[first - 2]?.text ?? "") ||
    !isOnlyTime(tokens, first, next)
  )
    return false;
  const isHour = clock?.text.includes(":") || !behind || behind.shape === "sign" || behind.text === "de";
  if (!isHour && !behind.meanings.some(({ kind }) => kind === "meridiem")) return false;
  const comma = tokens.findIndex(({ text }, at) => at > next && text === ",");
  return !tokens.some(
    ({ sentence, meanings }, at) =>
      sentence === token.sentence && (comma < 0 || at < comma) && meanings.some(({ kind }) => namingDay.has(kind)),
  );
}
const namingDay: ReadonlySet<string> = new Set(["weekday", "day", "date", "month"]);
const rhythmic: ReadonlySet<string> = new Set(["every", "frequency", "dayset"]);

const foreseeing = /^(?:pronosti|proyect|estim|preve|simul|planifi|presupuest|calcul|extrapol)/;
/** "Pronostica la demanda hasta diciembre": how far the work looks ahead. */
function isForeseen(tokens: readonly Token[], first: number): boolean {
  for (let at = first - 1; at >= Math.max(0, first - 8); at--) {
    const token = tokens[at];
    if (!token || token.shape === "sign") return false;
    if (token.shape === "word" && foreseeing.test(token.text)) return true;
  }
  return false;
}

const isParticiple = (token: Token) =>
  isPlainWord(token) && /(?:[ai]d|ist|ech|ert|uest|uelt|rit)[oa]s?$/.test(token.text);

/** How many words may stand between a reason and what follows from it. */
const FARTHEST_REASON = 40;
const concludes = words("asi que", "por eso", "de modo que", "de manera que");

/** "Juana no está hasta el jueves, así que mañana a las 10 …": what stands before explains why, where a time follows. */
function isReason(tokens: readonly Token[], next: number): boolean {
  const { sentence } = tokens[next - 1] ?? {};
  const line = { text: "", tokens };
  let concluded = false;
  const last = Math.min(tokens.length, next + FARTHEST_REASON);
  for (let at = next; at < last && tokens[at]?.sentence === sentence; at++) {
    const token = tokens[at];
    if (!token) return false;
    concluded ||= concludes(line, at) !== undefined;
    if (concluded && token.meanings.some(({ kind }) => timely.has(kind))) return true;
  }
  return false;
}

const grounds = either(
  words("ya que", "dado que", "puesto que", "visto que", "si bien", "debido a que"),
  word("como", "porque", "aunque"),
);

/** "Como el proveedor cierra a las 17:00, los jueves …", "porque los lunes hay caos, el domingo …": behind the comma, a time follows. */
function isGrounds(tokens: readonly Token[], first: number, next: number): boolean {
  const { sentence } = tokens[first] ?? {};
  const says = (at: number) => tokens[at]?.meanings.some(({ kind }) => timely.has(kind)) === true;
  let start = first;
  while (start > 0 && first - start < FARTHEST_REASON && tokens[start - 1]?.sentence === sentence) {
    if (tokens[start - 1]?.text === ",") break;
    start--;
  }
  const begun = grounds({ text: "", tokens }, start);
  if (!begun || begun.next >= next || tokens[begun.next]?.meanings.some(({ kind }) => kind === "every")) return false;
  let at = next;
  while (at < tokens.length && at - next < FARTHEST_REASON && tokens[at]?.text !== ",") at++;
  // dictated, without its comma
  if (tokens[at]?.text !== ",") at = next + 2;
  const comma = at;
  for (; at < tokens.length && at - comma < FARTHEST_REASON && tokens[at]?.sentence === sentence; at++)
    if (says(at)) return true;
  return false;
}
const timely: ReadonlySet<string> = new Set(["clock", "weekday", "day", "daypart", "every", "meridiem"]);

/** Whether a time stands in the sentence in front of this place. */
const isTimed = (tokens: readonly Token[], at: number) =>
  tokens
    .slice(Math.max(0, at - FARTHEST_REASON), at)
    .some(
      ({ sentence, meanings }) => sentence === tokens[at]?.sentence && meanings.some(({ kind }) => timely.has(kind)),
    );

/** "Los pedidos que vencen el martes": the verb behind "que" has that day. */
function inRelativeClause(tokens: readonly Token[], first: number): boolean {
  for (let at = first - 1; at >= Math.max(1, first - 5); at--) {
    const token = tokens[at];
    if (!token || token.shape === "sign") return false;
    // "… que los lunes a las 7 …": a schedule stands between
    if (token.meanings.some(({ kind }) => kind === "every" || kind === "weekday") && at < first - 1) return false;
    const asked = tokens[at - 1]?.text ?? "";
    // "…, que el lunes pasado se nos pasó": behind a schedule, a comma and "que" say why
    if (token.text === "que" && asked === "," && isTimed(tokens, at)) return true;
    if (token.text === "que")
      return (
        (isPlainWord(tokens[at - 1]) && !asking.has(asked) && !/[aei]r(?:te|le|les|os)?$/.test(asked)) ||
        /^(lo|los|las|la|el)$/.test(asked)
      );
  }
  return false;
}
const asking = new Set(
  "creo pienso supongo diria espero asi quiero necesito quisiera gustaria pido dile diles recuerdale recuerdales recuerdame avisale apunta anota agenda avisa avisame avisales recuerda acuerdate favor tarea trabajo recordatorio asegurate haz".split(
    " ",
  ),
);

/** "La auditoría semanal", "reporte diario": a name; "Semanal: …", "diario a las 7": a rhythm. */
function isAdjective(tokens: readonly Token[], first: number, next: number): boolean {
  const token = tokens[first];
  if (!token?.meanings.some((meaning) => meaning.kind === "frequency" && meaning.adjective)) return false;
  const previous = tokens[first - 1];
  const following = tokens[next];
  // "un recordatorio diario" frames the request
  if (frameNouns.has(previous?.text ?? "")) return false;
  if (isPlainWord(previous)) return true;
  if (previous && previous.shape === "word" && previous.meanings.some(({ kind }) => kind === "frequency")) return true;
  if (previous && articles.has(previous.text)) return true;
  // "Diario de Planta", "Métricas Mensuales"
  return (
    following !== undefined &&
    (following.text === "de" || following.text === "del") &&
    !/^(lunes|manana|tarde|noche)$/.test(tokens[next + 1]?.text ?? "")
  );
}

/** Words of a sentence that only carries a schedule: "Hazlo …", "Que sea …", "Horario: …". */
export const carriers: ReadonlySet<string> = new Set(
  "hazlo hacelo haz hace hagalo esto eso ello lo la todo todos que sea sean seria ponlo ponelo programalo agendalo mandalo mandamelo enviamelo envialo repitelo repetilo ejecutalo correlo cuando horario frecuencia periodicidad hora horas fecha dia dias programacion calendario inicio quiero necesito gustaria me en el los las a de del para por favor porfa gracias y solo siempre debe tiene ser es".split(
    " ",
  ),
);

const openers = new Set(
  "hasta excepto salvo cada desde empezando comenzando iniciando durante exceptuando excluyendo descansando".split(" "),
);

const openerPairs = new Set([
  "menos el",
  "menos en",
  "no antes",
  "no despues",
  "fuera de",
  "fuera del",
  "en tanto",
  "como muy",
  "como maximo",
  "como minimo",
  "a mas",
]);

const dangling = new Set(
  "tampoco casi no nunca a de del con sin tras hasta desde entre menos o ni hacia al antes despues el la los las un una este esta ese esa otro otra primer".split(
    " ",
  ),
);

const seasons = /^(?:verano|invierno|primavera|otono|temporada)$/;

/** Whether this word, left over right in front of the schedule, belongs to a part of it that was not understood: "antes del | último día". */
export function opensBound(
  token: Token,
  next: Token | undefined,
  isBeside: boolean,
  third: Token | undefined,
): boolean {
  // "a las 7 7 y media y | 8 de la mañana", "solo en verano | los lunes"
  const isHour = third?.meanings.some(({ kind }) => kind === "number" || kind === "clock") === true;
  if (token.text === "a" && /^las?$/.test(next?.text ?? "") && isHour) return true;
  if (/^(?:en|durante)$/.test(token.text) && seasons.test(next?.text ?? "")) return true;
  return isBeside && token.shape === "word" && dangling.has(token.text);
}

/** Adjectives that make other days of the schedule's: "cada trimestre fiscal", "los lunes impares". */
const narrowing =
  /^(?:fiscal|alterno|alterna|intermedio|impar|par|lectivo|escolar|festivo|feriado|habil|laborable|natural)(?:es|s)?$/;

const isTime = (token: Token | undefined) => token?.meanings.some(({ kind }) => timely.has(kind)) === true;

/** Whether this word, left over beside the schedule, opens a part of one that was not understood. */
export function opensSchedule(
  token: Token,
  next: Token | undefined,
  isBeside: boolean,
  third: Token | undefined,
): boolean {
  if (token.shape === "literal") return false;
  if (isBeside && narrowing.test(token.text)) return true;
  if (isBeside && /^(?:en|durante)$/.test(token.text) && seasons.test(next?.text ?? "")) return true;
  if (isBeside && (token.text === "hora" || token.text === "horario")) return true;
  // "… | o martes", "…, 30 minutos", "…, vie"
  if (token.text === "o" || token.text === "u") return isTime(next) || (next !== undefined && isTime(third));
  if (token.shape === "word" && token.meanings.some(({ kind }) => kind === "weekday" || kind === "dayset")) return true;
  if (token.shape === "number" && next?.meanings.some(({ kind }) => kind === "unit")) return true;
  // "el martes 19 manda …", "el 3-3": a day or an hour; "los lunes 3 informes" counts
  if (isBeside && token.shape === "number" && token.meanings[0]?.kind === "number")
    return (
      token.text !== "1" && token.spaced && (next?.shape !== "word" || !/s$|^(?:o|u|por|de|del|y|a)$/.test(next.text))
    );
  if (/^[-–/]$/.test(token.text) && !token.spaced) return next?.shape === "number" && !next.spaced;
  if (isBeside && (token.text === "de" || token.text === "del")) {
    const named = next && articles.has(next.text) ? third : next;
    return named?.meanings.some(({ kind }) => timely.has(kind) || kind === "month" || kind === "unit") === true;
  }
  if (token.shape === "word" && token.meanings.some(({ kind }) => kind === "daypart") && token.text !== "manana")
    return true;
  if (openers.has(token.text)) return true;
  if (next !== undefined && openerPairs.has(`${token.text} ${next.text}`)) return true;
  if (token.text === "mientras") return next?.text !== "tanto";
  if (token.text === "sin" || token.text === "tanto" || token.text === "tampoco")
    return next !== undefined && (next.text === "los" || next.meanings.some(({ kind }) => kind === "weekday"));
  if (token.text === "menos" || token.text === "a")
    return next !== undefined && (next.text === "las" || next.text === "partir" || next.text === "los");
  return token.meanings.some(
    ({ kind }) => kind === "every" || kind === "meridiem" || (kind === "clock" && token.shape === "number"),
  );
}
