import type { Rule } from "../../phrases/phrase.ts";
import { ahead, as, boundary, either, kind, maybe, sequence, word, words, unitOf } from "../../phrases/shape.ts";
import type { Token } from "../../tokens/token.ts";
import { hour } from "./hours.ts";
import { amount, article, every } from "./shapes.ts";

/** What follows hours that nothing else marks as such. */
const endsHours = either(
  boundary,
  ahead(either(word("cada", "todos", "los", "entre", "horas"), words("de lunes", "y de", "y entre", "y los"))),
);
const ofEachHour = either(
  sequence(words("de", "pasada", "despues de"), every, unitOf("hour")),
  words("de la hora", "pasada la hora", "de todas las horas"),
);

const isDay = (token: Token | undefined) =>
  token?.meanings.some(({ kind: of }) => of === "weekday" || of === "dayset") === true;

/** Between which hours, and at which minutes of them. */
export const windowRules: readonly Rule[] = [
  {
    name: "es.window",
    words: ["de", "entre", "desde"],
    span: "time",
    read: as(
      sequence(
        word("de", "entre", "desde"),
        maybe(article),
        hour,
        either(words("a las", "a la", "y las", "y la", "hasta las", "hasta la"), word("a", "y", "hasta", "-", "–")),
        hour,
      ),
      ([, , from, , to], line, at, next) => {
        const isClock = [from, to].some(
          ({ time }) => time.half !== undefined || time.is24 || time.named !== undefined || time.minute > 0,
        );
        const [lead] = line.tokens.slice(at, at + 1);
        const hasArticle = /^(la|las)$/.test(line.tokens[at + 1]?.text ?? "");
        // "de 3 a 5 piezas" is no range of hours; "de 9 a 5," and "los martes de 10 a 12 limpia" are
        const isBehindDay = isDay(line.tokens[at - 1]) && line.tokens[next]?.text.endsWith("s") !== true;
        if (!isClock && !hasArticle && lead?.text !== "entre" && !isBehindDay && !endsHours(line, next))
          return undefined;
        return { says: { window: { from: from.time, to: to.time } } };
      },
    ),
  },
  {
    name: "es.bareWindow",
    kinds: ["clock"],
    span: "time",
    read: as(sequence(hour, word("a", "-", "–"), hour), ([from, , to]) => ({
      says: { window: { from: from.time, to: to.time } },
      bare: true,
    })),
  },
  {
    name: "es.windowOfDays",
    kinds: ["number"],
    span: "time",
    // "de lunes a jueves 8-17"
    read: as(sequence(hour, word("-", "–"), hour), ([from, , to], { tokens }, at) =>
      isDay(tokens[at - 1]) ? { says: { window: { from: from.time, to: to.time } } } : undefined,
    ),
  },
  {
    name: "es.workingHours",
    words: ["en", "durante", "dentro"],
    span: "time",
    read: as(
      sequence(
        words("en", "durante", "dentro de", "dentro del"),
        maybe(word("el", "la", "las")),
        words(
          "horario laboral",
          "horas laborables",
          "horas de trabajo",
          "horario de trabajo",
          "jornada laboral",
          "horario de oficina",
          "horas habiles",
          "horas de oficina",
          "horas laborales",
        ),
      ),
      () => ({ says: { ask: "business-hours" as const } }),
    ),
  },
  {
    name: "es.pastHour",
    words: ["a", "en", "desde", "al", "y", "menos"],
    span: "time",
    read: as(
      sequence(
        either(
          as(words("a y media", "a las y media", "a la media"), () => 30),
          as(words("a y cuarto", "a las y cuarto"), () => 15),
          as(words("a menos cuarto", "al menos cuarto"), () => 45),
          as(sequence(maybe(words("a las", "a los", "a")), word("y"), amount, ahead(ofEachHour)), ([, , n]) => n),
          as(sequence(word("y"), word("media", "cuarto"), ahead(ofEachHour)), ([, n]) => (n === "media" ? 30 : 15)),
          as(sequence(maybe(word("a")), word("menos"), amount, ahead(ofEachHour)), ([, , n]) => 60 - n),
          as(
            sequence(
              words("a los", "en el minuto", "en los minutos", "al minuto", "desde el minuto"),
              kind("number"),
              maybe(unitOf("minute")),
            ),
            ([, { value }]) => value,
          ),
        ),
        maybe(ofEachHour),
      ),
      ([minute, of], line, at) => {
        const isLoose = of === undefined && !/^(en|desde)$/.test(line.tokens[at]?.text ?? "");
        return Number.isInteger(minute) && minute >= 0 && minute < 60
          ? {
              says: { minutesPast: [minute], ...(of && { recurs: true as const }) },
              ...(isLoose && { bare: true as const }),
            }
          : undefined;
      },
    ),
  },
  {
    name: "es.onTheHour",
    words: ["en", "a", "desde"],
    span: "time",
    read: as(
      words(
        "en punto",
        "a la hora en punto",
        "desde la hora en punto",
        "a las horas en punto",
        "a la hora exacta",
        "en la hora exacta",
      ),
      () => ({
        says: { minutesPast: [0] },
        bare: true,
      }),
    ),
  },
];
