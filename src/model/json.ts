import type * as z from "zod";

/** What JSON can hold. */
export type Json = z.infer<ReturnType<typeof z.json>>;

/** A value as JSON holds it, whatever a tool or a model gave; what JSON cannot hold is told in words. */
export function toJson(value: unknown): Json {
  try {
    return JSON.parse(JSON.stringify(value) ?? "null") as Json;
  } catch {
    return String(value);
  }
}

/** Whether two values are the same JSON, whatever the order of their fields. */
export function isSameJson(a: Json, b: Json): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => {
      const [one, other] = [left[name], right[name]];
      return one !== undefined && other !== undefined && isSameJson(one, other);
    })
  );
}
