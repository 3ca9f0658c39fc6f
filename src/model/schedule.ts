import * as z from "zod";
import { timezoneSchema } from "./actor.ts";
import { instantSchema } from "./instant.ts";

/**
 * What happens at a wall time that a clock change removes (`gap`) or repeats (`fold`).
 *
 * Left out, fixed times shift and count the first; rules that follow elapsed time (a wildcard or step in the hour of a cron
 * expression, an hourly or faster recurrence rule) skip and count both, so that they are never silent for longer than they say.
 */
const clockChange = {
  /** `shift` moves the occurrence forward by the jump; `skip` leaves it out. */
  gap: z.enum(["shift", "skip"]).optional(),
  /** `first`, `second` or `both` of two equal wall times. */
  fold: z.enum(["first", "second", "both"]).optional(),
};

/** Local date and time, `YYYY-MM-DDTHH:mm:ss`. */
const localSchema = z.iso.datetime({ local: true });

/** A schedule whose instants are written by `instant`: epoch milliseconds where it is stored, ISO 8601 on a wire. */
export function scheduleSchemaWith<Instant extends z.ZodType<Date>>(instant: Instant) {
  const bounds = {
    /** No occurrence before this instant; one at exactly this instant counts. */
    from: instant.optional(),
    /** No occurrence after this instant; one at exactly this instant counts. */
    until: instant.optional(),
    /** How many occurrences there are, counted from the first at or after `from`. */
    maxOccurrences: z.int().positive().optional(),
  };
  return z.discriminatedUnion("kind", [
    /** Once, at one instant: a one-off job. */
    z.object({ kind: z.literal("once"), at: instant, ...bounds }),
    /** Elapsed time, counted from the anchor and blind to daylight saving. The first occurrence is `anchor + everyMs`. */
    z.object({ kind: z.literal("interval"), everyMs: z.int().positive(), anchor: instant, ...bounds }),
    /** Five or six cron fields (seconds first), with `L`, `W` and `#`, in the wall time of a zone. */
    z.object({
      kind: z.literal("cron"),
      expression: z.string().min(1).max(200),
      timezone: timezoneSchema,
      ...clockChange,
      ...bounds,
    }),
    /** An RFC 5545 recurrence rule from a local start, in the wall time of a zone: what cron cannot say. */
    z.object({
      kind: z.literal("rrule"),
      /** The value of an `RRULE` property, without the property's name. */
      rule: z.string().min(1).max(500),
      start: localSchema,
      timezone: timezoneSchema,
      /** Local dates and times that the rule gives and the schedule leaves out (RFC 5545, `EXDATE`). */
      exdates: z.array(localSchema).max(1000).optional(),
      /** Local dates and times that the rule does not give and the schedule adds (RFC 5545, `RDATE`). */
      rdates: z.array(localSchema).max(1000).optional(),
      ...clockChange,
      ...bounds,
    }),
  ]);
}

/** When a job occurs. */
export const scheduleSchema = scheduleSchemaWith(instantSchema);
/** The same from a caller, where a name that is none is a mistake; what is stored may be of a newer version. */
export const givenScheduleSchema = strict(scheduleSchema);

/** Schedules whose fields have no other names. */
export function strict<Instant extends z.ZodType<Date>>({
  options: [once, interval, cron, rrule],
}: ReturnType<typeof scheduleSchemaWith<Instant>>) {
  return z.discriminatedUnion("kind", [once.strict(), interval.strict(), cron.strict(), rrule.strict()]);
}

/** When a job occurs: `once`, `interval`, `cron` or `rrule`. */
export type Schedule = z.output<typeof scheduleSchema>;
/** A schedule as it is stored: every instant in epoch milliseconds UTC. */
export type StoredSchedule = z.input<typeof scheduleSchema>;

/** One of the four kinds of schedule. */
export type ScheduleOf<Kind extends Schedule["kind"]> = Extract<Schedule, { kind: Kind }>;

/** `one-off` is a schedule that occurs once by its kind; all others are `recurring`, however few occurrences they have. */
export type Mode = "one-off" | "recurring";
export function modeOf(schedule: Pick<Schedule, "kind">): Mode {
  return schedule.kind === "once" ? "one-off" : "recurring";
}
