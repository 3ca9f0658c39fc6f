import TinyQueue from "tinyqueue";
import type { Line, Station } from "./line.ts";
import { type Random, sampler } from "./random.ts";

/** What a machine does at a moment: works, is being repaired, holds a part that nobody takes, or waits for one. */
export const machineStates = ["busy", "down", "blocked", "starved"] as const;
export type MachineState = (typeof machineStates)[number];

/** What happened on the shop floor, as a machine would log it. */
export interface LineEvent {
  /** Seconds since the start. */
  at: number;
  type: "start" | "finish" | "scrap" | "fail" | "repair";
  station: string;
  machine: number;
  part: number;
}

interface StationResult {
  name: string;
  /** The share of the measured time in each state; they add up to 1. */
  share: Record<MachineState, number>;
  scrapped: number;
  breakdowns: number;
}
export interface LineResult {
  /** Good parts that left the line in the measured time. */
  good: number;
  scrapped: number;
  throughputPerHour: number;
  /** Parts in the line, on average over time. */
  wip: number;
  /** How long a part that left had been in the line, on average. */
  flowSeconds: number;
  stations: StationResult[];
  /** The station that waits least for others: busy or down for the largest share. */
  bottleneck: string;
}

interface Machine {
  readonly station: Place;
  readonly index: number;
  state: MachineState;
  since: number;
  part: Part | undefined;
  /** Operating time left until it fails. */
  untilFailure: number;
}
interface Part {
  id: number;
  enteredAt: number;
}
interface Place {
  readonly station: Station;
  readonly position: number;
  readonly cycle: () => number;
  readonly between: () => number;
  readonly repair: () => number;
  readonly buffer: Part[];
  readonly machines: Machine[];
  /** Machines upstream that hold a part for this station, longest first. */
  readonly waiting: Machine[];
  readonly seconds: Record<MachineState, number>;
  scrapped: number;
  breakdowns: number;
}
type Due = { at: number; order: number; happen: () => void };

/**
 * Runs a line for `horizonSeconds` and measures what comes after `warmUpSeconds`, event by event.
 *
 * Failures depend on operation: a machine ages only while it works, and goes on with the same part once it is repaired.
 */
