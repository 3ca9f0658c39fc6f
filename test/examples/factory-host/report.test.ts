import { DateTime } from "luxon";
import { extractText, getDocumentProxy } from "unpdf";
import { describe, expect, it } from "vitest";
import type { ProductionRow } from "../../../examples/factory-host/pipeline/productionTable.ts";
import { classesOf } from "../../../examples/factory-host/report/charts.ts";
import { periodOf } from "../../../examples/factory-host/report/period.ts";
import { simulationReport } from "../../../examples/factory-host/report/simulationReport.ts";
import { throughputOverTime, throughputReport } from "../../../examples/factory-host/report/throughputReport.ts";
import { factoryLines } from "../../../examples/factory-host/simulation/line.ts";
import { runBatch } from "../../../examples/factory-host/simulation/monteCarlo.ts";

const createdAt = new Date("2030-03-11T09:00:00Z");
const timezone = "America/New_York";
async function read(pdf: Uint8Array) {
  const document = await getDocumentProxy(pdf.slice());
  return { pages: document.numPages, text: (await extractText(document, { mergePages: true })).text };
}

describe("the simulation report", () => {
  it("is a PDF with the figures of the batch: throughput, bottleneck and every station", async () => {
    const batch = await runBatch(factoryLines[0], { seed: 7, replications: 40 });
    const pdf = await simulationReport(batch, { title: "Simulation results", createdAt, timezone });
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe("%PDF-");
    const { text, pages } = await read(pdf);
    expect(pages).toBe(1);
    expect(text).toContain("Simulation results");
    expect(text).toContain("Monday, March 11, 2030 at 5:00 AM Eastern Daylight Time");
    expect(text).toContain("40 replications of 8 hours after 1 hour of warm-up, seed 7");
    expect(text).toContain(batch.throughputPerHour.mean.toFixed(1));
    for (const { name, utilisation } of batch.stations) {
      expect(text).toContain(name);
      expect(text).toContain(`${(utilisation.mean * 100).toFixed(1)} %`);
    }
  });

  it("has the same bytes for the same batch", async () => {
    const batch = await runBatch(factoryLines[0], { seed: 7, replications: 5 });
    const write = () => simulationReport(batch, { title: "Simulation results", createdAt, timezone });
    expect(Buffer.from(await write()).equals(Buffer.from(await write()))).toBe(true);
  });
});

describe("the throughput report", () => {
  const row = (date: string, line: string, good: number): ProductionRow => ({
    date,
    line,
    station: "Packing",
    isLast: "yes",
    machines: 1,
    plannedSeconds: 57_600,
    downSeconds: 5760,
    breakdowns: 1,
    good,
    scrapped: 100,
    cycleSeconds: 55,
    ratedCycleSeconds: 50,
  });

  it("counts the good parts of each line in the period, on as many pages as it needs", async () => {
    const lines = ["North", "South", "East"];
    const rows = lines.flatMap((line, index) => [row("2029-10-01", line, 700 + index), row("2029-12-31", line, 600)]);
    const period = { name: "quarterly", from: "2029-10-01", to: "2029-12-31" };
    const pdf = await throughputReport(rows, { title: "Quarterly throughput report", period, createdAt, timezone });
    const { text, pages } = await read(pdf);
    expect(pages).toBe(2);
    expect(text).toContain("2029-10-01 to 2029-12-31");
    for (const said of ["North", "South", "East", "1,300", "1,301", "1,302", "90.0 %"]) expect(text).toContain(said);
    expect(text).toContain("2 / 2");
  });

  it("shows a quarter by weeks and a week by days, and loses no part", () => {
    const rows = ["2029-10-01", "2029-10-07", "2029-10-08", "2029-12-31"].map((date) => row(date, "North", 10));
    const quarter = throughputOverTime(rows, "North", { name: "quarterly", from: "2029-10-01", to: "2029-12-31" });
    expect(quarter.unit).toBe("week");
    expect(quarter.made).toHaveLength(14);
    expect(quarter.made[0]).toEqual({ name: "Oct 1", value: 20 });
    expect(quarter.made.reduce((sum, { value }) => sum + value, 0)).toBe(40);
    const week = throughputOverTime(rows, "North", { name: "weekly", from: "2029-10-01", to: "2029-10-07" });
    expect(week.unit).toBe("day");
    expect(week.made.map(({ value }) => value)).toEqual([10, 0, 0, 0, 0, 0, 10]);
  });
});

describe("the classes of a histogram", () => {
  it.each([[[1, 2, 3, 4, 10]], [[5, 5, 5]], [Array.from({ length: 1000 }, (_, index) => index % 97)]])(
    "hold every sample once",
    (samples) => {
      const classes = classesOf(samples);
      expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(samples.length);
      expect(classes.every(({ from, to }) => to > from)).toBe(true);
      expect(classes[0]?.from).toBeLessThanOrEqual(Math.min(...samples));
      expect(classes.at(-1)?.to).toBeGreaterThanOrEqual(Math.max(...samples));
    },
  );
});

describe("the period of a report", () => {
  it.each([
    ["generate a quarterly throughput report", "quarterly", "2029-10-01", "2029-12-31"],
    ["a PDF report on last week's throughput", "weekly", "2030-03-04", "2030-03-10"],
    ["the monthly OEE report", "monthly", "2030-02-01", "2030-02-28"],
    ["throughput of this month so far", "monthly", "2030-03-01", "2030-03-11"],
    ["report yesterday's throughput", "daily", "2030-03-10", "2030-03-10"],
    ["a throughput report", "seven-day", "2030-03-04", "2030-03-10"],
  ])("of %j is %s, %s to %s", (prompt, name, from, to) => {
    expect(periodOf(prompt, createdAt, timezone)).toEqual({ name, from, to });
  });

  it("begins and ends with the days of the factory's zone", () => {
    const newYear = DateTime.fromISO("2030-01-01T00:30", { zone: "Asia/Tokyo" }).toJSDate();
    expect(periodOf("quarterly report", newYear, "Asia/Tokyo").from).toBe("2029-10-01");
    expect(periodOf("quarterly report", newYear, "America/New_York").from).toBe("2029-07-01");
  });
});
