import type { CountByState } from "../client/views.ts";

/** How many there are in all states together. */
export function inAll(counts: CountByState<string>): number {
  return Object.values(counts).reduce((sum: number, count) => sum + (count ?? 0), 0);
}
