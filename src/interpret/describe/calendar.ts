/** An ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Days that are counted within a month and named together with it. Negative numbers count from the end: -1 is the last. */
export type MonthlyDays =
  | { kind: "month-days"; days: readonly number[] }
  /** A day of the month, or the last one where the month is shorter. */
  | { kind: "month-day-clamped"; day: number }
  /** The second Tuesday; the last Friday. */
  | { kind: "nth-weekday"; each: readonly { nth: number; weekday: Weekday }[] }
  /** The nth of all days of the month that are one of these weekdays: the last working day. */
  | { kind: "nth-of-weekdays"; nth: readonly number[]; weekdays: readonly Weekday[] }
  /** The weekday (Monday to Friday) nearest to a day of the month; a negative one counts from its end. */
  | { kind: "nearest-weekday"; days: readonly number[] };

/** Which days a rule takes, said the way a person says it. */
export type Days =
  | MonthlyDays
  | { kind: "every-day" }
  | { kind: "weekdays"; weekdays: readonly Weekday[] }
  /** Days of the month, but only where they are one of these weekdays: Friday the 13th. */
  | { kind: "both"; days: readonly number[]; weekdays: readonly Weekday[] }
  | { kind: "year-days"; days: readonly number[] }
  | { kind: "weeks-of-year"; weeks: readonly number[]; weekdays: readonly Weekday[] }
  /** What only one of the others has to take. */
  | { kind: "either"; of: readonly Days[] };

/** A clock time in seconds since midnight. */
export type ClockTime = number;

/** When in the day. */
export type Clock =
  | { kind: "times"; times: readonly ClockTime[] }
  /** Every so many seconds, from the first to the last time of the day, both included; round the clock where they close the circle. */
  | { kind: "steps"; everySeconds: number; first: ClockTime; last: ClockTime; roundTheClock: boolean }
  /** These seconds of these minutes of these hours, where nothing simpler holds. */
  | { kind: "fields"; seconds: readonly number[]; minutes: readonly number[]; hours: readonly number[] };

/** A rule in wall time, as far as a sentence has to tell about it. */
export interface Calendar {
  clock: Clock;
  days: Days;
  /** Every how many of these the days are taken: every 2 weeks. */
  every: { count: number; unit: "day" | "week" | "month" | "year" };
  /** The months it keeps to, 1 to 12; absent where it takes them all. */
  months?: readonly number[];
  /** Days of each month that it leaves out all the same. */
  but?: MonthlyDays;
}

const dayS = 86_400;
const listedTimes = 4;

/** The simplest way to say which times of the day these fields take. */
export function clockOf(seconds: readonly number[], minutes: readonly number[], hours: readonly number[]): Clock {
  const count = seconds.length * minutes.length * hours.length;
  const times = hours.flatMap((hour) =>
    minutes.flatMap((minute) => seconds.map((second) => hour * 3600 + minute * 60 + second)),
  );
  if (count <= listedTimes || minutes.length * seconds.length === 1) return stepsOrTimes(times);
  return (
    stepsOf(times) ??
    (count <= 2 * listedTimes ? { kind: "times", times } : { kind: "fields", seconds, minutes, hours })
  );
}

/** The simplest way to say a list of times of the day, in order. */
export function stepsOrTimes(times: readonly ClockTime[]): Clock {
  return (times.length > listedTimes ? stepsOf(times) : undefined) ?? { kind: "times", times };
}

/** Times at equal distances; those of a night, from 22:00 to 6:00, begin in the evening. */
function stepsOf(times: readonly ClockTime[]): Clock | undefined {
  const steps = evenSteps(times);
  if (steps) return steps;
  const gaps = times.map((time, index) => time - (times[index - 1] ?? time));
  const evening = gaps.indexOf(Math.max(...gaps));
  const night = evenSteps([...times.slice(evening), ...times.slice(0, evening).map((time) => time + dayS)]);
  return night && { ...night, last: night.last % dayS };
}

