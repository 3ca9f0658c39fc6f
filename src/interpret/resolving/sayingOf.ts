import { weekdaysLeftOut } from "../describe/leftOut.ts";
import type { Schedule } from "../../model/schedule.ts";
import { readCronFields } from "../../occurrences/cronFields.ts";
import { dateOf, dayOf, parseLocal, SECONDS_PER_DAY, secondOfDay } from "../../occurrences/civil.ts";
import { readRecurrenceFields } from "../../occurrences/recurrenceFields.ts";
import { getZone, localOf } from "../../occurrences/zone.ts";
import type { DayWords, PointWords, Saying } from "../phrases/saying.ts";
import type { ClockWords, Unit, Weekday } from "../tokens/token.ts";

/**
 * What one would say to get this schedule: the way back from {@link resolve}, so that a correction can change a part of it.
 *
 * `undefined` for a schedule that no words of ours say, such as a cron expression with seconds.
 *
 * @param timezone the wall clock for schedules that carry no zone
 */
export function sayingOf(schedule: Schedule, timezone: string): Saying | undefined {
  const zone = schedule.kind === "cron" || schedule.kind === "rrule" ? schedule.timezone : timezone;
  const saying = ruleOf(schedule, zone);
  if (!saying) return undefined;
  if (schedule.kind === "cron" || schedule.kind === "rrule") saying.zone = { id: schedule.timezone, exact: true };
  if (schedule.from && schedule.kind !== "once") saying.from = pointOf(schedule.from, zone, "from");
  if (schedule.until) saying.until = pointOf(schedule.until, zone, "until");
  if (schedule.maxOccurrences !== undefined) saying.count = schedule.maxOccurrences;
  return saying;
}

function ruleOf(schedule: Schedule, zone: string): Saying | undefined {
  switch (schedule.kind) {
    case "once": {
      const local = localOf(schedule.at.getTime(), getZone(zone));
      return { day: dateWords(dayOf(local)), times: [clockWords(secondOfDay(local))] };
    }
    case "interval":
      return { every: rhythm(schedule.everyMs), recurs: true };
    case "cron":
      return cronSaying(schedule.expression);
    case "rrule":
      return rruleSaying(schedule);
    default:
      return schedule satisfies never;
  }
}

function rhythm(everyMs: number): { unit: Unit; n: number } {
  const hours = everyMs / 3_600_000;
  if (hours >= 24 && hours % 24 === 0) return { unit: "day", n: hours / 24 };
  return Number.isInteger(hours) ? { unit: "hour", n: hours } : { unit: "minute", n: everyMs / 60_000 };
}

const dateWords = (day: number): DayWords => ({ kind: "date", ...dateOf(day) });

function clockWords(second: number): ClockWords {
  const words: ClockWords = { hour: Math.floor(second / 3600), minute: Math.floor(second / 60) % 60, is24: true };
  if (second % 60 > 0) words.second = second % 60;
  return words;
}

/** A bound as it is said: a whole day where it is at the day's edge. */
function pointOf(at: Date, zone: string, slot: "from" | "until"): PointWords {
  const local = localOf(at.getTime(), getZone(zone));
  const second = secondOfDay(local);
  const day = dateWords(dayOf(local));
  const whole = slot === "from" ? second === 0 : second === SECONDS_PER_DAY - 1;
  return whole ? { day, inclusive: true } : { day, time: clockWords(second) };
}

const iso = (weekday: number) => (weekday === 0 ? 7 : weekday) as Weekday;

function cronSaying(expression: string): Saying | undefined {
  const fields = readCronFields(expression);
  if (fields.nearestWeekdays.length > 0 || fields.seconds.length !== 1) return undefined;
  const saying: Saying = { recurs: true };
  if (!daysOfCron(fields, saying)) return undefined;
  return timesOf(fields.minutes, fields.hours, fields.seconds[0] ?? 0, saying);
}

function daysOfCron(fields: ReturnType<typeof readCronFields>, saying: Saying): boolean {
  if (fields.months.length < 12) saying.months = fields.months;
  if (!fields.isAnyDayOfMonth) {
    if (!fields.isAnyDayOfWeek) return false;
    saying.monthDays = [...fields.daysOfMonth, ...(fields.isLastDay ? [-1] : [])];
    saying.every = { unit: "month", n: 1 };
    return true;
  }
  if (fields.isAnyDayOfWeek) {
    saying.every = { unit: "day", n: 1 };
    return true;
  }
  if (fields.lastDaysOfWeek.length > 0 || fields.nth > 0) {
    if (fields.lastDaysOfWeek.length > 0 && fields.daysOfWeek.length > 0) return false;
    saying.nthWeekdays =
      fields.nth > 0
        ? fields.daysOfWeek.map((day) => ({ nth: fields.nth, weekday: iso(day) }))
        : fields.lastDaysOfWeek.map((day) => ({ nth: -1, weekday: iso(day) }));
    saying.every = { unit: "month", n: 1 };
    return true;
  }
  const weekdays = fields.daysOfWeek.map(iso).toSorted((a, b) => a - b);
  if (weekdays.length === 7) saying.every = { unit: "day", n: 1 };
  else saying.weekdays = weekdays;
  return true;
}

