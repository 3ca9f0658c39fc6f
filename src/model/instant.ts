import * as z from "zod";

/** The first and last instant that a `Date` can hold, in epoch milliseconds UTC (ECMA-262, section 21.4.1.1). */
const LAST_MS = 8.64e15;

/**
 * An instant: a `Date` to callers, epoch milliseconds UTC where it is stored.
 *
 * `z.decode(schema, stored)` gives what callers see, `z.encode(schema, value)` checks what callers gave and gives what is
 * stored, so each noun is described once.
 */
export const instantSchema = z.codec(z.int().min(-LAST_MS).max(LAST_MS), z.date(), {
  decode: (epochMs) => new Date(epochMs),
  encode: (instant) => instant.getTime(),
});

/** A duration in whole milliseconds, zero or more. */
export const durationMsSchema = z.int().nonnegative();
