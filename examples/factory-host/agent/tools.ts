import { stringify } from "csv-stringify/sync";
import * as z from "zod";
import { sendMail } from "../mail/sendMail.ts";
import { keyFigures } from "../pipeline/keyFigures.ts";
import { readProductionTable } from "../pipeline/productionTable.ts";
import { auditQuality } from "../pipeline/auditQuality.ts";
import { refreshPipeline } from "../pipeline/refreshPipeline.ts";
import { type Period, periodOf } from "../report/period.ts";
import { qualityReport } from "../report/qualityReport.ts";
import { simulationReport } from "../report/simulationReport.ts";
import { throughputReport } from "../report/throughputReport.ts";
import type { Line } from "../simulation/line.ts";
import { type BatchResult, runBatch } from "../simulation/monteCarlo.ts";
import { seedFrom } from "../simulation/random.ts";
import type { ToolName } from "./choosePlan.ts";
import type { OutputFile, Workbench } from "./workbench.ts";

/** The run a tool works for, and what the tools before it left. */
export interface Task {
  readonly workbench: Workbench;
  /** The job's name. */
  readonly title: string;
  /** The instant the run was due: what "last week" counts from, however late it is. */
  readonly now: Date;
  readonly timezone: string;
  readonly signal: AbortSignal;
  readonly idempotencyKey: string;
  batch?: BatchResult;
  readonly files: OutputFile[];
  /** One line about each result, for the mail and for the last message. */
  readonly findings: string[];
}
type Json = z.infer<ReturnType<typeof z.json>>;

/** Something the agent can do. */
interface Tool<Input extends z.ZodType = z.ZodType> {
  input: Input;
  /** Whether it changes something outside that cannot be taken back. */
  hasSideEffect?: boolean;
  run(input: z.output<Input>, task: Task): Promise<{ output: Json; files?: OutputFile[]; finding?: string }>;
}
const tool = <Input extends z.ZodType>(definition: Tool<Input>) => definition as unknown as Tool;

const simulationInput = (replications: number) =>
  z.object({
    line: z.string().optional(),
    replications: z.int().min(5).max(20_000).default(replications),
    seed: z.int().min(0).max(4_294_967_295).optional(),
  });
const reportInput = z.object({ line: z.string().optional(), period: z.string() });

/** Everything the agent can do, by name. */
export const tools: Record<ToolName, Tool> = {
  refresh_production_data: tool({
    input: z.object({}),
    async run(_input, { workbench, now, timezone, signal }) {
      const { lines, source, table: path } = workbench;
      const result = await refreshPipeline({ path, lines, source, now, timezone, signal });
      const figures = keyFigures(await readProductionTable(path));
      const finding =
        result.days === 0
          ? "The production data were up to date."
          : `Production data: ${result.days} days taken in, ${result.from} to ${result.to}; ` +
            `${result.records} records, ${result.duplicates} duplicates and ${result.rejected} damaged ones left out.`;
      const lineOutput = figures.map(({ line, oee, throughputPerHour, bottleneck }) => ({
        line,
        oee: rounded(oee),
        throughputPerHour: rounded(throughputPerHour),
        bottleneck,
      }));
      return { output: { ...result, lines: lineOutput }, finding };
    },
  }),
  run_simulation: tool({ input: simulationInput(50), run: simulate }),
  run_monte_carlo_batch: tool({
    input: simulationInput(500),
    async run(input, task) {
      const result = await simulate(input, task);
      const rows = (task.batch?.samples ?? []).map((throughput, index) => [index + 1, throughput]);
      const table = stringify([["replication", "good parts an hour"], ...rows]);
      return { ...result, files: [file(task, "monte-carlo-batch.csv", "text/csv", Buffer.from(table))] };
    },
  }),
  write_simulation_report: tool({
    input: z.object({}),
    async run(_input, task) {
      if (task.batch === undefined) throw new Error("There is no simulation to report on.");
      const about = { title: "Simulation results", createdAt: task.now, timezone: task.timezone };
      const pdf = file(task, "simulation-results.pdf", "application/pdf", await simulationReport(task.batch, about));
      return { output: { file: pdf.name, bytes: pdf.content.length }, files: [pdf] };
    },
  }),
  write_throughput_report: tool({
    input: reportInput,
    async run(input, task) {
      const { rows, period } = await rowsOf(input, task);
      const title = `${capital(period.name)} throughput report`;
      const about = { title, period, createdAt: task.now, timezone: task.timezone };
      const name = `${period.name}-throughput-report`;
      const figures = keyFigures(rows);
      const finding = figures
        .map(({ line, good, throughputPerHour, oee }) => {
          return `${line}, ${period.from} to ${period.to}: ${good} good parts, ${throughputPerHour.toFixed(1)} an hour, OEE ${(oee * 100).toFixed(1)} %.`;
        })
        .join(" ");
      return {
        output: figures.map(({ line, good, scrapped, throughputPerHour, oee, bottleneck }) => {
          return { line, good, scrapped, throughputPerHour: rounded(throughputPerHour), oee: rounded(oee), bottleneck };
        }),
        files: [
          file(task, `${name}.pdf`, "application/pdf", await throughputReport(rows, about)),
          file(task, `${name}.csv`, "text/csv", Buffer.from(stringify(rows, { header: true }))),
        ],
        finding,
      };
    },
  }),
  audit_quality: tool({
    input: reportInput,
    async run(input, task) {
      const { rows, period } = await rowsOf(input, task);
      const audit = auditQuality(rows);
      const about = { title: "Quality audit", period, createdAt: task.now, timezone: task.timezone };
      const pdf = file(task, "quality-audit.pdf", "application/pdf", await qualityReport(audit, about));
      const alarms = audit.flatMap(({ line, station, outOfControl }) =>
        outOfControl.map(({ date }) => `${station} (${line}) on ${date}`),
      );
      const finding =
        alarms.length === 0
          ? `Quality, ${period.from} to ${period.to}: every station within its control limits.`
          : `Quality, ${period.from} to ${period.to}: out of control: ${alarms.join(", ")}.`;
      return { output: audit.map((station) => ({ ...station })), files: [pdf], finding };
    },
  }),
  send_email: tool({
    input: z.object({ to: z.array(z.email({ pattern: z.regexes.html5Email })).min(1) }),
    hasSideEffect: true,
    async run({ to }, { workbench, title, findings, files, now, idempotencyKey }) {
      const text = [...findings, "", "Sent by Dexter for a scheduled job."].join("\n");
      const letter = { to, subject: title, text, attachments: files, idempotencyKey, date: now };
      const { delivered, file: copy, isRepeated } = await sendMail(letter, workbench.mail);
      const where = delivered === "smtp" ? `sent to ${to.join(", ")}` : `to ${to.join(", ")} put into the outbox`;
      return {
        output: { delivered, to, attachments: files.map(({ name }) => name), copy, isRepeated },
        finding: isRepeated ? "The email had been sent by an earlier attempt." : `Email ${where}.`,
      };
    },
  }),
};

