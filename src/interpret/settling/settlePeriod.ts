import { ask, type Choice, clash, monthDayChoices, type Step } from "./choices.ts";
import { isElapsed, type Saying } from "../phrases/saying.ts";
import { evenly, inBothHalves } from "../phrases/times.ts";
import type { ClockWords } from "../tokens/token.ts";

const isSame = (one: ClockWords, other: ClockWords) => JSON.stringify(one) === JSON.stringify(other);

const at = (times: readonly ClockWords[]): Choice => ({ label: { times }, change: { times } });
const clock = (hour: number): ClockWords => ({ hour, minute: 0, is24: true });

/** Twice a day, or up to five times: over the working day, and around the clock. */
function spread(n = 0): readonly ClockWords[][] {
  if (n < 2 || n > 5) return [];
  const working = Array.from({ length: n }, (_, step) => clock(9 + Math.round((step * 8) / (n - 1))));
  const around = evenly(n, [clock(6)]);
  return around ? [working, around] : [working];
}

/** "Twice a day" needs two times, "three times a week" three days. */
export const settlePerUnit: Step = (draft) => {
  const { perUnit } = draft;
  if (!perUnit) return undefined;
  const { n, unit } = perUnit;
  if (unit === "day") {
    // "twice a day, at 8 and at 8" names one hour, unless both halves of the day have it
    const said = draft.times && (draft.dayparts ? draft.times : inBothHalves(draft.times));
    const hours = said?.filter((time, index, all) => all.findIndex((it) => isSame(it, time)) === index);
    const count = hours?.length ?? draft.dayparts?.length ?? 0;
    if (n === 1 && isElapsed(draft)) return clash("perUnit");
    // "once a day" leaves the hour open, as "every day" does
    if (count === 0) return n === 1 ? undefined : ask("which-times", "perUnit", spread(n).map(at));
    if (n !== undefined && n !== count) {
      const times = evenly(n, hours);
      if (!times) return clash("perUnit");
      return ask("which-times", "perUnit", [at(times)]);
    }
  } else if (unit === "week") {
    if (!draft.weekdays) return n === 1 ? undefined : ask("which-weekdays", "perUnit");
    if (n !== undefined && n !== draft.weekdays.length) return clash("perUnit");
  } else {
    const count = draft.monthDays?.length ?? draft.nthWeekdays?.length ?? draft.businessDays?.length ?? 0;
    if (unit === "year" && count > 0 && (draft.months?.length ?? 0) * count === n) return undefined;
    if (count === 0 && n === 1) return undefined;
    if (count === 0) return ask(unit === "month" ? "which-days" : "which-date", "perUnit");
    if (unit !== "year" && n !== undefined && n !== count) return clash("perUnit");
  }
  return undefined;
};

/** "The first day of each quarter", "every quarter": days of four months. */
const settleQuarter: Step = (draft) => {
  const days = draft.monthDays ?? draft.businessDays ?? draft.nthWeekdays?.map(({ nth }) => nth);
  if (draft.weekdays) return ask("which-day", "weekdays");
  if (draft.months) return clash("months");
  if (days && !(days.every((day) => day > 0) || days.every((day) => day < 0)))
    return { refuse: "not-expressible", slot: "period" };
  draft.months = (days?.[0] ?? 1) > 0 ? [1, 4, 7, 10] : [3, 6, 9, 12];
  if (!days) draft.monthDays = [1];
  draft.every = { unit: "month", n: 1 };
  draft.recurs = true;
  delete draft.period;
  return undefined;
};

/** A rhythm of the clock: it has its hours, or begins at one. */
export const settleElapsed: Step = (draft) => {
  const { every } = draft;
  if (every && (!Number.isFinite(every.n) || every.n <= 0)) return { refuse: "interval-out-of-range", slot: "every" };
  if (!isElapsed(draft)) return undefined;
  // "at 7 tomorrow morning and then every 4 hours": where it begins
  const { day, times, dayparts, ...rest } = draft;
  const [time, ...more] = times ?? [];
  if (!day || !time || more.length > 0 || draft.from || draft.window) return { saying: draft };
  const [daypart] = dayparts ?? [];
  return { saying: { ...rest, from: daypart ? { day, time, daypart } : { day, time } } };
};

/** A quarter or a year, by the months and the days in it. */
export const settlePeriods: Step = (draft) => {
  const { every, period } = draft;
  if (period === "quarter" || (every?.unit === "quarter" && every.n === 1)) {
    const settled = settleQuarter(draft);
    if (settled) return settled;
  } else if (every?.unit === "quarter") {
    draft.every = { unit: "month", n: every.n * 3 };
    draft.monthDays ??= [1];
  }
  if (draft.period === "year" && !draft.months) {
    const [first = 1] = draft.monthDays ?? draft.nthWeekdays?.map(({ nth }) => nth) ?? draft.businessDays ?? [];
    draft.months = [first < 0 ? 12 : 1];
  }
  return every?.unit === "year" ? settleYears(draft, every.n) : undefined;
};

/** "Every year": on a date of it. */
function settleYears(draft: Saying, n: number): ReturnType<Step> {
  const { months, monthDays, nthWeekdays, businessDays, weekdays } = draft;
  const hasDay = monthDays ?? nthWeekdays ?? businessDays;
  if (months && !hasDay && !weekdays) return ask("which-day", "months", monthDayChoices);
  if (!months || !hasDay) return ask("which-date", "every");
  if (n > 1 && months.length > 1) return { refuse: "not-expressible", slot: "every" };
  draft.every = { unit: "month", n: n === 1 ? 1 : n * 12 };
  return undefined;
}
