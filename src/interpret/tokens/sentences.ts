import { fold, isDigit, isSpace } from "./characters.ts";
import type { Language } from "../language.ts";
import type { Token } from "./token.ts";
import { wordEnd } from "./writtenWords.ts";

const ELLIPSIS = 0x2026;
const FULL_STOP = 46;

/** Behind the dots that stand here where somebody only thought; `undefined` where none do, or where they part something. */
export function pauseEnd(
  text: string,
  at: number,
  before: Token | undefined,
  language: Language,
  isShouted: boolean,
): number | undefined {
  const code = text.charCodeAt(at);
  const dots = code === ELLIPSIS ? 1 : code === FULL_STOP && text.startsWith("...", at) ? 3 : 0;
  return dots > 0 && isPause(text, at + dots, before, language, isShouted) ? at + dots : undefined;
}

/** "Every day … at … seven": dots between words of a schedule are where somebody thought, and part nothing. */
function isPause(
  text: string,
  from: number,
  before: Token | undefined,
  language: Language,
  isShouted: boolean,
): boolean {
  if (before === undefined || (before.meanings.length === 0 && !isSmall(before.text, language))) return false;
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  if (at === from) return false;
  if (isDigit(text.charCodeAt(at))) return true;
  const written = text.slice(at, wordEnd(text, at));
  const word = fold(written);
  const spoken = text.slice(before.start, before.end);
  const goesOn = isShouted || (spoken.length > 1 && spoken === spoken.toUpperCase());
  return (goesOn || written === written.toLowerCase()) && (language.lexicon.has(word) || isSmall(word, language));
}

const isSmall = (word: string, { glue, leadOuts }: Language) => glue.has(word) || leadOuts.has(word) || word === "las";

/** What ends before `at`, by the sign or the new line in front of it. */
export function endOf(
  text: string,
  sign: Token,
  before: Token | undefined,
  at: number,
  { lexicon }: Language,
  isShouted: boolean,
): "sentence" | "clause" | undefined {
  if (sign.text === "!" || sign.text === "?") return "sentence";
  if (sign.text === ".") {
    const next = text.charCodeAt(at);
    const isCapital = next >= 65 && next <= 90 && !isShouted;
    if (isCapital || !before || !isAbbreviated(before)) return "sentence";
    // "… since jan. every Sunday …"
    const word = lexicon.get(fold(text.slice(at, wordEnd(text, at))));
    return word?.some(({ kind }) => kind === "every") ? "sentence" : undefined;
  }
  for (let index = sign.end; index < at; index++) if (text.charCodeAt(index) === 10) return "sentence";
  return sign.text === ";" || sign.text === ":" ? "clause" : undefined;
}

/** "Mon.", "Dec.", "approx.": the full stop ends a word, not a sentence. */
function isAbbreviated({ text, meanings, shape }: Token): boolean {
  return (
    (text.length === 1 && shape === "word") ||
    abbreviations.has(text) ||
    meanings.some((meaning) => "short" in meaning && meaning.short)
  );
}

const abbreviations = new Set(
  "approx no nr mr mrs ms dr vs etc incl excl dept vol max aprox sr sra min hrs hr seg".split(" "),
);
