/** The instants of a schedule, in epoch milliseconds UTC. Both directions are strict: the instant that is given does not count. */
export interface Timeline {
  /** The first instant after `afterMs`, or `undefined`. */
  next(afterMs: number): number | undefined;
  /** The last instant before `beforeMs`, or `undefined`. */
  previous(beforeMs: number): number | undefined;
}

/** The last instant that a `Date` can hold. */
const LAST_MS = 8.64e15;

/** One instant. */
export function onceTimeline(at: number): Timeline {
  return {
    next: (after) => (after < at ? at : undefined),
    previous: (before) => (before > at ? at : undefined),
  };
}

/** A lattice: `anchor + everyMs`, `anchor + 2 * everyMs` and so on for ever, whatever the clocks on the wall do. */
export function intervalTimeline(anchor: number, everyMs: number): Timeline {
  return {
    next: (after) => {
      const next = anchor + Math.max(1, Math.floor((after - anchor) / everyMs) + 1) * everyMs;
      return next <= LAST_MS ? next : undefined;
    },
    previous: (before) => {
      const steps = Math.ceil((before - anchor) / everyMs) - 1;
      return steps >= 1 ? anchor + steps * everyMs : undefined;
    },
  };
}