/** Fixed times, or a grid: the same minutes of hours that follow each other in equal steps. */
function timesOf(
  minutes: readonly number[],
  hours: readonly number[],
  second: number,
  saying: Saying,
): Saying | undefined {
  const step = stepOf(hours);
  const isGrid = hours.length * minutes.length > 8 || (hours.length > 3 && step !== undefined) || hours.length === 24;
  if (!isGrid) {
    saying.times = hours.flatMap((hour) => minutes.map((minute) => clockWords(hour * 3600 + minute * 60 + second)));
    return saying;
  }
  const minuteStep = minutes.length > 1 ? stepOf([...minutes, (minutes[0] ?? 0) + 60]) : undefined;
  if (step === undefined || (minutes.length > 1 && (minuteStep === undefined || step !== 1))) return undefined;
  const [first, last] = [hours[0] ?? 0, hours.at(-1) ?? 23];
  const offset = minutes[0] ?? 0;
  if (saying.every?.unit === "month") return undefined;
  saying.every = minutes.length > 1 ? { unit: "minute", n: minuteStep ?? 60 } : { unit: "hour", n: step };
  const wholeDay = hours.length === Math.floor(24 / step) && first === 0;
  if (wholeDay) saying.minutesPast = [offset];
  else {
    saying.window = {
      from: clockWords(first * 3600 + offset * 60),
      to: clockWords(last * 3600 + (minutes.at(-1) ?? 0) * 60),
    };
  }
  return saying;
}

/** The distance of numbers that are all as far apart. */
function stepOf(values: readonly number[]): number | undefined {
  if (values.length < 2) return undefined;
  const step = (values[1] ?? 0) - (values[0] ?? 0);
  return values.every((value, index) => index === 0 || value - (values[index - 1] ?? 0) === step) ? step : undefined;
}

function rruleSaying(schedule: Extract<Schedule, { kind: "rrule" }>): Saying | undefined {
  const fields = readRecurrenceFields(schedule.rule);
  const start = parseLocal(schedule.start);
  if (start === undefined || schedule.rdates !== undefined) return undefined;
  const n = fields.interval;
  const saying: Saying = { recurs: true };
  if (fields.byMonth.length > 0) saying.months = fields.byMonth;
  if (schedule.exdates) saying.exceptDays = schedule.exdates.map((local) => dateWords(dayOf(parseLocal(local) ?? 0)));
  if (n > 1) saying.phase = dayOf(start);
  const weekdays = fields.byDay.map((day) => iso(day.weekday)).toSorted((a, b) => a - b);
  const isPlain = fields.byDay.every((day) => day.nth === 0);
  if (fields.frequency === "DAILY" || fields.frequency === "WEEKLY") {
    if (!isPlain || fields.byMonthDay.length > 0) return undefined;
    saying.every = { unit: fields.frequency === "DAILY" ? "day" : "week", n };
    if (fields.frequency === "WEEKLY") saying.weekdays = weekdays.length > 0 ? weekdays : [iso((dayOf(start) + 4) % 7)];
    else if (weekdays.length > 0) {
      if (n > 1) return undefined;
      saying.weekdays = weekdays;
      delete saying.every;
    }
  } else if (fields.frequency === "MONTHLY" || fields.frequency === "YEARLY") {
    saying.every = { unit: "month", n: fields.frequency === "YEARLY" ? 12 * n : n };
    if (fields.bySetPos.length > 0) {
      if (weekdays.length !== 5 || !isPlain || weekdays.includes(6) || weekdays.includes(7)) return undefined;
      saying.businessDays = fields.bySetPos;
    } else if (fields.byMonthDay.length > 0) {
      saying.monthDays = fields.byMonthDay;
      if (weekdays.length > 0)
        saying.exceptWeekdays = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => !weekdays.includes(day));
    } else if (fields.byDay.some((day) => day.nth !== 0)) {
      const each = fields.byDay.map((day) => ({ nth: day.nth, weekday: iso(day.weekday) }));
      const left = saying.every.n === 1 ? weekdaysLeftOut(each) : undefined;
      if (left) {
        saying.every = { unit: "day", n: 1 };
        if (left.weekdays.length < 7) {
          delete saying.every;
          saying.weekdays = left.weekdays;
        }
        saying.exceptNthWeekdays = left.except;
      } else saying.nthWeekdays = each;
    } else return undefined;
  } else return undefined;
  const [hours, minutes] = [
    fields.byHour.length > 0 ? fields.byHour : [Math.floor(secondOfDay(start) / 3600)],
    fields.byMinute.length > 0 ? fields.byMinute : [Math.floor(secondOfDay(start) / 60) % 60],
  ];
  if (fields.bySetPos.length === 0 || saying.businessDays)
    return timesOf(minutes, hours, secondOfDay(start) % 60, saying);
  // a grid with an end that cron cannot say: the positions are the minutes that count
  const all = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const met = fields.bySetPos.map((position) => all[position - 1] ?? 0);
  const step = stepOf(met);
  if (step === undefined) return undefined;
  saying.every = step % 60 === 0 ? { unit: "hour", n: step / 60 } : { unit: "minute", n: step };
  saying.window = { from: clockWords((met[0] ?? 0) * 60), to: clockWords((met.at(-1) ?? 0) * 60) };
  return saying;
}
