import type { ChatterWords } from "../chatter.ts";
import { either, isAll, sequence, type Shape, word, words } from "../shape.ts";
import type { Token } from "../token.ts";
import { asides } from "./correctionAsides.ts";
import { fillers, interjections } from "./correctionFillers.ts";
import { namesZone, tellsAnything } from "./correctionReasons.ts";
import { isRequesting } from "./requesting.ts";

const set = (text: string) => new Set(text.split(" "));

/** What people say around a change, and what says nothing of it: "perdón la molestia", "error mío", "dedo gordo". */
const remarks = set(
  "disculpas pobre pobrecito pobrecita molestia molestias lata error errores mio mia dedo dedos gordo culpa despiste despistado despistada tonto tonta torpe burro burra cabeza mala memoria correccion cambio cambios planes plan prisa prisas autocorrector teclado celular movil cafe pregunta duda favorcito lio confusion problema drama pena verguenza tarde temprano mucho muchisimo demasiado poco poquito exagerado exageracion pronto serio verdad honestamente francamente ideal genial posible",
);
const persons = set("yo tu vos el ella nosotros nosotras ustedes vosotros ellos ellas nadie todos alguien uno");
const particles = set("se me nos te le les lo la ya no todavia aun si luego despues ese eso es");
const articles = set(
  "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta ese esa",
);
const periods = /^(?:ano|mes|semana|temporada|curso)$/;

const isSmall = ({ text }: Token) => fillers.has(text) || articles.has(text) || remarks.has(text);

/** Verbs of somebody or something else, by their look: "trabajan", "almorzamos", "llegaba"; a noun in the plural ends otherwise. */
const isVerb = ({ text, meanings, shape }: Token) =>
  shape === "word" && meanings.length === 0 && /(?:[aei]mos|[^s](?:an|en)|[ai]ba[ns]?|[^aeiou]ian?)$/.test(text);

/** What is said of oneself, and of what happened, without a subject. */
const stated = set(
  "dice comenta insiste sugiere recomienda quedo salio funciono gusto soy fui fue fueron estoy estuve estamos hice hizo hicieron hubo habia tengo tuve tenemos tuvimos vivo ando andamos acabo acaba acaban acabamos pense pensaba crei creia lei vi oi dije dijo dijeron puedo voy vengo salgo llego entro creo ojala espero supongo parece resulta segun prefiere prefieren insisten quieren dicen comentan avisan piden pidieron pidio cambiaron movieron",
);
/** What leads to a statement, and says why: "que luego no me da tiempo", "así me da tiempo", "como te decía". */
const leads = /^(?:pero|entonces|aunque|porque|pues|que|asi|como|y|donde|cuando)$/;
/** "Para que dé tiempo", "para no estorbar", "por lo del inventario", "por temas de …", "qué pena contigo". */
const grounds: Shape<unknown> = either(
  words("para que", "para no", "a ver si", "con eso"),
  sequence(
    word("por"),
    either(words("lo de", "lo del"), word("temas", "tema", "motivos", "razones", "culpa", "cuestiones")),
  ),
  sequence(
    word("que"),
    word("pena", "tonta", "tonto", "torpe", "lio", "verguenza", "desastre", "cabeza", "burro", "burra"),
  ),
);

/** "La violinista trabaja", "se me llena el disco", "este año los chicos salen antes": told, and nothing is asked for. */
function tells(clause: readonly Token[]): boolean {
  // "nos acaban de cambiar el horario" asks for no change
  const isNews = clause.some(({ text }, at) => /^acab(?:o|a|an)$/.test(text) && clause[at + 1]?.text === "de");
  if (
    clause.length < 2 ||
    (clause.some((token, at) => isRequesting(token) && !articles.has(clause[at - 1]?.text ?? "")) && !isNews) ||
    clause.some(({ text }) => wishing.has(text))
  )
    return false;
  if (grounds({ text: "", tokens: clause }, 0)) return true;
  const isPeriod = periods.test(clause[1]?.text ?? "");
  const tokens = clause.slice(isPeriod ? 2 : leads.test(clause[0]?.text ?? "") ? 1 : 0);
  const at = tokens.findIndex(({ text }) => !particles.has(text));
  const [subject, verb] = [tokens[0], tokens[at]];
  if (!subject || !verb || subject.shape !== "word") return false;
  if (stated.has(verb.text)) return true;
  const isTold =
    tellsAnything({ text: "" }, tokens) || tokens.slice(1, 8).some((token) => isVerb(token) || stated.has(token.text));
  const isSubject = persons.has(subject.text) || at > 0 || articles.has(subject.text);
  return isTold && (isSubject || subject.name === true || tellsAnything({ text: "" }, [subject]));
}
const wishing = set("quiero quiere necesito prefiero preferiria quisiera gustaria mejor tambien ademas sin menos");

function opens(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  if (!token || !next) return false;
  if (token.text === "pero" || token.text === "entonces") return true;
  if (token.text === "asi") return next.text === "que";
  if (token.text === "o") return next.text === "sea";
  // "mi vecina dice | que mejor los viernes"
  if (
    token.text === "que" &&
    /^(?:dicen?|comentan?|pide|piden|insisten?|sugieren?|recomienda)$/.test(tokens[at - 1]?.text ?? "")
  )
    return true;
  // "quedó tan bien | que hazlo cada lunes", "… | y agrégale el domingo"
  return (token.text === "y" || (token.text === "que" && tokens[at - 1]?.text !== "asi")) && isRequesting(next);
}

const known: Shape<true> = ({ tokens }, at) => {
  const token = tokens[at];
  return token &&
    (isSmall(token) || /^(?:media|cuarto|punto)$/.test(token.text) || token.meanings.length > 0 || isRequesting(token))
    ? { value: true, next: at + 1 }
    : undefined;
};

/** Spanish chatter. */
export const spanishChatter: ChatterWords = {
  opens,
  asides,
  interjections,
  tells,
  tellsOfPeople: (clause) => articles.has(clause[0]?.text ?? "") && tells(clause),
  remarks: (clause) => {
    const [first] = clause;
    const isBound = /^(?:sin|excepto|salvo|menos|hasta|antes|despues|cada|tambien)$/.test(first?.text ?? "");
    const isHalf = clause.some(({ meanings }) => meanings.some(({ kind }) => kind === "daypart"));
    return !isBound && !isHalf && clause.every(isSmall) && clause.some(({ text }) => remarks.has(text));
  },
  // "lo necesito un día más, así que el sábado"
  isForeign: (clause) => /^(?:lo|me|nos|se|ya|no)$/.test(clause.tokens[0]?.text ?? "") || !isAll(clause, known),
  concludes: set("asi entonces o"),
  leads: set("pero asi que entonces y o sea"),
  namesZone: ({ text }, tokens) => namesZone({ text, tokens }, { tokens, isReason: false }),
};
