import {
  ahead,
  as,
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
  unitOf,
} from "../../phrases/shape.ts";
import type { Unit, Weekday } from "../../tokens/token.ts";

export const article = word("el", "la", "los", "las");
export const and = word("y", "e", "&");
/** What stands between the items of a list: "lunes, miércoles y viernes". */
export const separator = either(sequence(word(","), maybe(and)), and);
export const every = word("cada");
/** "Todos los", "todas las", "cada": what makes a day a rhythm. */
export const allOf = either(words("todos los", "todas las", "todo los", "todos lo", "todas la", "toda las"), every);

/** A whole number in digits or words: "2", "dos", "treinta y cinco". */
export const amount: Shape<number> = remembered(
  either(
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
  ),
);

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
    // "1h30m", "en 1h30"
    as(
      as(unitOf("minute"), (it) => (it.short && it.times !== undefined ? it : undefined)),
      ({ times = 1 }) => ({ n: times, unit: "minute" as const }),
    ),
    as(kind("clock"), ({ value }, { tokens }, at) =>
      /^\d{1,2}h\d\d$/.test(tokens[at]?.text ?? "")
        ? { n: value.hour * 60 + value.minute, unit: "minute" as const }
        : undefined,
    ),
    as(sequence(amount, kind("unit"), maybe(unitDot)), ([n, { value, times = 1 }]) => ({ n: n * times, unit: value })),
  ),
);

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
export const dayNumber: Shape<number> = remembered(
  as(
    either(
      as(kind("ordinal"), ({ value }, line, at) =>
        line.tokens[at]?.shape === "number" || value === 1 ? value : undefined,
      ),
      amount,
    ),
    (n) => (Number.isInteger(n) && n >= 1 && n <= 31 ? n : undefined),
  ),
);

/** Days of the month in a list, the last one by its name: "el 1 y el 15", "15 y último". */
export const daysInList = (the: Shape<unknown>): Shape<number[]> =>
  listOf(
    // a list that begins with the last day is a phrase of its own
    as(sequence(the, either(dayNumber, lastInList)), ([, day]) => day),
    separator,
  );
const lastInList = as(
  sequence(words("ultimo dia", "dia ultimo", "ultimo", "ultimos"), not(kind("weekday"))),
  (_, line, at) => (separator(line, at - 1) || separator(line, at - 2) ? -1 : undefined),
);

/** "Próximo", "que viene": where it stands before or behind the name of a period. */
export const comingBefore = word("proximo", "proxima", "siguiente");
export const comingBehind = either(
  words("que viene", "que entra", "que sigue"),
  word("proximo", "proxima", "siguiente", "entrante"),
);
