import { MONTH_DAYS, othersThan, WEEKDAYS_OF_MONTH } from "../phrases/daysOfMonth.ts";
import type { NthWeekday } from "../phrases/saying.ts";
import type { Calendar, Days, MonthlyDays, Weekday } from "./calendar.ts";

/** So many days of a month are named as those that are missing; of more, the days that stay are named. */
const FEW = 3;

/** A rule that is on most days of each month, said by the few that it leaves out: every day, except the 1st. */
export function byLeftOut(calendar: Calendar): Calendar {
  const { days, every } = calendar;
  const found = every.count === 1 && every.unit !== "year" ? leftOut(days) : undefined;
  return found ? { ...calendar, ...found, every: { count: 1, unit: "day" } } : calendar;
}

function leftOut(days: Days): { days: Days; but: MonthlyDays } | undefined {
  if (days.kind === "nth-weekday") {
    const found = weekdaysLeftOut(days.each);
    if (!found) return undefined;
    const { weekdays, except } = found;
    return {
      days: weekdays.length === 7 ? { kind: "every-day" } : { kind: "weekdays", weekdays },
      but: { kind: "nth-weekday", each: except },
    };
  }
  if (days.kind !== "month-days" && days.kind !== "both") return undefined;
  const out = othersThan(days.days, MONTH_DAYS) ?? [];
  if (out.length === 0 || out.length > FEW) return undefined;
  return {
    days: days.kind === "both" ? { kind: "weekdays", weekdays: days.weekdays } : { kind: "every-day" },
    but: { kind: "month-days", days: out },
  };
}

/** Every Monday, except the first: one of each weekday is missing, or few of them where the others are there each time, the nth 0. */
export function weekdaysLeftOut(
  each: readonly NthWeekday[],
): { weekdays: Weekday[]; except: NthWeekday[] } | undefined {
  const weekdays = [...new Set(each.map(({ weekday }) => weekday))].toSorted((a, b) => a - b);
  const except = weekdays.flatMap((weekday) => {
    const nths = each.filter((it) => it.weekday === weekday).map(({ nth }) => nth);
    return nths.includes(0) ? [] : (othersThan(nths, WEEKDAYS_OF_MONTH) ?? []).map((nth) => ({ nth, weekday }));
  });
  const most = each.some(({ nth }) => nth === 0) ? FEW : weekdays.length;
  return except.length > 0 && except.length <= most ? { weekdays, except } : undefined;
}
