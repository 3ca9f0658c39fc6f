import type { Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";

export const articles = new Set(
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
  "es son era eran fue fueron esta estan estaba estaban estuvo estuve estuvimos estoy estamos hay habia hubo tenia tuvo tuvimos tenemos tengo perdemos perdimos vamos fuimos suele suelen solemos solia solian soliamos".split(
    " ",
  ),
);
/** Verbs of things and people that come by: nobody commands them. */
const happening = new Set("viene vienen llega llegan vence vencen falla fallan ocurre sucede suele suelen".split(" "));
/** Words that wish for something: what stands around them is a request all the same. */
const wishes = new Set(
  "pido pedimos pediria ruego rogamos queria querria queriamos quisieramos solicito solicitamos necesita necesito necesitamos quiero queremos quisiera favor quieren debe debes gustaria importaria molestaria pueda encantaria podria podrias deberia agradeceria".split(
    " ",
  ),
);
const thinking = new Set("ojala creo pienso supongo imagino parece quiza quizas acaso dicen recuerdo".split(" "));
const asking = new Set("que cual cuales cuando cuanto cuantos cuantas cuanta quien quienes como donde por".split(" "));
const habits = new Set(
  "suelo sueles acostumbro acostumbramos tenemos tuvimos estamos estuvimos solemos suele suelen".split(" "),
);
const past = new Set("antes anteriormente antiguamente ayer anteayer antier anoche".split(" "));

/** Commands that end like the past: "envía", "amplía". */
const commands = new Set(
  "envia guia amplia varia desvia enfria vacia confia limpia graba acaba traba escriba describa inscriba reciba suba".split(
    " ",
  ),
);
const nounsAhead = new Set("de del al con por para en y o sin sobre".split(" "));

/** Whether the word is a verb in the past; a noun such as "auditoría" stands behind an article or a preposition. */
function isPast({ text }: Line, words: readonly Token[], at: number): boolean {
  const [before, token] = [words[at - 1], words[at]];
  if (!token || token.shape !== "word" || token.meanings.length > 0 || commands.has(token.text)) return false;
  if (before && (articles.has(before.text) || nounsAhead.has(before.text))) return false;
  // as it was written: accents tell "quedo" from "quedó"
  const written = text.slice(token.start, token.end).toLowerCase();
  // "sería", "necesitaría" and "podría" wish for something
  if (/(?:[aeid]r|habr)ían?$/.test(written)) return false;
  return /(?:[ai]ba[ns]?|[^aeiou]ían?|ió|aron|ieron|[^aeiou]ó|imos)$/.test(written);
}

export const isTelling = (token: Token | undefined) =>
  token !== undefined && telling.has(token.text) && token.text !== "para";

const reminding = /^(?:recuerda|recorda|acorda|avisa|manda|envia|pasa)(?:me|nos)(?:l[oa]s?)?$/;

/** "Estaría padrísimo que …" */
const isLiked = (words: readonly Token[], at: number) =>
  /^(?:estaria|seria|vendria)$/.test(words[at]?.text ?? "") && words[at + 2]?.text === "que";

/** How far is looked in a clause that does not end. */
const LONGEST_CLAUSE = 60;

const asksOf =
  /^(?:recuerd[ae]|record(?:[ae]|ar)|avis(?:[ae]|ar)|notifica|notifique|escrib[ae]|decir)(?:me|nos|les?|lo|la)$/;

/** "Perdona que te moleste, pero | mañana | recuérdame …": behind a comma, in front of a command. */
function opensRequest(tokens: readonly Token[], first: number, next: number): boolean {
  const [before, following] = [tokens[first - 1]?.text, tokens[next]];
  const isBehindComma = before === "," || (before === "pero" && tokens[first - 2]?.text === ",");
  return (
    isBehindComma &&
    following?.shape === "word" &&
    following.meanings.length === 0 &&
    /^[a-z]{3,}[aei](?:me|nos|les?|l[oa]s?)?$/.test(following.text) &&
    !isTelling(following) &&
    !happening.has(following.text)
  );
}

/** "… a las 18:30 |, que si no se me olvida", "… | y avísame": behind it, only why, or what else is to be done. */
function endsRequest(tokens: readonly Token[], next: number): boolean {
  const [sign, word] = [tokens[next]?.text, tokens[next + 1]];
  if (sign === ",") return /^(?:que|asi|porque|porfa|porfis|pues|si|para)$/.test(word?.text ?? "");
  return (
    sign === "y" && word !== undefined && /^(?:avisa|manda|envia|pasa|di|dile|recuerda)(?:me|nos|les?)$/.test(word.text)
  );
}

/** "Recuérdame | el viernes | llamar a Ana", "avísanos | mañana | de que …". */
export function tells({ tokens }: Line, first: number, next: number): boolean {
  const [verb, following] = [tokens[first - 1], tokens[next]];
  const before = tokens[first - 2];
  if (opensRequest(tokens, first, next) || endsRequest(tokens, next)) return true;
  // "Mándame | a las 8, a las 14 y a las 20 | la lectura": the first word of a clause, and what is asked for behind it
  const isAsked =
    (before === undefined || before.shape === "sign" || before.text === "pero") &&
    /^[a-z]+[aeon](?:me|nos|les?)$/.test(verb?.text ?? "");
  if (isAsked && /^(?:el|las?|los|una?)$/.test(following?.text ?? "")) return true;
  if (!asksOf.test(verb?.text ?? "")) return false;
  // "… el viernes llamar a Ana", "… mañana que llame", "… el lunes lo de los frenos"
  return following?.shape === "word" && /^(?:que|de|sobre|lo)$|(?:[aei]r)(?:l[aeo]s?|me|nos|se)?$/.test(following.text);
}

const reporting =
  /^(?:recuerd|record|avis|di(?:l|m|g)|decil|inform|pregunt|consult|anunci|confirm|comunic|notific|escrib|adviert|explic)/;

/** "Recuérdale al equipo mañana | que la auditoría empieza | a las 14:00": behind the "que" stands what they are told. */
export function reports({ tokens }: Line, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if (!/^(?:que|si)$/.test(tokens[at]?.text ?? "")) continue;
    const { sentence } = tokens[at] as Token;
    for (let before = at - 1; before >= 0 && tokens[before]?.sentence === sentence && at - before < 30; before--)
      if (reporting.test(tokens[before]?.text ?? "")) return true;
  }
  return false;
}

