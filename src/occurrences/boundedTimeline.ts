import type { Timeline } from "./timeline.ts";

/** What of a timeline lies from `from` to `until`, both included. */
export function boundedTimeline(timeline: Timeline, from: number, until: number): Timeline {
  return {
    next: (after) => {
      const next = timeline.next(Math.max(after, from - 1));
      return next !== undefined && next <= until ? next : undefined;
    },
    previous: (before) => {
      const previous = timeline.previous(Math.min(before, until + 1));
      return previous !== undefined && previous >= from ? previous : undefined;
    },
  };
}

/** The first `max` instants of a timeline. They are counted no further than they are asked for, and never twice. */
export function countedTimeline(timeline: Timeline, max: number): Timeline {
  let counted = 0;
  let last = -Infinity;
  /** Counts on until `instant` is reached; false if the count is full before it. */
  const reaches = (instant: number): boolean => {
    while (last < instant && counted < max) {
      const next = timeline.next(last);
      if (next === undefined) break;
      last = next;
      counted++;
    }
    return instant <= last;
  };
  return {
    next: (after) => {
      const next = timeline.next(after);
      return next !== undefined && reaches(next) ? next : undefined;
    },
    previous: (before) => {
      const previous = timeline.previous(before);
      if (previous === undefined || reaches(previous)) return previous;
      return counted === 0 ? undefined : last;
    },
  };
}
