import { isDigit } from "./characters.ts";
import type { Spelling } from "./language.ts";
import { type ClockWords, type Meaning, meaningOf, type Token } from "./token.ts";

interface Part {
  end: number;
  shape: Token["shape"];
  meanings: readonly Meaning[];
  text: string;
}

const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 0xa9;
const none: readonly Meaning[] = [];

function digitsEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isDigit(text.charCodeAt(end))) end++;
  return end;
}

function lettersEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end < at + 12 && isLetter(text.charCodeAt(end))) end++;
  return end;
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

/** "1h30m": a length of time, and no clock time as "1h30" can be. */
function hoursAndMinutes(text: string, at: number): { end: number; meaning: Meaning } | undefined {
  const found = /^(\d{1,2})h(\d{1,2})(?:m|mins?|minutes?)(?![\p{L}\d])/iu.exec(text.slice(at, at + 14));
  if (!found) return undefined;
  const times = Number(found[1]) * 60 + Number(found[2]);
  return { end: at + found[0].length, meaning: { kind: "unit", value: "minute", times, short: true } };
}

/** A clock time; `impossible` where no clock shows it. */
function clock(hour: number, minute: number, second: number, half: "am" | "pm" | undefined, is24: boolean): ClockWords {
  const value: ClockWords = { hour, minute };
  if (second > 0) value.second = second;
  if (half) value.half = half;
  if (is24 || (half === undefined && (hour > 12 || hour === 0))) value.is24 = true;
  const wrongHour = half === undefined ? hour > 24 || (hour === 24 && minute > 0) : hour < 1 || hour > 12;
  if (wrongHour || minute > 59 || second > 59) value.impossible = true;
  return value;
}

/**
 * What is written with digits: a number, an ordinal, a clock time, a date, or a number and its unit ("30min").
 *
 * A number that something else is glued to (`80%`, `5S`, `3.5kg`) keeps no meaning: it belongs to the work.
 */
