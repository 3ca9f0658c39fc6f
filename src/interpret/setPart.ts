import {
  all,
  dayFields,
  exceptWeekdays,
  inHalf,
  inHalfOf,
  inPartOf,
  isOnce,
  minuteOf,
  pick,
  spanOf,
  timeFields,
} from "./correctedFields.ts";
import type { Change } from "./correction.ts";
import {
  type DayWords,
  daySlots,
  isElapsed,
  type Said,
  type Saying,
  saysTime,
  saysWhichDays,
  without,
} from "./saying.ts";
import { halfIn, isIn } from "./times.ts";
import { isClockUnit, type Weekday } from "./token.ts";

/** What is said anew as a whole. */
const setWhole = [
  "from",
  "until",
  "count",
  "lasting",
  "zone",
  "exceptMonths",
  "exceptMonthDays",
  "exceptNthWeekdays",
  "exceptNths",
  "exceptDays",
] as const;

/** What is left out of the weekdays goes with them. */
const weekdaysOut = ["exceptWeekdays", "exceptNthWeekdays", "exceptNths"] as const;

/** What one phrase says takes the place of what was said about the same thing. */
export function setPart(
  { saying: base, where }: Said,
  { said, renews }: Change,
  sets: readonly Change[],
  isOpenHalf: boolean,
): Said | undefined {
  const more = bounded(said.saying, base, sets);
  if (!more) return undefined;
  let saying: Saying = { ...base };
  const at = { ...where, ...said.where };
  const done = (result: Saying): Said => ({ saying: result, where: at });

  if (more.refuse !== undefined || more.ask !== undefined) return done({ ...base, ...more });
  for (const slot of setWhole) {
    if (more[slot] !== undefined) saying = { ...saying, [slot]: more[slot] };
  }
  if (more.count !== undefined || more.lasting) delete saying[more.count === undefined ? "count" : "lasting"];
  if (more.exceptWeekdays) saying = exceptWeekdays(saying, more.exceptWeekdays);
  if (more.alsoWeekdays && saying.weekdays)
    saying.weekdays = all.filter((day) => saying.weekdays?.includes(day) || more.alsoWeekdays?.includes(day));

  if (more.afterMs !== undefined) {
    if (!isOnce(saying)) return undefined;
    return done({ ...without(saying, [...dayFields, ...timeFields]), afterMs: more.afterMs });
  }
  // "during the night, from 10pm to 6am": the hours say which part of the day
  const hasHours = sets.some((change) => change.said.saying.window !== undefined);
  if (more.times || (more.dayparts && !hasHours)) {
    const alreadySet = sets.some((change) => change.said !== said && change.said.saying.dayparts && more.times);
    const inPart = sets.find((change) => change.said !== said && change.said.saying.dayparts)?.said.saying
      .dayparts?.[0];
    const times =
      more.times &&
      inHalfOf(
        inPart ? more.times.map((time) => inPartOf(time, inPart)) : more.times,
        base,
        more.dayparts !== undefined || alreadySet,
      );
    if (isElapsed(saying) && !more.every) {
      const replaced = sets.some((change) => change.said.saying.every ?? saysWhichDays(change.said.saying));
      if (!replaced) return undefined;
    }
    const [part, ...others] = more.dayparts ?? [];
    if (part && others.length === 0 && !more.times && saying.times) {
      if (isOpenHalf)
        return done({ ...saying, times: saying.times.map((time) => inHalf(time, halfIn(part, time.hour % 12 || 12))) });
      // "in the morning", and it is: nothing to change
      const isAll = sets.length === 1 && saying.times.every((time) => isIn(part, minuteOf(time)));
      if (isAll && !saysWhichDays(more) && !more.every) return done(saying);
      // "only in the morning", of 7am and 7pm
      const those = saying.times.filter((time) => isIn(part, minuteOf(time)));
      if (sets.length === 1 && those.length > 0 && !saysWhichDays(more)) return done({ ...saying, times: those });
    }
    saying = without(saying, timeFields);
    if (times) saying.times = times;
    if (more.dayparts) saying.dayparts = more.dayparts;
    if (saying.every && isClockUnit(saying.every.unit)) delete saying.every;
  }
  if (more.window || more.minutesPast) {
    if (!isElapsed(saying) && !(more.every && isClockUnit(more.every.unit))) return undefined;
    saying = { ...without(saying, ["minutesPast", "window"]) };
    if (more.window) saying.window = more.window;
    if (more.minutesPast) saying.minutesPast = more.minutesPast;
  }
  if (more.once && !isOnce(saying) && !more.day) return onlyOnce(saying, done);
  if (more.once) saying.once = true;
  const days = setDays(saying, base, more, renews, sets);
  return days && done(days);
}

