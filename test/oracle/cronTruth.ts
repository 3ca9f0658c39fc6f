/**
 * What a cron expression means, told in the plainest way: ask of every day whether it fits, then list its times. Shares no code
 * with the engine, and reads the expression by itself.
 */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const NAMES: Record<string, string> = {
  "@yearly": "0 0 0 1 1 *",
  "@annually": "0 0 0 1 1 *",
  "@monthly": "0 0 0 1 * *",
  "@weekly": "0 0 0 * * 0",
  "@daily": "0 0 0 * * *",
  "@hourly": "0 0 * * * *",
  "@minutely": "0 * * * * *",
  "@secondly": "* * * * * *",
  "@weekdays": "0 0 0 * * 1-5",
  "@weekends": "0 0 0 * * 0,6",
};

function numbersOf(
  field: string,
  low: number,
  high: number,
  names: readonly string[] = [],
  firstName = 0,
): Set<number> {
  const plain = field.replaceAll(/[a-z]{3}/gi, (name) => String(names.indexOf(name.toLowerCase()) + firstName));
  const values = new Set<number>();
  for (const item of plain.split(",")) {
    const [range = "", step = "1"] = item.split("/");
    const [from, to] = range === "*" || range === "?" ? [low, high] : range.split("-").map(Number);
    const last = to ?? (item.includes("/") ? high : from);
    for (let value = from ?? low; value <= (last ?? high); value += Number(step)) values.add(value);
  }
  return values;
}

/** Whether the day fits, by one item of the day-of-month or day-of-week field. */
type DayTest = (date: Date, lastDay: number) => boolean;

function dayOfMonthTest(item: string): DayTest {
  if (item === "L") return (date, lastDay) => date.getUTCDate() === lastDay;
  if (item.endsWith("W")) {
    return (date, lastDay) => {
      const wanted = item === "LW" ? lastDay : Number(item.slice(0, -1));
      if (wanted > lastDay) return false;
      const distance = (day: number) => Math.abs(day - wanted);
      const weekdays = Array.from({ length: lastDay }, (_, index) => index + 1).filter((day) => {
        const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), day)).getUTCDay();
        return weekday > 0 && weekday < 6;
      });
      return date.getUTCDate() === weekdays.toSorted((a, b) => distance(a) - distance(b))[0];
    };
  }
  const days = numbersOf(item, 1, 31);
  return (date) => days.has(date.getUTCDate());
}

function dayOfWeekTest(item: string): DayTest {
  const [head = "", nth] = item.split("#");
  const isLast = /^(?:[0-7]|[a-z]{3})L$/i.test(head);
  const days = new Set([...numbersOf(isLast ? head.slice(0, -1) : head, 0, 7, WEEKDAYS)].map((day) => day % 7));
  return (date, lastDay) =>
    days.has(date.getUTCDay()) &&
    (nth === undefined || Math.floor((date.getUTCDate() - 1) / 7) + 1 === Number(nth)) &&
    (!isLast || date.getUTCDate() + 7 > lastDay);
}

/** The wall times of an expression in [`fromDay`, `toDay`) (days since 1970), in seconds since 1970 on the wall clock, and their kind. */
export function cronTruth(expression: string, fromDay: number, toDay: number): { walls: number[]; isElapsed: boolean } {
  const text = NAMES[expression] ?? expression;
  const fields = text.split(/\s+/);
  if (fields.length === 5) fields.unshift("0");
  const [second = "", minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = fields;
  const months = numbersOf(month, 1, 12, MONTHS, 1);
  const anyDay = dayOfMonth === "*" || dayOfMonth === "?";
  const anyWeekday = dayOfWeek === "*" || dayOfWeek === "?";
  const byDay = dayOfMonth.split(",").map(dayOfMonthTest);
  const byWeekday = dayOfWeek.split(",").map(dayOfWeekTest);
  const times: number[] = [];
  const [hours, minutes, seconds] = [numbersOf(hour, 0, 23), numbersOf(minute, 0, 59), numbersOf(second, 0, 59)];
  for (let time = 0; time < 86_400; time++) {
    if (hours.has(Math.floor(time / 3600)) && minutes.has(Math.floor(time / 60) % 60) && seconds.has(time % 60))
      times.push(time);
  }
  const walls: number[] = [];
  for (let day = fromDay; day < toDay; day++) {
    const date = new Date(day * 86_400_000);
    if (!months.has(date.getUTCMonth() + 1)) continue;
    const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    const fits = (tests: DayTest[]) => tests.some((test) => test(date, lastDay));
    const isDay = anyDay && anyWeekday ? true : (!anyDay && fits(byDay)) || (!anyWeekday && fits(byWeekday));
    if (isDay) for (const time of times) walls.push(day * 86_400 + time);
  }
  return { walls, isElapsed: /[*?/]/.test(hour) };
}
