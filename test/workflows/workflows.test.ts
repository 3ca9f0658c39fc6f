import {
  createScheduler,
  defineWorkflow,
  memoryStore,
  type RunContext,
  type StandardSchemaLike,
  workflowRegistry,
  workflowStep,
} from "@dexter/scheduled-jobs";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as z from "zod";
import { aHarness, daily, minute, owner } from "../scheduler/harness.ts";

const sentence = "Every Monday at 9am, run the weekly quality audit workflow";

/** An audit in three steps, which notes what it does and fails where it is told to. */
function anAudit() {
  const did: string[] = [];
  const fails = new Map<string, Error>();
  const step = (name: string, result: unknown) => {
    const failure = fails.get(name);
    fails.delete(name);
    if (failure !== undefined) throw failure;
    did.push(name);
    return result;
  };
  const audit = defineWorkflow({
    name: "Weekly quality audit",
    description: "Refreshes the data, audits last week, mails the report.",
    steps: [
      workflowStep({ name: "refresh", run: async () => step("refresh", { rows: 12 }) }),
      workflowStep({
        name: "audit",
        input: z.object({ rows: z.number() }),
        run: async ({ input }) => step("audit", { alarms: input.rows / 4 }),
      }),
      workflowStep({
        name: "mail",
        input: z.object({ alarms: z.number() }),
        hasSideEffect: true,
        run: async ({ input, results, idempotencyKey }) => {
          step("mail", null);
          return `${input.alarms} alarms in ${JSON.stringify(results["refresh"])}, key ${idempotencyKey.split(":")[1]}`;
        },
      }),
    ],
  });
  return { audit, did, fails };
}

function aHost(
  audit = anAudit().audit,
  otherwise: (context: RunContext) => Promise<string> = async () => "Done by the agent.",
) {
  const registry = workflowRegistry([audit]);
  return aHarness({ workflows: registry, runner: registry.runner({ otherwise }) });
}
type Host = ReturnType<typeof aHost>;

async function ran({ dexter, clock, scheduler }: Host, request: string | Parameters<Host["dexter"]["propose"]>[0]) {
  const { id, revision } = await dexter.propose(request);
  const [job] = await dexter.confirm(id, { revision });
  await scheduler.start();
  const { id: runId } = await dexter.jobs.trigger(job!.id);
  await clock.advanceBy(minute);
  return dexter.runs.get(runId);
}
const itemsOf = async ({ dexter }: Host, conversationId = "") =>
  (await dexter.conversations.get(conversationId)).entries.map(({ item }) => item);