const daysPast = new Set("ayer anteayer antier anoche".split(" "));

/** "Ayer perdieron la red | a las 14:12 y a las 15:05 |, …": when it happened, and nothing stands between the two. */
export function isWhenItHappened(line: Line, first: number): boolean {
  const { tokens } = line;
  let start = first;
  // "… la red a las 14:12 |, a las 14:40"
  const parts = (at: number) =>
    tokens[at]?.shape === "sign" && (tokens[at]?.text !== "," || tokens[at + 1]?.text !== "a");
  while (start > 0 && first - start < LONGEST_CLAUSE && !parts(start - 1)) start--;
  const before = tokens.slice(start, first);
  const day = before.findIndex(({ text }) => daysPast.has(text));
  return day >= 0 && before.some((_, at) => at > day && isPast(line, before, at));
}

/** "Ayer | los carros perdieron la red", "en marzo | la auditora encontró": the day, or the months, of what happened. */
export function isDayOfWhatHappened(line: Line, first: number, isMonth: boolean): boolean {
  const { tokens } = line;
  if (!daysPast.has(tokens[first]?.text ?? "") && !isMonth) return false;
  let end = first;
  while (end < tokens.length && end - first < LONGEST_CLAUSE && tokens[end]?.shape !== "sign") end++;
  const told = tokens.slice(first, end);
  return told.some((_, at) => at > 0 && isPast(line, told, at));
}

