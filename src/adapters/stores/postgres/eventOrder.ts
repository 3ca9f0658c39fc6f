import { createHash } from "node:crypto";
import { appendEvents } from "../sql/appendEvents.ts";

/** A number in the lower 32 bits of another, as it is with and without a sign. */
const signed = (bigint: string): string => `(((${bigint} + 2147483648) & 4294967295) - 2147483648)`;

/**
 * How events get positions without a writer waiting, and readers miss none.
 *
 * Positions come from a sequence, so they grow in the order in which they are taken and not in that of the commits. Before a
 * transaction takes its first one, it takes a shared lock, which hinders nobody, on a number: what the sequence was at by then, a
 * bound that all its positions are above. It holds it to its end, which others see before the lock is gone.
 *
 * A reader asks first what the sequence is at, and then which of these locks are held: the least of all these is its horizon.
 * A position up to the horizon was taken by a transaction that had its lock before the reader looked for locks: if the
 * lock is still there, its bound would have made the horizon lower, so the transaction is over. A statement that begins
 * after that (`READ COMMITTED`) sees what it committed.
 *
 * `pg_locks` shows the locks of all databases and has 32 bits for a number: the rest is as in what the sequence is at, since no
 * transaction stays open while two thousand million events are written. Two schemas whose names have the same hash delay each
 * other's readers, and no more.
 */
export function eventOrder(schema: string): { append: string; horizon: string } {
  const lockClass = createHash("sha1").update(`${schema} events`).digest().readInt32BE();
  const rows = "json_populate_recordset(NULL::{events}, ?)";
  const bound = `SELECT pg_advisory_xact_lock_shared(${lockClass}, ${signed("last_value")}::int) FROM {events_position}`;
  // A condition that names no row is asked once, before the first row is made.
  const append = `${appendEvents(rows, "v.sequence")} WHERE (${bound}) IS NOT NULL`;
  // What refers to the outer row is asked after that was read: the locks after the sequence.
  const bounds = `SELECT min(s.last_value - ${signed("s.last_value - objid::bigint")}) FROM pg_locks
    WHERE locktype = 'advisory' AND classid::bigint = ${lockClass >>> 0} AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND pid IS DISTINCT FROM pg_backend_pid()`;
  const horizon = `SELECT least(s.last_value, (${bounds})) AS "upTo" FROM {events_position} s`;
  return { append, horizon };
}
