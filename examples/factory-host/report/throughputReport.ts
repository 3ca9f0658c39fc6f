import { DateTime } from "luxon";
import { keyFigures, type LineFigures } from "../pipeline/keyFigures.ts";
import type { ProductionRow } from "../pipeline/productionTable.ts";
import { columns } from "./charts.ts";
import { Report } from "./document.ts";
import { count, percent, written } from "./numbers.ts";
import type { Period } from "./period.ts";

/** What the lines made in a period, on paper: throughput by week or day, effectiveness and cycle times by station. */
export async function throughputReport(
  rows: readonly ProductionRow[],
  about: { title: string; period: Period; createdAt: Date; timezone: string },
): Promise<Uint8Array> {
  const { period } = about;
  const report = new Report({
    title: about.title,
    subtitle: `${period.from} to ${period.to} · ${written(about.createdAt, about.timezone)}`,
    createdAt: about.createdAt,
  });
  for (const line of keyFigures(rows)) writeLine(report, line, throughputOverTime(rows, line.line, period));
  return report.finish("OEE = availability × performance × quality of the bottleneck.");
}

function writeLine(report: Report, figures: LineFigures, steps: ThroughputOverTime): void {
  report.keep(330);
  report.heading(figures.line);
  report.figures([
    { value: count(figures.good), label: "Good parts", note: `on ${figures.productionDays} production days` },
    {
      value: figures.throughputPerHour.toFixed(1),
      label: "Good parts an hour",
      note: `${count(figures.scrapped)} scrapped`,
    },
    { value: percent(figures.oee), label: "OEE", note: "of the bottleneck" },
    { value: figures.bottleneck, label: "Bottleneck" },
  ]);
  report.caption(`Good parts by ${steps.unit}`);
  columns(report, { columns: steps.made });
  report.table(
    ["Station", "Good", "Scrapped", "Cycle time", "Availability", "Performance", "Quality", "OEE"],
    figures.stations.map((station) => [
      station.station,
      count(station.good),
      count(station.scrapped),
      `${station.cycleSeconds.toFixed(1)} s`,
      percent(station.availability),
      percent(station.performance),
      percent(station.quality),
      percent(station.oee),
    ]),
  );
}

interface ThroughputOverTime {
  unit: "day" | "week";
  made: { name: string; value: number }[];
}

/** Good parts of each week; of each day where the period is two weeks or shorter. */
export function throughputOverTime(
  rows: readonly ProductionRow[],
  line: string,
  { from, to }: Period,
): ThroughputOverTime {
  const start = DateTime.fromISO(from, { zone: "utc", locale: "en-US" });
  const end = DateTime.fromISO(to, { zone: "utc" });
  const unit = end.diff(start, "days").days <= 14 ? "day" : "week";
  const atEnd = rows.filter((row) => row.line === line && row.isLast === "yes");
  const made: ThroughputOverTime["made"] = [];
  for (let at = start.startOf(unit); at <= end; at = at.plus({ [unit]: 1 })) {
    const until = at.plus({ [unit]: 1 }).toISODate() ?? "";
    const since = at.toISODate() ?? "";
    const value = atEnd.filter(({ date }) => date >= since && date < until).reduce((sum, { good }) => sum + good, 0);
    made.push({ name: at.toFormat("LLL d"), value });
  }
  return { unit, made };
}
