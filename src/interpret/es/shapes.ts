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
  not,
  remembered,
  sequence,
  type Shape,
  word,
  words,
} from "../shape.ts";
import type { ClockWords, DayPart, Unit, Weekday } from "../token.ts";

export const article = word("el", "la", "los", "las");
export const and = word("y", "e", "&");
/** What stands between the items of a list: "lunes, miércoles y viernes". */
export const separator = either(sequence(word(","), maybe(and)), and);
export const every = word("cada");
/** "Todos los", "todas las", "cada": what makes a day a rhythm. */
export const allOf = either(words("todos los", "todas las", "todo los", "todos lo", "todas la", "toda las"), every);

/** A whole number in digits or words: "2", "dos", "treinta y cinco". */
export const amount: Shape<number> = either(
  as(
    sequence(
      kindIf("number", ({ value, word: inWords }) => inWords === true && value >= 30 && value % 10 === 0),
      word("y"),
      kindIf("number", ({ value, word: inWords }) => inWords === true && value < 10),
    ),
    ([tens, , ones]) => tens.value + ones.value,
  ),
  as(words("un par de"), () => 2),
  as(words("una docena de"), () => 12),
  as(kind("number"), ({ value }) => value),
);

export const unitOf = (...wanted: readonly Unit[]) => kindIf("unit", ({ value }) => wanted.includes(value));
const hourUnit = unitOf("hour");

