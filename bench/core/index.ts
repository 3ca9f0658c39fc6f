import { aPostgres } from "../../test/postgres.ts";
import { aRedis } from "../../test/redis.ts";
import type { BenchResult, Target } from "../run.ts";
import { herd } from "./herd.ts";
import { bullmqLateness, ourLateness } from "./lateness.ts";
import { manyJobs } from "./manyJobs.ts";
import { type Report, reportOf } from "./report.ts";
import { compare, throughputTargets } from "./throughput.ts";

/** The durable core: how fast, how late, a herd, and a million jobs; beside SQL by hand and the queues that hosts know. */
export async function run({ quick, say }: { quick: boolean; say: (text: string) => void }): Promise<BenchResult> {
  const seconds = quick ? 3 : 10;
  const postgres = await aPostgres({ isDurable: true });
  const redis = await aRedis({ own: true, memory: "0", isDurable: true }).catch((error: unknown) => {
    say(`BullMQ is left out: ${String(error)}`);
    return undefined;
  });
  try {
    const servers = { postgres: postgres.url, redis: redis?.url };
    const { results, broken } = await compare(servers, { quick, say });
    say("lateness …");
    const ours = await ourLateness(seconds);
    const lateness = [ours.lateness, ...(redis === undefined ? [] : [await bullmqLateness(redis.url, seconds)])];
    say("a herd …");
    const crowd = await herd();
    say("many jobs …");
    const few = await manyJobs(1_000);
    const many = await manyJobs(quick ? 100_000 : 1_000_000);
    const figures: Report = { throughput: results, lateness, herd: crowd.herd, jobs: { few, many } };
    return {
      report: reportOf(figures),
      targets: [...throughputTargets(results), ...otherTargets(figures)],
      broken: [...broken, ...ours.broken, ...crowd.broken],
      figures,
    };
  } finally {
    await postgres.stop();
    await redis?.stop();
  }
}

function otherTargets({ lateness: [ours, bullmq], herd: { jobs, plannedMs, blockedMs }, jobs: { few, many } }: Report) {
  const targets: Target[] = [
    { name: "1,000 durable runs due in a second, late by ms, p99", value: ours!.p99, atMost: 10 },
    { name: `a herd of ${jobs}, planned in ms`, value: plannedMs, atMost: 2_000 },
    { name: `a herd of ${jobs}, ms without a turn for others`, value: blockedMs, atMost: 50 },
    { name: `${many.jobs} jobs, ms to the first run`, value: many.firstFireMs, atMost: 1_000 },
    { name: `${many.jobs} jobs, MB above an empty process`, value: many.residentMb, atMost: 150 },
    {
      name: `a due poll among ${many.jobs} jobs, times one among ${few.jobs}`,
      value: many.pollUs / few.pollUs,
      atMost: 2,
    },
  ];
  if (bullmq !== undefined)
    targets.push({
      name: "BullMQ's delayed jobs, times as late at p99",
      value: bullmq.p99 / Math.max(1, ours!.p99),
      atLeast: 8,
    });
  return targets;
}
