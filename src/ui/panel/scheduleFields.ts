import type { Schedule } from "../../model/schedule.ts";
import { offsetMs, type Times, wallTime } from "../times.ts";

/** A schedule as a form shows it: what a person can set without a grammar. */
export interface ScheduleFields {
  kind: "once" | "interval" | "daily" | "weekly" | "monthly" | "other";
  /** Monday is 1, Sunday is 7. */
  days: number[];
  /** 1 to 31, or 0 for the last day. */
  dayOfMonth: number;
  /** `YYYY-MM-DD` */
  date: string;
  /** As it was typed. */
  time: string;
  every: number;
  unit: "hours" | "minutes";
  /** `YYYY-MM-DD`, or empty for never. */
  until: string;
  timezone: string;
}
export type FieldName = "time" | "days" | "date" | "every" | "until";

const two = (n: number): string => String(n).padStart(2, "0");
const isoDate = (at: Date, zone: string): string => {
  const { year, month, day } = wallTime(at, zone);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
};

/** The form of a stored schedule; `other` where the form has no words for it. */
export function fieldsOf(schedule: Schedule, zone: string, times: Times): ScheduleFields {
  const timezone = "timezone" in schedule ? schedule.timezone : zone;
  const fields: ScheduleFields = {
    kind: "other",
    days: [1, 2, 3, 4, 5],
    dayOfMonth: 1,
    date: isoDate(times.now(), timezone),
    time: clockText(9, 0, times),
    every: 6,
    unit: "hours",
    until: schedule.until === undefined ? "" : isoDate(schedule.until, timezone),
    timezone,
  };
  if (schedule.kind === "once") {
    const { hour, minute } = wallTime(schedule.at, timezone);
    return { ...fields, kind: "once", date: isoDate(schedule.at, timezone), time: clockText(hour, minute, times) };
  }
  if (schedule.kind === "interval") {
    const minutes = schedule.everyMs / 60_000;
    if (!Number.isInteger(minutes)) return fields;
    const isHours = minutes % 60 === 0;
    return {
      ...fields,
      kind: "interval",
      every: isHours ? minutes / 60 : minutes,
      unit: isHours ? "hours" : "minutes",
    };
  }
  const cron =
    schedule.kind === "cron" && /^(\d{1,2}) (\d{1,2}) (\*|L|\d{1,2}) \* (\*|[\d,-]+)$/.exec(schedule.expression);
  if (!cron) return fields;
  const [, minute = "", hour = "", day = "", weekday = ""] = cron;
  const time = clockText(Number(hour), Number(minute), times);
  if (day === "*" && weekday === "*") return { ...fields, kind: "daily", time };
  if (day === "*") return { ...fields, kind: "weekly", time, days: weekdaysOf(weekday) };
  if (weekday !== "*") return fields;
  return { ...fields, kind: "monthly", time, dayOfMonth: day === "L" ? 0 : Number(day) };
}

/** The schedule that a form says, or the field that is wrong. */
export function scheduleOf(fields: ScheduleFields, from: Schedule): { schedule: Schedule } | { wrong: FieldName } {
  const { kind, timezone } = fields;
  const { maxOccurrences, from: start } = from;
  const kept = { ...(maxOccurrences !== undefined && { maxOccurrences }), ...(start !== undefined && { from: start }) };
  if (fields.until !== "" && !/^\d{4}-\d\d-\d\d$/.test(fields.until)) return { wrong: "until" };
  const bounds = fields.until === "" ? kept : { ...kept, until: instantAt(`${fields.until}T23:59`, timezone) };
  if (kind === "other") {
    const { until: _, ...rest } = from;
    const zoned = "timezone" in rest ? { ...rest, timezone } : rest;
    return {
      schedule: fields.until === "" ? zoned : { ...zoned, until: instantAt(`${fields.until}T23:59`, timezone) },
    };
  }
  if (kind === "interval") {
    if (!Number.isInteger(fields.every) || fields.every < 1) return { wrong: "every" };
    const everyMs = fields.every * (fields.unit === "hours" ? 3_600_000 : 60_000);
    // As the server does: one of the same length goes on counting, another one begins.
    const isSameLength = from.kind === "interval" && from.everyMs === everyMs;
    const begins = start === undefined ? new Date() : new Date(start.getTime() - everyMs);
    return { schedule: { kind: "interval", everyMs, anchor: isSameLength ? from.anchor : begins, ...bounds } };
  }
  const clock = readClock(fields.time);
  if (clock === undefined) return { wrong: "time" };
  const [hour, minute] = clock;
  if (kind === "once") {
    if (!/^\d{4}-\d\d-\d\d$/.test(fields.date)) return { wrong: "date" };
    return { schedule: { kind: "once", at: instantAt(`${fields.date}T${two(hour)}:${two(minute)}`, timezone) } };
  }
  if (kind === "weekly" && fields.days.length === 0) return { wrong: "days" };
  const day = kind !== "monthly" ? "*" : fields.dayOfMonth === 0 ? "L" : String(fields.dayOfMonth);
  const weekday = kind === "weekly" && fields.days.length < 7 ? weekdayField(fields.days) : "*";
  // what a clock change does to it was chosen once, and stays
  const { gap, fold } = from.kind === "cron" ? from : {};
  const change = { ...(gap !== undefined && { gap }), ...(fold !== undefined && { fold }) };
  return {
    schedule: { kind: "cron", expression: `${minute} ${hour} ${day} * ${weekday}`, timezone, ...change, ...bounds },
  };
}

/** `6:00 AM`, `6am`, `18:00`, `6` as hour and minute. */
export function readClock(text: string): [hour: number, minute: number] | undefined {
  const found = /^\s*(\d{1,2})(?:[:.h](\d{2}))?\s*(?:([ap])\.?\s*m\.?)?\s*$/iu.exec(text);
  if (found === null) return undefined;
  const [, hours = "", minutes = "0", half] = found;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  return hour < 24 && Number(minutes) < 60 ? [hour, Number(minutes)] : undefined;
}

function clockText(hour: number, minute: number, times: Times): string {
  return times.clock(new Date(Date.UTC(2024, 0, 1, hour, minute)), "UTC").replaceAll("\u00a0", " ");
}
/** The instant at which the clocks of the zone show this; in a gap, as much later as the gap is long. */
function instantAt(local: string, zone: string): Date {
  const wall = Date.parse(`${local}:00Z`);
  const before = offsetMs(new Date(wall - 86_400_000), zone);
  const guess = wall - before;
  const offset = offsetMs(new Date(guess), zone);
  const second = wall - offset;
  return new Date(offsetMs(new Date(second), zone) === offset ? second : guess);
}
/** `1-5` and `1,3` of cron, where Sunday is 0 or 7. */
function weekdaysOf(field: string): number[] {
  const days = field.split(",").flatMap((part) => {
    const [first = 0, last = first] = part.split("-").map(Number);
    return Array.from({ length: Math.max(0, last - first) + 1 }, (_, n) => first + n);
  });
  return [...new Set(days.map((day) => (day === 0 ? 7 : day)))].toSorted((a, b) => a - b);
}
function weekdayField(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const [first = 1] = sorted;
  const last = sorted.at(-1) ?? first;
  if (sorted.length > 2 && last - first === sorted.length - 1 && last < 7) return `${first}-${last}`;
  return sorted
    .map((day) => (day === 7 ? 0 : day))
    .toSorted((a, b) => a - b)
    .join(",");
}
