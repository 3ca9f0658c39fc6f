import { asksApart, clauseAround } from "../../gathering/clauseAround.ts";
import { either, type Line, maybe, sequence, word, words } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { articles, isTelling } from "./narrative.ts";

const setOf = (list: string) => new Set(list.split(" "));

/** Beside the verbs of all statements, what people, animals and things do by themselves. */
const doing = setOf(
  "suena echa come duerme juega camina trabaja entrena pone hace riega lava barre cose vende trae lleva sube ladra canta madruga desayuna almuerza celebra reparte recoge ensaya amasa reza vuelve regresa cae vive pita despega friega baila entrega",
);
/** The same, of one who is named or kin: "Tomás llama", and not "la llama". */
const doneByOne = /^(?:llama|manda|envia|saca|prepara|limpia|nada|cena|lee|da)$/;
const kin =
  /^(?:mama|papa|[mp]adre|abuel\w+|ti[oa]|herman[oa]|hij[oa]|prim[oa]|suegr[oa]|cunad[oa]|nuera|marido|mujer|novi[oa]|amig[oa]|vecin[oa]|jef[ea]|companer[oa]|profe\w*|maestr[oa]|medic[oa]|perr[oa]|gat[oa]|panadero|cartero)$/;
const persons = /^(?:[nv]osotr[oa]s|ell[oa]s|ella|yo|nadie|alguien)$/;
const isDetermining = (text: string) =>
  (articles.has(text) && text !== "lo") || /^(?:tod[oa]s?|medi[oa]|ambos|aquella|es[ao]s|est[ao]s)$/.test(text);
const asides =
  /^(?:y|pero|aqui|alli|luego|antes|despues|ahora|como|porque|pues|bueno|oye|mira|hola|ya|puesto|asi|entonces|tambien|ademas|[^\w?])$/;
const relatives = /^(?:que|quien|quienes|donde|cuando|cual|cuyo|si|como|cuanto)$/;
const binding = /^(?:de|del|en|con|por|para|a|al|sin|y|o)$/;
const small = /^(?:sobre|desde|hasta|entre|segun|no|se|nos|me|les?|siempre|solo|ya|tambien|nunca)$/;
const wishes =
  /^(?:quier[eo]n?|queremos|quisiera|necesit\w+|pued[eo]s?|podrias?|favor|porfa|gustaria|encantaria|recuerdes?|recuerda|avisa|avises|deben?|deberia|tienen|dime|haz|pon|toca)$/;
/** "Orden", "también": they end as verbs in the plural do. */
const nouns =
  /^(?:en|con|sin|gran|san|pan|plan|bien|tambien|segun|\w*quien|orden|imagen|examen|joven|volumen|resumen|almacen|anden|tren|margen|origen|virgen|capitan|ven)$/;

const isUnknown = (token: Token | undefined) => token?.shape === "word" && token.meanings.length === 0;
const isDone = (token: Token) => doing.has(token.text) || (isTelling(token) && !/^(?:se|dice|toca)$/.test(token.text));
const isVerbOfMany = (token: Token) =>
  isUnknown(token) && token.name !== true && /[ae]n$/.test(token.text) && !nouns.test(token.text);

/** "Las campanas de mi pueblo suenan …", "mi abuelo echa …", "nosotros nos bañamos …": a subject of its own and what it does. */
function tells(said: readonly Token[], text: string): boolean {
  let at = 0;
  while (at < said.length && asides.test(said[at]?.text ?? "")) at++;
  const [first, second] = [said[at], said[at + 1]];
  if (!first || !second || first.shape !== "word") return false;
  if (persons.test(first.text)) {
    const verb = second.text === "nos" || second.text === "se" || second.text === "solo" ? said[at + 2] : second;
    return verb !== undefined && isUnknown(verb) && (verb.text === "toca" || !wishes.test(verb.text));
  }
  // "Él toma sus pastillas"
  if (first.text === "el" && /^[éÉ]$/.test(text.charAt(first.start))) return !wishes.test(second.text);
  // "Diego y Zoe vienen", "en mi casa se cena"
  if (first.name === true && second.text === "y" && said[at + 2]?.name === true)
    return said.slice(at + 3).some(isVerbOfMany);
  if (first.text === "a" && isDetermining(second.text))
    return said.some(
      (token, index) => index > at + 2 && isVerbOfMany(token) && /^l[eo]s?$/.test(said[index - 1]?.text ?? ""),
    );
  if (first.text === "en") {
    const se = said.findIndex((token, index) => index > at && token.text === "se");
    return se > 0 && isUnknown(said[se + 1]) && /[^s](?:a|e|an|en)$/.test(said[se + 1]?.text ?? "");
  }
  const isDetermined = isDetermining(first.text);
  if (!isDetermined) {
    const isOne = isUnknown(first) && (first.name === true || kin.test(first.text));
    return (
      isOne &&
      isUnknown(second) &&
      second.name !== true &&
      (isDone(second) || doneByOne.test(second.text)) &&
      said.length - at > 1
    );
  }
  const isMany = first.text.endsWith("s");
  const isCounted = /^(?:el|la|los|las|dos|tres|cuatro|cinco)$/.test(second.text);
  const noun = isCounted ? at + 2 : at + 1;
  const head = said[noun];
  if (!head || !isUnknown(head)) return false;
  for (let verb = noun + 1; verb < said.length && verb - noun < 9; verb++) {
    const token = said[verb] as Token;
    if (token.shape === "sign" || relatives.test(token.text)) return false;
    const before = said[verb - 1] as Token;
    if (small.test(token.text) || binding.test(token.text)) continue;
    if (isDetermining(before.text) || binding.test(before.text)) continue;
    const isVerb = isUnknown(token) && /[^s](?:a|e|an|en)$/.test(token.text) && !wishes.test(token.text);
    // "la abuela nos llama", "el servidor se reinicia"
    if (isVerb && /^(?:me|nos|se|le|les|te)$/.test(before.text)) return true;
    if (isMany ? isVerbOfMany(token) : isDone(token)) return true;
    const isNext = verb === noun + 1;
    const isNear = verb - noun < 4 && token.name !== true;
    // "un camión bloquea la entrada"
    if (
      !isMany &&
      isNext &&
      isVerb &&
      !/^(?:via|durante|mediante|incluye|base)$/.test(token.text) &&
      isDetermining(said[verb + 1]?.text ?? "")
    )
      return true;
    if (!isMany && isNear && kin.test(head.text) && isUnknown(token) && /^(?!mayor|menor).*[ae]$/.test(token.text))
      return !wishes.test(token.text);
  }
  return false;
}

