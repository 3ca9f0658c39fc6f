import type { SpanKind } from "../model/interpretation.ts";
import type { Language, PhraseInLine } from "./language.ts";
import type { Saying } from "./saying.ts";
import { type Line, mayBegin, type Shape } from "./shape.ts";
import type { MeaningKind } from "./token.ts";

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
  /** Where it begins with a small word ("on", "the", "every"), one of these has to be among the next words: most such words begin no phrase. */
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

interface Index {
  byKind: Map<string, Rule[]>;
  byWord: Map<string, Rule[]>;
  anyWord: Rule[];
}

const indexes = new WeakMap<readonly Rule[], Index>();

function indexOf(rules: readonly Rule[]): Index {
  const known = indexes.get(rules);
  if (known) return known;
  const index: Index = { byKind: new Map(), byWord: new Map(), anyWord: rules.filter((rule) => rule.anyWord) };
  const add = (map: Map<string, Rule[]>, key: string, rule: Rule) => {
    const list = map.get(key);
    if (list) list.push(rule);
    else map.set(key, [rule]);
  };
  for (const rule of rules) {
    for (const kind of rule.kinds ?? []) add(index.byKind, kind, rule);
    for (const word of rule.words ?? []) add(index.byWord, word, rule);
  }
  indexes.set(rules, index);
  return index;
}

/** "start", "early" and shorter: words that can begin a phrase, and mostly do not. */
const LONGEST_SMALL_WORD = 5;
/** Within so many words a phrase comes to what it is about: "on the very first", "at the start of every". */
const NEAR = 7;

/** Whether one of the next words has one of these meanings. */
function isAhead({ tokens }: Line, at: number, kinds: readonly MeaningKind[]): boolean {
  for (let next = at + 1; next < Math.min(at + NEAR, tokens.length); next++)
    for (const { kind } of tokens[next]?.meanings ?? []) if (kinds.includes(kind)) return true;
  return false;
}

/** The longest phrase that begins at this token. */
export function phraseAt(line: Line, at: number, language: Language): Phrase | undefined {
  const token = line.tokens[at];
  if (!token || token.shape === "literal") return undefined;
  if (token.shape === "number" && isLonely(line, at)) return undefined;
  const { byKind, byWord, anyWord } = indexOf(language.rules);
  let best: Phrase | undefined;
  const isSmall =
    token.meanings.length === 0 ? token.text.length <= LONGEST_SMALL_WORD : token.meanings[0]?.kind === "every";
  const attempt = (rules: readonly Rule[] | undefined) => {
    if (!rules) return;
    for (const rule of rules) {
      if (!mayBegin(rule.read, line, at) || (isSmall && rule.needs && !isAhead(line, at, rule.needs))) continue;
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
  };
  attempt(byWord.get(token.text));
  if (token.meanings.length === 0 && token.shape === "word") attempt(anyWord);
  for (const meaning of token.meanings) attempt(byKind.get(meaning.kind));
  return best;
}

/** Digits between digits belong to the work: part numbers, readings. */
function isLonely({ tokens }: Line, at: number): boolean {
  const [token, next, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const isPlain = token?.meanings.length === 1 && token.meanings[0]?.kind === "number";
  if (!isPlain || next?.shape !== "number" || next.meanings[0]?.kind !== "number") return false;
  return third === undefined || third.shape === "number" || third.meanings.length === 0;
}

/** All phrases of the sentence, left to right, none over another. */
export function findPhrases(line: Line, language: Language): Phrase[] {
  const phrases: Phrase[] = [];
  for (let at = 0; at < line.tokens.length;) {
    const phrase = phraseAt(line, at, language);
    if (phrase) phrases.push(phrase);
    at = phrase ? phrase.next : at + 1;
  }
  return phrases;
}
