import { everyWeekday } from "./calendarRule.ts";
import type { Stop } from "./reading.ts";
import { type NthWeekday, type Saying, without } from "../phrases/saying.ts";
import { MONTH_DAYS, othersThan, WEEKDAYS_OF_MONTH } from "../phrases/daysOfMonth.ts";
import type { Weekday } from "../tokens/token.ts";

/** "The first Monday and the last Friday of the month", "the second to last day and the last one". */
export function leftOutTogether(list: readonly Saying[]): Saying {
  const together: Saying = {};
  for (const slot of ["exceptMonthDays", "exceptNths"] as const) {
    const numbers = list.flatMap((one) => one[slot] ?? []);
    if (numbers.length > 0) together[slot] = numbers;
  }
  const nthWeekdays = list.flatMap(({ exceptNthWeekdays = [] }) => exceptNthWeekdays);
  return nthWeekdays.length > 0 ? { ...together, exceptNthWeekdays: nthWeekdays } : together;
}

/**
 * The same by the days of the month that stay: "every day except the 1st" is on the 2nd to the 31st, "every Monday except the
 * first one of the month" on the second to the fifth Monday.
 */
export function withoutDaysOfMonth(words: Saying): Saying | Stop {
  if (!words.exceptMonthDays && !words.exceptNthWeekdays && !words.exceptNths) return words;
  if (!words.recurs && !words.every) return words;
  const saying = withNthsRead(words);
  if (!saying) return { ask: "not-understood", slot: "exceptNths" };
  const { exceptMonthDays: days, exceptNthWeekdays: nths, every } = saying;
  const isCounted = saying.nthWeekdays ?? saying.businessDays ?? saying.period;
  const isStepped = every !== undefined && every.n > 1 && (every.unit === "day" || every.unit === "week");
  const on =
    isCounted === undefined && !isStepped && !(days && nths)
      ? days
        ? onOtherDays(saying, days)
        : onOtherWeekdays(saying, nths ?? [])
      : undefined;
  if (!on) return { refuse: "not-expressible", slot: days ? "exceptMonthDays" : "exceptNthWeekdays" };
  const frame = every && !/^(?:day|week)$/.test(every.unit) ? every : ({ unit: "month", n: 1 } as const);
  return { ...without(on, ["exceptMonthDays", "exceptNthWeekdays"]), recurs: true, every: frame };
}

/** "Except the last one": that of the only weekday there is, or of the days; "except the 1st" of Mondays can be either. */
function withNthsRead(saying: Saying): Saying | undefined {
  const { exceptNths: nths, ...rest } = saying;
  const { weekdays } = saying;
  if (!nths) return saying;
  // of several weekdays "the first of the month" is a date
  const isDate = (weekdays?.length ?? 7) > 1 && nths.every((nth) => nth > 0);
  if (!weekdays || isDate) return { ...rest, exceptMonthDays: [...(saying.exceptMonthDays ?? []), ...nths] };
  const [weekday, ...others] = weekdays;
  if (weekday === undefined || others.length > 0 || nths.some((nth) => nth > 0)) return undefined;
  const except = [...(saying.exceptNthWeekdays ?? []), ...nths.map((nth) => ({ nth, weekday }))];
  return { ...rest, exceptNthWeekdays: except };
}

function onOtherDays(saying: Saying, out: readonly number[]): Saying | undefined {
  const others = othersThan(out, MONTH_DAYS);
  const isFromOneSide = saying.monthDays?.every((day) => Math.sign(day) === Math.sign(out[0] ?? 1)) ?? true;
  if (!others || !isFromOneSide) return undefined;
  const monthDays = saying.monthDays?.filter((day) => !out.includes(day)) ?? others;
  if (monthDays.length === 0) return undefined;
  const { weekdays, ...rest } = saying;
  const other = weekdays && everyWeekday.filter((day) => !weekdays.includes(day));
  const except = [...(saying.exceptWeekdays ?? []), ...(other ?? [])];
  return { ...rest, monthDays, ...(except.length > 0 && { exceptWeekdays: except }) };
}

function onOtherWeekdays(saying: Saying, out: readonly NthWeekday[]): Saying | undefined {
  if (saying.monthDays) return undefined;
  const nthWeekdays: NthWeekday[] = [];
  for (const weekday of saying.weekdays ?? everyWeekday) {
    if (saying.exceptWeekdays?.includes(weekday)) continue;
    const nths = nthsLeft(weekday, out);
    if (!nths) return undefined;
    nthWeekdays.push(...nths.map((nth) => ({ nth, weekday })));
  }
  return nthWeekdays.length > 0 ? { ...without(saying, ["weekdays", "exceptWeekdays"]), nthWeekdays } : undefined;
}

/** Which of a weekday of the month stay; 0 is each of them. */
function nthsLeft(weekday: Weekday, except: readonly NthWeekday[]): number[] | undefined {
  const out = except.filter((it) => it.weekday === weekday).map(({ nth }) => nth);
  return out.length === 0 ? [0] : othersThan(out, WEEKDAYS_OF_MONTH);
}
