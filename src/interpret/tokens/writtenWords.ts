import { fold, isApostrophe, isAsciiLetter, isDigit, isLetter, isSpace } from "./characters.ts";
import type { Language } from "../language.ts";

export function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (isLetter(code) || isDigit(code) || (isApostrophe(code) && isLetter(text.charCodeAt(end + 1)))) end++;
    else break;
  }
  // a plural's apostrophe: two hours' time
  if (isApostrophe(text.charCodeAt(end)) && text[end - 1] === "s" && isSpace(text.charCodeAt(end + 1))) end++;
  return end;
}

/** How far a word goes on through hyphens: "second-to-last". */
export function compoundEnd(text: string, end: number): number {
  let last = end;
  while (text[last] === "-" && (isLetter(text.charCodeAt(last + 1)) || isDigit(text.charCodeAt(last + 1)))) {
    last = wordEnd(text, last + 1);
  }
  return last;
}

/** What was typed in a hurry, written out: one word, or several that were typed as one. A capital by itself is a name or a letter. */
export function writtenOut(
  text: string,
  at: number,
  end: number,
  folded: string,
  { spelling }: Language,
  isShouted: boolean,
): { word: string; end: number }[] | undefined {
  if (!spelling.shorthand || (end === at + 1 && text[at] !== folded && !isShouted)) return undefined;
  const withSlash = text[end] === "/" ? spelling.shorthand.get(`${folded}/`) : undefined;
  if (withSlash !== undefined) return [{ word: withSlash, end: end + 1 }];
  const words = spelling.shorthand.get(folded)?.split(" ");
  if (!words || words.length === 1) return words?.map((word) => ({ word, end }));
  let next = at;
  // "pal" is shorter than "para el"
  return words.map((word) => ({ word, end: (next = Math.min(next + word.length, end)) }));
}

/** Whether each part of a compound is a schedule word of its own: "Mon-Fri", and not "first-pass". */
export function splits(text: string, at: number, end: number, language: Language): boolean {
  const parts = text.slice(at, end).split("-");
  if (parts.length > 5) return false;
  return parts.every((part) => {
    const folded = fold(part);
    return (
      /^\d{1,4}$/.test(part) ||
      language.lexicon.has(folded) ||
      language.joins.has(folded) ||
      language.leadOuts.has(folded)
    );
  });
}

export function readMeridiem(text: string, at: number, { spelling }: Language) {
  const first = text[at];
  if (first !== "a" && first !== "p" && first !== "A" && first !== "P") return undefined;
  // "at", "please": most words that begin so
  const second = text.charCodeAt(at + 1);
  if (isAsciiLetter(second) && second !== 109 && second !== 77) return undefined;
  for (const [written, value] of spelling.meridiems) {
    const end = at + written.length;
    if (fold(text.slice(at, end)) === written && !isLetter(text.charCodeAt(end)) && !isDigit(text.charCodeAt(end))) {
      return { end, value, apart: written.includes(" ") && !written.includes(".") };
    }
  }
  return undefined;
}
