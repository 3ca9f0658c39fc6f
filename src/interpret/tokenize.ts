import type { Span } from "../model/interpretation.ts";
import { isApostrophe, isAsciiLetter, isDigit, isLetter, isSpace } from "./characters.ts";
import type { Language } from "./language.ts";
import { joinOrdinals, readNumber } from "./numberToken.ts";
import { corrector } from "./spelling.ts";
import type { Line } from "./shape.ts";
import type { Meaning, Token } from "./token.ts";
import { isZoneName } from "./zones.ts";

const none: readonly Meaning[] = [];
const pairs: Readonly<Record<string, string>> = { '"': '"', "“": "”", "«": "»", "`": "`", "„": "“", "‘": "’" };

/** Lower case, apostrophes straightened, accents taken off: how words are written in a lexicon. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  for (let index = 0; index < lower.length; index++) {
    if (lower.charCodeAt(index) > 127) {
      return lower.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();
    }
  }
  return lower;
}

/** So many letters of what stands in brackets are looked at. */
const LONGEST_CHUNK = 60;

/**
 * The sentence as typed tokens, left to right in one pass.
 *
 * @param refused spans that are literal: their letters are no schedule words, whatever they look like
 */
export function tokenize(text: string, language: Language, refused: readonly Span[] = []): Line {
  const tokens: Token[] = [];
  const isShouted = text === text.toUpperCase();
  const quoted = wholeQuote(text);
  const correct = corrector(language);
  let at = 0;
  let spaced = true;
  let sentence = 0;
  let clause = 0;
  /** Apostrophes that opened nothing: after some of them no more are followed, so that time stays linear. */
  let unclosed = 0;
  const push = (
    end: number,
    shape: Token["shape"],
    meanings: readonly Meaning[],
    folded?: string,
    spelling?: string,
  ) => {
    const before = tokens.at(-1);
    if (before !== undefined && (spaced || before.text === ";")) {
      const ends = endOf(text, before, tokens.at(-2), at, language, isShouted);
      if (ends === "sentence") sentence++;
      if (ends !== undefined) clause++;
    }
    const letter = text.charCodeAt(at);
    tokens.push({
      text: folded ?? text.slice(at, end),
      start: at,
      end,
      shape,
      meanings,
      spaced,
      sentence,
      clause,
      name: shape === "word" && letter >= 65 && letter <= 90 ? true : undefined,
      spelling,
      sight: undefined,
    });
    at = end;
    spaced = false;
  };
  let chunkEnd = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
      spaced = true;
      continue;
    }
    const pause = code === ELLIPSIS ? 1 : code === FULL_STOP && text.startsWith("...", at) ? 3 : 0;
    if (pause > 0 && isPause(text, at + pause, tokens.at(-1), language, isShouted)) {
      at += pause;
      spaced = true;
      continue;
    }
    const closing = pairs[text[at] ?? ""];
    if (closing !== undefined && at !== quoted) {
      const end = text.indexOf(closing, at + 1);
      if (end > at) {
        push(end + 1, "literal", none);
        continue;
      }
    }
    if (isApostrophe(code) && spaced && unclosed < 3) {
      const end = closingApostrophe(text, at);
      if (end === undefined) unclosed++;
      else {
        push(end + 1, "literal", none);
        continue;
      }
    }
    // "(Asia/Kolkata)"
    const isInside = text[at - 1] === "(" && isAsciiLetter(code);
    if ((spaced && at >= chunkEnd) || isInside) {
      const end = isInside ? Math.min(text.length, at + LONGEST_CHUNK) : text.length;
      let hasSign = false;
      for (chunkEnd = at; chunkEnd < end && !isSpace(text.charCodeAt(chunkEnd)); chunkEnd++)
        hasSign ||= isSpecial(text.charCodeAt(chunkEnd));
      const whole = hasSign ? specialChunk(text, at, chunkEnd) : undefined;
      if (whole !== undefined) {
        push(whole.end, whole.meaning ? "word" : "literal", whole.meaning ? [whole.meaning] : none);
        continue;
      }
    }
    if (isDigit(code) && spaced) {
      const end = wordEnd(text, at);
      const known = isLetter(text.charCodeAt(end - 1)) ? language.lexicon.get(fold(text.slice(at, end))) : undefined;
      if (known) {
        push(end, "word", known, fold(text.slice(at, end)));
        continue;
      }
    }
    if (isDigit(code) || (code === 45 && spaced && isDigit(text.charCodeAt(at + 1)))) {
      const before = tokens.at(-1);
      const glued =
        !spaced &&
        before !== undefined &&
        (before.shape !== "sign" || before.text === "#" || before.text === "$") &&
        !(before.text.endsWith("t") && before.meanings[0]?.kind === "date");
      const number = readNumber(text, at, language.spelling);
      for (const part of number)
        push(part.end, glued ? "literal" : part.shape, glued ? none : part.meanings, part.text);
      continue;
    }
    if (isLetter(code)) {
      const meridiem = readMeridiem(text, at, language);
      if (meridiem && (!meridiem.apart || isNumeric(tokens.at(-1)))) {
        push(meridiem.end, "word", [{ kind: "meridiem", value: meridiem.value }], fold(text.slice(at, meridiem.end)));
        continue;
      }
      const end = wordEnd(text, at);
      const compound = compoundEnd(text, end);
      if (compound > end) {
        const folded = fold(text.slice(at, compound));
        const meanings = language.lexicon.get(folded);
        if (meanings || !splits(text, at, compound, language)) {
          push(compound, "word", meanings ?? none, folded);
          continue;
        }
      }
      const folded = fold(text.slice(at, end));
      if (language.spelling.hesitations?.has(folded)) {
        at = end;
        spaced = true;
        continue;
      }
      const written = writtenOut(text, at, end, folded, language, isShouted);
      if (written) {
        for (const part of written)
          push(part.end, "word", language.lexicon.get(part.word) ?? none, part.word, part.word);
        // "c/30": what follows the slash is a word of its own
        if (text[at - 1] === "/") spaced = true;
        continue;
      }
      const known =
        language.lexicon.get(folded) ?? (folded.endsWith("'") ? language.lexicon.get(folded.slice(0, -1)) : undefined);
      if (known) push(end, "word", known, folded);
      else {
        const spelling = correct(folded);
        push(end, "word", spelling?.meanings ?? none, spelling?.word ?? folded, spelling?.word);
      }
      continue;
    }
    const wide = code >= 0xd800 && code <= 0xdbff ? 2 : 1;
    push(at + wide, "sign", none);
  }
  const joined = joinOrdinals(tokens);
  return { text, tokens: refused.length === 0 ? joined : refuse(joined, refused) };
}

