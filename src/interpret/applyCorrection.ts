import type { Change, Correction, Edit } from "./correction.ts";
import { daySlots, type Said, type Saying, saysWhichDays, type Slot } from "./saying.ts";
import { halfIn } from "./times.ts";
import type { ClockWords, DayPart, Weekday } from "./token.ts";

type Changed = { parts: Said[] } | { unclear: true };
const unclear: Changed = { unclear: true };

const clockUnits = new Set(["second", "minute", "hour"]);
const isElapsed = ({ every }: Saying) => every !== undefined && clockUnits.has(every.unit);
const isOnce = ({ recurs, every }: Saying) => !recurs && !every;
const all: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** The parts of a request with a correction applied, each edit to every part that it fits. */
export function applyCorrection(
  parts: readonly Said[],
  correction: Extract<Correction, { kind: "change" }>,
  isOpenHalf: boolean,
): Changed {
  let current: Said[] = parts.map((part) => ({ saying: { ...part.saying }, where: {} }));
  const shiftsDay = correction.edits.some((edit) => edit.kind === "shift-days");
  const { sets, adds, drops } = grouped(swapped(current, correction.changes));
  // several times, or several days, replace what all parts have; a part of its own is not told which it replaces
  if (
    current.length > 1 &&
    sets.some(({ said }) => said.saying.times || said.saying.every || saysWhichDays(said.saying))
  ) {
    const first = current[0];
    if (!first || sets.length === 0) return unclear;
    const isWhole =
      sets.some(({ said }) => said.saying.every ?? saysWhichDays(said.saying)) &&
      sets.some(({ said }) => said.saying.times ?? said.saying.window);
    if (!isWhole) return unclear;
    current = [first];
  }
  for (const change of sets) {
    const next = current.map((part) => setPart(part, change, sets, isOpenHalf));
    if (!next.every((part) => part !== undefined)) return unclear;
    current = next;
  }
  for (const { said } of adds) {
    const next = current.map((part) => addPart(part, said));
    if (!next.every((part) => part !== undefined)) return unclear;
    current = next;
  }
  if (!shiftsDay) {
    for (const { said } of drops) {
      const next = dropFrom(current, said, sets.length > 0);
      if (!next) return unclear;
      current = next;
    }
  }
  for (const edit of correction.edits) {
    const next = current.map((part) => editPart(part, edit));
    if (!next.every((part) => part !== undefined)) return unclear;
    current = next;
  }
  return { parts: current };
}

/** "Change 6pm to 7pm": of several times one goes and one comes; of one time it is simply another. */
function swapped(parts: readonly Said[], changes: readonly Change[]): Change[] {
  return changes.flatMap((change): Change[] => {
    const { from, ...rest } = change;
    if (change.mode !== "swap" || !from) return [change];
    const left = dropFrom(parts, from, false);
    const isPart = left !== undefined && left.length === parts.length;
    const alike =
      (from.saying.weekdays && rest.said.saying.weekdays) ??
      (from.saying.times && rest.said.saying.times) ??
      (from.saying.monthDays && rest.said.saying.monthDays);
    if (!isPart || !alike) return [{ ...rest, mode: "set" }];
    return [
      { ...rest, said: from, mode: "drop" },
      { ...rest, mode: "add" },
    ];
  });
}

function grouped(changes: readonly Change[]) {
  return {
    sets: changes.filter((change) => change.mode === "set"),
    adds: changes.filter((change) => change.mode === "add"),
    drops: changes.filter((change) => change.mode === "drop"),
  };
}

const dayFields: readonly Slot[] = [
  ...daySlots,
  "every",
  "months",
  "period",
  "inPeriod",
  "business",
  "exceptWeekdays",
  "alsoWeekdays",
  "phase",
  "perUnit",
];
const timeFields: readonly Slot[] = ["times", "dayparts", "window", "minutesPast", "afterMs"];

function without(saying: Saying, slots: readonly Slot[]): Saying {
  const rest = { ...saying };
  for (const slot of slots) delete rest[slot];
  return rest;
}

