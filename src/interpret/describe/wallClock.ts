import { secondOfDay, wallTimeOf } from "../../occurrences/civil.ts";
import { getZone, localOf } from "../../occurrences/zone.ts";
import type { ClockTime } from "./calendar.ts";

/** A local date and time, as a sentence names it. */
export interface Wall {
  year: number;
  month: number;
  day: number;
  /** Seconds since midnight. */
  time: ClockTime;
}

export function wallOf(instant: Date, timezone: string): Wall {
  const local = localOf(instant.getTime(), getZone(timezone));
  const { year, month, day } = wallTimeOf(local);
  return { year, month, day, time: secondOfDay(local) };
}

/** `2027-01-15T08:00:00` as a date and a time. */
export function wallOfText(text: string): Wall {
  const [date = "", clock = "00:00:00"] = text.split("T");
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const [hour = 0, minute = 0, second = 0] = clock.split(":").map(Number);
  return { year, month, day, time: hour * 3600 + minute * 60 + second };
}

/** How a locale writes dates, and whether its clock has 12 or 24 hours. */
export interface Writing {
  date(wall: Wall): string;
  /** The day and month alone: January 2. */
  monthDay(month: number, day: number): string;
  month(month: number): string;
  hour12: boolean;
}

const writings = new Map<string, Writing>();

/** How a locale writes; a tag that `Intl` refuses, such as `es_MX`, stands for its language alone. */
export function writingOf(locale: string): Writing {
  let writing = writings.get(locale);
  if (writing === undefined) {
    try {
      writing = createWriting(locale);
    } catch {
      writing = createWriting(locale.slice(0, 2));
    }
    // Bounded, because locales come from outside.
    if (writings.size >= 50) writings.clear();
    writings.set(locale, writing);
  }
  return writing;
}

function createWriting(locale: string): Writing {
  const written = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const long = written({ dateStyle: "long" });
  const monthAndDay = written({ month: "long", day: "numeric" });
  const monthName = written({ month: "long" });
  const { hourCycle } = written({ hour: "numeric" }).resolvedOptions();
  return {
    date: ({ year, month, day }) => plainSpaces(long.format(Date.UTC(year, month - 1, day))),
    // A leap year, so that February 29 is a day.
    monthDay: (month, day) => plainSpaces(monthAndDay.format(Date.UTC(2024, month - 1, day))),
    month: (month) => monthName.format(Date.UTC(2024, month - 1)),
    hour12: hourCycle === "h12" || hourCycle === "h11",
  };
}

/** `Intl` puts narrow no-break spaces where people, and our interpreter, type plain ones. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00A0\u202F]/g, " ");
}
