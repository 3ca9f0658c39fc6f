import type { EntryView, JobView, RunView } from "../../src/client/views.ts";
import type { RunState } from "../../src/model/run.ts";
import type { Schedule } from "../../src/model/schedule.ts";
import { describeFake } from "./fakeSchedule.ts";

/** The instant of every example: Thu, Mar 11 2027, 10:12 AM in New York. */
export const exampleNow = new Date("2027-03-11T15:12:00Z");
export const zone = "America/New_York";
const at = (text: string): Date => new Date(text);
const cron = (expression: string): Schedule => ({ kind: "cron", expression, timezone: zone });

export function aJob(part: Partial<JobView> & { id: string; name: string; schedule: Schedule }): JobView {
  return {
    ownerId: "u1",
    factoryId: "f1",
    prompt: part.name,
    timezone: zone,
    followsAccountTimezone: true,
    locale: "en",
    policies: {},
    state: "active",
    revision: 1,
    proposalId: `p-${part.id}`,
    digest: "0".repeat(64),
    createdAt: at("2027-01-06T15:00:00Z"),
    updatedAt: at("2027-01-06T15:00:00Z"),
    failures: 0,
    crashes: 0,
    description: describeFake(part.schedule),
    ...part,
  };
}
function lastRun(state: RunState, when: string): NonNullable<JobView["lastRun"]> {
  return { runId: `run-${state}-${when}`, state, dueAt: at(when), startedAt: at(when) };
}

export function exampleJobs(locale = "en"): JobView[] {
  const isSpanish = locale.startsWith("es");
  const name = (english: string, spanish: string): string => (isSpanish ? spanish : english);
  const jobs: JobView[] = [
    aJob({
      id: "audit",
      name: name("Weekly quality audit", "Auditoría semanal de calidad"),
      prompt: "Run the weekly quality audit workflow",
      schedule: cron("0 6 * * 1"),
      nextAt: at("2027-03-15T10:00:00Z"),
      lastRun: {
        runId: "run-audit",
        state: "needs_input",
        dueAt: at("2027-03-08T11:00:00Z"),
        startedAt: at("2027-03-08T11:00:00Z"),
      },
    }),
    aJob({
      id: "balance",
      name: name("Line balance refresh", "Actualizar equilibrado de líneas"),
      prompt: "Refresh the line balance for all CNC cells",
      schedule: { kind: "interval", everyMs: 21_600_000, anchor: at("2027-03-11T15:10:00Z") },
      nextAt: at("2027-03-11T21:10:00Z"),
      lastRun: {
        runId: "run-balance",
        state: "running",
        dueAt: at("2027-03-11T15:10:00Z"),
        startedAt: at("2027-03-11T15:10:00Z"),
      },
    }),
    aJob({
      id: "simulation",
      name: name("Simulation and PDF of results", "Simulación y PDF de resultados"),
      prompt: "Run the simulation and email me a PDF of the results",
      schedule: cron("0 5 * * 1-5"),
      nextAt: at("2027-03-12T10:00:00Z"),
      lastRun: lastRun("succeeded", "2027-03-11T10:00:00Z"),
    }),
    aJob({
      id: "montecarlo",
      name: name("Monte Carlo batch", "Lote Monte Carlo"),
      prompt: "Run a Monte Carlo batch",
      schedule: cron("0 0 1 * *"),
      nextAt: at("2027-04-01T04:00:00Z"),
      lastRun: lastRun("failed", "2027-03-01T05:00:00Z"),
    }),
    aJob({
      id: "report",
      name: name("Quarterly throughput report", "Informe trimestral de rendimiento"),
      prompt: "Generate a quarterly throughput report",
      schedule: { kind: "once", at: at("2027-03-11T17:12:00Z") },
      nextAt: at("2027-03-11T17:12:00Z"),
    }),
    aJob({
      id: "scrap",
      name: name("Scrap-rate check, CNC line", "Índice de merma, línea CNC"),
      prompt: "Check yesterday’s scrap rate on the CNC line",
      schedule: cron("0 7 * * 1-5"),
      state: "paused",
      lastRun: lastRun("succeeded", "2027-03-10T12:00:00Z"),
    }),
    aJob({
      id: "supplier",
      name: name("Supplier delay digest", "Resumen de retrasos de proveedores"),
      prompt: "Summarize supplier delays",
      schedule: cron("30 18 * * *"),
      state: "suspended",
      suspension: {
        code: "failing",
        message: name("Stopped after 3 failures in a row.", "Detenido tras 3 fallos seguidos."),
        at: at("2027-03-10T23:30:00Z"),
      },
      lastRun: lastRun("failed", "2027-03-10T23:30:00Z"),
    }),
  ];
  return jobs.map((job) => ({ ...job, description: describeFake(job.schedule, locale) }));
}

