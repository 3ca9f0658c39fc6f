/** What some databases refuse or change: half of a surrogate pair, and the character zero. */
const UNSTORABLE = /[\p{Surrogate}\0]/gu;

/**
 * A value whose texts every store gives back as they were written, so that what was confirmed is what runs, whatever the
 * database. Letters that are none (half of a surrogate pair, the character zero) become U+FFFD.
 */
export function wellFormed<Value>(value: Value): Value {
  if (typeof value === "string") return value.replaceAll(UNSTORABLE, "\uFFFD") as Value;
  if (Array.isArray(value)) return value.map(wellFormed) as Value;
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const fields = Object.entries(value).map(([key, field]) => [wellFormed(key), wellFormed(field)] as const);
  return Object.fromEntries(fields) as Value;
}
