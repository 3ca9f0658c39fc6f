import type { Scope } from "../../../../model/actor.ts";
import type { EventName } from "../../../../model/events.ts";
import type { EventRow, NewEvent } from "../../../../ports/store.ts";
import { Conditions } from "../conditions.ts";
import { selectReadable, type Steps } from "../steps.ts";
import { events } from "../tables.ts";

interface EventQuery {
  after: number;
  limit: number;
  scope?: Scope;
  jobId?: string;
  names?: readonly EventName[];
}

/**
 * Writes events. The database numbers them, so that nobody waits for anybody: a position is taken when an event is written,
 * and events become visible in the order of commits. Up to where none is missing any more is the horizon of a reader.
 */
export function* addEvents(added: readonly NewEvent[]): Steps<void> {
  if (added.length === 0) return;
  const counts = new Map<string, number>();
  const rows = added.map((event) => {
    const { jobId } = event;
    if (jobId === undefined) return { ...event, name: event.event.name, sequence: 0 };
    const nth = (counts.get(jobId) ?? 0) + 1;
    counts.set(jobId, nth);
    return { ...event, name: event.event.name, sequence: nth };
  });
  yield { type: "append", rows };
}

/** Up to which position every event can be seen from now on. */
export function* horizon(): Steps<number | undefined> {
  return (yield { type: "horizon" }) as number | undefined;
}

/** An event that cannot be read, since it was damaged or is a newer version's, must not end a reader's way through the others. */
export function* listEvents({ after, limit, scope, jobId, names }: EventQuery): Steps<EventRow[]> {
  const found: EventRow[] = [];
  const upTo = yield* horizon();
  let position = after;
  for (;;) {
    const wanted = limit - found.length;
    const where = new Conditions()
      .compare("position", ">", position)
      .compare("position", "<=", upTo)
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
