/**
 * Runs one benchmark by its name: `npm run bench -- occurrences [--json] [--quick]`.
 *
 * A benchmark is a folder here with an `index.ts` whose `run` gives figures and targets. A target that is missed is said;
 * exits with 1 if a promise broke, whatever the speed. With --json the last line is one JSON object.
 */
import { readdirSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";

/** What a benchmark promises, and what came out. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface BenchResult {
  /** What a person reads, as Markdown. */
  readonly report: string;
  readonly targets: readonly Target[];
  /** Promises that were not kept meanwhile, in words. */
  readonly broken?: readonly string[];
  readonly figures: unknown;
}

export interface Bench {
  run(options: { quick: boolean; say: (text: string) => void }): Promise<BenchResult> | BenchResult;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, quick: { type: "boolean", default: false } },
});
const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const [name = ""] = positionals;

const say = (text: string) => void process.stderr.write(`${text}\n`);

if (names.includes(name)) {
  const bench = (await import(`./${name}/index.ts`)) as Bench;
  const { report, targets, broken = [], figures } = await bench.run({ quick: values.quick, say });
  const isMet = ({ value, atLeast = -Infinity, atMost = Infinity }: Target) => value >= atLeast && value <= atMost;
  const ok = broken.length === 0;
  console.log(report);
  for (const target of targets) {
    const bound = target.atLeast === undefined ? `at most ${target.atMost}` : `at least ${target.atLeast}`;
    console.log(`${isMet(target) ? "met   " : "MISSED"} ${target.name}: ${target.value.toFixed(2)} (${bound})`);
  }
  for (const promise of broken) console.log(`BROKEN ${promise}`);
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  if (values.json)
    console.log(JSON.stringify({ bench: name, ok, broken, targets, isMet: targets.every(isMet), figures, machine }));
  // Not only `exitCode`: a peer leaves timers of minutes behind that nobody can clear.
  process.exit(ok ? 0 : 1);
} else {
  console.error(`Which benchmark? One of: ${names.join(", ")}.`);
  process.exitCode = 2;
}
