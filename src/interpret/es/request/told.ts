import type { MeaningKind, Token } from "../../tokens/token.ts";
import { articles, isTelling } from "./narrative.ts";
import { canRequest } from "../corrections/requesting.ts";

const set = (text: string) => new Set(text.split(" "));

const sayingWhen: ReadonlySet<MeaningKind> = new Set<MeaningKind>([
  "every",
  "weekday",
  "dayset",
  "frequency",
  "month",
  "clock",
  "military",
  "meridiem",
  "daypart",
  "day",
  "date",
]);
/** "Un", "dos": what is counted is no time, unless it stands where an hour or a day does: "a las dos". */
const isCount = ({ text }: Token) => /^(?:una?|uno|media|mil)$/.test(text);

/** Whether a word says when; so does a number, but for "un". */
export const isTimely = (token: Token): boolean =>
  token.meanings.some(
    ({ kind }) => sayingWhen.has(kind) || ((kind === "number" || kind === "ordinal") && !isCount(token)),
  );
/** Whether a word can be one of a schedule at all. */
const isOfTime = (token: Token) => token.meanings.length > 0;

/** Words that stand for a time: "antes no estamos", "ahí descansa", "ahora abrimos". */
const deictic = set("antes despues ahora ahorita entonces luego ahi alli hoy recien ya todavia aun media cuarto");
const betweenTimes = set(
  "a al de del en el la los las y e o por desde hasta entre cada todos todas ese esa esos esas hora dia dias un una para menos pasadas media cuarto",
);
const clitics = set("me te se nos os le les lo");
const adverbs = set("no ya nunca siempre casi todavia apenas recien tambien tampoco aun solo");
const persons = set(
  "yo tu vos el ella nosotros nosotras ustedes vosotros ellos ellas nadie todos alguien uno gente ninguno cualquiera",
);
const prepositions = set("de del al con por para en y o sin sobre a como que tan muy mas cada");
/** Words that look like verbs and are none. */
const notVerbs = new Set([
  ...adverbs,
  ...prepositions,
  ...clitics,
  ...articles,
  ...set(
    "cafe jose porque asi aqui ahi alli si todavia mia tia dia via bien tarde siempre donde entre sobre este ese esa casa nombre nada cada mientras fuera para bueno buena mejor gente entonces noche mente sino cuando pero otro todo mismo cuanto tanto dentro pronto claro cierto nuevo proximo ultimo primero medio excepto salvo bajo junto texto horario trabajo",
  ),
]);
notVerbs.delete("esta");

/** Where what is said behind a time begins: "a las 8 | no llego", "los lunes | la señal es pésima", "antes | no estamos". */
export function behindTime(tokens: readonly Token[]): number {
  let end = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (isOfTime(token) || deictic.has(token.text)) end = at + 1;
    else if (!betweenTimes.has(token.text)) break;
  }
  return end;
}

/** "La versión corta": what is made, and no verb behind it. */
const works = /^(?:version|copia|lista|tabla|foto|hoja|edicion|portada|nota|carta|grafica|planilla)$/;

/** How many words say who or what does it: "la churrera", "mi cuñada", "Lucía", "yo"; 0 where nobody is named. */
export function subjectOf(tokens: readonly Token[]): number {
  const [one, two] = tokens;
  if (!one || one.shape !== "word") return 0;
  const isNoun =
    two?.shape === "word" &&
    two.meanings.length === 0 &&
    !clitics.has(two.text) &&
    !prepositions.has(two.text) &&
    !canRequest(two) &&
    !(/^l[ao]s?$/.test(one.text) && /(?:aron|ieron|[aei]mos)$/.test(two.text));
  if (articles.has(one.text) && one.text !== "lo" && two && (isNoun || /^(?:dos|semana|mes|ano|hora)$/.test(two.text)))
    return /^est[ae]$/.test(one.text) && /(?:ndo|[ai]da|o)$/.test(two.text) && one.text === "esta" ? 0 : 2;
  if (persons.has(one.text) && one.text !== "el") return 1;
  return one.name === true && one.meanings.length === 0 && isNoun && !canRequest(one) && !prepositions.has(one.text)
    ? 1
    : 0;
}