const asked = /^[a-z]{2,}[aeioz](?:me|nos|l[aeo]s?|[mst]el[oa]s?)$/;

/** Whether somebody is asked for something between these places: "… , | avísame", "… | silencia el móvil". */
function isAsked(tokens: readonly Token[], start: number, end: number, first: number, next: number): boolean {
  for (let at = start; at < end; at++) {
    const [before, token, following] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1]];
    if (at >= first && at < next) continue;
    const opens = at === start || at === next || before === undefined || before.shape === "sign";
    const isJoined = before !== undefined && /^(?:y|e|pero|entonces|que)$/.test(before.text);
    if (wishes.test(token.text) && (opens || !/^(?:toca|avisa|recuerda|pon|haz)$/.test(token.text))) return true;
    if (!(opens || isJoined) || !isUnknown(token)) continue;
    if (asked.test(token.text)) return true;
    const isTied =
      following !== undefined && (isDetermining(following.text) || /^(?:a|al|si|que)$/.test(following.text));
    if (opens && at > start && isTied && token.name !== true && /[aei]$/.test(token.text)) return true;
  }
  return false;
}

const asidesInFront = words("por lo visto", "al parecer", "segun parece");
const hearsay = either(
  words("he oido que", "he leido que", "me han dicho que", "me pregunto", "no me acuerdo", "no recuerdo", "va a"),
  word(
    "llueve",
    "anochece",
    "amanece",
    "dijo",
    "dijeron",
    "sigues",
    "suelo",
    "ronco",
    "duermo",
    "salgo",
    "llego",
    "vuelvo",
    "curro",
    "tuve",
    "estare",
  ),
);
/** "Normalmente hago …", "ya mandamos …": what is done already, or most of the time. */
const ofOneself = sequence(
  word("normalmente", "ya", "siempre", "habitualmente"),
  maybe(word("me", "nos")),
  (line, at) =>
    isUnknown(line.tokens[at]) && /(?:[^aeiou]o|[ae]mos|imos|llegan?|[ae]s)$/.test(line.tokens[at]?.text ?? "")
      ? { value: true, next: at + 1 }
      : undefined,
);
/** "¿Nos vemos …?", "¿quedamos …?": nobody is asked to do anything. */
const ofUs = sequence(word("¿"), maybe(word("nos")), (line, at) =>
  isUnknown(line.tokens[at]) &&
  /(?:[ae]mos|imos)$/.test(line.tokens[at]?.text ?? "") &&
  !/^(?:podemos|queremos|necesitamos)$/.test(line.tokens[at]?.text ?? "")
    ? { value: true, next: at + 1 }
    : undefined,
);

const concludes = either(words("asi que", "por eso"), word("entonces"));
/** "El viernes cerramos a las 2, ¿cuántas horas le debo …?" */
const endsInQuestion = (
  tokens: readonly Token[],
  from: number,
  end: number,
  isAskedBefore: (to: number) => boolean,
): boolean =>
  tokens.some(
    ({ text }, at) =>
      at > from &&
      at < end &&
      text === "¿" &&
      tokens[at - 1]?.text === "," &&
      /^(?:cuant\w+|que|quien\w*|como|cual\w*|lo|verdad)$/.test(tokens[at + 1]?.text ?? "") &&
      !isAskedBefore(at),
  );

/** "Mi abuelo echa de comer a las carpas a las 7:15": what others do at that time, and nobody is asked for anything. */
export function isStatement(line: Line, first: number, next: number): boolean {
  const { tokens } = line;
  const around = clauseAround(line, first, next);
  const { start, end, behind } = around;
  const isAskedIn = (at: number, to: number) => isAsked(tokens, at, to, first, next);
  // "… así que | pide 4 litros cada lunes"
  let { from } = around;
  for (let at = from + 1; at < first; at++)
    if (concludes(line, at - 1)?.next === at || concludes(line, at - 2)?.next === at) from = at;
  const before = tokens.slice(from, first);
  const isBare = before.every(({ text }) => asides.test(text));
  if (ofUs(line, start) || endsInQuestion(tokens, isBare ? next + 1 : next, end, (to) => isAskedIn(start, to)))
    return true;
  let at = from;
  while (at < first && asides.test(tokens[at]?.text ?? "") && tokens[at]?.text !== "ya") at++;
  const told = asidesInFront(line, at)?.next ?? at;
  const isTold =
    told > at ||
    (at < first && (hearsay(line, at) ?? ofOneself(line, at)) !== undefined) ||
    tells(isBare ? behind : before, line.text);
  return isTold && (!isAskedIn(start, end) || asksApart(tokens, around, next, isAskedIn));
}
