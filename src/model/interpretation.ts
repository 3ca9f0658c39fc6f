import * as z from "zod";
import { type Schedule, scheduleSchema, type StoredSchedule } from "./schedule.ts";

/** What a stretch of a sentence was read as. */
export const spanKindSchema = z.enum([
  /** Words that say when: recurrence, day, date. */
  "schedule",
  /** A clock time or a part of the day. */
  "time",
  /** A time zone. */
  "timezone",
  /** Where the schedule starts, ends, or what it leaves out. */
  "bound",
  /** Words that only frame the request ("please", "set up a job that"). */
  "frame",
  /** Letters that are not schedule words, whatever they look like. */
  "literal",
]);
/** What a stretch of a sentence was read as. */
export type SpanKind = z.infer<typeof spanKindSchema>;

/** Letters of a sentence, `text.slice(start, end)`, in UTF-16 units as JavaScript counts them. */
export const spanSchema = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** Left out where the caller only points at letters. */
  kind: spanKindSchema.optional(),
});
/** Letters of a sentence, and what they were read as. */
export type Span = z.infer<typeof spanSchema>;

/** Something the sentence did not say and that was filled in, so that the proposal can say it aloud. */
export const assumptionSchema = z.object({
  /** What was filled in: stable, for hosts that have words of their own for it. */
  code: z.enum([
    "time", // a default time of the day
    "half-of-day", // morning or evening of a bare hour
    "timezone", // the account's zone
    "timezone-name", // which zone an abbreviation or a city means
    "weekdays", // Monday to Friday, holidays counted in
    "date", // the year or the month of a date
    "start", // the first occurrence of a rule such as every other week
    "anchor", // an interval counts from creation
    "end", // how far a bound such as "until March" reaches
    "spelling", // a word read through a typing error
    "count", // how many occurrences
    "clock-change", // what happens when the clocks change
    "passed-over", // words of a correction taken as a remark
    "model", // read by the language model
  ]),
  /** The letters that left it open, or an empty string where nothing was said. */
  text: z.string(),
  span: spanSchema.optional(),
  /** What was filled in, as a machine reads it: `09:00`, `America/New_York`, an ISO date. */
  value: z.string(),
  /** Why, as a person reads it, in the language of the sentence. */
  why: z.string(),
});
/** Something that was not said and was filled in. */
export type Assumption = z.infer<typeof assumptionSchema>;

/** Why a sentence cannot become a schedule. */
export const unsupportedCodeSchema = z.enum([
  "event",
  "past",
  "impossible-date",
  "impossible-time",
  "interval-too-short",
  "interval-out-of-range",
  "holiday-calendar",
  "astronomical",
  "conflict",
  "not-expressible",
  "cancellation",
  "immediate",
  "no-change",
  "not-understood",
  "too-long",
  "several-factories",
]);
export type UnsupportedCode = z.infer<typeof unsupportedCodeSchema>;

/** A request that can become jobs. */
type Understood<S> = {
  outcome: "understood";
  /** One job each: two times a day are two schedules. */
  schedules: S[];
  /** What the job is to do, letter for letter, or `null` where the sentence is only a schedule. */
  prompt: string | null;
  /** The name of the workflow that the prompt refers to. */
  workflow?: string | undefined;
  assumptions: Assumption[];
  spans: Span[];
};

/** A request with two readings that are about as likely. */
type Ambiguous<S> = {
  outcome: "ambiguous";
  question: {
    /** Stable, for hosts that have words of their own for it: `half-of-day`, `which-weekday`. */
    code: string;
    text: string;
    /** Each option is complete: to choose one is to answer. */
    options: { label: string; interpretation: InterpretationWith<S> }[];
  };
  prompt: string | null;
  spans: Span[];
};

/** A request that no schedule can hold. */
type Unsupported<S> = {
  outcome: "unsupported";
  reason: { code: UnsupportedCode; message: string };
  /** The nearest things that are possible, each complete. */
  alternatives: InterpretationWith<S>[];
  prompt: string | null;
  spans: Span[];
};

/** A request that says what, and not when. */
type NoSchedule = { outcome: "no-schedule"; prompt: string | null };

type InterpretationWith<S> = { text: string } & (Understood<S> | Ambiguous<S> | Unsupported<S> | NoSchedule);

/** What a sentence was understood to mean; or a question; or why not. */
export type Interpretation = InterpretationWith<Schedule>;
/** An interpretation as it is stored: every instant in epoch milliseconds UTC. */
export type StoredInterpretation = InterpretationWith<StoredSchedule>;
/** The interpretation with this outcome. */
export type InterpretationOf<Outcome extends Interpretation["outcome"]> = Extract<Interpretation, { outcome: Outcome }>;

type Recursive = z.ZodType<Interpretation, StoredInterpretation>;
const said = { text: z.string() };
const prompt = z.string().nullable();
const spans = z.array(spanSchema);

/** @see {@link Interpretation} */
export const interpretationSchema: Recursive = z.discriminatedUnion("outcome", [
  z.object({
    ...said,
    outcome: z.literal("understood"),
    schedules: z.array(scheduleSchema).min(1),
    prompt,
    workflow: z.string().optional(),
    assumptions: z.array(assumptionSchema),
    spans,
  }),
  z.object({
    ...said,
    outcome: z.literal("ambiguous"),
    question: z.object({
      code: z.string(),
      text: z.string(),
      get options(): z.ZodArray<z.ZodObject<{ label: z.ZodString; interpretation: Recursive }>> {
        return z.array(z.object({ label: z.string(), interpretation: interpretationSchema }));
      },
    }),
    prompt,
    spans,
  }),
  z.object({
    ...said,
    outcome: z.literal("unsupported"),
    reason: z.object({ code: unsupportedCodeSchema, message: z.string() }),
    get alternatives(): z.ZodArray<Recursive> {
      return z.array(interpretationSchema);
    },
    prompt,
    spans,
  }),
  z.object({ ...said, outcome: z.literal("no-schedule"), prompt }),
]);
