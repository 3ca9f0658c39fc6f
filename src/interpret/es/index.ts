import type { Language } from "../language.ts";
import { spanishAdvice } from "./advice.ts";
import { callsOff } from "./request/calledOff.ts";
import { spanishCorrections } from "./corrections/corrections.ts";
import { dateRules } from "./sayings/dates.ts";
import { endRules } from "./sayings/ends.ts";
import { eventRules } from "./sayings/events.ts";
import { exceptionRules } from "./sayings/exceptions.ts";
import { heading, leadsOut, spanishFrames, spanishPartings, spanishSuits } from "./request/frames.ts";
import { hello } from "./request/greetings.ts";
import { carriers, isContent, opensBound, opensSchedule } from "./request/guard.ts";
import { lexicon } from "./lexicon.ts";
import { spanishMessages } from "./messages.ts";
import { monthDayRules } from "./sayings/monthDays.ts";
import { isTold, reports, tells } from "./request/narrative.ts";
import { onceRules } from "./sayings/once.ts";
import { orderRules } from "./sayings/orders.ts";
import { rhythmRules } from "./sayings/rhythms.ts";
import { takesBack } from "./request/secondThoughts.ts";
import { isStatement } from "./request/statements.ts";
import { shorthand } from "./shorthand.ts";
import { startRules } from "./sayings/starts.ts";
import type { Meaning } from "../tokens/token.ts";
import { timeRules } from "./sayings/times.ts";
import { weekdayRules } from "./sayings/weekdays.ts";
import { leavesUnread } from "./request/unread.ts";
import { windowRules } from "./sayings/windows.ts";
import { zoneRules } from "./sayings/zones.ts";

const hour = { kind: "unit", value: "hour", plural: true, short: true } as const;
const minute = { kind: "unit", value: "minute", plural: true, short: true } as const;
const second = { kind: "unit", value: "second", plural: true, short: true } as const;
const day = { kind: "unit", value: "day", plural: true } as const;

/** Spanish: its words, its phrases in order, its messages. */
export const spanish: Language = {
  tag: "es",
  lexicon,
  spelling: {
    ordinalSuffixes: new Set(["er", "ro", "ra", "do", "da", "to", "ta", "º", "ª", "°", "o", "a"]),
    meridiems: [
      ["a. m.", "am"],
      ["p. m.", "pm"],
      ["a.  m.", "am"],
      ["p.  m.", "pm"],
      ["a.m.", "am"],
      ["p.m.", "pm"],
      ["a. m", "am"],
      ["p. m", "pm"],
      ["a.m", "am"],
      ["p.m", "pm"],
      ["am", "am"],
      ["pm", "pm"],
    ],
    gluedUnits: new Map<string, Meaning>([
      ["h", hour],
      ["hs", hour],
      ["hr", hour],
      ["hrs", hour],
      ["hora", hour],
      ["horas", hour],
      ["m", minute],
      ["min", minute],
      ["mins", minute],
      ["minutos", minute],
      ["s", second],
      ["seg", second],
      ["d", day],
      ["dias", day],
      ["días", day],
    ]),
    shorthand,
    numericDates: "day-first",
    forgiven:
      "lunes martes miercoles jueves viernes sabado domingo sabados domingos laborables laborable laborales laboral habiles habil manana mananas noches tardes madrugada mediodia medianoche semana semanas minutos horas diariamente mensualmente semanalmente trimestre trimestral enero febrero marzo abril junio julio agosto septiembre octubre noviembre diciembre todos cada quincenalmente".split(
        " ",
      ),
    neverTypos: new Set(
      "tardas ahora otras hora jugos nochebuena marca marco martin jueces lote lotes vierte horno hornos hojas cadena caja cara casa carga nada toda todas todo todavia dia tarda abrir julia mesa mediana manera minutas semanas-hombre cadencia minimos manda mando mandar dominio".split(
        " ",
      ),
    ),
  },
  rules: [
    ...eventRules,
    ...orderRules,
    ...startRules,
    ...endRules,
    ...exceptionRules,
    ...monthDayRules,
    ...rhythmRules,
    ...weekdayRules,
    ...dateRules,
    ...onceRules,
    ...timeRules,
    ...windowRules,
    ...zoneRules,
  ],
  glue: new Set([
    ",",
    "y",
    "e",
    "&",
    "-",
    "–",
    "—",
    ";",
    "(",
    ")",
    ".",
    "/",
    "+",
    ":",
    "tambien",
    "ademas",
    "otra",
    "vez",
    "nuevo",
    "nuevamente",
    "luego",
    "de",
    "del",
    "en",
    "pero",
    "solo",
    "solamente",
    "unicamente",
    "siempre",
    "el",
    "los",
    "es",
    "decir",
    "sea",
  ]),
  joins: new Set(["y", "e", "&", ",", "/", ";", "+", "tambien", "ademas"]),
  takesBack,
  opposes: new Set(["pero"]),
  restricts: new Set(["solo", "solamente", "unicamente", "nomas"]),
  isContent,
  isTold: (line, first, next) => isTold(line, first, next) || isStatement(line, first, next),
  reports,
  carriers,
  tells,
  opensBound,
  opensSchedule,
  leavesUnread,
  callsOff,
  leadIns: new Set([
    "justo",
    "exactamente",
    "para",
    "y",
    "pero",
    "en",
    "por",
    "favor",
    "porfa",
    "porfis",
    "gracias",
    "de",
    "que",
  ]),
  leadOuts: new Set(["para", "que", "y", "a"]),
  leadsOut,
  danglers: new Set(["justo", "exactamente", "para", "solo", "solamente", "unicamente", "nomas"]),
  frames: spanishFrames,
  suits: spanishSuits,
  greetings: [hello, heading],
  partings: spanishPartings,
  corrections: spanishCorrections,
  advice: spanishAdvice,
  messages: spanishMessages,
};
