import type { Scope } from "../../../../model/actor.ts";
import type { EventName } from "../../../../model/events.ts";
import type { EventRow, NewEvent } from "../../../../ports/store.ts";
import { Conditions } from "../conditions.ts";
import { insert, select, selectEach, selectReadable, type Steps, together } from "../steps.ts";
import { events } from "../tables.ts";

interface EventQuery {
  after: number;
  limit: number;
  scope?: Scope;
  jobId?: string;
  names?: readonly EventName[];
}

/**
 * Gives events their places and writes them.
 *
 * The lock holds from here to the end of the transaction: so positions become visible in their order, and a reader who
 * goes on after a position misses nothing. It is taken last, and for short.
 */
export function* addEvents(added: readonly NewEvent[]): Steps<EventRow[]> {
  if (added.length === 0) return [];
  yield { type: "lock", name: "events" };
  const jobIds = [...new Set(added.flatMap(({ jobId }) => jobId ?? []))];
  const [[last], latest] = yield* together(
    select<{ position: number }>(`SELECT coalesce(max(position), 0) AS "position" FROM {events}`),
    selectEach<{ jobId: string; sequence: number }>(SEQUENCES, jobIds),
  );
  const position = last?.position ?? 0;
  const sequences = new Map(latest.map(({ jobId, sequence }) => [jobId, sequence]));
  const rows = added.map((event, index): EventRow => {
    if (event.jobId === undefined) return { ...event, position: position + index + 1, sequence: 0 };
    const sequence = (sequences.get(event.jobId) ?? 0) + 1;
    sequences.set(event.jobId, sequence);
    return { ...event, position: position + index + 1, sequence };
  });
  yield* insert(
    events,
    rows.map((row) => ({ ...row, name: row.event.name })),
  );
  return rows;
}

/** An event that cannot be read, since it was damaged or is a newer version's, must not end a reader's way through the others. */
export function* listEvents({ after, limit, scope, jobId, names }: EventQuery): Steps<EventRow[]> {
  const found: EventRow[] = [];
  let position = after;
  for (;;) {
    const wanted = limit - found.length;
    const where = new Conditions()
      .compare("position", ">", position)
      .scope(scope)
      .equal("job_id", jobId)
      .oneOf("name", names);
    const { rows, unreadable } = yield* selectReadable(
      events,
      `SELECT ${events.selection} FROM {events} ${where.sql} ORDER BY position {limit}`,
      [...where.values, wanted],
    );
    found.push(...rows.map(({ name: _name, ...row }) => row as EventRow));
    if (unreadable.length === 0 || rows.length + unreadable.length < wanted) return found;
    position = Math.max(
      ...rows.map((row) => row.position),
      ...unreadable.map(({ details }) => details["position"] as number),
    );
  }
}

const SEQUENCES = `SELECT k.id AS "jobId", coalesce(
  (SELECT max(sequence) FROM {events} e WHERE e.job_id = k.id),
  (SELECT sequence FROM {event_counts} c WHERE c.job_id = k.id),
  0
) AS "sequence" FROM {keys} k`;
