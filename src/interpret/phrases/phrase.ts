import type { Span, SpanKind } from "../../model/interpretation.ts";
import type { Language, PhraseInLine } from "../language.ts";
import type { Said, Saying, Slot } from "./saying.ts";
import { type Able, ableAmong, goesOn, isAmong, type Look, onceForEach } from "./opening.ts";
import type { Line, Shape } from "./shape.ts";
import { maskOf, type MeaningKind, meaningless, numberOfWord, sightOf, type Token } from "../tokens/token.ts";

/** What a rule read. */
export interface Read {
  says: Saying;
  /** Only where it stands at an edge of the request or beside another phrase: "Friday", "daily", "7am". */
  bare?: true;
}

/** Reads one shape of phrase. */
export interface Rule {
  /** `en.everyUnit`: the language and the shape. */
  name: string;
  /** What its first token can be: kinds of meaning, and words. Nothing else is tried. */
  kinds?: readonly MeaningKind[];
  words?: readonly string[];
  /** Where it begins with a small word or a number ("on", "every", "8"), it or one of the next words has to be one of these: most of those begin no phrase. */
  needs?: readonly MeaningKind[];
  /** Also tried at words that mean nothing by themselves: names of cities. */
  anyWord?: true;
  span: SpanKind;
  read: Shape<Read>;
}

/** A stretch of tokens that a rule read. */
export interface Phrase extends PhraseInLine {
  rule: string;
  span: SpanKind;
  says: Saying;
}

/** The words and kinds of meaning of a rule, as tokens are asked for them. */
interface Entry {
  rule: Rule;
  first: Look;
  needed: number | undefined;
}

/** The rules that a token can begin, each with what has to come behind it. */
type RulesAt = (token: Token) => readonly Able<Entry>[];

const indexes = new WeakMap<readonly Rule[], RulesAt>();

/** Indexes the rules of a language by what can begin them; before any token is looked at, since that numbers their words. */
export function indexRules(rules: readonly Rule[]): RulesAt {
  const entries = rules.map((rule) => {
    const { words = [], kinds = [], anyWord = false, needs } = rule;
    const first = { words: new Set(words.map(numberOfWord)), kinds: maskOf(kinds) | (anyWord ? meaningless : 0) };
    return { rule, first, needed: needs && maskOf(needs) };
  });
  const index = onceForEach((token) => {
    const able = entries.filter(({ first }) => isAmong(first, token));
    return ableAmong(able, ({ rule }) => rule.read.opening, token);
  });
  indexes.set(rules, index);
  return index;
}

/** "start", "early" and shorter: words that can begin a phrase, and mostly do not. */
const LONGEST_SMALL_WORD = 5;
/** Within so many words a phrase comes to what it is about: "on the very first", "at the start of every". */
const NEAR = 7;

/** Whether many phrases can begin with it and most of them are not there: "on", "every", "8". */
const opensMuch = ({ meanings: [first], text }: Token) =>
  first ? first.kind === "every" || first.kind === "number" : text.length <= LONGEST_SMALL_WORD;

/** The kinds of meaning that it and the next words have. */
function kindsAhead({ tokens }: Line, at: number): number {
  let kinds = 0;
  for (let next = at; next < Math.min(at + NEAR, tokens.length); next++) kinds |= sightOf(tokens[next]!).kinds;
  return kinds;
}

/** The longest phrase that begins at this token. */
export function phraseAt(line: Line, at: number, language: Language): Phrase | undefined {
  const token = line.tokens[at];
  if (!token || token.shape === "literal") return undefined;
  if (token.shape === "number" && isLonely(line, at)) return undefined;
  const isSmall = opensMuch(token);
  const ahead = isSmall ? kindsAhead(line, at) : 0;
  let best: Phrase | undefined;
  const index = indexes.get(language.rules) ?? indexRules(language.rules);
  for (const { thing, behind } of index(token)) {
    const { rule, needed } = thing;
    if (behind && !goesOn(behind, line.tokens[at + 1])) continue;
    if (isSmall && needed !== undefined && (ahead & needed) === 0) continue;
    const match = rule.read(line, at);
    if (match && match.next > (best?.next ?? at)) {
      best = {
        rule: rule.name,
        span: rule.span,
        says: match.value.says,
        bare: match.value.bare === true,
        first: at,
        next: match.next,
      };
    }
  }
  return best;
}

/** Digits between digits belong to the work: part numbers, readings. */
function isLonely({ tokens }: Line, at: number): boolean {
  const [token, next, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const isPlain = token?.meanings.length === 1 && token.meanings[0]?.kind === "number";
  if (!isPlain || next?.shape !== "number" || next.meanings[0]?.kind !== "number") return false;
  return third === undefined || third.shape === "number" || third.meanings.length === 0;
}

/** So many phrases are looked for in one text; the longest request known has seven. */
const MOST_PHRASES = 48;

/** Whether there may be more phrases than were looked for, so that nothing can be said about the text as a whole. */
export const areTooMany = (phrases: readonly Phrase[]): boolean => phrases.length === MOST_PHRASES;

/** The phrases of the text, left to right, none over another. */
export function findPhrases(line: Line, language: Language): Phrase[] {
  const phrases: Phrase[] = [];
  for (let at = 0; at < line.tokens.length && phrases.length < MOST_PHRASES;) {
    const phrase = phraseAt(line, at, language);
    if (phrase) phrases.push(phrase);
    at = phrase ? phrase.next : at + 1;
  }
  return phrases;
}

/** The letters of a phrase. */
export function spanOf({ first, next }: { first: number; next: number }, { tokens }: Line): Span {
  return { start: tokens[first]?.start ?? 0, end: tokens[next - 1]?.end ?? 0 };
}

/** What a phrase says, and that its letters said it. */
export function saidBy(phrase: Phrase, line: Line): Said {
  const span = spanOf(phrase, line);
  const where: Said["where"] = {};
  for (const slot of Object.keys(phrase.says) as Slot[]) where[slot] = span;
  return { saying: phrase.says, where };
}
