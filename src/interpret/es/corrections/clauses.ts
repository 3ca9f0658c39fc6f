import { either, type Line, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { asks } from "./asking.ts";
import { interjections } from "./fillers.ts";
import { articles } from "../request/narrative.ts";
import { isRequesting } from "./requesting.ts";
import { behindTime, isTimely, subjectOf, tells } from "../request/told.ts";

/** A part of a correction: from a sign, or a word that goes on with something else, up to the next one. */
export interface Clause {
  /** Without the signs around it. */
  tokens: readonly Token[];
  /** "Porque …": it says why. "Así que …": it says what follows from the ones before. */
  lead?: "because" | "that" | "so" | undefined;
  /** The sign that ends it. */
  end?: Token | undefined;
}

const breaks = new Set([",", ";", ".", "…", "!", "?", ":", "–", "—", "-", "(", ")", "¡", "¿"]);
const because = either(
  words(
    "ya que",
    "es que",
    "dado que",
    "puesto que",
    "para que",
    "a ver si",
    "debido a",
    "resulta que",
    "lo que pasa es que",
    "por lo de",
    "por lo del",
    "por culpa de",
    "por culpa del",
    "por temas de",
    "por tema de",
    "por motivos de",
    "gracias a",
    "por si",
    "que si no",
  ),
  word("porque", "pq", "xq", "aunque"),
);
const so = either(
  words("asi que", "por eso", "por lo tanto", "por lo que", "o sea", "de modo que", "de manera que", "con lo cual"),
  word("entonces", "conque"),
);
/** "Si puedes", "si no te importa", "si es tan amable": asked for politely, and no condition. */
export const courtesy: Shape<unknown> = sequence(
  word("si"),
  either(
    sequence(
      either(
        words("no te", "no le", "no les", "no os"),
        word(
          "te",
          "le",
          "les",
          "os",
          "fuera",
          "puedes",
          "puede",
          "podes",
          "podeis",
          "pueden",
          "eres",
          "gustas",
          "gusta",
          "quieres",
          "queres",
          "quiere",
        ),
      ),
    ),
    words(
      "es tan",
      "sos tan",
      "se puede",
      "no es",
      "no hay problema",
      "me haces",
      "me hace",
      "es posible",
      "es que se puede",
      "no fuera",
    ),
  ),
);

/** "El lunes que viene": a day, and no clause. */
const coming = word("viene", "vienen", "entra", "sigue");
/** Words behind which a "que" only goes on. */
const beforeThat =
  /^(?:lo|mejor|tiene|tienen|quiero|quisiera|necesito|prefiero|hasta|desde|sino|es|son|para|hay|mas|menos|antes|despues|asi|di[cg]e|gustaria|vez|sin|con|de|a|y|siempre|ya|dado|en|sea|ojala|creo|espero|todo|unico)$/;

/** Where a clause begins without a sign in front of it. */
function leadAt(line: Line, at: number, from: number): Clause["lead"] | "new" | undefined {
  const { tokens } = line;
  const [before, token, next] = [tokens[at - 1], tokens[at] as Token, tokens[at + 1]];
  if (because(line, at)) return "because";
  if (!next || isBreak(next)) return undefined;
  if (so(line, at)) return "so";
  if (courtesy(line, at)) return "new";
  if (token.text === "pues" || (token.text === "como" && at === from)) {
    const clause = clauseFrom(tokens, at + 1);
    return !asks(clause) && tells(line.text, clause, true) ? "because" : undefined;
  }
  // "quedó tan bien | que hazlo cada lunes"
  if (token.text === "que" && isRequesting(next) && /l[oa]s?$/.test(next.text)) return "new";
  if (token.text === "que" && !(before && beforeThat.test(before.text))) {
    if (coming(line, at + 1) && before && before.meanings.length > 0) return undefined;
    // "la tía que conoces": only of a time or a request somebody says why
    const ahead = tokens.slice(leadsEnd(tokens, from), at);
    const clause = clauseFrom(tokens, at + 1);
    const isWho = subjectOf(ahead.slice(behindTime(ahead))) > 0 && !tells(line.text, ahead, false);
    const isWhy = ahead.length === 0 || (!isWho && (ahead.some(isTimely) || asks(ahead)));
    return isWhy && !asks(clause, true) && tells(line.text, clause, true) ? "that" : undefined;
  }
  if (
    token.text === "pero" ||
    (token.text === "y" &&
      !/^(?:media|cuarto|pico)$/.test(next.text) &&
      (isRequesting(next) || (next.meanings.length === 0 && tells(line.text, clauseFrom(tokens, at + 1), false))))
  )
    return "new";
  // "mi vecina dice | que mejor los viernes"
  if (
    token.text === "que" &&
    /^(?:dicen?|comentan?|piden?|insisten?|sugieren?|recomiendan?|prefieren?)$/.test(before?.text ?? "")
  )
    return "new";
  // "por la lluvia", "para no despertar a nadie": why, where no time stands there
  const isWhy =
    (token.text === "por" && articles.has(next.text) && next.text !== "lo") ||
    (/^(?:por|para)$/.test(token.text) &&
      /(?:[aei]r)(?:me|te|se|nos|les?|l[oa]s?)?$/.test((next.text === "no" ? tokens[at + 2]?.text : next.text) ?? ""));
  if (at > 0 && isWhy && !clauseFrom(tokens, at).some((it) => it.meanings.length > 0 && !/^un[ao]?$/.test(it.text)))
    return "because";
  // "a las 8 no puedo | ponlo a las 10"
  const isPlain =
    before !== undefined &&
    before.shape === "word" &&
    !/^(?:que|no|y|lo|se|o|mejor|tambien|a|de|para|hay|favor|porfa)$/.test(before.text);
  const start = openOf(tokens, at);
  return isPlain &&
    isRequesting(token) &&
    /l[oa]s?$|^mejor$/.test(token.text) &&
    start < at &&
    tells(line.text, tokens.slice(start, at), false)
    ? "new"
    : undefined;
}

/** Behind the words that only lead to a clause. */
export function leadsEnd(tokens: readonly Token[], from: number): number {
  let at = from;
  while (/^(?:y|pero|que|pues|como|asi|porque)$/.test(tokens[at]?.text ?? "")) at++;
  return at;
}

/** Where the part between two signs begins. */
function openOf(tokens: readonly Token[], at: number): number {
  let start = at;
  while (start > 0 && !isBreak(tokens[start - 1])) start--;
  return start;
}

const isBreak = (token: Token | undefined) =>
  token?.shape === "sign" && breaks.has(token.text) && (token.text !== "-" || token.spaced);

/** How far is looked in a clause that does not end. */
const LONGEST_CLAUSE = 30;

function clauseFrom(tokens: readonly Token[], from: number): readonly Token[] {
  let to = from;
  while (to < tokens.length && to - from < LONGEST_CLAUSE && !isBreak(tokens[to])) to++;
  return tokens.slice(from, to);
}

/** "Lunes, martes y jueves", "8, 12": a comma in a list parts nothing. */
function isInList(tokens: readonly Token[], at: number): boolean {
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  return (
    tokens[at]?.text === "," &&
    before !== undefined &&
    next !== undefined &&
    // "L, X y V"
    ((/^[lmxjvsd]$/.test(before.text) && /^[lmxjvsd]$/.test(next.text)) ||
      before.meanings.some(({ kind }) => kind !== "unit" && next.meanings.some((it) => it.kind === kind)))
  );
}

export function clausesOf(line: Line): Clause[] {
  const { tokens } = line;
  const clauses: Clause[] = [];
  let from = 0;
  let lead: Clause["lead"];
  const close = (to: number, end?: Token) => {
    if (to > from) clauses.push({ tokens: tokens.slice(from, to), lead, end });
    lead = undefined;
  };
  for (const [at, token] of tokens.entries()) {
    const isSign = isBreak(token) && !isInList(tokens, at);
    const isNew = at > from && tokens[at - 1]?.sentence !== token.sentence;
    if (isSign || isNew) {
      close(at, isSign ? token : undefined);
      from = isSign ? at + 1 : at;
      if (isSign) continue;
    }
    const isSpoken = at > from && !lead && !interjections.has(token.text) && tokens[at - 1]?.text !== "no";
    const begun =
      isSpoken && tokens.slice(from, at).every(({ text }) => interjections.has(text)) ? "new" : leadAt(line, at, from);
    if (!begun) continue;
    // "porque como los lunes …"
    const isSame = begun === "that" && lead === "because" && at - from < 3;
    if (isSame) continue;
    close(at);
    from = at;
    lead = begun === "new" ? undefined : begun;
  }
  close(tokens.length);
  return clauses;
}
