import type { BatchResult, Estimate } from "../simulation/monteCarlo.ts";
import { histogram, stackedBars } from "./charts.ts";
import { colours, Report } from "./document.ts";
import { inMinutes, percent, written } from "./numbers.ts";

/** The results of a batch on paper: key figures, how busy each station was, and how throughput varied. */
export async function simulationReport(
  batch: BatchResult,
  about: { title: string; createdAt: Date; timezone: string },
): Promise<Uint8Array> {
  const { throughputPerHour, wip, flowSeconds, scrapRate, stations, samples } = batch;
  const report = new Report({
    title: about.title,
    subtitle: [
      `${batch.line} · ${written(about.createdAt, about.timezone)}`,
      `${batch.replications} replications of ${batch.hours} hours after ${batch.warmUpHours} hour of warm-up, seed ${batch.seed}`,
    ].join("\n"),
    createdAt: about.createdAt,
  });
  report.figures([
    { value: throughputPerHour.mean.toFixed(1), label: "Good parts an hour", note: interval(throughputPerHour) },
    { value: batch.bottleneck, label: "Bottleneck", note: bottleneckNote(batch) },
    { value: wip.mean.toFixed(1), label: "Parts in the line", note: interval(wip) },
    { value: inMinutes(flowSeconds.mean), label: "Time in the line", note: `${percent(scrapRate.mean)} scrapped` },
  ]);
  report.heading("Utilisation of the stations");
  stackedBars(report, {
    parts: [
      { name: "working", colour: colours.accent },
      { name: "broken down", colour: colours.bad },
      { name: "blocked", colour: colours.warn },
      { name: "waiting for parts", colour: colours.pale },
    ],
    bars: stations.map(({ name, share, utilisation }) => ({
      name,
      shares: [share.busy, share.down, share.blocked, share.starved],
      label: percent(utilisation.mean),
    })),
  });
  report.heading("Throughput of the replications, good parts an hour", 160);
  histogram(report, { samples, ...throughputPerHour, unit: "parts/h" });
  report.heading("Stations");
  report.table(
    ["Station", "Working", "95 % int.", "Down", "Blocked", "Waiting", "Bottleneck in"],
    stations.map(({ name, utilisation, share, bottleneckShare }) => [
      name,
      percent(utilisation.mean),
      `${points(utilisation.low)} – ${points(utilisation.high)}`,
      percent(share.down),
      percent(share.blocked),
      percent(share.starved),
      percent(bottleneckShare),
    ]),
  );
  return report.finish("Intervals: 95 % confidence for the mean, Student's t over independent replications.");
}

function interval({ low, high }: Estimate): string {
  return `95 %: ${low.toFixed(1)} to ${high.toFixed(1)}`;
}

function points(share: number): string {
  return (share * 100).toFixed(1);
}

function bottleneckNote({ bottleneck, stations }: BatchResult): string {
  const station = stations.find(({ name }) => name === bottleneck);
  return `in ${percent(station?.bottleneckShare ?? 0)} of the replications`;
}
