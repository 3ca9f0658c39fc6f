import { SchedulerError } from "../errors/schedulerError.ts";
import { DAYS_PER_CYCLE, type LocalSeconds, SECONDS_PER_DAY } from "./civil.ts";

/**
 * A stretch of time in which a zone keeps one offset. All numbers are seconds; instants are seconds since the epoch, UTC.
 *
 * A stretch may be cut where nothing changes (`before` or `after` then equals `offset`), because tables are built piecemeal.
 */
export interface Stretch {
  readonly start: number;
  /** The first second that no longer belongs to it. */
  readonly end: number;
  /** Local minus UTC. */
  readonly offset: number;
  /** The offset up to `start`, and the one from `end` on. */
  readonly before: number;
  readonly after: number;
}

/** A time zone: which offset holds when. Get one with {@link findZone} or {@link getZone}. */
export interface Zone {
  /** The name it was asked for. */
  readonly name: string;
  /** The stretch that holds this second (since the epoch, UTC). */
  at(second: number): Stretch;
}

/** A table is built in blocks of 2^25 s (388 days), each when it is first asked for. */
const BLOCK = 2 ** 25;
/** A block knows the transitions this far beyond its ends, so that a stretch always knows the change next to it. */
const MARGIN = 2 * SECONDS_PER_DAY;
/** Offsets are compared this far apart. The shortest time that any zone keeps one from 1900 to 2100 is seven days (Gaza, Recife). */
const PROBE = 6 * SECONDS_PER_DAY;
/** How many blocks a zone keeps: a limit against callers who ask for very many far-off years. */
const MAX_BLOCKS = 256;

/** Before this instant every zone keeps its local mean time. */
const FIRST = Date.UTC(1800, 0, 1) / 1000;
/** From this instant on rules repeat with the calendar, every 400 years. */
const REPEATS = Date.UTC(2400, 0, 1) / 1000;
const CYCLE = DAYS_PER_CYCLE * SECONDS_PER_DAY;

const nowhere: Stretch = { start: 0, end: 0, offset: 0, before: 0, after: 0 };

class IntlZone implements Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #blocks = new Map<number, readonly Stretch[]>();
  /** The two stretches that were asked for last: a rule asks about now, and about its next occurrence. */
  #last: Stretch = nowhere;
  #earlier: Stretch = nowhere;

  constructor(name: string, format: Intl.DateTimeFormat) {
    this.name = name;
    this.#format = format;
  }

  at(second: number): Stretch {
    const last = this.#last;
    if (second >= last.start && second < last.end) return last;
    const earlier = this.#earlier;
    this.#earlier = last;
    return (this.#last = second >= earlier.start && second < earlier.end ? earlier : this.#find(second));
  }

  #find(second: number): Stretch {
    const number = Math.floor(second / BLOCK);
    let block = this.#blocks.get(number);
    if (block === undefined) {
      if (this.#blocks.size >= MAX_BLOCKS) this.#blocks.clear();
      this.#blocks.set(number, (block = this.#build(number * BLOCK, (number + 1) * BLOCK)));
    }
    for (const stretch of block) if (second < stretch.end) return stretch;
    throw new RangeError(`No stretch of ${this.name} holds ${second}`);
  }

  /** The stretches of [`start`, `end`). Those at its ends reach out to a transition within the margin, or are cut. */
  #build(start: number, end: number): Stretch[] {
    const stretches: Stretch[] = [];
    let offset = this.#offsetAt(start - MARGIN);
    let before = offset;
    let from = start;
    for (const at of this.#transitions(start - MARGIN, end + MARGIN)) {
      const after = this.#offsetAt(at);
      if (at > start) stretches.push({ start: from, end: at, offset, before, after });
      from = at;
      before = offset;
      offset = after;
      if (at >= end) return stretches;
    }
    stretches.push({ start: from, end, offset, before, after: offset });
    return stretches;
  }

  *#transitions(start: number, end: number): Generator<number> {
    let offset = this.#offsetAt(start);
    for (let low = start; low < end;) {
      const high = Math.min(low + PROBE, end);
      if (this.#offsetAt(high) === offset) {
        low = high;
        continue;
      }
      low = this.#transition(low, high, offset);
      offset = this.#offsetAt(low);
      yield low;
    }
  }

  /** The first second in (`low`, `high`] whose offset is not `offset`, which is that of `low`. */
  #transition(low: number, high: number, offset: number): number {
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#offsetAt(middle) === offset) low = middle;
      else high = middle;
    }
    return high;
  }

  #offsetAt(second: number): number {
    const repeated = second < REPEATS ? second : REPEATS + ((second - REPEATS) % CYCLE);
    const asked = Math.max(repeated, FIRST);
    const [, month, day, year, hour, minute, seconds] =
      /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(this.#format.format(asked * 1000)) ?? [];
    return (
      Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(seconds)) / 1000 -
      asked
    );
  }
}

