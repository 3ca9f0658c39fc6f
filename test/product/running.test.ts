import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Conversations, Run, RunContext } from "@dexter/scheduled-jobs";
import { simpleParser } from "mailparser";
import { describe, expect } from "vitest";
import { readProductionTable } from "../../examples/factory-host/pipeline/productionTable.ts";
import { aHost, onEachStore } from "./aHost.ts";
import { anAssistant } from "./anAssistant.ts";
import { promised } from "./promised.ts";

const minute = 60_000;
const hour = 60 * minute;

onEachStore((open) => {
  /** A host whose agent is the one of the example. */
  const aFactory = (options: Parameters<typeof aHost>[1] = {}) => {
    const assistant = anAssistant();
    const { runner, workflows } = assistant;
    return { ...assistant, ...aHost(open(), { runner, workflows, ...options }) };
  };
  /** The conversation of a job's latest run. */
  async function latest({ dexter, runsOf }: Pick<ReturnType<typeof aHost>, "dexter" | "runsOf">, jobId: string) {
    const run = (await runsOf(jobId)).at(-1);
    if (run?.conversationId === undefined) throw new Error("it has not run");
    const conversation = await dexter.conversations.get(run.conversationId);
    const items = conversation.entries.map(({ item }) => item);
    return { run, conversation, items };
  }

  describe("a job that fires", () => {
    promised(
      "Scheduled Jobs run Dexter prompts on a recurring or one-off schedule, creating a new conversation each time they fire.",
      "a recurring job opens one conversation an occurrence, a one-off job one in all",
      async () => {
        const { clock, scheduler, dexter, createOne } = aHost(open());
        await scheduler.start();
        const recurring = await createOne("Every day at 5am, check the line");
        const oneOff = await createOne("In 2 hours, check the other line");
        await clock.advanceBy(5 * 24 * hour);
        const { items } = await dexter.conversations.list({ limit: 100 });
        const of = (jobId: string) => items.filter((one) => one.jobId === jobId);
        expect(of(recurring.id)).toHaveLength(5);
        expect(of(oneOff.id)).toHaveLength(1);
        expect(new Set(items.map(({ id }) => id)).size).toBe(6);
      },
    );

    promised(
      "This lets you automate recurring factory checks, report generation, simulation runs, and pipeline refreshes without manual intervention.",
      "all four kinds of work are done over a week, with no call by anybody in between",
      async () => {
        const factory = aFactory();
        const { clock, scheduler, create, dexter } = factory;
        await create("Every Monday at 6am, run the weekly quality audit workflow");
        await create("Every Tuesday at 6am, generate a quarterly throughput report");
        await create("Every Wednesday at 6am, run the simulation");
        // at nine, three hours after the audit of the same day had refreshed them
        await create("Every Monday morning, refresh the production data pipeline");
        await scheduler.start();
        await clock.advanceBy(7 * 24 * hour);
        const { items } = await dexter.runs.list({ limit: 100 });
        expect(items.map(({ state, summary }) => [state, summary])).toEqual([
          ["succeeded", expect.stringMatching(/^CNC line, 50 replications/)],
          ["succeeded", expect.stringMatching(/CNC line, 2026-10-01 to 2026-12-31/)],
          ["succeeded", "The production data were up to date."],
          ["succeeded", expect.stringMatching(/Quality, 2027-03-08 to 2027-03-14/)],
        ]);
      },
    );

    promised(
      "“Every weekday at 5am, run the simulation and email me a PDF of the results”",
      "Monday through Friday at five, and the mail has the paper with it",
      async () => {
        const factory = aFactory();
        const { clock, scheduler, createOne, outbox } = factory;
        await scheduler.start();
        const job = await createOne("Every weekday at 5am, run the simulation and email me a PDF of the results");
        expect(job.prompt).toBe("run the simulation and email me a PDF of the results");
        await clock.advanceTo("2027-03-16T00:00:00Z");
        // Friday at five, Monday at five after the clocks went forward; no weekend
        expect((await factory.runsOf(job.id)).map(({ dueAt, state }) => [dueAt.toISOString(), state])).toEqual([
          ["2027-03-12T10:00:00.000Z", "succeeded"],
          ["2027-03-15T09:00:00.000Z", "succeeded"],
        ]);
        const letters = readdirSync(outbox).map((name) => readFileSync(join(outbox, name)));
        const read = await Promise.all(letters.map((letter) => simpleParser(letter)));
        expect(read.map(({ to, attachments }) => [to, attachments.map(({ contentType }) => contentType)])).toEqual([
          [expect.objectContaining({ text: "u1@factory.example" }), ["application/pdf"]],
          [expect.objectContaining({ text: "u1@factory.example" }), ["application/pdf"]],
        ]);
      },
    );

    promised(
      "“Every Monday morning, refresh the production data pipeline”",
      "on Monday at nine, and the data are new",
      async () => {
        const { clock, scheduler, createOne, runsOf, table } = aFactory();
        await scheduler.start();
        const job = await createOne("Every Monday morning, refresh the production data pipeline");
        expect(job.prompt).toBe("refresh the production data pipeline");
        await clock.advanceTo("2027-03-15T13:00:00Z");
        expect((await runsOf(job.id)).map(({ dueAt, state }) => [dueAt.toISOString(), state])).toEqual([
          ["2027-03-15T13:00:00.000Z", "succeeded"],
        ]);
        expect((await readProductionTable(table)).at(-1)?.date).toBe("2027-03-12");
      },
    );

    promised(
      "“Run a Monte Carlo batch on the first of every month”",
      "on the first, with the replications as a file",
      async () => {
        const factory = aFactory();
        const { clock, scheduler, createOne } = factory;
        await scheduler.start();
        const job = await createOne("Run a Monte Carlo batch on the first of every month");
        expect(job.prompt).toBe("Run a Monte Carlo batch");
        await clock.advanceTo("2027-04-01T13:00:00Z");
        const { run, items } = await latest(factory, job.id);
        expect([run.state, run.dueAt.toISOString()]).toEqual(["succeeded", "2027-04-01T13:00:00.000Z"]);
        expect(items.filter(({ type }) => type === "output")).toMatchObject([
          { name: "2027-04-01-monte-carlo-batch.csv" },
        ]);
      },
    );

    promised("“In 2 hours, generate a quarterly throughput report”", "two hours later, with the paper", async () => {
      const factory = aFactory();
      const { clock, scheduler, createOne } = factory;
      await scheduler.start();
      const job = await createOne("In 2 hours, generate a quarterly throughput report");
      expect(job.prompt).toBe("generate a quarterly throughput report");
      await clock.advanceBy(2 * hour);
      const { run, items } = await latest(factory, job.id);
      expect([run.state, run.dueAt.toISOString()]).toEqual(["succeeded", "2027-03-11T17:12:00.000Z"]);
      expect(items.filter(({ type }) => type === "output")).toMatchObject([
        { name: "2027-03-11-quarterly-throughput-report.pdf", mediaType: "application/pdf" },
        { name: "2027-03-11-quarterly-throughput-report.csv" },
      ]);
    });

    promised(
      "Dexter opens a new conversation with the job’s prompt as the first message",
      "letter for letter, before the agent says anything",
      async () => {
        const seen: unknown[] = [];
        const runner = async ({ history }: RunContext) => void seen.push(...history.map(({ item }) => item));
        const host = aHost(open(), { runner });
        const { clock, scheduler, createOne } = host;
        await scheduler.start();
        const job = await createOne("Every day at 5am, check lines 3 & 4 at 80% load – “gently”; <b>now</b>");
        await clock.advanceTo("2027-03-12T10:00:00Z");
        const first = { type: "message", role: "user", text: job.prompt };
        expect(job.prompt).toBe("check lines 3 & 4 at 80% load – “gently”; <b>now</b>");
        expect(seen).toEqual([first]);
        expect((await latest(host, job.id)).items[0]).toEqual(first);
      },
    );

    promised(
      "Dexter executes the instructions autonomously — running simulations, generating reports, refreshing pipelines, or any other capability",
      "every tool of the assistant is at work, unattended",
      async () => {
        const factory = aFactory();
        const { clock, scheduler, createOne } = factory;
        await scheduler.start();
        const job = await createOne(
          "In 2 hours, refresh the production data, run a Monte Carlo batch, write last week's throughput report and email me the PDFs",
        );
        await clock.advanceBy(2 * hour);
        const { run, items } = await latest(factory, job.id);
        expect(run.state).toBe("succeeded");
        expect(items.flatMap((item) => (item.type === "tool-call" ? [item.name] : []))).toEqual([
          "refresh_production_data",
          "run_monte_carlo_batch",
          "write_simulation_report",
          "write_throughput_report",
          "send_email",
        ]);
      },
    );

    promised(
      "Any outputs (reports, exports, data files) are saved as if you’d generated them yourself",
      "among the owner's own files, under the owner's name",
      async () => {
        const factory = aFactory();
        const { clock, scheduler, createOne, files } = factory;
        await scheduler.start();
        const job = await createOne("In 2 hours, generate a quarterly throughput report");
        await clock.advanceBy(2 * hour);
        const { items } = await latest(factory, job.id);
        const outputs = items.flatMap((item) => (item.type === "output" ? [item] : []));
        expect(outputs.map(({ ownerId }) => ownerId)).toEqual(["u1", "u1"]);
        for (const { content } of outputs) {
          const path = fileURLToPath((content as { url: string }).url);
          expect(path.startsWith(join(files, "u1"))).toBe(true);
          expect(readFileSync(path).length).toBeGreaterThan(100);
        }
      },
    );

    promised(
      "Any outputs (reports, exports, data files) are saved as if you’d generated them yourself",
      "an output whose owner the agent does not name belongs to the owner of the job",
      async () => {
        const content = new Uint8Array([1, 2, 3]);
        const runner = ({ emit }: RunContext) =>
          emit({ type: "output", name: "export.bin", mediaType: "application/octet-stream", content });
        const host = aHost(open(), { runner });
        await host.scheduler.start();
        const job = await host.createOne("In 2 hours, export the data");
        await host.clock.advanceBy(2 * hour);
        const output = (await latest(host, job.id)).items.find(({ type }) => type === "output");
        expect(output).toMatchObject({ name: "export.bin", ownerId: "u1" });
        expect(new Uint8Array((output as { content: Uint8Array }).content)).toEqual(content);
      },
    );

    promised(
      "The resulting conversation is saved to your conversation history with a status indicator",
      "in progress, then done or failed: the state of its run",
      async () => {
        let finish = () => {};
        const runner = async ({ run }: RunContext) => {
          await new Promise<void>((resolve) => (finish = resolve));
          if (run.prompt.includes("broken"))
            return { state: "failed" as const, message: "It is broken.", isPermanent: true };
          return { state: "succeeded" as const };
        };
        const { clock, scheduler, dexter, createOne } = aHost(open(), { runner });
        await scheduler.start();
        await createOne("In 1 hour, check the line");
        await createOne("In 2 hours, check the broken line");
        const statuses = async () => (await dexter.conversations.list()).items.map(({ status }) => status);
        await clock.advanceBy(hour);
        expect(await statuses()).toEqual(["running"]);
        finish();
        await clock.settle();
        expect(await statuses()).toEqual(["succeeded"]);
        await clock.advanceBy(hour);
        finish();
        await clock.settle();
        expect(await statuses()).toEqual(["failed", "succeeded"]);
      },
    );

    promised(
      "Scheduled runs appear alongside your interactive conversations, so you can review what Dexter did, examine tool calls, and follow up if anything needs attention.",
      "a host's own history gets every conversation, entry by entry, under the owner's name",
      async () => {
        const history = new Map<string, { owner: string; title: string; items: unknown[]; status?: Run["state"] }>();
        const conversations: Conversations = {
          open: async (key, { owner, title, firstMessage }) => {
            history.set(key, { owner, title, items: [firstMessage] });
          },
          append: async (key, items) => void history.get(key)?.items.push(...items.map(({ item }) => item.type)),
          setStatus: async (key, status) => void Object.assign(history.get(key) ?? {}, { status }),
        };
        const { clock, scheduler, createOne } = aFactory({ conversations });
        await scheduler.start();
        const job = await createOne("In 2 hours, run the simulation");
        await clock.advanceBy(2 * hour);
        expect([...history.values()]).toEqual([
          {
            owner: "u1",
            title: job.name,
            items: ["run the simulation", "message", "tool-call", "tool-result", "message"],
            status: "succeeded",
          },
        ]);
      },
    );

    promised(
      "Scheduled runs appear alongside your interactive conversations, so you can review what Dexter did, examine tool calls, and follow up if anything needs attention.",
      "a run that needs an answer waits for it, and goes on in the same conversation",
      async () => {
        const runner = async ({ history, ask }: RunContext) => {
          const replies = history.flatMap(({ item }) =>
            item.type === "message" && item.role === "user" ? [item.text] : [],
          );
          if (replies.length === 1) await ask({ text: "Line 3 or line 4?", choices: ["3", "4"] });
          return `I checked line ${replies[1]}.`;
        };
        const host = aHost(open(), { runner });
        const { clock, scheduler, dexter, createOne, runsOf } = host;
        await scheduler.start();
        const job = await createOne("In 2 hours, check the line");
        await clock.advanceBy(2 * hour);
        const { run, conversation } = await latest(host, job.id);
        expect([run.state, conversation.status]).toEqual(["needs_input", "needs_input"]);
        await dexter.runs.reply(run.id, "4");
        await clock.settle();
        const after = await latest(host, job.id);
        expect(after.run).toMatchObject({ id: run.id, state: "succeeded", conversationId: run.conversationId });
        expect(after.items.at(-1)).toMatchObject({ type: "message", role: "assistant", text: "I checked line 4." });
        expect(await runsOf(job.id)).toHaveLength(1);
      },
    );

    promised(
      "Scheduled jobs have full access to everything Dexter can do interactively.",
      "the run is carried out by the host's own agent, with everything the host gave it",
      async () => {
        const can = new Map([["delete the moon", () => "The moon is gone."]]);
        const interactive = (prompt: string) => can.get(prompt)?.() ?? "I cannot do this.";
        const host = aHost(open(), { runner: async ({ run }) => interactive(run.prompt) });
        await host.scheduler.start();
        const job = await host.createOne("In 2 hours, delete the moon");
        await host.clock.advanceBy(2 * hour);
        expect((await latest(host, job.id)).items.at(-1)).toMatchObject({ text: interactive("delete the moon") });
      },
    );

    promised(
      "Any action Dexter takes during a scheduled run has the same effect as if you’d asked for it interactively.",
      "the same request leaves the same data behind, asked by hand or by schedule",
      async () => {
        const scheduled = aFactory();
        await scheduled.scheduler.start();
        await scheduled.createOne("In 2 hours, refresh the production data pipeline");
        await scheduled.clock.advanceBy(2 * hour);
        const asked = aFactory();
        await asked.scheduler.start();
        const job = await asked.createOne("Every day at 11pm, refresh the production data pipeline");
        await asked.dexter.jobs.trigger(job.id);
        await asked.clock.settle();
        const table = readFileSync(scheduled.table, "utf8");
        expect(table.split("\n").length).toBeGreaterThan(500);
        expect(readFileSync(asked.table, "utf8")).toBe(table);
      },
    );

    promised(
      "Changes to models, BOMs, or configurations take effect immediately.",
      "what a run changes is there while it is still going on, and stays when it fails later",
      async () => {
        const bom = new Map([["gear", 2]]);
        let finish = () => {};
        const runner = async ({ emit, declareSideEffect }: RunContext) => {
          await declareSideEffect();
          bom.set("gear", 3);
          await emit({ type: "note", text: "The bill of materials has three gears now." });
          await new Promise<void>((resolve) => (finish = resolve));
          throw new Error("The printer is out of paper.");
        };
        const { clock, scheduler, createOne, runsOf } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("In 2 hours, add a gear");
        await clock.advanceBy(2 * hour);
        expect(bom.get("gear")).toBe(3);
        expect((await runsOf(job.id))[0]?.state).toBe("running");
        finish();
        await clock.advanceBy(hour);
        expect(bom.get("gear")).toBe(3);
        // it changed something, so it is not simply done again
        expect(await runsOf(job.id)).toMatchObject([{ state: "interrupted", attempt: 1, hasSideEffect: true }]);
      },
    );

    promised(
      "Scheduled jobs execute with your permissions.",
      "asked again each time: whoever lost access runs nothing",
      async () => {
        let isAllowed = true;
        const asked: unknown[] = [];
        const authorizer = {
          async may(owner: { ownerId: string; factoryId: string }, { action }: { action: string }) {
            asked.push([owner.ownerId, owner.factoryId, action]);
            return isAllowed ? ("yes" as const) : ("no" as const);
          },
        };
        const ran: string[] = [];
        const runner = async ({ run }: RunContext) => void ran.push(run.id);
        const { clock, scheduler, dexter, createOne, runsOf } = aHost(open(), { authorizer, runner });
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await clock.advanceTo("2027-03-12T10:00:00Z");
        expect(asked).toEqual([
          ["u1", "monterrey", "create"],
          ["u1", "monterrey", "run"],
        ]);
        isAllowed = false;
        await clock.advanceTo("2027-03-15T10:00:00Z");
        expect(ran).toHaveLength(1);
        expect((await runsOf(job.id)).map(({ state, reason }) => [state, reason?.code])).toEqual([
          ["succeeded", undefined],
          ["skipped", "denied"],
        ]);
        expect(await dexter.jobs.get(job.id)).toMatchObject({
          state: "suspended",
          suspension: { code: "access-lost" },
        });
      },
    );

    promised("Scheduled jobs execute with your permissions.", "who may not create a job, creates none", async () => {
      const authorizer = { may: async () => "no" as const };
      const { dexter } = aHost(open(), { authorizer });
      const { id, revision } = await dexter.propose("Every day at 5am, check the line");
      await expect(dexter.confirm(id, { revision })).rejects.toMatchObject({ code: "NOT_PERMITTED" });
      expect((await dexter.jobs.list()).items).toEqual([]);
    });
  });
});
