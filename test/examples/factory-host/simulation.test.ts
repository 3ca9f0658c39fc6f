import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { factoryLines, type Line, lineSchema } from "../../../examples/factory-host/simulation/line.ts";
import { estimate, runBatch, studentT } from "../../../examples/factory-host/simulation/monteCarlo.ts";
import { randomFrom } from "../../../examples/factory-host/simulation/random.ts";
import { type LineEvent, simulateLine } from "../../../examples/factory-host/simulation/simulateLine.ts";

const seconds = fc.integer({ min: 5, max: 120 });
const duration = fc.oneof(
  seconds.map((value) => ({ kind: "constant", seconds: value }) as const),
  seconds.map((value) => ({ kind: "exponential", meanSeconds: value }) as const),
  fc
    .tuple(seconds, fc.double({ min: 0.05, max: 0.9, noNaN: true }))
    .map(([meanSeconds, variation]) => ({ kind: "lognormal", meanSeconds, variation }) as const),
);
const station = fc.record({
  machines: fc.integer({ min: 1, max: 3 }),
  cycle: duration,
  buffer: fc.integer({ min: 0, max: 5 }),
  breakdowns: fc.option(
    fc.record({
      between: seconds.map((value) => ({ kind: "exponential", meanSeconds: value * 20 }) as const),
      repair: duration,
    }),
    { nil: undefined },
  ),
  scrapRate: fc.constantFrom(0, 0.1),
});
const aLine = fc
  .tuple(fc.array(station, { minLength: 1, maxLength: 5 }), fc.option(duration, { nil: undefined }))
  .map(([stations, arrivals]): Line => {
    const named = stations.map((one, index) => ({ name: `Station ${index + 1}`, ...one }));
    return lineSchema.parse({ name: "A line", stations: named, arrivals });
  });
const seed = fc.integer();

describe("the simulation of a line", () => {
  property.prop([aLine, seed])("gives the same result for the same seed", (line, value) => {
    const run = () => simulateLine(line, { random: randomFrom(value), horizonSeconds: 7200 });
    expect(run()).toEqual(run());
  });

  property.prop([aLine, seed])("accounts for every second of every machine", (line, value) => {
    const { stations } = simulateLine(line, { random: randomFrom(value), horizonSeconds: 7200, warmUpSeconds: 600 });
    for (const { share } of stations) {
      expect(Math.min(...Object.values(share))).toBeGreaterThanOrEqual(0);
      expect(share.busy + share.down + share.blocked + share.starved).toBeCloseTo(1, 9);
    }
  });

  property.prop([aLine, seed], { numRuns: 25 })(
    "keeps Little's law: parts inside = rate × time inside",
    (line, value) => {
      const hours = 150;
      const { good, scrapped, wip, flowSeconds } = simulateLine(line, {
        random: randomFrom(value),
        horizonSeconds: hours * 3600,
      });
      const expected = ((good + scrapped) / (hours * 3600)) * flowSeconds;
      // parts still inside at the end were counted in `wip` and have no time inside yet
      if (line.arrivals === undefined) expect(expected / wip).toBeCloseTo(1, 1);
      else expect(expected).toBeLessThanOrEqual(wip * 1.001);
    },
  );

  property.prop([aLine, seed], { numRuns: 50 })(
    "loses no part: each one ends once, and only after it began",
    (line, value) => {
      const log: LineEvent[] = [];
      const result = simulateLine(line, {
        random: randomFrom(value),
        horizonSeconds: 7200,
        onEvent: (event) => log.push(event),
      });
      const last = line.stations.at(-1)?.name;
      const done = log.filter(({ type, station: at }) => type === "finish" && at === last).map(({ part }) => part);
      expect(new Set(done).size).toBe(done.length);
      expect(done.length).toBe(result.good);
      const started = new Set(
        log.filter(({ type }) => type === "start").map(({ part, station: at }) => `${part} ${at}`),
      );
      const ended = log.filter(({ type }) => type === "finish" || type === "scrap");
      expect(ended.every(({ part, station: at }) => started.has(`${part} ${at}`))).toBe(true);
      expect(log.map(({ at }) => at)).toEqual(log.map(({ at }) => at).toSorted((a, b) => a - b));
    },
  );

  property.prop([aLine, seed], { numRuns: 50 })(
    "puts no more parts into a buffer than it has places",
    (line, value) => {
      const passed = new Map<string, number>(line.stations.map(({ name }) => [name, 0]));
      const started = new Map(passed);
      const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
      const check = () => {
        for (const [index, { name, buffer }] of line.stations.entries()) {
          const upstream = line.stations[index - 1];
          if (upstream === undefined) continue;
          const between = (passed.get(upstream.name) ?? 0) - (started.get(name) ?? 0);
          // finished upstream and not begun here: in the buffer, or held by a blocked machine
          expect(between).toBeLessThanOrEqual(buffer + upstream.machines);
        }
      };
      simulateLine(line, {
        random: randomFrom(value),
        horizonSeconds: 7200,
        onEvent: ({ type, station: at }) => {
          if (type === "finish") add(passed, at);
          if (type === "start") add(started, at);
          check();
        },
      });
    },
  );

  it("agrees with the formula for one machine with random arrivals (M/M/1)", () => {
    const load = 0.7;
    const line = lineSchema.parse({
      name: "M/M/1",
      arrivals: { kind: "exponential", meanSeconds: 60 / load },
      stations: [{ name: "Server", cycle: { kind: "exponential", meanSeconds: 60 }, buffer: 0 }],
    });
    const result = simulateLine(line, { random: randomFrom(7), horizonSeconds: 40_000 * 3600, warmUpSeconds: 3600 });
    expect(result.wip).toBeCloseTo(load / (1 - load), 1);
    expect(result.stations[0]?.share.busy).toBeCloseTo(load, 2);
    expect(result.flowSeconds / 60).toBeCloseTo(1 / (1 - load), 1);
  });

  it("agrees with arithmetic where nothing is random: the slowest station sets the pace and blocks those before it", () => {
    const constant = (value: number) => ({ kind: "constant", seconds: value }) as const;
    const line = lineSchema.parse({
      name: "Three in a row",
      stations: [
        { name: "Fast", cycle: constant(30), buffer: 0 },
        { name: "Slow", cycle: constant(60), buffer: 2 },
        { name: "Fast too", cycle: constant(20), buffer: 2 },
      ],
    });
    const result = simulateLine(line, { random: randomFrom(1), horizonSeconds: 11 * 3600, warmUpSeconds: 3600 });
    expect(result.throughputPerHour).toBe(60);
    expect(result.bottleneck).toBe("Slow");
    expect(result.stations.map(({ share }) => [share.busy, share.blocked, share.starved])).toEqual([
      [expect.closeTo(0.5, 3), expect.closeTo(0.5, 3), 0],
      [1, 0, 0],
      [expect.closeTo(1 / 3, 3), 0, expect.closeTo(2 / 3, 3)],
    ]);
  });

  it("loses to breakdowns the share that their times say", () => {
    const line = lineSchema.parse({
      name: "One machine",
      stations: [
        {
          name: "Press",
          cycle: { kind: "constant", seconds: 60 },
          buffer: 0,
          breakdowns: {
            between: { kind: "exponential", meanSeconds: 9000 },
            repair: { kind: "lognormal", meanSeconds: 1000, variation: 0.5 },
          },
        },
      ],
    });
    const [press] = simulateLine(line, { random: randomFrom(3), horizonSeconds: 20_000 * 3600 }).stations;
    expect(press?.share.down).toBeCloseTo(0.1, 2);
    expect(press?.share.busy).toBeCloseTo(0.9, 2);
  });
});