/** "15 min. de 8 a 9": the full stop of an abbreviation. */
function unitDot({ tokens }: Line, at: number): Match<true> | undefined {
  const [unit, stop, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const isShort = unit !== undefined && /(?:min|mins|hrs?|hs|seg|segs|sem)$/.test(unit.text);
  return isShort && stop?.text === "." && next !== undefined && next.sentence === unit.sentence
    ? { value: true, next: at + 1 }
    : undefined;
}

/** So much time, in whole units: "2 horas", "media hora", "una hora y cuarto", "dos horas y 30 minutos". */
export const duration: Shape<{ n: number; unit: Unit }> = remembered(
  either(
    as(sequence(word("media"), hourUnit), () => ({ n: 30, unit: "minute" as const })),
    as(sequence(maybe(word("un", "1")), word("cuarto"), word("de"), hourUnit), () => ({
      n: 15,
      unit: "minute" as const,
    })),
    as(sequence(word("tres", "3"), word("cuartos"), word("de"), hourUnit), () => ({ n: 45, unit: "minute" as const })),
    as(sequence(maybe(amount), hourUnit, and, word("media", "cuarto")), ([n = 1, , , part]) => ({
      n: n * 60 + (part === "media" ? 30 : 15),
      unit: "minute" as const,
    })),
    as(sequence(amount, hourUnit, maybe(and), amount, unitOf("minute")), ([hours, , , minutes]) => ({
      n: hours * 60 + minutes,
      unit: "minute" as const,
    })),
    // "cada hora y 20 minutos"
    as(sequence(hourUnit, and, amount, unitOf("minute")), ([, , minutes]) => ({
      n: 60 + minutes,
      unit: "minute" as const,
    })),
    as(sequence(amount, kind("unit"), maybe(unitDot)), ([n, { value, times = 1 }]) => ({ n: n * times, unit: value })),
  ),
);

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
export const hour: Shape<HourRead> = remembered((line, at) => minutesTo(line, at) ?? hourOf(line, at));

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
  let isOpen = false;
  if (base.isPlain) {
    const minutes = minutesBehind(line, next);
    const digits = minutes ? undefined : spokenMinutes(line, next);
    const plain = minutes || digits ? undefined : plainMinutes(line, next);
    if (minutes) {
      time = withMinutes(time.hour, minutes.value);
      next = minutes.next;
    } else if (digits) {
      time = { hour: time.hour, minute: digits.value };
      next = digits.next;
      isOpen = digits.value <= 20 && line.tokens[at]?.shape === "number";
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
  const meridiem = time.half === undefined && !time.named ? kind("meridiem")(line, next) : undefined;
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
  const isOpen = behind?.shape === "word" && behind.meanings.length === 0 && /(?:s|de)$/.test(behind.text);
  return behind && behind.meanings.some(({ kind: of }) => of === "unit") && !/^(?:h|hs|hrs|horas)$/.test(behind.text)
    ? undefined
    : { ...minutes, isOpen };
}

/** "Y 20" behind an hour, where no hours follow it: "a las 8 y 20". */
function spokenMinutes(line: Line, at: number): Match<number> | undefined {
  const match = sequence(word("y"), amount)(line, at);
  const n = match?.value[1];
  if (!match || n === undefined || minuteValue(n) === undefined) return undefined;
  const isHour = suffix24(line, match.next) !== undefined || (n <= 24 && n % 5 !== 0) || n < 5;
  return isHour ? undefined : { value: n, next: match.next };
}

function baseHour(line: Line, at: number): (Match<ClockWords> & { isPlain: boolean }) | undefined {
  const token = line.tokens[at];
  if (!token || token.shape === "literal") return undefined;
  const clock = kind("clock")(line, at);
  if (clock) return { value: clock.value.value, next: clock.next, isPlain: false };
  const military = kind("military")(line, at);
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
  const prefixed = words("a las", "a la")(line, at);
  const match = hour(line, prefixed?.next ?? at);
  if (!match) return undefined;
  return prefixed ||
    match.next > at + 1 ||
    line.tokens[at]?.meanings.some((meaning) => meaning.kind === "clock") ||
    afterHour(line, match.next)
    ? match
    : undefined;
};
const moreHours = listOf(nextHour, separator);

/** "6, 14 y 22 h", "8 am y a las 4 pm". */
export const hours: Shape<HourRead[]> = (line, at) => {
  const first = hour(line, at);
  const between = first && separator(line, first.next);
  const more = between && moreHours(line, between.next);
  if (!first || !more) return first && { value: [first.value], next: first.next };
  return { value: [first.value, ...more.value], next: more.next };
};

/** "Lun.": the full stop of a short name, where its sentence goes on. */
const shortStop: Shape<true> = ({ tokens }, at) => {
  const [name, stop, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const isShort = name?.meanings.some((meaning) => meaning.kind === "weekday" && meaning.short);
  return isShort && stop?.text === "." && next?.sentence === name?.sentence ? { value: true, next: at + 1 } : undefined;
};
/** "Lunes", "lun." */
export const weekday = as(sequence(kind("weekday"), maybe(shortStop)), ([day]) => day);
const weekdayName = as(sequence(maybe(word("dias", "dia")), weekday), ([, { value }]) => value);
const weekdaySeparator = remembered(
  either(
    separator,
    word("/"),
    words("asi como", "al igual que", "lo mismo que", "junto con", "y tambien", "y ademas"),
    // "lunes miércoles y viernes"
    ahead(kind("weekday")),
  ),
);
const moreWeekdays = listOf(
  as(sequence(maybe(either(words("todos los"), word("los", "cada", "el"))), weekdayName), ([, day]) => day),
  weekdaySeparator,
);

/** "Lunes", "lunes, miércoles y viernes", "lunes y los jueves". */
export const weekdayList: Shape<Weekday[]> = remembered((line, at) => {
  const first = weekdayName(line, at);
  if (!first) return undefined;
  const between = weekdaySeparator(line, first.next);
  const more = between && moreWeekdays(line, between.next);
  return more ? { value: [first.value, ...more.value], next: more.next } : { value: [first.value], next: first.next };
});

/** The days from one weekday to another, over Sunday where need be. */
export function weekdaysFrom(first: Weekday, last: Weekday): Weekday[] {
  const days: Weekday[] = [];
  for (let day: number = first; days.length < 7; day = (day % 7) + 1) {
    days.push(day as Weekday);
    if (day === last) break;
  }
  return days.toSorted((a, b) => a - b);
}

const monthName = as(kind("month"), ({ value }) => value);

/** "Enero", "enero, abril y julio", "de enero a marzo". */
export const monthList: Shape<number[]> = either(
  as(sequence(monthName, word("a", "-"), monthName), ([first, , last]) => {
    const months: number[] = [];
    for (let month = first; months.length < 12; month = (month % 12) + 1) {
      months.push(month);
      if (month === last) break;
    }
    return months;
  }),
  listOf(monthName, sequence(separator, maybe(word("de", "en", "del")))),
);

/** A day of the month by its number: "15", "1º", "primero", "uno". */
export const dayNumber: Shape<number> = as(
  either(
    as(kind("ordinal"), ({ value }, line, at) =>
      line.tokens[at]?.shape === "number" || value === 1 ? value : undefined,
    ),
    amount,
  ),
  (n) => (Number.isInteger(n) && n >= 1 && n <= 31 ? n : undefined),
);

/** Days of the month in a list, the last one by its name: "el 1 y el 15", "15 y último". */
export const daysInList = (the: Shape<unknown>): Shape<number[]> =>
  as(
    listOf(
      as(sequence(the, either(dayNumber, lastInList)), ([, day]) => day),
      separator,
    ),
    // a list that begins with the last day is a phrase of its own
    (days) => (days[0] === -1 ? undefined : days),
  );
const lastInList = as(sequence(words("ultimo dia", "dia ultimo", "ultimo"), not(kind("weekday"))), (_, line, at) =>
  separator(line, at - 1) || separator(line, at - 2) ? -1 : undefined,
);

/** "Próximo", "que viene": where it stands before or behind the name of a period. */
export const comingBefore = word("proximo", "proxima", "siguiente");
export const comingBehind = either(
  words("que viene", "que entra", "que sigue"),
  word("proximo", "proxima", "siguiente", "entrante"),
);