describe("a workflow that a prompt names", () => {
  it("is attached by its id when the job is confirmed, however the prompt came about", async () => {
    const { dexter } = aHost();
    const workflow = { id: "weekly-quality-audit", name: "Weekly quality audit" };
    const said = await dexter.propose(sentence);
    expect(said.drafts).toMatchObject([{ prompt: "run the weekly quality audit workflow", workflow }]);
    const [job] = await dexter.confirm(said.id, { revision: said.revision });
    expect(job?.workflow).toEqual(workflow);

    const form = await dexter.propose({ schedules: [daily(9)], prompt: 'Run the "WEEKLY QUALITY-AUDIT" workflow' });
    expect(form.drafts[0]?.workflow).toEqual(workflow);
    const other = await dexter.proposals.amend(form.id, { prompt: "Count the pallets" }, { revision: 1 });
    expect(other.drafts[0]?.workflow).toBeUndefined();
    expect(other.digest).not.toBe(form.digest);
    const again = await dexter.proposals.amend(
      form.id,
      { prompt: "Run the weekly quality audit workflow" },
      { revision: 2 },
    );
    expect(again.drafts[0]?.workflow).toEqual(workflow);

    const late = await dexter.propose("Every Monday at 9am");
    const answered = await dexter.proposals.answer(late.id, "run the weekly quality audit workflow", { revision: 1 });
    expect(answered.drafts[0]?.workflow).toEqual(workflow);
  });

  it("is attached anew, or let go, when another prompt of a stored job is confirmed", async () => {
    const { dexter, aJob } = aHost();
    const job = await aJob(daily(9), { prompt: "Count the pallets" });
    const change = async (prompt: string) => {
      const { revision } = await dexter.jobs.get(job.id);
      const proposal = await dexter.jobs.propose(job.id, { action: "update", prompt }, { revision });
      const [changed] = await dexter.confirm(proposal.id, { revision: proposal.revision });
      return changed?.workflow?.id;
    };
    expect(await change("Run the weekly quality audit workflow")).toBe("weekly-quality-audit");
    expect(await change("Count the pallets twice")).toBeUndefined();
  });

  it("is said to be unknown where there is none, or none for this owner", async () => {
    const { audit } = anAudit();
    const registry = workflowRegistry([audit], { isFor: (_, { factoryId }) => factoryId === "f2" });
    const { dexter, scheduler } = aHarness({ workflows: registry });
    expect((await dexter.propose(sentence)).notices).toMatchObject([{ code: "unknown-workflow" }]);
    const there = await scheduler.as({ ...owner, factoryId: "f2" }).propose(sentence);
    expect(there.drafts[0]?.workflow?.id).toBe("weekly-quality-audit");
  });

  it("is asked of the authorizer, with the job, when it is created and each time it runs", async () => {
    const asked: string[] = [];
    let isAllowed = true;
    const registry = workflowRegistry([anAudit().audit]);
    const host = aHarness({
      workflows: registry,
      runner: registry.runner(),
      authorizer: {
        may: async (_, { action, workflowId }) => {
          asked.push(`${action} ${workflowId}`);
          return isAllowed || action !== "run" ? "yes" : "no";
        },
      },
    });
    expect((await ran(host, sentence)).state).toBe("succeeded");
    isAllowed = false;
    await host.clock.advanceTo("2027-03-15T13:01:00Z");
    expect(asked).toEqual([
      "create weekly-quality-audit",
      "run weekly-quality-audit",
      "run weekly-quality-audit",
      "run weekly-quality-audit",
    ]);
    const [job] = (await host.dexter.jobs.list()).items;
    expect(job).toMatchObject({ state: "suspended", suspension: { code: "access-lost" } });
    await host.scheduler.stop();
  });
});

