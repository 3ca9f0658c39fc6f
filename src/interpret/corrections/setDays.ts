import { dayFields, isOnce, pick, spanOf, timeFields } from "./correctedFields.ts";
import type { Change } from "./correction.ts";
import { isoWeekday } from "../resolving/days.ts";
import { daySlots, isElapsed, type Saying, saysTime, saysWhichDays, without } from "../phrases/saying.ts";
import { dayNumberOf } from "../../occurrences/civil.ts";
import { isClockUnit } from "../tokens/token.ts";

type Every = NonNullable<Saying["every"]>;

/** What a phrase of a correction sets. */
export interface Setting {
  /** What there was before the correction, and what is left of it now. */
  readonly base: Saying;
  readonly saying: Saying;
  /** What the phrase says, and whether it says the rhythm anew. */
  readonly more: Saying;
  readonly renews: boolean;
  /** All phrases of the correction that set something. */
  readonly sets: readonly Change[];
}

/** What is left out of the weekdays goes with them. */
const weekdaysOut = ["exceptWeekdays", "exceptNthWeekdays", "exceptNths"] as const;
const daysOfMonth = ["nthWeekdays", "monthDays", "businessDays"] as const;

/** The days, and how often: what a phrase says about them replaces the former ones, as far as the two do not fit together. */
export function setDays(setting: Setting): Saying | undefined {
  const { base, more, renews, sets } = setting;
  // "twice a day, at 7 and 19" says how often on the days that it has
  const perUnit = more.perUnit?.unit === "day" && !isElapsed(base) && !isOnce(base) ? more.perUnit : undefined;
  const every = perUnit ? undefined : more.every;
  if (every && isClockUnit(every.unit)) return setClockRhythm(setting, every);
  if (more.day || more.inPeriod) return setNamedDay(setting);
  const hasTime = sets.some((change) => saysTime(change.said.saying));
  const saying = perUnit && !hasTime ? { ...setting.saying, perUnit } : setting.saying;
  const saysDays = saysWhichDays(more);
  if (!every && !saysDays && !more.months && !more.period) return saying;
  if (more.weekdays && !every && !more.nthWeekdays) return setWeekdays({ ...setting, saying }, more.weekdays);
  // "on the 9th of the month" of what happens once: of this month, or of each?
  if (isOnce(base) && more.monthDays && more.recurs && !renews) return undefined;
  if (isOnce(base) && !every && !more.recurs) return setDayOnce({ ...setting, saying });
  // "every year", and it is on certain days of certain months
  const isYearly = base.months !== undefined && (base.monthDays ?? base.nthWeekdays) !== undefined;
  if (every?.unit === "year" && every.n === 1 && !saysDays && !more.months && isYearly) return saying;
  // "every day" of a rhythm of hours that is on weekdays only
  const isOtherDays =
    every?.unit === "day" && every.n === 1 && !saysDays && !sets.some(({ said }) => said.saying.times);
  if (isOtherDays && isElapsed(base) && base.weekdays) return without(saying, ["weekdays"]);
  return setRhythm({ ...setting, saying }, every);
}

/** A new rhythm of hours keeps the hours and weekdays it had. */
function setClockRhythm({ base, saying, more }: Setting, every: Every): Saying {
  const kept = isElapsed(base) ? saying : without(saying, [...dayFields, ...timeFields]);
  const next: Saying = { ...without(kept, ["phase"]), every, recurs: true };
  if (isElapsed(base) && base.minutesPast?.[0] === 0 && !base.window && !base.weekdays) delete next.minutesPast;
  // hours that are shorter than the new rhythm hold none of it
  if (next.window && spanOf(next.window) < (every.unit === "hour" ? every.n * 60 : every.n)) delete next.window;
  if (more.weekdays) next.weekdays = more.weekdays;
  return next;
}

/** "Tomorrow", "on Friday", "next week". */
function setNamedDay({ base, saying, more }: Setting): Saying | undefined {
  const { day, inPeriod, weekdays } = more;
  if (!isOnce(base) && !more.once && !saying.once) {
    if (!day) return undefined;
    if (day.kind === "weekday" && day.which === "plain")
      return { ...without(saying, ["nthWeekdays", "monthDays"]), weekdays: [day.weekday] };
  }
  return {
    ...without(saying, [...dayFields, "recurs", "from", "until", "count", "once"]),
    ...(day && { day }),
    ...(inPeriod && { inPeriod }),
    ...(weekdays && { weekdays }),
  };
}