/** Endings that only a verb of a statement has, as it was written: "tenemos", "dejaron", "cambió", "leí", "llegaba", "vendrán". */
const finite =
  /(?:[aei]mos|[ai]eron|aron|[^aeiouq]ó|ió|[ai]ba[ns]?|ábamos|íamos|[^rd]ía[ns]?|[aei]rán?|[aei]r[áé]|aste|iste|[^aeiou]é|gué|[^aeiou]{2}é|[^aeiou][íi])$/;
/** Verbs of oneself and of what happened that look like nothing else. */
const stated = set(
  "he has ha hemos han habia lei vi oi di fui hice hizo hicieron puse quise dije crei confundi equivoque olvide pense cambie tengo tuve puedo puede pueden podemos voy vengo salgo llego entro creo ojala espero supongo resulta fue fueron soy vivo ando sigo llevo puso dicen insiste insisten pidio pidieron dio dieron da dan hace hacen cae caen toca tocan sale salen pasa pasan corre suena queda quedan falta faltan sobra parece gusta encanta importa quiere quieren dura duran libra libran vuelve vuelven regresa regresan viaja viajan trabaja trabajan estudia duerme vive viven llueve oscurece amanece anochece",
);

/** Whether the word at this place is the verb of a statement. */
function isVerb(text: string, tokens: readonly Token[], at: number, from: number, isSure: boolean): boolean {
  const [before, token, next] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1]];
  if (token.shape !== "word" || notVerbs.has(token.text)) return false;
  const isBare =
    before !== undefined && ((articles.has(before.text) && before.text !== "lo") || prepositions.has(before.text));
  // "el mes que viene", "los días que hay clase": no sentence of its own
  if (before?.text === "que") return false;
  if (isTelling(token) || stated.has(token.text)) return !isBare || before?.text === "y";
  const written = text.slice(token.start, token.end).toLowerCase();
  // "la agarraron otros", "ya las regué"
  const isFree = !isBare || (/^l[ao]s?$/.test(before.text) && /(?:aron|ieron|[aei]mos|[óé])$/.test(written));
  // "madruga" is no "madrugada"
  if (!isFree || (token.meanings.length > 0 && token.spelling === undefined)) return false;
  if (finite.test(written)) return true;
  const isThird = /(?:[ae]|[ae]n)$/.test(token.text);
  if (before && clitics.has(before.text)) return /(?:[aeo]s?|[ae]n)$/.test(token.text);
  if (before && adverbs.has(before.text))
    return /(?:[aeo]|[ae]n)$/.test(token.text) && (at > 1 || from > 0 || next !== undefined || isSure);
  if (from === 2 && at === 2 && works.test(before?.text ?? "")) return false;
  if (from > 0 && at >= from) return isThird || (persons.has(tokens[0]?.text ?? "") && token.text.endsWith("o"));
  // "curro los lunes", "vuelvo el 12"
  const isMine =
    /[^aeious]o$/.test(token.text) &&
    next !== undefined &&
    (isTimely(next) || (/^(?:el|los|las|hasta|desde)$/.test(next.text) && isTimely(tokens[at + 2] ?? next)));
  return isMine || (isSure && /(?:[aeo]|[ae]n)$/.test(token.text));
}

/** So far from its beginning the verb of a clause stands. */
const NEAR = 9;

/**
 * Whether a clause tells something of somebody or of oneself: it has a verb that nobody is asked with. What its other words mean
 * does not matter. `isSure` where a word in front of it says that a reason follows: "porque …".
 */
export function tells(text: string, tokens: readonly Token[], isSure: boolean): boolean {
  const behind = behindTime(tokens);
  const rest = tokens.slice(behind);
  const subject = subjectOf(rest);
  for (let at = subject; at < Math.min(rest.length, subject + NEAR); at++)
    if (isVerb(text, rest, at, subject, isSure)) return true;
  // "a las 8 abren", "los lunes descansan", "los lunes entreno"
  const [first, ...more] = rest;
  if (behind === 0 || !first || notVerbs.has(first.text) || first.meanings.length > 0 || canRequest(first))
    return false;
  return /[^s][ae]n$/.test(first.text) || (more.length === 0 && /[^aeious]o$/.test(first.text));
}
