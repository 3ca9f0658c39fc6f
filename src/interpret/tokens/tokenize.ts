import type { Span } from "../../model/interpretation.ts";
import { fold, isApostrophe, isAsciiLetter, isDigit, isLetter, isSpace } from "./characters.ts";
import { isSpecial, specialChunk } from "./identifiers.ts";
import type { Language } from "../language.ts";
import { readNumber } from "./numberToken.ts";
import { joinOrdinals } from "./ordinals.ts";
import { closingApostrophe, quotationEnd, wholeQuote } from "./quotations.ts";
import { endOf, pauseEnd } from "./sentences.ts";
import { corrector } from "./spelling.ts";
import type { Line } from "../phrases/shape.ts";
import type { Meaning, Token } from "./token.ts";
import { compoundEnd, readMeridiem, splits, wordEnd, writtenOut } from "./writtenWords.ts";

/**
 * The sentence as typed tokens, left to right in one pass.
 *
 * @param refused spans that are literal: their letters are no schedule words, whatever they look like
 */
export function tokenize(text: string, language: Language, refused: readonly Span[] = []): Line {
  const tokens = joinOrdinals(new Tokenizer(text, language).read());
  return { text, tokens: refused.length === 0 ? tokens : refuse(tokens, refused) };
}

const none: readonly Meaning[] = [];
/** So many letters of what stands in brackets are looked at. */
const LONGEST_CHUNK = 60;
/** After so many apostrophes that opened nothing no more are followed, so that time stays linear. */
const MOST_UNCLOSED = 3;

/** Reads a text token by token. Each handler reads what stands at the place if it is of its kind, and tells whether it was. */
class Tokenizer {
  readonly #text: string;
  readonly #language: Language;
  readonly #isShouted: boolean;
  /** Where the quotation begins that is the whole text: it is the request itself. */
  readonly #quoted: number | undefined;
  readonly #correct: ReturnType<typeof corrector>;
  readonly #tokens: Token[] = [];
  #at = 0;
  #isSpaced = true;
  #sentence = 0;
  #clause = 0;
  #unclosed = 0;
  /** Behind the stretch without white space that was looked at last. */
  #chunkEnd = 0;

  constructor(text: string, language: Language) {
    this.#text = text;
    this.#language = language;
    this.#isShouted = text === text.toUpperCase();
    this.#quoted = wholeQuote(text);
    this.#correct = corrector(language);
  }

  read(): Token[] {
    while (this.#at < this.#text.length) {
      const code = this.#text.charCodeAt(this.#at);
      if (isSpace(code)) this.#skipTo(this.#at + 1);
      else if (!this.#pause() && !this.#literal(code) && !this.#number(code) && !this.#word(code)) this.#sign(code);
    }
    return this.#tokens;
  }

  #skipTo(end: number): true {
    this.#at = end;
    this.#isSpaced = true;
    return true;
  }

