/**
 * Expands the rule notation of the corpora by brute force: every local day is looked at, every match is turned into an instant by Temporal.
 * It shares no code with the library, so that a truth is never the library's own opinion.
 */
import { Temporal } from "temporal-polyfill";

export interface Setting {
  readonly now: string;
  readonly timezone: string;
}

type Clock = { readonly hour: number; readonly minute: number };
type Options = ReadonlyMap<string, string>;
/** Tells for a local day whether the rule has a run on it. */
type DayTest = (day: Temporal.PlainDate) => boolean;

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const farthestDays = 366 * 41;
const minuteMs = 60_000;
const unitMs: Readonly<Record<string, number>> = {
  m: minuteMs,
  h: 60 * minuteMs,
  d: 1440 * minuteMs,
  w: 7 * 1440 * minuteMs,
};

/** The first instants (at most `limit`) of a rule strictly after `now`; a shorter list means that the series ends. */
export function expand(rule: string, setting: Setting, limit = 5): string[] {
  const [head = "", ...pairs] = rule.split(" ");
  const options: Options = new Map(
    pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );
  const timezone = options.get("tz") ?? setting.timezone;
  const now = Temporal.Instant.from(setting.now).toZonedDateTimeISO(timezone);
  const count = Math.min(limit, Number(options.get("count") ?? limit));
  const bounds = {
    first: boundOf(options.get("from"), now, "from"),
    last: boundOf(options.get("until"), now, "until"),
  };
  if (head.startsWith("I:")) return expandInterval(head, now, bounds.last, count);
  const runs: string[] = [];
  const days = head.startsWith("G:") ? gridOf(head) : calendarOf(head, now, bounds.first);
  let day = now.toPlainDate();
  for (let step = 0; step < farthestDays && runs.length < count; step++, day = day.add({ days: 1 })) {
    if (!days.runsOn(day) || !isAllowed(options.get("months"), day.month)) continue;
    if (!isAllowed(options.get("weekdays"), day.dayOfWeek)) continue;
    for (const clock of days.clocks) {
      const wall = day.toPlainDateTime(clock);
      const zoned = wall.toZonedDateTime(timezone);
      if (options.get("gap") === "skip" && !zoned.toPlainDateTime().equals(wall)) continue;
      if (Temporal.ZonedDateTime.compare(zoned, now) <= 0) continue;
      if (bounds.first && Temporal.PlainDateTime.compare(wall, bounds.first) < 0) continue;
      if (bounds.last && Temporal.PlainDateTime.compare(wall, bounds.last) > 0) return runs;
      const at = zoned.toInstant().toString();
      if (runs.length < count && !runs.includes(at)) runs.push(at);
    }
  }
  return runs;
}

function expandInterval(
  head: string,
  now: Temporal.ZonedDateTime,
  last: Temporal.PlainDateTime | undefined,
  count: number,
): string[] {
  const [length = "", anchor] = head.slice(2).split("^");
  const everyMs = Number.parseInt(length, 10) * (unitMs[length.at(-1) ?? ""] ?? Number.NaN);
  if (!(everyMs > 0)) throw new RangeError(`no interval: ${head}`);
  const start = anchor === undefined ? now : nextClock(clockOf(anchor), now);
  const runs: string[] = [];
  for (let step = anchor === undefined ? 1 : 0; runs.length < count; step++) {
    const run = start.add({ milliseconds: everyMs * step });
    if (last && Temporal.PlainDateTime.compare(run.toPlainDateTime(), last) > 0) break;
    runs.push(run.toInstant().toString());
  }
  return runs;
}

/** `G:09:00-17:00/60;1-5`: a grid of clock times on days of the week; a window may pass midnight. */
function gridOf(head: string): { clocks: Clock[]; runsOn: DayTest } {
  const match = /^G:(\d\d:\d\d)-(\d\d:\d\d)\/(\d+);(.+)$/.exec(head);
  if (!match) throw new RangeError(`no grid: ${head}`);
  const from = minutesOf(clockOf(match[1] ?? ""));
  const to = minutesOf(clockOf(match[2] ?? ""));
  const days = numbersOf(match[4] ?? "");
  const clocks: Clock[] = [];
  for (let minute = from; minute <= (to < from ? to + 1440 : to); minute += Number(match[3])) {
    clocks.push({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 });
  }
  clocks.sort((a, b) => minutesOf(a) - minutesOf(b));
  return { clocks, runsOn: (day) => days.includes(day.dayOfWeek) };
}

