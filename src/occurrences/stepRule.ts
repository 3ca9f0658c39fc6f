import { DAYS_PER_CYCLE, type LocalSeconds, SECONDS_PER_DAY } from "./civil.ts";
import type { CivilRule } from "./civilRule.ts";

/** How many steps are looked at for one that the limits let through. */
const MAX_STEPS = 600;
/** And how far away: the calendar repeats after 400 years. */
const MAX_SPAN = DAYS_PER_CYCLE * SECONDS_PER_DAY;

/** Every so many hours, minutes or seconds of wall time from the start, where a second rule allows it. */
export class StepRule implements CivilRule {
  readonly isElapsed = true;
  readonly #origin: LocalSeconds;
  readonly #unit: number;
  readonly #step: number;
  readonly #limit: CivilRule;
  readonly #offsets: readonly number[];

  /**
   * @param unit 3600, 60 or 1 seconds
   * @param limit which units are allowed, by the wall time of their first second
   * @param offsets where in a unit it occurs: seconds since the unit began, sorted
   */
  constructor(start: LocalSeconds, unit: number, interval: number, limit: CivilRule, offsets: readonly number[]) {
    this.#origin = Math.floor(start / unit) * unit;
    this.#unit = unit;
    this.#step = interval * unit;
    this.#limit = limit;
    this.#offsets = offsets;
  }

  next(local: LocalSeconds): LocalSeconds {
    const first = Math.floor(local / this.#unit) * this.#unit;
    let unit = this.#align(first, Math.ceil);
    for (let looked = 0; looked < MAX_STEPS; looked++) {
      const allowed = this.#limit.next(unit);
      if (allowed > first + MAX_SPAN) return Infinity;
      if (allowed === unit) {
        const offset = this.#offsets.find((seconds) => unit + seconds >= local);
        if (offset !== undefined) return unit + offset;
        unit += this.#step;
      } else unit = this.#align(allowed, Math.ceil);
    }
    return Infinity;
  }

  previous(local: LocalSeconds): LocalSeconds {
    let unit = this.#align(Math.floor(local / this.#unit) * this.#unit, Math.floor);
    for (let looked = 0; looked < MAX_STEPS; looked++) {
      const allowed = this.#limit.previous(unit);
      if (allowed < local - MAX_SPAN) return -Infinity;
      if (allowed === unit) {
        const offset = this.#offsets.findLast((seconds) => unit + seconds <= local);
        if (offset !== undefined) return unit + offset;
        unit -= this.#step;
      } else unit = this.#align(allowed, Math.floor);
    }
    return -Infinity;
  }

  #align(local: LocalSeconds, round: (steps: number) => number): LocalSeconds {
    return this.#origin + round((local - this.#origin) / this.#step) * this.#step;
  }
}
