import type { StationAudit } from "../pipeline/auditQuality.ts";
import { Report } from "./document.ts";
import { count, percent, written } from "./numbers.ts";
import type { Period } from "./period.ts";

/** What an audit found, on paper. */
export async function qualityReport(
  audit: readonly StationAudit[],
  about: { title: string; period: Period; createdAt: Date; timezone: string },
): Promise<Uint8Array> {
  const { period } = about;
  const report = new Report({
    title: about.title,
    subtitle: `${period.from} to ${period.to} · ${written(about.createdAt, about.timezone)}`,
    createdAt: about.createdAt,
  });
  const made = audit.reduce((sum, station) => sum + station.made, 0);
  const scrapped = audit.reduce((sum, station) => sum + station.scrapped, 0);
  const alarms = audit.flatMap((station) => station.outOfControl.map((day) => ({ ...station, ...day })));
  report.figures([
    { value: percent(made === 0 ? 0 : scrapped / made), label: "Scrapped", note: "of the parts checked" },
    { value: count(scrapped), label: "Parts scrapped" },
    { value: String(alarms.length), label: "Out of control", note: "station days above the limit" },
  ]);
  report.heading("Stations that scrap");
  report.table(
    ["Station", "Line", "Made", "Scrapped", "Share", "Alarms"],
    audit.map((station) => [
      station.station,
      station.line,
      count(station.made),
      count(station.scrapped),
      percent(station.scrapRate),
      String(station.outOfControl.length),
    ]),
  );
  if (alarms.length > 0) {
    report.heading("Days above the upper control limit");
    report.table(
      ["Station", "Date", "Share", "Limit"],
      alarms.map((day) => [day.station, day.date, percent(day.scrapRate), percent(day.limit)]),
    );
  }
  return report.finish("p-chart: three standard deviations above the mean share of the period.");
}
