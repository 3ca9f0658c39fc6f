import type { BenchResult, Target } from "../run.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { type Pattern, patterns, zones } from "./patterns.ts";
import { firstInZoneMs, slowestText } from "./texts.ts";

/**
 * What is measured of each library, pattern and zone, in nanoseconds:
 * - `warm`: the next occurrence, of something that was read before;
 * - `seen`: to read a text and give its first next occurrence, where the same text was read before;
 * - `unseen`: the same, where the text is a new one each time;
 * - `iterate`: one of a thousand occurrences in a row, reading included.
 */
type Mode = "warm" | "seen" | "unseen" | "iterate";
type Cells = Map<string, number[]>;
/** What threw, by cell. */
const failures = new Map<string, string>();

const FROM = Date.UTC(2026, 10, 23, 1, 23, 45);
/** Instants over 60 days, so that a clock change in Lord Howe or New York is asked about as seldom as in life. */
const instants = Float64Array.from({ length: 256 }, (_, index) => FROM + index * 5.7 * 3_600_000);
const key = (mode: Mode, name: string, pattern: Pattern, zone: string) => `${mode}|${name}|${pattern.name}|${zone}`;

export function run({ quick, say }: { quick: boolean; say: (text: string) => void }): BenchResult {
  const rounds = quick ? 3 : 9;
  const sliceMs = quick ? 2 : 6;
  const cells: Cells = new Map();
  // The first round only warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const zone of zones) for (const pattern of patterns) measure(cells, pattern, zone, sliceMs, round > 0);
    say(`round ${round} of ${rounds}`);
  }
  process.env["TZ"] = "UTC";
  // The fastest of the rounds: what else the machine does makes every library slower, and none faster.
  const fastest = (mode: Mode, name: string, pattern: Pattern, zone: string) => {
    const took = cells.get(key(mode, name, pattern, zone));
    return took && Math.min(...took);
  };
  const figures = [...cells.keys()].map((cell) => {
    const [mode = "", name = "", pattern = "", zone = ""] = cell.split("|");
    return { mode, library: name, pattern, zone, ns: Math.round(Math.min(...cells.get(cell)!)) };
  });
  const { report, targets } = judge(fastest);
  const { slowestMs, text } = slowestText(quick ? 5000 : 30_000);
  const zoneMs = firstInZoneMs();
  const texts = `Slowest text to read or step: ${slowestMs.toFixed(2)} ms (${text})\nFirst next in a new zone: ${zoneMs.toFixed(2)} ms\n`;
  return {
    report: `${report}\n${texts}`,
    targets: [...targets, { name: "slowest text of 200 characters, ms", value: slowestMs, atMost: 5 }],
    figures: { cells: figures, slowestMs, firstInZoneMs: zoneMs },
  };
}

function measure(cells: Cells, pattern: Pattern, zone: string, sliceMs: number, isKept: boolean): void {
  const keep = (mode: Mode, { name }: Candidate, take: () => number) => {
    const cell = key(mode, name, pattern, zone);
    try {
      const ns = take();
      if (isKept) cells.set(cell, [...(cells.get(cell) ?? []), ns]);
    } catch (error) {
      // cron-parser gives up in the middle of some patterns.
      failures.set(cell, error instanceof Error ? error.message : String(error));
    }
  };
  for (const candidate of candidates) {
    if (candidate.can?.(pattern) === false) continue;
    candidate.enter?.(zone);
    const time = (mode: Mode, call: (index: number) => unknown) => keep(mode, candidate, () => nsOf(call, sliceMs));
    const next = candidate.read(pattern.cron, pattern, zone, FROM);
    time("warm", (index) => next(instants[index & 255]!));
    if (candidate.name === "later" || candidate.name === "rrule-temporal") continue;
    const first = (cron: string, index: number) => candidate.read(cron, pattern, zone, FROM)(instants[index & 255]!);
    time("seen", (index) => first(pattern.cron, index));
    if (candidate.name !== "floor") time("unseen", (index) => first(newText(pattern.cron), index));
    // A thousand years are no question that anybody asks.
    if (isYearly(pattern)) continue;
    const iterate = candidate.iterate ?? iterateBy(candidate);
    keep("iterate", candidate, () => nsOf(() => iterate(pattern, zone, FROM, 1000), sliceMs) / 1000);
  }
}

const isYearly = ({ rule }: Pattern) => rule.startsWith("FREQ=YEARLY");

