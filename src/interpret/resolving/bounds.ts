import type { Schedule } from "../../model/schedule.ts";
import { type LocalSeconds, SECONDS_PER_DAY } from "../../occurrences/civil.ts";
import { instantOf } from "../../occurrences/zone.ts";
import type { Days } from "./calendarRule.ts";
import { addPeriods } from "./days.ts";
import { dayOfWords, type Reading, type Stop, unitMs } from "./reading.ts";
import type { PointWords, Saying } from "../phrases/saying.ts";
import { readTimes } from "../phrases/times.ts";
import { isClockUnit, type Unit } from "../tokens/token.ts";

export interface Bounds {
  bounds: Pick<Schedule, "from" | "until" | "maxOccurrences">;
  /** The wall time from which on it may occur, where a start was said. */
  fromLocal?: LocalSeconds;
}

/** Where a rule starts and ends, as it was said. `days` is missing for an interval, whose length is `everyMs`. */
export function boundsOf(reading: Reading, days: Days | undefined, everyMs?: number): Bounds | Stop {
  const { saying, context, zone } = reading;
  const result: Bounds = { bounds: {} };
  if (saying.from) {
    const from = pointOf(reading, saying.from, "from");
    if (typeof from !== "number") return from;
    // "from 1 June to 30 June", said in the middle of June: it began already
    if (from > reading.nowLocal) {
      result.fromLocal = from;
      result.bounds.from = new Date(instantOf(from, zone));
    }
  }
  if (saying.until) {
    const until = pointOf(reading, saying.until, "until");
    if (typeof until !== "number") return until;
    if (until <= reading.nowLocal) return { refuse: "past", slot: "until" };
    if (result.fromLocal !== undefined && until < result.fromLocal) {
      if (result.fromLocal - until > 370 * SECONDS_PER_DAY) return { refuse: "conflict", slot: "until" };
      delete result.fromLocal;
      delete result.bounds.from;
    }
    result.bounds.until = new Date(instantOf(until, zone));
    if (saying.until.day?.kind === "month") {
      const { messages } = context.language;
      const last = Math.floor(until / SECONDS_PER_DAY);
      reading.assume(
        "end",
        "until",
        new Date(last * 86_400_000).toISOString().slice(0, 10),
        messages.why.end(messages.day(last, context.locale)),
      );
    }
  }
  if (saying.count !== undefined) {
    if (saying.count < 1 || !Number.isInteger(saying.count)) return { refuse: "conflict", slot: "count" };
    result.bounds.maxOccurrences = saying.count;
  }
  if (saying.lasting) {
    const { n, unit } = saying.lasting;
    const count =
      everyMs === undefined ? days && countIn(days, saying, n, unit) : Math.floor((n * unitMs[unit]) / everyMs);
    if (count !== undefined && count < 2 && n > 1 && saying.weekdays) return { ask: "how-often", slot: "lasting" };
    if (count !== undefined && !(everyMs !== undefined && (unit === "month" || unit === "year"))) {
      if (count < 1) return { refuse: "conflict", slot: "lasting" };
      result.bounds.maxOccurrences = count;
    } else if (isClockUnit(unit)) {
      result.bounds.until = new Date(context.now + n * unitMs[unit]);
    } else {
      const start = result.fromLocal === undefined ? reading.today : Math.floor(result.fromLocal / SECONDS_PER_DAY);
      const end =
        addPeriods(start, n, unit) * SECONDS_PER_DAY - (result.fromLocal === undefined ? -SECONDS_PER_DAY + 1 : 1);
      result.bounds.until = new Date(instantOf(end, zone));
    }
  }
  return result;
}

