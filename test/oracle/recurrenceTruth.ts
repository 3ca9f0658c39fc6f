/**
 * What an RFC 5545 recurrence rule means, told by the table of section 3.3.10: each period is expanded part by part, then limited,
 * then the positions are chosen. Shares no code with the engine, which asks of each day whether every part agrees to it.
 */

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const DAY = 86_400;
const STEPS: Record<string, number> = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };

const utc = (seconds: number) => new Date(seconds * 1000);
const at = (year: number, month: number, day: number) => Date.UTC(year, month - 1, day) / 1000;
const range = (from: number, to: number, step = 1) =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);

export function recurrenceTruth(
  rule: string,
  start: string,
  untilDay: number,
): { walls: number[]; isElapsed: boolean } {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const numbers = (name: string) => parts.get(name)?.split(",").map(Number);
  const frequency = parts.get("FREQ") ?? "";
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const first = Date.parse(`${start}Z`) / 1000;
  const end = untilDay * DAY;
  const weekStart = WEEKDAYS.indexOf(parts.get("WKST") ?? "MO");
  const positions = numbers("BYSETPOS");
  const limit = Number(parts.get("COUNT") ?? Infinity);
  const step = STEPS[frequency];
  const walls: number[] = [];
  for (const period of periods(frequency, interval, first, end, weekStart)) {
    const days = step === undefined ? daysOf(period) : [Math.floor(period.from / DAY) * DAY].filter(isDayAllowed);
    const all = days.flatMap((day) => timesOf(period.from).map((time) => day + time));
    const inOrder = [...new Set(all)].toSorted((a, b) => a - b);
    const chosen =
      positions === undefined
        ? inOrder
        : inOrder.filter((_, i) => positions.includes(i + 1) || positions.includes(i - inOrder.length));
    for (const wall of chosen) if (wall >= first && walls.length < limit) walls.push(wall);
    if (walls.length >= limit) break;
  }
  return { walls: walls.filter((wall) => wall < end), isElapsed: step !== undefined };

  function daysOf({ from, to }: Period): number[] {
    const startDay = Math.floor(first / DAY) * DAY;
    const { year, month } = { year: utc(from).getUTCFullYear(), month: utc(from).getUTCMonth() + 1 };
    const byMonth = numbers("BYMONTH");
    const byMonthDay = numbers("BYMONTHDAY");
    const byYearDay = numbers("BYYEARDAY");
    const byWeekNo = numbers("BYWEEKNO");
    const byDay = parts.get("BYDAY")?.split(",");
    const inMonths = (day: number) => byMonth === undefined || byMonth.includes(utc(day).getUTCMonth() + 1);
    if (frequency === "DAILY") return [from].filter(isDayAllowed);
    if (frequency === "WEEKLY") {
      const week = range(from, to, DAY).filter(inMonths);
      const named = byDay ?? [WEEKDAYS[utc(first).getUTCDay()]];
      return week.filter((day) => named.includes(WEEKDAYS[utc(day).getUTCDay()]));
    }
    const months =
      frequency === "MONTHLY" ? [month].filter((value) => byMonth?.includes(value) ?? true) : (byMonth ?? range(1, 13));
    let days: number[] | undefined;
    const meet = (found: number[]) => (days = days === undefined ? found : days.filter((day) => found.includes(day)));
    if (frequency === "YEARLY" && byWeekNo !== undefined)
      meet(range(from, to, DAY).filter((day) => isInWeek(day, byWeekNo)));
    if (byYearDay !== undefined) {
      const size = (to - from) / DAY;
      meet(byYearDay.filter((n) => Math.abs(n) <= size).map((n) => (n > 0 ? from + (n - 1) * DAY : to + n * DAY)));
    }
    if (byMonthDay !== undefined) {
      meet(
        months.flatMap((value) => {
          const size = utc(at(year, value + 1, 0)).getUTCDate();
          return byMonthDay.filter((n) => Math.abs(n) <= size).map((n) => at(year, value, n > 0 ? n : size + 1 + n));
        }),
      );
    }
    if (byDay !== undefined) {
      const spans =
        frequency === "MONTHLY" || byMonth !== undefined
          ? months.map((value) => [at(year, value, 1), at(year, value + 1, 1)] as const)
          : [[from, to] as const];
      meet(spans.flatMap(([low, high]) => byDay.flatMap((item) => weekdaysIn(low, high, item))));
    }
    if (days === undefined) {
      const { day, month: startMonth } = { day: utc(first).getUTCDate(), month: utc(first).getUTCMonth() + 1 };
      const chosen = frequency === "YEARLY" && byMonth === undefined ? [startMonth] : months;
      return chosen
        .filter((value) => utc(at(year, value + 1, 0)).getUTCDate() >= day)
        .map((value) => at(year, value, day));
    }
    const onlyWeeks =
      byWeekNo !== undefined && byDay === undefined && byMonthDay === undefined && byYearDay === undefined;
    return days.filter((day) => inMonths(day) && (!onlyWeeks || utc(day).getUTCDay() === utc(startDay).getUTCDay()));
  }

  function isDayAllowed(day: number): boolean {
    const date = utc(day);
    const [monthDay, month, year] = [date.getUTCDate(), date.getUTCMonth() + 1, date.getUTCFullYear()];
    const size = utc(at(year, month + 1, 0)).getUTCDate();
    const yearDay = (day - at(year, 1, 1)) / DAY + 1;
    const yearSize = (at(year + 1, 1, 1) - at(year, 1, 1)) / DAY;
    const has = (list: number[] | undefined, place: number, length: number) =>
      list === undefined || list.includes(place) || list.includes(place - length - 1);
    return (
      has(numbers("BYMONTH"), month, 1000) &&
      has(numbers("BYMONTHDAY"), monthDay, size) &&
      has(numbers("BYYEARDAY"), yearDay, yearSize) &&
      (parts.get("BYDAY")?.split(",").includes(WEEKDAYS[date.getUTCDay()]!) ?? true)
    );
  }

  function timesOf(from: number): number[] {
    const [hour, minute, second] = [Math.floor(from / 3600) % 24, Math.floor(from / 60) % 60, from % 60];
    const [startHour, startMinute, startSecond] = [
      Math.floor(first / 3600) % 24,
      Math.floor(first / 60) % 60,
      first % 60,
    ];
    const limited = (name: string, value: number) => ((numbers(name)?.includes(value) ?? true) ? [value] : []);
    const isIn = (...names: string[]) => names.includes(frequency);
    const hours = isIn("HOURLY", "MINUTELY", "SECONDLY") ? limited("BYHOUR", hour) : (numbers("BYHOUR") ?? [startHour]);
    const minutes = isIn("MINUTELY", "SECONDLY") ? limited("BYMINUTE", minute) : (numbers("BYMINUTE") ?? [startMinute]);
    const seconds = isIn("SECONDLY") ? limited("BYSECOND", second) : (numbers("BYSECOND") ?? [startSecond]);
    return hours.flatMap((h) => minutes.flatMap((m) => seconds.map((s) => h * 3600 + m * 60 + s)));
  }

  function isInWeek(day: number, weeks: number[]): boolean {
    // The first week of a year is the one that holds 4 January.
    const firstWeek = (year: number) => weekOf(at(year, 1, 4), weekStart);
    let year = utc(day).getUTCFullYear() + 1;
    while (firstWeek(year) > day) year--;
    const number = Math.floor((day - firstWeek(year)) / (7 * DAY)) + 1;
    const size = Math.round((firstWeek(year + 1) - firstWeek(year)) / (7 * DAY));
    return weeks.includes(number) || weeks.includes(number - size - 1);
  }
}

