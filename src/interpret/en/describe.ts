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
  runsOf,
  unitsOf,
  type Weekday,
} from "../describe/calendar.ts";
import type { Description } from "../describe.ts";
import type { Moment, Telling } from "../describe/telling.ts";
import type { Wall, Writing } from "../describe/wallClock.ts";

const weekdayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const nthWords = ["", "first", "second", "third", "fourth", "fifth"];

/** Schedules in English. */
export const englishDescription: Description = {
  schedule(telling, writing) {
    const text = [main(telling, writing), ...bounds(telling, writing)].join(", ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  },
  time({ what }, writing) {
    if (what.kind !== "calendar" || what.calendar.clock.kind !== "times") return undefined;
    return timesList(what.calendar.clock.times, writing);
  },
  days({ what }, writing) {
    return what.kind === "calendar" ? daysPhrase(what.calendar, writing) + butPhrase(what.calendar) : undefined;
  },
};

function main({ what }: Telling, writing: Writing): string {
  if (what.kind === "once") return dateTime(what.at, writing);
  if (what.kind === "interval") return `every ${duration(what.everyMs)}`;
  if (what.kind === "calendar") return calendarPhrase(what.calendar, writing);
  return `by the recurrence rule ${what.text}`;
}

function bounds({ from, until, times, except, also }: Telling, writing: Writing): string[] {
  const moment = ({ day, withTime }: Moment) => (withTime ? dateTime(day, writing) : writing.date(day));
  return [
    ...(from ? [`starting ${moment(from)}`] : []),
    ...(until ? [`until ${moment(until)}`] : []),
    ...(times ? [times === 1 ? "1 time" : `${times} times`] : []),
    ...(except.length > 0 ? [`except on ${list(except.map(moment))}`] : []),
    ...(also.length > 0 ? [`and also on ${list(also.map(moment))}`] : []),
  ];
}

function calendarPhrase(calendar: Calendar, writing: Writing): string {
  return dayTimes(calendar, writing) + butPhrase(calendar);
}

/** `, except the first Monday of the month`. */
function butPhrase({ but, days }: Calendar): string {
  if (!but) return "";
  // beside weekdays "the 1st" could be the first of them
  const isDay = days.kind === "weekdays" && but.kind === "month-days" && but.days.every((day) => day > 0 && day <= 5);
  return `, except ${countedPhrase(but)}${isDay ? " day" : ""} of the month`;
}

function dayTimes(calendar: Calendar, writing: Writing): string {
  const { clock, days } = calendar;
  const when = daysPhrase(calendar, writing);
  const isNamedWithMonths = days.kind === "either" || (isMonthly(days) && !leavesOut(calendar.months));
  const season = isNamedWithMonths ? "" : seasonPhrase(calendar.months, writing);
  if (clock.kind === "times") return `${when} at ${timesList(clock.times, writing)}${season}`;
  const often = clock.kind === "steps" ? stepsPhrase(clock, writing) : fieldsPhrase(clock, writing);
  if (when === "every day") return often + season;
  return `${often}, ${when.startsWith("the ") ? "on " : ""}${when}${season}`;
}

/** `every Monday`, `Monday through Friday`, `the last day of every month`. */
function daysPhrase(calendar: Calendar, writing: Writing): string {
  const { days, every, months } = calendar;
  if (isMonthly(days)) return monthlyPhrase(days, calendar, writing);
  switch (days.kind) {
    case "every-day":
      return every.unit === "day" || every.count === 1
        ? everyUnit(every.count, "day")
        : `every day, ${everyUnit(every.count, every.unit)}`;
    case "weekdays":
      return weekdaysPhrase(days.weekdays, every);
    case "either":
      return list(
        days.of.map((one) => {
          const season = isMonthly(one) ? "" : seasonPhrase(months, writing);
          return daysPhrase({ ...calendar, days: one }, writing) + season;
        }),
      );
    case "both": {
      const weekdays = list(days.weekdays.map(weekdayName), "or");
      return `every ${weekdays} the ${list(days.days.map(ordinal), "or")}`;
    }
    case "weeks-of-year":
      return `${list(days.weekdays.map(weekdayName))} of week ${list(days.weeks.map(String))} of every year`;
    case "year-days":
      return `the ${list(days.days.map(nthWord))} day of every year`;
  }
}

function weekdaysPhrase(weekdays: readonly Weekday[], { count, unit }: Calendar["every"]): string {
  const run = isRun(weekdays)
    ? `${weekdayName(weekdays[0] ?? 1)} through ${weekdayName(weekdays.at(-1) ?? 7)}`
    : undefined;
  const names = list(weekdays.map(weekdayName));
  if (count === 1) return run ?? `every ${names}`;
  if (unit === "week" && count === 2 && weekdays.length === 1) return `every other ${names}`;
  return `${everyUnit(count, unit)} on ${run ?? names}`;
}

/** Days that are counted within a month, a quarter or a year. */
function monthlyPhrase(days: MonthlyDays, { months, every }: Calendar, writing: Writing): string {
  const date = yearlyDate(days, months);
  if (date) {
    return `${everyUnit(every.unit === "year" ? every.count : 1, "year")} on ${writing.monthDay(date.month, date.day)}`;
  }
  const named = countedPhrase(days);
  const edge = quarterEdge(days, months);
  if (edge && every.count === 1) return `${days.kind === "month-days" ? `the ${edge} day` : named} of every quarter`;
  const of = months && !leavesOut(months) ? ` of ${list(months.map((month) => writing.month(month)))}` : "";
  if (of !== "" && every.count === 1) return `every year on ${named}${of}`;
  if (every.count > 1) return `${everyUnit(every.count, every.unit)} on ${named}${of}`;
  const short = days.kind === "month-day-clamped" ? " (the last day of shorter months)" : "";
  return `${named} of every ${every.unit === "year" ? "year" : "month"}${short}`;
}

function countedPhrase(days: MonthlyDays): string {
  switch (days.kind) {
    case "month-days":
      return monthDays(days.days);
    case "month-day-clamped":
      return `the ${ordinal(days.day)}`;
    case "nth-weekday":
      return nthWeekdays(days.each);
    case "nth-of-weekdays":
      return `the ${list(days.nth.map(nthWord))} ${weekdaySet(days.weekdays)}`;
    case "nearest-weekday":
      return list(
        days.days.map((day) => (day === -1 ? "the last weekday" : `the weekday nearest the ${ordinal(day)}`)),
      );
  }
}

function monthDays(days: readonly number[]): string {
  const first = runsOf(
    days.filter((day) => day > 0),
    ordinal,
    "through",
  );
  const last = days.filter((day) => day < 0).map((day) => `the ${nthWord(day)} day`);
  return list([...(first.length > 0 ? [`the ${list(first)}`] : []), ...last]);
}

/** `the first and third Monday`, `the first Monday and the last Friday`. */
function nthWeekdays(each: readonly { nth: number; weekday: Weekday }[]): string {
  const nths = new Map<Weekday, number[]>();
  for (const { nth, weekday } of each) nths.set(weekday, [...(nths.get(weekday) ?? []), nth]);
  return list([...nths].map(([weekday, nth]) => `the ${list(nth.map(nthWord))} ${weekdayName(weekday)}`));
}

function weekdaySet(weekdays: readonly Weekday[]): string {
  const set = weekdays.join();
  if (set === "1,2,3,4,5") return "weekday";
  if (set === "6,7") return "weekend day";
  return weekdays.length === 7 ? "day" : list(weekdays.map(weekdayName), "or");
}

/** ` in March and April`, `, except in August`. */
function seasonPhrase(months: readonly number[] | undefined, writing: Writing): string {
  if (months === undefined) return "";
  const left = monthsLeftOut(months);
  return left
    ? `, except in ${list(left.map((month) => writing.month(month)))}`
    : ` in ${list(months.map((month) => writing.month(month)))}`;
}

function stepsPhrase(clock: Extract<Clock, { kind: "steps" }>, writing: Writing): string {
  const { everySeconds, first, last, roundTheClock } = clock;
  const often = `every ${duration(everySeconds * 1000)}`;
  const past = (unit: "minute" | "hour", count: number, small: string) => {
    if (everySeconds === (unit === "hour" ? 3600 : 60)) {
      return count === 0 ? ` on the ${unit}` : ` at ${counted(count, small)} past the ${unit}`;
    }
    return count === 0 ? `, starting on the ${unit}` : `, starting ${counted(count, small)} past the ${unit}`;
  };
  if (roundTheClock && everySeconds <= 60) return often + past("minute", first, "second");
  if (roundTheClock && everySeconds <= 3600 && first % 60 === 0) return often + past("hour", first / 60, "minute");
  return `${often} from ${time(first, writing)} to ${time(last, writing)}`;
}

function fieldsPhrase({ seconds, minutes, hours }: Extract<Clock, { kind: "fields" }>, writing: Writing): string {
  const hour = (number: number) => time(number * 3600, writing);
  const past = isRun(hours, 24)
    ? "every hour"
    : isRun(hours)
      ? `every hour from ${hour(hours[0] ?? 0)} to ${hour(hours.at(-1) ?? 23)}`
      : list(hours.map(hour));
  const minute = isRun(minutes, 60) ? "every minute of" : `${list(runsOf(minutes, String, "through"))} minutes past`;
  const second = seconds.join() === "0" ? "" : `${list(runsOf(seconds, String, "through"))} seconds past `;
  return `at ${second}${minute} ${past}`;
}

function timesList(times: readonly ClockTime[], writing: Writing): string {
  return list(times.map((one) => time(one, writing)));
}

function dateTime(wall: Wall, writing: Writing): string {
  return `${writing.date(wall)} at ${time(wall.time, writing)}`;
}

/** `5:00 AM`, `05:00`, `5:00:30 AM`. */
function time(seconds: ClockTime, { hour12 }: Writing): string {
  const hour = Math.floor(seconds / 3600);
  const rest = `:${two(Math.floor(seconds / 60) % 60)}${seconds % 60 === 0 ? "" : `:${two(seconds % 60)}`}`;
  return hour12 ? `${hour % 12 || 12}${rest} ${hour < 12 ? "AM" : "PM"}` : `${two(hour)}${rest}`;
}

/** `6 hours`, `2 hours and 30 minutes`; of a single one, the unit alone. */
function duration(ms: number): string {
  const parts = unitsOf(ms);
  const [only] = parts;
  return parts.length === 1 && only?.count === 1
    ? only.unit
    : list(parts.map(({ count, unit }) => counted(count, unit)));
}

function everyUnit(count: number, unit: string): string {
  return count === 1 ? `every ${unit}` : count === 2 ? `every other ${unit}` : `every ${count} ${unit}s`;
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

function weekdayName(weekday: Weekday): string {
  return weekdayNames[weekday - 1] ?? "";
}

/** `first`, `last`, `second to last`. */
function nthWord(nth: number): string {
  const word = nthWords[Math.abs(nth)] ?? ordinal(Math.abs(nth));
  return nth > 0 ? word : nth === -1 ? "last" : `${word} to last`;
}

function ordinal(number: number): string {
  const rest = number % 100;
  const ending = rest > 10 && rest < 14 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}

function list(items: readonly string[], last = "and"): string {
  if (items.length < 3) return items.join(` ${last} `);
  return `${items.slice(0, -1).join(", ")}, ${last} ${items.at(-1)}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
