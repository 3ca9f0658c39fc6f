import { isDigit } from "./characters.ts";
import { type Digits, digitsEnd, isLetter, type Part, upTo } from "./digits.ts";
import type { Meaning } from "./token.ts";

/** `2028-01-10`, `12/01`, `12/01/2027`, `15.3.2027`. */
export function numericDate(it: Digits): Part[] | undefined {
  const groups = groupsOf(it);
  if (!groups) return undefined;
  const date = it.digits.length === 4 ? yearFirst(it, groups) : yearLast(it, groups);
  return date && [upTo(it, groups.end, "number", date)];
}

/** The numbers behind the first one, with the same sign in front of each. */
interface Groups {
  second: string;
  third: string;
  /** "24.12. at noon": a day and a month, each with its full stop. */
  isDotted: boolean;
  end: number;
}

function groupsOf({ text, end, digits, next: sign }: Digits): Groups | undefined {
  // "24/7"
  if (/^24\/[57](?!\d)/.test(text.slice(end - 2, end + 3))) return undefined;
  if ((sign !== "-" && sign !== "/" && sign !== ".") || !isDigit(text.charCodeAt(end + 1))) return undefined;
  const secondEnd = digitsEnd(text, end + 1);
  const hasThird = text[secondEnd] === sign && isDigit(text.charCodeAt(secondEnd + 1));
  const last = hasThird ? digitsEnd(text, secondEnd + 1) : secondEnd;
  const letter = text[last];
  const isTime = letter === "T" && isDigit(text.charCodeAt(last + 1));
  const isGlued = letter !== undefined && (isLetter(text.charCodeAt(last)) || "%°$€£#/_".includes(letter));
  if (isGlued && !isTime) return undefined;
  return {
    second: text.slice(end + 1, secondEnd),
    third: hasThird ? text.slice(secondEnd + 1, last) : "",
    isDotted: sign === "." && !hasThird && letter === "." && !isDigit(text.charCodeAt(last + 1)),
    end: isTime && digits.length === 4 ? last + 1 : last,
  };
}

function yearFirst({ digits }: Digits, { second, third }: Groups): Meaning | undefined {
  if (third === "") return undefined;
  return { kind: "date", year: Number(digits), month: Number(second), day: Number(third) };
}

function yearLast({ digits, next: sign, spelling }: Digits, groups: Groups): Meaning | undefined {
  const { third, isDotted } = groups;
  if (digits.length > 2 || groups.second.length > 2 || !/^(?:\d\d){0,2}$/.test(third)) return undefined;
  const [first, second] = [Number(digits), Number(groups.second)];
  const isDay = first >= 1 && first <= 31 && second >= 1 && second <= 12;
  if (third === "" && (sign === "-" || (sign === "." && !(isDotted && isDay)))) return undefined;
  // "version 1.10.30": where days come second, dots and a short year are no date
  if (sign === "." && third.length === 2 && spelling.numericDates === "month-first") return undefined;
  const numeric =
    sign === "." || (first > 12 && second <= 12) ? "day-first" : second > 12 && first <= 12 ? "month-first" : "either";
  const isDayFirst = numeric === "either" ? spelling.numericDates === "day-first" : numeric === "day-first";
  const date: Meaning = {
    kind: "date",
    month: isDayFirst ? second : first,
    day: isDayFirst ? first : second,
    numeric,
  };
  if (third !== "") date.year = third.length === 2 ? 2000 + Number(third) : Number(third);
  return date;
}
