import type { Read, Rule } from "../../phrases/phrase.ts";
import {
  ahead,
  as,
  either,
  kind,
  kindIf,
  type Line,
  listOf,
  maybe,
  not,
  sequence,
  word,
  words,
} from "../../phrases/shape.ts";
import type { ClockWords } from "../../tokens/token.ts";
import { hour, type HourRead, hours, minutesTo } from "./hours.ts";
import { allOf, separator } from "./shapes.ts";

const about = words(
  "a eso de las",
  "a eso de la",
  "sobre las",
  "sobre la",
  "hacia las",
  "hacia la",
  "alrededor de las",
  "alrededor de la",
  "cerca de las",
  "como a las",
  "como a la",
  "aproximadamente a las",
  "mas o menos a las",
  "mas o menos a la",
  "tipo",
);
const isAbout = words("aproximadamente", "mas o menos", "aprox", "o asi");

function saying(read: readonly HourRead[], approximate: boolean): Read {
  const times = read.map(({ time }): ClockWords => (approximate ? { ...time, approximate } : time));
  return { says: read.some(({ isOpen }) => isOpen) ? { times, ask: "which-times" } : { times } };
}

const daily = { every: { unit: "day", n: 1 }, recurs: true } as const;
const part = kind("daypart");
/** "Mañana, tarde y noche". */
const partList = listOf(
  part,
  sequence(separator, maybe(words("por la", "en la", "por las", "en las", "a la", "la", "las"))),
);
const inThe = words("por la", "por las", "en la", "en las", "durante la", "durante las", "a la", "por", "de");

/** Times of the day. */
const days = either(
  words("a diario", "entre semana", "todos los dias"),
  sequence(maybe(word("de", "los")), either(kind("weekday"), kind("dayset"))),
  kind("every"),
  kind("frequency"),
);
/** "0630 entre semana", "a diario 0900": four digits in front of days, or behind them. */
function isBesideDays(line: Line, at: number): boolean {
  const { tokens } = line;
  const [earlier, before] = [tokens[at - 2], tokens[at - 1]];
  const isFirst = before === undefined || (before.shape === "sign" && tokens[at]?.spaced === true);
  return (isFirst && days(line, at + 1) !== undefined) || (earlier !== undefined && days(line, at - 2)?.next === at);
}

