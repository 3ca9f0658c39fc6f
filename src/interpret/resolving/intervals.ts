import type { Schedule } from "../../model/schedule.ts";

import { instantOf } from "../../occurrences/zone.ts";
import { boundsOf, pointOf } from "./bounds.ts";
import { calendarSchedule, type Times } from "./calendarRule.ts";
import { dayOfWords, daysOf, type Reading, type Stop, unitMs } from "./reading.ts";
import { leavesOut, saysWhichDays, type Saying } from "../phrases/saying.ts";
import { readRange } from "../phrases/times.ts";
import type { Unit } from "../tokens/token.ts";

/** Longer gaps than ten years are a slip of the tongue. */
const LONGEST = 10 * 366 * unitMs.day;

/**
 * Every so many hours or minutes: elapsed time from creation, or a grid on the wall clock where hours, days or minutes past
 * the hour are named.
 */
export function intervalSchedules(reading: Reading, every: { unit: Unit; n: number }): Schedule[] | Stop {
  const { saying, context } = reading;
  const everyMs = Math.round(every.n * unitMs[every.unit]);
  if (everyMs < context.minIntervalMs) {
    return {
      refuse: "interval-too-short",
      slot: "every",
      alternatives: everyMs > 0 ? [{ every: { unit: "minute", n: 1 } }] : [],
    };
  }
  if (everyMs > LONGEST) return { refuse: "interval-out-of-range", slot: "every" };
  if (saying.dayparts) return { ask: "start-or-window", slot: "dayparts" };
  if (saying.times) return { ask: "start-or-window", slot: "times" };
  const onCertainDays = saysWhichDays(saying) || saying.months !== undefined || leavesOut(saying);
  if (saying.window || saying.minutesPast || onCertainDays) return gridSchedules(reading, everyMs);

  const bounds = boundsOf(reading, undefined, everyMs);
  if ("ask" in bounds || "refuse" in bounds) return bounds;
  let anchor = context.now;
  if (saying.from) {
    const start = pointOf(reading, saying.from, "from");
    if (typeof start !== "number") return start;
    // a start is itself a run, and stays where it was said when the job is created
    const first = instantOf(start, reading.zone);
    anchor = first - everyMs;
    bounds.bounds.from = new Date(first);
  } else {
    reading.assume("anchor", "every", new Date(anchor).toISOString(), context.language.messages.why.anchor);
  }
  const { until } = bounds.bounds;
  if (until && anchor + everyMs > until.getTime()) return { refuse: "past", slot: "until" };
  return [{ kind: "interval", everyMs, anchor: new Date(anchor), ...bounds.bounds }];
}

function gridSchedules(reading: Reading, everyMs: number): Schedule[] | Stop {
  const { context, zone, nowLocal } = reading;
  let { saying } = reading;
  const { messages } = context.language;
  // "today between 9 and 5" and "on Friday every hour" are one day of it
  if (saying.day) {
    const found = dayOfWords(
      reading,
      saying.day,
      "day",
      () => false,
      (day) => ({ day }),
    );
    if (!("day" in found)) return found;
    const { day: _, ...rest } = saying;
    const point = { day: saying.day };
    saying = { ...rest, from: point, until: { ...point, inclusive: true } };
  }
  if ((saying.monthDays || saying.nthWeekdays || saying.businessDays) && !saying.recurs)
    return { ask: "how-often", slot: "monthDays" };
  const days = daysOf({ ...saying, every: { unit: saying.weekdays ? "week" : "day", n: 1 } });
  const step = everyMs / unitMs.minute;
  if (!Number.isInteger(step)) return { refuse: "not-expressible", slot: "every" };
  const grids = gridTimes(saying, step);
  if ("ask" in grids || "refuse" in grids) return grids;
  const bounds = boundsOf({ ...reading, saying }, days);
  if ("ask" in bounds || "refuse" in bounds) return bounds;
  if (grids.assumed) reading.assume("half-of-day", "window", grids.assumed, messages.why.half(grids.assumed));
  const notBefore = Math.max(nowLocal + 1, bounds.fromLocal ?? 0);
  const exceptDays: number[] = [];
  if (saying.exceptDays) return { refuse: "not-expressible", slot: "exceptDays" };
  const schedule = calendarSchedule(days, grids.times, zone.name, notBefore, exceptDays);
  if (!schedule) return { refuse: "not-expressible", slot: saying.window ? "window" : "every" };
  if (bounds.bounds.until && bounds.bounds.until.getTime() <= context.now) return { refuse: "past", slot: "until" };
  if (!saying.window && !saying.minutesPast) reading.assume("anchor", "every", "00:00", messages.why.grid);
  if (!saying.zone) reading.assume("timezone", "zone", zone.name, messages.why.accountZone(zone.name));
  return [{ ...schedule, ...bounds.bounds }];
}

/** The minutes of the day that a grid meets. */
function gridTimes(saying: Saying, step: number): { times: Times; assumed?: string } | Stop {
  const past = [...new Set(saying.minutesPast ?? [])].toSorted((a, b) => a - b);
  if (past.some((minute) => minute < 0 || minute > 59)) return { refuse: "impossible-time", slot: "minutesPast" };
  const range = saying.window && readRange(saying.window.from, saying.window.to);
  if (saying.window && (!range || saying.window.from.impossible || saying.window.to.impossible)) {
    return { refuse: "impossible-time", slot: "window" };
  }
  if (past.length > 1) {
    if (step !== 60) return { refuse: "conflict", slot: "minutesPast" };
    const hours = range ? { from: Math.floor(range.from / 60), to: Math.floor(range.to / 60) } : { from: 0, to: 23 };
    const at: { minute: number; second: number }[] = [];
    for (let hour = hours.from; hour <= Math.min(hours.to, 23); hour++)
      for (const minute of past) at.push({ minute: hour * 60 + minute, second: 0 });
    return { times: { at } };
  }
  const offset = past[0];
  if (!range) {
    const first = offset ?? 0;
    const even = step % 60 === 0 ? 1440 % step === 0 : 60 % step === 0 && first < step;
    if (!even) return { ask: "start-or-window", slot: "every" };
    return { times: { first, last: 1439, step } };
  }
  const from = offset === undefined ? range.from : Math.ceil((range.from - offset) / 60) * 60 + offset;
  if (range.to > range.from) return { times: { first: from, last: Math.min(range.to, 1439), step } };
  // over midnight: the same minutes of more than one stretch of hours
  const at: { minute: number; second: number }[] = [];
  // an end on the hour would be a run of its own; 5:45 is the last of the fifth hour
  const isWhole = step % 60 !== 0 && range.to % 60 === 0;
  const last = range.to + 1440 - (isWhole ? 1 : 0);
  for (let minute = from; minute <= last; minute += step) at.push({ minute: minute % 1440, second: 0 });
  return { times: { at: at.toSorted((a, b) => a.minute - b.minute) } };
}
