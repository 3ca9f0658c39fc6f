import type { Grounds } from "../../gathering/reasons.ts";
import { timely } from "../../phrases/pieces.ts";
import type { Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { isArticle } from "./guard.ts";
import { functionWords, isFinite, verbs } from "../vocabulary.ts";

type Tokens = readonly Token[];

/** How far the end of a reason is looked for. */
const LONGEST = 40;

const persons = new Set("i we they he she it you there everyone everybody nobody people someone that this".split(" "));
/** Words that may stand in front of all that is said. */
const greetings = new Set("hi hello hey dexter ok okay so and but also well please just look listen , now".split(" "));
const wishes = /^(want|need|would|like|please|must|should|could|can|prefer)$|'(d|ll)$/;

const textAt = (tokens: Tokens, at: number) => tokens[at]?.text ?? "";
const whens = new Set<string>([...timely, "month", "unit", "ordinal"]);
// "I am"
whens.delete("meridiem");
/** Whether a word says when; a number does behind "at". */
const saysWhen = (tokens: Tokens, at: number) =>
  tokens[at]?.meanings.some(
    ({ kind }) =>
      whens.has(kind) ||
      (kind === "number" && /^(at|@|by|until|till|from|after|before|between)$/.test(textAt(tokens, at - 1))),
  ) === true;
const isEvery = (token: Token | undefined) => token?.meanings.some(({ kind }) => kind === "every") === true;

/** Whether nothing of its sentence, or a sign, stands in front of it. */
function isFront(tokens: Tokens, at: number): boolean {
  let first = at;
  while (greetings.has(textAt(tokens, first - 1)) && at - first < 6) first--;
  const before = tokens[first - 1];
  return before === undefined || before.sentence !== tokens[at]?.sentence || before.shape === "sign" || first < at;
}

/** "We", "the bus", "Mondays": what a clause can begin with. */
const isSubject = (token: Token | undefined) =>
  token !== undefined &&
  (persons.has(token.text.split("'")[0] ?? "") ||
    isArticle(token.text) ||
    token.meanings.some((it) => "plural" in it && it.plural));

/** Whether what is told of somebody or something begins there: "is", "closes", and "I | teach". */
const isPredicate = (tokens: Tokens, at: number) =>
  isFinite(tokens[at]) ||
  /^\w+'(m|re|s|ve)$/.test(textAt(tokens, at)) ||
  (/^(i|we|they|he|she)$/.test(textAt(tokens, at - 1)) && isPlain(tokens[at]));
const isPlain = (token: Token | undefined) =>
  token?.shape === "word" && token.meanings.length === 0 && !functionWords.has(token.text);

const openers = new Set(
  "because cos cuz due owing thanks given seeing considering now even although though whereas since as".split(" "),
);

/** "Since tomorrow every day", and neither "since Monday the pump leaks" nor "since Friday is short". */
function isBound(tokens: Tokens, at: number): boolean {
  const isDay = saysWhen(tokens, at) && !isSubject(tokens[at]);
  return isDay && !tokens.slice(at + 1, at + 4).some((token) => isSubject(token) || /^(is|was|has)$/.test(token.text));
}

/** Where what is told of begins behind "because" or "due to", and whether that is a clause; `undefined` where no reason is given there. */
function opening(tokens: Tokens, at: number): { from: number; isClause: boolean } | undefined {
  const word = textAt(tokens, at);
  if (!openers.has(word)) return undefined;
  const next = textAt(tokens, at + 1);
  const front = isFront(tokens, at);
  switch (word) {
    case "because":
    case "cos":
    case "cuz":
      return next === "of" ? { from: at + 2, isClause: false } : { from: at + 1, isClause: true };
    case "due":
    case "owing":
    case "thanks":
      return next === "to" && (front || isArticle(textAt(tokens, at + 2)))
        ? { from: at + 2, isClause: false }
        : undefined;
    case "given":
    case "seeing":
    case "considering":
      if (/^(that|as|how)$/.test(next)) return { from: at + 2, isClause: true };
      return front && isArticle(next) ? { from: at + 1, isClause: false } : undefined;
    case "now":
      return front && next === "that" ? { from: at + 2, isClause: true } : undefined;
    case "even":
      return /^(though|if)$/.test(next) ? { from: at + 2, isClause: true } : undefined;
    case "although":
    case "though":
    case "whereas":
      return front ? { from: at + 1, isClause: true } : undefined;
    case "since":
    case "as": {
      const isOther =
        /^(of|soon|long|well|usual|always|per|before|if|much|far)$/.test(next) ||
        /^(same|such|soon|long|well|much|just|so)$/.test(textAt(tokens, at - 1)) ||
        isBound(tokens, at + 1);
      return !isOther && !next.endsWith("ed") && (front || isSubject(tokens[at + 1]))
        ? { from: at + 1, isClause: true }
        : undefined;
    }
    default:
      return undefined;
  }
}

const isParting = ({ text, spaced }: Token) => /^[,;:–—)]$/.test(text) || (text === "-" && spaced);

