import { ask, clash, type Step } from "./choices.ts";
import { isElapsed } from "../phrases/saying.ts";

/** A weekday without "every" is one day; with a rhythm it is the day of that rhythm. */
export const settleSingleWeekday: Step = (draft) => {
  if (!draft.weekdays || draft.recurs || draft.every || draft.months !== undefined) return undefined;
  const [weekday, ...more] = draft.weekdays;
  if (weekday === undefined) return clash("weekdays");
  const { day, inPeriod } = draft;
  if (more.length > 0) draft.recurs = true;
  else if (inPeriod?.unit === "week") {
    draft.day = { kind: "weekday-of", weekday, weeks: inPeriod.offset };
    delete draft.inPeriod;
    delete draft.weekdays;
  } else if (!day || (day.kind === "weekday" && day.weekday === weekday)) {
    draft.day = { kind: "weekday", weekday, which: "plain" };
    delete draft.weekdays;
  }
  // "Friday, March 13": the day of the week is only checked against the date
  else if (day.kind !== "date" && day.kind !== "day" && day.kind !== "month-day") return clash("day");
  return undefined;
};

/** A day that is named once, beside "every": the day of the rhythm, where it can be one. */
export const settleNamedDay: Step = (draft) => {
  const { day, every } = draft;
  if (!day || !draft.recurs || isElapsed(draft)) return undefined;
  if (day.kind === "weekday" && day.which === "plain" && !day.weeks) {
    if (draft.weekdays && !draft.weekdays.includes(day.weekday)) return clash("weekdays");
    draft.weekdays = [day.weekday];
  } else if (
    day.kind === "date" &&
    day.year === undefined &&
    (every === undefined || every.unit === "year") &&
    !draft.months
  ) {
    draft.every ??= { unit: "year", n: 1 };
    draft.months = [day.month];
    draft.monthDays = [day.day];
  } else if (day.kind === "month-day" && day.months === undefined) {
    draft.monthDays = [day.day];
    if (day.weekday) draft.weekdays = [day.weekday];
  } else return clash("day");
  delete draft.day;
  return undefined;
};

/** "Next week", "this month": where a rhythm begins and ends, or what one day is counted from. */
export const settlePeriodNamed: Step = (draft) => {
  if (!draft.inPeriod) return undefined;
  const { unit, offset } = draft.inPeriod;
  if (draft.recurs) {
    // "every day at 7am this week": the period is where it begins and ends
    if (draft.from || draft.until) return clash("inPeriod");
    const { inPeriod: _, ...rest } = draft;
    const edge = (which: "start" | "end") => ({ day: { kind: "edge" as const, unit, offset, edge: which } });
    const until = { ...edge("end"), inclusive: true };
    return { again: { ...rest, ...(offset > 0 ? { from: edge("start") } : {}), until } };
  }
  const [monthDay, ...monthDays] = draft.monthDays ?? [];
  const [nthWeekday, ...nthWeekdays] = draft.nthWeekdays ?? [];
  if (unit === "month" && monthDay !== undefined && monthDays.length === 0) {
    draft.day = { kind: "month-day", day: monthDay, months: offset };
    delete draft.monthDays;
  } else if (unit === "month" && nthWeekday && nthWeekdays.length === 0) {
    draft.day = { kind: "nth-of", ...nthWeekday, months: offset };
    delete draft.nthWeekdays;
  } else if (unit === "week" && draft.day?.kind === "weekday" && draft.day.which === "plain") {
    draft.day = { kind: "weekday-of", weekday: draft.day.weekday, weeks: offset };
  } else return ask(unit === "week" ? "which-weekday" : "which-day", "inPeriod");
  delete draft.inPeriod;
  return undefined;
};
