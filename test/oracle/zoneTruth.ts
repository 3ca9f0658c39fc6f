/** From `at` (epoch seconds) on, local time is `offset` seconds ahead of UTC. */
export interface OffsetFrom {
  readonly at: number;
  readonly offset: number;
}

/** Every offset that a zone has from one instant to another, found by asking for it in even steps and then for every minute. */
export function zoneTruth(zone: string, from: number, to: number, stepSeconds: number): OffsetFrom[] {
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  const offsetAt = (second: number): number => {
    const text = format.format(second * 1000);
    const [, sign, hours, minutes, seconds = "0"] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? [];
    if (sign === undefined) return 0;
    return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
  };
  let offset = offsetAt(from);
  const offsets: OffsetFrom[] = [{ at: -Infinity, offset }];
  for (let second = from; second < to; second += stepSeconds) {
    if (offsetAt(second + stepSeconds) === offset) continue;
    for (let minute = second; minute <= second + stepSeconds; minute += 60) {
      const changed = offsetAt(minute);
      if (changed !== offset) offsets.push({ at: minute, offset: changed });
      offset = changed;
    }
  }
  return offsets;
}

/**
 * Puts wall times (sorted, in seconds) into a zone, one by one: a wall time that is there once or twice is looked up, one that is
 * not there at all is read with the offset before the change.
 */
export function instantsOf(
  walls: readonly number[],
  offsets: readonly OffsetFrom[],
  { gap, fold }: { gap: "shift" | "skip"; fold: "first" | "second" | "both" },
): number[] {
  const instants: number[] = [];
  let isSorted = true;
  let near = 0;
  for (const wall of walls) {
    const found: number[] = [];
    while (near + 1 < offsets.length && offsets[near + 1]!.at <= wall - offsets[near]!.offset - 3 * 86_400) near++;
    let shifted = 0;
    for (let k = near; k < offsets.length && offsets[k]!.at <= wall + 3 * 86_400; k++) {
      const instant = wall - offsets[k]!.offset;
      const isAfter = instant >= (offsets[k + 1]?.at ?? Infinity);
      if (instant >= offsets[k]!.at && !isAfter) found.push(instant);
      if (isAfter) shifted = instant;
    }
    if (found.length === 0 && gap === "shift") found.push(shifted);
    const counted = fold === "both" ? found : fold === "first" ? found.slice(0, 1) : found.slice(-1);
    for (const instant of counted) {
      if (instants.length > 0 && instant <= instants.at(-1)!) isSorted = false;
      instants.push(instant);
    }
  }
  return isSorted ? instants : [...new Set(instants)].toSorted((a, b) => a - b);
}
