import type { Read } from "../../phrases/phrase.ts";
import type { Line, Match } from "../../phrases/shape.ts";
import type { Token, Weekday } from "../../tokens/token.ts";
import { weekdaysFrom } from "./shapes.ts";

const letters: Readonly<Record<string, Weekday>> = { l: 1, m: 2, x: 3, j: 4, v: 5, s: 6, d: 7 };

const isHour = (token: Token | undefined) => token?.meanings.some(({ kind }) => kind === "clock") === true;
const isInLetters = (token: Token) =>
  token.text.length <= 3 && letters[token.text[0] ?? ""] !== undefined && /^[lmxjvsd](?:-[lmxjvsd])?$/.test(token.text);

/** Days by their letters: "L/X/V", "L a V", "L, M y V". X is Wednesday; an M without an X can be Tuesday or Wednesday. */
export function readLetters({ tokens, text }: Line, at: number): Match<Read> | undefined {
  const dayAt = (index: number) => {
    const token = tokens[index];
    return token && token.end - token.start === 1 && text.slice(token.start, token.end) === token.text.toUpperCase()
      ? letters[token.text]
      : undefined;
  };
  const first = dayAt(at);
  if (first === undefined) return undefined;
  const last = dayAt(at + 2);
  const between = tokens[at + 1]?.text;
  if (last !== undefined && (between === "a" || between === "-" || between === "–")) {
    return { value: { says: { recurs: true, weekdays: weekdaysFrom(first, last) } }, next: at + 3 };
  }
  const days = [first];
  let next = at + 1;
  while (/^[/,y-]$/.test(tokens[next]?.text ?? "")) {
    const day = dayAt(next + 1);
    if (day === undefined) break;
    days.push(day);
    next += 2;
  }
  // "L-J 17:30, V 14:00": one letter is a day where it has an hour, and days before it are letters too
  if (days.length < 2)
    return isHour(tokens[next]) && tokens.slice(0, at).some(isInLetters)
      ? { value: { says: { recurs: true, weekdays: [first] } }, next }
      : undefined;
  const isClear = !days.includes(2) || days.includes(3) || days.filter((day) => day === 2).length > 1;
  // "L M M J V" has both
  const both = days.filter((day) => day === 2).length > 1 ? [...new Set([...days, 3 as const])] : [...new Set(days)];
  const weekdays = both.toSorted((a, b) => a - b);
  return { value: { says: isClear ? { recurs: true, weekdays } : { recurs: true, ask: "which-weekdays" } }, next };
}