/** What one phrase says takes the place of what was said about the same thing. */
function setPart(
  { saying: base, where }: Said,
  { said, renews }: Change,
  sets: readonly Change[],
  isOpenHalf: boolean,
): Said | undefined {
  const more = said.saying;
  let saying: Saying = { ...base };
  const at = { ...where, ...said.where };
  const done = (result: Saying): Said => ({ saying: result, where: at });

  if (more.refuse !== undefined || more.ask !== undefined) return done({ ...base, ...more });
  for (const slot of ["from", "until", "count", "lasting", "zone", "exceptMonths", "exceptDays"] as const) {
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
    if (isOpenHalf && more.dayparts && !more.times && saying.times) {
      const [part] = more.dayparts;
      if (!part) return undefined;
      saying.times = saying.times.map((time) => inHalf(time, halfIn(part, time.hour % 12 || 12)));
      return done(saying);
    }
    saying = without(saying, timeFields);
    if (times) saying.times = times;
    if (more.dayparts) saying.dayparts = more.dayparts;
    if (saying.every && clockUnits.has(saying.every.unit)) delete saying.every;
  }
  if (more.window || more.minutesPast) {
    if (!isElapsed(saying) && !(more.every && clockUnits.has(more.every.unit))) return undefined;
    saying = { ...without(saying, ["minutesPast", "window"]) };
    if (more.window) saying.window = more.window;
    if (more.minutesPast) saying.minutesPast = more.minutesPast;
  }
  if (more.once) saying.once = true;
  const days = setDays(saying, base, more, renews, sets);
  return days && done(days);
}

