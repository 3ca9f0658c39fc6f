import { either, isAll, type Line, type Shape } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { isUndoing, mayCancel, whole, yes } from "./answers.ts";
import { asks, wishes } from "./asking.ts";
import { type Clause, clausesOf, courtesy, leadsEnd } from "./clauses.ts";
import { asides, restStays } from "./asides.ts";
import { fillers, interjections, remarks } from "./fillers.ts";
import { articles } from "../request/narrative.ts";
import { isPointing } from "./pointed.ts";
import { canRequest, isRequesting } from "./requesting.ts";
import { isTimely, tells } from "../request/told.ts";

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
  if (!first || asks(tokens) || tokens.some(isPointing) || isOpen(tokens) || restStays(clause, 0)) return false;
  if (courtesy(clause, 0) || isAll(clause, either(asides, yes, one(isSmall))))
    return tokens[0]?.text !== "no" || tokens.length > 1;
  const open =
    tokens.slice(0, 3).some(({ text }) => apology.test(text)) ||
    (first.text === "que" && second?.meanings.length === 0 && !canRequest(second));
  if (open) return true;
  // "¿no crees?", "¿cómo ves?"
  if (end?.text === "?" && tokens.length < 5 && !/^(?:con|en|para|sin|tambien|y)$/.test(first.text)) return true;
  // "parce, …"
  return (index === 0 || end === undefined) && tokens.length === 1 && first.meanings.length === 0 && !isUndoing(first);
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
  tokens.some(({ text }) => /^(?:quizas?|acaso|veremos|duda|dudo|nunca|jamas)$/.test(text)) ||
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
  const [last, before, article] = [tokens.at(-1), tokens.at(-2), tokens.at(-3)];
  // "solo 5 sesiones": things that are counted, and no hour; "a las 9 chicos" calls somebody
  const isCounted =
    before?.meanings.some(({ kind }) => kind === "number") && !/^(?:las|la|el|dia)$/.test(article?.text ?? "");
  const parts: (readonly Token[])[] = [];
  if (isUnknown(tokens[from])) parts.push(tokens.slice(from + 1));
  // "los lunes descanso": no word by the side, but what is told
  const isVerb = /(?:o|mos|an|en)$/.test(last?.text ?? "");
  if (before && !isCounted && (before.meanings.length > 0 || !isSmall(before)) && isUnknown(last) && !isVerb)
    parts.push(tokens.slice(0, -1));
  return parts.find((part) => isChange({ text, tokens: part })) ?? tokens;
}

export type Role = "asks" | "tells" | "aside";
export interface Part extends Clause {
  role: Role;
  /** Whether it is understood by itself. */
  isRead: boolean;
}

/** What each clause is there for. */
export function rolesOf(line: Line, isChange: (part: Line) => boolean): Part[] {
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

const isCancel = ({ text }: Line, { tokens }: Clause) =>
  tokens.some(mayCancel) && whole({ text, tokens })?.kind === "cancel";

/** A command, and no mere wish. */
const isAsked = (token: Token) => isRequesting(token) && !wishes.test(token.text);