function iterateBy(candidate: Candidate): NonNullable<Candidate["iterate"]> {
  return (pattern, zone, from, count) => {
    const next = candidate.read(pattern.cron, pattern, zone, from);
    let at = from;
    for (let n = 0; n < count; n++) at = next(at);
    return at;
  };
}

let texts = 0;
/** The same expression in letters that nobody has read before: the blanks between its fields count up. */
function newText(expression: string): string {
  let number = ++texts;
  return expression.replaceAll(" ", () => {
    const blanks = " ".repeat(1 + (number % 24));
    number = Math.floor(number / 24);
    return blanks;
  });
}

/** Nanoseconds of one call, over about so many milliseconds. */
function nsOf(call: (index: number) => unknown, sliceMs: number): number {
  const start = performance.now();
  let calls = 0;
  let batch = 1;
  for (;;) {
    for (let n = 0; n < batch; n++) call(calls + n);
    calls += batch;
    const took = performance.now() - start;
    if (took >= sliceMs) return (took * 1e6) / calls;
    if (batch < 512) batch *= 2;
  }
}

type Fastest = (mode: Mode, name: string, pattern: Pattern, zone: string) => number | undefined;

/** How many times as fast we are as another, in every cell that both can do. */
function ratios(fastest: Fastest, mode: Mode, other: string): number[] {
  return zones.flatMap((zone) =>
    patterns.flatMap((pattern) => {
      const ours = fastest(mode, "ours", pattern, zone);
      const theirs = fastest(mode, other, pattern, zone);
      return ours === undefined || theirs === undefined ? [] : [theirs / ours];
    }),
  );
}

const mean = (values: number[]) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

const worst = (values: number[]) => (values.length > 0 ? Math.min(...values) : Number.NaN);

function judge(fastest: Fastest): { report: string; targets: Target[] } {
  const warm = ratios(fastest, "warm", "croner");
  const seen = ratios(fastest, "seen", "croner");
  const targets: Target[] = [
    { name: "warm next, times croner", value: mean(warm), atLeast: 100 },
    { name: "warm next, times croner, worst cell", value: worst(warm), atLeast: 40 },
    { name: "warm next, times rrule-temporal", value: mean(ratios(fastest, "warm", "rrule-temporal")), atLeast: 5 },
    { name: "warm next, times as slow as the floor", value: 1 / mean(ratios(fastest, "warm", "floor")), atMost: 3 },
    { name: "read (seen) + first next, times croner", value: mean(seen), atLeast: 15 },
    { name: "read (seen) + first next, times croner, worst cell", value: worst(seen), atLeast: 10 },
    {
      name: "read (unseen) + first next, times croner",
      value: mean(ratios(fastest, "unseen", "croner")),
      atLeast: 1.5,
    },
    { name: "iterate 1,000, times croner", value: mean(ratios(fastest, "iterate", "croner")), atLeast: 20 },
  ];
  const names = candidates.map(({ name }) => name);
  const lines = zones.flatMap((zone) => [
    `\n### ${zone}: warm next, ns (and times as long as ours)\n`,
    `| pattern | ${names.join(" | ")} |`,
    `| --- |${names.map(() => " ---: |").join("")}`,
    ...patterns.map((pattern) => {
      const ours = fastest("warm", "ours", pattern, zone) ?? Number.NaN;
      const row = names.map((name) => {
        const ns = fastest("warm", name, pattern, zone);
        if (ns === undefined) return "–";
        return name === "ours"
          ? String(Math.round(ns))
          : `${Math.round(ns).toLocaleString("en")} (${(ns / ours).toFixed(1)})`;
      });
      return `| ${pattern.name} | ${row.join(" | ")} |`;
    }),
  ]);
  const others = ["floor", "croner", "cron-parser", "rrule-temporal", "later"];
  const modes: Mode[] = ["warm", "seen", "unseen", "iterate"];
  const summary = [
    "\n### All zones: times as fast as (geometric mean, worst cell)\n",
    `| | ${others.join(" | ")} |`,
    `| --- |${others.map(() => " ---: |").join("")}`,
    ...modes.map((mode) => {
      const row = others.map((other) => {
        const values = ratios(fastest, mode, other);
        return values.length === 0 ? "–" : `${mean(values).toFixed(1)} (${Math.min(...values).toFixed(1)})`;
      });
      return `| ${mode} | ${row.join(" | ")} |`;
    }),
  ];
  const failed = [...failures].map(([cell, message]) => `- ${cell.replaceAll("|", ", ")}: ${message}`);
  return { report: [...lines, ...summary, "", ...failed, ""].join("\n"), targets };
}
