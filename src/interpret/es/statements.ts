import { clauseAround } from "../clauseAround.ts";
import { either, type Line, maybe, sequence, word, words } from "../shape.ts";
import type { Token } from "../token.ts";

const setOf = (list: string) => new Set(list.split(" "));

/** What people, animals and things do by themselves; no noun and no adjective looks like it. */
const doing = setOf(
  "suena llega sale abre cierra echa come duerme juega corre camina trabaja entrena viene va pone hace dice tiene riega lava barre cose vende trae lleva sube sirve toca ladra canta madruga desayuna almuerza celebra reparte recoge ensaya ordena amasa reza ensena estudia vuelve regresa arranca acaba termina empieza comienza dura cuesta ocurre sucede queda anda cae crece vive huele gotea pita repica atraca zarpa aterriza despega circula aparca conduce monta pasea friega tiende pasa se es esta hay abren era estaba suele baila nadan ruge maulla",
);
/** The same, of one who is named or kin: "Tomás llama", and not "la llama". */
const doneByOne = setOf(
  "llama manda envia saca prepara limpia visita cocina lee escribe nada cena compra paga pesca caza practica da ve mira pide",
);
const kin = setOf(
  "mama papa madre padre abuelo abuela abuelita abuelito tio tia hermano hermana hijo hija primo prima sobrino sobrina suegro suegra cunado cunada yerno nuera marido mujer esposo esposa novio novia amigo amiga vecino vecina jefe jefa companero companera profe profesor profesora maestro maestra medico doctora cura parroco perro gato perra gata panadero cartero portero conserje",
);
const persons = setOf("nosotros nosotras ellos ellas ella yo nadie alguien");
const determiners = setOf(
  "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas aquel aquella todo toda todos todas medio media ambos",
);
const asides = setOf(
  "y pero aqui alli alla luego antes despues ahora como porque pues bueno oye mira hola ya puesto asi entonces tambien ademas , : ; - – — ( ¿ ¡ .",
);
const relatives = setOf("que quien quienes donde cuando cual cuyo si como cuanto");
const small = setOf(
  "de del en con por para a al sin sobre desde hasta entre segun y o no se nos me les le siempre solo ya tambien nunca",
);
const wishes = setOf(
  "quiero queremos quisiera necesito necesitamos puedes podrias puede podria podes favor porfa gustaria encantaria recuerda recuerdes avisa avises hay debe deben deberia tienen necesita necesitan quiere quieren dime haz pon toca",
);
/** "Orden", "también": they end as verbs in the plural do. */
const nouns =
  /^(?:en|con|sin|un|tan|gran|san|pan|plan|bien|tambien|segun|quien|alguien|orden|imagen|examen|joven|volumen|resumen|almacen|anden|tren|margen|origen|virgen|certamen|dictamen|polen|refran|capitan|sarten|aleman|alguien|origen|den|ven)$/;

const isUnknown = (token: Token | undefined) => token?.shape === "word" && token.meanings.length === 0;
const isVerbOfMany = (token: Token) =>
  isUnknown(token) && token.name !== true && /[ae]n$/.test(token.text) && !nouns.test(token.text);