function evenSteps(times: readonly ClockTime[]): Extract<Clock, { kind: "steps" }> | undefined {
  const [first = 0, second = 0] = times;
  const everySeconds = second - first;
  if (times.some((time, index) => time !== first + index * everySeconds)) return undefined;
  const last = times.at(-1) ?? first;
  const roundTheClock = first + dayS - last === everySeconds;
  return { kind: "steps", everySeconds, first, last, roundTheClock };
}

/** Whether these numbers are one run without a hole, long enough to be said as "from … to …". */
export function isRun(numbers: readonly number[], atLeast = 3): boolean {
  return numbers.length >= atLeast && numbers.every((number, index) => number === (numbers[0] ?? 0) + index);
}

/** The edge of the calendar quarter that these days of these months lie at, if they do. */
export function quarterEdge(days: MonthlyDays, months: readonly number[] | undefined): "first" | "last" | undefined {
  const edge = ({ "1,4,7,10": "first", "3,6,9,12": "last" } as const)[months?.join() ?? ""];
  const sign = edge === "first" ? 1 : -1;
  if (days.kind === "month-days") return days.days.join() === String(sign) ? edge : undefined;
  const counted =
    days.kind === "nth-weekday" ? days.each.map(({ nth }) => nth) : days.kind === "nth-of-weekdays" ? days.nth : [];
  return counted.length > 0 && counted.every((nth) => Math.sign(nth) === sign) ? edge : undefined;
}

/** The one date of the year that the days are, such as January 2. */
export function yearlyDate(
  days: MonthlyDays,
  months: readonly number[] | undefined,
): { month: number; day: number } | undefined {
  const [month, ...moreMonths] = months ?? [];
  const [day, ...moreDays] = days.kind === "month-days" ? days.days : [];
  if (month === undefined || day === undefined || day < 0 || moreMonths.length > 0 || moreDays.length > 0)
    return undefined;
  return { month, day };
}

/** Whether these days are named together with their month. */
export function isMonthly(days: Days): days is MonthlyDays {
  return /^(month-|nth-|nearest-)/.test(days.kind);
}

/** The months that a rule leaves out, where it is shorter to say those. */
export function monthsLeftOut(months: readonly number[]): number[] | undefined {
  const left = Array.from({ length: 12 }, (_, index) => index + 1).filter((month) => !months.includes(month));
  return left.length <= 2 ? left : undefined;
}

/** Whether months are said by those that are missing. */
export function leavesOut(months: readonly number[] | undefined): boolean {
  return months !== undefined && monthsLeftOut(months) !== undefined;
}

const ms = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 };

/**
 * Elapsed time in the units a person would name: 90 minutes, 2 hours and 30 minutes, 24 hours.
 *
 * One day is 24 hours here, so that it is not taken for a day of the calendar, which clock changes lengthen and shorten.
 */
export function unitsOf(durationMs: number): { count: number; unit: keyof typeof ms }[] {
  const whole = (unit: keyof typeof ms) => durationMs % ms[unit] === 0;
  if (whole("day") && durationMs > ms.day) return [{ count: durationMs / ms.day, unit: "day" }];
  if (whole("hour")) return [{ count: durationMs / ms.hour, unit: "hour" }];
  if (whole("minute") && durationMs > 90 * ms.minute) {
    const count = Math.floor(durationMs / ms.hour);
    return [
      { count, unit: "hour" },
      { count: (durationMs - count * ms.hour) / ms.minute, unit: "minute" },
    ];
  }
  return whole("minute")
    ? [{ count: durationMs / ms.minute, unit: "minute" }]
    : [{ count: durationMs / ms.second, unit: "second" }];
}

/** Numbers in words, three or more in a row as a range. */
export function runsOf(numbers: readonly number[], inWords: (number: number) => string, through: string): string[] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs.flatMap((run) =>
    run.length < 3 ? run.map(inWords) : [`${inWords(run[0] ?? 0)} ${through} ${inWords(run.at(-1) ?? 0)}`],
  );
}
