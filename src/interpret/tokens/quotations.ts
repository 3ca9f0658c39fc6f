import { isApostrophe, isDigit, isLetter, isSpace } from "./characters.ts";

/** Quotation marks that open, and those that close them. */
const pairs: Readonly<Record<string, string>> = { '"': '"', "“": "”", "«": "»", "`": "`", "„": "“", "‘": "’" };

/** Behind the quotation that begins here; `undefined` where none does. */
export function quotationEnd(text: string, at: number): number | undefined {
  const closing = pairs[text[at] ?? ""];
  const end = closing === undefined ? -1 : text.indexOf(closing, at + 1);
  return end > at ? end + 1 : undefined;
}

/** Where the whole text is in one pair of quotation marks, the index of the first: such a quotation is the request itself. */
export function wholeQuote(text: string): number | undefined {
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length - 1;
  const closing = pairs[text[start] ?? ""];
  return closing !== undefined && end > start && text.indexOf(closing, start + 1) === end ? start : undefined;
}

/** A single quotation mark closes before white space or a sign; an apostrophe stands inside a word. */
export function closingApostrophe(text: string, at: number): number | undefined {
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
