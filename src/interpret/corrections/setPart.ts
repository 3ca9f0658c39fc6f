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
  timeFields,
} from "./correctedFields.ts";
import type { Change } from "./correction.ts";
import { isElapsed, type Said, type Saying, saysWhichDays, without } from "../phrases/saying.ts";
import { bounded } from "./setBounds.ts";
import { setDays, type Setting } from "./setDays.ts";
import { halfIn, isIn } from "../phrases/times.ts";

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

/** What one phrase says takes the place of what was said about the same thing. */
export function setPart(
  { saying: base, where }: Said,
  { said, renews }: Change,
  sets: readonly Change[],
  isOpenHalf: boolean,
): Said | undefined {
  const more = bounded(said.saying, base, sets);
  const saying = more && setSaying({ base, saying: base, more, renews, sets }, said, isOpenHalf);
  return saying && { saying, where: { ...where, ...said.where } };
}

function setSaying(setting: Setting, said: Said, isOpenHalf: boolean): Saying | undefined {
  const { base, more } = setting;
  if (more.refuse !== undefined || more.ask !== undefined) return { ...base, ...more };
  let saying = setWholes(base, more);
  if (more.afterMs !== undefined)
    return isOnce(saying) ? { ...without(saying, [...dayFields, ...timeFields]), afterMs: more.afterMs } : undefined;
  // "during the night, from 10pm to 6am": the hours say which part of the day
  const hasHours = setting.sets.some((change) => change.said.saying.window !== undefined);
  if (more.times || (more.dayparts && !hasHours)) {
    if (isElapsed(saying) && !replacesRhythm(setting)) return undefined;
    const left = timesInPart({ ...setting, saying }, isOpenHalf);
    if (left) return left;
    saying = setTimes({ ...setting, saying }, said);
  }
  if (more.window || more.minutesPast) {
    if (!isElapsed(saying) && !isElapsed(more)) return undefined;
    saying = { ...without(saying, ["minutesPast", "window"]), ...pick(more, ["window", "minutesPast"]) };
  }
  if (more.once && !isOnce(saying) && !more.day) return onlyOnce(saying);
  return setDays({ ...setting, saying: more.once ? { ...saying, once: true } : saying });
}

/** What a phrase says anew as a whole, and the weekdays that it leaves out or counts in. */
function setWholes(base: Saying, more: Saying): Saying {
  let saying: Saying = { ...base, ...pick(more, setWhole) };
  if (more.count !== undefined || more.lasting) delete saying[more.count === undefined ? "count" : "lasting"];
  if (more.exceptWeekdays) saying = exceptWeekdays(saying, more.exceptWeekdays);
  if (more.alsoWeekdays && saying.weekdays)
    saying.weekdays = all.filter((day) => saying.weekdays?.includes(day) || more.alsoWeekdays?.includes(day));
  return saying;
}

/** Whether a time can be said where there is a rhythm of hours: something else takes the place of that. */
const replacesRhythm = ({ more, sets }: Setting) =>
  more.every !== undefined || sets.some(({ said: { saying } }) => saying.every ?? saysWhichDays(saying));

/** "Only in the morning", of 7am and 7pm: those of the times that are in it; `undefined` where it sets another time. */
function timesInPart({ saying, more, sets }: Setting, isOpenHalf: boolean): Saying | undefined {
  const { times } = saying;
  const [part, ...others] = more.dayparts ?? [];
  if (!part || others.length > 0 || more.times || !times) return undefined;
  if (isOpenHalf) return { ...saying, times: times.map((time) => inHalf(time, halfIn(part, time.hour % 12 || 12))) };
  if (sets.length > 1 || saysWhichDays(more)) return undefined;
  const those = times.filter((time) => isIn(part, minuteOf(time)));
  return those.length > 0 ? { ...saying, times: those } : undefined;
}

/** Another time, in the part of the day that is said beside it, or in the half that the former one was in. */
function setTimes({ base, saying, more, sets }: Setting, said: Said): Saying {
  const beside = sets.find((change) => change.said !== said && change.said.saying.dayparts);
  const [part] = beside?.said.saying.dayparts ?? [];
  const next = without(saying, timeFields);
  if (more.times) {
    const times = part ? more.times.map((time) => inPartOf(time, part)) : more.times;
    next.times = inHalfOf(times, base, (more.dayparts ?? part) !== undefined);
  }
  if (more.dayparts) next.dayparts = more.dayparts;
  if (isElapsed(next)) delete next.every;
  return next;
}

/** "Just once": the next of the days that it had, where these are the same day each time. */
function onlyOnce(saying: Saying): Saying | undefined {
  const rest = without(saying, [...dayFields, "recurs", "from", "until", "count", "lasting"]);
  const [weekday, ...weekdays] = saying.weekdays ?? [];
  const [day, ...days] = saying.monthDays ?? [];
  if (weekday !== undefined && weekdays.length === 0)
    return { ...rest, day: { kind: "weekday", weekday, which: "plain" } };
  if (day !== undefined && days.length === 0 && saying.months === undefined)
    return { ...rest, day: { kind: "month-day", day } };
  return saying.every?.unit === "day" && !saying.exceptWeekdays ? rest : undefined;
}