/** Where the reason ends, and its verb; `undefined` where nothing is told. */
function ending(tokens: Tokens, { from, isClause }: { from: number; isClause: boolean }) {
  const { sentence } = tokens[from] ?? {};
  let verb = isClause ? undefined : from;
  for (let at = from; at <= from + LONGEST; at++) {
    const token = tokens[at];
    const isOver = token === undefined || token.sentence !== sentence;
    if (
      isOver ||
      (verb !== undefined && at > from && (token.text === "so" || (token.shape === "sign" && isParting(token))))
    )
      return verb === undefined ? undefined : { end: at, verb };
    // "since Monday, every day …" has none, and "because Mondays, Tuesdays and Fridays are …" goes on
    const isListed = saysWhen(tokens, at - 1) && saysWhen(tokens, at + 1) && !isEvery(tokens[at + 1]);
    if (token.text === ":" || (token.text === "," && !isListed)) return undefined;
    if (verb === undefined && isPredicate(tokens, at)) verb = at;
  }
  return undefined;
}

/** How many words say when, and how many of these say which days. */
function count(tokens: Tokens, from: number, next: number): { times: number; days: number } {
  const found = { times: 0, days: 0 };
  for (let at = from; at < next; at++) {
    if (!saysWhen(tokens, at)) continue;
    found.times++;
    if (tokens[at]?.meanings.some(({ kind }) => days.has(kind))) found.days++;
  }
  return found;
}
const days = new Set<string>(["every", "weekday", "dayset", "frequency", "day", "date", "month", "unit"]);

/** "… closes at 6 | every day at 5pm count the till", "… are chaos | send me the plan on Sunday": where the request begins that nothing parts from its reason. */
function glued(tokens: Tokens, verb: number, end: number): number | undefined {
  let every: number | undefined;
  for (let at = verb + 1; at < end; at++) {
    const token = tokens[at] as Token;
    const isCommand =
      verbs.has(token.text) &&
      /^(me|us|the|a|an|my|our|all|every|what|if|whether|it|him|her|them)$/.test(textAt(tokens, at + 1)) &&
      !persons.has(textAt(tokens, at - 1)) &&
      !/^(to|and|or|not|don't|will|can|must|the|a)$/.test(textAt(tokens, at - 1));
    if (isCommand) return count(tokens, at + 1, end).times > 0 ? at : every;
    if (isEvery(token)) every = at;
  }
  return undefined;
}

const turns = new Set(["so", "hence", "therefore", "thus"]);

/** "The shop closes at 6, | so every day at 5pm …": where what is told in front of the "so" begins, if what follows asks. */
function concluded(tokens: Tokens, start: number, at: number): number | undefined {
  if (!turns.has(textAt(tokens, at)) || textAt(tokens, at - 1) === "or" || at - start > LONGEST) return undefined;
  let next = at + 1;
  while (/^(,|please|then|now|can|could|would|you)$/.test(textAt(tokens, next))) next++;
  if (/^(that|far|many|much|long)$/.test(textAt(tokens, next))) return undefined;
  // "so we can lock up at 6" is what it is for
  const asks = tokens.slice(next, next + 5).some(({ text }) => wishes.test(text) && text !== "can" && text !== "could");
  if (isSubject(tokens[next]) && tokens[next]?.meanings.length === 0 && !asks) return undefined;
  let first = start;
  while (greetings.has(textAt(tokens, first))) first++;
  const told = tokens.slice(first, at);
  const [subject] = told;
  if (!subject || verbs.has(subject.text) || isEvery(subject) || told.some(({ text }) => wishes.test(text)))
    return undefined;
  return told.some((_, index) => isPredicate(told, index)) ? first : undefined;
}

/**
 * The parts of a text that only tell why: "because Mondays are chaos, …", "…, since we close at 6", "the shop closes at 6, so …".
 *
 * What they say of days and hours is nothing but told, as long as something else in the text says when.
 */
export function grounds({ tokens }: Line): Grounds[] {
  const found: Grounds[] = [];
  let all: ReturnType<typeof count> | undefined;
  const take = (first: number, next: number, part = next): number | undefined => {
    const inside = count(tokens, first, next);
    all ??= count(tokens, 0, tokens.length);
    // "now that winter is here": that "now" is no time either
    if (inside.times === 0 && textAt(tokens, first) !== "now") return undefined;
    if (inside.times === all.times && part < next) return take(first, part);
    if (inside.times < all.times) all = { times: all.times - inside.times, days: all.days - inside.days };
    else return void found.push({ first, next, lends: "all" });
    // "we meet every Monday at 10, so print the agenda at 9:30"
    found.push({ first, next, lends: inside.days > 0 && all.days === 0 ? "days" : "nothing" });
    return next;
  };
  let start = 0;
  for (let at = 0; at < tokens.length; at++) {
    if (at > 0 && tokens[at]?.sentence !== tokens[at - 1]?.sentence) start = at;
    const told = at > start ? concluded(tokens, start, at) : undefined;
    if (told !== undefined) {
      take(Math.max(told, found.at(-1)?.next ?? 0), textAt(tokens, at - 1) === "," ? at - 1 : at);
      start = at;
    }
    const open = opening(tokens, at);
    const reason = open && ending(tokens, open);
    if (reason) at = (take(at, reason.end, glued(tokens, reason.verb, reason.end)) ?? at + 1) - 1;
  }
  return found;
}
