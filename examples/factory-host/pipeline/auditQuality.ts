import type { ProductionRow } from "./productionTable.ts";

/** The scrap of a station, held against its own control limits. */
export interface StationAudit {
  line: string;
  station: string;
  made: number;
  scrapped: number;
  /** The share that was scrapped over the whole period. */
  scrapRate: number;
  /** Days on which the share lay above the upper control limit of that day. */
  outOfControl: { date: string; scrapRate: number; limit: number }[];
}

/**
 * A p-chart for each station that scraps: three standard deviations of the binomial above the mean share.
 *
 * @see Montgomery, Statistical Quality Control, section 7.2
 */
export function auditQuality(rows: readonly ProductionRow[]): StationAudit[] {
  const keys = [...new Set(rows.map(({ line, station }) => JSON.stringify([line, station])))];
  return keys.flatMap((key) => {
    const [line = "", station = ""] = JSON.parse(key) as string[];
    const days = rows.filter((row) => row.line === line && row.station === station);
    const scrapped = days.reduce((sum, day) => sum + day.scrapped, 0);
    const made = days.reduce((sum, day) => sum + day.good, scrapped);
    if (scrapped === 0) return [];
    const scrapRate = scrapped / made;
    const outOfControl = days.flatMap((day) => {
      const ofDay = day.good + day.scrapped;
      const limit = scrapRate + 3 * Math.sqrt((scrapRate * (1 - scrapRate)) / Math.max(1, ofDay));
      const share = day.scrapped / Math.max(1, ofDay);
      return share > limit ? [{ date: day.date, scrapRate: share, limit }] : [];
    });
    return [{ line, station, made, scrapped, scrapRate, outOfControl }];
  });
}
