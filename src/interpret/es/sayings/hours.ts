import {
  ahead,
  as,
  boundary,
  either,
  kind,
  kindIf,
  type Line,
  listOf,
  type Match,
  maybe,
  remembered,
  sequence,
  type Shape,
  word,
  words,
  unitOf,
} from "../../phrases/shape.ts";
import type { ClockWords, DayPart } from "../../tokens/token.ts";
import { amount, separator } from "./shapes.ts";

/** Behind an hour: "de la mañana", "por la tarde", "del mediodía". */
const halfBehind: Shape<DayPart | "noon"> = either(
  as(sequence(words("de la", "por la", "en la", "de", "a la"), kind("daypart")), ([, { value }]) => value),
  as(words("del mediodia", "del medio dia", "del dia", "de mediodia"), () => "noon" as const),
);

/** An hour with the part of the day that was said right behind it: "8 de la tarde" is 20:00. */
function inPart(time: ClockWords, part: DayPart | "noon"): ClockWords {
  const { is24: _, ...open } = time;
  if (time.hour > 12 || (time.is24 && time.hour === 0)) {
    return part === "morning" && time.hour > 12 ? { ...time, impossible: true } : time;
  }
  if (time.hour === 12 && time.minute === 0) {
    if (part === "night" || part === "small-hours") return { ...open, hour: 0, named: "midnight" };
    return { ...open, named: "noon" };
  }
  // "las doce menos cuarto del mediodía"
  if (part === "noon" && time.hour >= 10 && time.hour < 12) return { ...open, half: "am" };
  if (part === "noon" || part === "afternoon" || part === "evening" || part === "end-of-day")
    return { ...open, half: "pm" };
  if (part === "night") return { ...open, half: time.hour === 12 || time.hour < 5 ? "am" : "pm" };
  return time.hour === 12 ? { ...open, half: part === "small-hours" ? "am" : "pm" } : { ...open, half: "am" };
}

const meridiemWord = kind("meridiem");
const clockWord = kind("clock");
const militaryWord = kind("military");
const andAmount = sequence(word("y"), amount);
const atThe = words("a las", "a la");
const suffix24 = word("h", "hs", "hrs", "hr", "horas");
const sharp = words("en punto");
const minutesOfClock = as(sequence(maybe(word("y", "con")), amountOfMinutes, unitOf("minute")), ([, n]) => n);
function amountOfMinutes(line: Line, at: number): Match<number> | undefined {
  const match = amount(line, at);
  return match && Number.isInteger(match.value) && match.value > 0 && match.value < 60 ? match : undefined;
}

/** Minutes said behind an hour: "y media", "menos cuarto", "y 20". */
const minutesBehind: Shape<number> = either(
  as(sequence(word("y"), word("media")), () => 30),
  as(sequence(word("y"), word("cuarto")), () => 15),
  as(sequence(word("menos"), maybe(word("un")), word("cuarto")), () => -15),
  as(sequence(word("menos"), amount), ([, n]) => (n > 0 && n < 31 && Number.isInteger(n) ? -n : undefined)),
  as(sequence(word("con"), amount, maybe(unitOf("minute"))), ([, n]) => minuteValue(n)),
  // "veinte cero cero", "siete cero cinco"
  as(sequence(word("cero"), amount), ([, n]) => (n < 10 && Number.isInteger(n) ? n : undefined)),
);
const minuteValue = (n: number) => (Number.isInteger(n) && n > 0 && n < 60 ? n : undefined);

function withMinutes(hour: number, minutes: number): ClockWords {
  return minutes < 0
    ? { hour: hour === 0 ? 23 : hour === 1 ? 12 : hour - 1, minute: 60 + minutes }
    : { hour, minute: minutes };
}

/** An hour as it was read, and whether "8 y 20" left open if it is twenty past eight or two hours. */
export interface HourRead {
  time: ClockWords;
  isOpen?: true;
}

/** One hour behind "a las": "8", "8:30", "17h", "seis menos cuarto de la tarde", "diez para las ocho". */
export const hour: Shape<HourRead> = remembered((line, at) => {
  const token = line.tokens[at];
  if (!token || (token.meanings.length === 0 && token.shape !== "number" && token.text !== "faltando"))
    return undefined;
  return minutesTo(line, at) ?? hourOf(line, at);
});