/** How many occurrences so many days, weeks or months hold, where that is the same whenever it starts. */
function countIn(days: Days, saying: Saying, n: number, unit: Unit): number | undefined {
  if (days.months || saying.exceptDays || saying.minutesPast || saying.window) return undefined;
  const except = days.exceptWeekdays?.length ?? 0;
  if (days.unit === "day") {
    if (days.n > 1)
      return unit === "day" ? Math.ceil(n / days.n) : unit === "week" ? Math.ceil((n * 7) / days.n) : undefined;
    if (unit === "day") return n;
    return unit === "week" ? n * (7 - except) : undefined;
  }
  if (days.unit === "week") {
    const perWeek = days.weekdays.filter((day) => !days.exceptWeekdays?.includes(day)).length;
    if (unit === "week") return days.n === 1 ? n * perWeek : Math.ceil(n / days.n) * perWeek;
    return unit === "day" && perWeek > 1 ? n : undefined;
  }
  if (except > 0 || variesByMonth(days)) return undefined;
  const perMonth =
    "monthDays" in days
      ? days.monthDays.length
      : "nthWeekdays" in days
        ? days.nthWeekdays.length
        : days.businessDays.length;
  if (unit === "month") return Math.ceil(n / days.n) * perMonth;
  return unit === "year" && days.n === 1 ? n * 12 * perMonth : undefined;
}

/** Whether some months have more of these days than others: the 31st, each Monday, the fifth one. */
function variesByMonth(days: Extract<Days, { unit: "month" }>): boolean {
  if ("monthDays" in days) return days.monthDays.some((day) => Math.abs(day) > 28);
  return "nthWeekdays" in days && days.nthWeekdays.some(({ nth }) => nth === 0 || Math.abs(nth) > 4);
}

/** The wall time of a bound: a start is the first moment of its day, an end the last one. */
export function pointOf(reading: Reading, point: PointWords, slot: "from" | "until"): LocalSeconds | Stop {
  const { context, nowLocal, today } = reading;
  if (point.afterMs !== undefined) return nowLocal + Math.round(point.afterMs / 1000);
  let second: number | undefined;
  if (point.time) {
    if (point.time.impossible) return { refuse: "impossible-time", slot };
    const read = readTimes([point.time], point.daypart);
    if (!("times" in read))
      return "unclear" in read ? askHalfOfPoint(reading, point, slot) : { refuse: "conflict", slot };
    const [time] = read.times;
    if (time) second = time.minute * 60 + time.second;
  } else if (point.daypart === "small-hours") return { ask: "which-time", slot };
  else if (point.daypart) second = context.dayParts[point.daypart] * 60;
  if (!point.day) {
    if (second === undefined) return nowLocal;
    const at = today * SECONDS_PER_DAY + second;
    return at > nowLocal ? at : at + SECONDS_PER_DAY;
  }
  const change = (day: PointWords["day"]): Saying => ({ [slot]: { ...point, day } });
  const isOver = (day: number) => slot === "from" && second !== undefined && day * SECONDS_PER_DAY + second <= nowLocal;
  const found = dayOfWords(reading, point.day, slot, isOver, change);
  if (!("day" in found)) return found;
  if (second !== undefined) return found.day * SECONDS_PER_DAY + second;
  if (slot === "from") return found.day * SECONDS_PER_DAY;
  const isWhole = found.last !== found.day;
  const inclusive = point.inclusive ?? !isWhole;
  return inclusive ? (found.last + 1) * SECONDS_PER_DAY - 1 : found.day * SECONDS_PER_DAY - 1;
}

function askHalfOfPoint({ context }: Reading, point: PointWords, slot: "from" | "until"): Stop {
  const time = point.time;
  if (!time) return { refuse: "conflict", slot };
  const choices = (["am", "pm"] as const).map((half) => ({
    label: context.language.messages.time(
      (time.hour % 12) * 60 + time.minute + (half === "pm" ? 720 : 0),
      context.locale,
    ),
    change: { [slot]: { ...point, time: { ...time, half } } },
  }));
  return { ask: "half-of-day", slot, facts: { hour: time.hour }, choices };
}