/** The days, and how often: what a phrase says about them replaces the former ones, as far as the two do not fit together. */
function setDays(
  saying: Saying,
  base: Saying,
  more: Saying,
  renews: boolean,
  sets: readonly Change[],
): Saying | undefined {
  const { every } = more;
  if (every && clockUnits.has(every.unit)) {
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
  const saysDays = saysWhichDays(more);
  if (!every && !saysDays && !more.months && !more.period) return saying;
  if (more.weekdays && !every && !more.nthWeekdays) return setWeekdays(saying, base, more, renews);
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
  let next: Saying = { ...without(saying, ["phase", "once"]), recurs: true };
  if (isElapsed(base)) next = without(next, ["every", "window", "minutesPast"]);
  if (every) {
    next.every = every;
    if (every.unit === "day")
      next = without(next, ["weekdays", "nthWeekdays", "monthDays", "businessDays", "months", "day", "exceptWeekdays"]);
    if (every.unit === "week") next = without(next, ["nthWeekdays", "monthDays", "businessDays", "months", "day"]);
    if (every.unit === "month" || every.unit === "quarter" || every.unit === "year") {
      const daysComing = saysDays || sets.some((change) => saysWhichDays(change.said.saying));
      next = without(
        next,
        daysComing ? ["weekdays", "day", "nthWeekdays", "monthDays", "businessDays", "months"] : ["months", "day"],
      );
      if (every.unit === "quarter" && !daysComing) return { ...next, ask: "which-day" };
    }
    if (every.unit === "week" && !next.weekdays && base.day?.kind === "date") {
      const { year = 1970, month, day } = base.day;
      next.weekdays = [((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7) + 1] as Weekday[];
    }
  }
  if (saysDays) {
    next = {
      ...without(next, ["weekdays", "nthWeekdays", "monthDays", "businessDays", "day", "exceptWeekdays"]),
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

function setWeekdays(saying: Saying, base: Saying, more: Saying, renews: boolean): Saying | undefined {
  const weekdays = more.weekdays ?? [];
  if (isOnce(base) && !more.recurs) {
    const [weekday] = weekdays;
    return weekday === undefined || weekdays.length > 1
      ? undefined
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
      "exceptWeekdays",
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

const pick = (saying: Saying, slots: readonly Slot[]): Saying =>
  Object.fromEntries(Object.entries(saying).filter(([slot]) => slots.includes(slot as Slot)));

function exceptWeekdays(saying: Saying, out: readonly Weekday[]): Saying {
  if (saying.weekdays) return { ...saying, weekdays: saying.weekdays.filter((day) => !out.includes(day)) };
  if (saying.every?.unit === "day" && saying.every.n === 1) {
    return { ...without(saying, ["every"]), weekdays: all.filter((day) => !out.includes(day)), recurs: true };
  }
  return { ...saying, exceptWeekdays: [...(saying.exceptWeekdays ?? []), ...out] };
}

/** "Add Friday", "also on Saturday", "add the 25th", "and at 6pm too". */
function addPart({ saying, where }: Said, said: Said): Said | undefined {
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
    return { saying: { ...saying, times: [...saying.times, ...inHalfOf(more.times, {}, false)] }, where: at };
  return undefined;
}

/** "Drop Wednesday", "remove the 15th", "not at 6pm". A part that is left without days is gone. */
function dropFrom(parts: readonly Said[], { saying: less }: Said, hasOther: boolean): Said[] | undefined {
  let changed = hasOther;
  const left: Said[] = [];
  for (const part of parts) {
    const { saying } = part;
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
    if (less.times && saying.times) {
      const minutes = new Set(inHalfOf(less.times, saying, false).map(minuteOf));
      const times = saying.times.filter((time) => !minutes.has(minuteOf(time)));
      changed ||= times.length < saying.times.length;
      if (times.length === 0 && !hasOther) return undefined;
      left.push(times.length === 0 ? part : { ...part, saying: { ...saying, times } });
      continue;
    }
    left.push(part);
  }
  return changed && left.length > 0 ? left : undefined;
}

const minuteOf = (time: ClockWords) =>
  (time.half ? (time.hour % 12) + (time.half === "pm" ? 12 : 0) : time.hour) * 60 + time.minute;

const spanOf = ({ from, to }: NonNullable<Saying["window"]>) => (minuteOf(to) - minuteOf(from) + 1440) % 1440;

/** "In the afternoon, at 4". */
function inPartOf(time: ClockWords, part: DayPart): ClockWords {
  const isBare = time.half === undefined && !time.is24 && !time.named && time.hour <= 12;
  return isBare ? inHalf(time, halfIn(part, time.hour % 12 || 12)) : time;
}

/** A bare hour in a correction stays in the half of the day that the time had: 6pm, "make it 7". */
function inHalfOf(times: readonly ClockWords[], base: Saying, hasPart: boolean): ClockWords[] {
  const [former] = base.times ?? [];
  return times.map((time) => {
    const isBare = time.half === undefined && !time.is24 && !time.named;
    if (!isBare || hasPart || former === undefined || time.hour > 12 || time.hour === 0) return time;
    return { ...time, half: minuteOf(former) >= 720 ? "pm" : "am" };
  });
}

const inHalf = (time: ClockWords, half: "am" | "pm"): ClockWords => {
  const { is24: _, ...rest } = time;
  return { ...rest, hour: time.hour % 12 || 12, half };
};

function editPart(part: Said, edit: Edit): Said | undefined {
  const { saying } = part;
  const done = (next: Saying): Said => ({ ...part, saying: next });
  switch (edit.kind) {
    case "nothing":
      return part;
    case "vague":
      return done({ ...saying, ask: "which-time" });
    case "clear":
      return done(without(saying, edit.slots));
    case "time":
      if (isElapsed(saying)) return undefined;
      // "in the evening instead, say 7": the part of the day was said just now
      return done({
        ...without(saying, timeFields),
        times: saying.dayparts?.[0] ? [inPartOf(edit.time, saying.dayparts[0])] : inHalfOf([edit.time], saying, false),
      });
    case "half":
      if (!saying.times) return undefined;
      return done({ ...saying, times: saying.times.map((time) => inHalf(time, edit.half)) });
    case "shift": {
      if (!saying.times || isElapsed(saying)) return undefined;
      const times = saying.times.map((time) => minuteOf(time) + edit.minutes);
      // over midnight the day would change too, and nobody said so
      if (times.some((minute) => minute < 0 || minute >= 1440)) return undefined;
      return done({
        ...saying,
        times: times.map((minute) => ({ hour: Math.floor(minute / 60), minute: minute % 60, is24: true as const })),
      });
    }
    case "shift-days": {
      if (saying.day?.kind === "date")
        return done({ ...saying, day: { kind: "in", n: edit.days, unit: "day", from: saying.day } });
      if (saying.weekdays && saying.weekdays.length < 7 && edit.days % 7 !== 0) {
        const weekdays = saying.weekdays.map((day) => (((day - 1 + edit.days + 70) % 7) + 1) as Weekday);
        return done({ ...without(saying, ["phase"]), weekdays: weekdays.toSorted((a, b) => a - b) });
      }
      return undefined;
    }
    case "length": {
      const { every } = saying;
      if (edit.unit === undefined)
        return every && !saying.times
          ? done({ ...without(saying, ["phase"]), every: { unit: every.unit, n: edit.n } })
          : undefined;
      if (isElapsed(saying) || (saying.every?.unit === "day" && !saying.times))
        return done({ ...saying, every: { unit: edit.unit, n: edit.n } });
      if (isOnce(saying) && edit.ms !== undefined)
        return done({ ...without(saying, [...dayFields, ...timeFields]), afterMs: Math.round(edit.ms) });
      return undefined;
    }
    default:
      return edit satisfies never;
  }
}
