import { all, exceptWeekdays, inHalf, inHalfOf, isOnce, isSameOnDial, minuteOf } from "./correctedFields.ts";
import { WEEKDAYS_OF_MONTH } from "../phrases/daysOfMonth.ts";
import { isElapsed, type NthWeekday, type Said, type Saying } from "../phrases/saying.ts";
import { isIn } from "../phrases/times.ts";
import type { ClockWords } from "../tokens/token.ts";

/** "Add Friday", "also on Saturday", "add the 25th", "and at 6pm too". */
export function addPart({ saying, where }: Said, said: Said): Said | undefined {
  const { alsoWeekdays, ...rest } = said.saying;
  const more: Saying = alsoWeekdays && !rest.weekdays ? { ...rest, weekdays: alsoWeekdays } : rest;
  const at = { ...where, ...said.where };
  if (more.weekdays && saying.weekdays) {
    return {
      saying: {
        ...saying,
        weekdays: all.filter((day) => saying.weekdays?.includes(day) || more.weekdays?.includes(day)),
      },
      where: at,
    };
  }
  if (more.weekdays && saying.nthWeekdays === undefined && saying.every?.unit === "day" && saying.every.n === 1)
    return { saying, where: at };
  if (more.monthDays && saying.monthDays)
    return {
      saying: {
        ...saying,
        monthDays: [...new Set([...saying.monthDays, ...more.monthDays])].toSorted(
          (a, b) => (a < 0 ? 32 : a) - (b < 0 ? 32 : b),
        ),
      },
      where: at,
    };
  if (more.nthWeekdays && saying.nthWeekdays)
    return { saying: { ...saying, nthWeekdays: [...saying.nthWeekdays, ...more.nthWeekdays] }, where: at };
  if (more.months && saying.months)
    return {
      saying: { ...saying, months: [...new Set([...saying.months, ...more.months])].toSorted((a, b) => a - b) },
      where: at,
    };
  if (more.times && saying.times)
    return {
      saying: { ...saying, times: [...saying.times.map(onDial), ...besideOthers(more.times, saying)] },
      where: at,
    };
  return undefined;
}

const isBare = (time: ClockWords) =>
  time.half === undefined && !time.is24 && !time.named && time.hour >= 1 && time.hour <= 12;

/** 14:00 as 2pm, so that a bare hour beside it is none of the 24-hour clock. */
const onDial = (time: ClockWords): ClockWords =>
  time.is24 && !time.half ? inHalf(time, time.hour % 24 >= 12 ? "pm" : "am") : time;

/** "Also at 4:30", of 2pm: near it in the same half of the day, and else what it would be by itself. */
function besideOthers(times: readonly ClockWords[], saying: Saying): ClockWords[] {
  return inHalfOf(times, saying, false).map((time) =>
    isBare(time) && time.hour >= 7 ? { ...time, half: time.hour === 12 ? ("pm" as const) : ("am" as const) } : time,
  );
}

const isApart = (days: readonly number[], others: readonly number[] | undefined) =>
  others !== undefined && !others.some((day) => days.includes(day));

const isLess = (time: ClockWords, { times = [] }: Saying) => times.some((other) => isSameOnDial(other, time));