export function simulateLine(
  line: Line,
  options: { random: Random; horizonSeconds: number; warmUpSeconds?: number; onEvent?: (event: LineEvent) => void },
): LineResult {
  const { random, horizonSeconds, warmUpSeconds = 0, onEvent } = options;
  const agenda = new TinyQueue<Due>([], (a, b) => a.at - b.at || a.order - b.order);
  let now = 0;
  let scheduled = 0;
  let parts = 0;
  let inside = 0;
  let insideSince = 0;
  let insideArea = 0;
  let good = 0;
  let left = 0;
  let flowSum = 0;

  const places = line.stations.map((station, position): Place => {
    const place: Place = {
      station,
      position,
      cycle: sampler(station.cycle, random),
      between: station.breakdowns ? sampler(station.breakdowns.between, random) : () => Infinity,
      repair: station.breakdowns ? sampler(station.breakdowns.repair, random) : () => 0,
      buffer: [],
      machines: [],
      waiting: [],
      seconds: { busy: 0, down: 0, blocked: 0, starved: 0 },
      scrapped: 0,
      breakdowns: 0,
    };
    for (let index = 0; index < station.machines; index++) {
      const untilFailure = place.between();
      place.machines.push({ station: place, index, state: "starved", since: 0, part: undefined, untilFailure });
    }
    return place;
  });

  const isMeasured = () => now >= warmUpSeconds;
  const within = (since: number) => Math.max(0, now - Math.max(since, warmUpSeconds));
  const after = (seconds: number, happen: () => void) => agenda.push({ at: now + seconds, order: scheduled++, happen });
  const log = (type: LineEvent["type"], { station, index, part }: Machine) =>
    onEvent?.({ at: now, type, station: station.station.name, machine: index + 1, part: part?.id ?? 0 });

  function become(machine: Machine, state: MachineState): void {
    machine.station.seconds[machine.state] += within(machine.since);
    machine.state = state;
    machine.since = now;
  }
  function countInside(change: number): void {
    insideArea += inside * within(insideSince);
    insideSince = now;
    inside += change;
  }
  function enter(): Part {
    countInside(1);
    return { id: ++parts, enteredAt: now };
  }
  function leave(part: Part): void {
    countInside(-1);
    if (!isMeasured()) return;
    left += 1;
    flowSum += now - part.enteredAt;
  }

  function start(machine: Machine, part: Part): void {
    machine.part = part;
    log("start", machine);
    work(machine, machine.station.cycle());
  }
  function work(machine: Machine, seconds: number): void {
    become(machine, "busy");
    if (machine.untilFailure >= seconds) {
      machine.untilFailure -= seconds;
      after(seconds, () => finish(machine));
      return;
    }
    after(machine.untilFailure, () => {
      become(machine, "down");
      log("fail", machine);
      if (isMeasured()) machine.station.breakdowns += 1;
      const rest = seconds - machine.untilFailure;
      after(machine.station.repair(), () => {
        log("repair", machine);
        machine.untilFailure = machine.station.between();
        work(machine, rest);
      });
    });
  }
  function finish(machine: Machine): void {
    const { station: place, part } = machine;
    if (part === undefined) return;
    if (random() < place.station.scrapRate) {
      log("scrap", machine);
      if (isMeasured()) place.scrapped += 1;
      leave(part);
      free(machine);
      return;
    }
    log("finish", machine);
    const next = places[place.position + 1];
    if (next === undefined) {
      if (isMeasured()) good += 1;
      leave(part);
      free(machine);
    } else if (offer(next, part)) {
      free(machine);
    } else {
      become(machine, "blocked");
      next.waiting.push(machine);
    }
  }
  /** Hands a part to a station: to a machine that waits, or into the buffer. False where there is no room. */
  function offer(place: Place, part: Part): boolean {
    const idle = place.machines.find((machine) => machine.state === "starved");
    if (idle !== undefined) start(idle, part);
    else if (place.buffer.length < capacityOf(place)) place.buffer.push(part);
    else return false;
    return true;
  }
  function capacityOf(place: Place): number {
    return place.position === 0 && line.arrivals !== undefined ? Infinity : place.station.buffer;
  }
  /** The machine has passed its part on: it takes the next one, or waits. */
  function free(machine: Machine): void {
    machine.part = undefined;
    const part = take(machine.station);
    if (part === undefined) become(machine, "starved");
    else start(machine, part);
  }
  function take(place: Place): Part | undefined {
    const stored = place.buffer.shift();
    const upstream = place.waiting.shift();
    const held = upstream?.part;
    if (upstream !== undefined && held !== undefined) {
      if (stored !== undefined) place.buffer.push(held);
      free(upstream);
    }
    return stored ?? held ?? (place.position === 0 && line.arrivals === undefined ? enter() : undefined);
  }

  const [first] = places;
  if (first !== undefined && line.arrivals !== undefined) {
    const interval = sampler(line.arrivals, random);
    const arrive = () => {
      offer(first, enter());
      after(interval(), arrive);
    };
    after(interval(), arrive);
  } else if (first !== undefined) {
    for (const machine of first.machines) start(machine, enter());
  }

  for (let next = agenda.pop(); next !== undefined && next.at <= horizonSeconds; next = agenda.pop()) {
    now = next.at;
    next.happen();
  }
  now = horizonSeconds;
  countInside(0);
  for (const machine of places.flatMap((place) => place.machines)) become(machine, machine.state);

  const measured = horizonSeconds - warmUpSeconds;
  const stations = places.map(({ station, seconds, scrapped, breakdowns }): StationResult => {
    const share = (state: MachineState) => seconds[state] / (measured * station.machines);
    return {
      name: station.name,
      share: { busy: share("busy"), down: share("down"), blocked: share("blocked"), starved: share("starved") },
      scrapped,
      breakdowns,
    };
  });
  return {
    good,
    scrapped: stations.reduce((sum, { scrapped }) => sum + scrapped, 0),
    throughputPerHour: (good / measured) * 3600,
    wip: insideArea / measured,
    flowSeconds: left === 0 ? 0 : flowSum / left,
    stations,
    bottleneck: stations.reduce((most, station) => (occupied(station) > occupied(most) ? station : most)).name,
  };
}

function occupied({ share }: StationResult): number {
  return share.busy + share.down;
}