async function simulate(input: z.output<ReturnType<typeof simulationInput>>, task: Task) {
  const line = lineOf(input.line, task.workbench.lines);
  const seed = input.seed ?? seedFrom(task.idempotencyKey);
  const batch = await runBatch(line, { seed, replications: input.replications, signal: task.signal });
  task.batch = batch;
  const { throughputPerHour, wip, flowSeconds, bottleneck } = batch;
  const finding =
    `${batch.line}, ${batch.replications} replications of ${batch.hours} h: ` +
    `${throughputPerHour.mean.toFixed(1)} good parts an hour (95 %: ${throughputPerHour.low.toFixed(1)} to ` +
    `${throughputPerHour.high.toFixed(1)}), bottleneck ${bottleneck}, ${wip.mean.toFixed(1)} parts in the line.`;
  const stations = batch.stations.map(({ name, utilisation, bottleneckShare }) => {
    return { name, utilisation: rounded(utilisation.mean), bottleneckShare: rounded(bottleneckShare) };
  });
  const output = {
    line: batch.line,
    seed,
    replications: batch.replications,
    throughputPerHour: roundedAll(throughputPerHour),
    wip: roundedAll(wip),
    flowSeconds: roundedAll(flowSeconds),
    bottleneck,
    stations,
  };
  return { output, finding };
}

async function rowsOf(input: z.output<typeof reportInput>, { workbench, now, timezone }: Task) {
  const period: Period = periodOf(input.period, now, timezone);
  const table = await readProductionTable(workbench.table);
  const rows = table.filter(
    ({ date, line }) => date >= period.from && date <= period.to && (input.line === undefined || line === input.line),
  );
  if (rows.length === 0) throw new Error(`There are no production data from ${period.from} to ${period.to}.`);
  return { rows, period };
}

function lineOf(name: string | undefined, lines: readonly Line[]): Line {
  const line = name === undefined ? lines[0] : lines.find((one) => one.name === name);
  if (line === undefined) throw new Error(`There is no line ${JSON.stringify(name)} in this factory.`);
  return line;
}

/** The same run gives its files the same names in every attempt; the date keeps those of other runs apart. */
function file({ now, timezone }: Task, name: string, mediaType: string, content: Uint8Array): OutputFile {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: timezone, dateStyle: "short" }).format(now);
  return { name: `${date}-${name}`, mediaType, content };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
function roundedAll({ mean, low, high }: { mean: number; low: number; high: number }) {
  return { mean: rounded(mean), low: rounded(low), high: rounded(high) };
}
function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
