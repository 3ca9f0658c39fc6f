import { setImmediate } from "node:timers/promises";
import { DateTime } from "luxon";
import type { Line } from "../simulation/line.ts";
import { type ProductionRow, readProductionTable, writeProductionTable } from "./productionTable.ts";
import { isProductionDay } from "./shopFloor.ts";
import { summariseDay } from "./summariseDay.ts";

/** What a refresh did. */
export interface RefreshResult {
  /** The first and the last day that were taken in; absent where the table was up to date. */
  from?: string;
  to?: string;
  days: number;
  records: number;
  duplicates: number;
  rejected: number;
  rowsAdded: number;
  rows: number;
}

/** Gives the records of a line and a day; an empty list on a day without production. */
export type RecordSource = (line: Line, date: string) => readonly unknown[];

/**
 * Brings the production table up to the end of yesterday: reads, checks and adds up the records of each day that is missing.
 *
 * The first refresh goes back to the start of the last full quarter. A day is taken in once: to repeat a refresh changes nothing.
 *
 * @throws the reason of `signal`; the table is then as it was
 */
export async function refreshPipeline(options: {
  path: string;
  lines: readonly Line[];
  source: RecordSource;
  now: Date;
  timezone: string;
  signal?: AbortSignal;
}): Promise<RefreshResult> {
  const { path, lines, source, now, timezone, signal } = options;
  const old = await readProductionTable(path);
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf("day");
  const latest = old.at(-1)?.date;
  const first =
    latest === undefined
      ? today.startOf("quarter").minus({ quarters: 1 })
      : DateTime.fromISO(latest, { zone: timezone }).plus({ days: 1 });
  const result: RefreshResult = { days: 0, records: 0, duplicates: 0, rejected: 0, rowsAdded: 0, rows: old.length };
  const rows: ProductionRow[] = [...old];
  for (let day = first; day < today; day = day.plus({ days: 1 })) {
    const date = day.toISODate() ?? "";
    if (!isProductionDay(date)) continue;
    for (const line of lines) {
      const summary = summariseDay(line, date, source(line, date));
      result.records += summary.accepted;
      result.duplicates += summary.duplicates;
      result.rejected += summary.rejected;
      rows.push(...summary.rows);
    }
    result.days += 1;
    result.from ??= date;
    result.to = date;
    // lets the scheduler renew its lease and the owner cancel
    await setImmediate();
    signal?.throwIfAborted();
  }
  if (result.days > 0) await writeProductionTable(path, rows);
  return { ...result, rowsAdded: rows.length - old.length, rows: rows.length };
}
