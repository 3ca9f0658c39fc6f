import * as z from "zod";
import type { Scope } from "../model/actor.ts";
import { type SchedulerEvent, schedulerEventSchema } from "../model/events.ts";
import type { EventRow } from "../ports/store.ts";
import type { Core } from "./core.ts";

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

/** How many events are read at a time. */
const CHUNK = 200;
/** How often the store is asked where nothing tells of changes. */
const POLL_MS = 2_000;

/**
 * All events after a position, each once and in order, then those to come, until the signal is aborted. It reads what is stored,
 * so it misses nothing that happened while nobody listened, in whatever process.
 */
export async function* eventsAfter(
  core: Core,
  query: { after: number; scope?: Scope | undefined; signal?: AbortSignal | undefined },
): AsyncGenerator<PlacedEvent, void, undefined> {
  await core.open();
  const { store, settings } = core;
  const { scope, signal } = query;
  let position = query.after;
  let alarm = new AbortController();
  const wake = () => alarm.abort();
  const unsubscribe = store.subscribe(wake);
  signal?.addEventListener("abort", wake);
  try {
    const isOver = () => signal?.aborted === true;
    while (!isOver()) {
      alarm = new AbortController();
      const rows = await store.listEvents({ after: position, limit: CHUNK, ...(scope !== undefined && { scope }) });
      for (const row of rows) {
        if (isOver()) return;
        yield shown(row);
        position = row.position;
      }
      if (rows.length < CHUNK && !isOver()) await settings.clock.sleep(POLL_MS, alarm.signal);
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener("abort", wake);
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