/** "Start at 8am", "the end of April instead": what looks like a bound is the time or the day, and the other way round. */
function bounded(more: Saying, base: Saying, sets: readonly Change[]): Saying | undefined {
  const { from, until, day, ...rest } = more;
  const isElapsedNow = isElapsed(base) || sets.some(({ said }) => isElapsed(said.saying));
  const isOnceNow = isOnce(base) && !sets.some(({ said }) => said.saying.every ?? said.saying.recurs);
  // what happens once begins when it happens, and has no end
  if (isOnceNow && until) return undefined;
  if (from?.afterMs === undefined && from && isOnceNow) {
    const begun: Saying = { ...rest };
    if (from.day) begun.day = from.day;
    if (from.time) begun.times = [from.time];
    if (from.daypart) begun.dayparts = [from.daypart];
    return begun;
  }
  if (!isElapsedNow && until?.time && !until.day) return undefined;
  if (!isElapsedNow && from?.time) {
    const { time, ...first } = from;
    return { ...rest, ...(first.day && { from: first }), times: [time] };
  }
  const isBounded = base.from !== undefined || base.until !== undefined;
  const [month, ...months] = more.months ?? [];
  const isMonthEnd = month !== undefined && months.length === 0 && more.monthDays?.join() === "-1" && !more.recurs;
  const date: DayWords | undefined = isMonthEnd ? { kind: "month", month } : day;
  if (date && isBounded && !isOnceNow && !more.once && date.kind !== "weekday") {
    const isEnd = date.kind === "month" || (date.kind === "edge" && date.edge === "end");
    // a date beside one of the bounds: nobody knows which of them it moves
    if (!isEnd || !base.until || base.from) return undefined;
    return { ...without(rest, ["months", "monthDays"]), until: { day: date, inclusive: true } };
  }
  return more;
}

/** "Just once": the next of the days that it had, where these are the same day each time. */
function onlyOnce(saying: Saying, done: (result: Saying) => Said): Said | undefined {
  const rest = without(saying, [...dayFields, "recurs", "from", "until", "count", "lasting"]);
  const [weekday, ...weekdays] = saying.weekdays ?? [];
  const [day, ...days] = saying.monthDays ?? [];
  if (weekday !== undefined && weekdays.length === 0)
    return done({ ...rest, day: { kind: "weekday", weekday, which: "plain" } });
  if (day !== undefined && days.length === 0 && saying.months === undefined)
    return done({ ...rest, day: { kind: "month-day", day } });
  return saying.every?.unit === "day" && !saying.exceptWeekdays ? done(rest) : undefined;
}

