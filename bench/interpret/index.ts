import { performance } from "node:perf_hooks";
import { parse as chronoParse } from "chrono-node/en";
import { amend } from "../../src/interpret/amend.ts";
import { interpret } from "../../src/interpret/interpret.ts";
import { type Answer, answerOf, type Row, rowsOf, verdictOf } from "../../test/corpus/scoring.ts";
import { answerOfPeer, peers } from "./peers.ts";

/** Texts of 2,000 characters that are made to be slow. */
const adversarial = [
  "every ",
  "12 ",
  "monday and ",
  "1st and ",
  "from 5 to ",
  "not on ",
  "((((",
  "'a ",
  "a.b.",
  "every monday at 5 and the 1st of ",
  "until the end of ",
  "😀",
].map((part) => part.repeat(2000).slice(0, 2000));

/** The least time that each call took, in microseconds, over some rounds. */
function timesOf<T>(inputs: readonly T[], rounds: number, call: (input: T) => void): number[] {
  const best = inputs.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [index, input] of inputs.entries()) {
      const start = performance.now();
      call(input);
      best[index] = Math.min(best[index] ?? Infinity, (performance.now() - start) * 1000);
    }
  }
  return best.toSorted((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number) =>
  Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) / 10;

const options = (row: Row) => ({ now: new Date(row.now), timezone: row.timezone, locale: row.locale });

/** How often an answer is right, and how often it is wrong without saying so, in percent. */
function sharesOf(rows: readonly Row[], answer: (row: Row) => Answer) {
  const verdicts = rows.map((row) => verdictOf(row, answer(row)));
  const percent = (verdict: string) =>
    Math.round((verdicts.filter((it) => it === verdict).length / rows.length) * 1000) / 10;
  return { right: percent("right"), wrong: percent("wrong") };
}

const ours = (row: Row) => answerOf(interpret(row.text ?? "", options(row)), new Date(row.now));

/** What we and other libraries make of the same sentences. Their prompts are not compared: they have none. */
function besidePeers(rows: readonly Row[], rounds: number) {
  const readers: { name: string; read: (row: Row) => Answer }[] = [
    { name: "interpret", read: ours },
    ...peers.map((peer) => ({ name: peer.name, read: (row: Row) => answerOfPeer(peer, row) })),
  ];
  return readers.map(({ name, read }) => ({
    name,
    ...sharesOf(rows, read),
    p50: at(timesOf(rows, rounds, read), 0.5),
  }));
}

/** Microseconds per sentence of the English corpora, and how often the answer is right, beside other libraries on the same sentences. */
export function run({ quick, say }: { quick: boolean; say: (line: string) => void }) {
  const rows = ["dev", "field.en"].flatMap(rowsOf);
  const corrections = rowsOf("corrections.dev");
  const rounds = quick ? 3 : 20;
  const read = timesOf(rows, rounds, (row) => interpret(row.text ?? "", options(row)));
  const chrono = timesOf(rows, rounds, (row) => chronoParse(row.text ?? "", new Date(row.now)));
  const amended = timesOf(
    corrections.map((row) => ({ row, first: interpret(row.initial_text ?? "", options(row)) })),
    rounds,
    ({ row, first }) => amend(first, row.correction ?? "", options(row)),
  );
  const worst = timesOf(adversarial, rounds, (text) => interpret(text, { now: new Date(0), timezone: "UTC" }));
  const table = besidePeers(rowsOf("dev").slice(0, quick ? 60 : undefined), quick ? 1 : 2);
  const [first] = table;
  const line = (name: string, sorted: readonly number[]) =>
    `${name.padEnd(24)} p50 ${at(sorted, 0.5)} µs  p99 ${at(sorted, 0.99)} µs  max ${at(sorted, 1)} µs`;
  const report = [
    line("interpret", read),
    line("amend", amended),
    line("chrono-node (dates only)", chrono),
    line("2,000 characters", worst),
    ...table.map(
      ({ name, right, wrong, p50 }) =>
        `${name.padEnd(24)} right ${right} %  wrong ${wrong} %  p50 ${p50} µs (${Math.round((p50 / (first?.p50 ?? 1)) * 10) / 10} of ours)`,
    ),
  ];
  for (const text of report) say(text);
  return {
    report: report.join("\n"),
    targets: [
      { name: "interpret p50 µs", value: at(read, 0.5), atMost: 100 },
      { name: "interpret p99 µs", value: at(read, 0.99), atMost: 500 },
      { name: "worst of 2,000 characters µs", value: at(worst, 1), atMost: 5000 },
    ],
    figures: {
      beside: table,
      ours: [at(read, 0.5), at(read, 0.99)],
      chrono: [at(chrono, 0.5), at(chrono, 0.99)],
      amend: [at(amended, 0.5), at(amended, 0.99)],
    },
  };
}
