import type { Schedule } from "../model/schedule.ts";
import { type Said, saidOf } from "./describe/said.ts";
import { type Writing, writingOf } from "./describe/wallClock.ts";
import { describeEnglish } from "./en/describe.ts";
import { describeSpanish } from "./es/describe.ts";

const languages: Readonly<Record<string, (said: Said, writing: Writing) => string>> = {
  en: describeEnglish,
  es: describeSpanish,
};

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
 * @throws {@link SchedulerError} `SCHEDULE_INVALID` for an expression or a rule that cannot be read
 * @example
 * describe({ kind: "cron", expression: "0 5 * * 1-5", timezone: "America/New_York" }); // "Monday through Friday at 5:00 AM"
 * describe({ kind: "cron", expression: "0 12 L * *", timezone: "Europe/Madrid" }, { locale: "es-ES" }); // "El último día de cada mes a las 12:00"
 */
export function describe(schedule: Schedule, options: DescribeOptions = {}): string {
  const { locale = "en-US", now, withTimezone = false } = options;
  const said = saidOf(schedule, options.timezone ?? "UTC", now);
  const inWords = languages[locale.split(/[-_]/)[0]?.toLowerCase() ?? ""];
  const text = inWords ? inWords(said, writingOf(locale)) : describeEnglish(said, writingOf("en-US"));
  const zone = "timezone" in schedule ? schedule.timezone : (options.timezone ?? "UTC");
  const isOwedUtc = options.timezone === undefined && !("timezone" in schedule) && namesClock(said);
  return withTimezone || isOwedUtc ? `${text} (${zone})` : text;
}

/** Whether a schedule without a zone of its own names a date or a clock time all the same. */
function namesClock({ what, from, until }: Said): boolean {
  return what.kind === "once" || from !== undefined || until !== undefined;
}
