import * as z from "zod";
import type { Line, Station } from "../simulation/line.ts";
import { meanOf } from "../simulation/random.ts";
import type { ProductionRow } from "./productionTable.ts";
import { productionHours } from "./shopFloor.ts";

const recordSchema = z.object({
  id: z.string(),
  /** Counts up over a line's day; orders what happened in the same moment. */
  sequence: z.int().positive(),
  at: z.number().nonnegative(),
  type: z.enum(["start", "finish", "scrap", "fail", "repair"]),
  station: z.string(),
  machine: z.int().positive(),
  part: z.int().nonnegative(),
});
type MachineRecord = z.output<typeof recordSchema>;

/** What became of the records of a day. */
export interface DaySummary {
  rows: ProductionRow[];
  accepted: number;
  duplicates: number;
  rejected: number;
}

/** The share of the mean cycle time that a machine needs at its rated speed. */
const ratedSpeed = 0.9;

/** Checks, orders and adds up what the machines of a line logged on a day: one row for each station. */
export function summariseDay(line: Line, date: string, records: readonly unknown[]): DaySummary {
  const byId = new Map<string, MachineRecord>();
  let duplicates = 0;
  let rejected = 0;
  const names = new Set(line.stations.map(({ name }) => name));
  for (const record of records) {
    const { data, success } = recordSchema.safeParse(record);
    if (!success || !names.has(data.station)) rejected += 1;
    else if (byId.has(data.id)) duplicates += 1;
    else byId.set(data.id, data);
  }
  const inOrder = [...byId.values()].toSorted((a, b) => a.at - b.at || a.sequence - b.sequence);
  const rows = line.stations.map((station, index) => ({
    date,
    line: line.name,
    station: station.name,
    isLast: index === line.stations.length - 1 ? ("yes" as const) : ("no" as const),
    ...summariseStation(
      station,
      inOrder.filter((record) => record.station === station.name),
    ),
  }));
  return { rows, accepted: byId.size, duplicates, rejected };
}

function summariseStation(station: Station, records: readonly MachineRecord[]) {
  const endOfDay = productionHours * 3600;
  const machines = new Map<number, { startedAt: number; failedAt?: number; pausedSeconds: number }>();
  let downSeconds = 0;
  let breakdowns = 0;
  let good = 0;
  let scrapped = 0;
  let cycleSum = 0;
  for (const { type, at, machine } of records) {
    const work = machines.get(machine);
    if (type === "start") machines.set(machine, { startedAt: at, pausedSeconds: 0 });
    if (work === undefined) continue;
    if (type === "fail") {
      work.failedAt = at;
      breakdowns += 1;
    } else if (type === "repair" && work.failedAt !== undefined) {
      downSeconds += at - work.failedAt;
      work.pausedSeconds += at - work.failedAt;
      delete work.failedAt;
    } else if (type === "finish" || type === "scrap") {
      if (type === "finish") good += 1;
      else scrapped += 1;
      cycleSum += at - work.startedAt - work.pausedSeconds;
      machines.delete(machine);
    }
  }
  for (const { failedAt } of machines.values()) downSeconds += failedAt === undefined ? 0 : endOfDay - failedAt;
  return {
    machines: station.machines,
    plannedSeconds: endOfDay * station.machines,
    downSeconds: round(downSeconds),
    breakdowns,
    good,
    scrapped,
    cycleSeconds: round(good + scrapped === 0 ? 0 : cycleSum / (good + scrapped)),
    ratedCycleSeconds: round(meanOf(station.cycle) * ratedSpeed),
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