/** Another day of the month, or other days, of what happens once. */
function setDayOnce({ base, saying, more }: Setting): Saying {
  const [monthDay, ...others] = more.monthDays ?? [];
  const [month] = more.months ?? [];
  if (monthDay === undefined || others.length > 0 || base.day?.kind !== "date")
    return { ...without(saying, dayFields), ...pick(more, dayFields) };
  return { ...saying, day: month ? { kind: "date", month, day: monthDay } : { ...base.day, day: monthDay } };
}

/** Days that come again and again, and how often they do. */
function setRhythm(setting: Setting, every: Every | undefined): Saying {
  const { base, saying, more } = setting;
  const kept: Saying = { ...without(saying, ["phase", "once"]), recurs: true };
  const rest = isElapsed(base) ? without(kept, ["every", "window", "minutesPast"]) : kept;
  let next = every ? setUnit({ ...setting, saying: rest }, every) : rest;
  if (every?.unit === "quarter" && !hasDays(next) && !saysDaysAnew(setting))
    return { ...without(next, ["weekdays"]), ask: "which-day" };
  if (saysWhichDays(more)) {
    next = { ...without(next, ["weekdays", "day", ...daysOfMonth, ...weekdaysOut]), ...pick(more, daySlots) };
    const isLong = next.every && /^(month|quarter|year)$/.test(next.every.unit);
    if (!more.weekdays && !isLong) next.every = { unit: "month", n: 1 };
  }
  return { ...without(next, ["day"]), ...pick(more, ["months", "period"]) };
}

const hasDays = (saying: Saying) => daysOfMonth.some((slot) => saying[slot] !== undefined);

const saysDaysAnew = ({ more, sets }: Setting) =>
  saysWhichDays(more) || sets.some((change) => saysWhichDays(change.said.saying));

/** "Weekly", "every month": the days that there are stay as far as they can be days of it. */
function setUnit(setting: Setting, every: Every): Saying {
  const { base, saying, more } = setting;
  const next: Saying = { ...saying, every };
  switch (every.unit) {
    case "day":
      return without(next, ["weekdays", "months", "day", ...daysOfMonth, ...weekdaysOut]);
    case "week": {
      const left = without(next, ["months", "day", ...daysOfMonth]);
      // "weekly instead" of several days a week leaves open on which
      if (every.n === 1 && !more.weekdays && (base.weekdays?.length ?? 0) > 1) delete left.weekdays;
      if (!left.weekdays && base.day?.kind === "date") {
        const { year = 1970, month, day } = base.day;
        left.weekdays = [isoWeekday(dayNumberOf(year, month, day))];
      }
      return left;
    }
    default: {
      if (saysDaysAnew(setting)) return without(next, ["weekdays", "months", "day", ...daysOfMonth]);
      const left = without(next, ["months", "day"]);
      if (hasDays(left) || base.day?.kind !== "date" || every.unit === "quarter") return left;
      // "every year" of June 12
      return { ...left, monthDays: [base.day.day], ...(every.unit === "year" && { months: [base.day.month] }) };
    }
  }
}

function setWeekdays(
  { base, saying, more, renews, sets }: Setting,
  weekdays: NonNullable<Saying["weekdays"]>,
): Saying | undefined {
  const [weekday, ...others] = weekdays;
  if (isOnce(base) && !more.recurs) {
    if (weekday === undefined || others.length > 0) return undefined;
    const rest = without(saying, dayFields);
    const { inPeriod } = saying;
    // "next week | Tuesday"
    if (inPeriod && sets.some(({ said }) => said.saying.inPeriod)) return { ...rest, inPeriod, weekdays };
    return { ...rest, day: { kind: "weekday", weekday, which: "plain" } };
  }
  if (base.nthWeekdays && !renews && !more.recurs && weekday !== undefined && others.length === 0)
    return { ...saying, nthWeekdays: base.nthWeekdays.map(({ nth }) => ({ nth, weekday })) };
  const rest = without(saying, [...daysOfMonth, ...weekdaysOut, "day", "months", "phase", "business"]);
  const next: Saying = { ...rest, weekdays, recurs: true };
  if (more.business) next.business = true;
  if (!isElapsed(base) && (base.every?.unit !== "week" || renews)) delete next.every;
  return next;
}