const prefaces = new Set(
  "oye che mira bueno ok hola vale dexter porfa luego tambien ademas siempre ahora perdona y pero".split(" "),
);

/** "Che, …", "mira, …": somebody is called; "mira la cola" is the work. */
const isCalled = (tokens: readonly Token[], at: number) =>
  prefaces.has(tokens[at]?.text ?? "") && tokens[at + 1]?.text === ",";

/** "Oye, | la grúa se revisa …", "como quedamos ayer, | la grúa …", "hola, ¿ | a qué hora …": where the statement itself begins. */
function behindPreface(tokens: readonly Token[], start: number, first: number): number {
  for (let at = first; at > start; at--) {
    const [before = "", token] = [tokens[at - 1]?.text, tokens[at]];
    if (before === "¿" || (/\p{Extended_Pictographic}/u.test(before) && !/\d/.test(before))) return at;
    const isBehindComma = before === "," || (before === "pero" && tokens[at - 2]?.text === ",");
    if (at === first && isBehindComma) return at;
    if (isBehindComma && token && (articles.has(token.text) || token.text === "desde")) return at;
  }
  return start;
}

const isAskedOf = (token: Token | undefined) =>
  token?.meanings.length === 0 && /^[a-z]+[aeo](?:me|nos|les?|l[oa]s?|[mst]el[oa]s?)$/.test(token.text);

/** "… se atasca mucho, | cuenta los atascos". */
const isOrdered = (token: Token | undefined) =>
  token?.meanings.length === 0 &&
  /^[a-z]{3,}[aei]$/.test(token.text) &&
  !isTelling(token) &&
  !happening.has(token.text);

/** "¿A qué hora abre …?", "¿desde cuándo …?": nobody wants anything done. */
function asksSomething(tokens: readonly Token[], start: number, end: number): boolean {
  const isQuestion = tokens[start - 1]?.text === "¿" || (start === 0 && tokens[end - 1]?.text === "?");
  const [one, two] = [tokens[start]?.text ?? "", tokens[start + 1]?.text ?? ""];
  const isAsking =
    asking.has(one) || one === "se" || (/^(?:a|en|de|desde|hasta|con|para)$/.test(one) && asking.has(two));
  return isQuestion && isAsking && !tokens.slice(start, end).some(({ text }) => wishes.has(text));
}

