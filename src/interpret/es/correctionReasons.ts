import { either, type Line, sequence, word, words } from "../shape.ts";
import type { MeaningKind, Token } from "../token.ts";
import { isRequesting } from "./requesting.ts";
import { zoneRules } from "./zones.ts";

/** A part of a correction: from a sign or a word such as "porque" up to the next one. */
interface Part {
  tokens: readonly Token[];
  /** Whether it only says why: "porque los lunes hay junta". */
  isReason: boolean;
}

const breaks = new Set([",", ";", ".", "…", "!", "?", ":", "–", "—", "(", ")", "¡", "¿"]);
const because = either(
  words("ya que", "es que", "dado que", "puesto que", "para que", "a ver si", "debido a"),
  word("porque", "pq", "xq", "pues"),
);

/** Verbs of sentences that tell how things are; nobody asks for a change with them. */
const telling = new Set(
  "dura duran libra libran da pierdo olvida trabaja trabajan anochece amanece oscurece alcanza alcanzo alcanzamos llena llenan vive viven estudia duerme llueve leido visto dicho pasaron cambiaron actualiza acaba acaban termina terminan empieza empiezan es esta estan estamos estoy estaba hay habia tengo tenemos tiene tienen tenia puedo puede podemos pueden trabajo trabaja trabajan llego llega llegan voy va van viene vienen vengo salgo sale salen cierra cierran abre abren sirve sirven toca conviene convienen cae caen choca coincide molesta funciona descanso descansa descansan tarda tardan entra entran falta faltan sobra parece creo equivoque confundi olvide dijeron dijo dije late gusta importa hable hablo andan anda ando duermo visitan visita dan hace hacen".split(
    " ",
  ),
);
const bounding = /^(?:desde|hasta|durante|excepto|salvo|empezando|a)$/;

/** Whether a word of the clause tells something: "hay", "cerramos", "se atrasó"; in "el mes que viene" none does. */
export function tellsAnything({ text }: Pick<Line, "text">, clause: readonly Token[]): boolean {
  return clause.some((token, at) => {
    if (token.shape !== "word" || token.meanings.length > 0) return false;
    const isComing = /^(?:viene|vienen|entra|entran|sigue)$/.test(token.text) && clause[at - 1]?.text === "que";
    if (isComing && (clause[at - 2]?.meanings.length ?? 1) > 0) return false;
    // accents tell "se atrasó" from "atraso"
    const written = text.slice(token.start, token.end);
    return telling.has(token.text) || /(?:amos|emos|imos|aron|ieron|[^aeiou]ó|ió)$/.test(written);
  });
}
/** Words that comment on what was understood: "uy", "casi", "disculpa la lata", "muy temprano". */
const comment =
  /^(?:uy|ay|ah|eh|ups|oops|mmm?|hmm?|ojo|(?:ja|je)+|jajaja|casi|perdon[ae]?|disculp[ae]|muy|much[oa]s?|muchisim[oa]s?|demasiad[oa]s?|poc[oa]s?|poquisim[oa]s?|claro|mira|oye|che|sabes|espera|todavia|ahorita|mil|error|mala)$/;

/** "El lunes que viene": a day, and no reason. */
const coming = sequence(word("que"), word("viene", "entra", "sigue", "vienen"));

/** Whether a "que" says why: "…, que los lunes hay junta"; "que sea a las 9" asks for something. */
function isReasonBehind(line: Line, at: number): boolean {
  const { tokens } = line;
  const before = tokens[at - 1];
  if (tokens[at]?.text !== "que" || at === 0 || before === undefined) return false;
  if (coming(line, at) && before.meanings.length > 0) return false;
  if (
    /^(?:lo|mejor|tiene|tienen|quiero|necesito|hasta|sino|es|prefiero|para|hay|mas|asi|di[cg]e|bueno)$/.test(
      before.text,
    )
  )
    return false;
  return tells(line, clauseFrom(tokens, at + 1));
}

function clauseFrom(tokens: readonly Token[], from: number): readonly Token[] {
  let to = from;
  while (to < tokens.length && !(tokens[to]?.shape === "sign" && breaks.has(tokens[to]?.text ?? ""))) to++;
  return tokens.slice(from, to);
}

/** Whether a clause tells something and asks for nothing. */
const tells = (line: Line, clause: readonly Token[]) => tellsAnything(line, clause) && !clause.some(isRequesting);

