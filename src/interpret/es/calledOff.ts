import { boundary, either, type Line, maybe, sequence, type Shape, word, words } from "../shape.ts";
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
    ),
    words("al final", "en realidad", "la verdad", "pensandolo bien", "pensandolo mejor", "ahora que lo pienso"),
  ),
);
const comma = maybe(word(",", "…", ".", "-", "–", "—"));
const leads = sequence(lead, comma, lead, comma, lead, comma);
const end = sequence(
  maybe(either(word("gracias", "porfa", "entonces"), words("por favor", "por ahora", "de momento"))),
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
  words("no lo hagas", "no la hagas", "no me avises", "no la mandes", "no lo mandes"),
);

const stops = verb(
  "quitar borrar eliminar cancelar suprimir desactivar apagar suspender anular parar detener cortar",
  "deten detenga",
);
const sends = word(
  ..."mandas envias pasas haces pones mandais enviais manda envia llega llegan publicas ejecutas corres escribes recuerdas avisas lanzas generas".split(
    " ",
  ),
);
const sent = sequence(word("que"), them, sends);

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
    if (before?.shape !== "sign" && !isOwn && !taken.has(at - 1)) return false;
    const isConditional = /^(?:si|cuando|salvo|en|y)$/.test(opener);
    opener = token.text;
    if (isConditional && !isOwn) return false;
    const led = leads(line, at)?.next ?? at;
    const match =
      sequence(forgotten, end)(line, at) ??
      sequence(forgotten, end)(line, led) ??
      (led > at ? sequence(unsaid, end)(line, led) : undefined);
    return match !== undefined && !asks(tokens, match.next, taken);
  });
}

/** "Puedes quitar el correo de alergias que mandas | los jueves a las 9": what is sent already is to stop. */
function isDropped(line: Line, taken: ReadonlySet<number>): boolean {
  const { tokens } = line;
  for (let at = 0; at < tokens.length; at++) {
    // in front of its schedule: behind it, it is the work
    if (taken.has(at)) return false;
    const object = stops(line, at)?.next;
    if (object === undefined) continue;
    for (let next = object; next < object + 10 && tokens[next] && tokens[next]?.shape !== "sign"; next++) {
      const match = sent(line, next);
      if (match && [0, 1, 2, 3].some((more) => taken.has(match.next + more))) return true;
    }
  }
  return false;
}

/** Whether the request asks to stop what runs already, or takes itself back. */
export const callsOff = (line: Line, taken: ReadonlySet<number>): boolean =>
  isTakenBack(line, taken) || isDropped(line, taken);