/** "Diez para las ocho", "un cuarto para las 7". */
export const minutesTo: Shape<HourRead> = as(
  sequence(
    maybe(word("faltando")),
    either(
      as(sequence(maybe(word("un")), word("cuarto")), () => 15),
      amount,
    ),
    maybe(unitOf("minute")),
    words("para las", "para la"),
    (line, at) => hourOf(line, at),
  ),
  ([, minutes, , , { time }]) => {
    if (time.minute !== 0 || minutes < 1 || minutes > 30) return undefined;
    return { time: { ...time, ...withMinutes(time.hour, -minutes) } };
  },
);

function hourOf(line: Line, at: number): Match<HourRead> | undefined {
  const base = baseHour(line, at);
  if (!base) return undefined;
  let { value: time, next } = base;
  // most numbers are followed by nothing that belongs to an hour
  if (line.tokens[next]?.shape !== "word" && line.tokens[next]?.shape !== "number") return { value: { time }, next };
  let isOpen = false;
  if (base.isPlain) {
    // "7 y 45 am": the half of the day was read with the minutes
    const joined = minutesWithHalf(line, next);
    if (joined) return { value: { time: { hour: time.hour, ...joined.value } }, next: joined.next };
    const minutes = minutesBehind(line, next);
    const digits = minutes ? undefined : spokenMinutes(line, next);
    const plain = minutes || digits ? undefined : plainMinutes(line, next);
    if (minutes) {
      time = withMinutes(time.hour, minutes.value);
      next = minutes.next;
    } else if (digits) {
      time = { hour: time.hour, minute: digits.value };
      next = digits.next;
      // "a las 7 y 10" may be two hours; who writes "7 y diez" means minutes
      isOpen = digits.value <= 20 && line.tokens[at]?.shape === "number" && line.tokens[next - 1]?.shape === "number";
    } else if (plain) {
      time = { ...time, minute: plain.value };
      next = plain.next;
      isOpen = plain.isOpen;
    }
  }
  next = sharp(line, next)?.next ?? next;
  const suffix = time.half === undefined && !time.named ? suffix24(line, next) : undefined;
  if (suffix) {
    time = { ...time, is24: true };
    next = suffix.next;
    // "15 horas 30 minutos"
    const rest = base.isPlain && time.minute === 0 ? minutesOfClock(line, next) : undefined;
    if (rest) {
      time.minute = rest.value;
      next = rest.next;
    }
  }
  const meridiem = time.half === undefined && !time.named ? meridiemWord(line, next) : undefined;
  if (meridiem) {
    time = { ...time, half: meridiem.value.value };
    next = meridiem.next;
    isOpen = false;
  }
  const part = halfBehind(line, next);
  if (part && time.half === undefined) {
    time = inPart(time, part.value);
    next = part.next;
    isOpen = false;
  } else if (part) next = part.next;
  const value: HourRead = { time };
  if (isOpen) value.isOpen = true;
  return { value, next };
}

const minutesWithHalf: Shape<Pick<ClockWords, "minute" | "half">> = as(
  sequence(word("y"), kind("clock")),
  ([, { value }]) =>
    value.half && value.hour > 12 && value.hour < 60 ? { minute: value.hour, half: value.half } : undefined,
);

/** "Ocho quince", "6 30": minutes right behind the hour, both in words or both in digits. "A las ocho quince piezas" leaves it open. */
function plainMinutes({ tokens }: Line, at: number): (Match<number> & { isOpen: boolean }) | undefined {
  const [hourToken, token] = [tokens[at - 1], tokens[at]];
  if (!hourToken || !token || hourToken.shape !== token.shape) return undefined;
  const inDigits = token.shape === "number";
  const minutes = inDigits
    ? /^\d\d$/.test(token.text) && token.meanings[0]?.kind === "number" && { value: Number(token.text), next: at + 1 }
    : amount({ text: "", tokens }, at);
  if (!minutes || !Number.isInteger(minutes.value) || minutes.value > 59) return undefined;
  if (minutes.value < 10 || (!inDigits && minutes.value % 5 !== 0)) return undefined;
  const behind = tokens[minutes.next];
  // "a las 8 12 y 16 h" may be three hours
  const isList = inDigits && minutes.value < 25 && behind?.text === "y" && tokens[minutes.next + 1]?.shape === "number";
  const isOpen = isList || (behind?.shape === "word" && behind.meanings.length === 0 && /(?:s|de)$/.test(behind.text));
  return behind && behind.meanings.some(({ kind: of }) => of === "unit") && !/^(?:h|hs|hrs|horas)$/.test(behind.text)
    ? undefined
    : { ...minutes, isOpen };
}

