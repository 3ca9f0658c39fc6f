import type { Line } from "../phrases/shape.ts";

/** Letters from this token to the end, without quotation marks or a colon around them. */
export function lettersFrom({ text, tokens }: Line, at: number): string | undefined {
  const first = tokens[at];
  if (!first) return undefined;
  const letters = text
    .slice(first.start)
    .trim()
    .replace(/^[:,\s]+/, "");
  // what is said behind a quotation is no part of it
  const quoted =
    /^(["“«])([^"”»]*)(["”»])(?=[,;.] |[.!]?$)/.exec(letters) ?? /^(["“'‘«])([\s\S]*)(["”'’»])[.!]?$/.exec(letters);
  const inner = (quoted?.[2] ?? letters).trim();
  return inner === "" ? undefined : inner;
}
