import * as z from "zod";
import type { Scope } from "../model/actor.ts";
import { type SchedulerEvent, schedulerEventSchema } from "../model/events.ts";
import type { EventRow } from "../ports/store.ts";
import type { Core } from "./core.ts";
import { Looks } from "./looks.ts";
import { parse, signalSchema } from "./parse.ts";

/** An event in its place among all events. */
export interface PlacedEvent {
  /** Where a reader goes on. */
  position: number;
  at: Date;
  jobId?: string;
  ownerId: string;
  factoryId: string;
  event: SchedulerEvent;
}

/** Which events are wanted: those behind a position, until `signal` aborts. */
export interface EventQuery {
  after?: number;
  signal?: AbortSignal;
}

const querySchema = z.strictObject({
  after: z.int().nonnegative().default(0),
  signal: signalSchema.optional(),
});

/** How many events are read at a time. */
const CHUNK = 200;

/**
 * All events after a position, each once and in order, then those to come, until the signal is aborted. It reads what is stored,
 * so it misses nothing that happened while nobody listened, in whatever process.
 */
export async function* eventsAfter(
  core: Core,
  query: EventQuery,
  scope?: Scope,
): AsyncGenerator<PlacedEvent, void, undefined> {
  const { after, signal } = parse(querySchema, query, "query");
  await core.open();
  let position = after;
  const looks = new Looks(core, signal);
  try {
    while (await looks.next()) {
      let rows: EventRow[];
      do {
        rows = await core.store.listEvents({ after: position, limit: CHUNK, ...(scope !== undefined && { scope }) });
        for (const row of rows) {
          if (signal?.aborted === true) return;
          yield shown(row);
          position = row.position;
        }
      } while (rows.length === CHUNK);
    }
  } finally {
    looks.stop();
  }
}

function shown({ position, at, jobId, ownerId, factoryId, event }: EventRow): PlacedEvent {
  return {
    position,
    at: new Date(at),
    ...(jobId !== undefined && { jobId }),
    ownerId,
    factoryId,
    event: z.decode(schedulerEventSchema, event),
  };
}
