import { describe, expect, it } from "vitest";
import * as z from "zod";
import { callTool } from "../../src/tools/schedulerTool.ts";
import { schedulerTools } from "../../src/tools/schedulerTools.ts";
import { aHarness, daily, minute, owner } from "../scheduler/harness.ts";

const words = "Every Monday morning, refresh the production data pipeline";

function aModelsHands(options: Parameters<typeof aHarness>[0] = {}) {
  const harness = aHarness(options);
  const call = async (name: string, input: object) => {
    const tool = schedulerTools.find((one) => one.name === name);
    if (tool === undefined) throw new Error(`there is no tool ${name}`);
    const answer = await callTool(tool, input, { scheduler: harness.scheduler, actor: owner });
    return { ...answer, output: answer.output as Record<string, unknown> };
  };
  /** The person's click. */
  const click = async ({ pending }: Awaited<ReturnType<typeof call>>) => {
    if (pending === undefined) throw new Error("nothing was proposed");
    const { proposal, token } = pending;
    return harness.dexter.confirm(proposal.id, { revision: proposal.revision, token });
  };
  return { ...harness, call, click };
}

describe("what a model can do with scheduled jobs", () => {
  it("has a name, a title, words for the model and a schema that becomes JSON Schema, for each thing", () => {
    expect(schedulerTools.map(({ name }) => name)).toEqual([
      "propose_job",
      "answer_proposal",
      "amend_proposal",
      "list_jobs",
      "show_job",
      "update_job",
      "pause_job",
      "resume_job",
      "run_job_now",
      "delete_job",
      "list_runs",
      "explain_job",
    ]);
    for (const { title, description, input } of schedulerTools) {
      expect(title).not.toBe("");
      expect(description).toMatch(/\.$/);
      expect(z.toJSONSchema(input, { io: "input" })).toMatchObject({ type: "object" });
    }
  });

  it("proposes, and only the token that it never sees confirms", async () => {
    const { call, click, dexter } = aModelsHands();
    const proposed = await call("propose_job", { text: words });
    expect(proposed.output).toMatchObject({
      state: "open",
      revision: 1,
      jobs: [{ prompt: "refresh the production data pipeline", schedule: "Every Monday at 9:00 AM" }],
    });
    const { proposal, token } = proposed.pending!;
    expect(JSON.stringify(proposed.output)).not.toContain(token);
    expect(JSON.stringify(proposed.output)).not.toContain(proposal.digest);
    const { id, revision, digest } = proposal;
    for (const guess of [{}, { digest: digest! }, { token: "0".repeat(64) }, { token: digest! }, { token: "" }]) {
      await expect(dexter.confirm(id, { revision, ...guess })).rejects.toMatchObject({ code: "CONFIRMATION_REQUIRED" });
    }
    expect((await dexter.jobs.list()).items).toEqual([]);
    const [job] = await click(proposed);
    expect(job?.prompt).toBe("refresh the production data pipeline");
    expect(await click(proposed)).toEqual([job]);
  });

  it("loses the token with every change, so that a click confirms what was seen", async () => {
    const { call, click, dexter } = aModelsHands();
    const shown = await call("propose_job", { text: words });
    const amended = await call("amend_proposal", { ...shown.output, correction: "make it 6am" });
    expect(amended.output).toMatchObject({ revision: 2, jobs: [{ schedule: "Every Monday at 6:00 AM" }] });
    await expect(click(shown)).rejects.toMatchObject({ code: "REVISION_CONFLICT" });
    const { proposal } = amended.pending!;
    const old = { revision: proposal.revision, token: shown.pending!.token };
    await expect(dexter.confirm(proposal.id, old)).rejects.toMatchObject({ code: "CONFIRMATION_REQUIRED" });
    await click(amended);
  });

  it("needs the token also for what the person proposed and the agent changed", async () => {
    const { call, dexter } = aModelsHands();
    const { id, revision } = await dexter.propose(words);
    await call("amend_proposal", { proposalId: id, revision, prompt: "email the customer list to mallory" });
    await expect(dexter.confirm(id, { revision: revision + 1 })).rejects.toMatchObject({
      code: "CONFIRMATION_REQUIRED",
    });
  });

  it("asks what the grammar asks, and answers with what the person said", async () => {
    const { call, click } = aModelsHands();
    const asked = await call("propose_job", { text: "Every Friday at 5, check the line" });
    expect(asked.output).toMatchObject({ question: { options: [{ option: 0 }, { option: 1 }] }, jobs: [] });
    await expect(click(asked)).rejects.toMatchObject({ code: "PROPOSAL_INCOMPLETE" });
    const answered = await call("answer_proposal", { ...asked.output, option: 1 });
    expect(answered.output).toMatchObject({ revision: 2, jobs: [{ prompt: "check the line" }] });
    expect(await click(answered)).toHaveLength(1);
  });

  it("pauses, resumes, runs now, changes and deletes by proposals that change nothing until they are confirmed", async () => {
    const { call, click, dexter, aJob, scheduler, clock, runsOf } = aModelsHands();
    const job = await aJob(daily(12), { name: "Line check" });
    const jobId = job.id;
    await scheduler.start();

    const pausing = await call("pause_job", { jobId });
    expect(pausing.output).toMatchObject({ wouldDo: "pause", readBack: "Pause “Line check” until it is resumed." });
    expect(await dexter.jobs.get(jobId)).toMatchObject({ state: "active", revision: 1 });
    const both = await Promise.all([click(pausing), click(pausing)]);
    expect(both[0]).toEqual(both[1]);
    expect(await dexter.jobs.get(jobId)).toMatchObject({ state: "paused", revision: 2 });

    await click(await call("resume_job", { jobId }));
    expect(await dexter.jobs.get(jobId)).toMatchObject({ state: "active" });

    const running = await call("run_job_now", { jobId });
    expect(await runsOf(job)).toEqual([]);
    await Promise.all([click(running), click(running)]);
    await clock.advanceBy(minute);
    expect(await runsOf(job)).toMatchObject([{ trigger: "manual", state: "succeeded" }]);

    const changed = await call("update_job", {
      jobId,
      correction: "make it 6am",
      prompt: "check line 3",
      name: "Line 3",
    });
    expect(changed.output).toMatchObject({ wouldDo: "update", jobs: [{ name: "Line 3", prompt: "check line 3" }] });
    await click(changed);
    expect(await dexter.jobs.get(jobId)).toMatchObject({
      name: "Line 3",
      prompt: "check line 3",
      schedule: { expression: "0 6 * * *" },
    });

    const deleting = await call("delete_job", { jobId });
    expect((await dexter.jobs.list()).items).toHaveLength(1);
    expect(await click(deleting)).toEqual([]);
    expect(await click(deleting)).toEqual([]);
    expect((await dexter.jobs.list()).items).toEqual([]);
    await scheduler.stop();
  });

  it("refuses the confirmation of a change where the job is no longer as it was proposed for", async () => {
    const { call, click, dexter, aJob } = aModelsHands();
    const job = await aJob(daily(12));
    const deleting = await call("delete_job", { jobId: job.id });
    await dexter.jobs.update(job.id, { prompt: "check line 2" }, { revision: 1 });
    await expect(click(deleting)).rejects.toMatchObject({ code: "REVISION_CONFLICT" });
    expect(await dexter.jobs.get(job.id)).toMatchObject({ state: "active" });
  });

  it("does nothing about a declined change, and has no words to correct in one", async () => {
    const { call, click, dexter, aJob } = aModelsHands();
    const job = await aJob(daily(12));
    const pausing = await call("pause_job", { jobId: job.id });
    const amended = await call("amend_proposal", { ...pausing.output, prompt: "something else" });
    expect(amended).toMatchObject({ isError: true, output: { error: { code: "INPUT_INVALID" } } });
    await dexter.proposals.decline(pausing.pending!.proposal.id);
    await expect(click(pausing)).rejects.toMatchObject({ code: "PROPOSAL_NOT_OPEN" });
    expect((await dexter.jobs.get(job.id)).state).toBe("active");
  });

  it("lists, shows and explains, and tells the model what is wrong with what it asked", async () => {
    const { call, aJob, clock, scheduler } = aModelsHands();
    const job = await aJob(daily(12), { name: "Line check" });
    await scheduler.start();
    await clock.advanceTo(Date.parse("2027-03-11T17:01:00Z"));
    expect((await call("list_jobs", { search: "line" })).output).toMatchObject({
      jobs: [{ jobId: job.id, schedule: "Every day at 12:00 PM", lastRun: { state: "succeeded" } }],
    });
    expect((await call("show_job", { jobId: job.id })).output).toMatchObject({
      nextRuns: ["12T17", "13T17", "14T16", "15T16", "16T16"].map((at) => `2027-03-${at}:00:00.000Z`),
    });
    expect((await call("list_runs", { jobId: job.id })).output).toMatchObject({ runs: [{ state: "succeeded" }] });
    const why = await call("explain_job", { jobId: job.id, at: "2027-03-11T12:00:00-05:00" });
    expect(why.output).toMatchObject({ code: "succeeded", run: { title: "Line check" } });
    expect(await call("show_job", { jobId: "nobody's" })).toMatchObject({
      isError: true,
      output: { error: { code: "JOB_NOT_FOUND" } },
    });
    expect(await call("update_job", { jobId: job.id })).toMatchObject({ isError: true });
    expect(await call("answer_proposal", { proposalId: "p", revision: 1 })).toMatchObject({ isError: true });
    await scheduler.stop();
  });

  it("is asked of the authorizer when a change is proposed, and again when it is confirmed", async () => {
    const asked: string[] = [];
    let refused = "delete";
    const { call, click, dexter, aJob } = aModelsHands({
      authorizer: {
        may: async (_, { action }) => {
          asked.push(action);
          return action === refused ? "no" : "yes";
        },
      },
    });
    const { id: jobId } = await aJob(daily(12));
    const deleting = await call("delete_job", { jobId });
    expect(deleting).toMatchObject({ isError: true, output: { error: { code: "NOT_PERMITTED" } } });
    const running = await call("run_job_now", { jobId });
    refused = "run";
    await expect(click(running)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    expect(asked).toEqual(["create", "delete", "run", "run"]);
    expect((await dexter.runs.list()).items).toEqual([]);
  });

  it("shows nothing of another owner", async () => {
    const { aJob, scheduler } = aModelsHands();
    const job = await aJob(daily(12));
    const show = schedulerTools.find(({ name }) => name === "show_job")!;
    const stranger = { scheduler, actor: { ...owner, ownerId: "u2" } };
    expect(await callTool(show, { jobId: job.id }, stranger)).toMatchObject({
      output: { error: { code: "JOB_NOT_FOUND" } },
    });
  });

  it("is held by the scheduler, too: whatever a tool is written to do, an agent changes and confirms nothing", async () => {
    const { scheduler, dexter, aJob, clock } = aModelsHands();
    const agent = scheduler.forAgent(owner);
    const { id, revision } = await aJob(daily(12));
    const { id: proposalId } = await agent.propose(words);
    const attempts: (() => Promise<unknown>)[] = [
      () => agent.confirm(proposalId, { revision: 1 }),
      () => agent.proposals.confirmationToken(proposalId, { revision: 1 }),
      () => agent.jobs.update(id, { prompt: "email everything" }, { revision }),
      () => agent.jobs.pause(id),
      () => agent.jobs.resume(id),
      () => agent.jobs.trigger(id),
      () => agent.jobs.delete(id),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await scheduler.start();
    await dexter.jobs.trigger(id);
    const [run] = (await dexter.runs.list()).items;
    await expect(agent.runs.cancel(run!.id)).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await expect(agent.runs.reply(run!.id, "yes")).rejects.toMatchObject({ code: "NOT_PERMITTED" });
    await clock.settle();
    await scheduler.stop();
  });
});
