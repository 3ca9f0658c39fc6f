import type { CronFields } from "../cronFields.ts";

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

/**
 * The days of a cron expression as recurrence rules without times: one, or two where either of two day fields is enough; `undefined`
 * where no rule can say it (`W`).
 */
export function dayRulesOf(fields: CronFields): string[] | undefined {
  if (fields.nearestWeekdays.length > 0) return undefined;
  const months = fields.months.length === 12 ? "" : `;BYMONTH=${fields.months.join()}`;
  const rules: string[] = [];
  if (fields.isAnyDayOfMonth && fields.isAnyDayOfWeek) return [`FREQ=DAILY${months}`];
  if (!fields.isAnyDayOfMonth) {
    const days = [...fields.daysOfMonth, ...(fields.isLastDay ? [-1] : [])];
    rules.push(`FREQ=MONTHLY${months};BYMONTHDAY=${days.join()}`);
  }
  if (!fields.isAnyDayOfWeek) {
    const { daysOfWeek, lastDaysOfWeek, nth } = fields;
    const plain = daysOfWeek.map((day) => `${nth > 0 ? nth : ""}${WEEKDAYS[day]}`);
    const last = lastDaysOfWeek.filter((day) => !daysOfWeek.includes(day)).map((day) => `-1${WEEKDAYS[day]}`);
    const frequency = nth > 0 || last.length > 0 ? "MONTHLY" : "WEEKLY";
    rules.push(`FREQ=${frequency}${months};BYDAY=${[...plain, ...last].join()}`);
  }
  return rules;
}

/** Times of a day that are shown as events of their own; more of them make one event that recurs within the day. */
const MAX_TIMES = 12;

/** The times of a cron expression, each by itself if they are few (many calendars know no `BYHOUR`), or as parts of one rule. */
export function timeRulesOf({ hours, minutes, seconds }: CronFields): { time: number | undefined; parts: string }[] {
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * 3600 + minute * 60 + second)),
  );
  if (times.length <= MAX_TIMES) return times.map((time) => ({ time, parts: "" }));
  const parts = `;BYHOUR=${hours.join()};BYMINUTE=${minutes.join()};BYSECOND=${seconds.join()}`;
  return [{ time: undefined, parts }];
}

const DAY_MS = 86_400_000;
const units = [
  ["DAILY", DAY_MS],
  ["HOURLY", 3_600_000],
  ["MINUTELY", 60_000],
  ["SECONDLY", 1000],
] as const;

/** An interval as a rule in UTC, where nothing ever shifts; `undefined` for parts of a second. */
export function intervalRuleOf(everyMs: number): string | undefined {
  const unit = units.find(([, size]) => everyMs % size === 0);
  return unit && `FREQ=${unit[0]};INTERVAL=${everyMs / unit[1]}`;
}
