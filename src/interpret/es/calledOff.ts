import { boundary, either, type Line, type Match, maybe, not, sequence, type Shape, word, words } from "../shape.ts";
import type { Token } from "../token.ts";
import { verb } from "./verbs.ts";

const lead = maybe(
  either(
    word(
      "bueno",
      "no",
      "mejor",
      "ah",
      "ay",
      "uy",
      "espera",
      "mira",
      "nada",
      "pues",
      "pensandolo",
      "perdon",
      "pero",
      "en",
      "la",
      "bah",
      "ya",
    ),
    words("al final", "en realidad", "la verdad", "pensandolo bien", "pensandolo mejor", "ahora que lo pienso"),
  ),
);
const comma = maybe(word(",", "…", ".", "-", "–", "—"));
const end = sequence(
  maybe(
    either(
      word("gracias", "porfa", "entonces"),
      words("por favor", "por ahora", "de momento", "en realidad", "al final", "la verdad"),
    ),
  ),
  boundary,
);

const them = maybe(word("lo", "la", "los", "las", "me", "nos"));
const used = word(
  ..."quiero queremos necesito necesitamos uso usamos leo leemos miro miramos quiere necesita lee mira usa interesa sirve".split(
    " ",
  ),
);
/** "Olvídalo", "ya no la quiero": said alone in a clause, it takes back the whole request. */
const forgotten: Shape<unknown> = either(
  word("olvidalo", "olvidala", "olvidate", "cancelalo", "cancelala"),
  words(
    "no hace falta",
    "ya no hace falta",
    "ya no hace ninguna falta",
    "no hagas nada",
    "no hagas caso",
    "olvida eso",
    "olvidate de eso",
    "olvida lo que dije",
    "dejalo estar",
  ),
  sequence(maybe(word("nadie")), words("ya no"), word("lo", "la", "los", "las"), used),
  sequence(
    words("ya no"),
    them,
    them,
    either(used, words("hace falta", "hacen falta")),
    maybe(word("eso", "nada", "mas")),
  ),
  sequence(words("he cambiado de"), word("idea", "opinion")),
  sequence(words("cambie de"), word("idea", "opinion")),
);
/** The same behind a "no", a "bueno" or a "mejor". */
const unsaid = either(
  word("dejalo", "dejala", "no", "nada", "quitalo", "quitala", "borralo", "borrala"),
  words("da igual", "no lo hagas", "no la hagas", "no me avises", "no la mandes", "no lo mandes"),
);

const alone = sequence(forgotten, end);
const aloneBehind = sequence(either(forgotten, unsaid), end);
const oneLead = sequence(lead, comma);

const stops = verb(
  "quitar borrar eliminar cancelar suprimir desactivar apagar suspender anular parar detener cortar",
  "deten detenga",
);
const stopsIt = sequence(stops, end);
const sends = word(
  ..."mandas envias pasas haces pones mandais enviais publicas ejecutas corres escribes recuerdas avisas lanzas generas".split(
    " ",
  ),
);
const sent = sequence(word("que"), them, sends);
const sentOut = sequence(word("que"), them, word("sale", "salen", "llega", "llegan", "manda", "envia"));
const isSentThing = ({ text }: Token) =>
  /^(?:correo|mensaje|aviso|alerta|recordatorio|resumen|informe|boletin|parte|notificacion|reporte|mail|chiste)s?$/.test(
    text,
  );
/** "Ese recordatorio", "lo del stock": something that is there already. */
const existing: Shape<unknown> = either(
  word("ese", "esa", "esos", "esas", "aquel", "aquella"),
  sequence(word("lo"), word("de", "del")),
);
/** "No quiero más …", "basta de …": in front of a schedule. */
const refusal: Shape<unknown> = either(
  words("no quiero mas", "basta de", "no mas", "dame de baja", "sacame de", "quitame de"),
  sequence(words("ya no quiero"), not(word("que"))),
  sequence(words("no quiero"), word("el", "la", "los", "las", "ese", "esa")),
);
const withPronoun = /l[oa]s?$/;

