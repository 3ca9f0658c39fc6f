import type { Messages } from "./messages/en.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();
function format(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${Object.keys(options).join()}`;
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    formats.set(key, found);
  }
  return found;
}
const date: Intl.DateTimeFormatOptions = { weekday: "short", month: "short", day: "numeric" };
const clock: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
const glued = (text: string): string =>
  text.replaceAll(/[\u202f ](?=[AaPp]\.?[\u00a0\u202f ]?[Mm])|\u202f/gu, "\u00a0");

/** Wall time in a zone as numbers. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}
/** What a clock on the wall of that zone shows. */
export function wallTime(at: Date, zone: string): WallTime {
  const numeric: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  };
  const parts = format("en-US", zone, numeric).formatToParts(at);
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value);
  return {
    year: part("year"),
    month: part("month"),
    day: part("day"),
    hour: part("hour"),
    minute: part("minute"),
    second: part("second"),
  };
}
/** Whole days since 1970-01-01 on the calendar of that zone. */
export function dayNumber(at: Date, zone: string): number {
  return Math.floor((at.getTime() + offsetMs(at, zone)) / day);
}
/** The year on the calendar of that zone. */
function yearOf(at: Date, zone: string): number {
  return new Date(at.getTime() + offsetMs(at, zone)).getUTCFullYear();
}
/** Offsets that were asked for: a list asks for the same ones at each render, and to format one takes long. */
const offsets = new Map<string, number>();
const mostOffsets = 4_000;
/** How far the zone's wall clock is ahead of UTC, in milliseconds. */
export function offsetMs(at: Date, zone: string): number {
  // clocks change at full quarters of an hour only
  const quarter = Math.floor(at.getTime() / (15 * minute));
  const key = `${quarter} ${zone}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const begin = new Date(quarter * 15 * minute);
    const wall = wallTime(begin, zone);
    offset = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second) - begin.getTime();
    if (offsets.size >= mostOffsets) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** `New York` of `America/New_York`. */