function partsOf(line: Line): Part[] {
  const { tokens } = line;
  const parts: Part[] = [];
  let from = 0;
  let isReason = false;
  const close = (to: number, next: boolean) => {
    if (to > from) parts.push({ tokens: tokens.slice(from, to), isReason });
    from = to;
    isReason = next;
  };
  for (const [at, token] of tokens.entries()) {
    const isSign = token.shape === "sign" && breaks.has(token.text);
    if (isSign) {
      close(at, false);
      close(at + 1, false);
    } else if (
      isReason &&
      token.text === "y" &&
      tokens[at + 1] !== undefined &&
      isRequesting(tokens[at + 1] as Token)
    ) {
      // "quita el martes porque descansamos | y agrega el domingo"
      close(at, false);
    } else if (because(line, at) ?? isReasonBehind(line, at)) {
      if (because(line, at) && token.text === "pues" && !tells(line, clauseFrom(tokens, at + 1))) continue;
      if (!isReason) close(at, true);
    }
  }
  close(tokens.length, false);
  return parts;
}

const isOf = (kinds: readonly MeaningKind[]) => (token: Token) =>
  token.text !== "hora" &&
  token.meanings.some((meaning) => kinds.includes(meaning.kind) && !(meaning.kind === "number" && meaning.value === 1));
const groups = [
  isOf(["clock", "military", "meridiem", "daypart", "number"]),
  isOf(["weekday", "dayset", "day", "date", "month", "every", "frequency", "unit", "ordinal"]),
];

/** "A esa hora no hay nadie", "disculpa la lata", "es muchísimo": told, and nothing is asked for. */
function isStatement(line: Line, { tokens }: Part): boolean {
  const [first] = tokens;
  if (
    !first ||
    tokens.some(isRequesting) ||
    (bounding.test(first.text) && tokens[1]?.text !== "esa" && !isHourOf(tokens))
  )
    return false;
  // "es a las 9", "son los martes" say what it is
  const isCopula =
    /^(?:es|son|era|eran)$/.test(first.text) && tokens.some((token) => groups.some((isIn) => isIn(token)));
  // "perdón, en PDF" asks for something
  const isComment = comment.test(first.text) && !tokens.some(({ text }) => /^(?:con|en|sin|tambien|para)$/.test(text));
  return !isCopula && (tellsAnything(line, tokens) || isComment);
}
/** "A las 8 todavía no llego", and not "a partir del lunes". */
const isHourOf = ([first, second]: readonly Token[]) => first?.text === "a" && /^las?$/.test(second?.text ?? "");

/** "Eso es UTC", "porque es hora de Madrid": a zone is no reason, wherever it is named. */
export const namesZone = ({ text }: Line, { tokens }: Part) =>
  tokens.some((_, at) => zoneRules.some(({ read }) => read({ text, tokens }, at) !== undefined));

const polite = /^(?:por|favor|porfa|porfis|porfavor|gracias)$/;
const saysMore = ({ shape, text }: Token) => shape !== "sign" && !polite.test(text);

const isQuoted = ({ tokens }: Part) => tokens.some(({ text }) => /^(?:dije|pedi|pedido|dicho)$/.test(text));

/** A correction without the reasons that were given for it: "es que los lunes no vengo, pásalo al martes". */
export function withoutReasons(line: Line): Line | undefined {
  const parts = partsOf(line);
  let kept = parts.filter(
    (part, index) => !part.isReason || (index === 0 && parts.length === 1) || namesZone(line, part),
  );
  // what is only told goes where the rest says the same kind of thing anew
  for (const part of kept) {
    const others = kept.filter((other) => other !== part).flatMap(({ tokens }) => tokens);
    // "dije 6, | no 7": what was said is what counts
    if (isQuoted(part) && others.find(saysMore)?.text === "no") continue;
    const isRepeated = groups.every((isIn) => !part.tokens.some(isIn) || others.some(isIn));
    if (isRepeated && others.some(saysMore) && isStatement(line, part) && !namesZone(line, part))
      kept = kept.filter((other) => other !== part);
  }
  const tokens = kept.flatMap((part) => part.tokens);
  const isLess = tokens.length < line.tokens.length && tokens.some(saysMore);
  return isLess ? { text: line.text, tokens } : undefined;
}
