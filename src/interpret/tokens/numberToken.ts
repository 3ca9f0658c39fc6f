import { isDigit } from "./characters.ts";
import { clock, clockWithHalf, clockWithMinutes, hoursAndMinutes, military } from "./clockToken.ts";
import { numericDate } from "./dateToken.ts";
import { continues, type Digits, digitsAt, digitsEnd, lettersEnd, type Part, upTo } from "./digits.ts";
import type { Spelling } from "../language.ts";
import type { Meaning } from "./token.ts";

/**
 * What is written with digits: a number, an ordinal, a clock time, a date, or a number and its unit ("30min").
 *
 * A number that something else is glued to (`80%`, `5S`, `3.5kg`) keeps no meaning: it belongs to the work.
 */
export function readNumber(text: string, at: number, spelling: Spelling): Part[] {
  const it = digitsAt(text, at, spelling);
  for (const read of readers) {
    const parts = read(it);
    if (parts) return parts;
  }
  return [plain(it)];
}

const number = (it: Digits, end = it.end, value = it.value) => upTo(it, end, "number", { kind: "number", value });

const negative = (it: Digits) => (it.text[it.at] === "-" ? [number(it)] : undefined);

/** `1/2 hour`, `2 1/2 hours`, `2½ hours`: a share of an hour, and no date. "3/4 hours" may be three or four. */
function shareOfHour(it: Digits): Part[] | undefined {
  const { text, at, end, spelling } = it;
  if (it.digits.length > 2) return undefined;
  const alone = shares[text.slice(at, at + 3)];
  const sign = shares[text[end] ?? ""];
  const behind = text[end] === " " ? shares[text.slice(end + 1, end + 4)] : undefined;
  const share = sign ?? behind;
  const value = alone ?? (share === undefined ? undefined : it.value + share);
  if (value === undefined) return undefined;
  const last = alone !== undefined ? at + 3 : sign !== undefined ? end + 1 : end + 4;
  if (text[last] !== " ") return undefined;
  const word = text.slice(last + 1, lettersEnd(text, last + 1)).toLowerCase();
  const unit = spelling.gluedUnits.get(word);
  const isHour = unit?.kind === "unit" && unit.value === "hour" && (alone === undefined || !word.endsWith("s"));
  return isHour ? [number(it, last, value)] : undefined;
}

const shares: Readonly<Record<string, number>> = {
  "1/4": 0.25,
  "1/2": 0.5,
  "3/4": 0.75,
  "¼": 0.25,
  "½": 0.5,
  "¾": 0.75,
};

/** "2,000". */
function thousands(it: Digits): Part[] | undefined {
  const { text, end } = it;
  const last = digitsEnd(text, end + 1);
  if (it.next !== "," || it.digits.length > 3 || last !== end + 4) return undefined;
  return [number(it, last, Number(text.slice(it.at, last).replace(",", "")))];
}

/** "1.5", "1.5h"; "13.15" is a clock time only behind an "at". */
function decimal(it: Digits): Part[] | undefined {
  const { text, at, end } = it;
  if (it.next !== "." || !isDigit(text.charCodeAt(end + 1))) return undefined;
  const last = digitsEnd(text, end + 1);
  const unit = gluedUnit(it, last);
  const value = Number(text.slice(at, last));
  if (unit) return [number(it, last, value), unit];
  if (continues(text, last)) return [upTo(it, last, "number")];
  const minute = Number(text.slice(end + 1, last));
  const dotted = it.digits.length <= 2 && last - end === 3 ? clock(it.value, minute, 0, undefined, true) : undefined;
  const meanings: Meaning[] = [{ kind: "number", value }];
  if (dotted && !dotted.impossible) meanings.push({ kind: "military", value: dotted });
  return [upTo(it, last, "number", ...meanings)];
}

/** "1st", "17h", "30min", "2x": letters that are glued to the digits. */
function withSuffix(it: Digits): Part[] | undefined {
  const { text, end, value, spelling } = it;
  const last = lettersEnd(text, end);
  if (last === end) return undefined;
  const suffix = text.slice(end, last).toLowerCase();
  if (spelling.ordinalSuffixes.has(suffix)) return [upTo(it, last, "number", { kind: "ordinal", value })];
  if (suffix === "h" && it.digits.length <= 2 && value <= 24) {
    // "17h" is a clock time, "2h" may be two hours: the phrase around it decides
    const hours = spelling.gluedUnits.get("h");
    const meanings: Meaning[] = [{ kind: "clock", value: clock(value, 0, 0, undefined, true) }];
    if (hours?.kind === "unit") meanings.push({ ...hours, times: value });
    return [upTo(it, last, "number", ...meanings)];
  }
  const unit = gluedUnit(it, end);
  if (unit) return [number(it), unit];
  // "2x a day", "9ish"
  if (suffix === "x" || suffix === "ish") return [number(it), { end: last, shape: "word", meanings: [], text: suffix }];
  return [upTo(it, last, "literal")];
}

function gluedUnit({ text, spelling }: Digits, at: number): Part | undefined {
  const end = lettersEnd(text, at);
  const suffix = text.slice(at, end).toLowerCase();
  const meaning = end > at ? spelling.gluedUnits.get(suffix) : undefined;
  return meaning && { end, shape: "word", meanings: [meaning], text: suffix };
}

function plain(it: Digits): Part {
  const { text, end, value, digits } = it;
  if (continues(text, end)) return upTo(it, end, "number");
  const meanings: Meaning[] = [{ kind: "number", value }];
  if (digits.length === 2 && digits.startsWith("0") && value < 10)
    meanings.push({ kind: "military", value: clock(value, 0, 0, undefined, true) });
  return upTo(it, end, "number", ...meanings);
}

/** The first of these that reads the digits. */
const readers: readonly ((it: Digits) => Part[] | undefined)[] = [
  negative,
  hoursAndMinutes,
  clockWithMinutes,
  shareOfHour,
  numericDate,
  thousands,
  decimal,
  clockWithHalf,
  military,
  withSuffix,
];