/** "Drop Wednesday", "remove the 15th", "not at 6pm". A part that is left without days is gone. */
export function dropFrom(parts: readonly Said[], { saying: less }: Said, hasOther: boolean): Said[] | undefined {
  // a day or a time that is not there: nothing changes
  const isGone = ({ saying }: Said) =>
    (saying.weekdays && isApart(saying.weekdays, less.weekdays)) === true ||
    (saying.monthDays && isApart(saying.monthDays, less.monthDays)) === true ||
    (less.times && saying.times && !saying.times.some((time) => isLess(time, less))) === true;
  if (!hasOther && !less.day && parts.every(isGone)) return [...parts];
  let changed = hasOther;
  const left: Said[] = [];
  for (const part of parts) {
    const { saying } = part;
    // "skip next Monday", "not on the 18th of May": one day of all that there are
    if (less.day && !isOnce(saying)) {
      changed = true;
      left.push({ ...part, saying: { ...saying, exceptDays: [...(saying.exceptDays ?? []), less.day] } });
      continue;
    }
    const ofMonth = withoutOfMonth(saying, less);
    if (ofMonth) {
      changed = true;
      left.push({ ...part, saying: ofMonth });
      continue;
    }
    if (
      less.weekdays &&
      (saying.weekdays ?? (saying.every?.unit === "day" && saying.every.n === 1 ? all : undefined))
    ) {
      const before = saying.weekdays ?? all;
      const days = before.filter((day) => !less.weekdays?.includes(day));
      changed ||= days.length < before.length;
      if (days.length === 0 && parts.length > 1) continue;
      // "not Tuesday, Thursday": the day that is not there is the one that is meant
      const others = less.weekdays.filter((day) => !before.includes(day));
      if (days.length === 0 && !hasOther && others.length > 0) {
        left.push({ ...part, saying: { ...saying, weekdays: others } });
        continue;
      }
      if (days.length === 0) {
        if (!hasOther) return undefined;
        left.push(part);
        continue;
      }
      left.push({ ...part, saying: exceptWeekdays(saying, less.weekdays) });
      continue;
    }
    if (less.weekdays && isElapsed(saying)) {
      changed = true;
      left.push({ ...part, saying: exceptWeekdays(saying, less.weekdays) });
      continue;
    }
    if (less.monthDays && saying.monthDays) {
      const days = saying.monthDays.filter((day) => !less.monthDays?.includes(day));
      changed ||= days.length < saying.monthDays.length;
      if (days.length === 0 && !hasOther) return undefined;
      left.push(days.length === 0 ? part : { ...part, saying: { ...saying, monthDays: days } });
      continue;
    }
    if (less.dayparts && saying.times) {
      const times = saying.times.filter((time) => !less.dayparts?.some((name) => isIn(name, minuteOf(time))));
      changed ||= times.length < saying.times.length;
      if (times.length === 0 && !hasOther) return undefined;
      left.push(times.length === 0 ? part : { ...part, saying: { ...saying, times } });
      continue;
    }
    if (less.times && saying.times) {
      const times = saying.times.filter((time) => !isLess(time, less));
      changed ||= times.length < saying.times.length;
      if (times.length === 0 && !hasOther) return undefined;
      left.push(times.length === 0 ? part : { ...part, saying: { ...saying, times } });
      continue;
    }
    left.push(part);
  }
  return changed && left.length > 0 ? left : undefined;
}

/** "Skip the first Monday of the month", "not on the 15th": of what runs on other days than a few of the month. */
function withoutOfMonth(saying: Saying, { nthWeekdays, monthDays }: Saying): Saying | undefined {
  if (isOnce(saying) || saying.monthDays || saying.businessDays) return undefined;
  if (nthWeekdays && saying.nthWeekdays) {
    const left = saying.nthWeekdays.filter((it) => !nthWeekdays.some((out) => isSame(it, out)));
    return left.length > 0 && left.length < saying.nthWeekdays.length ? { ...saying, nthWeekdays: left } : undefined;
  }
  if (saying.nthWeekdays) return undefined;
  if (nthWeekdays) return { ...saying, exceptNthWeekdays: [...(saying.exceptNthWeekdays ?? []), ...nthWeekdays] };
  if (!monthDays) return undefined;
  const slot = monthDays.some((day) => Math.abs(day) > WEEKDAYS_OF_MONTH) ? "exceptMonthDays" : "exceptNths";
  return { ...saying, [slot]: [...(saying[slot] ?? []), ...monthDays] };
}

const isSame = (a: NthWeekday, b: NthWeekday) => a.nth === b.nth && a.weekday === b.weekday;
