/** The times of a day at which a rule occurs, as every combination of its hours, minutes and seconds. */
export class TimesOfDay {
  /** The first and the last of the day, in seconds since it began. */
  readonly first: number;
  readonly last: number;
  readonly #nextHour: Int8Array;
  readonly #nextMinute: Int8Array;
  readonly #nextSecond: Int8Array;
  readonly #previousHour: Int8Array;
  readonly #previousMinute: Int8Array;
  readonly #previousSecond: Int8Array;
  readonly #firstInHour: number;
  readonly #lastInHour: number;

  constructor(hours: readonly number[], minutes: readonly number[], seconds: readonly number[]) {
    this.#nextHour = nextTable(hours, 24);
    this.#nextMinute = nextTable(minutes, 60);
    this.#nextSecond = nextTable(seconds, 60);
    this.#previousHour = previousTable(hours, 24);
    this.#previousMinute = previousTable(minutes, 60);
    this.#previousSecond = previousTable(seconds, 60);
    this.#firstInHour = this.#nextMinute[0]! * 60 + this.#nextSecond[0]!;
    this.#lastInHour = this.#previousMinute[60]! * 60 + this.#previousSecond[60]!;
    this.first = this.#nextHour[0]! * 3600 + this.#firstInHour;
    this.last = this.#previousHour[24]! * 3600 + this.#lastInHour;
  }

  /** The first at or after `time`, or -1. */
  next(time: number): number {
    const hour = (time / 3600) | 0;
    if (this.#nextHour[hour] === hour) {
      const minute = ((time / 60) | 0) % 60;
      if (this.#nextMinute[minute] === minute) {
        const second = this.#nextSecond[time % 60]!;
        if (second >= 0) return hour * 3600 + minute * 60 + second;
      }
      const later = this.#nextMinute[minute + 1]!;
      if (later >= 0) return hour * 3600 + later * 60 + this.#nextSecond[0]!;
    }
    const later = this.#nextHour[hour + 1]!;
    return later < 0 ? -1 : later * 3600 + this.#firstInHour;
  }

  /** The last at or before `time`, or -1. */
  previous(time: number): number {
    const hour = (time / 3600) | 0;
    if (this.#nextHour[hour] === hour) {
      const minute = ((time / 60) | 0) % 60;
      if (this.#nextMinute[minute] === minute) {
        const second = this.#previousSecond[(time % 60) + 1]!;
        if (second >= 0) return hour * 3600 + minute * 60 + second;
      }
      const earlier = this.#previousMinute[minute]!;
      if (earlier >= 0) return hour * 3600 + earlier * 60 + this.#previousSecond[60]!;
    }
    const earlier = this.#previousHour[hour]!;
    return earlier < 0 ? -1 : earlier * 3600 + this.#lastInHour;
  }
}

/** For each value and for `size` itself: the first allowed value at or after it, or -1. */
function nextTable(values: readonly number[], size: number): Int8Array {
  const table = new Int8Array(size + 1).fill(-1);
  for (const value of values) table[value] = value;
  for (let value = size - 1; value >= 0; value--) if (table[value]! < 0) table[value] = table[value + 1]!;
  return table;
}

/** For each value, one place to the right: the last allowed value at or before it, or -1. */
function previousTable(values: readonly number[], size: number): Int8Array {
  const table = new Int8Array(size + 1).fill(-1);
  for (const value of values) table[value + 1] = value;
  for (let place = 1; place <= size; place++) if (table[place]! < 0) table[place] = table[place - 1]!;
  return table;
}
