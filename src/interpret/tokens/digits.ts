import { isDigit } from "./characters.ts";
import type { Spelling } from "../language.ts";
import type { Meaning, Token } from "./token.ts";

/** Digits where they stand in a text: all that is read with them begins there. */
export interface Digits {
  readonly text: string;
  /** Where it begins, with its sign; and where its digits end. */
  readonly at: number;
  readonly end: number;
  readonly digits: string;
  readonly value: number;
  /** What stands right behind them. */
  readonly next: string | undefined;
  readonly spelling: Spelling;
}

/** A token that is read of them. */
export interface Part {
  end: number;
  shape: Token["shape"];
  meanings: readonly Meaning[];
  text: string;
}

export function digitsAt(text: string, at: number, spelling: Spelling): Digits {
  const isNegative = text[at] === "-";
  const first = isNegative ? at + 1 : at;
  const end = digitsEnd(text, first);
  const digits = text.slice(first, end);
  const size = digits.length > 9 ? Number.NaN : Number(digits);
  return { text, at, end, digits, value: isNegative ? -size : size, next: text[end], spelling };
}

const none: readonly Meaning[] = [];

/** The letters from the first digit to here, as one token. */
export const upTo = ({ text, at }: Digits, end: number, shape: Token["shape"], ...meanings: Meaning[]): Part => ({
  end,
  shape,
  meanings: meanings.length === 0 ? none : meanings,
  text: text.slice(at, end).toLowerCase(),
});

/** A letter, or a sign that stands at numbers as one: "º", "½". */
export const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 0xa9;

export function digitsEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

export function lettersEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end < at + 12 && isLetter(text.charCodeAt(end))) end++;
  return end;
}

/** Whether something is glued behind the digits, so that they are not a plain number: `80%`, `5°`, `4x`. */
export function continues(text: string, end: number): boolean {
  const next = text[end];
  if (next === undefined || next === " ") return false;
  if ("%°$€£#+*=^~_@".includes(next)) return true;
  if (next === "/" || next === ":" || next === ".") return isDigit(text.charCodeAt(end + 1));
  return false;
}
