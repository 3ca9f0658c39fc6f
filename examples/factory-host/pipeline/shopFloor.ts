import { DateTime } from "luxon";
import type { Line } from "../simulation/line.ts";
import { randomFrom, seedFrom } from "../simulation/random.ts";
import { simulateLine } from "../simulation/simulateLine.ts";

/** Hours in which the lines run on a working day, from six in the morning on. */
export const productionHours = 16;

/** Whether the lines run on a day: Monday to Friday. */
export function isProductionDay(date: string): boolean {
  return DateTime.fromISO(date, { zone: "utc" }).weekday <= 5;
}

/**
 * What the machines of a line logged on a day, as a plant's data collector hands it over: records nobody has checked.
 *
 * It stands in for the plant. The parts flow through the simulated line, and the network is as bad as a real one: of a
 * thousand records about two come twice, one is damaged, and some come late. The same factory, line and day always give
 * the same records.
 */
export function shopFloorRecords(factoryId: string, line: Line, date: string): unknown[] {
  if (!isProductionDay(date)) return [];
  const seed = seedFrom(`${factoryId}/${line.name}/${date}`);
  const network = randomFrom(seed + 1);
  const received: { at: number; record: unknown }[] = [];
  simulateLine(line, {
    random: randomFrom(seed),
    horizonSeconds: productionHours * 3600,
    onEvent: (event) => {
      const at = event.at + (network() < 0.005 ? network() * 300 : 0);
      const sequence = received.length + 1;
      const record = { id: `${date}/${sequence}`, sequence, ...event };
      received.push({ at, record });
      const fate = network();
      if (fate < 0.002) received.push({ at: at + 1, record });
      else if (fate < 0.003) received.push({ at, record: { ...record, id: null, station: "?" } });
    },
  });
  return received.toSorted((a, b) => a.at - b.at).map(({ record }) => record);
}
