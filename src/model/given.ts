import { SchedulerError } from "../errors/schedulerError.ts";

/**
 * What callers hand to the pure functions, checked where it enters. By hand instead of by zod, so that a page which only reads
 * sentences or shows occurrences need not load it.
 */

/** @throws {@link SchedulerError} `INPUT_INVALID` for what is no text */
export function givenText(name: string, value: string, hint: string): string {
  if (typeof value === "string") return value;
  throw notAsExpected(name, value, hint);
}

/** @throws {@link SchedulerError} `INPUT_INVALID` for what is no `Date`, or an invalid one */
export function givenInstant(name: string, value: Date): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw notAsExpected(name, value, "Give a valid Date.");
}

/** @throws {@link SchedulerError} `INPUT_INVALID` for what is no object */
export function givenObject<Value extends object>(name: string, value: Value, hint: string): Value {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw notAsExpected(name, value, hint);
}

/** @throws {@link SchedulerError} `INPUT_INVALID` for a field that has another name */
export function givenFields<Value extends object>(name: string, value: Value, known: readonly string[]): Value {
  const stranger = Object.keys(value).find((key) => !known.includes(key));
  if (stranger === undefined) return value;
  throw new SchedulerError("INPUT_INVALID", {
    field: `${name}.${stranger}`,
    hint: `There is no such field: it is ${listed(known)}.`,
  });
}

/** @throws {@link SchedulerError} `INPUT_INVALID` for something that has no such method */
export function givenMethods(name: string, value: object, methods: readonly string[]): void {
  const given = givenObject(name, value, `Give an object with ${methods.join(", ")}.`);
  const missing = methods.find((method) => typeof Reflect.get(given, method) !== "function");
  if (missing !== undefined)
    throw notAsExpected(`${name}.${missing}`, typeof Reflect.get(given, missing), "Give a function.");
}

/** The error for a value that is not what its name stands for. */
export function notAsExpected(name: string, value: unknown, hint: string): SchedulerError<"INPUT_INVALID"> {
  return new SchedulerError("INPUT_INVALID", { [name]: value, hint });
}

/** `a, b or c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
