import { type CronFields, readCronFields } from "../../occurrences/cronFields.ts";
import { type Calendar, clockOf, type Days, type Weekday } from "./calendar.ts";
import { byLeftOut } from "./leftOut.ts";

/**
 * A cron expression as a calendar rule.
 *
 * Where both the day of the month and the day of the week are restricted, cron takes the days that fit either.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`
 */
export function cronCalendar(expression: string): Calendar {
  const fields = readCronFields(expression);
  const ofMonth = fields.isAnyDayOfMonth ? [] : monthDays(fields);
  const ofWeek = fields.isAnyDayOfWeek ? [] : weekDays(fields);
  return byLeftOut({
    clock: clockOf(fields.seconds, fields.minutes, fields.hours),
    days: eitherOf([...ofMonth, ...ofWeek]),
    every: { count: 1, unit: "day" },
    ...(fields.months.length < 12 && { months: fields.months }),
  });
}

function eitherOf(days: readonly Days[]): Days {
  const [first, ...others] = days;
  if (first === undefined || days.some(({ kind }) => kind === "every-day")) return { kind: "every-day" };
  return others.length === 0 ? first : { kind: "either", of: days };
}

function monthDays({ daysOfMonth, isLastDay, nearestWeekdays }: CronFields): Days[] {
  const days = [...daysOfMonth, ...(isLastDay ? [-1] : [])];
  const plain: Days[] =
    days.length === 0 ? [] : [daysOfMonth.length === 31 ? { kind: "every-day" } : { kind: "month-days", days }];
  const nearest: Days[] =
    nearestWeekdays.length === 0 ? [] : [{ kind: "nearest-weekday", days: nearestWeekdays.map((day) => day || -1) }];
  return [...plain, ...nearest];
}

function weekDays({ daysOfWeek, lastDaysOfWeek, nth }: CronFields): Days[] {
  const weekdays = [...new Set(daysOfWeek.map(isoWeekday))].toSorted((a, b) => a - b);
  if (nth > 0) return [{ kind: "nth-weekday", each: weekdays.map((weekday) => ({ nth, weekday })) }];
  const plain: Days[] =
    weekdays.length === 0 ? [] : [weekdays.length === 7 ? { kind: "every-day" } : { kind: "weekdays", weekdays }];
  const last: Days[] =
    lastDaysOfWeek.length === 0
      ? []
      : [{ kind: "nth-weekday", each: lastDaysOfWeek.map((day) => ({ nth: -1, weekday: isoWeekday(day) })) }];
  return [...plain, ...last];
}

/** Cron counts from Sunday, 0. */
function isoWeekday(day: number): Weekday {
  return (((day + 6) % 7) + 1) as Weekday;
}