interface Period {
  from: number;
  to: number;
}

function* periods(
  frequency: string,
  interval: number,
  first: number,
  end: number,
  weekStart: number,
): Generator<Period> {
  const start = utc(first);
  for (let n = 0; ; n++) {
    let [from, to] = [0, 0];
    if (frequency === "YEARLY") {
      const year = start.getUTCFullYear() + n * interval;
      [from, to] = [at(year, 1, 1), at(year + 1, 1, 1)];
    } else if (frequency === "MONTHLY") {
      const month = start.getUTCMonth() + 1 + n * interval;
      [from, to] = [at(start.getUTCFullYear(), month, 1), at(start.getUTCFullYear(), month + 1, 1)];
    } else {
      const unit = { WEEKLY: 7 * DAY, DAILY: DAY, ...STEPS }[frequency] ?? DAY;
      const origin = frequency === "WEEKLY" ? weekOf(first, weekStart) : Math.floor(first / unit) * unit;
      [from, to] = [origin + n * interval * unit, origin + n * interval * unit + unit];
    }
    if (from >= end) return;
    yield { from, to };
  }
}

function weekOf(seconds: number, weekStart: number): number {
  const day = Math.floor(seconds / DAY) * DAY;
  return day - ((utc(day).getUTCDay() - weekStart + 7) % 7) * DAY;
}

function weekdaysIn(low: number, high: number, item: string): number[] {
  const weekday = WEEKDAYS.indexOf(item.slice(-2));
  const days = range(low, high, DAY).filter((day) => utc(day).getUTCDay() === weekday);
  const nth = Number(item.slice(0, -2));
  if (nth === 0) return days;
  const day = days.at(nth > 0 ? nth - 1 : nth);
  return day === undefined || (nth > 0 && nth > days.length) || (nth < 0 && -nth > days.length) ? [] : [day];
}
