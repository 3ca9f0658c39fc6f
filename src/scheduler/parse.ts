import * as z from "zod";
import { SchedulerError } from "../errors/schedulerError.ts";
import { listed } from "../model/given.ts";
import { givenScheduleSchema, type Schedule, scheduleSchema } from "../model/schedule.ts";
import { wellFormed } from "./wellFormed.ts";

/** How much of a text that was refused is told again. */
const TOLD = 100;

/**
 * What a caller handed in, checked and with texts that every store can keep; inside, the types are trusted.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID`, with the field, its value and what it should be
 */
export function parse<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const result = schema.safeParse(value);
  if (result.success) return wellFormed(result.data);
  throw invalid(result.error, value, what);
}

/** The stored form of something that a caller handed in with `Date`s, checked on the way. */
export function encode<Input, Output>(schema: z.ZodType<Output, Input>, value: unknown, what: string): Input {
  const result = z.safeEncode(schema, value as Output);
  if (result.success) return result.data;
  throw invalid(result.error, value, what);
}

/** A schedule that a caller handed in, checked. @throws {@link SchedulerError} `INPUT_INVALID` */
export function parseSchedule(value: unknown, what: string): Schedule {
  return z.decode(scheduleSchema, encode(givenScheduleSchema, value, what));
}

function invalid(error: z.ZodError, given: unknown, what: string): SchedulerError {
  const { path, message } = nearest(error.issues[0] ?? { code: "custom", path: [], message: "It has another shape" });
  const value = told(path.reduce(fieldOf, given), path);
  const field = [what, ...path.map(String)].join(".");
  const details = { field, ...(value !== undefined && { value }), hint: `${message}.` };
  return new SchedulerError("INPUT_INVALID", details, { cause: error });
}

interface Fault {
  path: PropertyKey[];
  message: string;
}

/** What is wrong, as far in as it can be told: of several shapes that would do, by the one that was met farthest. */
function nearest(issue: z.core.$ZodIssue): Fault {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    return { path: [...path, ...issue.keys.slice(0, 1)], message: "There is no field of this name" };
  }
  if (issue.code === "invalid_type" && issue.expected === "date") return { path, message: "Give a valid Date" };
  if (issue.code !== "invalid_union") return issue;
  const ways = issue.errors.flatMap(([first]) => first ?? []);
  const isMet = ways.filter(({ code }) => code !== "invalid_value");
  const [first] = ways;
  if (first !== undefined && isMet.length === 0) {
    const values = ways.flatMap((way) => (way.code === "invalid_value" ? way.values.map(String) : []));
    return { path: [...path, ...first.path], message: `It is ${listed(values)}` };
  }
  const [farthest] = isMet.map(nearest).toSorted((a, b) => b.path.length - a.path.length);
  return farthest === undefined ? issue : { path: [...path, ...farthest.path], message: farthest.message };
}

function fieldOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** The value, where it is short enough to be told and nothing that has to stay secret. */
function told(value: unknown, path: readonly PropertyKey[]): string | number | boolean | null | undefined {
  if (path.some((key) => /key$|token$|secret|password/i.test(String(key)))) return undefined;
  if (typeof value === "string") return value.slice(0, TOLD);
  return value === null || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

/** What ends a wait; of another copy of the class, too. */
export const signalSchema = z.custom<AbortSignal>(
  (value) => value instanceof EventTarget && "aborted" in value,
  "Give an AbortSignal",
);

/**
 * Makes sure that something of the host's has the methods by which it is called.
 *
 * @throws {@link SchedulerError} `INPUT_INVALID`, with the first method that is missing
 */
export function checkPort(given: unknown, what: string, methods: readonly string[]): void {
  const isCallable =
    (typeof given === "object" && given !== null && !Array.isArray(given)) || typeof given === "function";
  const missing = methods.find((method) => !isCallable || typeof Reflect.get(given, method) !== "function");
  if (missing === undefined) return;
  const hint = `Give an object with ${methods.length === 1 ? "the method" : "the methods"} ${methods.join(", ")}.`;
  throw new SchedulerError("INPUT_INVALID", { field: isCallable ? `${what}.${missing}` : what, hint });
}
