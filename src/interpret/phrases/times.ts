import type { ClockWords, DayPart } from "../tokens/token.ts";

/** Which clock time a part of the day stands for, in minutes of the day. A host can change each (`morning: "08:00"`). */
export type DayPartTimes = Readonly<Record<Exclude<DayPart, "small-hours"> | "none", number>>;

/** Morning is 09:00, as the product says; the others are what people mean most often. */
export const defaultDayPartTimes: DayPartTimes = {
  morning: 9 * 60,
  afternoon: 15 * 60,
  evening: 18 * 60,
  night: 21 * 60,
  "end-of-day": 17 * 60,
  none: 9 * 60,
};

/** A clock time on a 24-hour clock. */
export interface WallTime {
  /** Minutes since the day began. */
  minute: number;
  second: number;
  /** What was filled in to get there. */
  assumed?: "half" | "approximate";
  named?: "noon" | "midnight";
}

/** Times as they were written, read together: one of them can tell the half of the day of the others. */
export type ReadTimes =
  | { times: WallTime[] }
  /** The one at this index can be in the morning or in the afternoon. */
  | { unclear: number }
  | { conflict: true };

const hour24 = (hour: number, half: "am" | "pm") => (hour % 12) + (half === "pm" ? 12 : 0);

/** The half of the day that a part of the day leaves for an hour of the 12-hour clock. */
export function halfIn(part: DayPart, hour: number): "am" | "pm" {
  if (part === "morning" || part === "small-hours") return "am";
  if (part === "night") return hour === 12 || hour < 5 ? "am" : "pm";
  return "pm";
}

/** Whether the clock time can be called by that part of the day: 20:00 is no morning. */
function fits(part: DayPart, minute: number): boolean {
  const hour = minute / 60;
  if (part === "small-hours") return hour < 7;
  if (part === "morning") return hour < 12.01;
  if (part === "afternoon") return hour >= 11.5 && hour < 21.01;
  if (part === "evening") return hour >= 15.5;
  if (part === "night") return hour >= 17 || hour < 6.5;
  return hour >= 12;
}

/** Whether the clock time is plainly of that part of the day. */
export function isIn(part: DayPart, minute: number): boolean {
  const hour = minute / 60;
  if (part === "small-hours") return hour < 5;
  if (part === "morning") return hour >= 5 && hour < 12;
  if (part === "afternoon") return hour > 12 && hour < 18;
  if (part === "evening") return hour >= 17 && hour < 22;
  return part === "night" && hour >= 20;
}

/** Reads clock times, in the part of the day that was said beside them. */
export function readTimes(said: readonly ClockWords[], part: DayPart | undefined): ReadTimes {
  const words = part === undefined ? inBothHalves(said) : said;
  const is24 = words.some(
    (word) =>
      word.half === undefined && (word.hour > 12 || (word.is24 === true && word.hour > 0 && word.named === undefined)),
  );
  const times: WallTime[] = [];
  for (const [index, word] of words.entries()) {
    const half = word.half ?? (part !== undefined && !word.is24 && !word.named ? halfIn(part, word.hour) : undefined);
    let hour = word.hour % 24;
    let assumed: WallTime["assumed"];
    if (half !== undefined) hour = hour24(word.hour, half);
    else if (!word.is24 && !word.named && !is24) {
      const inherited = inheritedHalf(words, index);
      if (inherited !== undefined) hour = hour24(word.hour, inherited);
      else if (word.hour >= 1 && word.hour <= 6) return { unclear: index };
      assumed = word.hour === 12 ? undefined : "half";
    }
    const time: WallTime = { minute: hour * 60 + word.minute, second: word.second ?? 0 };
    if (part !== undefined && !fits(part, time.minute)) return { conflict: true };
    if (word.approximate) time.assumed = "approximate";
    else if (assumed) time.assumed = assumed;
    if (word.named) time.named = word.named;
    times.push(time);
  }
  return { times: distinct(times) };
}