export function readNumber(text: string, at: number, spelling: Spelling): Part[] {
  const negative = text[at] === "-";
  const first = negative ? at + 1 : at;
  const end = digitsEnd(text, first);
  const digits = text.slice(first, end);
  const value = digits.length > 9 ? Number.NaN : Number(digits);
  const part = (last: number, shape: Token["shape"], ...meanings: Meaning[]): Part => ({
    end: last,
    shape,
    meanings: meanings.length === 0 ? none : meanings,
    text: text.slice(at, last).toLowerCase(),
  });
  const next = text[end];
  const behind = text.charCodeAt(end + 1);
  if (negative) return [part(end, "number", { kind: "number", value: -value })];

  const length = (next === "h" || next === "H") && isDigit(behind) ? hoursAndMinutes(text, first) : undefined;
  if (length) return [part(length.end, "number", length.meaning)];

  if ((next === ":" || next === "h" || next === "H" || next === ".") && isDigit(behind) && digits.length <= 2) {
    const minuteEnd = digitsEnd(text, end + 1);
    const minute = text.slice(end + 1, minuteEnd);
    const half = halfBehind(text, minuteEnd, spelling);
    const isClock =
      minute.length === 2 && (next !== "." || half !== undefined || isDottedClock(text, minuteEnd, value, minute));
    if (isClock) {
      let last = minuteEnd;
      let second = 0;
      if (next === ":" && text[last] === ":" && isDigit(text.charCodeAt(last + 1))) {
        const secondEnd = digitsEnd(text, last + 1);
        second = Number(text.slice(last + 1, secondEnd));
        last = secondEnd;
      }
      const behindHalf = half ?? halfBehind(text, last, spelling);
      const is24 = digits.startsWith("0") || next.toLowerCase() === "h" || second > 0;
      const words = clock(value, Number(minute), second, behindHalf?.half, is24 && behindHalf === undefined);
      const stop = behindHalf?.end ?? last;
      const hours = /^ ?h(?![a-z])/i.exec(text.slice(stop, stop + 3));
      if (hours && !behindHalf) {
        return [part(stop + hours[0].length, "number", { kind: "clock", value: { ...words, is24: true } })];
      }
      return withZulu(text, stop, "clock", words, part, text[at - 1] === "T");
    }
  }

  const share = digits.length <= 2 ? shareOfHour(text, first, end, value, spelling) : undefined;
  if (share) return [part(share.end, "number", share.meaning)];

  const date = numericDate(text, end, digits, spelling);
  if (date) return [part(date.end, "number", ...date.meanings)];

  if (next === "," && digits.length <= 3 && digitsEnd(text, end + 1) === end + 4) {
    const last = digitsEnd(text, end + 1);
    return [part(last, "number", { kind: "number", value: Number(text.slice(first, last).replace(",", "")) })];
  }
  if (next === "." && isDigit(behind)) {
    const last = digitsEnd(text, end + 1);
    const glued = gluedUnit(text, last, spelling);
    const number: Meaning = { kind: "number", value: Number(text.slice(first, last)) };
    if (glued) return [part(last, "number", number), { ...glued, text: text.slice(last, glued.end).toLowerCase() }];
    if (continues(text, last)) return [part(last, "number")];
    // "at 13.15": only behind an "at" is it a clock time
    const minute = Number(text.slice(end + 1, last));
    const dotted = digits.length <= 2 && last - end === 3 ? clock(value, minute, 0, undefined, true) : undefined;
    return [
      part(
        last,
        "number",
        number,
        ...(dotted && !dotted.impossible ? [{ kind: "military", value: dotted } as const] : []),
      ),
    ];
  }

  const half = digits.length <= 2 ? halfBehind(text, end, spelling) : undefined;
  if (half) return withZulu(text, half.end, "clock", clock(value, 0, 0, half.half, false), part);

  if (digits.length === 4 || digits.length === 3) {
    const words = clock(Math.floor(value / 100), value % 100, 0, undefined, true);
    const meridiem = halfBehind(text, end, spelling);
    if (meridiem) {
      const halved = clock(Math.floor(value / 100), value % 100, 0, meridiem.half, false);
      return withZulu(text, meridiem.end, "clock", halved, part);
    }
    if (digits.length === 4 && (text[end] === "Z" || text[end] === "z") && !isLetter(text.charCodeAt(end + 1))) {
      return withZulu(text, end, "clock", words, part);
    }
    if (!continues(text, end)) {
      const number: Meaning = { kind: "number", value };
      return [
        part(
          end,
          "number",
          ...(digits.length === 4 && !words.impossible
            ? [number, { kind: "military", value: words } as const]
            : [number]),
        ),
      ];
    }
  }

  const suffixEnd = lettersEnd(text, end);
  if (suffixEnd > end) {
    const suffix = text.slice(end, suffixEnd).toLowerCase();
    if (spelling.ordinalSuffixes.has(suffix)) return [part(suffixEnd, "number", { kind: "ordinal", value })];
    if (suffix === "h" && digits.length <= 2 && value <= 24) {
      // "17h" is a clock time, "2h" may be two hours: the phrase around it decides
      const hours = spelling.gluedUnits.get("h");
      const meanings: Meaning[] = [{ kind: "clock", value: clock(value, 0, 0, undefined, true) }];
      if (hours?.kind === "unit") meanings.push({ ...hours, times: value });
      return [part(suffixEnd, "number", ...meanings)];
    }
    const glued = gluedUnit(text, end, spelling);
    if (glued) return [part(end, "number", { kind: "number", value }), { ...glued, text: suffix }];
    // "2x a day", "9ish"
    if (suffix === "x" || suffix === "ish")
      return [
        part(end, "number", { kind: "number", value }),
        { end: suffixEnd, shape: "word", meanings: none, text: suffix },
      ];
    return [{ ...part(suffixEnd, "literal"), meanings: none }];
  }
  if (continues(text, end)) return [part(end, "number")];
  const meanings: Meaning[] = [{ kind: "number", value }];
  if (digits.length === 2 && digits.startsWith("0") && value < 10) {
    meanings.push({ kind: "military", value: clock(value, 0, 0, undefined, true) });
  }
  return [part(end, "number", ...meanings)];
}

