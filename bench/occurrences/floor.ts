/**
 * How fast it can be at all: a next occurrence written for nothing but these patterns. Minutes in a typed array, days in a bit
 * mask, offsets in a sorted list that is built beforehand. It knows no bounds, no choices, no seconds, no errors; it exists to be
 * measured against.
 */
const MINUTE = 60_000;

/** The day numbers of the first days of all months from 2024 on. */
const firsts = Int32Array.from({ length: 12 * 120 }, (_, month) => Date.UTC(2024, month, 1) / 86_400_000);

/** The offsets of a zone around the years that are measured, in minutes. */
export class FloorZone {
  readonly starts: Float64Array;
  readonly offsets: Float64Array;
  near = 0;

  constructor(zone: string, fromMs: number, toMs: number) {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    const offsetAt = (minute: number) => {
      const [month = 0, day = 0, year = 0, hour = 0, minutes = 0] = format
        .format(minute * MINUTE)
        .split(/\D+/)
        .map(Number);
      return Date.UTC(year, month - 1, day, hour, minutes) / MINUTE - minute;
    };
    const starts = [-Infinity];
    const offsets = [offsetAt(fromMs / MINUTE)];
    for (let hour = fromMs / MINUTE; hour < toMs / MINUTE; hour += 60) {
      if (offsetAt(hour + 60) === offsets.at(-1)) continue;
      let minute = hour;
      while (offsetAt(minute) === offsets.at(-1)) minute++;
      starts.push(minute);
      offsets.push(offsetAt(minute));
    }
    this.starts = Float64Array.from([...starts, Infinity]);
    this.offsets = Float64Array.from(offsets);
  }

  find(minute: number): number {
    const { starts } = this;
    let near = this.near;
    if (minute >= starts[near]! && minute < starts[near + 1]!) return near;
    near = 0;
    while (minute >= starts[near + 1]!) near++;
    return (this.near = near);
  }
}

function values(field: string, low: number, high: number): number[] {
  const found = new Set<number>();
  for (const item of field.split(",")) {
    const [range = "", step] = item.split("/");
    const [from = low, to = step === undefined ? from : high] =
      range === "*" ? [low, high] : range.split("-").map(Number);
    for (let value = from; value <= to; value += Number(step ?? 1)) found.add(value);
  }
  return [...found].toSorted((a, b) => a - b);
}

const bits = (list: number[]) => list.reduce((set, value) => set | (1 << value), 0);

export class Floor {
  /** The first minute of the day at or after each minute, or -1. */
  readonly #next = new Int16Array(1441).fill(-1);
  readonly #months: number;
  readonly #daysOfMonth: number;
  readonly #weekdays: number;
  readonly #isLast: boolean;
  readonly #nth: number;
  readonly #isFixed: boolean;
  /** The days of the months that were looked at before. */
  readonly #known = new Int32Array(12 * 120).fill(-1);
  #month = -1;
  #first = 0;
  #length = 0;
  #days = 0;

  constructor(expression: string) {
    const [minute = "", hour = "", day = "", month = "", weekday = ""] = expression.split(" ");
    const minutes = values(minute, 0, 59);
    for (const value of values(hour, 0, 23))
      for (const rest of minutes) this.#next[value * 60 + rest] = value * 60 + rest;
    for (let value = 1439; value >= 0; value--) if (this.#next[value]! < 0) this.#next[value] = this.#next[value + 1]!;
    const [head = "", nth = "0"] = weekday.split("#");
    this.#months = bits(values(month, 1, 12));
    this.#isLast = day === "L";
    this.#daysOfMonth = this.#isLast || day === "*" ? 0 : bits(values(day, 1, 31));
    this.#weekdays = head === "*" ? 0 : bits(values(head, 0, 7).map((value) => value % 7));
    this.#nth = Number(nth);
    this.#isFixed = !/[*/]/.test(hour);
  }

  next(zone: FloorZone, afterMs: number): number {
    let minute = Math.floor(afterMs / MINUTE) + 1;
    let near = zone.find(minute);
    for (;;) {
      const offset = zone.offsets[near]!;
      const start = zone.starts[near]!;
      const end = zone.starts[near + 1]!;
      const before = near > 0 ? zone.offsets[near - 1]! : offset;
      // A wall time that was there before the clocks went back has had its occurrence.
      const from = this.#isFixed && before > offset ? Math.max(minute + offset, start + before) : minute + offset;
      let found = this.#search(from) - offset;
      if (this.#isFixed && offset > before && minute < start + offset - before) {
        found = Math.min(found, this.#search(minute + before) - before);
      }
      if (found < end) return found * MINUTE;
      if (found - end > 4320) {
        minute = found - 2880;
        near = zone.find(minute);
      } else {
        minute = end;
        near++;
      }
    }
  }

  #search(local: number): number {
    let day = Math.floor(local / 1440);
    let rest = local - day * 1440;
    if (day < this.#first || day >= this.#first + this.#length) {
      let month = Math.floor((day - firsts[0]!) / 30.44);
      while (firsts[month + 1]! <= day) month++;
      while (firsts[month]! > day) month--;
      this.#turn(month);
    }
    for (;;) {
      const place = day - this.#first;
      if ((this.#days >>> place) & 1) {
        const time = this.#next[rest]!;
        if (time >= 0) return day * 1440 + time;
      }
      let later = this.#days & ~((2 << place) - 1);
      while (later === 0) {
        let month = this.#month + 1;
        while (((this.#months >>> ((month % 12) + 1)) & 1) === 0) month++;
        this.#turn(month);
        later = this.#days;
      }
      day = this.#first + 31 - Math.clz32(later & -later);
      rest = 0;
    }
  }

  #turn(month: number): void {
    this.#month = month;
    this.#first = firsts[month]!;
    this.#length = firsts[month + 1]! - this.#first;
    const known = this.#known[month]!;
    this.#days = known >= 0 ? known : (this.#known[month] = this.#daysOf(month));
  }

  #daysOf(month: number): number {
    if (((this.#months >>> ((month % 12) + 1)) & 1) === 0) return 0;
    const isAny = this.#daysOfMonth === 0 && this.#weekdays === 0 && !this.#isLast;
    let days = 0;
    for (let place = 0; place < this.#length; place++) {
      const weekday = (this.#first + place + 4) % 7;
      const isOfMonth = ((this.#daysOfMonth >>> (place + 1)) & 1) === 1 || (this.#isLast && place === this.#length - 1);
      const isOfWeek =
        ((this.#weekdays >>> weekday) & 1) === 1 && (this.#nth === 0 || Math.floor(place / 7) + 1 === this.#nth);
      if (isAny || isOfMonth || isOfWeek) days |= 1 << place;
    }
    return days;
  }
}