  #push(end: number, shape: Token["shape"], meanings: readonly Meaning[], folded?: string, spelling?: string): true {
    const text = this.#text;
    const at = this.#at;
    const before = this.#tokens.at(-1);
    if (before !== undefined && (this.#isSpaced || before.text === ";")) {
      const ends = endOf(text, before, this.#tokens.at(-2), at, this.#language, this.#isShouted);
      if (ends === "sentence") this.#sentence++;
      if (ends !== undefined) this.#clause++;
    }
    const letter = text.charCodeAt(at);
    this.#tokens.push({
      text: folded ?? text.slice(at, end),
      start: at,
      end,
      shape,
      meanings,
      spaced: this.#isSpaced,
      sentence: this.#sentence,
      clause: this.#clause,
      name: shape === "word" && letter >= 65 && letter <= 90 ? true : undefined,
      spelling,
      sight: undefined,
    });
    this.#at = end;
    this.#isSpaced = false;
    return true;
  }

  /** "Every day … at … seven": dots that part nothing. */
  #pause(): boolean {
    const end = pauseEnd(this.#text, this.#at, this.#tokens.at(-1), this.#language, this.#isShouted);
    return end !== undefined && this.#skipTo(end);
  }

  /** A quotation, or something that no schedule word looks like. */
  #literal(code: number): boolean {
    const end = (this.#at === this.#quoted ? undefined : quotationEnd(this.#text, this.#at)) ?? this.#apostrophe(code);
    return end === undefined ? this.#chunk(code) : this.#push(end, "literal", none);
  }

  /** Behind the quotation that an apostrophe opens. */
  #apostrophe(code: number): number | undefined {
    if (!isApostrophe(code) || !this.#isSpaced || this.#unclosed >= MOST_UNCLOSED) return undefined;
    const end = closingApostrophe(this.#text, this.#at);
    if (end === undefined) this.#unclosed++;
    return end === undefined ? undefined : end + 1;
  }

  /** An address, a file name or the name of a zone, as a whole; also "(Asia/Kolkata)". */
  #chunk(code: number): boolean {
    const text = this.#text;
    const at = this.#at;
    const isInside = text[at - 1] === "(" && isAsciiLetter(code);
    if (!isInside && (!this.#isSpaced || at < this.#chunkEnd)) return false;
    const limit = isInside ? Math.min(text.length, at + LONGEST_CHUNK) : text.length;
    let hasSign = false;
    let end = at;
    for (; end < limit && !isSpace(text.charCodeAt(end)); end++) hasSign ||= isSpecial(text.charCodeAt(end));
    this.#chunkEnd = end;
    const whole = hasSign ? specialChunk(text, at, end) : undefined;
    if (whole === undefined) return false;
    return this.#push(whole.end, whole.meaning ? "word" : "literal", whole.meaning ? [whole.meaning] : none);
  }

  #number(code: number): boolean {
    if (isDigit(code)) return (this.#isSpaced && this.#wordOfDigits()) || this.#digits();
    const isNegative = code === MINUS && this.#isSpaced && isDigit(this.#text.charCodeAt(this.#at + 1));
    return isNegative && this.#digits();
  }

  /** "1er", "2da": a word that begins with a digit. */
  #wordOfDigits(): boolean {
    const end = wordEnd(this.#text, this.#at);
    if (!isLetter(this.#text.charCodeAt(end - 1))) return false;
    const folded = fold(this.#text.slice(this.#at, end));
    const known = this.#language.lexicon.get(folded);
    return known !== undefined && this.#push(end, "word", known, folded);
  }

  #digits(): true {
    const before = this.#tokens.at(-1);
    const isGlued =
      !this.#isSpaced &&
      before !== undefined &&
      (before.shape !== "sign" || before.text === "#" || before.text === "$") &&
      !(before.text.endsWith("t") && before.meanings[0]?.kind === "date");
    for (const part of readNumber(this.#text, this.#at, this.#language.spelling))
      this.#push(part.end, isGlued ? "literal" : part.shape, isGlued ? none : part.meanings, part.text);
    return true;
  }

  #word(code: number): boolean {
    if (!isLetter(code)) return false;
    const text = this.#text;
    const at = this.#at;
    if (this.#meridiem()) return true;
    const end = wordEnd(text, at);
    if (this.#compound(compoundEnd(text, end), end)) return true;
    const folded = fold(text.slice(at, end));
    const { lexicon, spelling } = this.#language;
    if (spelling.hesitations?.has(folded)) return this.#skipTo(end);
    if (this.#shorthand(end, folded)) return true;
    const known = lexicon.get(folded) ?? (folded.endsWith("'") ? lexicon.get(folded.slice(0, -1)) : undefined);
    if (known) return this.#push(end, "word", known, folded);
    const correction = this.#correct(folded);
    return this.#push(end, "word", correction?.meanings ?? none, correction?.word ?? folded, correction?.word);
  }

  #meridiem(): boolean {
    const found = readMeridiem(this.#text, this.#at, this.#language);
    if (!found || (found.apart && !isNumeric(this.#tokens.at(-1)))) return false;
    const folded = fold(this.#text.slice(this.#at, found.end));
    return this.#push(found.end, "word", [{ kind: "meridiem", value: found.value }], folded);
  }

  /** "Second-to-last", "first-pass": a word with its hyphens, where it is no list of words of a schedule. */
  #compound(end: number, first: number): boolean {
    if (end === first) return false;
    const folded = fold(this.#text.slice(this.#at, end));
    const meanings = this.#language.lexicon.get(folded);
    if (!meanings && splits(this.#text, this.#at, end, this.#language)) return false;
    return this.#push(end, "word", meanings ?? none, folded);
  }

  /** What was typed in a hurry, as the words that it stands for. */
  #shorthand(end: number, folded: string): boolean {
    const written = writtenOut(this.#text, this.#at, end, folded, this.#language, this.#isShouted);
    if (!written) return false;
    for (const part of written)
      this.#push(part.end, "word", this.#language.lexicon.get(part.word) ?? none, part.word, part.word);
    // "c/30": what follows the slash is a word of its own
    if (this.#text[this.#at - 1] === "/") this.#isSpaced = true;
    return true;
  }

  #sign(code: number): void {
    const isSurrogate = code >= 0xd800 && code <= 0xdbff;
    this.#push(this.#at + (isSurrogate ? 2 : 1), "sign", none);
  }
}

const MINUS = 45;

const isNumeric = (token: Token | undefined) =>
  token?.meanings.some(({ kind }) => kind === "number" || kind === "clock" || kind === "military") === true;

function refuse(tokens: Token[], refused: readonly Span[]): Token[] {
  return tokens.map((token) =>
    refused.some((span) => token.start < span.end && token.end > span.start)
      ? { ...token, shape: "literal", meanings: none }
      : token,
  );
}