/** Whether something is glued behind the digits, so that they are not a plain number: `80%`, `5°`, `4x`. */
function continues(text: string, end: number): boolean {
  const next = text[end];
  if (next === undefined || next === " ") return false;
  if ("%°$€£#+*=^~_@".includes(next)) return true;
  if (next === "/" || next === ":" || next === ".") return isDigit(text.charCodeAt(end + 1));
  return false;
}

function gluedUnit(text: string, at: number, spelling: Spelling): Omit<Part, "text"> | undefined {
  const end = lettersEnd(text, at);
  const meaning = end > at ? spelling.gluedUnits.get(text.slice(at, end).toLowerCase()) : undefined;
  return meaning && { end, shape: "word", meanings: [meaning] };
}

/** `7.30` is a clock time where it cannot be a decimal of anything: in front of an "h", "hrs" or a dot-less end. */
function isDottedClock(text: string, end: number, hour: number, minute: string): boolean {
  return hour <= 23 && Number(minute) <= 59 && /^\s?(h|hrs|hours|uhr)\b/i.test(text.slice(end, end + 7));
}

function withZulu(
  text: string,
  end: number,
  kind: "clock",
  value: ClockWords,
  part: (last: number, shape: Token["shape"], ...meanings: Meaning[]) => Part,
  hasOffset = false,
): Part[] {
  const zulu =
    (text[end] === "Z" || text[end] === "z") &&
    !isLetter(text.charCodeAt(end + 1)) &&
    !isDigit(text.charCodeAt(end + 1));
  // "9:00-12:00" is a range; only behind a date and its T is it an offset
  const offset = zulu || !hasOffset ? undefined : /^[+-](\d\d):?(\d\d)(?!\d)/.exec(text.slice(end, end + 6));
  if (zulu) return [part(end + 1, "number", { kind, value: { ...value, is24: true }, zoneId: "UTC" })];
  if (offset) {
    return [
      part(end + offset[0].length, "number", {
        kind,
        value: { ...value, is24: true },
        zoneId: offset[0].replace(/^([+-]\d\d)(\d\d)$/, "$1:$2"),
      }),
    ];
  }
  return [part(end, "number", { kind, value })];
}

/** `1/2 hour`, `2 1/2 hours`, `2½ hours`: a share of an hour, and no date. "3/4 hours" may be three or four. */
function shareOfHour(text: string, first: number, end: number, whole: number, spelling: Spelling) {
  const alone = shares[text.slice(first, first + 3)];
  const sign = shares[text[end] ?? ""];
  const behind = text[end] === " " ? shares[text.slice(end + 1, end + 4)] : undefined;
  const value = alone ?? (sign === undefined && behind === undefined ? undefined : whole + (sign ?? behind ?? 0));
  if (value === undefined) return undefined;
  const last = alone !== undefined ? first + 3 : sign !== undefined ? end + 1 : end + 4;
  if (text[last] !== " ") return undefined;
  const word = text.slice(last + 1, lettersEnd(text, last + 1)).toLowerCase();
  const unit = spelling.gluedUnits.get(word);
  const isHour = unit?.kind === "unit" && unit.value === "hour" && (alone === undefined || !word.endsWith("s"));
  return isHour ? { end: last, meaning: { kind: "number", value } satisfies Meaning } : undefined;
}

const shares: Readonly<Record<string, number>> = {
  "1/4": 0.25,
  "1/2": 0.5,
  "3/4": 0.75,
  "¼": 0.25,
  "½": 0.5,
  "¾": 0.75,
};

