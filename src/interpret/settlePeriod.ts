import type { Choice, Settled } from "./choices.ts";
import { evenly, inBothHalves } from "./times.ts";
import type { Saying } from "./saying.ts";
import type { ClockWords } from "./token.ts";

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
export function settlePerUnit(saying: Saying): Settled | undefined {
  const { perUnit } = saying;
  if (!perUnit) return undefined;
  const { n, unit } = perUnit;
  if (unit === "day") {
    // "twice a day, at 8 and at 8" names one hour, unless both halves of the day have it
    const said = saying.times && (saying.dayparts ? saying.times : inBothHalves(saying.times));
    const hours = said?.filter((time, index, all) => all.findIndex((it) => isSame(it, time)) === index);
    const count = hours?.length ?? saying.dayparts?.length ?? 0;
    if (count === 0) return { ask: "which-times", slot: "perUnit", choices: spread(n).map(at) };
    if (n !== undefined && n !== count) {
      const times = evenly(n, hours);
      if (!times) return { refuse: "conflict", slot: "perUnit" };
      return { ask: "which-times", slot: "perUnit", choices: [at(times)] };
    }
  } else if (unit === "week") {
    if (!saying.weekdays) return { ask: "which-weekdays", slot: "perUnit", choices: [] };
    if (n !== undefined && n !== saying.weekdays.length) return { refuse: "conflict", slot: "perUnit" };
  } else {
    const count = saying.monthDays?.length ?? saying.nthWeekdays?.length ?? saying.businessDays?.length ?? 0;
    if (unit === "year" && count > 0 && (saying.months?.length ?? 0) * count === n) return undefined;
    if (count === 0) return { ask: unit === "month" ? "which-days" : "which-date", slot: "perUnit", choices: [] };
    if (unit !== "year" && n !== undefined && n !== count) return { refuse: "conflict", slot: "perUnit" };
  }
  return undefined;
}

/** "The first day of each quarter", "every quarter": days of four months. */
export function settleQuarter(saying: Saying): Settled | undefined {
  const days = saying.monthDays ?? saying.businessDays ?? saying.nthWeekdays?.map(({ nth }) => nth);
  if (saying.weekdays) return { ask: "which-day", slot: "weekdays", choices: [] };
  if (saying.months) return { refuse: "conflict", slot: "months" };
  if (days && !(days.every((day) => day > 0) || days.every((day) => day < 0)))
    return { refuse: "not-expressible", slot: "period" };
  saying.months = (days?.[0] ?? 1) > 0 ? [1, 4, 7, 10] : [3, 6, 9, 12];
  if (!days) saying.monthDays = [1];
  saying.every = { unit: "month", n: 1 };
  saying.recurs = true;
  delete saying.period;
  return undefined;
}