/** "El turno A va de 22:00 a 06:00", "Antes corría los lunes", "Cada lunes el camión llega tarde": nothing is asked for. */
export function isTold(line: Line, first: number, next: number): boolean {
  const { tokens } = line;
  const { sentence, clause } = tokens[first] ?? {};
  const isBeside = (token: Token | undefined) => token?.sentence === sentence && token?.clause === clause;
  let start = first;
  while (start > 0 && first - start < LONGEST_CLAUSE && isBeside(tokens[start - 1])) start--;
  let end = next;
  while (end < tokens.length && end - next < LONGEST_CLAUSE && isBeside(tokens[end])) end++;
  while (start < first && (tokens[start]?.shape === "sign" || isCalled(tokens, start))) start++;
  // "Tenemos auditoría el jueves, por eso mañana …": what follows the reason is asked for
  for (let at = start + 1; at < first; at++) {
    const [token, earlier] = [tokens[at]?.text, tokens[at - 1]?.text];
    const isConclusion =
      (token === "que" && (earlier === "asi" || (earlier === "lo" && tokens[at - 2]?.text === "por"))) ||
      (token === "eso" && earlier === "por") ||
      (token === "sea" && earlier === "o") ||
      token === "entonces";
    if (isConclusion) start = at + 1;
    // "vence el 31 de enero, recuérdame | el 15 …": behind a comma, somebody is asked
    const isOrder = articles.has(tokens[at + 1]?.text ?? "") && isOrdered(tokens[at]);
    if (earlier === "," && (reminding.test(token ?? "") || isAskedOf(tokens[at]) || isOrder)) start = at;
  }
  start = behindPreface(tokens, start, first);
  const before = tokens.slice(start, first);
  const [one, two] = before;
  if (one && asksSomething(tokens, start, end)) return true;
  // "estoy entrando a quirófano, | en tres horas | escríbele": behind a comma, somebody is asked
  if (tokens[first - 1]?.text === "," && isAskedOf(tokens[next])) return false;
  if (before.some(({ text }, at) => wishes.has(text) || isLiked(before, at))) return false;
  // "mira si llegaron cartas", "dime cuántos faltaron" ask as well
  if (
    one?.meanings.length === 0 &&
    !articles.has(one.text) &&
    two &&
    (two.text === "si" || (two.text !== "que" && asking.has(two.text)))
  )
    return false;
  // "lo que me falta es que …" asks for it, and so does "hay que hacerlo el primer lunes"
  if (before.at(-1)?.text === "que" && before.at(-2)?.text === "es") return false;
  if (one?.text === "hay" && two?.text === "que") return false;
  if (one && (thinking.has(one.text) || (one.text === "me" && two?.text === "parece"))) return true;
  if (one?.text === "me" && /^(?:dij(?:o|eron)|cont(?:o|aron)|coment(?:o|aron)|han)$/.test(two?.text ?? ""))
    return true;
  // "revisamos la caldera | los lunes"; "mandemos …" asks for it
  if (one?.meanings.length === 0 && /(?:[^g]amos|imos)$/.test(one.text)) return true;
  if (one && ((one.text === "no" && two?.text === "se") || selves.has(one.text))) return true;
  // "ayer perdieron la red, | cada 5 minutos hazles ping": behind the comma, something is asked for
  if (one && past.has(one.text) && before.some((_, at) => isPast(line, before, at)))
    return !(daysPast.has(one.text) && before.at(-1)?.text === ",");
  // "desde el martes la impresora falla cada noche"
  if (one?.text === "desde") {
    const subject = before.findIndex(
      (token, at) => at > 0 && articles.has(token.text) && (before[at + 1]?.meanings.length ?? 1) === 0,
    );
    if (subject > 0 && before.slice(subject, subject + 9).some((token) => isTelling(token))) return true;
  }
  // "lo que me mandas | diario | ya quítalo"
  const existing = before.findIndex(({ text }, at) => text === "lo" && before[at + 1]?.text === "que");
  if (
    existing >= 0 &&
    /^(?:me|nos)$/.test(before[existing + 2]?.text ?? "") &&
    !before.slice(existing).some(({ text }) => text === ",")
  )
    return true;
  // a subject and its verb in front of the time
  if (one && articles.has(one.text)) {
    return before.slice(0, 9).some(
      ({ text }, at) =>
        at > 0 &&
        // "los cumpleaños de esta semana"
        ((telling.has(text) && !nounsAhead.has(before[at - 1]?.text ?? "")) || (at > 1 && isPast(line, before, at))),
    );
  }
  if (before.slice(0, 3).some((_, at) => isPast(line, before, at))) return true;
  if (before.some(({ text }) => text !== "para")) return false;
  // "los martes a las 9 solemos limpiar"
  if (habits.has(tokens[next]?.text ?? "")) return true;
  // "los martes de 10 a 11 hay simulacro"; "hay que" asks for it
  if (tokens[next]?.text === "hay" && tokens[next + 1]?.text !== "que") return true;
  // or behind it: "cada lunes el camión llega tarde"
  const [subject, noun, verb, late] = tokens.slice(next, end).filter((token) => token.shape !== "sign");
  // "los martes viene el camión"
  if (subject && happening.has(subject.text)) return true;
  // "los lunes siempre falla la prensa"
  if (subject && /^(?:siempre|nunca|casi|ya|todavia|se|nos|me)$/.test(subject.text) && isTelling(noun)) return true;
  return (
    subject !== undefined &&
    articles.has(subject.text) &&
    noun !== undefined &&
    (isTelling(verb) || (isTelling(late) && verb?.meanings.length === 0))
  );
}
