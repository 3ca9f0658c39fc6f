import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe as inWords, SchedulerError } from "@dexter/scheduled-jobs";
import type { Notification, RunContext } from "@dexter/scheduled-jobs";
import { describe, expect } from "vitest";
import { aHost, onEachStore } from "./aHost.ts";
import { anAssistant } from "./anAssistant.ts";
import { promised } from "./promised.ts";

const hour = 3_600_000;

onEachStore((open) => {
  describe("the factory of a job", () => {
    promised(
      "Each job runs against the factory that was active when you created it — the job is permanently bound to that factory.",
      "also after the owner went to another factory, and no edit changes it",
      async () => {
        const ran: string[] = [];
        const runner = async ({ run }: RunContext) => void ran.push(run.factoryId);
        const { clock, scheduler, as, dexter, createOne } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        as({ factoryId: "detroit" });
        await clock.advanceTo("2027-03-12T10:00:00Z");
        expect(ran).toEqual(["monterrey"]);
        const edit = dexter.jobs.update(job.id, { factoryId: "detroit" } as never, { revision: job.revision });
        await expect(edit).rejects.toMatchObject({ code: "FACTORY_IMMUTABLE" });
        expect((await dexter.jobs.get(job.id)).factoryId).toBe("monterrey");
      },
    );

    promised("One factory per job.", "from another factory it is as if the job did not exist", async () => {
      const { as, createOne } = aHost(open());
      const job = await createOne("Every day at 5am, check the line");
      const elsewhere = as({ factoryId: "detroit" });
      expect((await elsewhere.jobs.list()).items).toEqual([]);
      const errors = await Promise.all(
        [job.id, "00000000-0000-7000-8000-000000000000"].map((id) =>
          elsewhere.jobs.get(id).catch((error: unknown) => SchedulerError.is(error) && error.code),
        ),
      );
      expect(errors).toEqual(["JOB_NOT_FOUND", "JOB_NOT_FOUND"]);
    });

    promised(
      "To automate work across multiple factories, create separate jobs in each factory.",
      "each has its own, and each runs in its own",
      async () => {
        const ran: string[] = [];
        const runner = async ({ run }: RunContext) => void ran.push(run.factoryId);
        const { clock, scheduler, as, createOne } = aHost(open(), { runner });
        await scheduler.start();
        for (const factoryId of ["monterrey", "detroit"]) {
          await createOne("Every day at 5am, check the line", as({ factoryId }));
        }
        await clock.advanceTo("2027-03-12T10:00:00Z");
        expect(ran.toSorted()).toEqual(["detroit", "monterrey"]);
      },
    );
  });

  describe("the list of jobs", () => {
    promised(
      "Open the Scheduled Jobs section in Dexter’s left sidebar to see all your jobs.",
      "all of the owner's in this factory, of every state, and nobody else's",
      async () => {
        const { as, dexter, clock, scheduler, createOne } = aHost(open());
        await scheduler.start();
        const active = await createOne("Every day at 5am, check the line");
        const paused = await createOne("Every day at 6am, check the line");
        await dexter.jobs.pause(paused.id);
        const completed = await createOne("In 2 hours, check the line");
        await createOne("Every day at 7am, check the line", as({ ownerId: "u2" }));
        await clock.advanceBy(3 * hour);
        const { items } = await dexter.jobs.list();
        expect(new Map(items.map(({ id, state }) => [id, state]))).toEqual(
          new Map([
            [active.id, "active"],
            [paused.id, "paused"],
            [completed.id, "completed"],
          ]),
        );
      },
    );

    promised(
      "Each entry shows the job name, schedule, status, and last run time.",
      "all four are in the entry",
      async () => {
        const { clock, scheduler, dexter, createOne } = aHost(open());
        await scheduler.start();
        await createOne("Every weekday at 5am, run the simulation and email me a PDF of the results");
        const [before] = (await dexter.jobs.list()).items;
        expect(before?.lastRun).toBeUndefined();
        await clock.advanceTo("2027-03-12T12:00:00Z");
        const [entry] = (await dexter.jobs.list()).items;
        expect(entry?.name).toMatch(/simulation/i);
        expect(entry && inWords(entry.schedule)).toContain("Monday through Friday at 5:00 AM");
        expect(entry?.state).toBe("active");
        expect(entry?.lastRun).toMatchObject({ state: "succeeded", startedAt: new Date("2027-03-12T10:00:00Z") });
      },
    );

    promised(
      "From this panel you can edit a job’s schedule or prompt, or delete it permanently.",
      "the schedule by a correction that is read back, and only what is confirmed counts",
      async () => {
        const { dexter, createOne } = aHost(open());
        const job = await createOne("Every weekday at 5am, check the line");
        const proposal = await dexter.jobs.update(job.id, { correction: "make it 6am" }, { revision: job.revision });
        expect(proposal.drafts[0]?.description).toContain("6:00 AM");
        expect((await dexter.jobs.get(job.id)).nextAt).toEqual(job.nextAt);
        const [changed] = await dexter.confirm(proposal.id, { revision: proposal.revision });
        expect(changed).toMatchObject({ id: job.id, prompt: job.prompt, nextAt: new Date("2027-03-12T11:00:00Z") });
        expect((await dexter.jobs.list()).items).toHaveLength(1);
      },
    );

    promised(
      "From this panel you can edit a job’s schedule or prompt, or delete it permanently.",
      "the prompt, from the next occurrence on; an edit of what somebody else changed is refused",
      async () => {
        const ran: string[] = [];
        const runner = async ({ run }: RunContext) => void ran.push(run.prompt);
        const { clock, scheduler, dexter, createOne } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await clock.advanceTo("2027-03-12T10:00:00Z");
        const { revision } = await dexter.jobs.get(job.id);
        await dexter.jobs.update(job.id, { prompt: "check both lines" }, { revision });
        const late = dexter.jobs.update(job.id, { prompt: "check no line" }, { revision });
        await expect(late).rejects.toMatchObject({ code: "REVISION_CONFLICT" });
        await clock.advanceTo("2027-03-13T10:00:00Z");
        expect(ran).toEqual(["check the line", "check both lines"]);
      },
    );

    promised(
      "From this panel you can edit a job’s schedule or prompt, or delete it permanently.",
      "deleted for good, while its conversations stay",
      async () => {
        const { clock, scheduler, dexter, createOne } = aHost(open());
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await clock.advanceTo("2027-03-12T12:00:00Z");
        const { revision } = await dexter.jobs.get(job.id);
        await dexter.jobs.delete(job.id, { revision });
        await clock.advanceTo("2027-03-20T12:00:00Z");
        expect((await dexter.jobs.list()).items).toEqual([]);
        expect((await dexter.conversations.list()).items.map(({ jobId }) => jobId)).toEqual([job.id]);
      },
    );

    promised("Tune the prompt if anything’s off.", "after a run by hand that takes no scheduled slot", async () => {
      const { clock, scheduler, dexter, createOne, runsOf } = aHost(open());
      await scheduler.start();
      const job = await createOne("Every day at 5am, check the line");
      await dexter.jobs.trigger(job.id);
      await clock.settle();
      const { revision, nextAt } = await dexter.jobs.get(job.id);
      expect(nextAt).toEqual(job.nextAt);
      await dexter.jobs.update(job.id, { prompt: "check the line twice" }, { revision });
      await clock.advanceTo("2027-03-12T10:00:00Z");
      expect((await runsOf(job.id)).map(({ trigger, prompt }) => [trigger, prompt])).toEqual([
        ["manual", "check the line"],
        ["schedule", "check the line twice"],
      ]);
    });

    promised(
      "Pausing and resuming jobs is not currently supported.",
      "here it is: nothing runs while paused, nothing is made up",
      async () => {
        const { clock, scheduler, dexter, createOne, runsOf } = aHost(open());
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await dexter.jobs.pause(job.id);
        await clock.advanceTo("2027-03-15T12:00:00Z");
        expect(await runsOf(job.id)).toEqual([]);
        const resumed = await dexter.jobs.resume(job.id);
        expect([resumed.state, resumed.nextAt]).toEqual(["active", new Date("2027-03-16T09:00:00Z")]);
        await clock.advanceTo("2027-03-16T09:00:00Z");
        expect((await runsOf(job.id)).filter(({ state }) => state === "succeeded")).toHaveLength(1);
      },
    );

    promised("No pause/resume.", "here a person can, and a paused job says so", async () => {
      const { dexter, createOne } = aHost(open());
      const job = await createOne("Every day at 5am, check the line");
      const paused = await dexter.jobs.pause(job.id);
      expect([paused.state, paused.nextAt]).toEqual(["paused", undefined]);
      expect((await dexter.jobs.resume(job.id)).state).toBe("active");
    });

    promised(
      "To temporarily stop a job, delete it and recreate it when you’re ready to resume.",
      "that works as well",
      async () => {
        const { clock, scheduler, dexter, createOne, runsOf } = aHost(open());
        await scheduler.start();
        const first = await createOne("Every day at 5am, check the line");
        await dexter.jobs.delete(first.id, { revision: first.revision });
        await clock.advanceTo("2027-03-14T12:00:00Z");
        const second = await createOne("Every day at 5am, check the line");
        await clock.advanceTo("2027-03-15T12:00:00Z");
        expect([await runsOf(first.id), (await runsOf(second.id)).length]).toEqual([[], 1]);
      },
    );

    promised("Delete and recreate to temporarily stop a job.", "the new job is another one", async () => {
      const { dexter, createOne } = aHost(open());
      const first = await createOne("Every day at 5am, check the line");
      await dexter.jobs.delete(first.id, { revision: first.revision });
      const second = await createOne("Every day at 5am, check the line");
      expect(second.id).not.toBe(first.id);
      expect((await dexter.jobs.list()).items.map(({ id }) => id)).toEqual([second.id]);
    });
  });

  describe("past runs", () => {
    promised(
      "Every scheduled job execution creates a conversation in your history.",
      "one for each, also for those that failed",
      async () => {
        const runner = async ({ run }: RunContext) => {
          if (run.dueAt.getUTCDate() % 2 === 0) return { state: "failed" as const, message: "No.", isPermanent: true };
          return { state: "succeeded" as const };
        };
        const { clock, scheduler, dexter, createOne, runsOf } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await clock.advanceTo("2027-03-18T12:00:00Z");
        const runs = await runsOf(job.id);
        const { items } = await dexter.conversations.list({ limit: 100 });
        expect(runs).toHaveLength(7);
        expect(items.map(({ runId }) => runId).toSorted()).toEqual(runs.map(({ id }) => id).toSorted());
        expect(new Set(items.map(({ status }) => status))).toEqual(new Set(["succeeded", "failed"]));
      },
    );

    promised(
      "Open your conversation history in Dexter’s left sidebar",
      "newest first, page by page, the owner's only",
      async () => {
        const { clock, scheduler, as, dexter, createOne } = aHost(open());
        await scheduler.start();
        await createOne("Every day at 5am, check the line");
        await createOne("Every day at 5am, check the line", as({ ownerId: "u2" }));
        await clock.advanceTo("2027-03-16T12:00:00Z");
        const read: Date[] = [];
        for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
          const page = await dexter.conversations.list({ limit: 2, ...(cursor !== undefined && { cursor }) });
          read.push(...page.items.map(({ createdAt }) => createdAt));
          cursor = page.cursor;
        }
        expect(read.map((at) => at.toISOString().slice(0, 10))).toEqual([
          "2027-03-16",
          "2027-03-15",
          "2027-03-14",
          "2027-03-13",
          "2027-03-12",
        ]);
      },
    );

    promised(
      "Look for conversations created by the job (they’ll show the job name as the conversation title)",
      "found by the job, titled with its name as it was when it ran",
      async () => {
        const { clock, scheduler, dexter, createOne } = aHost(open());
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await createOne("Every day at 5am, refresh the data");
        await clock.advanceTo("2027-03-12T12:00:00Z");
        const { revision } = await dexter.jobs.get(job.id);
        await dexter.jobs.update(job.id, { name: "Early check" }, { revision });
        await clock.advanceTo("2027-03-13T12:00:00Z");
        const { items } = await dexter.conversations.list({ jobId: job.id });
        expect(items.map(({ title }) => title)).toEqual(["Early check", job.name]);
      },
    );

    promised(
      "Open the conversation to see the full execution: tool calls, results, any outputs generated",
      "all of it, in the order in which it happened, with the instants",
      async () => {
        const { runner } = anAssistant();
        const { clock, scheduler, dexter, createOne } = aHost(open(), { runner });
        await scheduler.start();
        await createOne("In 2 hours, run the simulation and write a PDF report");
        await clock.advanceBy(2 * hour);
        const [listed] = (await dexter.conversations.list()).items;
        const { entries } = await dexter.conversations.get(listed?.id ?? "");
        expect(entries.map(({ item }) => item.type)).toEqual([
          "message",
          "message",
          "tool-call",
          "tool-result",
          "tool-call",
          "tool-result",
          "output",
          "message",
        ]);
        expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
        expect(entries.every(({ at }) => at.toISOString() === "2027-03-11T17:12:00.000Z")).toBe(true);
      },
    );

    promised(
      "This makes scheduled work fully auditable — you can trace any report or result back through the exact steps Dexter took to produce it.",
      "from the output to the call that made it, the run, the occurrence, the job's revision and what was confirmed",
      async () => {
        const { runner } = anAssistant();
        const { clock, scheduler, dexter, createOne } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("Every day at 5am, run a Monte Carlo batch");
        await clock.advanceTo("2027-03-12T10:00:00Z");
        const [listed] = (await dexter.conversations.list()).items;
        const conversation = await dexter.conversations.get(listed?.id ?? "");
        const output = conversation.entries.findIndex(({ item }) => item.type === "output");
        const before = conversation.entries.slice(0, output).map(({ item }) => item);
        const result = before.findLast((item) => item.type === "tool-result");
        const call = before.find((item) => item.type === "tool-call" && item.callId === result?.callId);
        expect(call).toMatchObject({ name: "run_monte_carlo_batch" });
        const run = await dexter.runs.get(conversation.runId);
        expect(run).toMatchObject({ jobId: job.id, jobRevision: job.revision, prompt: job.prompt, dueAt: job.nextAt });
        const proposal = await dexter.proposals.get(job.proposalId);
        expect(proposal).toMatchObject({ state: "confirmed", digest: job.digest, jobIds: [job.id] });
        expect(proposal.interpretation.text).toBe("Every day at 5am, run a Monte Carlo batch");
        const told = await dexter.jobs.explain(job.id, new Date("2027-03-12T10:00:00Z"));
        expect(told).toMatchObject({ run: { id: run.id } });
      },
    );
  });

  describe("notifications", () => {
    promised(
      "Toggle on desktop notifications in Dexter Settings to receive browser notifications when a scheduled job completes or encounters an issue.",
      "the host's notifier is told of each end, once, with the owner to tell",
      async () => {
        const sent: Notification[] = [];
        const notifiers = [{ notify: async (notification: Notification) => void sent.push(notification) }];
        const runner = async ({ run }: RunContext) => {
          if (run.prompt.includes("broken"))
            return { state: "failed" as const, message: "It is broken.", isPermanent: true };
          return { state: "succeeded" as const };
        };
        const { clock, scheduler, createOne } = aHost(open(), { runner, notifiers });
        await scheduler.start();
        const fine = await createOne("In 1 hour, check the line");
        const broken = await createOne("In 2 hours, check the broken line");
        await clock.advanceBy(3 * hour);
        const ends = sent.filter(({ key }) => key.startsWith("run."));
        expect(ends.map(({ key, ownerId, link }) => [key, ownerId, link.jobId])).toEqual([
          ["run.succeeded", "u1", fine.id],
          ["run.failed", "u1", broken.id],
        ]);
        expect(new Set(sent.map(({ dedupeKey }) => dedupeKey)).size).toBe(sent.length);
      },
    );

    promised(
      "Toggle on desktop notifications in Dexter Settings to receive browser notifications when a scheduled job completes or encounters an issue.",
      "without a notifier, or with one that fails, the run is not touched",
      async () => {
        const notifiers = [{ notify: () => Promise.reject(new Error("The browser is closed.")) }];
        const { clock, scheduler, createOne, runsOf } = aHost(open(), { notifiers });
        await scheduler.start();
        const job = await createOne("In 1 hour, check the line");
        await clock.advanceBy(2 * hour);
        expect((await runsOf(job.id)).map(({ state }) => state)).toEqual(["succeeded"]);
      },
    );

    promised(
      "For delivery to external channels (email, Slack), include the delivery step in the job prompt itself — e.g., “Run the simulation every Monday at 7am and email the PDF report to ops-team@company.com.”",
      "the schedule is taken out of the middle, and the delivery stays in the prompt and is made",
      async () => {
        const { runner, outbox } = anAssistant();
        const { clock, scheduler, createOne } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne(
          "Run the simulation every Monday at 7am and email the PDF report to ops-team@company.com.",
        );
        expect(job.prompt).toBe("Run the simulation and email the PDF report to ops-team@company.com.");
        expect(job.nextAt).toEqual(new Date("2027-03-15T11:00:00Z"));
        await clock.advanceTo("2027-03-15T11:00:00Z");
        const letters = readdirSync(outbox).map((name) => readFileSync(join(outbox, name), "utf8"));
        expect(letters).toEqual([expect.stringContaining("To: ops-team@company.com")]);
      },
    );

    promised(
      "External delivery depends on active integrations.",
      "where there is none, the run fails and says so",
      async () => {
        const { runner } = anAssistant();
        const { clock, scheduler, createOne, runsOf } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("In 1 hour, run the simulation and post the results to Slack");
        await clock.advanceBy(hour);
        expect(await runsOf(job.id)).toMatchObject([
          { state: "failed", reason: { message: expect.stringContaining("I cannot deliver to Slack") } },
        ]);
      },
    );
  });

  describe("runs without a person", () => {
    promised(
      "No interactive input.",
      "a run that asks blocks nothing: the next occurrences come as planned",
      async () => {
        const runner = async ({ run, ask }: RunContext) => {
          if (run.dueAt.toISOString() === "2027-03-12T10:00:00.000Z") await ask({ text: "Which line?" });
        };
        const { clock, scheduler, createOne, runsOf } = aHost(open(), { runner });
        await scheduler.start();
        const job = await createOne("Every day at 5am, check the line");
        await clock.advanceTo("2027-03-14T12:00:00Z");
        expect((await runsOf(job.id)).map(({ state }) => state)).toEqual(["needs_input", "succeeded", "succeeded"]);
      },
    );

    promised(
      "Scheduled runs are fully autonomous — write prompts that include all the context Dexter needs.",
      "the agent gets the whole prompt and nobody is asked before or while it works",
      async () => {
        const prompt =
          "compare last week's scrap with the limits of ISO 2859-1 (AQL 1.5), naming files YYYY-MM-DD-scrap.csv";
        const seen: string[] = [];
        const { clock, scheduler, createOne, runsOf } = aHost(open(), {
          runner: async ({ run }) => void seen.push(run.prompt),
        });
        await scheduler.start();
        const job = await createOne(`Every day at 5am, ${prompt}`);
        await clock.advanceTo("2027-03-12T10:00:00Z");
        expect(seen).toEqual([prompt]);
        expect((await runsOf(job.id)).map(({ state }) => state)).toEqual(["succeeded"]);
      },
    );

    promised(
      "“Generate a PDF report on last week’s throughput for the CNC line, including utilization and cycle time KPIs” is better than “send me an update.”",
      "the specific prompt becomes a report, the vague one fails with what could be done",
      async () => {
        const { runner } = anAssistant();
        const { clock, scheduler, createOne, runsOf } = aHost(open(), { runner });
        await scheduler.start();
        const specific =
          "Generate a PDF report on last week’s throughput for the CNC line, including utilization and cycle time KPIs";
        const good = await createOne(`Every day at 5am, ${specific}`);
        const vague = await createOne("Every day at 5am, send me an update");
        expect([good.prompt, vague.prompt]).toEqual([specific, "send me an update"]);
        await clock.advanceTo("2027-03-12T10:00:00Z");
        expect((await runsOf(good.id)).map(({ state }) => state)).toEqual(["succeeded"]);
        expect(await runsOf(vague.id)).toMatchObject([
          { state: "failed", reason: { message: expect.stringContaining("I can run the simulation") } },
        ]);
      },
    );
  });

  describe("workflows", () => {
    promised(
      "For complex tasks, create a custom workflow first, then reference it from the scheduled job.",
      "the job keeps which workflow was meant, and the run is told",
      async () => {
        const { workflows } = anAssistant();
        const told: unknown[] = [];
        const runner = async ({ run }: RunContext) => void told.push(run.workflow);
        const { clock, scheduler, createOne } = aHost(open(), { workflows, runner });
        await scheduler.start();
        const job = await createOne("Every Monday at 6am, run the capacity check workflow");
        expect(job.workflow).toEqual({ id: "capacity-check", name: "Capacity check" });
        await clock.advanceTo("2027-03-15T10:00:00Z");
        expect(told).toEqual([job.workflow]);
      },
    );

    promised(
      "“Run the weekly quality audit workflow every Monday at 6am.”",
      "weekly belongs to the name, Monday at six to the schedule",
      async () => {
        const { runner, workflows } = anAssistant();
        const { clock, scheduler, createOne, runsOf } = aHost(open(), { workflows, runner });
        await scheduler.start();
        const job = await createOne("Run the weekly quality audit workflow every Monday at 6am.");
        expect(job).toMatchObject({
          prompt: "Run the weekly quality audit workflow.",
          workflow: { id: "weekly-quality-audit", name: "Weekly quality audit" },
          nextAt: new Date("2027-03-15T10:00:00Z"),
        });
        await clock.advanceTo("2027-03-15T10:00:00Z");
        expect(await runsOf(job.id)).toMatchObject([
          { state: "succeeded", summary: expect.stringContaining("Quality, 2027-03-08") },
        ]);
      },
    );

    promised(
      "This keeps the job prompt clean and the procedure reusable:",
      "two jobs name one workflow, and neither prompt holds its steps",
      async () => {
        const { workflows } = anAssistant();
        const { createOne } = aHost(open(), { workflows });
        const jobs = [
          await createOne("Every Monday at 6am, run the weekly quality audit workflow"),
          await createOne("In 2 hours, run the weekly quality audit workflow"),
        ];
        expect(jobs.map(({ prompt }) => prompt)).toEqual(Array(2).fill("run the weekly quality audit workflow"));
        expect(new Set(jobs.map(({ workflow }) => workflow?.id))).toEqual(new Set(["weekly-quality-audit"]));
      },
    );

    promised(
      "Build workflows for complex jobs.",
      "one that does not exist is said before anybody confirms",
      async () => {
        const { workflows } = anAssistant();
        const { dexter } = aHost(open(), { workflows });
        const { notices, drafts } = await dexter.propose("Every Monday at 6am, run the tea time workflow");
        expect(notices).toEqual([{ code: "unknown-workflow", text: expect.stringContaining("tea time") }]);
        expect(drafts[0]?.workflow).toBeUndefined();
      },
    );

    promised(
      "Create a custom workflow that defines the procedure, then schedule a job that references the workflow by name.",
      "found by its name, whatever the case and the words around it",
      async () => {
        const { workflows } = anAssistant();
        const { dexter } = aHost(open(), { workflows });
        for (const said of ["the Weekly Quality Audit workflow", "weekly quality audit workflow"]) {
          const { drafts, notices } = await dexter.propose(`Every Monday at 6am, run ${said}`);
          expect([drafts[0]?.workflow?.id, notices]).toEqual(["weekly-quality-audit", []]);
        }
      },
    );
  });
});
