import { givenInstant, givenObject, givenText } from "../model/given.ts";
import type { Schedule } from "../model/schedule.ts";
import { givenSchedule } from "../occurrences/givenSchedule.ts";
import { type Telling, tellingOf } from "./describe/telling.ts";
import { type Writing, writingOf } from "./describe/wallClock.ts";
import { englishDescription } from "./en/describe.ts";
import { spanishDescription } from "./es/describe.ts";

/** How one language puts schedules into words. */
export interface Description {
  schedule: (telling: Telling, writing: Writing) => string;
  /** Only the time of the day, where that is a clock time: `6:00 AM`. */
  time: (telling: Telling, writing: Writing) => string | undefined;
  /** Only the days: `every Monday`. */
  days: (telling: Telling, writing: Writing) => string | undefined;
}

const languages: Readonly<Record<string, Description>> = { en: englishDescription, es: spanishDescription };

/** The words and the writing of a locale; English as in the United States where the language is not known. */
export function describingIn(locale = "en-US"): { words: Description; writing: Writing } {
  const words = languages[locale.split(/[-_]/)[0]?.toLowerCase() ?? ""];
  return words ? { words, writing: writingOf(locale) } : { words: englishDescription, writing: writingOf("en-US") };
}

/** How a schedule is put into words. */
export interface DescribeOptions {
  /** A BCP 47 tag: its language gives the words, its region the order of dates and the 12- or 24-hour clock. English when left out. */
  locale?: string;
  /** A start at or before this instant is not mentioned any more. */
  now?: Date;
  /** The IANA name of the reader's zone: the wall clock for one-off jobs and intervals, which carry none. Left out, they are told in UTC, and say so. */
  timezone?: string;
  /** Whether the zone of the clock times stands at the end, in parentheses. */
  withTimezone?: boolean;
}

/**
 * A schedule in the words a careful person would use: `Monday through Friday at 5:00 AM`.
 *
 * What it says is complete: interpreted again at the same moment, it gives the same occurrences. What happens at clock
 * changes is left out, and so is the zone, unless `withTimezone` asks for it.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID` for an expression or a rule that cannot be read, `TIMEZONE_UNKNOWN`,
 *   `INPUT_INVALID` for options that cannot be used
 * @example
 * describe({ kind: "cron", expression: "0 5 * * 1-5", timezone: "America/New_York" }); // "Monday through Friday at 5:00 AM"
 * describe({ kind: "cron", expression: "0 12 L * *", timezone: "Europe/Madrid" }, { locale: "es-ES" }); // "El último día de cada mes a las 12:00"
 */
export function describe(schedule: Schedule, options: DescribeOptions = {}): string {
  const { locale, now, withTimezone = false } = givenObject("options", options, "Leave them out, or give an object.");
  if (locale !== undefined) givenText("locale", locale, 'Give a language tag, such as "en-US".');
  if (now !== undefined) givenInstant("now", now);
  const reader = givenText(
    "timezone",
    options.timezone ?? "UTC",
    'Give the reader\'s zone, such as "America/New_York".',
  );
  const telling = tellingOf(givenSchedule(schedule), reader, now);
  const { words, writing } = describingIn(locale);
  const text = words.schedule(telling, writing);
  const zone = "timezone" in schedule ? schedule.timezone : reader;
  const isOwedUtc = options.timezone === undefined && !("timezone" in schedule) && namesClock(telling);
  return withTimezone || isOwedUtc ? `${text} (${zone})` : text;
}

/** Whether a schedule without a zone of its own names a date or a clock time all the same. */
function namesClock({ what, from, until }: Telling): boolean {
  return what.kind === "once" || from !== undefined || until !== undefined;
}
