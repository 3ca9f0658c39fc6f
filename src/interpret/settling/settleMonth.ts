import { ask, type Choice, clash, monthDayChoices, type Step, weekdayChoices } from "./choices.ts";
import { type Saying, without } from "../phrases/saying.ts";

const monthly = { unit: "month", n: 1 } as const;

/** Days of the month: the 5th, the first Monday, the last business day. */
export const settleDaysOfMonth: Step = (draft) => {
  const byMonth = draft.monthDays ?? draft.nthWeekdays ?? draft.businessDays;
  if (byMonth && draft.recurs) return ofEachMonth(draft);
  // "on the 1st and 15th": several days without a month are those of every month
  const isList = (draft.monthDays?.length ?? draft.nthWeekdays?.length ?? 1) > 1;
  if (isList && !draft.months && !draft.day && !draft.weekdays)
    return { again: { ...draft, every: monthly, recurs: true } };
  return byMonth && (onceInMonth(draft) ?? { saying: draft });
};

const ofEachMonth: Step = (draft) => {
  const { weekdays, monthDays, every } = draft;
  if (weekdays?.length === 1 && monthDays?.length === 1 && !every) {
    // "every Friday the 13th"
    const exceptWeekdays = ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => !weekdays.includes(day));
    return { again: { ...without(draft, ["weekdays"]), every: monthly, exceptWeekdays } };
  }
  if (weekdays) return clash("weekdays");
  if (every?.unit === "week" || (every?.unit === "day" && every.n > 1)) return clash("every");
  if (every?.unit !== "month") draft.every = monthly;
  if (monthDays?.some((day) => Math.abs(day) > 31 || day === 0))
    return { refuse: "impossible-date", slot: "monthDays" };
  return { saying: draft };
};

/** "The 5th at 9am", "the first Monday of June": one day. */
const onceInMonth: Step = (draft) => {
  const [month, ...moreMonths] = draft.months ?? [];
  // "the 10th of February, May, August and November": nobody lists so many months for one year only
  if (moreMonths.length > 1 && !draft.weekdays && !draft.day) {
    draft.every = monthly;
    draft.recurs = true;
    return undefined;
  }
  const monthDay = draft.monthDays?.length === 1 ? draft.monthDays[0] : undefined;
  const nth = draft.nthWeekdays?.length === 1 ? draft.nthWeekdays[0] : undefined;
  if (moreMonths.length > 0 || draft.weekdays || draft.day)
    return ask("once-or-recurring", "monthDays", recurring(draft));
  if (monthDay !== undefined) {
    if (monthDay < 0 && month !== undefined) return ask("once-or-recurring", "monthDays", recurring(draft));
    draft.day = month === undefined ? { kind: "month-day", day: monthDay } : { kind: "date", month, day: monthDay };
    delete draft.monthDays;
  } else if (nth && month !== undefined) {
    draft.day = { kind: "nth-of", ...nth, month };
    delete draft.nthWeekdays;
  } else return ask("once-or-recurring", draft.nthWeekdays ? "nthWeekdays" : "monthDays", recurring(draft));
  delete draft.months;
  return undefined;
};

const recurring = (saying: Saying): Choice[] => [
  {
    label: { option: saying.months ? "every-year" : "nth-of-month" },
    change: { ...without(saying, ["day"]), recurs: true, every: monthly },
  },
];

/** A rhythm without days of the month: its weekdays, the day that it begins, or the question which day it is. */
export const settleRhythm: Step = (draft) => {
  const { every, weekdays, months } = draft;
  // "every six months starting 1 February", "every week from Monday on": the day that it begins is its day
  const begun = draft.from?.day;
  if (every?.unit === "month" && begun?.kind === "date" && !weekdays && !months)
    return { again: { ...draft, monthDays: [begun.day] } };
  if (every?.unit === "week" && begun?.kind === "weekday" && !weekdays)
    return { again: { ...draft, weekdays: [begun.weekday] } };
  if (every?.unit === "month") {
    if (!weekdays) return ask("which-day", months ? "months" : "every", monthDayChoices);
    const nthWeekdays = weekdays.map((weekday) => ({ nth: 1, weekday }));
    return ask("which-day", "weekdays", [{ label: { option: "nth-of-month" }, change: { nthWeekdays } }]);
  }
  if (every?.unit === "week" && !weekdays) return ask("which-weekday", "every", weekdayChoices);
  if (every?.unit === "day" && every.n > 1 && weekdays) return clash("every");
  if (months && !weekdays && every === undefined)
    return ask("which-day", "months", draft.recurs ? monthDayChoices : []);
  if (weekdays && !draft.recurs && months) draft.recurs = true;
  return undefined;
};