describe("a run of a workflow", () => {
  it("carries out the steps in their order, each with what the one before gave, and writes them down", async () => {
    const { audit, did } = anAudit();
    const host = aHost(audit);
    const run = await ran(host, sentence);
    expect(run).toMatchObject({
      state: "succeeded",
      hasSideEffect: true,
      summary: '3 alarms in {"rows":12}, key mail',
    });
    expect(did).toEqual(["refresh", "audit", "mail"]);
    expect(await itemsOf(host, run.conversationId)).toMatchObject([
      { type: "message", text: "run the weekly quality audit workflow" },
      { type: "note", text: "Workflow “Weekly quality audit”: refresh, audit, mail." },
      {
        type: "tool-call",
        name: "refresh",
        input: { prompt: "run the weekly quality audit workflow", timezone: owner.timezone },
      },
      { type: "tool-result", output: { rows: 12 } },
      { type: "tool-call", name: "audit", input: { rows: 12 } },
      { type: "tool-result", output: { alarms: 3 } },
      { type: "tool-call", name: "mail", input: { alarms: 3 } },
      { type: "tool-result" },
      { type: "message", role: "assistant" },
    ]);
    await host.scheduler.stop();
  });

  it("goes on at the step that failed, without repeating those that are done", async () => {
    const { audit, did, fails } = anAudit();
    fails.set("audit", new Error("the disk is full"));
    const host = aHost(audit);
    const run = await ran(host, sentence);
    expect(run).toMatchObject({ state: "succeeded", attempt: 2 });
    expect(did).toEqual(["refresh", "audit", "mail"]);
    const items = await itemsOf(host, run.conversationId);
    expect(items.filter(({ type }) => type === "tool-call")).toHaveLength(4);
    expect(items).toContainEqual(expect.objectContaining({ isError: true, output: "the disk is full" }));
    await host.scheduler.stop();
  });

  it("is interrupted in a step that changes something, and goes on there once the person says so", async () => {
    const { audit, did, fails } = anAudit();
    fails.set("mail", new Error("the line broke"));
    const host = aHost(audit);
    const run = await ran(host, sentence);
    expect(run).toMatchObject({ state: "interrupted", reason: { code: "side-effect", message: "the line broke" } });
    expect(did).toEqual(["refresh", "audit"]);
    await host.dexter.runs.reply(run.id, "Send it.");
    await host.clock.advanceBy(minute);
    expect(await host.dexter.runs.get(run.id)).toMatchObject({ state: "succeeded" });
    expect(did).toEqual(["refresh", "audit", "mail"]);
    await host.scheduler.stop();
  });

  it("fails for good where a step cannot take its input", async () => {
    const broken = defineWorkflow({
      name: "Weekly quality audit",
      description: "",
      steps: [
        { name: "refresh", run: () => ({ rows: "twelve" }) },
        workflowStep({ name: "audit", input: z.object({ rows: z.number() }), run: ({ input }) => input.rows }),
      ],
    });
    const host = aHost(broken);
    const run = await ran(host, sentence);
    expect(run).toMatchObject({ state: "failed", attempt: 1 });
    expect(run.reason?.message).toMatch(/^Step “audit” cannot take its input\. rows: /);
    await host.scheduler.stop();
  });

  it("T53 parks in a step that asks, and begins that step again with the reply", async () => {
    const replies: (string | undefined)[] = [];
    const asking = defineWorkflow({
      name: "Weekly quality audit",
      description: "",
      steps: [
        { name: "refresh", run: () => 1 },
        {
          name: "choose",
          run: async ({ reply, ask }) => {
            replies.push(reply);
            return reply ?? ask({ text: "Which line?" });
          },
        },
      ],
    });
    const host = aHost(asking);
    const run = await ran(host, sentence);
    expect(run).toMatchObject({ state: "needs_input", question: { text: "Which line?" } });
    await host.dexter.runs.reply(run.id, "Line 2");
    await host.clock.advanceBy(minute);
    expect(await host.dexter.runs.get(run.id)).toMatchObject({ state: "succeeded", summary: "Line 2" });
    expect(replies).toEqual([undefined, "Line 2"]);
    await host.scheduler.stop();
  });

  it("leaves runs without a workflow to the agent, and fails one whose workflow is gone", async () => {
    const host = aHost();
    expect(await ran(host, "Every Monday at 9am, count the pallets")).toMatchObject({ summary: "Done by the agent." });
    await host.scheduler.stop();

    const registry = workflowRegistry([]);
    const gone = aHarness({
      workflows: { find: async () => ({ id: "old", name: "Old audit" }) },
      runner: registry.runner({ otherwise: async () => "improvised" }),
    });
    expect(await ran(gone, sentence)).toMatchObject({
      state: "failed",
      reason: { message: "The workflow “Old audit” does not exist any more." },
    });
    await gone.scheduler.stop();
  });

  it("is refused where it has no step, two steps or two workflows share a name", () => {
    const step = { name: "a", run: () => null };
    const base = { name: "Audit", description: "" };
    expect(() => defineWorkflow({ ...base, steps: [] })).toThrow("at least one step");
    expect(() => defineWorkflow({ ...base, steps: [step, step] })).toThrow("a name of its own");
    const audit = defineWorkflow({ ...base, steps: [step] });
    expect(() => workflowRegistry([audit, { ...audit, id: "other" }])).toThrow("Two workflows have it");
  });

  it("takes any Standard Schema", () => {
    expectTypeOf<StandardSchemaV1<unknown, { rows: number }>>().toExtend<StandardSchemaLike<{ rows: number }>>();
    expect(createScheduler({ store: memoryStore(), workflows: workflowRegistry([]) })).toBeDefined();
  });
});
