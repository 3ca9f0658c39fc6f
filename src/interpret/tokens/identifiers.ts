import { isAsciiLetter, isLetter } from "./characters.ts";
import type { Meaning } from "./token.ts";
import { isZoneName } from "./zones.ts";

/** A sign without which nothing is a zone's name, an address or a file's name. */
export const isSpecial = (code: number) =>
  code === 46 || code === 47 || code === 58 || code === 64 || code === 92 || code === 95;

/** A zone's IANA name; or an address, a file name, an identifier: something that no schedule word looks like. */
export function specialChunk(text: string, at: number, end: number): { end: number; meaning?: Meaning } | undefined {
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