const ELLIPSIS = 0x2026;
const FULL_STOP = 46;

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
function endOf(
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

/** Where the whole text is in one pair of quotation marks, the index of the first: such a quotation is the request itself. */
function wholeQuote(text: string): number | undefined {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length - 1;
  const closing = pairs[text[start] ?? ""];
  return closing !== undefined && end > start && text.indexOf(closing, start + 1) === end ? start : undefined;
}

/** A single quotation mark closes before white space or a sign; an apostrophe stands inside a word. */
function closingApostrophe(text: string, at: number): number | undefined {
  const first = text.charCodeAt(at + 1);
  if (Number.isNaN(first) || isSpace(first)) return undefined;
  const limit = Math.min(text.length, at + 200);
  for (let index = at + 2; index < limit; index++) {
    const next = text.charCodeAt(index + 1);
    if (isApostrophe(text.charCodeAt(index)) && !isLetter(next) && !isDigit(next)) {
      return isSpace(text.charCodeAt(index - 1)) ? undefined : index;
    }
  }
  return undefined;
}

/** A sign without which nothing is a zone's name, an address or a file's name. */
const isSpecial = (code: number) =>
  code === 46 || code === 47 || code === 58 || code === 64 || code === 92 || code === 95;

/** A zone's IANA name; or an address, a file name, an identifier: something that no schedule word looks like. */
function specialChunk(text: string, at: number, end: number): { end: number; meaning?: Meaning } | undefined {
  let last = end;
  while (last > at + 1 && ",.;:!?)]".includes(text[last - 1] ?? "")) last--;
  const chunk = text.slice(at, last);
  const slash = chunk.indexOf("/");
  if (slash > 0 && chunk.length < 40 && isAsciiLetter(chunk.charCodeAt(0))) {
    if (isZoneName(chunk)) return { end: last, meaning: { kind: "zone", id: chunk, exact: true } };
  }
  if (chunk.includes("_") || chunk.includes("://") || chunk.includes("\\")) return { end: last };
  const sign = chunk.indexOf("@");
  if (sign > 0 && isLetter(chunk.charCodeAt(0)) && chunk.indexOf(".", sign) > 0) return { end: last };
  const dot = chunk.lastIndexOf(".");
  if (
    dot > 1 &&
    isLetter(chunk.charCodeAt(0)) &&
    /^[a-z][a-z0-9]{1,4}$/.test(chunk.slice(dot + 1)) &&
    !/^[a-z]\.[a-z]$/i.test(chunk)
  ) {
    if (/[a-z0-9]{2}$/i.test(chunk.slice(0, dot)) && fileEndings.has(chunk.slice(dot + 1))) return { end: last };
  }
  return undefined;
}

const fileEndings = new Set(
  "pdf csv xlsx xls doc docx ppt pptx txt json xml html md png jpg svg zip log py js ts sql com org net io de".split(
    " ",
  ),
);

function readMeridiem(text: string, at: number, { spelling }: Language) {
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

const isNumeric = (token: Token | undefined) =>
  token?.meanings.some(({ kind }) => kind === "number" || kind === "clock" || kind === "military") === true;

function wordEnd(text: string, at: number): number {
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
function compoundEnd(text: string, end: number): number {
  let last = end;
  while (text[last] === "-" && (isLetter(text.charCodeAt(last + 1)) || isDigit(text.charCodeAt(last + 1)))) {
    last = wordEnd(text, last + 1);
  }
  return last;
}

/** What was typed in a hurry, written out: one word, or several that were typed as one. A capital by itself is a name or a letter. */
function writtenOut(
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
  return words.map((word) => ({ word, end: (next += word.length) }));
}

/** Whether each part of a compound is a schedule word of its own: "Mon-Fri", and not "first-pass". */
function splits(text: string, at: number, end: number, language: Language): boolean {
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

function refuse(tokens: Token[], refused: readonly Span[]): Token[] {
  return tokens.map((token) =>
    refused.some((span) => token.start < span.end && token.end > span.start)
      ? { ...token, shape: "literal", meanings: none }
      : token,
  );
}
