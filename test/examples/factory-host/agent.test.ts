import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ConversationItem } from "@dexter/scheduled-jobs";
import { simpleParser } from "mailparser";
import { extractText, getDocumentProxy } from "unpdf";
import { beforeEach, describe, expect, it } from "vitest";
import { choosePlan } from "../../../examples/factory-host/agent/choosePlan.ts";
import { offlineAgent } from "../../../examples/factory-host/agent/offlineAgent.ts";
import type { Workbench } from "../../../examples/factory-host/agent/workbench.ts";
import { shopFloorRecords } from "../../../examples/factory-host/pipeline/shopFloor.ts";
import { factoryLines } from "../../../examples/factory-host/simulation/line.ts";
import { factoryWorkflows, workflowRegistry } from "../../../examples/factory-host/workflows/registry.ts";
import { aRunContext } from "./aRunContext.ts";
import { slowLines } from "./slowLines.ts";

const lines = factoryLines.map(({ name }) => name);
const plan = (prompt: string, procedure?: string) =>
  choosePlan(prompt, { lines, ownerEmail: "owner@factory.example", procedure });
const toolsOf = (prompt: string, procedure?: string) => {
  const chosen = plan(prompt, procedure);
  return "refusal" in chosen ? chosen.refusal : chosen.steps.map(({ tool }) => tool);
};
const inputOf = (prompt: string, tool: string) => {
  const chosen = plan(prompt);
  return "refusal" in chosen ? undefined : chosen.steps.find((step) => step.tool === tool)?.input;
};

describe("the plan of the offline agent", () => {
  it.each([
    [
      "run the simulation and email me a PDF of the results",
      ["run_simulation", "write_simulation_report", "send_email"],
    ],
    [
      "ejecuta la simulación y envíame un PDF de los resultados",
      ["run_simulation", "write_simulation_report", "send_email"],
    ],
    ["genera un informe trimestral de rendimiento", ["refresh_production_data", "write_throughput_report"]],
    ["revisa la merma de la semana pasada", ["refresh_production_data", "audit_quality"]],
    ["actualiza los datos de producción", ["refresh_production_data"]],
    ["ejecuta un lote Monte Carlo", ["run_monte_carlo_batch"]],
    ["refresh the production data pipeline", ["refresh_production_data"]],
    ["Run a Monte Carlo batch", ["run_monte_carlo_batch"]],
    ["generate a quarterly throughput report", ["refresh_production_data", "write_throughput_report"]],
    ["run the quarterly analysis", ["refresh_production_data", "write_throughput_report"]],
    [
      "Generate a PDF report on last week's throughput for the CNC line, including utilization and cycle time KPIs",
      ["refresh_production_data", "write_throughput_report"],
    ],
    [
      "Run the simulation and email the PDF report to ops-team@company.com.",
      ["run_simulation", "write_simulation_report", "send_email"],
    ],
    ["Simulate the line, don't email anyone", ["run_simulation"]],
    ["check scrap and mail me", ["refresh_production_data", "audit_quality", "send_email"]],
    ["run the simulation and report throughput and utilization", ["run_simulation", "write_simulation_report"]],
  ])("for %j is the tools %j", (prompt, tools) => {
    expect(toolsOf(prompt)).toEqual(tools);
  });

  it("follows the procedure of a workflow, and what the prompt adds to it", () => {
    const procedure = factoryWorkflows.find(({ id }) => id === "weekly-quality-audit")?.procedure;
    expect(toolsOf("Run the weekly quality audit workflow and email it to qa@company.com", procedure)).toEqual([
      "refresh_production_data",
      "audit_quality",
      "send_email",
    ]);
  });

  it.each([
    ["water the plants", "I do not know how to do this. I can run the simulation"],
    ["", "I do not know how to do this."],
    ["<script>alert(1)</script>'; DROP TABLE jobs; --", "I do not know how to do this."],
    ["每天运行报告 🚀", "I do not know how to do this."],
    ["run the simulation and post the results to Slack", "I cannot deliver to Slack"],
    ["run the simulation for line 3", "There is no line 3 in this factory. Its lines: CNC line, Assembly line."],
    ["run the tea time workflow", "This factory has no workflow of that name"],
    ["email me", "I do not know how to do this."],
  ])("refuses %j, and says why", (prompt, reason) => {
    expect(toolsOf(prompt)).toContain(reason);
  });

  it("says what of a prompt it leaves out", () => {
    const chosen = plan("Run the simulation, use the March demand profile, do not email anyone");
    expect(chosen).toMatchObject({ notDone: ["do not email anyone", "use the March demand profile"] });
  });

  it.each([
    ["email me a PDF of the simulation", ["owner@factory.example"]],
    ["run the simulation and email the PDF to ops-team@company.com.", ["ops-team@company.com"]],
    ["simulate, then email me and a.b+c@d.co.uk the results", ["owner@factory.example", "a.b+c@d.co.uk"]],
  ])("sends the mail of %j to %j", (prompt, to) => {
    expect(inputOf(prompt, "send_email")).toEqual({ to });
  });

  it("reads line, replications and seed", () => {
    expect(
      inputOf(
        "Run a Monte Carlo batch of 2,000 replications for the assembly line with seed 42",
        "run_monte_carlo_batch",
      ),
    ).toEqual({
      line: "Assembly line",
      replications: 2000,
      seed: 42,
    });
  });
});