export function aRun(part: Partial<RunView> & { id: string; title: string; state: RunState; dueAt: Date }): RunView {
  return {
    jobId: "simulation",
    ownerId: "u1",
    factoryId: "f1",
    trigger: "schedule",
    occurrences: 1,
    notBefore: part.dueAt,
    attempt: 1,
    fencingToken: 1,
    crashes: 0,
    hasSideEffect: false,
    jobRevision: 1,
    prompt: part.title,
    createdAt: part.dueAt,
    timezone: zone,
    ...part,
  };
}

export function exampleRuns(): RunView[] {
  const done = (
    id: string,
    title: string,
    jobId: string,
    due: string,
    minutes: number,
    part: Partial<RunView> = {},
  ): RunView =>
    aRun({
      id,
      title,
      jobId,
      state: "succeeded",
      dueAt: at(due),
      startedAt: at(due),
      finishedAt: new Date(at(due).getTime() + minutes * 60_000),
      conversationId: `c-${id}`,
      ...part,
    });
  return [
    aRun({
      id: "run-balance",
      jobId: "balance",
      title: "Line balance refresh",
      state: "running",
      dueAt: at("2027-03-11T15:10:00Z"),
      startedAt: at("2027-03-11T15:10:00Z"),
      conversationId: "c-run-balance",
    }),
    done("run-sim-3", "Simulation and PDF of results", "simulation", "2027-03-11T10:00:00Z", 4.2, { outputs: 2 }),
    done("run-supplier", "Supplier delay digest", "supplier", "2027-03-10T23:30:00Z", 1, {
      state: "failed",
      reason: { code: "error", message: "mailbox not reachable" },
    }),
    done("run-scrap", "Scrap-rate check, CNC line", "scrap", "2027-03-10T12:00:00Z", 2, { summary: "nothing unusual" }),
    done("run-sim-2", "Simulation and PDF of results", "simulation", "2027-03-10T10:00:00Z", 4, { outputs: 2 }),
    aRun({
      id: "run-sim-1",
      title: "Simulation and PDF of results",
      state: "missed",
      dueAt: at("2027-03-09T10:00:00Z"),
      reason: { code: "too-late", message: "The scheduler was down from 4:40 AM to 6:10 PM." },
    }),
    done("run-audit", "Weekly quality audit", "audit", "2027-03-08T11:00:00Z", 2, {
      state: "needs_input",
      question: {
        text: "Which audit should the report use?",
        choices: ["Audit A (14 defects)", "Audit B (9 defects)", "Show both"],
      },
    }),
    done("run-mc", "Monte Carlo batch", "montecarlo", "2027-03-01T05:00:00Z", 9, {
      state: "failed",
      attempt: 3,
      reason: { code: "error", message: "The simulation cluster didn’t answer." },
    }),
    done("run-cancelled", "Line balance refresh", "balance", "2027-03-01T15:10:00Z", 1, {
      state: "cancelled",
      reason: { code: "cancelled-by-owner", message: "You stopped it." },
    }),
    aRun({
      id: "run-skipped",
      jobId: "balance",
      title: "Line balance refresh",
      state: "skipped",
      dueAt: at("2027-02-20T15:10:00Z"),
      reason: { code: "overlap", message: "The previous run was still going." },
    }),
    aRun({
      id: "run-many",
      jobId: "supplier",
      title: "Supplier delay digest",
      state: "missed",
      dueAt: at("2027-02-02T23:30:00Z"),
      lastDueAt: at("2027-02-09T23:30:00Z"),
      occurrences: 12,
      reason: { code: "coalesced", message: "The scheduler was down." },
    }),
  ];
}

