import { SchedulerError } from "../errors/schedulerError.ts";
import type { AnySchedule } from "./compile.ts";

type Kind = AnySchedule["kind"];

/** The fields that have to be texts, and those that have to be instants, of each kind of schedule. */
const textsOf: Readonly<Record<Kind, readonly string[]>> = {
  once: [],
  interval: [],
  cron: ["expression", "timezone"],
  rrule: ["rule", "start", "timezone"],
};
const instantsOf: Readonly<Record<Kind, readonly string[]>> = {
  once: ["at"],
  interval: ["anchor"],
  cron: [],
  rrule: [],
};
const bounds = ["from", "until"];
const lists = ["exdates", "rdates"];

/**
 * The same schedule, once it has the fields of its kind; what stands in them is read where they are used.
 *
 * @throws {@link SchedulerError} `SCHEDULE_INVALID`
 */
export function givenSchedule<Given extends AnySchedule>(schedule: Given): Given {
  if (typeof schedule !== "object" || schedule === null) {
    throw invalid("schedule", schedule, "Give an object with its kind: once, interval, cron or rrule.");
  }
  const { kind, ...fields }: { kind: Kind; [field: string]: unknown } = schedule;
  if (!Object.hasOwn(textsOf, kind)) throw invalid("kind", kind, "It is once, interval, cron or rrule.");
  for (const name of textsOf[kind]) {
    if (typeof fields[name] !== "string") throw invalid(name, fields[name], "Give a text.");
  }
  for (const name of [...instantsOf[kind], ...bounds.filter((bound) => fields[bound] !== undefined)]) {
    if (!isInstant(fields[name])) throw invalid(name, fields[name], "Give a valid Date, or epoch milliseconds UTC.");
  }
  for (const name of kind === "rrule" ? lists : []) {
    const dates = fields[name] ?? [];
    if (Array.isArray(dates) && dates.every((date) => typeof date === "string")) continue;
    throw invalid(name, dates, "Give a list of local dates and times: 2026-11-23T09:00:00.");
  }
  return schedule;
}

function isInstant(value: unknown): boolean {
  return typeof value === "number" ? Number.isFinite(value) : value instanceof Date && !Number.isNaN(value.getTime());
}

/** The error for a field of a schedule that cannot be read. */
export function invalid(name: string, value: unknown, hint: string): SchedulerError {
  return new SchedulerError("SCHEDULE_INVALID", { [name]: value, hint });
}