const always: Stretch = { start: -Infinity, end: Infinity, offset: 0, before: 0, after: 0 };

/** Zones by the name they were asked for. Limited, because the database takes a name in any mix of cases. */
const zones = new Map<string, Zone>();
const MAX_ZONES = 2000;

/** The zone with this IANA name (`America/New_York`, `Asia/Calcutta`, `UTC`), or `undefined` if the runtime knows none. */
export function findZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = createZone(name);
  if (zone === undefined) return undefined;
  if (zones.size >= MAX_ZONES) zones.clear();
  zones.set(name, zone);
  return zone;
}

function createZone(name: string): Zone | undefined {
  // `Intl` also takes bare offsets ("+05:30"): these are no zones, they know nothing of the clock changes of a place.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  if (/^(?:Etc\/)?(?:UTC|GMT)$/.test(name)) return { name, at: () => always };
  try {
    return new IntlZone(
      name,
      new Intl.DateTimeFormat("en-US", {
        timeZone: name,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      }),
    );
  } catch {
    return undefined;
  }
}

/**
 * The zone with this IANA name.
 *
 * @throws {@link SchedulerError} `TIMEZONE_UNKNOWN` if the runtime knows no such zone
 */
export function getZone(name: string): Zone {
  const zone = findZone(name);
  if (zone !== undefined) return zone;
  throw new SchedulerError("TIMEZONE_UNKNOWN", { timezone: name, hint: hintFor(name) });
}

/** Names the zone that was probably meant: people write the city alone, or a blank for the underscore. */
function hintFor(name: string): string {
  const city = name
    .slice(name.lastIndexOf("/") + 1)
    .trim()
    .replaceAll(/\s+/g, "_")
    .toLowerCase();
  const meant = Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase().endsWith(`/${city}`));
  if (meant !== undefined) return `Did you mean "${meant}"?`;
  return 'Use a name of the IANA time zone database, such as "America/New_York".';
}

/**
 * The wall time in a zone at an instant.
 *
 * @param epochMs epoch milliseconds UTC; parts of a second are dropped
 * @example
 * wallTimeOf(localOf(Date.parse("2026-11-23T12:00:00Z"), getZone("Asia/Tokyo"))).hour // 21
 */
export function localOf(epochMs: number, zone: Zone): LocalSeconds {
  const second = Math.floor(epochMs / 1000);
  return second + zone.at(second).offset;
}

/**
 * The instant of a wall time in a zone, in epoch milliseconds UTC.
 *
 * A wall time that a clock change skips is read with the offset before the change, so it moves forward by the jump; of one
 * that comes twice it is the first. This is what ECMAScript Temporal calls "compatible", and RFC 5545, section 3.3.5.
 *
 * @example
 * instantOf(localFrom({ year: 2026, month: 3, day: 8, hour: 2, minute: 30 }), getZone("America/New_York")) // 03:30 EDT
 */
export function instantOf(local: LocalSeconds, zone: Zone): number {
  // No offset is as large as a day, so this stretch begins before any instant that could be meant.
  let stretch = zone.at(local - SECONDS_PER_DAY);
  while (local - stretch.offset >= stretch.end) stretch = zone.at(stretch.end);
  const second = local - stretch.offset;
  return (second >= stretch.start ? second : local - stretch.before) * 1000;
}
