import type { Schedule } from "../../model/schedule.ts";
import { dayOf, type DayNumber, type LocalSeconds, SECONDS_PER_DAY, secondOfDay } from "../../occurrences/civil.ts";
import { instantOf } from "../../occurrences/zone.ts";
import { boundsOf } from "./bounds.ts";
import { calendarSchedule, type Days, everyWeekday, firstDay, isSameStep } from "./calendarRule.ts";
import { intervalSchedules } from "./intervals.ts";
import { dayOfWords, daysOf, isoDay, type Reading, type Stop, timesOf } from "./reading.ts";
import { leavesOut, type Saying } from "../phrases/saying.ts";
import type { WallTime } from "../phrases/times.ts";

/** Schedules of what comes on days of the calendar again and again, one for each of its times. */
export function resolveCalendar(original: Reading): Schedule[] | Stop {
  const { from, every, times: said, dayparts } = original.saying;
  const isTimed = said !== undefined || dayparts !== undefined;
  const saying = !isTimed && from?.time ? { ...original.saying, times: [from.time] } : original.saying;
  const reading: Reading = { ...original, saying };
  const isElapsed = every?.unit === "day" && every.n > 1 && !isTimed && !from && !saying.until;
  if (isElapsed && !leavesOut(saying)) return intervalSchedules(reading, every);
  if (saying.day) return { refuse: "conflict", slot: "day" };
  if (every && every.n > 1000) return { refuse: "interval-out-of-range", slot: "every" };
  const short = shortMonths(reading);
  if (short) return short;
  const times = timesOf(reading);
  if (!Array.isArray(times)) return times;
  const days = daysOf(saying);
  const empty = withoutDays(days, reading);
  if (empty) return empty;
  if (saying.business) reading.assume("weekdays", "business", "1-5", reading.context.language.messages.why.holidays);
  const bounds = boundsOf(reading, days);
  if ("ask" in bounds || "refuse" in bounds) return bounds;
  const exceptDays = exceptDaysOf(reading);
  if (!Array.isArray(exceptDays)) return exceptDays;
  const next = reading.nowLocal + 1;
  const notBefore = afterPhase(Math.max(next, bounds.fromLocal ?? next), saying, days, times);
  const scheduleAt = (at: readonly WallTime[]) =>
    calendarSchedule(days, { at }, reading.zone.name, notBefore, exceptDays);
  const isSingle = reading.context.multiTime === "single" && scheduleAt(times) !== undefined;
  const schedules: Schedule[] = [];
  for (const at of isSingle ? [times] : times.map((time) => [time])) {
    const schedule = scheduleAt(at);
    if (!schedule) return { refuse: "not-expressible", slot: "every" };
    if (schedule.kind === "rrule" && days.n > 1 && bounds.fromLocal === undefined) tellStart(schedule.start, reading);
    tellMidnight(at, days, reading);
    schedules.push({ ...schedule, ...bounds.bounds });
  }
  return outlives(schedules, reading, days, notBefore) ?? schedules;
}

/** "Every 31st": not each month has one. */
function shortMonths({ saying: { monthDays, months }, context: { language } }: Reading): Stop | undefined {
  if (monthDays?.join() !== "31" || months !== undefined) return undefined;
  const label = (option: "skip-month" | "last-day") => language.messages.option(option, { said: "" });
  return {
    ask: "short-months",
    slot: "monthDays",
    facts: { day: 31 },
    choices: [
      { label: label("skip-month"), change: { months: [1, 3, 5, 7, 8, 10, 12] } },
      { label: label("last-day"), change: { monthDays: [-1] } },
    ],
  };
}

/** Where what is left out leaves no day, or no calendar has one. */
function withoutDays(days: Days, { today }: Reading): Stop | undefined {
  const weekdays = days.unit === "week" ? days.weekdays : days.unit === "day" ? everyWeekday : undefined;
  if (weekdays?.every((day) => days.exceptWeekdays?.includes(day)))
    return { refuse: "conflict", slot: "exceptWeekdays" };
  if (days.months?.length === 0) return { refuse: "conflict", slot: "exceptMonths" };
  return firstDay({ ...days, n: 1 }, today) === undefined
    ? { refuse: "impossible-date", slot: "monthDays" }
    : undefined;
}

/** Of a stretch of days that is left out, so many are. */
const MOST_DAYS_OUT = 63;

function exceptDaysOf(reading: Reading): DayNumber[] | Stop {
  const out = new Set<DayNumber>();
  for (const words of reading.saying.exceptDays ?? []) {
    const found = dayOfWords(
      reading,
      words,
      "exceptDays",
      () => false,
      (day) => ({ exceptDays: [day] }),
    );
    if (!("day" in found)) return found;
    for (let day = found.day; day <= Math.min(found.last, found.day + MOST_DAYS_OUT - 1); day++) out.add(day);
  }
  return [...out];
}

/** From which day a rhythm of several weeks or months counts. */
function tellStart(start: string, reading: Reading): void {
  const { language, locale } = reading.context;
  const first = Math.floor(Date.parse(`${start}Z`) / 86_400_000);
  reading.assume("start", "every", isoDay(first), language.messages.why.start(language.messages.day(first, locale)));
}

/** "Fridays at midnight": when that day begins. */
function tellMidnight(times: readonly WallTime[], days: Days, reading: Reading): void {
  const { messages } = reading.context.language;
  const [weekday, ...others] = days.unit === "week" ? days.weekdays : [];
  if (weekday === undefined || others.length > 0 || !times.some(({ named }) => named === "midnight")) return;
  reading.assume("time", "times", "00:00", messages.why.midnight(messages.weekday(weekday)));
}

/** The first wall time from which the former rhythm goes on: every other Tuesday keeps its Tuesdays. */
function afterPhase(
  notBefore: LocalSeconds,
  { phase, from }: Saying,
  days: Days,
  times: readonly WallTime[],
): LocalSeconds {
  const [time] = times;
  if (phase === undefined || days.n === 1 || from || !time) return notBefore;
  const second = time.minute * 60 + time.second;
  const first = Math.ceil((notBefore - second) / SECONDS_PER_DAY);
  const limit = first + days.n * 31 + 31;
  for (let day = first; day < limit; day++) {
    if (isSameStep(days, phase, day) && firstDay(days, day) === day) return day * SECONDS_PER_DAY + second;
  }
  return notBefore;
}

/** A rule whose end comes before its first occurrence never occurs. */
function outlives(
  schedules: readonly Schedule[],
  { zone, saying }: Reading,
  days: Days,
  notBefore: LocalSeconds,
): Stop | undefined {
  if (!saying.until || schedules.length === 0) return undefined;
  const first = firstDay(days, dayOf(notBefore));
  const until = schedules[0]?.until;
  if (first === undefined || !until) return undefined;
  const day = secondOfDay(notBefore) === 0 ? first : Math.max(first, dayOf(notBefore));
  return instantOf(day * SECONDS_PER_DAY, zone) > until.getTime() ? { refuse: "past", slot: "until" } : undefined;
}