function calendarOf(
  head: string,
  now: Temporal.ZonedDateTime,
  first: Temporal.PlainDateTime | undefined,
): { clocks: Clock[]; runsOn: DayTest } {
  const match = /^(D|W|MC|M|N|BD|Y)(?:\/(\d+))?([~^]?)(?:\[([\d,]+)\])?([~^]?)(?::([^@]+))?@(\d\d:\d\d)$/.exec(head);
  if (!match) throw new RangeError(`no rule: ${head}`);
  const kind = match[1] ?? "";
  const every = Number(match[2] ?? 1);
  const shift = match[3] || match[5] || "";
  const months = match[4] === undefined ? undefined : numbersOf(match[4]);
  const clock = clockOf(match[7] ?? "");
  const today = now.toPlainDate();
  const plain = dayTestOf(kind, match[6] ?? "", today);
  const inMonth: DayTest = (day) => (months === undefined || months.includes(day.month)) && plain(day);
  if (every === 1) return { clocks: [clock], runsOn: inMonth };
  const periodOf = periodCounter(kind, today);
  const base = shift === "^" ? today : firstDay(inMonth, clock, now, first);
  const offset = shift === "~" ? 1 : 0;
  return {
    clocks: [clock],
    runsOn: (day) => {
      const passed = periodOf(day) - periodOf(base) - offset;
      return passed >= 0 && passed % every === 0 && inMonth(day);
    },
  };
}

function dayTestOf(kind: string, days: string, today: Temporal.PlainDate): DayTest {
  if (kind === "D") return () => true;
  if (kind === "W") {
    const wanted = days === "T" ? [today.dayOfWeek] : numbersOf(days);
    return (day) => wanted.includes(day.dayOfWeek);
  }
  if (kind === "M" || kind === "MC") {
    const wanted = days === "T" ? [today.day] : numbersOf(days);
    return (day) =>
      wanted.some((number) => {
        if (number < 0) return day.day === day.daysInMonth + number + 1;
        return day.day === (kind === "MC" ? Math.min(number, day.daysInMonth) : number);
      });
  }
  if (kind === "Y") {
    const wanted = days === "T" ? [`${today.month}-${today.day}`] : days.split(",");
    return (day) => wanted.includes(`${day.month}-${day.day}`);
  }
  if (kind === "BD") {
    const wanted = numbersOf(days);
    return (day) => wanted.some((number) => isBusinessDay(day, number));
  }
  const wanted = days.split(",").map((word) => /^(-?\d)(\w\w)$/.exec(word) ?? [word]);
  return (day) =>
    wanted.some(([, nth, name]) => {
      if (day.dayOfWeek !== weekdays.indexOf(name ?? "") + 1) return false;
      const number = Number(nth);
      if (number > 0) return Math.ceil(day.day / 7) === number;
      return Math.ceil((day.daysInMonth - day.day + 1) / 7) === -number;
    });
}

/** Whether `day` is the nth day from Monday to Friday of its month, counted from the end if `nth` is negative. */
function isBusinessDay(day: Temporal.PlainDate, nth: number): boolean {
  if (day.dayOfWeek > 5) return false;
  const [from, to] = nth > 0 ? [1, day.day] : [day.day, day.daysInMonth];
  let count = 0;
  for (let number = from; number <= to; number++) if (day.with({ day: number }).dayOfWeek <= 5) count++;
  return count === Math.abs(nth);
}

/** Numbers the periods (days, weeks from Monday, months, years) so that every nth can be told. */
function periodCounter(kind: string, today: Temporal.PlainDate): (day: Temporal.PlainDate) => number {
  if (kind === "D") return (day) => today.until(day).days;
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  if (kind === "W") return (day) => Math.floor(monday.until(day).days / 7);
  return kind === "Y" ? (day) => day.year : (day) => day.year * 12 + day.month;
}

function firstDay(
  runsOn: DayTest,
  clock: Clock,
  now: Temporal.ZonedDateTime,
  first: Temporal.PlainDateTime | undefined,
): Temporal.PlainDate {
  let day = now.toPlainDate();
  for (let step = 0; step < farthestDays; step++, day = day.add({ days: 1 })) {
    const wall = day.toPlainDateTime(clock);
    const isAhead = Temporal.ZonedDateTime.compare(wall.toZonedDateTime(now.timeZoneId), now) > 0;
    if (isAhead && runsOn(day) && (!first || Temporal.PlainDateTime.compare(wall, first) >= 0)) return day;
  }
  throw new RangeError("the rule never runs");
}

function boundOf(
  word: string | undefined,
  now: Temporal.ZonedDateTime,
  side: "from" | "until",
): Temporal.PlainDateTime | undefined {
  if (word === undefined) return undefined;
  const [date = "", time] = word.split(/T(?=\d\d:)/);
  const edge = side === "from" ? { hour: 0 } : { hour: 23, minute: 59, second: 59 };
  return dateOf(date, now.toPlainDate(), side).toPlainDateTime(time === undefined ? edge : clockOf(time));
}

