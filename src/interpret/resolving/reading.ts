import type { Assumption, UnsupportedCode } from "../../model/interpretation.ts";
import { dateOf, type DayNumber, type LocalSeconds } from "../../occurrences/civil.ts";
import type { Zone } from "../../occurrences/zone.ts";
import type { Days } from "./calendarRule.ts";
import { findDay } from "./days.ts";
import type { Language } from "../language.ts";
import type { AskFacts } from "../messages.ts";
import type { AskCode, DayWords, Said, Saying, Slot } from "../phrases/saying.ts";
import { type DayPartTimes, readTimes, type WallTime } from "../phrases/times.ts";
import type { ClockWords, Unit } from "../tokens/token.ts";

/** What a saying is read against. */
export interface Context {
  now: number;
  /** The account's zone. */
  timezone: string;
  locale: string;
  text: string;
  language: Language;
  dayParts: DayPartTimes;
  /** Whether several times of a day become one schedule where one can hold them. */
  multiTime: "split" | "single";
  minIntervalMs: number;
}

/** A stop on the way from words to a schedule: what is asked, or why it cannot be. */
export type Stop =
  | { ask: AskCode; slot: Slot; facts?: Partial<AskFacts>; choices?: readonly LabelledChange[] }
  | { refuse: UnsupportedCode; slot: Slot; alternatives?: readonly Saying[] };

export interface LabelledChange {
  label: string;
  change: Saying;
}

/** One part of a request on its way: its words, and where and when they are read. */
export interface Reading {
  readonly context: Context;
  readonly said: Said;
  readonly saying: Saying;
  readonly zone: Zone;
  readonly nowLocal: LocalSeconds;
  readonly today: DayNumber;
  assume(code: Assumption["code"], slot: Slot, value: string, why: string): void;
}

export const unitMs: Readonly<Record<Unit, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
  quarter: 91 * 86_400_000,
  year: 365 * 86_400_000,
};

/** The clock times of a reading, with what was assumed told; a default where there is none. */
export function timesOf(reading: Reading, fallback: "default" | "none" = "default"): WallTime[] | Stop {
  const { saying, context } = reading;
  const { messages } = context.language;
  const clock = (minute: number) => messages.time(minute, context.locale);
  if (saying.times) {
    if (saying.times.some((time) => time.impossible)) return { refuse: "impossible-time", slot: "times" };
    const parts = saying.dayparts ?? [];
    if (parts.length > 1) return { ask: "which-times", slot: "times" };
    const read = readTimes(saying.times, parts[0]);
    if ("conflict" in read) return { refuse: "conflict", slot: "times" };
    if ("unclear" in read) return askHalf(reading, saying.times, read.unclear);
    for (const time of read.times) {
      if (time.assumed === "half")
        reading.assume("half-of-day", "times", hhmm(time.minute), messages.why.half(clock(time.minute)));
      if (time.assumed === "approximate")
        reading.assume("time", "times", hhmm(time.minute), messages.why.approximate(clock(time.minute)));
    }
    return read.times;
  }
  if (saying.dayparts) {
    // the small hours are no hour: any of six can be meant
    const named = saying.dayparts.filter((part) => part !== "small-hours");
    if (named.length < saying.dayparts.length) return { ask: "which-time", slot: "dayparts" };
    return named.map((part) => {
      const minute = context.dayParts[part];
      reading.assume("time", "dayparts", hhmm(minute), messages.why.daypart(part, clock(minute)));
      return { minute, second: 0 };
    });
  }
  if (fallback === "none") return [];
  const minute = context.dayParts.none;
  reading.assume("time", "times", hhmm(minute), messages.why.noTime(clock(minute)));
  return [{ minute, second: 0 }];
}

const isOpen = (time: ClockWords) =>
  time.half === undefined && !time.is24 && !time.named && time.hour >= 1 && time.hour <= 6;

/** 5 in the morning or 5 in the afternoon? Both answers are complete. */
function askHalf({ context }: Reading, times: readonly ClockWords[], unclear: number): Stop {
  const { messages } = context.language;
  const hour = times[unclear]?.hour ?? 0;
  const minute = times[unclear]?.minute ?? 0;
  const choices = (["am", "pm"] as const).map((half) => ({
    label: messages.time((hour % 12) * 60 + minute + (half === "pm" ? 720 : 0), context.locale),
    change: { times: times.map((time) => (isOpen(time) ? { ...time, half } : time)) },
  }));
  return { ask: "half-of-day", slot: "times", facts: { hour }, choices };
}

const hhmm = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

export const isoDay = (day: DayNumber) => {
  const { year, month, day: ofMonth } = dateOf(day);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(ofMonth).padStart(2, "0")}`;
};

/** A day that was said, or what is asked or wrong about it. */
export function dayOfWords(
  reading: Reading,
  words: DayWords,
  slot: Slot,
  isOver: (day: DayNumber) => boolean,
  change: (day: DayWords) => Saying,
): { day: DayNumber; last: DayNumber } | Stop {
  const { context, today } = reading;
  const { messages } = context.language;
  if (words.kind === "date" && words.unclear && words.day !== words.month && words.day <= 12) {
    const choices = [words, { ...words, month: words.day, day: words.month }].flatMap((option) => {
      const { unclear: _, ...date } = option;
      const found = findDay(date, today, isOver);
      return "day" in found
        ? [{ label: messages.day(found.day, context.locale), day: found.day, change: change(date) }]
        : [];
    });
    if (choices.length > 1)
      return { ask: "month-or-day-first", slot, facts: { days: choices.map((choice) => choice.day) }, choices };
  }
  const found = findDay(words, today, isOver);
  if ("problem" in found) return { refuse: found.problem, slot };
  if ("unclear" in found) return { ask: found.unclear, slot };
  if ("either" in found) {
    const choices = found.either.map((day) => {
      const { year, month, day: ofMonth } = dateOf(day);
      return { label: messages.day(day, context.locale), change: change({ kind: "date", year, month, day: ofMonth }) };
    });
    return { ask: found.about, slot, facts: { days: found.either }, choices };
  }
  if (found.yearAssumed && dateOf(found.day).year > dateOf(today).year) {
    reading.assume("date", slot, isoDay(found.day), messages.why.date(messages.day(found.day, context.locale)));
  }
  return { day: found.day, last: found.last ?? found.day };
}

/** The days of a calendar rule, as they were settled. */
export function daysOf(saying: Saying): Days {
  const every = saying.every ?? { unit: "week" as const, n: 1 };
  const more: Pick<Days, "months" | "exceptWeekdays"> = {};
  let months = saying.months;
  if (saying.exceptMonths) {
    const out = saying.exceptMonths;
    months = (months ?? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).filter((month) => !out.includes(month));
  }
  if (months) more.months = months;
  if (saying.exceptWeekdays) more.exceptWeekdays = saying.exceptWeekdays;
  if (saying.monthDays)
    return { unit: "month", n: every.unit === "month" ? every.n : 1, monthDays: saying.monthDays, ...more };
  if (saying.nthWeekdays)
    return { unit: "month", n: every.unit === "month" ? every.n : 1, nthWeekdays: saying.nthWeekdays, ...more };
  if (saying.businessDays)
    return { unit: "month", n: every.unit === "month" ? every.n : 1, businessDays: saying.businessDays, ...more };
  if (saying.weekdays && every.unit !== "month")
    return { unit: "week", n: every.unit === "week" ? every.n : 1, weekdays: saying.weekdays, ...more };
  return { unit: "day", n: every.unit === "day" ? every.n : 1, ...more };
}