export function cityOf(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

/** Dates and times as one reader reads them. Always in the zone that is given, never in the browser's. */
export class Times {
  readonly #locale: string;
  readonly #words: Messages;
  /** When one of the relative times that were asked for reads differently. */
  nextChangeAt = Infinity;

  constructor(locale: string, words: Messages) {
    this.#locale = locale;
    this.#words = words;
  }

  /** The instant now; the one place that reads the clock. */
  now(): Date {
    return new Date();
  }
  /** `9:00 AM` */
  clock(at: Date, zone: string): string {
    return glued(format(this.#locale, zone, clock).format(at));
  }
  /** `Fri, Mar 12`; with the year where it is not this one. */
  date(at: Date, zone: string): string {
    const isThisYear = yearOf(at, zone) === yearOf(this.now(), zone);
    return format(this.#locale, zone, isThisYear ? date : { ...date, year: "numeric" }).format(at);
  }
  /** `Today`, else as `date`. */
  day(at: Date, zone: string): string {
    return this.#daysAhead(at, zone) === 0 ? capital(this.#words.today) : this.date(at, zone);
  }
  /** `today`, `tomorrow` or `yesterday`; `undefined` for any other day. */
  nearDay(at: Date, zone: string): string | undefined {
    const words = this.#words;
    const days = this.#daysAhead(at, zone);
    // a day further away may be near once this one is over
    if (Math.abs(days) <= 2) this.#until(minute, days);
    return days === 0 ? words.today : days === 1 ? words.tomorrow : days === -1 ? words.yesterday : undefined;
  }
  /** `Today`, `Yesterday`, else as `date`. */
  recentDay(at: Date, zone: string): string {
    return capital(this.nearDay(at, zone) ?? this.date(at, zone));
  }
  /** `Fri, Mar 12, 9:00 AM`, or `today, 4:12 PM` */
  moment(at: Date, zone: string): string {
    const when = this.#daysAhead(at, zone) === 0 ? this.#words.today : this.date(at, zone);
    return `${when}, ${this.clock(at, zone)}`;
  }
  /** `Mar 1` */
  shortDate(at: Date, zone: string): string {
    const isThisYear = yearOf(at, zone) === yearOf(this.now(), zone);
    const short: Intl.DateTimeFormatOptions = { month: "short", day: "numeric" };
    return format(this.#locale, zone, isThisYear ? short : { ...short, year: "numeric" }).format(at);
  }
  /** `March 2027` */
  month(at: Date, zone: string): string {
    return capital(format(this.#locale, zone, { month: "long", year: "numeric" }).format(at));
  }
  /** `Mon` */
  weekday(at: Date, zone: string): string {
    return format(this.#locale, zone, { weekday: "short" }).format(at);
  }
  /** Everything, with the zone: for titles. */
  exact(at: Date, zone: string): string {
    return glued(format(this.#locale, zone, { dateStyle: "full", timeStyle: "long" }).format(at));
  }
  /** The names of the days of the week, Monday first. */
  weekdays(width: "narrow" | "long"): string[] {
    const monday = Date.UTC(2024, 0, 1);
    const names = new Intl.DateTimeFormat(this.#locale, { weekday: width, timeZone: "UTC" });
    return [0, 1, 2, 3, 4, 5, 6].map((n) => names.format(monday + n * day));
  }

  /** `in 12 min`, `tomorrow`, `in 4 days`, `Apr 1`; of what is past `5 h ago`, `yesterday`, `Mar 1`. */
  relative(at: Date, zone: string): string {
    const words = this.#words;
    const ahead = at.getTime() - this.now().getTime();
    const far = Math.abs(ahead);
    if (far < 45_000) return this.#until(ahead > 0 ? ahead : 45_000 - far, words.now);
    if (far < hour) {
      const minutes = Math.max(1, Math.floor(far / minute));
      return this.#until(
        ahead > 0 ? far % minute : minute - (far % minute),
        ahead > 0 ? words.inMinutes(minutes) : words.minutesAgo(minutes),
      );
    }
    const days = this.#daysAhead(at, zone);
    this.#until(minute, "");
    if (far < day) {
      const hours = Math.round(far / hour);
      if (hours < 24) return ahead > 0 ? words.inHours(hours) : words.hoursAgo(hours);
    }
    if (days === 1) return words.tomorrow;
    if (days === -1) return words.yesterday;
    if (days > 1 && days <= 13) return words.inDays(days);
    if (days < -1 && days >= -7) return words.daysAgo(-days);
    return this.shortDate(at, zone);
  }
  /** As `relative` for what should come: once it is due and has not come, how late it is. */
  upcoming(at: Date, zone: string): string {
    const late = this.now().getTime() - at.getTime();
    if (late <= 0) return this.relative(at, zone);
    if (late < minute) return this.#until(minute - late, this.#words.starting);
    return this.#until(minute - (late % minute), this.#words.lateBy(Math.floor(late / minute)));
  }
  /** `4 min 12 s` */
  duration(ms: number): string {
    const units = this.#words.durationUnits;
    if (ms < 1_000) return `<\u00a01\u00a0${units.s}`;
    const seconds = Math.round(ms / 1_000);
    const parts: [number, string][] =
      seconds >= 86_400
        ? [
            [Math.floor(seconds / 86_400), units.d],
            [Math.floor((seconds % 86_400) / 3_600), units.h],
          ]
        : seconds >= 3_600
          ? [
              [Math.floor(seconds / 3_600), units.h],
              [Math.floor((seconds % 3_600) / 60), units.min],
            ]
          : [
              [Math.floor(seconds / 60), units.min],
              [seconds % 60, units.s],
            ];
    const shown = parts.filter(([n]) => n > 0);
    return shown.map(([n, unit]) => `${n}\u00a0${unit}`).join(" ");
  }
  /** As `duration` of something that still goes on. */
  elapsed(since: Date): string {
    const ms = this.now().getTime() - since.getTime();
    return this.#until(
      ms < minute ? 1_000 : minute - (ms % minute),
      this.duration(ms < minute ? ms : ms - (ms % minute)),
    );
  }
  /** Whole seconds from now until then, at least one. */
  secondsUntil(at: Date): number {
    const ms = at.getTime() - this.now().getTime();
    return this.#until(ms % 1_000 || 1_000, Math.max(1, Math.ceil(ms / 1_000)));
  }

  #daysAhead(at: Date, zone: string): number {
    return dayNumber(at, zone) - dayNumber(this.now(), zone);
  }
  /** Notes that what is given back reads differently after so many milliseconds. */
  #until<T>(ms: number, value: T): T {
    this.nextChangeAt = Math.min(this.nextChangeAt, this.now().getTime() + ms);
    return value;
  }
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
