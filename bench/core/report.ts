import type { Herd } from "./herd.ts";
import type { Lateness } from "./lateness.ts";
import type { ManyJobs } from "./manyJobs.ts";
import type { Throughput } from "./throughput.ts";

export interface Report {
  throughput: readonly Throughput[];
  lateness: readonly Lateness[];
  herd: Herd;
  jobs: { few: ManyJobs; many: ManyJobs };
}

/** The figures as Markdown. */
export function reportOf({ throughput, lateness, herd, jobs: { few, many } }: Report): string {
  const speeds = throughput.flatMap(({ where, standings }) =>
    standings.map(
      ({ side, perSecond, ours }, index) =>
        `| ${index === 0 ? where : ""} | ${side} | ${Math.round(perSecond)} | ${index === 0 ? "" : ours.toFixed(2)} |`,
    ),
  );
  const late = lateness.map(({ side, p50, p99, max }) => `| ${side} | ${p50} | ${p99} | ${max} |`);
  const size = [few, many].map(
    ({ jobs, pollUs, firstFireMs, residentMb }) =>
      `| ${jobs} | ${pollUs.toFixed(0)} | ${firstFireMs.toFixed(0)} | ${residentMb.toFixed(0)} |`,
  );
  return [
    "| where | side | completed runs a second | ours is times as fast |",
    "| --- | --- | --- | --- |",
    ...speeds,
    "",
    "| 1,000 due in a second | p50 ms | p99 ms | max ms |",
    "| --- | --- | --- | --- |",
    ...late,
    "",
    "| jobs | a due poll, µs | first run after, ms | MB above an empty process |",
    "| --- | --- | --- | --- |",
    ...size,
    "",
    `A herd of ${herd.jobs} was planned in ${herd.plannedMs} ms; nothing waited longer than ${herd.blockedMs.toFixed(0)} ms for its turn.`,
  ].join("\n");
}
