import { CronExpressionParser, type CronFieldCollection } from "cron-parser";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { type Calendar, clockOf, type Days, type Weekday } from "./calendar.ts";

const nearestWeekday = /^(L|\d+)W$/i;

/**
 * A cron expression as a calendar rule.
 *
 * Where both the day of the month and the day of the week are restricted, cron takes the days that fit either.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`
 */
export function cronCalendar(expression: string): Calendar {
  const written = expression.trim().split(/\s+/);
  const nearest = (written.length > 4 ? (written.at(-3) ?? "") : "")
    .split(",")
    .map((day) => nearestWeekday.exec(day)?.[1]);
  // cron-parser has no W: it is read here, and stands as the first of the month while the rest is parsed.
  const isNearest = nearest.every((day) => day !== undefined);
  const fields = parse(isNearest ? written.with(written.length - 3, "1").join(" ") : expression, expression);

  const days: Days[] = [];
  if (isNearest)
    days.push({ kind: "nearest-weekday", days: nearest.map((day) => (day === "L" || day === "l" ? -1 : Number(day))) });
  else if (!fields.dayOfMonth.isWildcard) days.push(monthDays(fields));
  if (!fields.dayOfWeek.isWildcard) days.push(weekDays(fields));

  return {
    clock: clockOf(fields.second.values, fields.minute.values, fields.hour.values),
    days: eitherOf(days),
    every: { count: 1, unit: "day" },
    ...(fields.month.values.length < 12 && { months: fields.month.values }),
  };
}

function parse(readable: string, expression: string): CronFieldCollection {
  try {
    return CronExpressionParser.parse(readable).fields;
  } catch (cause) {
    const hint = cause instanceof Error ? cause.message : "See the cron fields in the documentation.";
    throw new SchedulerError("SCHEDULE_INVALID", { expression, hint }, { cause });
  }
}

function eitherOf(days: readonly Days[]): Days {
  const [first, ...others] = days;
  if (first === undefined || days.some(({ kind }) => kind === "every-day")) return { kind: "every-day" };
  return others.length === 0 ? first : { kind: "either", of: days };
}

function monthDays({ dayOfMonth }: CronFieldCollection): Days {
  const days = dayOfMonth.values.map((day) => (typeof day === "number" ? day : -1));
  return days.length === 31 && !days.includes(-1) ? { kind: "every-day" } : { kind: "month-days", days };
}

function weekDays({ dayOfWeek: { values, nthDay } }: CronFieldCollection): Days {
  const last = values.filter((value) => typeof value === "string");
  const plain = [...new Set(values.filter((value) => typeof value === "number").map(isoWeekday))].toSorted(
    (a, b) => a - b,
  );
  if (nthDay > 0) return { kind: "nth-weekday", each: plain.map((day) => ({ nth: nthDay, weekday: day })) };
  const lasts: Days = { kind: "nth-weekday", each: last.map((value) => ({ nth: -1, weekday: isoWeekday(value) })) };
  const all: Days = plain.length === 7 ? { kind: "every-day" } : { kind: "weekdays", weekdays: plain };
  return last.length === 0 ? all : plain.length === 0 ? lasts : eitherOf([all, lasts]);
}

/** Cron counts from Sunday, 0 or 7; `5L` is the last Friday. */
function isoWeekday(value: number | string): Weekday {
  return (((Number.parseInt(String(value), 10) + 6) % 7) + 1) as Weekday;
}
