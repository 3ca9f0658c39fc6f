/** What kind of character a code is: asked at every letter of a text, so without regular expressions where that is possible. */

export const isDigit = (code: number) => code >= 48 && code <= 57;
export const isSpace = (code: number) =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x202f || code === 0x2009;
export const isAsciiLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isLatinLetter = (code: number) => code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7;
export const isLetter = (code: number) =>
  isAsciiLetter(code) || isLatinLetter(code) || (code > 0xa9 && /\p{L}|\p{M}/u.test(String.fromCharCode(code)));
export const isApostrophe = (code: number) => code === 39 || code === 0x2019;

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
