import { dateOf } from "../../occurrences/civil.ts";
import { isoWeekday } from "../resolving/days.ts";
import type { Messages } from "../messages.ts";
import type { DayPart, Weekday } from "../tokens/token.ts";
import { cityOf } from "./sayings/cities.ts";

const weekdayNames = ["", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"] as const;
const shortWeekdays = ["", "lun", "mar", "mié", "jue", "vie", "sáb", "dom"] as const;
const shortMonths = ["", "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"] as const;

/** Spanish-speaking regions that say 5:00 p.m. rather than 17:00. */
const region12 = /[-_](MX|US|AR|CO|VE|PE|EC|GT|HN|NI|SV|PA|DO|PR|419)\b/i;

function time(minute: number, locale: string): string {
  const hour = Math.floor(minute / 60) % 24;
  const minutes = String(minute % 60).padStart(2, "0");
  if (!region12.test(locale)) return `${String(hour).padStart(2, "0")}:${minutes}`;
  return `${hour % 12 || 12}:${minutes} ${hour < 12 ? "a.m." : "p.m."}`;
}

function day(dayNumber: number): string {
  const { year, month, day: ofMonth } = dateOf(dayNumber);
  return `${shortWeekdays[isoWeekday(dayNumber)]}, ${ofMonth} ${shortMonths[month] ?? ""} ${year}`;
}

function shortDay(dayNumber: number): string {
  const { month, day: ofMonth } = dateOf(dayNumber);
  return `${ofMonth} ${shortMonths[month] ?? ""}`;
}

/** "Las 9:00", "la 1:00". */
const theHour = (clock: string) => `${/^0?1:/.test(clock) ? "la" : "las"} ${clock}`;

const partNames: Record<DayPart, string> = {
  morning: "Por la mañana",
  afternoon: "Por la tarde",
  evening: "Al final de la tarde",
  night: "Por la noche",
  "small-hours": "De madrugada",
  "end-of-day": "El final del día",
};

const inList = (items: readonly string[], last = "o") =>
  items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1) ?? ""}`;
const weekdays = (list: readonly Weekday[]) =>
  inList(
    list.map((it) => weekdayNames[it]),
    "y",
  );
const times = (n: number | undefined) =>
  n === undefined ? "Varias veces" : `${n === 2 ? "Dos" : n === 3 ? "Tres" : n} veces`;

/** With one full stop: "9:00 a. m." has it already. */
const ended = (sentence: string) => (sentence.endsWith(".") ? sentence : `${sentence}.`);

/** What the interpreter says in Spanish. */
export const spanishMessages: Messages = {
  and: "y",
  time,
  day: (dayNumber) => day(dayNumber),
  weekday: (weekday) => `El ${weekdayNames[weekday]}`,
  weekdays,
  monthDay: (n) => (n === -1 ? "El último día del mes" : `El día ${n}`),
  zone: (id) => `Hora de ${cityOf(id)}`,
  option: (code) =>
    ({
      "skip-month": "Saltar los meses que no lo tienen",
      "last-day": "Usar el último día del mes",
      "every-n-weeks": "Cada tantas semanas",
      "nth-of-month": "Ese día de cada mes",
      "twice-a-week": "Dos veces por semana, los lunes y jueves",
      "every-two-weeks": "Cada dos semanas, los lunes",
      "every-two-months": "Cada dos meses",
      "twice-a-month": "Dos veces al mes, los días 1 y 15",
      "every-other-day": "Un día sí y otro no",
      "every-third-day": "Cada tres días",
      "every-year": "Todos los años",
      "once-then": "Una vez, al empezar ese rato",
      "each-hour": "Cada hora en ese rato",
      "nine-to-five": "De 9 de la mañana a 5 de la tarde",
      "every-week": "Todas las semanas ese día",
      "only-once": "Solo una vez",
      begins: "Al empezar el día",
      ends: "Al acabar el día",
    })[code],
  ask: {
    "half-of-day": ({ hour }) => `¿${hour === 1 ? "La" : "Las"} ${hour ?? ""} de la mañana o de la tarde?`,
    "which-weekday": () => "¿Qué día de la semana?",
    "which-weekdays": ({ n }) => `${times(n)} por semana: ¿qué días?`,
    "which-day": ({ unit }) => (unit === "month" ? "Cada mes: ¿qué día?" : "¿Qué día?"),
    "which-days": ({ n }) => `${times(n)} al mes: ¿qué días?`,
    "which-date": ({ unit }) => (unit === "year" ? "Cada año: ¿en qué fecha?" : "¿En qué fecha?"),
    "which-times": ({ n }) => (n === undefined || n < 2 ? "¿A qué horas?" : `${times(n)} al día: ¿a qué horas?`),
    "which-time": () => "¿A qué hora?",
    "which-week": ({ days }) => `¿${inList((days ?? []).map(shortDay))}?`,
    "which-zone": ({ said, zones }) =>
      `¿Qué ${said === "" ? "zona horaria" : said}${zones ? `: ${inList(zones.map(cityOf))}` : ""}?`,
    "how-often": () => "¿Cada cuánto debe ejecutarse?",
    "month-or-day-first": ({ days }) => `¿${inList((days ?? []).map(shortDay))}?`,
    "short-months": ({ day: n }) => `Hay meses sin día ${n ?? 31}: ¿se saltan o se usa el último día?`,
    midnight: () => "Medianoche: ¿al empezar o al acabar el día?",
    "twice-or-every-two": ({ unit }) =>
      unit === "month" ? "¿Dos veces al mes o cada dos meses?" : "¿Dos veces por semana o cada dos semanas?",
    "two-weeks-or-half-month": () => "¿Cada dos semanas o dos veces al mes?",
    "every-n-or-nth": () => "¿Cada cuánto exactamente?",
    "business-hours": () => "¿De qué hora a qué hora?",
    "fiscal-year": () => "¿En qué meses empiezan tus trimestres fiscales?",
    "start-or-window": () => "¿Entre qué horas, o a partir de qué hora?",
    "several-schedules": () => "Hay dos horarios en una frase: ¿cuál es el de este trabajo?",
    "once-or-recurring": () => "¿Solo una vez, o de forma periódica?",
    "some-days-or-only-these": () => "¿Cambia solo la hora de esos días, o se quitan los demás?",
    "prompt-edit": () => "¿Esto es lo que debe hacer?",
    "not-understood": () => "Una parte del horario no quedó clara. ¿Cuándo debe ejecutarse?",
  },
  reason: {
    event: "Los trabajos empiezan a una hora, no cuando pasa algo.",
    past: "Esa hora ya pasó.",
    "impossible-date": "Esa fecha no existe.",
    "impossible-time": "Esa hora no existe.",
    "interval-too-short": "El intervalo mínimo es 1 minuto.",
    "interval-out-of-range": "Ese intervalo no se puede programar: es cero, negativo o demasiado largo.",
    "holiday-calendar": "Dexter no conoce tus festivos.",
    astronomical: "El amanecer y las mareas no se pueden programar.",
    conflict: "El horario se contradice.",
    "not-expressible": "Esto no cabe en un solo horario.",
    cancellation: "Esto pide parar algo, no programarlo.",
    immediate: "Eso es ahora: pídeselo a Dexter sin horario.",
    "no-change": "Eso no cambia nada.",
    "not-understood": "No lo he entendido.",
    "too-long": "Supera los 2.000 caracteres.",
    "several-factories": "Un trabajo, una fábrica: crea uno en cada una.",
  },
  why: {
    daypart: (part, clock) => `${ended(`«${partNames[part]}» se lee como ${theHour(clock)}`)} No diste hora.`,
    noTime: (clock) => ended(`No diste hora: ${theHour(clock)}`),
    half: (clock) => ended(`Leído como ${theHour(clock)}`),
    approximate: (clock) => ended(`Exactamente a ${theHour(clock)}`),
    accountZone: (id) => `Hora de ${cityOf(id)}, de tu cuenta.`,
    namedZone: (id) => `Hora de ${cityOf(id)}.`,
    model: "Leído por el modelo: revísalo bien.",
    holidays: "De lunes a viernes, también si es festivo.",
    passedOver: "Tomado como comentario: no cambió nada.",
    start: (first) => `Empieza el ${first}.`,
    anchor: "Se cuenta desde que se crea el trabajo.",
    grid: "Según el reloj, no desde que se crea el trabajo.",
    date: (it) => `Es el ${it}.`,
    end: (last) => `Termina el ${last}.`,
    spelling: (it) => `Leído como «${it}».`,
    count: (n) => `${n} veces en total.`,
    midnight: (weekday) => `La medianoche con la que empieza ${weekday.toLowerCase()}.`,
  },
};
