import type { Whole } from "../../corrections/correction.ts";
import { lettersFrom } from "../../tokens/lettersFrom.ts";
import { newPromptIn } from "../../corrections/newPrompt.ts";
import { either, isAll, type Line, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { interjections } from "./fillers.ts";
import { putting } from "./exchanges.ts";
import { carrying } from "./requesting.ts";
import { formsOfAll, isFormOf, oneOf, verb } from "../verbs.ts";

const thePrompt = sequence(
  maybe(word("la", "el", "su", "mi")),
  word("instruccion", "instrucciones", "texto", "prompt", "tarea", "mensaje", "peticion", "indicacion"),
);
const sign = maybe(word(":", ","));
const changes = verb(
  "cambiar actualizar editar reemplazar modificar",
  "pon pone ponga poner sustituye sustituya sustituir corrige corrija corregir reescribe deja deje haz hace",
);
const says = either(
  words(
    "debe ser",
    "debe decir",
    "deberia ser",
    "deberia decir",
    "tiene que ser",
    "tiene que decir",
    "ahora es",
    "que sea",
    "que diga",
  ),
  word("es", "seria", "sera", "dice", "sea", "diga"),
);
const promptEdits: readonly Shape<unknown>[] = [
  sequence(
    maybe(either(words("por favor"), word("mejor", "no"))),
    maybe(word(",")),
    changes,
    maybe(word("en")),
    thePrompt,
    either(
      words("para que diga", "de modo que diga", "y que diga", "y pon"),
      word("a", "por", "con", "como", ":", "y"),
    ),
    sign,
  ),
  sequence(
    maybe(word("que", "mejor")),
    thePrompt,
    maybe(word("correcta", "correcto", "buena", "bueno", "nueva", "nuevo")),
    says,
    sign,
  ),
  // "el texto cámbialo por: …", "la instrucción está mal, debe decir …"
  sequence(thePrompt, maybe(word(",")), changes, word("por", "a", "con"), sign),
  sequence(
    thePrompt,
    either(words("esta mal", "esta equivocada", "esta incompleta", "no es esa", "no es ese"), word("mal")),
    maybe(word(",", ".", ";", ":")),
    maybe(word("es", "que")),
    either(says, words("deberia decir")),
    sign,
  ),
  // "que diga: …", "quiero que haga: …"
  sequence(
    maybe(either(words("mejor", "no", "quiero"), word(","))),
    word("que"),
    word("diga", "haga", "ponga"),
    word(":"),
  ),
  sequence(
    either(
      words("nueva instruccion", "nuevo texto", "nuevo prompt", "nuevo mensaje"),
      word("instruccion", "prompt", "mensaje", "texto"),
    ),
    word(":"),
  ),
];
/** "En vez de eso, compila …": a new task, where what follows is a command. */
const insteadOf = sequence(
  either(
    words("en su lugar", "en vez de eso", "en lugar de eso", "en vez de esto", "en lugar de esto", "en cambio"),
    word("mejor"),
  ),
  sign,
  maybe(word("que")),
);

/** What a job is asked to do. */
const tasks = formsOfAll(
  "lanzar mandar revisar generar compilar exportar listar actualizar comparar calcular recalcular simular verificar comprobar consultar preparar redactar analizar auditar archivar respaldar sincronizar publicar notificar avisar informar graficar optimizar validar conciliar recopilar descargar limpiar borrar purgar refrescar sacar armar juntar llamar ejecutar correr enviar resumir imprimir escribir medir/mid registrar subir repetir/repit hacer/hag",
  "haz dame dime decime dile",
);
const isTask = (text: string) => isFormOf(text, tasks);

export const yes: Shape<unknown> = either(
  words(
    "esta bien asi",
    "asi esta bien",
    "esta bien",
    "esta perfecto",
    "de acuerdo",
    "me parece bien",
    "me gusta",
    "eso es",
    "asi es",
    "tal cual",
    "dejalo asi",
    "dejalo como esta",
    "dejala asi",
    "sin cambios",
    "por favor",
    "muy bien",
    "todo bien",
    "suena bien",
    "se ve bien",
    "ya esta",
    "me sirve",
    "de una",
    "claro que si",
    "por supuesto",
    "asi dejalo",
    "asi dejala",
    "asi queda",
    "asi se queda",
    "quedo perfecto",
    "quedo bien",
    "quedo listo",
    "me parece perfecto",
    "todo correcto",
    "todo en orden",
    "va que va",
    "no cambies nada",
    "no lo cambies",
    "quedate con eso",
    "asi mero",
    "asi merito",
    "ahi esta bien",
    "asi esta",
    "no le muevas",
    "no me lo cambies",
    "me vale",
    "me cuadra",
    "me late",
  ),
  word(
    "si",
    "correcto",
    "correcta",
    "perfecto",
    "perfecta",
    "bien",
    "asi",
    "ok",
    "okay",
    "vale",
    "claro",
    "exacto",
    "exactamente",
    "listo",
    "lista",
    "confirmo",
    "confirmado",
    "confirma",
    "confirmar",
    "adelante",
    "dale",
    "gracias",
    "genial",
    "estupendo",
    "excelente",
    "bueno",
    "sip",
    "venga",
    "dexter",
    "va",
    "sale",
    "orale",
    "joya",
    "buenisimo",
    "barbaro",
    "hecho",
    "todo",
    "tal",
    "queda",
    "mil",
    "muchas",
    "mero",
    "crack",
    "bacano",
    "chevere",
    "chido",
    "nomas",
    "eso",
    "mismo",
    "genio",
  ),
  verb("confirmar guardar programar crear aceptar aprobar"),
);
const undoing = formsOfAll(
  "cancelar olvidar borrar eliminar descartar quitar anular suspender",
  "olvidate olvidese olvidemos cancelemos borremos dejemos",
);
/** Whether a word can be one of a "cancel it". */
export const mayCancel = (token: Token) => token.text === "no" || cancels.has(token.text) || isUndoing(token);
export const isUndoing = ({ text }: Token) => isFormOf(text, undoing);
const undo: Shape<unknown> = ({ tokens }, at) =>
  isFormOf(tokens[at]?.text ?? "", undoing) ? { value: true, next: at + 1 } : undefined;
const no: Shape<unknown> = either(
  words(
    "ya no hace falta",
    "no hace falta",
    "ya no es necesario",
    "no es necesario",
    "ya no lo necesito",
    "ya no la necesito",
    "no lo necesito",
    "mejor no lo hagas",
    "mejor no lo programes",
    "mejor no",
    "no lo hagas",
    "no lo crees",
    "no lo programes",
    "no crees nada",
    "deja eso",
    "cambie de opinion",
    "he cambiado de opinion",
    "olvidate de eso",
    "por favor",
    "ya no",
    "por ahora",
    "no importa",
    "ya no lo quiero",
    "ya no la quiero",
    "no lo quiero",
    "no quiero nada",
    "para nada",
    "no quiero que lo hagas",
    "no hace falta que lo hagas",
    "no hace falta que lo programes",
    "pensandolo bien",
    "pensandolo mejor",
  ),
  undo,
  // "mejor no mandes nada"
  sequence(word("no"), maybe(word("me", "nos", "lo", "la")), oneOf(carrying), word("nada")),
  word(
    "dejalo",
    "dejala",
    "deja",
    "no",
    "mejor",
    "gracias",
    "todo",
    "ya",
    "bueno",
    "perdon",
    "el",
    "la",
    "trabajo",
    "tarea",
    "eso",
    "nada",
    "entonces",
    "mmm",
    "hmm",
    "uy",
    "ay",
    "ah",
  ),
);
const cancels = new Set(
  "dejalo dejala falta necesario necesito quiero hagas crees programes opinion deja importa".split(" "),
);

/** "Me confundí, | en vez de eso revisa la bomba 2". */
function behindApology(tokens: readonly Token[]): number {
  const comma = tokens.findIndex(({ text }) => text === ",");
  const isApology = tokens
    .slice(0, Math.max(comma, 0))
    .some(({ text }) => /^(?:confundi|equivoque|perdon|error)$/.test(text));
  return isApology ? comma + 1 : 0;
}

const ordinals = ["primera", "segunda", "tercera"];

const said = (tokens: readonly Token[]) => tokens.map(({ text }) => text).join(" ");

/** "…, cuenta los paros": a word that nothing is known of, and that may ask for something. */
const isCommand = ({ shape, meanings, text }: Token) =>
  shape === "word" && meanings.length === 0 && /^[a-z]{3,}[aeinz]$/.test(text) && text !== "que" && text !== "mejor";

const staysAsIs = /esta(?:ba)? (?:bien|perfect[oa])|no (?:l[oa] )?(?:toques|cambies|muevas)|dejal[oa] (?:asi|como)/;
const hesitation = either(
  words("estaba bien", "no toques nada", "no lo toques", "no cambies nada", "no lo cambies", "no muevas nada"),
  word("no", "nada", "espera", "perdon", "ay", "uy", "ah", "mejor", "como", "estaba", "esta"),
);

/** Where a clause begins that can be about the work: at the start, and behind a sentence without any time. */
function clauseStarts({ tokens }: Line): number[] {
  const starts = [0];
  for (let at = 1; at < Math.min(tokens.length, 40); at++) {
    const [before, token] = [tokens[at - 1], tokens[at]];
    if (before?.meanings.some(({ kind }) => kind !== "number" && kind !== "unit")) break;
    const isCalled = before?.text === "," && tokens.slice(0, at - 1).every(({ text }) => interjections.has(text));
    if ((isCalled || /^[.;!…:]$/.test(before?.text ?? "")) && token?.shape === "word") starts.push(at);
  }
  return starts;
}

/** "A las 21:00, y | cambia el texto a: …": where a new prompt is given behind a change. */
export const newPrompt = (line: Line): { at: number; prompt: string } | undefined =>
  newPromptIn(line, promptEdits, "y");

/** What a correction as a whole is: a yes, a no, another task. */
export function whole(line: Line): Whole | undefined {
  const { tokens } = line;
  for (const at of clauseStarts(line))
    for (const shape of promptEdits) {
      const match = shape(line, at);
      const prompt = match && lettersFrom(line, match.next);
      if (prompt !== undefined) return { kind: "prompt", prompt };
    }
  if (isAll(line, yes)) return { kind: "keep" };
  if (staysAsIs.test(said(tokens)) && isAll(line, either(yes, hesitation))) return { kind: "keep" };
  const isMeantNo =
    tokens.some((token) => cancels.has(token.text) || isUndoing(token)) ||
    /(?:^|mejor )no (?:\w+ )?\w+ nada[.!]?$|^mejor no[.!]?$|^no[.!]?$|^ya no[.!]?$/i.test(line.text.trim());
  if (isMeantNo && isAll(line, no)) return { kind: "cancel" };
  const start = /^(no|y|tambien|ademas|por|favor|,|perdon)$/;
  const first = Math.max(
    behindApology(tokens),
    tokens.findIndex(({ text }) => !start.test(text)),
  );
  const instead = insteadOf(line, Math.max(first, 0));
  const told = tokens[instead?.next ?? 0];
  // "mejor" may lead to anything; "en lugar de eso" leads to another task
  const isOther =
    told?.shape === "word" &&
    told.meanings.length === 0 &&
    !/^(?:mejor|a|de|el|la|los|las|por|en|hazlo|ponlo)$/.test(told.text);
  const isPlain = tokens[Math.max(first, 0)]?.text === "mejor";
  if (instead && (isTask(told?.text ?? "") || (isOther && !isPlain))) {
    const prompt = lettersFrom(line, instead.next);
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  // "en vez del plan manda el presupuesto"
  if (/^en (?:vez|lugar)$/.test(said(tokens.slice(first, first + 2)))) {
    const task = tokens.findIndex(
      (token, at) =>
        at > first + 3 &&
        (isTask(token.text) || (tokens[at - 1]?.text === "," && isCommand(token))) &&
        !isFormOf(token.text, putting),
    );
    const isThing = task > 0 && tokens.slice(first + 2, task).every((token) => token.meanings.length === 0);
    const prompt = isThing ? lettersFrom(line, task) : undefined;
    if (prompt !== undefined) return { kind: "prompt", prompt };
  }
  const isMore =
    isTask(tokens[first]?.text ?? "") &&
    !tokens
      .slice(first + 1)
      .some(
        (token) => token.meanings.length > 0 && token.shape === "word" && token.text !== "un" && token.text !== "una",
      );
  const adds = tokens
    .slice(0, Math.max(first, 0))
    .some(({ text }) => text === "tambien" || text === "ademas" || text === "y");
  if (isMore && adds) {
    const added = lettersFrom(line, first);
    return added === undefined ? undefined : { kind: "append", words: added };
  }
  const asksMore =
    /^(agrega|anade|incluye|suma)$/.test(tokens[first]?.text ?? "") &&
    tokens.slice(first + 1).every((token) => token.meanings.length === 0);
  if (asksMore && tokens.length > first + 2) {
    const added = lettersFrom(line, first);
    return added === undefined ? undefined : { kind: "append", words: added };
  }
  const all = said(tokens.filter((token) => token.shape !== "sign"));
  const index = ordinals.findIndex((name) => all === `la ${name}` || all === name || all === `la ${name} opcion`);
  return index >= 0 ? { kind: "choice", index } : undefined;
}
