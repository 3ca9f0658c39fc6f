import { lettersFrom } from "../../tokens/lettersFrom.ts";
import type { Line } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { formsOfAll, isFormOf } from "../verbs.ts";

/** Verbs that put one thing in the place of another. */
export const putting = formsOfAll("usar dejar", "pon ponga pone poner ponle");
const exchangeVerbs = formsOfAll("cambiar reemplazar", "sustituye sustituya sustituir");

/** "En vez de | faltantes | pon | sobrantes", "no es | la bomba 2 |, es | la bomba 3", "cambia | Ana | por | Luis". */
export function exchanges(line: Line): { from: string; to: string } | undefined {
  const { tokens, text } = line;
  const first = tokens.findIndex((token) => !/^(?:no|perdon|,|uy|mejor|por|favor)$/.test(token.text));
  const denied = deniedThing(line);
  if (denied) return denied;
  const opener = tokens
    .slice(Math.max(first, 0), first + 3)
    .map((token) => token.text)
    .join(" ");
  const isInstead = /^en (?:vez|lugar) del?$/.test(opener);
  const isNot = tokens[first - 1]?.text === "no" && tokens[first]?.text === "es";
  const isChange = isFormOf(tokens[first]?.text ?? "", exchangeVerbs);
  const isWhere = opener.startsWith("donde dice");
  if (!isInstead && !isNot && !isChange && !isWhere) return undefined;
  const from = first + (isInstead ? 3 : isWhere ? 2 : 1);
  const joint = tokens.findIndex(
    (token, at) =>
      at > from &&
      (isInstead || isWhere
        ? isFormOf(token.text, putting)
        : isNot
          ? /^(?:es|sino)$/.test(token.text)
          : /^por$/.test(token.text)),
  );
  const end = tokens[joint - 1]?.shape === "sign" ? joint - 1 : joint;
  const [a, b, c] = [tokens[from], tokens[end - 1], tokens[joint + 1]];
  const to = c && lettersFrom(line, joint + 1);
  return joint > from && a && b && to !== undefined
    ? { from: text.slice(a.start, b.end), to: to.replace(/[.!]$/, "") }
    : undefined;
}

const isBreak = (token: Token) => token.text === "," || token.text === ";" || token.text === "sino";

/** "A Luis no, a Pedro", "no a Luis, sino a Pedro", "a Pedro, no a Luis": letters of the work that do not hold, and others. */
function deniedThing({ tokens, text }: Line): { from: string; to: string } | undefined {
  const between = tokens.findIndex(isBreak);
  const behind = tokens.findLastIndex(isBreak);
  const end = tokens.length - (/^[.!]$/.test(tokens.at(-1)?.text ?? "") ? 1 : 0);
  if (between < 1) return undefined;
  const letters = (from: number, to: number) => {
    let at = from;
    while (/^(?:es|era|mejor|que|sea|solo|no|perdon|uy|ay|va|son)$/.test(tokens[at]?.text ?? "")) at++;
    const [first, last] = [tokens[at], tokens[to - 1]];
    return first && last && at < to ? text.slice(first.start, last.end) : "";
  };
  const parts = [[0, between] as const, [behind + 1, end] as const];
  const isNot = (at: number) => tokens[at]?.text === "no";
  const [front, back] = parts.map(([from, to]) => letters(from, isNot(to - 1) ? to - 1 : to));
  if (!front || !back) return undefined;
  if (isNot(0) || isNot(between - 1)) return { from: front, to: back };
  return isNot(behind + 1) ? { from: back, to: front } : undefined;
}