/** "At 8 and 8": nobody says the same hour twice. */
export function inBothHalves(words: readonly ClockWords[]): readonly ClockWords[] {
  const [one, other, ...more] = words;
  const isBare = one && !one.half && !one.is24 && !one.named && one.hour >= 1 && one.hour <= 12;
  if (!isBare || !other || more.length > 0 || JSON.stringify(one) !== JSON.stringify(other)) return words;
  return [
    { ...one, half: "am" },
    { ...one, half: "pm" },
  ];
}

/** "at 6 and 8pm" are both in the evening, "at 8 and 4pm" are not: the list runs upwards through the day. */
function inheritedHalf(words: readonly ClockWords[], index: number): "am" | "pm" | undefined {
  const word = words[index];
  const next = words.slice(index + 1).find((other) => other.half !== undefined);
  if (!word) return undefined;
  if (next?.half !== undefined) {
    const [first, second] = [(word.hour % 12) * 60 + word.minute, (next.hour % 12) * 60 + next.minute];
    if (next.half === "am") return "am";
    return first < second ? (word.hour >= 7 && word.hour < 12 ? undefined : "pm") : "am";
  }
  const before = words.slice(0, index).findLast((other) => other.half !== undefined);
  if (before?.half === undefined) return undefined;
  const [first, second] = [(before.hour % 12) * 60 + before.minute, (word.hour % 12) * 60 + word.minute];
  if (before.half === "pm") return second > first ? "pm" : undefined;
  return second <= first ? "pm" : undefined;
}

/** "Twice a day" of one time that is sure: the others so far apart that they fill the day. */
export function evenly(n: number, [first, ...more]: readonly ClockWords[] = []): ClockWords[] | undefined {
  if (!first || more.length > 0 || !(first.half ?? first.is24) || 24 % n !== 0) return undefined;
  const { half, ...rest } = first;
  const hour = half === undefined ? first.hour : hour24(first.hour, half);
  return Array.from({ length: n }, (_, step) => ({
    ...rest,
    hour: (hour + (step * 24) / n) % 24,
    is24: true as const,
  }));
}

function distinct(times: WallTime[]): WallTime[] {
  const known = new Map<number, WallTime>();
  for (const time of times) if (!known.has(time.minute)) known.set(time.minute, time);
  return [...known.values()];
}

const minute = (word: ClockWords, half: "am" | "pm" | undefined) =>
  (half === undefined ? word.hour % 24 : hour24(word.hour, half)) * 60 + word.minute;

/** The two ends of a range of hours: "9 to 5" is 09:00 to 17:00, "6 to 14" is the 24-hour clock, "10pm to 6" ends the next day. */
export function readRange(
  from: ClockWords,
  to: ClockWords,
): { from: number; to: number; assumed: boolean } | undefined {
  const is24 = [from, to].some((word) => word.half === undefined && (word.is24 === true || word.hour > 12));
  const isFixed = (word: ClockWords) => word.half !== undefined || word.named !== undefined || is24;
  if (isFixed(from) && isFixed(to)) {
    const end =
      to.hour === 24 || (to.named === "midnight" && from.named !== "midnight") ? 24 * 60 : minute(to, to.half);
    return { from: minute(from, from.half), to: end, assumed: false };
  }
  if (isFixed(to)) {
    // "8 to 5pm" begins in the morning, "2 to 4pm" in the afternoon
    const end = minute(to, to.half);
    const same = minute(from, end >= 720 ? "pm" : "am");
    return {
      from: same < end && !(from.hour >= 7 && from.hour < 12 && end >= 720) ? same : minute(from, "am"),
      to: end,
      assumed: true,
    };
  }
  if (isFixed(from)) {
    const start = minute(from, from.half);
    const same = minute(to, start >= 720 ? "pm" : "am");
    return { from: start, to: same > start ? same : minute(to, start >= 720 ? "am" : "pm"), assumed: true };
  }
  // neither says its half: a working day
  const start = from.hour >= 5 && from.hour < 12 ? minute(from, "am") : minute(from, "pm");
  const end = minute(to, "am") > start ? minute(to, "am") : minute(to, "pm");
  return end > start ? { from: start, to: end, assumed: true } : undefined;
}
