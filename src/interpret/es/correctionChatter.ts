import type { ChatterWords } from "../chatter.ts";
import { isAll, type Line, type Shape } from "../shape.ts";
import type { Token } from "../token.ts";
import { asides } from "./correctionAsides.ts";
import { fillers, interjections } from "./correctionFillers.ts";
import { namesZone, tellsAnything } from "./correctionReasons.ts";
import { isRequesting } from "./requesting.ts";

const set = (text: string) => new Set(text.split(" "));

/** What people say around a change, and what says nothing of it: "perdón la molestia", "error mío", "dedo gordo". */
const remarks = set(
  "molestia molestias lata error errores mio mia dedo dedos gordo culpa despiste despistado despistada tonto tonta torpe burro burra cabeza mala memoria correccion cambio cambios planes plan prisa prisas autocorrector teclado celular movil cafe pregunta duda favorcito lio confusion problema drama pena verguenza tarde temprano mucho muchisimo demasiado poco poquito exagerado exageracion pronto serio verdad honestamente francamente ideal genial posible",
);
const persons = set("yo tu vos el ella nosotros nosotras ustedes vosotros ellos ellas nadie todos alguien uno");
const reflexive = set("se me nos te le les lo la ya no todavia aun");
const articles = set(
  "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta ese esa",
);
const joins = /^(?:pero|entonces|aunque|porque|pues)$/;
const periods = /^(?:ano|mes|semana|temporada|curso)$/;

const isSmall = ({ text }: Token) => fillers.has(text) || articles.has(text) || remarks.has(text);

/** Verbs of somebody or something else, by their look: "trabajan", "almorzamos", "llegaba"; a noun in the plural ends otherwise. */
const isVerb = ({ text, meanings, shape }: Token) =>
  shape === "word" && meanings.length === 0 && /(?:[aei]mos|[^s](?:an|en)|[ai]ba[ns]?|[^aeiou]ian?)$/.test(text);

/** "La violinista trabaja", "se me llena el disco", "este año los chicos salen antes": told, and nothing is asked for. */
function tells(clause: readonly Token[]): boolean {
  const isPeriod = periods.test(clause[1]?.text ?? "");
  const tokens = clause.slice(isPeriod ? 2 : joins.test(clause[0]?.text ?? "") ? 1 : 0);
  const [subject] = tokens;
  if (!subject || subject.shape !== "word" || tokens.length < 2 || tokens.some(isRequesting)) return false;
  if (tokens.some(({ text }) => wishing.has(text))) return false;
  const isTold = tellsAnything({ text: "" }, tokens) || tokens.slice(1, 8).some(isVerb);
  const isSubject = persons.has(subject.text) || reflexive.has(subject.text) || articles.has(subject.text);
  return isTold && (isSubject || subject.name === true || tellsAnything({ text: "" }, [subject]));
}
const wishing = set("quiero quiere necesito prefiero preferiria quisiera gustaria mejor tambien ademas con sin menos");

function opens(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (!token || !next) return false;
  if (token.text === "pero" || token.text === "entonces") return true;
  if (token.text === "asi") return next.text === "que";
  if (token.text === "o") return next.text === "sea";
  // "quedó tan bien | que hazlo cada lunes", "… | y agrégale el domingo"
  return (token.text === "que" || token.text === "y") && isRequesting(next);
}

/** "Ay no", "uy perdón", "fíjate que": what is said first, and says nothing. */
function lead(clause: Line): number {
  let at = 0;
  for (;;) {
    const token = clause.tokens[at];
    const isSpoken = token !== undefined && (interjections.has(token.text) || token.shape === "sign");
    const next = token && (asides(clause, at)?.next ?? (isSpoken ? at + 1 : at));
    if (next === undefined || next === at) return at;
    at = next;
  }
}

const known: Shape<true> = ({ tokens }, at) => {
  const token = tokens[at];
  return token && (isSmall(token) || token.meanings.length > 0 || isRequesting(token))
    ? { value: true, next: at + 1 }
    : undefined;
};

/** Spanish chatter. */
export const spanishChatter: ChatterWords = {
  opens,
  lead,
  tells,
  tellsOfPeople: (clause) => articles.has(clause[0]?.text ?? "") && tells(clause),
  remarks: (clause) => {
    const [first] = clause;
    const isBound = /^(?:sin|excepto|salvo|menos|hasta|antes|despues|cada|tambien)$/.test(first?.text ?? "");
    return !isBound && clause.every(isSmall) && clause.some(({ text }) => remarks.has(text));
  },
  isForeign: (clause) => !isAll(clause, known),
  concludes: set("asi entonces o"),
  leads: set("pero asi que entonces y o sea"),
  namesZone: ({ text }, tokens) => namesZone({ text, tokens }, { tokens, isReason: false }),
};