/** The conversation of each run. */
export function exampleEntries(): Map<string, EntryView[]> {
  const entries = (start: string, items: [afterMs: number, item: EntryView["item"]][]): EntryView[] =>
    items.map(([afterMs, item], place) => ({ sequence: place + 1, at: new Date(at(start).getTime() + afterMs), item }));
  const call = (callId: string, name: string, input: Record<string, string | number | boolean>): EntryView["item"] => ({
    type: "tool-call",
    callId,
    name,
    input,
  });
  const result = (
    callId: string,
    output: string | Record<string, string | number | number[]>,
    isError = false,
  ): EntryView["item"] => ({ type: "tool-result", callId, output, isError });
  const file = (name: string, mediaType: string, size: number): EntryView["item"] => ({
    type: "output",
    name,
    mediaType,
    url: `/outputs/${name}`,
    size,
  });
  return new Map([
    [
      "c-run-sim-3",
      entries("2027-03-11T10:00:00Z", [
        [0, { type: "message", role: "user", text: "Run the simulation and email me a PDF of the results" }],
        [1_000, call("a", "run_simulation", { model: "monterrey-north", horizonDays: 7, replications: 30 })],
        [201_000, result("a", { throughputPerDay: 412.6, ci95: [405.1, 420.2], bottleneck: "Cell 4 deburr" })],
        [201_000, call("b", "compare_runs", { baseline: "yesterday" })],
        [207_000, result("b", { change: "+2 %" })],
        [207_000, call("c", "create_report", { format: "pdf" })],
        [228_000, result("c", { pages: 6 })],
        [228_000, call("d", "send_email", { to: "you", apiToken: "s3cr3t-value" })],
        [232_000, result("d", "sent")],
        [
          240_000,
          {
            type: "message",
            role: "assistant",
            text: "Throughput is **413 units a day**, up 2 % on yesterday. Three things to know:\n\n- Cell 4 deburr is still the bottleneck, at 94 % utilization.\n- Order `SO-20931` now finishes on Mar 18, one day late.\n- Overtime on Saturday would win that day back.\n\nI emailed the PDF to you.",
          },
        ],
        [241_000, file("simulation-2027-03-11.pdf", "application/pdf", 1_468_006)],
        [242_000, file("utilization-by-cell.csv", "text/csv", 38_912)],
      ]),
    ],
    [
      "c-run-audit",
      entries("2027-03-08T11:00:00Z", [
        [0, { type: "message", role: "user", text: "Run the weekly quality audit workflow" }],
        ...[0, 1, 2, 3, 4, 5].flatMap((n): [number, EntryView["item"]][] => [
          [n * 20_000, call(`s${n}`, "read_audit", { week: 10, part: n })],
          [n * 20_000 + 19_000, result(`s${n}`, "ok")],
        ]),
        [
          125_000,
          {
            type: "message",
            role: "assistant",
            text: "Two audits cover last week. They disagree on Cell 2: one lists 14 defects, the other 9.",
          },
        ],
        [
          126_000,
          {
            type: "question",
            text: "Which audit should the report use?",
            choices: ["Audit A (14 defects)", "Audit B (9 defects)", "Show both"],
          },
        ],
      ]),
    ],
    [
      "c-run-mc",
      entries("2027-03-01T05:00:00Z", [
        [0, { type: "message", role: "user", text: "Run a Monte Carlo batch" }],
        [0, call("a", "load_model", { model: "monterrey-north" })],
        [2_000, result("a", "loaded")],
        [2_000, call("b", "run_batch", { replications: 500 })],
        [32_000, result("b", "HTTP 503: simulation cluster is not available", true)],
      ]),
    ],
    [
      "c-run-balance",
      entries("2027-03-11T15:10:00Z", [
        [0, { type: "message", role: "user", text: "Refresh the line balance for all CNC cells" }],
        [0, call("a", "read_routings", { cells: "CNC-1…CNC-9" })],
        [4_000, result("a", "9 cells")],
        [4_000, call("b", "read_orders", { horizon: "next 14 days" })],
        [15_000, result("b", "212 orders")],
        [28_000, call("c", "balance_lines", { objective: "makespan" })],
      ]),
    ],
    [
      "c-run-supplier",
      entries("2027-03-10T23:30:00Z", [[0, { type: "message", role: "user", text: "Summarize supplier delays" }]]),
    ],
    [
      "c-hostile",
      entries("2027-03-08T04:30:00Z", [
        [0, { type: "message", role: "user", text: 'Summarize <img src=x onerror="window.pwned=1"> \u202egnp.exe' }],
        [
          1_000,
          call("x", "<script>window.pwned=2</script>", {
            html: "<img src=x onerror=window.pwned=3>",
            long: "x".repeat(10_000),
          }),
        ],
        [2_000, result("x", "<svg onload=window.pwned=4>")],
        [
          60_000,
          {
            type: "message",
            role: "assistant",
            text: `<img src=x onerror=window.pwned=5> [click](javascript:window.pwned=6) [bank](https://evil.example/login) ![pixel](https://evil.example/p.png)\n\n${"w".repeat(10_000)}\n\n<script>window.pwned=7</script>`,
          },
        ],
      ]),
    ],
  ]);
}