/** "Y 20" behind an hour, where no hours follow it: "a las 8 y 20". */
function spokenMinutes(line: Line, at: number): Match<number> | undefined {
  const match = andAmount(line, at);
  const n = match?.value[1];
  if (!match || n === undefined || minuteValue(n) === undefined) return undefined;
  const isHour = suffix24(line, match.next) !== undefined || (n <= 24 && n % 5 !== 0) || n < 5;
  return isHour ? undefined : { value: n, next: match.next };
}

function baseHour(line: Line, at: number): (Match<ClockWords> & { isPlain: boolean }) | undefined {
  const token = line.tokens[at];
  if (!token || token.shape === "literal") return undefined;
  const clock = clockWord(line, at);
  if (clock) return { value: clock.value.value, next: clock.next, isPlain: false };
  const military = militaryWord(line, at);
  if (military) return { value: military.value.value, next: military.next, isPlain: token.text.length < 4 };
  const dotted = /^(\d{1,2})\.(\d\d)$/.exec(token.text);
  if (dotted && Number(dotted[1]) < 25 && Number(dotted[2]) < 60) {
    const hourNumber = Number(dotted[1]);
    const is24 = hourNumber > 12 || hourNumber === 0 || dotted[1]?.startsWith("0") === true;
    return {
      value: { hour: hourNumber, minute: Number(dotted[2]), ...(is24 && { is24 }) },
      next: at + 1,
      isPlain: false,
    };
  }
  const number = amount(line, at);
  if (!number || !Number.isInteger(number.value) || number.value < 0 || number.value > 25) return undefined;
  const value: ClockWords = { hour: number.value, minute: 0 };
  if (number.value > 12 || number.value === 0) value.is24 = true;
  if (number.value > 24) value.impossible = true;
  return { value, next: number.next, isPlain: true };
}

/** What may stand behind the last hour of a list, so that the number is an hour and not three copies. */
const afterHour = either(
  boundary,
  ahead(
    word(
      "y",
      "e",
      "o",
      "a",
      "de",
      "del",
      "todos",
      "todas",
      "los",
      "las",
      "cada",
      "por",
      "en",
      "hora",
      "excepto",
      "salvo",
      "menos",
      "hasta",
      "desde",
      "durante",
      "entre",
      "pero",
    ),
  ),
  ahead(kind("weekday")),
);

const nextHour: Shape<HourRead> = (line, at) => {
  const prefixed = atThe(line, at);
  const match = hour(line, prefixed?.next ?? at);
  if (!match) return undefined;
  return prefixed ||
    match.next > at + 1 ||
    line.tokens[at]?.meanings.some((meaning) => meaning.kind === "clock") ||
    afterHour(line, match.next)
    ? match
    : undefined;
};
/** "6 am 2 pm y 10 pm": hours that are plain need nothing between them. */
const betweenHours = either(
  separator,
  ahead(
    either(
      atThe,
      kindIf("clock", ({ value }) => value.named === undefined),
    ),
  ),
);
const moreHours = listOf(nextHour, betweenHours);

/** "6, 14 y 22 h", "8 am y a las 4 pm". */
export const hours: Shape<HourRead[]> = (line, at) => {
  const first = hour(line, at);
  const between = first && betweenHours(line, first.next);
  const more = between && moreHours(line, between.next);
  if (!first || !more) return first && { value: [first.value], next: first.next };
  // put together where it is asked for: a list can begin at every number
  return {
    get value() {
      return [first.value, ...more.value];
    },
    next: more.next,
  };
};
