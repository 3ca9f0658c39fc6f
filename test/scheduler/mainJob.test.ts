import { describe, expect, it } from "vitest";
import { aHarness, daily, every, hour, minute, once, thursday } from "./harness.ts";

describe("a scheduled job, from its confirmation to its conversation", () => {
  it("opens a conversation with the prompt at each occurrence and keeps what the runner wrote", async () => {
    const { clock, scheduler, dexter, aJob, runsOf, heard } = aHarness({
      runner: async ({ emit, job }) => {
        await emit({ type: "tool-call", callId: "1", name: "simulate", input: { runs: 3 } });
        await emit({ type: "tool-result", callId: "1", output: [1, 2, 3] });
        return `Finished: ${job.name}`;
      },
    });
    const job = await aJob(daily(5), { name: "Morning check" });
    expect(job.nextAt).toEqual(new Date("2027-03-12T10:00:00Z"));
    await scheduler.start();
    await clock.advanceTo("2027-03-12T10:00:00Z");

    const [run] = await runsOf(job);
    expect(run).toMatchObject({ state: "succeeded", attempt: 1, dueAt: new Date("2027-03-12T10:00:00Z") });
    const conversation = await dexter.conversations.get(run?.conversationId ?? "");
    expect(conversation).toMatchObject({ title: "Morning check", status: "succeeded", length: 4 });
    expect(conversation.entries.map(({ item }) => item)).toEqual([
      { type: "message", role: "user", text: "check the line" },
      { type: "tool-call", callId: "1", name: "simulate", input: { runs: 3 } },
      { type: "tool-result", callId: "1", output: [1, 2, 3], isError: false },
      { type: "message", role: "assistant", text: "Finished: Morning check" },
    ]);
    expect(heard("proposal.opened", "conversation.appended")).toEqual([
      "proposal.confirmed",
      "job.created",
      "run.planned",
      "run.started",
      "run.succeeded",
    ]);
    expect(await dexter.jobs.get(job.id)).toMatchObject({
      nextAt: new Date("2027-03-13T10:00:00Z"),
      lastRun: { runId: run?.id, state: "succeeded" },
    });
    await scheduler.stop();
  });

  it("keeps its wall time when the clocks change", async () => {
    const { clock, scheduler, aJob, runsOf } = aHarness();
    const job = await aJob(daily(5));
    await scheduler.start();
    await clock.advanceTo("2027-03-15T12:00:00Z");
    expect((await runsOf(job)).map(({ dueAt }) => dueAt.toISOString())).toEqual([
      "2027-03-12T10:00:00.000Z",
      "2027-03-13T10:00:00.000Z",
      "2027-03-14T09:00:00.000Z",
      "2027-03-15T09:00:00.000Z",
    ]);
    await scheduler.stop();
  });

  it("counts an interval from the confirmation, not from the proposal", async () => {
    const { clock, scheduler, dexter, runsOf } = aHarness();
    const proposal = await dexter.propose({ schedules: [every(6 * hour)], prompt: "check the line" });
    await clock.advanceBy(10 * minute);
    const [job] = await dexter.confirm(proposal.id, { revision: proposal.revision });
    await scheduler.start();
    await clock.advanceBy(12 * hour);
    const confirmedAt = Date.parse(thursday) + 10 * minute;
    expect((await runsOf(job!)).map(({ dueAt }) => dueAt.getTime() - confirmedAt)).toEqual([6 * hour, 12 * hour]);
    await scheduler.stop();
  });

  it("completes a one-off job once its run is over, and keeps it in the list", async () => {
    const { clock, scheduler, dexter, aJob } = aHarness();
    const job = await aJob(once("2027-03-11T17:12:00Z"));
    await scheduler.start();
    await clock.advanceBy(3 * hour);
    expect(await dexter.jobs.get(job.id)).toMatchObject({ state: "completed", lastRun: { state: "succeeded" } });
    expect((await dexter.jobs.list()).items.map(({ id }) => id)).toEqual([job.id]);
    await scheduler.stop();
  });

  it("creates the jobs of one proposal together, and the same ones when it is confirmed again", async () => {
    const { dexter } = aHarness();
    const { id, revision } = await dexter.propose({ schedules: [daily(6), daily(18)], prompt: "check the line" });
    const jobs = await dexter.confirm(id, { revision });
    expect(jobs).toHaveLength(2);
    expect(await dexter.confirm(id, { revision })).toEqual(jobs);
    expect((await dexter.jobs.list()).items).toHaveLength(2);
  });

  it("runs a job by hand without touching its schedule, once for each request", async () => {
    const { clock, scheduler, dexter, aJob, runsOf } = aHarness();
    const job = await aJob(daily(5));
    await scheduler.start();
    const first = await dexter.jobs.trigger(job.id, { requestId: "r1" });
    const second = await dexter.jobs.trigger(job.id, { requestId: "r1" });
    await clock.advanceBy(1_000);
    expect(second.id).toBe(first.id);
    expect((await runsOf(job)).map(({ trigger, state }) => [trigger, state])).toEqual([["manual", "succeeded"]]);
    expect((await dexter.jobs.get(job.id)).nextAt).toEqual(job.nextAt);
    await scheduler.stop();
  });

  it("answers an id of another owner or factory like one that does not exist", async () => {
    const { scheduler, aJob } = aHarness();
    const job = await aJob(daily(5));
    for (const stranger of [
      { ownerId: "u2", factoryId: "f1", timezone: "UTC" },
      { ownerId: "u1", factoryId: "f2", timezone: "UTC" },
    ]) {
      const other = scheduler.as(stranger);
      await expect(other.jobs.get(job.id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
      await expect(other.jobs.delete(job.id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
      await expect(other.proposals.get(job.proposalId)).rejects.toMatchObject({ code: "PROPOSAL_NOT_FOUND" });
    }
  });
});
