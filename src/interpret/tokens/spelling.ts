import type { Language } from "../language.ts";
import type { Meaning } from "./token.ts";

const byFirstLetter = new WeakMap<Language, ReadonlyMap<string, readonly string[]>>();

function forgivenWords(language: Language): ReadonlyMap<string, readonly string[]> {
  const known = byFirstLetter.get(language);
  if (known) return known;
  const index = new Map<string, string[]>();
  for (const target of language.spelling.forgiven) {
    const first = target.slice(0, 1);
    const list = index.get(first);
    if (list) list.push(target);
    else index.set(first, [target]);
  }
  byFirstLetter.set(language, index);
  return index;
}

interface Correction {
  word: string;
  meanings: readonly Meaning[];
}

/**
 * The schedule word that an unknown word is a mistyped form of: one error apart, two in a word of eight letters and more.
 *
 * The first letter has to be right, as it nearly always is; that keeps "house" from being "mouse" and the search short.
 */
function correctSpelling(word: string, language: Language): Correction | undefined {
  if (word.length < 4 || word.length > 12 || word.includes("'") || language.spelling.neverTypos.has(word))
    return undefined;
  const targets = forgivenWords(language).get(word.slice(0, 1));
  if (!targets) return undefined;
  let best: string | undefined;
  let bestErrors = 3;
  for (const target of targets) {
    const allowed = target.length >= 8 ? 2 : 1;
    if (Math.abs(target.length - word.length) > allowed) continue;
    const limit = Math.min(allowed, bestErrors - 1);
    const errors = errorsBetween(word, target, limit);
    if (errors <= limit) {
      best = target;
      bestErrors = errors;
    }
  }
  return best === undefined ? undefined : { word: best, meanings: language.lexicon.get(best) ?? [] };
}

/** The same for the words of one text, in which many stand again and again. */
export function corrector(language: Language): (word: string) => Correction | undefined {
  const known = new Map<string, Correction | undefined>();
  return (word) => {
    if (known.has(word)) return known.get(word);
    const correction = correctSpelling(word, language);
    known.set(word, correction);
    return correction;
  };
}

/** Letters added, left out, changed or swapped with their neighbour between two words; more than `limit` is told as `limit + 1`. */
function errorsBetween(a: string, b: string, limit: number): number {
  let from = 0;
  while (from < a.length && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  let [endA, endB] = [a.length, b.length];
  while (endA > from && endB > from && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  // one error leaves no more than two letters between what both begin and end with
  if (limit < 2 && Math.max(endA, endB) - from > limit * 2) return limit + 1;
  return errorsIn(a.slice(from, endA), b.slice(from, endB), limit);
}

function errorsIn(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let errors = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + cost);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        errors = Math.min(errors, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(errors);
      least = Math.min(least, errors);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? limit + 1;
}
