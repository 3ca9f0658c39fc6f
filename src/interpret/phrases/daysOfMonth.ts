/** A month has at most 31 days, and five of any weekday. */
export const MONTH_DAYS = 31;
export const WEEKDAYS_OF_MONTH = 5;

/**
 * Those of 1 to `most` that are not among the numbers; counted from the end, from -1 on, where the numbers are. `undefined` where
 * they count from both sides.
 */
export function othersThan(numbers: readonly number[], most: number): number[] | undefined {
  const sign = Math.sign(numbers[0] ?? 1);
  if (numbers.some((n) => Math.sign(n) !== sign)) return undefined;
  return Array.from({ length: most }, (_, index) => sign * (index + 1)).filter((n) => !numbers.includes(n));
}
