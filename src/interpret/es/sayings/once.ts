import type { Rule } from "../../phrases/phrase.ts";
import { unitMs } from "../../resolving/reading.ts";
import { as, boundary, either, maybe, sequence, word, words } from "../../phrases/shape.ts";
import { isClockUnit } from "../../tokens/token.ts";
import { duration } from "./shapes.ts";

/** So much time from now, and words that say no time at all. */
export const onceRules: readonly Rule[] = [
  {
    name: "es.after",
    words: ["en", "dentro", "de", "pasadas", "pasados", "al"],
    span: "schedule",
    read: as(
      sequence(
        words("en", "dentro de", "de aqui a", "de aca a", "pasadas", "pasados", "al cabo de"),
        maybe(word("unos", "unas")),
        duration,
      ),
      ([, , { n, unit }]) => (isClockUnit(unit) ? { says: { afterMs: Math.round(n * unitMs[unit]) } } : undefined),
    ),
  },
  {
    name: "es.vague",
    words: [
      "mas",
      "al",
      "en",
      "dentro",
      "luego",
      "despues",
      "pronto",
      "de",
      "a",
      "regularmente",
      "periodicamente",
      "frecuentemente",
      "ocasionalmente",
      "algun",
      "cuanto",
      "otro",
      "cada",
      "seguido",
      "unas",
    ],
    span: "schedule",
    read: either(
      as(
        words(
          "mas tarde",
          "al rato",
          "al ratito",
          "en un rato",
          "en un ratito",
          "dentro de un rato",
          "dentro de poco",
          "en unas horas",
          "en unos minutos",
          "dentro de unas horas",
          "dentro de unos minutos",
          "en un momento",
          "en breve",
          "en unos dias",
          "dentro de unos dias",
          "en algun momento",
          "algun dia",
          "un dia de estos",
          "en los proximos dias",
          "mas adelante",
          "cuanto antes",
          "lo antes posible",
          "en otro momento",
        ),
        () => ({
          says: { ask: "which-time" as const },
        }),
      ),
      as(sequence(word("luego", "despues", "pronto"), boundary), () => ({
        says: { ask: "which-time" as const },
        bare: true as const,
      })),
      as(
        words(
          "de vez en cuando",
          "a veces",
          "regularmente",
          "periodicamente",
          "frecuentemente",
          "con frecuencia",
          "ocasionalmente",
          "cada cierto tiempo",
          "cada tanto",
          "cada rato",
          "a cada rato",
          "seguido",
          "de cuando en cuando",
          "cada poco",
          "cada pocos minutos",
          "cada pocas horas",
          "cada pocos dias",
          "cada unas horas",
          "cada unos dias",
          "cada varios dias",
          "cada varias horas",
        ),
        () => ({
          says: { recurs: true as const, ask: "how-often" as const },
        }),
      ),
    ),
  },
  {
    name: "es.immediately",
    words: ["ahora", "ahorita", "inmediatamente", "de", "ya", "en"],
    span: "schedule",
    read: as(
      words(
        "ahora mismo",
        "ahorita mismo",
        "ahorita",
        "ahora",
        "inmediatamente",
        "de inmediato",
        "ya mismo",
        "en este momento",
        "en este instante",
      ),
      // "ahorita no, pero mañana a las 9", "ahora va a las 6"
      (_, line, _at, next) =>
        line.tokens[next + 1]?.meanings.some(({ kind }) => kind === "number") === true ||
        /^(?:no|dentro|va|van|es|son|sera|seria|empieza|tiene|entra|toca|quiero|que|a)$/.test(
          line.tokens[next]?.text ?? "",
        )
          ? undefined
          : { says: { refuse: "immediate" as const }, bare: true as const },
    ),
  },
];
