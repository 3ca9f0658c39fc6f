import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { keyFigures } from "../../../examples/factory-host/pipeline/keyFigures.ts";
import { readProductionTable } from "../../../examples/factory-host/pipeline/productionTable.ts";
import { refreshPipeline, type RecordSource } from "../../../examples/factory-host/pipeline/refreshPipeline.ts";
import { shopFloorRecords } from "../../../examples/factory-host/pipeline/shopFloor.ts";
import { summariseDay } from "../../../examples/factory-host/pipeline/summariseDay.ts";
import { factoryLines, type Line, lineSchema } from "../../../examples/factory-host/simulation/line.ts";
import { slowLines } from "./slowLines.ts";

const [cnc] = factoryLines;
const monday = "2030-03-11";
const plant: RecordSource = (line, date) => shopFloorRecords("f1", line, date);

let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "pipeline-")), "production.csv");
});
const refresh = (now: string, source = plant, signal?: AbortSignal, lines: readonly Line[] = slowLines) =>
  refreshPipeline({
    path,
    lines,
    source,
    now: new Date(now),
    timezone: "America/New_York",
    ...(signal && { signal }),
  });

describe("the records of a day", () => {
  it("are the same for the same factory, line and day, and others for another day", () => {
    expect(shopFloorRecords("f1", cnc, monday)).toEqual(shopFloorRecords("f1", cnc, monday));
    expect(shopFloorRecords("f1", cnc, monday)).not.toEqual(shopFloorRecords("f1", cnc, "2030-03-12"));
    expect(shopFloorRecords("f2", cnc, monday)).not.toEqual(shopFloorRecords("f1", cnc, monday));
  });

  it("give the same figures however often, late or damaged they come", () => {
    const received = shopFloorRecords("f1", cnc, monday);
    const noisy = summariseDay(cnc, monday, received);
    expect(noisy.duplicates).toBeGreaterThan(0);
    expect(noisy.rejected).toBeGreaterThan(0);
    const clean = new Map(
      received
        .filter((record) => (record as { id: unknown }).id !== null)
        .map((record) => [(record as { id: string }).id, record]),
    );
    expect(noisy.accepted).toBe(clean.size);
    expect(summariseDay(cnc, monday, [...clean.values()].toReversed()).rows).toEqual(noisy.rows);
    expect(summariseDay(cnc, monday, [...received, ...received]).rows).toEqual(noisy.rows);
  });

  it("become counts, cycle times without breakdowns, and down time up to the end of the day", () => {
    const line = lineSchema.parse({
      name: "L",
      stations: [{ name: "Press", cycle: { kind: "constant", seconds: 100 }, buffer: 0 }],
    });
    const log = (at: number, type: string, part: number) => ({
      id: `${at}${type}`,
      sequence: at + 1,
      at,
      type,
      station: "Press",
      machine: 1,
      part,
    });
    const { rows } = summariseDay(line, monday, [
      log(0, "start", 1),
      log(100, "finish", 1),
      log(101, "start", 2),
      log(150, "fail", 2),
      log(450, "repair", 2),
      log(501, "scrap", 2),
      log(502, "start", 3),
      log(57_000, "fail", 3),
    ]);
    expect(rows).toEqual([
      {
        date: monday,
        line: "L",
        station: "Press",
        isLast: "yes",
        machines: 1,
        plannedSeconds: 57_600,
        downSeconds: 900,
        breakdowns: 2,
        good: 1,
        scrapped: 1,
        cycleSeconds: 100,
        ratedCycleSeconds: 90,
      },
    ]);
  });
});

