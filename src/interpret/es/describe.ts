import {
  type Calendar,
  type Clock,
  type ClockTime,
  yearlyDate,
  isMonthly,
  isRun,
  type MonthlyDays,
  leavesOut,
  monthsLeftOut,
  quarterEdge,
  unitsOf,
  type Weekday,
} from "../describe/calendar.ts";
import type { Description } from "../describe.ts";
import type { Moment, Telling } from "../describe/telling.ts";
import type { Wall, Writing } from "../describe/wallClock.ts";

const weekdayNames = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];
const nthWords = [
  "",
  "primer",
  "segundo",
  "tercer",
  "cuarto",
  "quinto",
  "sexto",
  "séptimo",
  "octavo",
  "noveno",
  "décimo",
];
const lastWords = ["", "último", "penúltimo", "antepenúltimo"];
const plurals = {
  segundo: "segundos",
  minuto: "minutos",
  hora: "horas",
  día: "días",
  semana: "semanas",
  mes: "meses",
  año: "años",
};
const units = {
  second: "segundo",
  minute: "minuto",
  hour: "hora",
  day: "día",
  week: "semana",
  month: "mes",
  year: "año",
} as const;
type Unit = keyof typeof plurals;

/** Schedules in Spanish. */
export const spanishDescription: Description = {
  schedule(telling, writing) {
    const text = [main(telling, writing), ...bounds(telling, writing)].join(", ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  },
  time({ what }, writing) {
    if (what.kind !== "calendar" || what.calendar.clock.kind !== "times") return undefined;
    return list(what.calendar.clock.times.map((one) => time(one, writing)));
  },
  days({ what }, writing) {
    return what.kind === "calendar" ? daysPhrase(what.calendar, writing) + butPhrase(what.calendar) : undefined;
  },
};

function main({ what }: Telling, writing: Writing): string {
  if (what.kind === "once") return dateTime(what.at, writing);
  if (what.kind === "interval") return `cada ${duration(what.everyMs)}`;
  if (what.kind === "calendar") return calendarPhrase(what.calendar, writing);
  return `según la regla de repetición ${what.text}`;
}

function bounds({ from, until, times, except, also }: Telling, writing: Writing): string[] {
  const moment = ({ day, withTime }: Moment) => (withTime ? dateTime(day, writing) : `el ${writing.date(day)}`);
  const edges = [...(from ? [`desde ${moment(from)}`] : []), ...(until ? [`hasta ${moment(until)}`] : [])];
  return [
    ...(edges.length > 0 ? [edges.join(" ")] : []),
    ...(times ? [times === 1 ? "1 vez" : `${times} veces`] : []),
    ...(except.length > 0 ? [`excepto ${list(except.map(moment))}`] : []),
    ...(also.length > 0 ? [`y también ${list(also.map(moment))}`] : []),
  ];
}

function calendarPhrase(calendar: Calendar, writing: Writing): string {
  return dayTimes(calendar, writing) + butPhrase(calendar);
}

/** `, excepto el primer lunes del mes`. */
function butPhrase({ but }: Calendar): string {
  return but ? `, excepto ${countedPhrase(but)} del mes` : "";
}

function dayTimes(calendar: Calendar, writing: Writing): string {
  const { clock, days } = calendar;
  const when = daysPhrase(calendar, writing);
  const isNamedWithMonths = days.kind === "either" || (isMonthly(days) && !leavesOut(calendar.months));
  const season = isNamedWithMonths ? "" : seasonPhrase(calendar.months, writing);
  if (clock.kind === "times") return `${when} ${list(clock.times.map((one) => at(one, writing)))}${season}`;
  const often = clock.kind === "steps" ? stepsPhrase(clock, writing) : fieldsPhrase(clock, writing);
  return when === "todos los días" ? often + season : `${often}, ${when}${season}`;
}

/** `todos los lunes`, `de lunes a viernes`, `el último día de cada mes`. */
function daysPhrase(calendar: Calendar, writing: Writing): string {
  const { days, every, months } = calendar;
  const unit = units[every.unit];
  if (isMonthly(days)) return monthlyPhrase(days, calendar, writing);
  switch (days.kind) {
    case "every-day":
      if (every.count === 1) return "todos los días";
      return every.unit === "day" ? everyUnit(every.count, "día") : `todos los días, ${everyUnit(every.count, unit)}`;
    case "weekdays":
      return weekdaysPhrase(days.weekdays, every.count, unit);
    case "either":
      return list(
        days.of.map((one) => {
          const season = isMonthly(one) ? "" : seasonPhrase(months, writing);
          return daysPhrase({ ...calendar, days: one }, writing) + season;
        }),
      );
    case "both":
      return `cada ${list(days.weekdays.map(weekdayName), "o")} ${list(days.days.map(String), "o")}`;
    case "weeks-of-year":
      return `el ${list(days.weekdays.map(weekdayName))} de la semana ${list(days.weeks.map(String))} de cada año`;
    case "year-days":
      return days.days.some((day) => day < 0)
        ? `${list(days.days.map((day) => nthOf(day, "día")))} de cada año`
        : `el día ${list(days.days.map(String))} de cada año`;
  }
}

function weekdaysPhrase(weekdays: readonly Weekday[], count: number, unit: Unit): string {
  const left = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => !weekdays.includes(day));
  const [only] = left;
  if (count === 1 && only !== undefined && left.length === 1 && !isRun(weekdays))
    return `todos los días menos los ${pluralWeekday(only)}`;
  const run = isRun(weekdays)
    ? `de ${weekdayName(weekdays[0] ?? 1)} a ${weekdayName(weekdays.at(-1) ?? 7)}`
    : undefined;
  const names = `los ${list(weekdays.map(pluralWeekday))}`;
  return count === 1 ? (run ?? `todos ${names}`) : `${everyUnit(count, unit)}, ${run ?? names}`;
}

/** Days that are counted within a month, a quarter or a year. */
function monthlyPhrase(days: MonthlyDays, { months, every }: Calendar, writing: Writing): string {
  const date = yearlyDate(days, months);
  if (date) {
    return `${everyUnit(every.unit === "year" ? every.count : 1, "año")}, el ${writing.monthDay(date.month, date.day)}`;
  }
  const [one] = days.kind === "month-days" && days.days.length === 1 ? days.days : [];
  if (one !== undefined && one > 0 && months && !leavesOut(months) && !quarterEdge(days, months) && every.count === 1)
    return `cada año, ${list(months.map((month) => `el ${writing.monthDay(month, one)}`))}`;
  const named = countedPhrase(days);
  const edge = quarterEdge(days, months);
  if (edge && every.count === 1) {
    return `${days.kind === "month-days" ? `el ${edge === "first" ? "primer" : "último"} día` : named} de cada trimestre`;
  }
  const of = months && !leavesOut(months) ? ` de ${list(months.map((month) => writing.month(month)))}` : "";
  if (of !== "" && every.count === 1) return `cada año, ${named}${of}`;
  if (every.count > 1) return `${everyUnit(every.count, units[every.unit])}, ${named}${of}`;
  const short = days.kind === "month-day-clamped" ? " (el último en los meses más cortos)" : "";
  return `${named} de cada ${every.unit === "year" ? "año" : "mes"}${short}`;
}

function countedPhrase(days: MonthlyDays): string {
  switch (days.kind) {
    case "month-days":
      return monthDays(days.days);
    case "month-day-clamped":
      return `el día ${days.day}`;
    case "nth-weekday": {
      const [first] = days.each;
      const isSame = first !== undefined && days.each.every(({ weekday }) => weekday === first.weekday);
      const nths = days.each.map(({ nth }) => nth);
      return isSame && nths.every((nth) => nth > 0 || nth >= -3)
        ? `${list(nths.map((nth) => nthOf(nth, "").trim()))} ${weekdayName(first.weekday)}`
        : list(days.each.map(({ nth, weekday }) => nthOf(nth, weekdayName(weekday))));
    }
    case "nth-of-weekdays":
      return list(days.nth.map((nth) => nthOf(nth, weekdaySet(days.weekdays))));
    case "nearest-weekday":
      return list(
        days.days.map((day) => (day === -1 ? "el último día laborable" : `el día laborable más cercano al día ${day}`)),
      );
  }
}

function monthDays(days: readonly number[]): string {
  const counted = days.filter((day) => day > 0);
  const fromEnd = days.filter((day) => day < 0).toSorted((a, b) => a - b);
  const isEnd = isRun(fromEnd) && fromEnd.at(-1) === -1;
  const last = isEnd ? [`los últimos ${fromEnd.length} días`] : fromEnd.map((day) => nthOf(day, "día"));
  const numbers = isRun(counted)
    ? `los días del ${counted[0]} al ${counted.at(-1)}`
    : `${counted.length > 1 ? "los días" : "el día"} ${list(counted.map(String))}`;
  return list([...(counted.length > 0 ? [numbers] : []), ...last]);
}

function weekdaySet(weekdays: readonly Weekday[]): string {
  const set = weekdays.join();
  if (set === "1,2,3,4,5") return "día laborable";
  if (set === "6,7") return "día de fin de semana";
  return weekdays.length === 7 ? "día" : list(weekdays.map(weekdayName), "o");
}

/** ` en marzo y abril`, `, excepto en agosto`. */
function seasonPhrase(months: readonly number[] | undefined, writing: Writing): string {
  if (months === undefined) return "";
  const left = monthsLeftOut(months);
  return left
    ? `, excepto en ${list(left.map((month) => writing.month(month)))}`
    : isRun(months)
      ? `, de ${writing.month(months[0] ?? 1)} a ${writing.month(months.at(-1) ?? 12)}`
      : ` en ${list(months.map((month) => writing.month(month)))}`;
}

function stepsPhrase(clock: Extract<Clock, { kind: "steps" }>, writing: Writing): string {
  const { everySeconds, first, last, roundTheClock } = clock;
  const often = `cada ${duration(everySeconds * 1000)}`;
  if (roundTheClock && everySeconds <= 60) return `${often}, desde el segundo ${first}`;
  if (roundTheClock && everySeconds === 3600 && first % 60 === 0) {
    return first === 0 ? `${often} en punto` : `${often}, en el minuto ${first / 60}`;
  }
  if (roundTheClock && everySeconds < 3600 && first % 60 === 0) {
    return first === 0 ? `${often}, desde la hora en punto` : `${often}, desde el minuto ${first / 60} de cada hora`;
  }
  return `${often} de ${time(first, writing)} a ${time(last, writing)}`;
}

function fieldsPhrase({ seconds, minutes, hours }: Extract<Clock, { kind: "fields" }>, writing: Writing): string {
  const hour = (number: number) => time(number * 3600, writing);
  const of = isRun(hours, 24)
    ? "de cada hora"
    : isRun(hours)
      ? `de cada hora de ${hour(hours[0] ?? 0)} a ${hour(hours.at(-1) ?? 23)}`
      : `de las ${list(hours.map(hour))}`;
  const numbered = (unit: Unit, numbers: readonly number[]) =>
    `${numbers.length === 1 ? `el ${unit}` : `los ${plurals[unit]}`} ${isRun(numbers) ? `del ${numbers[0]} al ${numbers.at(-1)}` : list(numbers.map(String))}`;
  const minute = isRun(minutes, 60) ? "cada minuto" : numbered("minuto", minutes);
  return seconds.join() === "0" ? `en ${minute} ${of}` : `en ${numbered("segundo", seconds)} de ${minute} ${of}`;
}

function dateTime(wall: Wall, writing: Writing): string {
  return `el ${writing.date(wall)} ${at(wall.time, writing)}`;
}

/** `a las 05:00`, `a la 1:00 p.m.`; noon by its name, where "12:00 p.m." leaves people in doubt. */
function at(seconds: ClockTime, writing: Writing): string {
  if (writing.hour12 && seconds === 43_200) return "al mediodía";
  const text = time(seconds, writing);
  return `${/^0?1:/.test(text) ? "a la" : "a las"} ${text}`;
}

/** The hour has two digits on a 24-hour clock, where `a las 5` alone would leave the half of the day open. */
function time(seconds: ClockTime, { hour12 }: Writing): string {
  const hour = Math.floor(seconds / 3600);
  const rest = `:${two(Math.floor(seconds / 60) % 60)}${seconds % 60 === 0 ? "" : `:${two(seconds % 60)}`}`;
  return hour12 ? `${hour % 12 || 12}${rest} ${hour < 12 ? "a.m." : "p.m."}` : `${two(hour)}${rest}`;
}

/** `6 horas`, `2 horas y 30 minutos`; of a single one, the unit alone. */
function duration(ms: number): string {
  const parts = unitsOf(ms);
  const [only] = parts;
  if (parts.length === 1 && only?.count === 1) return units[only.unit];
  return list(parts.map(({ count, unit }) => `${count} ${count === 1 ? units[unit] : plurals[units[unit]]}`));
}

function everyUnit(count: number, unit: Unit): string {
  return count === 1 ? `cada ${unit}` : `cada ${count} ${plurals[unit]}`;
}

function weekdayName(weekday: Weekday): string {
  return weekdayNames[weekday - 1] ?? "";
}

/** `lunes`, `sábados`: only the weekend has a plural of its own. */
function pluralWeekday(weekday: Weekday): string {
  return weekdayName(weekday) + (weekday > 5 ? "s" : "");
}

/** `el primer lunes`, `el penúltimo día`, `el cuarto día empezando por el final`. */
function nthOf(nth: number, noun: string): string {
  const word = nthWords[Math.abs(nth)] ?? `${Math.abs(nth)}.º`;
  if (nth > 0) return `el ${word} ${noun}`;
  const fromEnd = lastWords[-nth];
  return fromEnd === undefined ? `el ${word} ${noun} empezando por el final` : `el ${fromEnd} ${noun}`;
}

function list(items: readonly string[], last = "y"): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(", ")} ${last} ${items.at(-1)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
