import * as z from "zod";

/** How long something takes. */
const durationSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("constant"), seconds: z.number().positive() }),
  z.object({ kind: z.literal("exponential"), meanSeconds: z.number().positive() }),
  z.object({
    kind: z.literal("lognormal"),
    meanSeconds: z.number().positive(),
    /** Standard deviation divided by the mean. */
    variation: z.number().positive(),
  }),
]);
export type Duration = z.infer<typeof durationSchema>;

const stationSchema = z.object({
  name: z.string().min(1),
  /** Machines that work side by side, one part each. */
  machines: z.int().positive().default(1),
  cycle: durationSchema,
  /** Places in front of the station; the first station of a line that parts arrive at has as many as it needs. */
  buffer: z.int().nonnegative(),
  /** The machine's operating time between failures, and how long a repair takes. */
  breakdowns: z.object({ between: durationSchema, repair: durationSchema }).optional(),
  /** The share of parts that is scrapped here. */
  scrapRate: z.number().min(0).max(1).default(0),
});
export type Station = z.output<typeof stationSchema>;

/** Stations in a row. A machine that cannot pass its part on keeps it and is blocked. */
export const lineSchema = z.object({
  name: z.string().min(1),
  /** Time between arrivals; left out where material is always there. */
  arrivals: durationSchema.optional(),
  stations: z.array(stationSchema).min(1),
});
export type Line = z.output<typeof lineSchema>;

const lognormal = (meanSeconds: number, variation: number) => ({ kind: "lognormal", meanSeconds, variation }) as const;
const exponential = (meanMinutes: number) => ({ kind: "exponential", meanSeconds: meanMinutes * 60 }) as const;

/** The lines of the example factory; the first is meant where a prompt names none. */
export const factoryLines: readonly [Line, ...Line[]] = [
  lineSchema.parse({
    name: "CNC line",
    stations: [
      {
        name: "Saw",
        cycle: lognormal(70, 0.15),
        buffer: 0,
        breakdowns: { between: exponential(420), repair: lognormal(540, 0.5) },
      },
      {
        name: "CNC mill",
        machines: 2,
        cycle: lognormal(150, 0.2),
        buffer: 6,
        breakdowns: { between: exponential(240), repair: lognormal(1080, 0.7) },
        scrapRate: 0.018,
      },
      {
        name: "Deburr",
        cycle: lognormal(62, 0.35),
        buffer: 8,
        breakdowns: { between: exponential(600), repair: lognormal(420, 0.4) },
      },
      { name: "Inspection", cycle: lognormal(74, 0.25), buffer: 6, scrapRate: 0.012 },
      {
        name: "Packing",
        cycle: lognormal(55, 0.2),
        buffer: 10,
        breakdowns: { between: exponential(480), repair: lognormal(300, 0.5) },
      },
    ],
  }),
  lineSchema.parse({
    name: "Assembly line",
    arrivals: exponential(2),
    stations: [
      { name: "Kitting", cycle: lognormal(80, 0.3), buffer: 0 },
      {
        name: "Assembly",
        machines: 3,
        cycle: lognormal(300, 0.2),
        buffer: 9,
        breakdowns: { between: exponential(900), repair: lognormal(600, 0.5) },
      },
      {
        name: "Test",
        cycle: lognormal(96, 0.15),
        buffer: 5,
        breakdowns: { between: exponential(360), repair: lognormal(480, 0.4) },
        scrapRate: 0.02,
      },
    ],
  }),
];