describe("the key figures", () => {
  it("are availability × performance × quality", () => {
    const row = {
      date: monday,
      line: "L",
      station: "Press",
      isLast: "yes",
      machines: 2,
      plannedSeconds: 7200,
      downSeconds: 720,
      breakdowns: 1,
      good: 45,
      scrapped: 5,
      cycleSeconds: 110,
      ratedCycleSeconds: 100,
    } as const;
    const [line] = keyFigures([row]);
    expect(line?.throughputPerHour).toBe(45);
    expect(line?.stations[0]).toMatchObject({ availability: 0.9, quality: 0.9 });
    expect(line?.stations[0]?.performance).toBeCloseTo(5000 / 6480, 9);
    expect(line?.oee).toBeCloseTo(0.9 * (5000 / 6480) * 0.9, 9);
  });

  it("of a real quarter stay between zero and one", async () => {
    await refresh("2030-01-04T12:00:00Z", plant, undefined, factoryLines);
    const lines = keyFigures(await readProductionTable(path));
    expect(lines.map(({ line }) => line)).toEqual(["CNC line", "Assembly line"]);
    for (const { availability, performance, quality, oee } of lines.flatMap(({ stations }) => stations)) {
      for (const share of [availability, performance, quality, oee]) {
        expect(share).toBeGreaterThan(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe("a refresh of the production data", () => {
  it("goes back to the start of the last full quarter at first, and up to yesterday in the factory's zone", async () => {
    // 11 PM on March 11 in New York, where March 11 is not over
    const result = await refresh("2030-03-12T03:00:00Z");
    expect(result).toMatchObject({ from: "2029-10-01", to: "2030-03-08" });
    const dates = new Set((await readProductionTable(path)).map(({ date }) => date));
    expect(result.days).toBe(dates.size);
    expect(result.rowsAdded).toBe(result.days * 8);
    expect([...dates].some((date) => [0, 6].includes(new Date(date).getUTCDay()))).toBe(false);
  });

  it("takes in each day once: a second refresh changes nothing, one of the next day adds that day", async () => {
    await refresh("2030-03-12T12:00:00Z");
    const before = await readFile(path, "utf8");
    expect(await refresh("2030-03-12T20:00:00Z")).toMatchObject({ days: 0, rowsAdded: 0 });
    expect(await readFile(path, "utf8")).toBe(before);
    expect(await refresh("2030-03-13T12:00:00Z")).toMatchObject({ days: 1, from: "2030-03-12", to: "2030-03-12" });
    expect((await readFile(path, "utf8")).startsWith(before)).toBe(true);
  });

  it("gives the same table when several jobs refresh it at once, and leaves no draft behind", async () => {
    await Promise.all([
      refresh("2030-01-04T12:00:00Z"),
      refresh("2030-01-04T12:00:00Z"),
      refresh("2030-01-04T12:00:00Z"),
    ]);
    const together = await readFile(path, "utf8");
    expect(await readdir(dirname(path))).toEqual(["production.csv"]);
    await rm(path);
    await refresh("2030-01-04T12:00:00Z");
    expect(await readFile(path, "utf8")).toBe(together);
  });

  it("leaves the table as it was when it is stopped or the source fails", async () => {
    await refresh("2030-03-12T12:00:00Z");
    const before = await readFile(path, "utf8");
    const aborted = AbortSignal.abort(new Error("cancelled by the owner"));
    await expect(refresh("2030-03-20T12:00:00Z", plant, aborted)).rejects.toThrow("cancelled by the owner");
    const broken: RecordSource = (line, date) => {
      if (date === "2030-03-14") throw new Error("The data collector does not answer.");
      return plant(line, date);
    };
    await expect(refresh("2030-03-20T12:00:00Z", broken)).rejects.toThrow("does not answer");
    expect(await readFile(path, "utf8")).toBe(before);
  });

  it("refuses a file that is no production table, and says what to do", async () => {
    await writeFile(path, "some,other,file\n1,2,3\n");
    await expect(refresh("2030-03-12T12:00:00Z")).rejects.toThrow("is not a production table. Move it away");
    expect(await readFile(path, "utf8")).toBe("some,other,file\n1,2,3\n");
  });
});
