import { SchedulerError } from "../errors/schedulerError.ts";
import { dayOf, type LocalSeconds, parseLocal, SECONDS_PER_DAY } from "./civil.ts";

export type Frequency = "YEARLY" | "MONTHLY" | "WEEKLY" | "DAILY" | "HOURLY" | "MINUTELY" | "SECONDLY";

/** A weekday, 0 for Sunday, and which one of the month or year: 2 the second, -1 the last, 0 every one. */
export interface ByDay {
  readonly weekday: number;
  readonly nth: number;
}

/** What an RFC 5545 recurrence rule says, part by part. A part that is not there is an empty list. */
export interface RecurrenceFields {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  /** The last wall time that counts, where `UNTIL` is local. */
  readonly untilLocal: LocalSeconds;
  /** The last instant that counts, in epoch milliseconds UTC, where `UNTIL` ends in Z. */
  readonly untilMs: number;
  /** The first day of the week, 0 for Sunday. */
  readonly weekStart: number;
  readonly bySecond: readonly number[];
  readonly byMinute: readonly number[];
  readonly byHour: readonly number[];
  readonly byDay: readonly ByDay[];
  readonly byMonthDay: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byWeekNo: readonly number[];
  readonly byMonth: readonly number[];
  readonly bySetPos: readonly number[];
}

const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const FREQUENCIES: readonly string[] = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"];
const PARTS: readonly string[] =
  "FREQ INTERVAL COUNT UNTIL WKST BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS".split(
    " ",
  );

/**
 * Reads the value of an `RRULE` property.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID` if RFC 5545, section 3.3.10, does not allow it; `SCHEDULE_UNSUPPORTED` for
 *   what it allows and we do not evaluate: a leap second, and rules of other calendars (RFC 7529)
 */
export function readRecurrenceFields(rule: string): RecurrenceFields {
  const invalid = (hint: string) => new SchedulerError("SCHEDULE_INVALID", { rule, hint });
  const parts = new Map<string, string>();
  for (const part of rule
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, equals);
    if (name === "RSCALE" || name === "SKIP") {
      throw new SchedulerError("SCHEDULE_UNSUPPORTED", {
        rule,
        hint: `Leave out ${name}: only the Gregorian calendar is evaluated.`,
      });
    }
    if (equals < 0 || !PARTS.includes(name)) throw invalid(`"${part}" is no part of a recurrence rule.`);
    if (parts.has(name)) throw invalid(`${name} stands twice; give it once, with a list.`);
    parts.set(name, part.slice(equals + 1));
  }

  const positive = (name: string): number | undefined => {
    const text = parts.get(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw invalid(`${name} is a whole number, 1 or more.`);
    return Number(text);
  };
  const list = (name: string, low: number, high: number, isSigned = false): number[] => {
    const text = parts.get(name);
    if (text === undefined) return [];
    const numbers = text.split(",").map((item) => (/^[+-]?\d{1,3}$/.test(item) ? Number(item) : Number.NaN));
    for (const number of numbers) {
      const size = isSigned ? Math.abs(number) : number;
      if (!(size >= low && size <= high)) {
        throw invalid(`${name} takes ${low} to ${high}${isSigned ? `, or -${high} to -${low} from the end` : ""}.`);
      }
    }
    return [...new Set(numbers)].toSorted((a, b) => a - b);
  };

  const frequency = parts.get("FREQ") ?? "";
  if (!FREQUENCIES.includes(frequency)) throw invalid(`FREQ is one of ${FREQUENCIES.join(", ")}.`);
  const weekStart = WEEKDAYS.indexOf(parts.get("WKST") ?? "MO");
  if (weekStart < 0) throw invalid(`WKST is one of ${WEEKDAYS.join(", ")}.`);
  const bySecond = list("BYSECOND", 0, 60);
  if (bySecond.includes(60)) {
    throw new SchedulerError("SCHEDULE_UNSUPPORTED", {
      rule,
      hint: "Leap seconds are not evaluated; write BYSECOND=59.",
    });
  }
  const byDay = readByDay(parts.get("BYDAY"), invalid);
  const fields: RecurrenceFields = {
    frequency: frequency as Frequency,
    interval: positive("INTERVAL") ?? 1,
    count: positive("COUNT"),
    ...readUntil(parts.get("UNTIL"), invalid),
    weekStart,
    bySecond,
    byMinute: list("BYMINUTE", 0, 59),
    byHour: list("BYHOUR", 0, 23),
    byDay,
    byMonthDay: list("BYMONTHDAY", 1, 31, true),
    byYearDay: list("BYYEARDAY", 1, 366, true),
    byWeekNo: list("BYWEEKNO", 1, 53, true),
    byMonth: list("BYMONTH", 1, 12),
    bySetPos: list("BYSETPOS", 1, 366, true),
  };
  checkTogether(fields, parts, invalid);
  return fields;
}