/** `2028-01-10`, `12/01`, `12/01/2027`, `15.3.2027`. */
function numericDate(text: string, end: number, digits: string, spelling: Spelling) {
  const sign = text[end];
  if (/^24\/[57](?!\d)/.test(text.slice(end - 2, end + 3))) return undefined;
  if ((sign !== "-" && sign !== "/" && sign !== ".") || !isDigit(text.charCodeAt(end + 1))) return undefined;
  const secondEnd = digitsEnd(text, end + 1);
  const second = Number(text.slice(end + 1, secondEnd));
  const hasThird = text[secondEnd] === sign && isDigit(text.charCodeAt(secondEnd + 1));
  const thirdEnd = hasThird ? digitsEnd(text, secondEnd + 1) : secondEnd;
  const third = hasThird ? text.slice(secondEnd + 1, thirdEnd) : "";
  const letter = text[thirdEnd];
  const glued =
    letter !== undefined &&
    (isLetter(text.charCodeAt(thirdEnd)) || isDigit(text.charCodeAt(thirdEnd)) || "%°$€£#/_".includes(letter));
  // "24.12. at noon": a day and a month, each with its full stop
  const isDotted = sign === "." && !hasThird && text[secondEnd] === "." && !isDigit(text.charCodeAt(secondEnd + 1));
  const isoTime = letter === "T" && isDigit(text.charCodeAt(thirdEnd + 1));
  if (glued && !isoTime) return undefined;
  if (digits.length === 4 && hasThird) {
    const meaning: Meaning = { kind: "date", year: Number(digits), month: second, day: Number(third) };
    return { end: isoTime ? thirdEnd + 1 : thirdEnd, meanings: [meaning] };
  }
  if (digits.length > 2 || secondEnd - end > 3) return undefined;
  const isDay = Number(digits) >= 1 && Number(digits) <= 31 && second >= 1 && second <= 12;
  if (!hasThird && (sign === "-" || (sign === "." && !(isDotted && isDay)))) return undefined;
  if (hasThird && third.length !== 4 && third.length !== 2) return undefined;
  // "version 1.10.30": where days come second, dots and a short year are no date
  if (sign === "." && third.length === 2 && spelling.numericDates === "month-first") return undefined;
  const first = Number(digits);
  const dayFirst = sign === "." || spelling.numericDates === "day-first";
  const year = third === "" ? undefined : third.length === 2 ? 2000 + Number(third) : Number(third);
  const numeric: "day-first" | "month-first" | "either" =
    sign === "."
      ? "day-first"
      : first > 12 && second <= 12
        ? "day-first"
        : second > 12 && first <= 12
          ? "month-first"
          : "either";
  const isDayFirst = numeric === "day-first" || (numeric === "either" && dayFirst);
  const meaning: Meaning = {
    kind: "date",
    month: isDayFirst ? second : first,
    day: isDayFirst ? first : second,
    numeric,
  };
  if (year !== undefined) meaning.year = year;
  return { end: thirdEnd, meanings: [meaning] };
}

/** "the twenty second of May": a ten and an ordinal, apart from each other, are one. */
export function joinOrdinals(tokens: Token[]): Token[] {
  if (!tokens.some(isTen)) return tokens;
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const [token, next] = [tokens[at], tokens[at + 1]];
    if (!token) break;
    const ten = meaningOf(token, "number");
    const one = next && isTen(token) ? meaningOf(next, "ordinal") : undefined;
    if (ten && next && one && one.value > 0 && one.value < 10) {
      joined.push({
        ...token,
        text: `${token.text}-${next.text}`,
        end: next.end,
        meanings: [{ kind: "ordinal", value: ten.value + one.value }],
      });
      at++;
    } else joined.push(token);
  }
  return joined;
}

const isTen = (token: Token) =>
  token.meanings.some((it) => it.kind === "number" && it.word === true && (it.value === 20 || it.value === 30));