const asked = /^[a-z]{2,}[aei](?:me|nos|l[aeo]s?|[mst]el[oa]s?)$/;

/** Whether something is asked for from here on. */
const asks = (tokens: readonly Token[], from: number, taken: ReadonlySet<number>) =>
  tokens.some((token, at) => at >= from && (taken.has(at) || (asked.test(token.text) && token.meanings.length === 0)));

/** "… mandar el fax... bueno no, déjalo, ya no tienen fax": nothing of the request is left. */
function isTakenBack(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  let opener = "";
  return tokens.some((token, at) => {
    if (token.shape === "sign" || at === 0) return false;
    const before = tokens[at - 1];
    const isOwn = before?.sentence !== token.sentence;
    // "… y ya no lo quiero"
    const isJoined = /^(?:y|pero)$/.test(before?.text ?? "") && token.text === "ya";
    if (before?.shape !== "sign" && !isOwn && !taken.has(at - 1) && !isJoined) return false;
    const isConditional = /^(?:si|cuando|salvo|en|y)$/.test(opener);
    opener = token.text;
    if (isConditional && !isOwn && !isJoined) return false;
    const isLast = (match: Match<unknown> | undefined) => match !== undefined && !asks(tokens, match.next, taken);
    let led = at;
    if (isLast(alone(line, at))) return true;
    for (let rounds = 0; rounds < 3; rounds++) {
      const next = oneLead(line, led)?.next ?? led;
      if (next === led) return false;
      led = next;
      if (isLast(aloneBehind(line, led))) return true;
    }
    return false;
  });
}

/** "Puedes quitar el correo de alergias que mandas | los jueves a las 9": what is sent already is to stop. */
function isDropped(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  for (let at = 0; at < tokens.length; at++) {
    // in front of its schedule: behind it, it is the work
    if (taken.has(at)) return false;
    if (refusal(line, at) && !asks(tokens, at + 1, new Set())) return isFollowed(tokens, at, taken);
    const object = stops(line, at)?.next;
    if (object === undefined) continue;
    for (let next = object; next < object + 10 && tokens[next] && tokens[next]?.shape !== "sign"; next++) {
      const isThing = tokens.slice(object, next).some(isSentThing);
      const match = sent(line, next) ?? (isThing ? sentOut(line, next) : undefined);
      let behind = match?.next ?? tokens.length;
      while (
        /^(?:al?|las?|el|los|de)$/.test(tokens[behind]?.text ?? "") ||
        (tokens[behind]?.meanings.length && !taken.has(behind))
      )
        behind++;
      if (taken.has(behind)) return true;
    }
  }
  return false;
}

/** Whether the schedule stands behind this place in its clause. */
function isFollowed(tokens: readonly Token[], from: number, taken: ReadonlySet<number>): boolean {
  for (let at = from; at < tokens.length && tokens[at]?.shape !== "sign"; at++) if (taken.has(at)) return true;
  return false;
}

/** "El informe que haces los lunes a las 9, quítalo", "lo del stock cada día, bórralo": what is sent already, and its end. */
function isSwitchedOff(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  const stop = tokens.findIndex(({ text, shape }) => shape === "sign" && text === ",");
  const order = tokens[stop + 1];
  if (stop < 1 || !order || !withPronoun.test(order.text) || !stopsIt(line, stop + 1)) return false;
  const isExisting = existing(line, 0) !== undefined || tokens.some((_, at) => at < stop && sent(line, at));
  return isExisting && isFollowed(tokens, 0, taken) && !asks(tokens, stop + 2, taken);
}

/** Whether the request asks to stop what runs already, or takes itself back. */
export const callsOff = (line: Line, taken: ReadonlySet<number>): boolean =>
  isTakenBack(line, taken) || isDropped(line, taken) || isSwitchedOff(line, taken);