function dateOf(word: string, today: Temporal.PlainDate, side: "from" | "until"): Temporal.PlainDate {
  if (word === "") return today;
  if (word === "nextmonth") return today.with({ day: 1 }).add({ months: 1 });
  if (word === "nextweek") return today.add({ days: 8 - today.dayOfWeek });
  if (word === "eow") return today.add({ days: 7 - today.dayOfWeek });
  if (word === "eom") return today.with({ day: today.daysInMonth });
  if (word === "eoy") return today.with({ month: 12, day: 31 });
  if (/^\+\d+d$/.test(word)) return today.add({ days: Number.parseInt(word, 10) });
  if (word.startsWith("--")) {
    const day = Temporal.PlainDate.from(`${today.year}-${word.slice(2)}`);
    return Temporal.PlainDate.compare(day, today) < 0 ? day.add({ years: 1 }) : day;
  }
  const weekday = weekdays.indexOf(word) + 1;
  if (weekday === 0) return Temporal.PlainDate.from(word);
  const ahead = (weekday - today.dayOfWeek + 7) % 7;
  return today.add({ days: ahead === 0 && side === "from" ? 7 : ahead });
}

/**
 * The instant of a one-off: `+90m` (elapsed), `@18:00` (the next such time), `+1d@09:00` (days ahead), `FR@17:00` (first one still ahead),
 * `nFR@17:00` (of the week after this one), `--06-12@14:30` (next such date), `2028-01-10@07:00`; then optionally ` tz=…`.
 */
export function expandOnce(word: string, setting: Setting): string {
  const [head = "", zone] = word.split(" tz=");
  const now = Temporal.Instant.from(setting.now).toZonedDateTimeISO(zone ?? setting.timezone);
  const elapsed = /^\+(\d+)([mhdw])$/.exec(head);
  if (elapsed)
    return now
      .add({ milliseconds: Number(elapsed[1]) * (unitMs[elapsed[2] ?? ""] ?? 0) })
      .toInstant()
      .toString();
  const seconds = /^\+(\d+)s$/.exec(head);
  if (seconds)
    return now
      .add({ seconds: Number(seconds[1]) })
      .toInstant()
      .toString();
  const [date = "", time = ""] = head.split("@");
  const clock = clockOf(time === "NOW" ? now.toPlainTime().toString().slice(0, 5) : time);
  if (date === "") return nextClock(clock, now).toInstant().toString();
  const at = (day: Temporal.PlainDate) => day.toPlainDateTime(clock).toZonedDateTime(now.timeZoneId);
  const isAhead = (day: Temporal.PlainDate) => Temporal.ZonedDateTime.compare(at(day), now) > 0;
  const today = now.toPlainDate();
  if (/^n\w\w$/.test(date)) {
    const monday = today.add({ days: 8 - today.dayOfWeek });
    return at(monday.add({ days: weekdays.indexOf(date.slice(1)) }))
      .toInstant()
      .toString();
  }
  const months = /^\+(\d+)M$/.exec(date);
  if (months)
    return at(today.add({ months: Number(months[1]) }))
      .toInstant()
      .toString();
  let day = dateOf(date, today, "until");
  if (weekdays.includes(date) && !isAhead(day)) day = day.add({ days: 7 });
  if (date.startsWith("--") && !isAhead(day)) day = day.add({ years: 1 });
  if (!isAhead(day)) throw new RangeError(`already past: ${word} at ${setting.now}`);
  return at(day).toInstant().toString();
}

function nextClock(clock: Clock, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const today = now.toPlainDate().toPlainDateTime(clock).toZonedDateTime(now.timeZoneId);
  if (Temporal.ZonedDateTime.compare(today, now) > 0) return today;
  return now.toPlainDate().add({ days: 1 }).toPlainDateTime(clock).toZonedDateTime(now.timeZoneId);
}

function clockOf(text: string): Clock {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  if (!match || Number(match[1]) > 23 || Number(match[2]) > 59) throw new RangeError(`no clock time: ${text}`);
  return { hour: Number(match[1]), minute: Number(match[2]) };
}

function minutesOf(clock: Clock): number {
  return clock.hour * 60 + clock.minute;
}

/** `1-5`, `1,4`, `15,-1`, `-2`. */
function numbersOf(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const range = /^(\d+)-(\d+)$/.exec(part);
    if (!range) return [Number(part)];
    const first = Number(range[1]);
    return Array.from({ length: Number(range[2]) - first + 1 }, (_, step) => first + step);
  });
}

/** `months=6-8,12` limits any rule to months of the year, `weekdays=5` to days of the week. */
function isAllowed(wanted: string | undefined, number: number): boolean {
  return wanted === undefined || numbersOf(wanted).includes(number);
}
