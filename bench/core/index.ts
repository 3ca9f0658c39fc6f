import { aPostgres } from "../../test/postgres.ts";
import type { BenchResult, Target } from "../run.ts";
import { duePoll } from "./duePoll.ts";
import { onPostgres, onSqlite, type Sides } from "./sides.ts";

interface Figure {
  where: string;
  batch: number;
  /** Finished runs a second, each with its conversation of two messages and its three events. */
  ours: number;
  hand: number;
  ratio: number;
}

/** The store against SQL written by hand that leaves the same rows, in turns on the same disk. */
export async function run({ quick, say }: { quick: boolean; say: (text: string) => void }): Promise<BenchResult> {
  const figures: Figure[] = [];
  for (const synchronous of ["NORMAL", "FULL"] as const)
    figures.push(...(await compare(`SQLite ${synchronous}`, await onSqlite(synchronous), quick, say)));
  const server = await aPostgres({ isDurable: true });
  figures.push(...(await compare("Postgres", await onPostgres(server.url), quick, say)));
  await server.stop();

  const few = await duePoll(1_000);
  const many = quick ? 100_000 : 1_000_000;
  const poll = { few, many: await duePoll(many), jobs: many };

  const targets: Target[] = figures.map(({ where, batch, ratio }) => ({
    name: `${where}, ${batch} at a time: of the speed of SQL by hand`,
    value: ratio,
    atLeast: 0.7,
  }));
  targets.push({ name: `a due poll among ${many} jobs, times one among 1000`, value: poll.many / poll.few, atMost: 2 });
  const rows = figures.map(
    ({ where, batch, ours, hand, ratio }) =>
      `| ${where} | ${batch} | ${Math.round(ours)} | ${Math.round(hand)} | ${ratio.toFixed(2)} |`,
  );
  const report = [
    "| store | at a time | runs a second | by hand | ratio |",
    "|---|---|---|---|---|",
    ...rows,
    "",
    `A due poll: ${few.toFixed(0)} µs among 1,000 jobs, ${poll.many.toFixed(0)} µs among ${many}.`,
  ].join("\n");
  return { report, targets, figures: { runs: figures, poll } };
}

async function compare(where: string, sides: Sides, quick: boolean, say: (text: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const batch of [1, 100]) {
    const total = batch === 1 ? 200 : 4_000;
    const took = { ours: [] as number[], hand: [] as number[] };
    const rounds = quick ? 5 : 15;
    // Short turns, and the fastest counts: what else the machine does makes both slower. The first turns warm up.
    for (let round = -2; round < rounds; round += 1)
      for (const side of round % 2 === 0 ? (["ours", "hand"] as const) : (["hand", "ours"] as const)) {
        const startedAt = performance.now();
        await sides[side](total, batch);
        if (round >= 0) took[side].push(performance.now() - startedAt);
      }
    const [ours, hand] = [total / (Math.min(...took.ours) / 1_000), total / (Math.min(...took.hand) / 1_000)];
    figures.push({ where, batch, ours, hand, ratio: ours / hand });
    say(`${where}, ${batch} at a time: ${Math.round(ours)} runs a second, by hand ${Math.round(hand)}`);
  }
  await sides.close();
  return figures;
}
