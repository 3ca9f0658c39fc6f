import { sum } from "simple-statistics";
import type { ProductionRow } from "./productionTable.ts";

/** Overall equipment effectiveness: availability × performance × quality. */
interface Effectiveness {
  /** The share of the planned time in which it was not down. */
  availability: number;
  /** What it made, as a share of what its rated speed gives in that time. */
  performance: number;
  /** The share of good parts. */
  quality: number;
  oee: number;
}
interface StationFigures extends Effectiveness {
  station: string;
  good: number;
  scrapped: number;
  breakdowns: number;
  /** How long a part was worked on, on average. */
  cycleSeconds: number;
}
/** What a line did in a period. */
export interface LineFigures {
  line: string;
  productionDays: number;
  /** Good parts that left the line. */
  good: number;
  scrapped: number;
  throughputPerHour: number;
  stations: StationFigures[];
  /** The station that all others wait for: the highest effectiveness in time, before quality. */
  bottleneck: string;
  /** Of the bottleneck, which is that of the line. */
  oee: number;
}

/** The key figures of each line in these rows, in the order in which the lines come. */
export function keyFigures(rows: readonly ProductionRow[]): LineFigures[] {
  return distinct(rows.map((row) => row.line)).map((line) => {
    const ofLine = rows.filter((row) => row.line === line);
    const stations = distinct(ofLine.map((row) => row.station)).map((station) =>
      stationFigures(
        station,
        ofLine.filter((row) => row.station === station),
      ),
    );
    const last = ofLine.filter(({ isLast }) => isLast === "yes");
    const good = sum(last.map((row) => row.good));
    const hours = sum(last.map((row) => row.plannedSeconds / row.machines)) / 3600;
    const busiest = stations.reduce((most, one) => (loadOf(one) > loadOf(most) ? one : most));
    return {
      line,
      productionDays: distinct(ofLine.map(({ date }) => date)).length,
      good,
      scrapped: sum(ofLine.map((row) => row.scrapped)),
      throughputPerHour: hours === 0 ? 0 : good / hours,
      stations,
      bottleneck: busiest.station,
      oee: busiest.oee,
    };
  });
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}

/** Down or at work: what a station does not wait for others. */
function loadOf({ availability, performance }: Effectiveness): number {
  return 1 - availability + availability * performance;
}

function stationFigures(station: string, days: readonly ProductionRow[]): StationFigures {
  const total = (value: (row: ProductionRow) => number) => sum(days.map(value));
  const planned = total((row) => row.plannedSeconds);
  const running = planned - total((row) => row.downSeconds);
  const made = total((row) => row.good + row.scrapped);
  const availability = planned === 0 ? 0 : running / planned;
  const performance = running <= 0 ? 0 : total((row) => row.ratedCycleSeconds * (row.good + row.scrapped)) / running;
  const quality = made === 0 ? 0 : total((row) => row.good) / made;
  return {
    station,
    good: total((row) => row.good),
    scrapped: total((row) => row.scrapped),
    breakdowns: total((row) => row.breakdowns),
    cycleSeconds: made === 0 ? 0 : total((row) => row.cycleSeconds * (row.good + row.scrapped)) / made,
    availability,
    performance,
    quality,
    oee: availability * performance * quality,
  };
}