describe("the workflows of the factory", () => {
  const registry = workflowRegistry(factoryWorkflows);
  const scope = { ownerId: "u1", factoryId: "f1" };

  it.each([
    "weekly quality audit",
    "the Weekly Quality Audit workflow",
    "weekly-quality-audit",
    "Weekly  quality  audit",
  ])("are found by %j", async (name) => {
    expect(await registry.find(name, scope)).toEqual({ id: "weekly-quality-audit", name: "Weekly quality audit" });
  });

  it("are not found by part of a name", async () => {
    expect(await registry.find("quality", scope)).toBeUndefined();
    expect(await registry.find("", scope)).toBeUndefined();
  });
});

describe("the offline agent", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agent-"));
  });
  const workbench = (change: Partial<Workbench> = {}): Workbench => ({
    lines: slowLines,
    source: (line, date) => shopFloorRecords("f1", line, date),
    table: join(folder, "production.csv"),
    files: join(folder, "files"),
    addressOf: (path) => pathToFileURL(path).href,
    ownerEmail: "owner@factory.example",
    mail: { from: "dexter@factory.example", outbox: join(folder, "outbox") },
    ...change,
  });
  const agent = (change?: Partial<Workbench>) =>
    offlineAgent({ workbench: () => workbench(change), workflows: factoryWorkflows });
  const named = <Type extends ConversationItem["type"]>(items: readonly ConversationItem[], type: Type) =>
    items.filter((item): item is Extract<ConversationItem, { type: Type }> => item.type === type);

  it("says that no model is configured and which words it went by", async () => {
    const context = aRunContext("run the simulation and email me a PDF of the results");
    await agent()(context);
    expect(named(context.items, "message")[0]?.text).toBe(
      "No model is configured, so I chose tools by the words of the prompt. I call run_simulation (“simulation”), " +
        "then write_simulation_report (“PDF”), then send_email (“email”).",
    );
  });

  it("simulates, writes a PDF and mails it: the figures of the run, the paper and the mail agree", async () => {
    const context = aRunContext("run the simulation and email me a PDF of the results");
    expect(await agent()(context)).toMatchObject({ state: "succeeded" });
    expect(named(context.items, "tool-call").map(({ name }) => name)).toEqual([
      "run_simulation",
      "write_simulation_report",
      "send_email",
    ]);
    const simulation = named(context.items, "tool-result").find(({ callId }) => callId === "1.1");
    const throughput = (simulation!.output as { throughputPerHour: { mean: number } }).throughputPerHour.mean.toFixed(
      1,
    );
    const [letterName] = await readdir(join(folder, "outbox"));
    const letter = await simpleParser(await readFile(join(folder, "outbox", letterName ?? "")));
    expect(letter.to).toMatchObject({ text: "owner@factory.example" });
    expect(letter.text).toContain(`${throughput} good parts an hour`);
    const pdf = letter.attachments[0];
    expect(pdf?.filename).toBe("2030-03-11-simulation-results.pdf");
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf?.content ?? [])), {
      mergePages: true,
    });
    expect(text).toContain(throughput);
  });

  it("saves outputs among the owner's files, as theirs", async () => {
    const context = aRunContext("run a Monte Carlo batch and write a PDF report");
    await agent()(context);
    const outputs = named(context.items, "output");
    expect(outputs.map(({ name, ownerId }) => [name, ownerId])).toEqual([
      ["2030-03-11-monte-carlo-batch.csv", "u1"],
      ["2030-03-11-simulation-results.pdf", "u1"],
    ]);
    const [csv] = outputs.map(({ content }) => fileURLToPath((content as { url: string }).url));
    const rows = (await readFile(csv ?? "", "utf8")).trim().split("\n");
    expect(rows).toHaveLength(501);
  });

  it("declares the side effect before the mail, and none where it sends none", async () => {
    const withMail = aRunContext("run the simulation and email me");
    await agent()(withMail);
    const call = withMail.items.findIndex((item) => item.type === "tool-call" && item.name === "send_email");
    expect(withMail.declared).toEqual([call + 1]);
    const without = aRunContext("refresh the production data pipeline");
    await agent()(without);
    expect(without.declared).toEqual([]);
  });

  it("sends no second mail when the same run is tried again, and gives the same figures", async () => {
    const first = aRunContext("run the simulation and email me a PDF");
    await agent()(first);
    const second = aRunContext("run the simulation and email me a PDF", { attempt: 2 });
    await agent()(second);
    expect(await readdir(join(folder, "outbox"))).toHaveLength(1);
    expect(named(second.items, "tool-result").at(-1)?.output).toMatchObject({ isRepeated: true });
    expect(named(second.items, "tool-result")[0]?.output).toEqual(named(first.items, "tool-result")[0]?.output);
    const calls = [...first.items, ...second.items].flatMap((item) => (item.type === "tool-call" ? [item.callId] : []));
    expect(new Set(calls).size).toBe(calls.length);
  });

  it("writes a quarterly report from data that it brings up to date first", async () => {
    const context = aRunContext("generate a quarterly throughput report");
    expect(await agent()(context)).toMatchObject({ state: "succeeded" });
    expect(named(context.items, "output").map(({ name }) => name)).toEqual([
      "2030-03-11-quarterly-throughput-report.pdf",
      "2030-03-11-quarterly-throughput-report.csv",
    ]);
    expect(named(context.items, "message").at(-1)?.text).toMatch(
      /CNC line, 2029-10-01 to 2029-12-31: \d+ good parts, \d+\.\d an hour, OEE \d+\.\d %/,
    );
  });

  it("audits the quality by the workflow that the job names", async () => {
    const context = aRunContext("Run the weekly quality audit workflow", {
      workflow: { id: "weekly-quality-audit", name: "Weekly quality audit" },
    });
    expect(await agent()(context)).toMatchObject({ state: "succeeded" });
    expect(named(context.items, "message")[0]?.text).toContain("I follow the workflow “Weekly quality audit”.");
    expect(named(context.items, "output").map(({ name }) => name)).toEqual(["2030-03-11-quality-audit.pdf"]);
    expect(named(context.items, "message").at(-1)?.text).toContain("Quality, 2030-03-04 to 2030-03-10");
  });

  it("fails for good, and does nothing, where it cannot do what the prompt asks", async () => {
    const context = aRunContext("negotiate a discount with the steel supplier");
    expect(await agent()(context)).toMatchObject({ state: "failed", isPermanent: true });
    expect(named(context.items, "tool-call")).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([["3 replications"], ["50,000 replications"], ["seed 99999999999"]])(
    "refuses %j before it does anything",
    async (number) => {
      const context = aRunContext(`run a Monte Carlo batch of ${number} and email me`);
      expect(await agent()(context)).toMatchObject({
        state: "failed",
        isPermanent: true,
        message: expect.stringContaining("Too "),
      });
      expect(named(context.items, "tool-call")).toEqual([]);
    },
  );

  it("keeps the error of a tool in the conversation, and throws it so that the run can be tried again", async () => {
    const source = () => {
      throw new Error("The data collector does not answer.");
    };
    const context = aRunContext("refresh the production data pipeline");
    await expect(agent({ source })(context)).rejects.toThrow("does not answer");
    expect(named(context.items, "tool-result")).toMatchObject([
      { isError: true, output: expect.stringContaining("does not answer") },
    ]);
  });

  it("stops where it is told to, and writes nothing more", async () => {
    const aborter = new AbortController();
    const context = aRunContext("run a Monte Carlo batch of 20,000 replications and email me", {
      signal: aborter.signal,
    });
    const work = agent()(context);
    setTimeout(() => aborter.abort(new Error("cancelled")), 30);
    await expect(work).rejects.toThrow("cancelled");
    expect(named(context.items, "tool-result")).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });
});
