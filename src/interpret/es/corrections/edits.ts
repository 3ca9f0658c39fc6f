import type { Edit } from "../../corrections/correction.ts";
import { ahead, as, boundary, either, kind, maybe, sequence, type Shape, word, words } from "../../phrases/shape.ts";
import type { Unit } from "../../tokens/token.ts";
import { hour, hours } from "../sayings/hours.ts";
import { yes } from "./answers.ts";
import { asides, restStays } from "./asides.ts";
import { bounds } from "./bounds.ts";
import { amount, dayNumber, duration } from "../sayings/shapes.ts";
import { verb } from "../verbs.ts";

const minutesIn: Partial<Record<Unit, number>> = { minute: 1, hour: 60, day: 1440 };

/** So much later, or earlier where `sign` is negative. Weeks and months are no shift of a rule. */
function shift({ n, unit }: { n: number; unit: Unit }, sign: 1 | -1): Edit | undefined {
  const minutes = minutesIn[unit];
  if (minutes === undefined) return undefined;
  return unit === "day" ? { kind: "shift-days", days: n * sign } : { kind: "shift", minutes: n * minutes * sign };
}

const later = either(words("mas tarde", "despues", "mas adelante"));
const earlier = either(words("mas temprano", "mas pronto", "antes"));
const by = sequence(maybe(word("todo", "todos")), maybe(word("en", "por", "unos", "unas")));
const early = word("adelanto", "anticipacion", "antelacion", "anticipo");
const late = word("retraso", "demora", "atraso", "diferencia");
const advance = verb("adelantar anticipar");
const postpone = verb(
  "atrasar retrasar aplazar demorar postergar recorrer",
  "pospon posponga posponer pospone corre correlo correla corrale correr retrase atrase",
);

/** Parts of a correction that are no phrase of a schedule. */
export const spanishEdits: readonly Shape<Edit>[] = [
  as(sequence(by, duration, later), ([, length]) => shift(length, 1)),
  as(sequence(by, duration, earlier), ([, length]) => shift(length, -1)),
  as(sequence(by, duration, word("mas"), boundary), ([, length]) => shift(length, 1)),
  as(
    sequence(either(advance, postpone), words("un poco", "un poquito", "tantito", "un toque", "un rato")),
    (): Edit => ({ kind: "vague" }),
  ),
  // "… o no sé", "antes era a las 9", "siempre sale a las 9"
  as(
    either(
      sequence(words("no se", "ya veremos", "quien sabe"), boundary),
      sequence(
        word("antes", "siempre", "normalmente"),
        word("era", "eran", "es", "son", "sale", "salia", "estaba", "va", "iba"),
      ),
    ),
    (): Edit => ({ kind: "told" }),
  ),
  // "menos este": no day of every week
  as(sequence(word("menos", "salvo", "excepto"), word("este", "esta"), boundary), (): Edit => ({ kind: "told" })),
  // "uno de los dos": which of them
  as(
    sequence(word("uno", "una", "alguno", "alguna"), word("de"), word("los", "las", "ellos", "ellas", "esos", "esas")),
    (): Edit => ({
      kind: "told",
    }),
  ),
  // "el otro viernes": which of them
  as(sequence(word("el"), word("otro"), kind("weekday")), (): Edit => ({ kind: "told" })),
  as(sequence(word("con"), duration, word("de"), early), ([, length]) => shift(length, -1)),
  as(sequence(word("con"), duration, word("de"), late), ([, length]) => shift(length, 1)),
  as(sequence(advance, by, duration, maybe(earlier)), ([, , length]) => shift(length, -1)),
  as(sequence(postpone, by, duration, maybe(later)), ([, , length]) => shift(length, 1)),
  // "cada 4": of the unit that there is
  as(
    sequence(word("cada"), amount, either(boundary, ahead(word("mejor", "por", "porfa", "gracias")))),
    ([, n]): Edit => ({ kind: "length", n }),
  ),
  as(words("un dia despues", "al dia siguiente", "el dia siguiente", "el dia despues"), (): Edit => ({
    kind: "shift-days",
    days: 1,
  })),
  as(words("un dia antes", "el dia anterior", "el dia antes", "la vispera"), (): Edit => ({
    kind: "shift-days",
    days: -1,
  })),
  as(
    words(
      "un poco mas tarde",
      "un poco mas temprano",
      "un poco antes",
      "un poco despues",
      "mas tarde",
      "mas temprano",
      "mas pronto",
      "antes",
      "despues",
      "otro dia",
      "otra hora",
      "a otra hora",
      "en otro momento",
      "otro horario",
      "otra fecha",
      "a otra hora mejor",
      "que no sea tan temprano",
      "que no sea tan tarde",
      "no tan temprano",
      "no tan tarde",
      "mas tardecito",
      "mas tempranito",
    ),
    (): Edit => ({ kind: "vague" }),
  ),
  as(words("sin fecha de inicio", "empieza ya", "que empiece ya", "empezando ya", "desde ya"), (): Edit => ({
    kind: "clear",
    slots: ["from"],
  })),
  as(restStays, (): Edit => ({ kind: "rest" })),
  // "perfecto, pero a las 8"
  as(sequence(yes, maybe(word(",")), ahead(either(word("pero"), words("solo que", "nomas que")))), (): Edit => ({
    kind: "nothing",
  })),
  as(asides, (): Edit => ({ kind: "nothing" })),
  // "muévelo al 8"
  as(sequence(word("al"), amount, either(boundary, ahead(word("y")))), ([, day]): Edit | undefined =>
    Number.isInteger(day) && day >= 1 && day <= 31 ? { kind: "say", says: { monthDays: [day] } } : undefined,
  ),
  ...bounds,
  as(duration, ({ n, unit }): Edit => {
    const minutes = minutesIn[unit];
    return minutes === undefined || unit === "day"
      ? { kind: "length", n, unit }
      : { kind: "length", n, unit, ms: n * minutes * 60_000 };
  }),
  // "7 y 19"
  as(hours, (read): Edit | undefined =>
    read.length > 1 && !read.some(({ isOpen }) => isOpen)
      ? { kind: "say", says: { times: read.map(({ time }) => time) } }
      : undefined,
  ),
  // "el 16 en vez del 15": a day of the month
  as(sequence(word("del"), dayNumber, boundary), ([, day], { tokens }, at): Edit | undefined =>
    /^(?:vez|lugar)$/.test(tokens[at - 1]?.text ?? "") ? { kind: "say", says: { monthDays: [day] } } : undefined,
  ),
  // "quita una" is no hour
  as(hour, ({ time, isOpen }, { tokens }, at): Edit | undefined =>
    isOpen || /^un[ao]$/.test(tokens[at]?.text ?? "") ? undefined : { kind: "time", time },
  ),
  as(kind("meridiem"), ({ value }): Edit => ({ kind: "half", half: value })),
  as(sequence(words("de la"), kind("daypart")), ([, { value }]): Edit => ({
    kind: "half",
    half: value === "morning" || value === "small-hours" ? "am" : "pm",
  })),
];
