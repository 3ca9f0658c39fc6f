import { clash, type Step } from "./choices.ts";
import { isElapsed, saysWhichDays } from "../phrases/saying.ts";

const isWeekend = (day: number) => day > 5;
const week = [1, 2, 3, 4, 5, 6, 7] as const;

/** Days, and the hours between which it repeats, that are said in the words of a bound or of a length. */
export const settleHours: Step = (draft) => {
  // "for the rest of the week at 4pm": on every day of it
  if (draft.recurs && draft.until && !draft.every && !saysWhichDays(draft) && draft.months === undefined)
    draft.every = { unit: "day", n: 1 };
  // "this Saturday starting at 6am": one run, as it begins
  if (!draft.recurs && !draft.every && draft.day && draft.from?.time && !draft.from.day && !draft.times) {
    draft.times = [draft.from.time];
    delete draft.from;
  }
  // "in 3 weeks on Wednesday"
  const [weekday, ...others] = draft.weekdays ?? [];
  const { day } = draft;
  if (day?.kind === "in" && day.unit === "week" && weekday !== undefined && others.length === 0 && !draft.recurs) {
    draft.day = { kind: "weekday-of", weekday, weeks: day.n };
    delete draft.weekdays;
  }
  if (!isElapsed(draft)) return undefined;
  // "every two hours on weekdays starting at 7 until 19:00": the hours of each of these days
  const { from, until } = draft;
  if (draft.weekdays && !draft.window && from?.time && until?.time && !from.day && !until.day) {
    draft.window = { from: from.time, to: until.time };
    delete draft.from;
    delete draft.until;
  }
  // "between 8 and 10 every morning, every half hour": the hours say which part of the day
  if (draft.window) delete draft.dayparts;
  return undefined;
};

/** "At the end of each month, on the last business day": the narrower day; "the 5th, the second business day" are two. */
export const settleNarrower: Step = (draft) => {
  const nths = draft.businessDays ?? draft.nthWeekdays?.map(({ nth }) => nth);
  if (!draft.monthDays || !nths) return undefined;
  const [edge] = draft.monthDays;
  if (edge === undefined || Math.abs(edge) !== 1 || nths.some((nth) => nth !== edge)) return clash("monthDays");
  delete draft.monthDays;
  return undefined;
};

/** Weekdays that are left out, or counted in. */
export const settleExceptions: Step = (draft) => {
  const { weekdays } = draft;
  // "Monday to Friday, not on weekends": said twice
  if (draft.exceptWeekdays?.every(isWeekend) === true && weekdays?.some(isWeekend) === false)
    delete draft.exceptWeekdays;
  // "weekends but Monday to Friday": an exception from nothing that was said
  if (weekdays && draft.exceptWeekdays?.every((day) => !weekdays.includes(day)) === true)
    return clash("exceptWeekdays");
  if (draft.alsoWeekdays && weekdays && draft.recurs)
    draft.weekdays = week.filter((day) => weekdays.includes(day) || draft.alsoWeekdays?.includes(day));
  return undefined;
};

/** What a length or an end says about the rhythm, or about the time of day. */
export const settleBounds: Step = (draft) => {
  const { lasting } = draft;
  if (
    lasting &&
    !draft.recurs &&
    !draft.every &&
    !draft.day &&
    draft.afterMs === undefined &&
    draft.times &&
    ["day", "week", "month"].includes(lasting.unit)
  ) {
    draft.every = { unit: "day", n: 1 };
    draft.recurs = true;
  }
  if (!draft.until?.day || !draft.recurs || draft.times || draft.dayparts || draft.window) return undefined;
  const { time, daypart } = draft.until;
  // "until the end of the year at 11am": the time of the rule
  if (time && !isElapsed(draft)) {
    draft.times = [time];
    draft.until = { ...draft.until };
    delete draft.until.time;
  } else if (daypart) {
    draft.dayparts = [daypart];
    draft.until = { ...draft.until };
    delete draft.until.daypart;
  }
  return undefined;
};