/** "Las campanas de mi pueblo suenan …", "mi abuelo echa …", "nosotros nos bañamos …": a subject of its own and what it does. */
function tells(said: readonly Token[], text: string): boolean {
  let at = 0;
  while (at < said.length && asides.has(said[at]?.text ?? "")) at++;
  const [first, second] = [said[at], said[at + 1]];
  if (!first || !second || first.shape !== "word") return false;
  if (persons.has(first.text)) {
    const verb = second.text === "nos" || second.text === "se" || second.text === "solo" ? said[at + 2] : second;
    return verb !== undefined && isUnknown(verb) && !wishes.has(verb.text);
  }
  // "Él toma sus pastillas"
  if (first.text === "el" && /^[éÉ]$/.test(text.charAt(first.start))) return !wishes.has(second.text);
  // "Diego y Zoe vienen", "en mi casa se cena"
  if (first.name === true && second.text === "y" && said[at + 2]?.name === true)
    return said.slice(at + 3).some(isVerbOfMany);
  if (first.text === "en") {
    const se = said.findIndex((token, index) => index > at && token.text === "se");
    return se > 0 && isUnknown(said[se + 1]) && /[^s](?:a|e|an|en)$/.test(said[se + 1]?.text ?? "");
  }
  const isDetermined = determiners.has(first.text);
  if (!isDetermined) {
    const isOne = isUnknown(first) && (first.name === true || kin.has(first.text));
    return (
      isOne &&
      isUnknown(second) &&
      second.name !== true &&
      (doing.has(second.text) || doneByOne.has(second.text)) &&
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
    if (token.shape === "sign" || relatives.has(token.text)) return false;
    const before = said[verb - 1] as Token;
    if (small.has(token.text) && token.text !== "se") continue;
    if (determiners.has(before.text) || /^(?:de|del|en|con|por|para|a|al|sin|y|o)$/.test(before.text)) continue;
    const isVerb = isUnknown(token) && /[^s](?:a|e|an|en)$/.test(token.text) && !wishes.has(token.text);
    // "la abuela nos llama", "el servidor se reinicia"
    if (isVerb && /^(?:me|nos|se|le|les|te)$/.test(before.text)) return true;
    if (isMany ? isVerbOfMany(token) : doing.has(token.text)) return true;
    const isNext = verb === noun + 1;
    // "un camión bloquea la entrada"
    if (
      !isMany &&
      isNext &&
      isVerb &&
      !/^(?:via|durante|mediante|incluye|base)$/.test(token.text) &&
      determiners.has(said[verb + 1]?.text ?? "")
    )
      return true;
    if (!isMany && isNext && kin.has(head.text) && isUnknown(token) && /^(?!mayor|menor).*[ae]$/.test(token.text))
      return !wishes.has(token.text);
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
    if (wishes.has(token.text) && (opens || token.text !== "toca") && token.text !== "hay") return true;
    if (!(opens || isJoined) || !isUnknown(token)) continue;
    if (asked.test(token.text)) return true;
    const isTied =
      following !== undefined && (determiners.has(following.text) || /^(?:a|al|si|que)$/.test(following.text));
    if (opens && at > start && isTied && token.name !== true && /[aei]$/.test(token.text)) return true;
  }
  return false;
}

const asidesInFront = words("por lo visto", "al parecer", "segun parece");
const hearsay = either(
  words("he oido que", "he leido que", "me han dicho que", "he visto que"),
  word("llueve", "nieva", "anochece", "amanece", "oscurece"),
);
/** "Normalmente hago …", "ya mandamos …": what is done already, or most of the time. */
const ofOneself = sequence(
  word("normalmente", "ya", "siempre", "habitualmente"),
  maybe(word("me", "nos")),
  (line, at) =>
    isUnknown(line.tokens[at]) && /(?:[^aeiou]o|[ae]mos|imos|llegan?)$/.test(line.tokens[at]?.text ?? "")
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

/** "Mi abuelo echa de comer a las carpas a las 7:15": what others do at that time, and nobody is asked for anything. */
export function isStatement(line: Line, first: number, next: number): boolean {
  const { tokens } = line;
  const { start, end, from, before, behind } = clauseAround(line, first, next);
  if (ofUs(line, start)) return true;
  const isBare = before.every(({ text }) => asides.has(text));
  let at = from;
  while (at < first && asides.has(tokens[at]?.text ?? "") && tokens[at]?.text !== "ya") at++;
  const told = asidesInFront(line, at)?.next ?? at;
  const isTold =
    told > at ||
    (at < first && (hearsay(line, at) ?? ofOneself(line, at)) !== undefined) ||
    tells(isBare ? behind : before, line.text);
  return isTold && !isAsked(tokens, start, end, first, next);
}
