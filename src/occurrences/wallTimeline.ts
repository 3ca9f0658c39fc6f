import { SECONDS_PER_DAY } from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";
import type { Timeline } from "./timeline.ts";
import type { Stretch, Zone } from "./zone.ts";

/** What happens at a wall time that a clock change removes (`gap`) or repeats (`fold`). */
export interface ClockChange {
  readonly gap: "shift" | "skip";
  readonly fold: "first" | "second" | "both";
}

/** Rules are evaluated in the years 1 to 9998, so that no wall time around them has a year that cannot be written. */
const FIRST_SECOND = Date.parse("0001-01-01T00:00:00Z") / 1000;
const LAST_SECOND = Date.parse("9998-12-31T23:59:59Z") / 1000;

/** Any zone's wall time is nearer to any other's than this. */
const SKIPPED = 2 * SECONDS_PER_DAY;

/**
 * Puts a set of wall times into a zone.
 *
 * Away from clock changes each wall time is one instant. Around a change at `start` that lasts `size` seconds:
 * - forward (a gap): in [`start`, `start + size`) the wall times that were skipped occur as well, moved by the jump, if `gap` is `shift`;
 * - back (a fold): wall times come in [`start - size`, `start`) and again in [`start`, `start + size`); `fold` says which count.
 */
export class WallTimeline implements Timeline {
  readonly #rule: CivilRule;
  readonly #zone: Zone;
  readonly #shifts: boolean;
  readonly #isFirstSilent: boolean;
  readonly #isSecondSilent: boolean;

  constructor(rule: CivilRule, zone: Zone, { gap, fold }: ClockChange) {
    this.#rule = rule;
    this.#zone = zone;
    this.#shifts = gap === "shift";
    this.#isFirstSilent = fold === "second";
    this.#isSecondSilent = fold === "first";
  }

  /** What a clock change does to the occurrence at this instant, if anything. */
  clockChangeAt(epochMs: number): "shifted" | "first-of-two" | "second-of-two" | undefined {
    const second = epochMs / 1000;
    const { start, end, offset, before, after } = this.#zone.at(second);
    if (offset > before && second < start + (offset - before)) {
      return this.#shifts && this.#rule.next(second + before) === second + before ? "shifted" : undefined;
    }
    if (offset < before && second < start + (before - offset)) return "second-of-two";
    return after < offset && second >= end - (offset - after) ? "first-of-two" : undefined;
  }

  next(afterMs: number): number | undefined {
    const second = Math.max(Math.floor(afterMs / 1000) + 1, FIRST_SECOND);
    const stretch = this.#zone.at(second);
    if (second >= stretch.start + Math.abs(stretch.offset - stretch.before)) {
      const found = this.#rule.next(second + stretch.offset) - stretch.offset;
      if (found < stretch.end - Math.abs(stretch.after - stretch.offset)) return within(found);
      if (stretch.end - second >= SECONDS_PER_DAY && found > stretch.end + SKIPPED) {
        return found === Infinity ? undefined : this.#nextAcrossChanges(found - SKIPPED);
      }
    }
    return this.#nextAcrossChanges(second);
  }

  #nextAcrossChanges(from: number): number | undefined {
    let second = from;
    for (;;) {
      const stretch = this.#zone.at(second);
      const { end, found } = this.#nextInPart(second, stretch);
      if (found < end) return within(found);
      // Far from its ends nothing of the stretch comes again: what follows can be skipped until shortly before the next wall time.
      if (end - second >= SECONDS_PER_DAY) {
        if (found === Infinity) return undefined;
        second = Math.max(end, found - SKIPPED);
      } else second = end;
    }
  }

  /** The part of a stretch that `second` is in, by what counts there: its end, and the first instant at or after `second`. */
  #nextInPart(second: number, { start, end, offset, before, after }: Stretch): { end: number; found: number } {
    const plain = () => this.#rule.next(second + offset) - offset;
    const changed = start + Math.abs(offset - before);
    if (second < changed) {
      if (offset > before && this.#shifts) {
        return { end: changed, found: Math.min(plain(), this.#rule.next(second + before) - before) };
      }
      return { end: changed, found: offset < before && this.#isSecondSilent ? changed : plain() };
    }
    const silent = this.#isFirstSilent && after < offset ? end - (offset - after) : end;
    return second < silent ? { end: silent, found: plain() } : { end, found: end };
  }

  previous(beforeMs: number): number | undefined {
    const second = Math.min(Math.ceil(beforeMs / 1000) - 1, LAST_SECOND);
    const stretch = this.#zone.at(second);
    if (second < stretch.end - Math.abs(stretch.after - stretch.offset)) {
      const found = this.#rule.previous(second + stretch.offset) - stretch.offset;
      if (found >= stretch.start + Math.abs(stretch.offset - stretch.before)) return found * 1000;
    }
    return this.#previousAcrossChanges(second);
  }

  #previousAcrossChanges(from: number): number | undefined {
    let second = from;
    for (;;) {
      const stretch = this.#zone.at(second);
      const { start, found } = this.#previousInPart(second, stretch);
      if (found >= start) return found * 1000;
      if (second - start >= SECONDS_PER_DAY) {
        if (found === -Infinity) return undefined;
        second = Math.min(start - 1, found + SKIPPED);
      } else second = start - 1;
    }
  }

  /** The part of a stretch that `second` is in, by what counts there: its start, and the last instant at or before `second`. */
  #previousInPart(second: number, stretch: Stretch): { start: number; found: number } {
    const { start, end, offset, before, after } = stretch;
    const plain = () => this.#rule.previous(second + offset) - offset;
    const changed = start + Math.abs(offset - before);
    if (second < changed) {
      if (offset > before && this.#shifts) {
        return { start, found: Math.max(plain(), this.#rule.previous(second + before) - before) };
      }
      return { start, found: offset < before && this.#isSecondSilent ? start - 1 : plain() };
    }
    const silent = this.#isFirstSilent && after < offset ? end - (offset - after) : end;
    return second < silent ? { start: changed, found: plain() } : { start: silent, found: silent - 1 };
  }
}

function within(second: number): number | undefined {
  return second <= LAST_SECOND ? second * 1000 : undefined;
}