describe("a Monte Carlo batch", () => {
  const [line] = factoryLines;

  it("gives the same result for the same seed, and another for another", async () => {
    const first = await runBatch(line, { seed: 11, replications: 20 });
    expect(await runBatch(line, { seed: 11, replications: 20 })).toEqual(first);
    expect((await runBatch(line, { seed: 12, replications: 20 })).samples).not.toEqual(first.samples);
  });

  it("draws each replication from numbers of its own", async () => {
    const { samples } = await runBatch(line, { seed: 5, replications: 60 });
    expect(new Set(samples).size).toBeGreaterThan(20);
  });

  it("narrows its interval around the same mean as replications are added", async () => {
    const few = await runBatch(line, { seed: 1, replications: 20 });
    const many = await runBatch(line, { seed: 2, replications: 500 });
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(many.throughputPerHour)).toBeLessThan(width(few.throughputPerHour) / 2);
    expect(few.throughputPerHour.low).toBeLessThan(many.throughputPerHour.mean);
    expect(few.throughputPerHour.high).toBeGreaterThan(many.throughputPerHour.mean);
  });

  it("covers the true mean in about 95 of 100 batches", () => {
    const random = randomFrom(99);
    const covered = Array.from({ length: 2000 }, () => {
      const { low, high } = estimate(Array.from({ length: 10 }, () => random() + random() + random()));
      return low <= 1.5 && 1.5 <= high;
    });
    const share = covered.filter(Boolean).length / covered.length;
    expect(share).toBeGreaterThan(0.935);
    expect(share).toBeLessThan(0.965);
  });

  it("names the bottleneck and how often each station is it", async () => {
    const { stations, bottleneck } = await runBatch(line, { seed: 4, replications: 50 });
    expect(stations.reduce((sum, { bottleneckShare }) => sum + bottleneckShare, 0)).toBeCloseTo(1, 9);
    expect(stations.find(({ name }) => name === bottleneck)?.bottleneckShare).toBeGreaterThanOrEqual(0.2);
  });

  it("stops between two replications when it is told to", async () => {
    const aborter = new AbortController();
    const batch = runBatch(line, { seed: 1, replications: 1_000_000, signal: aborter.signal });
    setTimeout(() => aborter.abort(new Error("cancelled by the owner")), 20);
    await expect(batch).rejects.toThrow("cancelled by the owner");
  });

  it.each([
    [4, 2.776],
    [9, 2.262],
    [29, 2.045],
    [199, 1.972],
  ])("knows Student's t for %i degrees of freedom", (freedom, quantile) => {
    expect(Math.abs(studentT(freedom) / quantile - 1)).toBeLessThan(0.005);
  });
});
