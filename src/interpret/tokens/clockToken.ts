import { isDigit } from "./characters.ts";
import { continues, type Digits, digitsEnd, isLetter, type Part, upTo } from "./digits.ts";
import type { Spelling } from "../language.ts";
import type { ClockWords, Meaning } from "./token.ts";

/** A clock time; `impossible` where no clock shows it. */
export function clock(
  hour: number,
  minute: number,
  second: number,
  half: "am" | "pm" | undefined,
  is24: boolean,
): ClockWords {
  const value: ClockWords = { hour, minute };
  if (second > 0) value.second = second;
  if (half) value.half = half;
  if (is24 || (half === undefined && (hour > 12 || hour === 0))) value.is24 = true;
  const wrongHour = half === undefined ? hour > 24 || (hour === 24 && minute > 0) : hour < 1 || hour > 12;
  if (wrongHour || minute > 59 || second > 59) value.impossible = true;
  return value;
}

/** "1h30m": a length of time, and no clock time as "1h30" can be. */
export function hoursAndMinutes(it: Digits): Part[] | undefined {
  if (it.next !== "h" && it.next !== "H") return undefined;
  const found = /^(\d{1,2})h(\d{1,2})(?:m|mins?|minutes?)(?![\p{L}\d])/iu.exec(it.text.slice(it.at, it.at + 14));
  if (!found) return undefined;
  const times = Number(found[1]) * 60 + Number(found[2]);
  return [upTo(it, it.at + found[0].length, "number", { kind: "unit", value: "minute", times, short: true })];
}

/** "5:30", "17h30", "5:30:15 pm"; "5.30 pm" only with the half of the day, or an "h", behind it. */
export function clockWithMinutes(it: Digits): Part[] | undefined {
  const { text, end, next, spelling } = it;
  const isSign = next === ":" || next === "h" || next === "H" || next === ".";
  if (!isSign || !isDigit(text.charCodeAt(end + 1)) || it.digits.length > 2) return undefined;
  const minuteEnd = digitsEnd(text, end + 1);
  const minute = text.slice(end + 1, minuteEnd);
  const half = halfBehind(text, minuteEnd, spelling);
  const isClock =
    minute.length === 2 && (next !== "." || half !== undefined || isDottedClock(text, minuteEnd, it.value, minute));
  if (!isClock) return undefined;
  const hasSecond = next === ":" && text[minuteEnd] === ":" && isDigit(text.charCodeAt(minuteEnd + 1));
  const last = hasSecond ? digitsEnd(text, minuteEnd + 1) : minuteEnd;
  const second = hasSecond ? Number(text.slice(minuteEnd + 1, last)) : 0;
  const behind = half ?? halfBehind(text, last, spelling);
  const is24 = it.digits.startsWith("0") || next.toLowerCase() === "h" || second > 0;
  const words = clock(it.value, Number(minute), second, behind?.half, is24 && behind === undefined);
  const hours = behind ? undefined : /^ ?h(?![a-z])/i.exec(text.slice(last, last + 3));
  if (hours) return [upTo(it, last + hours[0].length, "number", { kind: "clock", value: { ...words, is24: true } })];
  return [withZulu(it, behind?.end ?? last, words, text[it.at - 1] === "T")];
}

/** "5pm", "1730 pm". */
export function clockWithHalf(it: Digits): Part[] | undefined {
  const { digits, value } = it;
  const half = digits.length <= 4 ? halfBehind(it.text, it.end, it.spelling) : undefined;
  if (!half) return undefined;
  const [hour, minute] = digits.length <= 2 ? [value, 0] : hourAndMinute(value);
  return [withZulu(it, half.end, clock(hour, minute, 0, half.half, false))];
}

const hourAndMinute = (value: number) => [Math.floor(value / 100), value % 100] as const;

/** "1730": a number that can be a clock time, and is one with a "Z" behind it. */
export function military(it: Digits): Part[] | undefined {
  const { text, end, value, digits } = it;
  if (digits.length !== 4 && digits.length !== 3) return undefined;
  const [hour, minute] = hourAndMinute(value);
  const words = clock(hour, minute, 0, undefined, true);
  if (digits.length === 4 && isZulu(text, end) && !isDigit(text.charCodeAt(end + 1))) return [withZulu(it, end, words)];
  if (continues(text, end)) return undefined;
  const meanings: Meaning[] = [{ kind: "number", value }];
  if (digits.length === 4 && !words.impossible) meanings.push({ kind: "military", value: words });
  return [upTo(it, end, "number", ...meanings)];
}

/** The half of the day that is written directly behind the digits, or one space behind them. */
function halfBehind(text: string, at: number, spelling: Spelling): { end: number; half: "am" | "pm" } | undefined {
  let start = at;
  while (start < at + 3 && /[ \u00A0\u202F]/.test(text[start] ?? "")) start++;
  const rest = text.slice(start, start + 6).toLowerCase();
  for (const [written, half] of spelling.meridiems) {
    const behind = rest.charCodeAt(written.length);
    if (rest.startsWith(written) && !isLetter(behind) && !isDigit(behind)) return { end: start + written.length, half };
  }
  const short =
    start === at &&
    (rest[0] === "a" || rest[0] === "p") &&
    !isLetter(rest.charCodeAt(1)) &&
    !isDigit(rest.charCodeAt(1));
  return short ? { end: at + 1, half: rest[0] === "a" ? "am" : "pm" } : undefined;
}

/** `7.30` is a clock time where it cannot be a decimal of anything: in front of an "h", "hrs" or a dot-less end. */
function isDottedClock(text: string, end: number, hour: number, minute: string): boolean {
  return hour <= 23 && Number(minute) <= 59 && /^\s?(h|hrs|hours|uhr)\b/i.test(text.slice(end, end + 7));
}

const isZulu = (text: string, at: number) =>
  (text[at] === "Z" || text[at] === "z") && !isLetter(text.charCodeAt(at + 1)) && !isDigit(text.charCodeAt(at + 1));

/** A clock time, and the "Z" or the offset behind it. */
function withZulu(it: Digits, end: number, value: ClockWords, hasOffset = false): Part {
  if (isZulu(it.text, end))
    return upTo(it, end + 1, "number", { kind: "clock", value: { ...value, is24: true }, zoneId: "UTC" });
  // "9:00-12:00" is a range; only behind a date and its T is it an offset
  const offset = hasOffset ? /^[+-](\d\d):?(\d\d)(?!\d)/.exec(it.text.slice(end, end + 6)) : undefined;
  if (!offset) return upTo(it, end, "number", { kind: "clock", value });
  const zoneId = offset[0].replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  return upTo(it, end + offset[0].length, "number", { kind: "clock", value: { ...value, is24: true }, zoneId });
}