export const timeRules: readonly Rule[] = [
  {
    name: "es.atTimes",
    words: ["a", "en"],
    span: "time",
    read: as(sequence(words("a las", "a la", "en punto de las"), hours, maybe(isAbout)), ([, read, approximately]) =>
      saying(read, approximately !== undefined),
    ),
  },
  {
    name: "es.atThisHour",
    words: ["a"],
    span: "time",
    // "cada lunes a esta hora": the hands of the clock as they are now, and nobody said them
    read: as(words("a esta hora", "a esta misma hora", "a la hora actual"), () => ({
      says: { ask: "which-time" as const },
      bare: true as const,
    })),
  },
  {
    name: "es.whenItStrikes",
    words: ["cuando"],
    span: "time",
    // "cuando sean las 5 de la tarde", "cuando den las 8"
    read: as(sequence(word("cuando"), word("sean", "den", "sea", "de"), word("las", "la"), hour), ([, , , read]) =>
      saying([read], false),
    ),
  },
  {
    name: "es.eitherTime",
    words: ["a"],
    span: "time",
    // "a las 8 o 9": which of them
    read: as(sequence(words("a las", "a la"), hours, word("o", "u"), maybe(words("a las", "a la")), hour), () => ({
      says: { ask: "which-time" as const },
    })),
  },
  {
    name: "es.aboutTime",
    words: ["a", "sobre", "hacia", "alrededor", "cerca", "como", "aproximadamente", "mas", "tipo"],
    span: "time",
    read: as(sequence(about, hours), ([, read]) => saying(read, true)),
  },
  {
    name: "es.bareTimes",
    kinds: ["clock", "military"],
    span: "time",
    read: as(sequence(hours), ([read], line, at) => {
      const [token] = line.tokens.slice(at, at + 1);
      const isBesideDay = line.tokens[at - 1]?.meanings.some(({ kind: of }) => of === "weekday" || of === "dayset");
      // "lun/mié/vie 0630": four digits are an hour only behind a day
      if (token?.meanings.every(({ kind: of }) => of !== "clock"))
        return token.text.length === 4 && (isBesideDay || isBesideDays(line, at))
          ? { ...saying(read, false), bare: true as const }
          : undefined;
      // "2h" can be a length; "17h" and "7h" are on a clock where "a las" or a day stands beside them
      const isLength = token?.meanings.some(({ kind: of }) => of === "unit");
      const named = read[0]?.time.named;
      if (named && /^(?:del?|al)$/.test(line.tokens[at - 1]?.text ?? "")) return undefined;
      return isLength && !isBesideDay && read[0] && read[0].time.hour < 7
        ? undefined
        : { ...saying(read, false), bare: true };
    }),
  },
  {
    name: "es.hourList",
    kinds: ["number"],
    span: "time",
    // "6, 14 y 22 h": the sign behind the last hour makes hours of them all
    read: (line, at) => {
      const match = hours(line, at);
      const last = match && line.tokens[match.next - 1];
      const isMarked =
        last !== undefined &&
        (/^(?:\d*h|hs|hrs)$/.test(last.text) || last.meanings.some(({ kind: of }) => of === "meridiem"));
      if (!match || !isMarked || match.value.length < 2) return undefined;
      return { value: { ...saying(match.value, false), bare: true }, next: match.next };
    },
  },
  {
    name: "es.sharpHour",
    kinds: ["number"],
    span: "time",
    // "8 de la mañana", "9 en punto", "19 hrs": an hour without "a las"
    read: as(hour, (read, line, _at, next) => {
      const isSharp = line.tokens[next - 1]?.text === "punto";
      const isMarked =
        isSharp ||
        (read.time.is24 && read.time.hour > 12 && /^(?:h|hs|hrs|hr|horas)$/.test(line.tokens[next - 1]?.text ?? ""));
      return read.time.half || read.time.named || isMarked ? { ...saying([read], false), bare: true } : undefined;
    }),
  },
  {
    name: "es.minutesTo",
    kinds: ["number"],
    words: ["a", "al", "faltando", "cuarto", "un"],
    span: "time",
    // "a diez para las ocho", "al cuarto para las 7"
    read: as(sequence(maybe(word("a", "al")), minutesTo), ([, read]) => saying([read], false)),
  },
  {
    name: "es.noon",
    words: ["a", "al"],
    span: "time",
    read: either(
      as(words("al mediodia", "a mediodia", "al medio dia", "a medio dia"), () => ({
        says: { times: [{ hour: 12, minute: 0, named: "noon" as const }] },
      })),
      as(words("a medianoche", "a la medianoche", "a media noche", "a la media noche"), () => ({
        says: { times: [{ hour: 0, minute: 0, named: "midnight" as const }] },
      })),
    ),
  },
  {
    name: "es.inDayPart",
    words: ["por", "en", "durante", "a", "de"],
    span: "time",
    read: as(sequence(inThe, partList), ([lead, parts]) => {
      const [{ value, plural } = { value: "morning", plural: undefined }] = parts;
      if (lead === "por" && !plural) return undefined;
      if (lead === "de" && value !== "night" && value !== "small-hours") return undefined;
      const dayparts = parts.map((named) => named.value);
      if (plural) return { says: { ...daily, dayparts } };
      return { says: { dayparts }, ...(lead === "de" && { bare: true as const }) };
    }),
  },
  {
    name: "es.bareDayParts",
    kinds: ["daypart"],
    span: "time",
    // "todos los días, mañana y noche"
    read: as(partList, (parts) =>
      parts.length > 1 ? { says: { dayparts: parts.map(({ value }) => value) }, bare: true as const } : undefined,
    ),
  },
  {
    name: "es.everyDayPart",
    words: ["cada", "todas"],
    span: "schedule",
    read: either(
      as(sequence(allOf, part), ([, { value }]) => ({ says: { ...daily, dayparts: [value] } })),
      // "cada mediodía"
      as(
        sequence(
          allOf,
          kindIf("clock", ({ value }) => value.named !== undefined),
        ),
        ([, { value }]) => ({
          says: { ...daily, times: [value] },
        }),
      ),
    ),
  },
  {
    name: "es.thisDayPart",
    words: ["esta", "hoy"],
    span: "schedule",
    read: either(
      as(sequence(words("esta misma", "esta"), part), ([, { value }]) => ({
        says: { day: { kind: "day" as const, offset: 0 }, dayparts: [value] },
      })),
      as(sequence(word("hoy"), words("por la", "en la", "a la"), part), ([, , { value }]) => ({
        says: { day: { kind: "day" as const, offset: 0 }, dayparts: [value] },
      })),
      as(words("esta medianoche", "esta misma medianoche", "hoy a medianoche", "hoy a la medianoche"), () => ({
        says: { times: [{ hour: 0, minute: 0, named: "midnight" as const }] },
      })),
      as(words("hoy mismo"), () => ({ says: { day: { kind: "day" as const, offset: 0 } } })),
    ),
  },
  {
    name: "es.tomorrowMorning",
    kinds: ["day"],
    words: ["pasado"],
    span: "schedule",
    read: as(
      sequence(
        either(
          as(words("pasado manana"), () => 2),
          as(kind("day"), ({ offset }) => offset),
        ),
        words("por la", "en la", "a la", "temprano en la", "de"),
        part,
        not(word("de")),
      ),
      ([offset, lead, { value }]) =>
        lead === "de" && value !== "small-hours"
          ? undefined
          : { says: { day: { kind: "day", offset }, dayparts: [value] } },
    ),
  },
  {
    name: "es.earlyOrLate",
    words: ["a", "al", "temprano", "tempranito", "bien", "muy", "entrada", "ya"],
    span: "time",
    read: either(
      as(
        sequence(
          words(
            "a primera hora",
            "a primerisima hora",
            "temprano por la manana",
            "temprano en la manana",
            "bien temprano",
            "muy temprano",
            "tempranito",
            "temprano",
            "bien tempranito",
            "al inicio de la jornada",
            "al comenzar la jornada",
          ),
          maybe(words("de la manana", "del dia")),
          maybe(sequence(word("de"), ahead(allOf))),
        ),
        () => ({ says: { dayparts: ["morning" as const] } }),
      ),
      as(
        sequence(words("a ultima hora", "a ultimas horas"), words("de la tarde", "de la noche", "de la manana")),
        () => ({ says: { ask: "which-time" as const } }),
      ),
      as(
        sequence(
          words(
            "al final",
            "al termino",
            "al cierre",
            "al finalizar",
            "al terminar",
            "al acabar",
            "a ultima hora",
            "a ultima hora",
          ),
          words("de cada dia", "de cada jornada", "cada dia", "cada jornada"),
        ),
        () => ({ says: { ...daily, dayparts: ["end-of-day" as const] } }),
      ),
      as(
        sequence(
          words(
            "al final del dia",
            "al final de la jornada",
            "al termino del dia",
            "al cierre del dia",
            "al cierre de la jornada",
            "al terminar el dia",
            "al acabar el dia",
            "al finalizar el dia",
            "a ultima hora del dia",
            "a ultima hora",
          ),
          maybe(sequence(word("de"), ahead(allOf))),
        ),
        () => ({ says: { dayparts: ["end-of-day" as const] } }),
      ),
      as(
        sequence(
          words("al final", "al cierre", "al termino", "a ultima hora"),
          word("de"),
          ahead(sequence(allOf, kind("weekday"))),
        ),
        () => ({ says: { dayparts: ["end-of-day" as const] } }),
      ),
      as(
        words(
          "a media manana",
          "a media tarde",
          "a medio dia laboral",
          "entrada la noche",
          "ya entrada la noche",
          "al caer la noche",
          "al caer la tarde",
          "a altas horas",
        ),
        () => ({
          says: { ask: "which-time" as const },
        }),
      ),
    ),
  },
];
