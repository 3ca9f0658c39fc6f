import { either, isAll, type Line, sequence, type Shape, word, words } from "../shape.ts";
import type { Token } from "../token.ts";
import { isUndoing, whole, yes } from "./answers.ts";
import { asides } from "./correctionAsides.ts";
import { fillers, interjections, remarks } from "./correctionFillers.ts";
import { articles } from "./narrative.ts";
import { isPointing, pointed, takesNamed } from "./pointed.ts";
import { adding, canRequest, dropping, isRequesting } from "./requesting.ts";
import { behindTime, isTimely, subjectOf, tells } from "./told.ts";
import { isFormOf } from "./verbs.ts";
import { zoneRules } from "./zones.ts";

/** A part of a correction: from a sign, or a word that goes on with something else, up to the next one. */
interface Clause {
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
const courtesy: Shape<unknown> = sequence(
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
function leadsEnd(tokens: readonly Token[], from: number): number {
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

function clauseFrom(tokens: readonly Token[], from: number): readonly Token[] {
  let to = from;
  while (to < tokens.length && !isBreak(tokens[to])) to++;
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

function clausesOf(line: Line): Clause[] {
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

const wishes = /^(?:quier[eo]|quisiera|queremos|necesito|prefier[eo])$/;

/**
 * Whether a clause asks for a change by its verb, as nobody else is said to do it: "ponlo", "que sea", "lo pasamos"; but "la misa
 * empieza" and "se pasa" tell something.
 */
function asks(tokens: readonly Token[], isReason = false): boolean {
  const behind = behindTime(tokens);
  const lead = /^(?:y|que|pero|pues|asi)$/.test(tokens[behind]?.text ?? "") ? behind + 1 : behind;
  const subject = subjectOf(tokens.slice(lead));
  return tokens.some((token, at) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    if (!canRequest(token) || (before && /^(?:el|una?|mi|tu|su|de|del|al|con)$/.test(before.text))) return false;
    // "quiere encontrarlo listo" wishes for something else
    if (wishes.test(token.text) && !tokens.some((it) => isTimely(it) || isPointing(it))) return false;
    // "no dejan pasar"; but "puedes pasar", "hay que mover"
    if (
      before &&
      /[aei]r$/.test(token.text) &&
      !/^(?:que|a|de|mejor|favor|no|toca|vamos|hay)$|^(?:pued|pod|deb|quier|habria)/.test(before.text)
    )
      return false;
    if (token.text === "mejor")
      return subject === 0 && (tokens.some(isTimely) || (next !== undefined && isRequesting(next)));
    if (isRequesting(token) && /[aeinrds](?:[mts]e|nos)?l[oae]s?$/.test(token.text))
      return !before || !/^las?$|^los$/.test(before.text);
    // "lo pasamos a las 8", "me lo cambias", "se puede poner"; "se pasa", "nos dejan", "la usan", "la agenda"
    if (before && /^l[oa]s?$/.test(before.text))
      return isRequesting(token) && /(?:s|mos|[aei]r|quiero|quiere|necesito|prefiero)$/.test(token.text);
    if (before && /^(?:me|te|se|nos|les?)$/.test(before.text))
      return tokens[at - 2]?.text === "que" || /^gustaria$/.test(token.text);
    if (subject > 0 && at >= lead + subject) return before?.text === "que" || /^(?:quiere|prefiere)$/.test(token.text);
    // "pasa el bus a las 8" tells, "pasa a las 8" asks
    const isWhoDoesIt = articles.has(next?.text ?? "") && tokens[at + 2]?.meanings.length === 0;
    return isRequesting(token) || (!isReason && at <= lead && !isWhoDoesIt && !/(?:n|mos)$/.test(token.text));
  });
}

const apology =
  /^(?:perdon[ae]?(?:me|nos|s|n)?|disculp(?:a|as|e|en)(?:me|nos)?|gracias|sorry|lamento|siento|culpa|error|fallo|despiste)$/;
const isSmall = ({ text, meanings }: Token) =>
  fillers.has(text) ||
  articles.has(text) ||
  remarks.has(text) ||
  interjections.has(text) ||
  /isim[oa]s?$/.test(text) ||
  (/^(?:una?|uno|mil|dos)$/.test(text) && meanings.length > 0);

/** Whether it is only said around a change: an apology, thanks, a remark, somebody called by name. */
function isSocial(line: Line, { tokens, end }: Clause, index: number): boolean {
  if (tokens.some(isTimely) || tokens.some(({ shape }) => shape === "literal" || shape === "number")) return false;
  const clause = { text: line.text, tokens };
  const [first, second] = tokens;
  if (!first || asks(tokens) || tokens.some(isPointing) || isOpen(tokens)) return false;
  if (courtesy(clause, 0) || isAll(clause, either(asides, yes, one(isSmall))))
    return tokens[0]?.text !== "no" || tokens.length > 1;
  const open =
    tokens.slice(0, 3).some(({ text }) => apology.test(text)) ||
    (first.text === "que" && second?.meanings.length === 0 && !canRequest(second));
  if (open) return true;
  // "¿no crees?", "¿cómo ves?"
  if (end?.text === "?" && tokens.length < 5 && !/^(?:con|en|para|sin|tambien|y)$/.test(first.text)) return true;
  // "parce, …"
  return index === 0 && tokens.length === 1 && first.meanings.length === 0 && !isUndoing(first);
}

const one =
  (fits: (token: Token) => boolean): Shape<true> =>
  ({ tokens }, at) => {
    const token = tokens[at];
    return token && fits(token) ? { value: true, next: at + 1 } : undefined;
  };

/** What binds the change, and is never only told: "excepto si …", "cuando llegue", "hasta que vuelva". */
const binding = /^(?:excepto|salvo|menos|sino?|si|cuando|mientras|tambien|ademas)$/;
/** "O mejor no sé", "ya veremos", "quizá": nobody is sure. */
const isOpen = (tokens: readonly Token[]) =>
  (tokens[0]?.text === "o" && tokens[1]?.text !== "sea") ||
  tokens.some(({ text }) => /^(?:quizas?|acaso|veremos|duda|dudo)$/.test(text)) ||
  /(?:^| )no se(?: (?:si|que|bien|cuando) |$)/.test(tokens.map(({ text }) => text).join(" "));
/** "Antes era a las 9": how it was, and how it always is. */
const isUsual = ({ text }: Token) => /^(?:antes|siempre|normalmente|ayer|anoche)$/.test(text);
const isQuoted = ({ text }: Token) => /^(?:dije|pedi|puse|pedido|dicho)$/.test(text);

/** Whether it only tells something, with whatever times of its own. */
function isTold(line: Line, { tokens, lead }: Clause, isSure: boolean): boolean {
  const from = leadsEnd(tokens, lead === "because" || lead === "that" ? 1 : 0);
  const said = tokens.slice(from);
  const [first, second] = said;
  if (
    !first ||
    said.some(({ shape }) => shape === "literal") ||
    (said.some(isQuoted) && said.some(isTimely)) ||
    isOpen(tokens)
  )
    return false;
  const isBound =
    said.slice(0, 3).some(({ text }) => /^(?:si|cuando|mientras|excepto|salvo)$/.test(text)) ||
    binding.test(first.text) ||
    (second?.text === "que" && /^(?:hasta|desde|antes|despues)$/.test(first.text));
  if ((!lead && isBound) || asks(said, lead !== undefined)) return false;
  return lead === "because" || tells(line.text, said, lead === "that" || isSure || tokens[from - 1]?.text === "asi");
}

/** "Eso es UTC", "porque es hora de Madrid": a zone is no reason, unless another one is asked for. */
const namesZone = (line: Line, tokens: readonly Token[]) =>
  tokens.some((_, at) => zoneRules.some(({ read }) => read({ text: line.text, tokens }, at) !== undefined));

/** A word that nothing is known of, at an edge: somebody is called, or something called out. */
const isUnknown = (token: Token | undefined) =>
  token?.shape === "word" &&
  token.meanings.length === 0 &&
  !isSmall(token) &&
  !canRequest(token) &&
  !isPointing(token) &&
  !isOpen([token]);

/** The words of a clause, without one at its edge that nobody knows, and that no small word leads to. */
function withoutEdge({ text }: Line, { tokens, lead }: Clause, isChange: (part: Line) => boolean): readonly Token[] {
  const from = lead === "so" ? tokens.findIndex(isUnknown) : 0;
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  const parts: (readonly Token[])[] = [];
  if (isUnknown(tokens[from])) parts.push(tokens.slice(from + 1));
  // "los lunes descanso": no word by the side, but what is told
  const isVerb = /(?:o|mos|an|en)$/.test(last?.text ?? "");
  if (before && (before.meanings.length > 0 || !isSmall(before)) && isUnknown(last) && !isVerb)
    parts.push(tokens.slice(0, -1));
  return parts.find((part) => isChange({ text, tokens: part })) ?? tokens;
}

type Role = "asks" | "tells" | "aside";
interface Part extends Clause {
  role: Role;
  /** Whether it is understood by itself. */
  isRead: boolean;
}

/** What each clause is there for. */
function rolesOf(line: Line, isChange: (part: Line) => boolean): Part[] {
  const clauses = clausesOf(line);
  const last = clauses.findLastIndex(({ lead, tokens }, index) => index > 0 && lead === "so" && tokens.some(isTimely));
  const parts: Part[] = [];
  for (const [index, clause] of clauses.entries()) {
    const [first] = clause.tokens;
    const isHabit = first !== undefined && isUsual(first) && tells(line.text, clause.tokens, false);
    const isRead = clause.lead !== "because" && !isHabit && isChange({ text: line.text, tokens: clause.tokens });
    // "la jefa entra a las 8 | y quiere …"
    const goesOn = first?.text === "y" && parts.at(-1)?.role === "tells";
    // "lo necesito un día más, | así que el sábado"
    const isLed = index < last && !clause.tokens.some(isAsked);
    const isOther = !isRead && !isCancel(line, clause);
    if (isOther && (isLed || isTold(line, clause, goesOn)))
      parts.push({ ...clause, lead: isLed ? "because" : clause.lead, role: "tells", isRead });
    else if (isOther && isSocial(line, clause, index)) parts.push({ ...clause, role: "aside", isRead });
    else
      parts.push({
        ...clause,
        tokens: isRead ? clause.tokens : withoutEdge(line, clause, isChange),
        role: "asks",
        isRead,
      });
  }
  return parts;
}

/** "Bueno no", "no, espera", "perdón": what stands in front of it does not hold. */
const takesBack = ({ tokens }: Clause) =>
  tokens.every(({ text }) =>
    /^(?:no|espera|espere|esperate|perdon|digo|miento|corrijo|mentira|bueno|mejor|pero|ay|uy|mmm|ah)$/.test(text),
  ) && tokens.some(({ text }) => /^(?:no|espera|espere|esperate|perdon|digo|miento|corrijo|mentira)$/.test(text));

/** "A las 10, bueno no, a las 11": what was said first is only told, where the same is said anew. */
function takeBack(parts: Part[]): void {
  const back = parts.findLastIndex((part, index) => index > 0 && takesBack(part));
  const later = parts.slice(back + 1).filter(({ role }) => role === "asks");
  const kinds = later.flatMap(({ tokens }) => kindsOf(tokens));
  if (back < 0 || kinds.length === 0) return;
  for (const part of parts.slice(0, back)) {
    const own = kindsOf(part.tokens);
    const isPlain = !part.tokens.some(
      ({ text }) => isFormOf(text, dropping) || isFormOf(text, adding) || /^(?:no|sin|menos|tambien)$/.test(text),
    );
    if (part.role === "asks" && isPlain && own.length > 0 && own.every((kind) => kinds.includes(kind)))
      Object.assign(part, { role: "tells", lead: "because" });
  }
  parts.splice(back, 1);
}

/** What kinds of parts of a schedule a clause names. */
function kindsOf(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, at) =>
    token.meanings.flatMap(({ kind }) => {
      // "las 8 de la mañana"
      if (kind === "day" && /^(?:la|las)$/.test(tokens[at - 1]?.text ?? "")) return [];
      if (/^(?:weekday|dayset|date|month|day|ordinal)$/.test(kind)) return ["day"];
      // "cata" is no "cada"
      if (kind === "every" && (tokens[at + 1]?.meanings.length ?? 0) === 0) return [];
      if (kind === "every" || kind === "frequency")
        return (tokens[at + 1]?.meanings ?? []).some((it) => it.kind === "weekday") ? [] : ["rhythm"];
      if (kind === "unit" && /^tod[ao]s$/.test(tokens[at - 2]?.text ?? "")) return ["rhythm"];
      return isTimely(token) ? ["hour"] : [];
    }),
  );
}

/** What is told of days in a way that may be asked for: "solo puede el viernes", "hasta el viernes", "quieren los lunes". */
const mayAsk = /^(?:solo|solamente|unicamente|quier.*|prefier.*|necesit.*|exig.*|piden?|pidio|pidieron)$/;
const bounds = /^(?:hasta|desde|partir|durante)$/;

/** Whether what a clause tells may be asked for as well, since nothing else is said of that and no reason is: then nobody knows. */
function isOpenBeside({ tokens, lead }: Part, kept: readonly Part[]): boolean {
  if (lead !== undefined) return false;
  const asked = kept.flatMap((part) =>
    part.tokens.some(isPointing) ? ["day", "hour", "rhythm"] : kindsOf(part.tokens),
  );
  const open = kindsOf(tokens).filter((kind) => !asked.includes(kind));
  const isBound =
    open.includes("day") && tokens.some(({ text }) => bounds.test(text)) && asked.every((kind) => kind === "hour");
  const isPointed = kept.some((part) => part.tokens.some(takesNamed));
  return (
    !isPointed &&
    open.length > 0 &&
    (open.includes("rhythm") || isBound || tokens.some(({ text }) => mayAsk.test(text)))
  );
}

/**
 * What of a correction asks for the change: its clauses without those that only tell something or are said around it. What is left has
 * to be understood to the last word, as ever; what is left out is told. A day or an hour that is only pointed at, "ese día", "quítalos",
 * is the one that was told.
 */
export function requestOf(line: Line, isChange: (part: Line) => boolean): Line | undefined {
  const parts = rolesOf(line, isChange);
  takeBack(parts);
  const of = (role: Role) => parts.filter((part) => part.role === role);
  const [told, kept, aside] = [of("tells"), of("asks"), of("aside")];
  if (told.some((part) => isOpenBeside(part, kept))) return undefined;
  const isZoned = ({ tokens }: Clause) => namesZone(line, tokens);
  if (told.some(isZoned) && !kept.some(isZoned)) return undefined;
  const isTimed = told.some(({ tokens }) => tokens.some(isTimely));
  // "perfecto, parce": yes; but of "perfecto, los lunes cerramos" nobody says what follows
  const isYes = ({ tokens }: Clause) => isAll({ text: line.text, tokens }, yes);
  if (kept.length === 0 && !isTimed)
    kept.push(...aside.filter((part) => isYes(part) && (told.length === 0 || !isThanks(part))));
  if (isTimed && kept.every(isYes)) return undefined;
  const request = kept.flatMap(({ tokens, end }) => (end ? [...tokens, end] : tokens));
  const tokens = pointed(
    request,
    told.map((clause) => clause.tokens),
  );
  const isLess = tokens.length !== line.tokens.length || tokens.some((token, at) => token !== line.tokens[at]);
  return isLess && tokens.some(({ shape }) => shape !== "sign") ? { text: line.text, tokens } : undefined;
}

const isThanks = ({ tokens }: Clause) =>
  tokens.every(({ text }) => /^(?:muchas|mil|gracias|por|favor|porfa|bueno|ok)$/.test(text));
const isCancel = ({ text }: Line, { tokens }: Clause) => whole({ text, tokens })?.kind === "cancel";

/** A command, and no mere wish. */
const isAsked = (token: Token) => isRequesting(token) && !wishes.test(token.text);