type Invalid = (hint: string) => SchedulerError;

/** What RFC 5545 says about parts that exclude or need each other. */
function checkTogether(fields: RecurrenceFields, parts: ReadonlyMap<string, string>, invalid: Invalid): void {
  const { frequency } = fields;
  const isLong = frequency === "YEARLY" || frequency === "MONTHLY";
  if (parts.has("COUNT") && parts.has("UNTIL")) throw invalid("Give COUNT or UNTIL, not both.");
  if (parts.has("BYWEEKNO") && frequency !== "YEARLY") throw invalid("BYWEEKNO goes with FREQ=YEARLY only.");
  if (parts.has("BYYEARDAY") && (frequency === "MONTHLY" || frequency === "WEEKLY" || frequency === "DAILY")) {
    throw invalid(`BYYEARDAY does not go with FREQ=${frequency}.`);
  }
  if (parts.has("BYMONTHDAY") && frequency === "WEEKLY") throw invalid("BYMONTHDAY does not go with FREQ=WEEKLY.");
  if (fields.byDay.some(({ nth }) => nth !== 0) && (!isLong || parts.has("BYWEEKNO"))) {
    throw invalid("A number before a weekday goes with FREQ=MONTHLY, and with FREQ=YEARLY without BYWEEKNO.");
  }
  const hasOtherBy = [...parts.keys()].some((name) => name.startsWith("BY") && name !== "BYSETPOS");
  if (parts.has("BYSETPOS") && !hasOtherBy) throw invalid("BYSETPOS needs another BY part to choose from.");
}

function readByDay(text: string | undefined, invalid: Invalid): ByDay[] {
  if (text === undefined) return [];
  return text.split(",").map((item) => {
    const [, nth = "0", name = ""] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(item) ?? [];
    const weekday = WEEKDAYS.indexOf(name);
    const isNumbered = item.length > 2;
    if (weekday < 0 || Math.abs(Number(nth)) > 53 || (isNumbered && Number(nth) === 0)) {
      throw invalid(`"${item}" is no weekday: write MO, or 2MO and -1MO for the second and the last.`);
    }
    return { weekday, nth: Number(nth) };
  });
}

function readUntil(text: string | undefined, invalid: Invalid): { untilLocal: LocalSeconds; untilMs: number } {
  if (text === undefined) return { untilLocal: Infinity, untilMs: Infinity };
  const [, date = "", time, utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/.exec(text) ?? [];
  const at = (hours: string) =>
    parseLocal(`${date.replace(/^(\d{4})(\d\d)/, "$1-$2-")}T${hours.replace(/^(\d\d)(\d\d)/, "$1:$2:")}`);
  const local = at(time ?? "000000");
  if (local === undefined) throw invalid("UNTIL is a date, 20261231, or a date and time, 20261231T235959Z.");
  // A date alone takes the whole day in.
  if (time === undefined) return { untilLocal: (dayOf(local) + 1) * SECONDS_PER_DAY - 1, untilMs: Infinity };
  return utc === undefined ? { untilLocal: local, untilMs: Infinity } : { untilLocal: Infinity, untilMs: local * 1000 };
}