/** The days, and how often: what a phrase says about them replaces the former ones, as far as the two do not fit together. */
function setDays(
  saying: Saying,
  base: Saying,
  more: Saying,
  renews: boolean,
  sets: readonly Change[],
): Saying | undefined {
  // "twice a day, at 7 and 19" says how often on the days that it has
  const isTwice = more.perUnit?.unit === "day" && !isElapsed(base) && !isOnce(base);
  const every = isTwice ? undefined : more.every;
  if (every && isClockUnit(every.unit)) {
    // a new rhythm of hours keeps the hours and weekdays it had
    const kept = isElapsed(base)
      ? saying
      : { ...without(saying, [...dayFields, ...timeFields]), ...(base.weekdays ? { weekdays: base.weekdays } : {}) };
    const next: Saying = { ...without(kept, ["phase"]), every, recurs: true };
    if (isElapsed(base) && base.minutesPast?.[0] === 0 && !base.window && !base.weekdays) delete next.minutesPast;
    // hours that are shorter than the new rhythm hold none of it
    if (next.window && spanOf(next.window) < (every.unit === "hour" ? every.n * 60 : every.n)) delete next.window;
    if (!isElapsed(base)) delete next.weekdays;
    if (more.weekdays) next.weekdays = more.weekdays;
    return next;
  }
  if (more.day || more.inPeriod) {
    const isDate = more.day !== undefined;
    if (isOnce(base) || more.once || saying.once || isDate) {
      const plainWeekday = more.day?.kind === "weekday" && more.day.which === "plain";
      if (!isOnce(base) && plainWeekday && !saying.once)
        return {
          ...without(saying, ["nthWeekdays", "monthDays"]),
          weekdays: more.day?.kind === "weekday" ? [more.day.weekday] : [],
        };
      const next: Saying = { ...without(saying, [...dayFields, "recurs", "from", "until", "count"]) };
      if (more.day) next.day = more.day;
      if (more.inPeriod) next.inPeriod = more.inPeriod;
      if (more.weekdays) next.weekdays = more.weekdays;
      delete next.once;
      return next;
    }
    return undefined;
  }
  if (isTwice && more.perUnit && !sets.some((change) => saysTime(change.said.saying)))
    saying = { ...saying, perUnit: more.perUnit };
  const saysDays = saysWhichDays(more);
  if (!every && !saysDays && !more.months && !more.period) return saying;
  const inPeriod = sets.some(({ said }) => said.saying.inPeriod);
  if (more.weekdays && !every && !more.nthWeekdays) return setWeekdays(saying, base, more, renews, inPeriod);
  // "on the 9th of the month" of what happens once: of this month, or of each?
  if (isOnce(base) && more.monthDays && more.recurs && !renews) return undefined;
  if (isOnce(base) && !every && !more.recurs) {
    if (more.monthDays && base.day?.kind === "date" && more.monthDays.length === 1 && more.monthDays[0] !== undefined) {
      return {
        ...saying,
        day: more.months?.[0]
          ? { kind: "date", month: more.months[0], day: more.monthDays[0] }
          : { ...base.day, day: more.monthDays[0] },
      };
    }
    return { ...without(saying, dayFields), ...pick(more, dayFields) };
  }
  // "every year", and it is on certain days of certain months
  const isYearly = base.months !== undefined && (base.monthDays ?? base.nthWeekdays) !== undefined;
  if (every?.unit === "year" && every.n === 1 && !saysDays && !more.months && isYearly) return saying;
  // "every day" of a rhythm of hours that is on weekdays only
  const isOtherDays =
    every?.unit === "day" && every.n === 1 && !saysDays && !sets.some(({ said }) => said.saying.times);
  if (isOtherDays && isElapsed(base) && base.weekdays) return without(saying, ["weekdays"]);
  let next: Saying = { ...without(saying, ["phase", "once"]), recurs: true };
  if (isElapsed(base)) next = without(next, ["every", "window", "minutesPast"]);
  if (every) {
    next.every = every;
    if (every.unit === "day")
      next = without(next, ["weekdays", "nthWeekdays", "monthDays", "businessDays", "months", "day", ...weekdaysOut]);
    // "weekly instead" of several days a week leaves open on which
    if (every.unit === "week" && every.n === 1 && !more.weekdays && (base.weekdays?.length ?? 0) > 1)
      next = without(next, ["weekdays"]);
    if (every.unit === "week") next = without(next, ["nthWeekdays", "monthDays", "businessDays", "months", "day"]);
    if (every.unit === "month" || every.unit === "quarter" || every.unit === "year") {
      const daysComing = saysDays || sets.some((change) => saysWhichDays(change.said.saying));
      next = without(
        next,
        daysComing ? ["weekdays", "day", "nthWeekdays", "monthDays", "businessDays", "months"] : ["months", "day"],
      );
      const hasDay = next.monthDays ?? next.nthWeekdays ?? next.businessDays;
      // "every year" of June 12
      if (!daysComing && !hasDay && base.day?.kind === "date" && every.unit !== "quarter") {
        next.monthDays = [base.day.day];
        if (every.unit === "year") next.months = [base.day.month];
      }
      if (every.unit === "quarter" && !daysComing && !hasDay)
        return { ...without(next, ["weekdays"]), ask: "which-day" };
    }
    if (every.unit === "week" && !next.weekdays && base.day?.kind === "date") {
      const { year = 1970, month, day } = base.day;
      next.weekdays = [((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1] as Weekday[];
    }
  }
  if (saysDays) {
    next = {
      ...without(next, ["weekdays", "nthWeekdays", "monthDays", "businessDays", "day", ...weekdaysOut]),
      ...pick(more, daySlots),
    };
    const isLong = next.every && /^(month|quarter|year)$/.test(next.every.unit);
    if (!more.weekdays && !isLong) next.every = { unit: "month", n: 1 };
  }
  if (more.months) next.months = more.months;
  if (more.period) next.period = more.period;
  if (next.day) delete next.day;
  return next;
}

function setWeekdays(
  saying: Saying,
  base: Saying,
  more: Saying,
  renews: boolean,
  hasPeriod: boolean,
): Saying | undefined {
  const weekdays = more.weekdays ?? [];
  if (isOnce(base) && !more.recurs) {
    const [weekday] = weekdays;
    return weekday === undefined || weekdays.length > 1
      ? undefined
      : saying.inPeriod && hasPeriod
        ? // "next week | Tuesday"
          { ...without(saying, dayFields), inPeriod: saying.inPeriod, weekdays }
        : { ...without(saying, dayFields), day: { kind: "weekday", weekday, which: "plain" } };
  }
  if (base.nthWeekdays && !renews && !more.recurs && weekdays.length === 1) {
    return { ...saying, nthWeekdays: base.nthWeekdays.map(({ nth }) => ({ nth, weekday: weekdays[0] ?? 1 })) };
  }
  const next: Saying = {
    ...without(saying, [
      "nthWeekdays",
      "monthDays",
      "businessDays",
      "day",
      "months",
      ...weekdaysOut,
      "phase",
      "business",
    ]),
    weekdays,
    recurs: true,
  };
  if (more.business) next.business = true;
  if (isElapsed(base)) return next;
  if (base.every?.unit === "week" && !renews) return next;
  delete next.every;
  return next;
}
