import { describe, expect, it } from "vitest";
import { aHarness, hour, minute } from "./harness.ts";

describe("from a sentence to a job", () => {
  it("reads back what it understood, with the zone and the next occurrences", async () => {
    const { dexter } = aHarness();
    const proposal = await dexter.propose("Every weekday at 5am, run the simulation and email me a PDF of the results");
    expect(proposal.summary.split("\n")).toEqual([
      "Monday through Friday at 5:00 AM (America/New_York)",
      "Next: Fri, Mar 12, 2027, 5:00 AM; Mon, Mar 15, 2027, 5:00 AM; Tue, Mar 16, 2027, 5:00 AM",
    ]);
    expect(proposal.drafts).toMatchObject([
      { prompt: "run the simulation and email me a PDF of the results", timezone: "America/New_York" },
    ]);
    expect(proposal.drafts[0]?.next).toHaveLength(5);
    expect(proposal.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("asks what should be done, and takes the answer as the prompt", async () => {
    const { dexter } = aHarness();
    const open = await dexter.propose("every Monday morning");
    expect(open).toMatchObject({ question: { code: "missing-prompt", text: "What should Dexter do?" }, drafts: [] });
    await expect(dexter.confirm(open.id, { revision: 1 })).rejects.toMatchObject({ code: "PROPOSAL_INCOMPLETE" });
    const answered = await dexter.proposals.answer(open.id, "refresh the production data pipeline", { revision: 1 });
    expect(answered.question).toBeUndefined();
    const [job] = await dexter.confirm(open.id, { revision: answered.revision });
    expect(job).toMatchObject({ prompt: "refresh the production data pipeline", state: "active" });
  });

  it("asks when, and takes the answer as the schedule", async () => {
    const { dexter } = aHarness();
    const open = await dexter.propose("refresh the production data pipeline");
    expect(open).toMatchObject({ question: { code: "missing-schedule", text: "When should it run?" } });
    const answered = await dexter.proposals.answer(open.id, { text: "every Monday at 6am" }, { revision: 1 });
    expect(answered).toMatchObject({ drafts: [{ prompt: "refresh the production data pipeline" }] });
    expect(answered.summary).toContain("6:00 AM");
  });

  it("makes two jobs of two times of the day, together", async () => {
    const { dexter } = aHarness();
    const { id, revision, drafts } = await dexter.propose("twice a day at 6am and 6pm, check the line");
    expect(drafts).toHaveLength(2);
    const jobs = await dexter.confirm(id, { revision });
    expect(new Set(jobs.map(({ name }) => name)).size).toBe(2);
  });

  it("refuses to confirm a moment that has passed, and proposes it anew", async () => {
    const { clock, dexter } = aHarness();
    const { id, revision } = await dexter.propose("In 2 hours, generate a quarterly throughput report");
    await clock.advanceBy(2 * hour + minute);
    const refusal = await dexter.confirm(id, { revision }).then(undefined, (error: unknown) => error);
    expect(refusal).toMatchObject({ code: "PROPOSAL_OUTDATED" });
    const { newProposalId } = (refusal as { details: { newProposalId: string } }).details;
    const renewed = await dexter.proposals.get(newProposalId);
    expect(renewed.drafts[0]?.next[0]?.dueAt.getTime()).toBe(clock.now() + 2 * hour);
    expect((await dexter.jobs.list()).items).toEqual([]);
  });

  it("takes the seconds that the host allows, and tells its limit where there are fewer", async () => {
    const { dexter } = aHarness({ limits: { minIntervalMs: 10_000 } });
    const often = await dexter.propose("Every 30 seconds, check the line");
    expect(often.drafts).toMatchObject([{ schedule: { kind: "interval", everyMs: 30_000 } }]);
    const corrected = await dexter.proposals.amend(often.id, "every 20 seconds", { revision: 1 });
    expect(corrected.drafts).toMatchObject([{ schedule: { everyMs: 20_000 } }]);
    const tooOften = await dexter.propose("Every 5 seconds, check the line");
    expect(tooOften).toMatchObject({ drafts: [], interpretation: { reason: { code: "interval-too-short" } } });
    expect(tooOften.summary).toContain("10 seconds");
  });

  it("gives the jobs again to whoever confirms the same again, and not to one who saw something else", async () => {
    const { dexter } = aHarness();
    const { id, revision, digest } = await dexter.propose("Every Monday at 6am, check the line");
    const elsewhere = { revision, digest: "0".repeat(64) };
    await expect(dexter.confirm(id, elsewhere)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
    const jobs = await dexter.confirm(id, { revision, ...(digest !== undefined && { digest }) });
    expect(await dexter.confirm(id, { revision })).toEqual(jobs);
    await expect(dexter.confirm(id, elsewhere)).rejects.toMatchObject({ code: "DIGEST_MISMATCH" });
  });

  it("is expired once its time is over, also while nothing is there to say so", async () => {
    const { clock, dexter } = aHarness();
    const { id, expiresAt } = await dexter.propose("Every Monday at 6am, check the line");
    await clock.advanceTo(new Date(expiresAt.getTime() - 1));
    expect((await dexter.proposals.list({ state: "open" })).items).toMatchObject([{ id, state: "open" }]);
    await clock.advanceTo(expiresAt);
    expect(await dexter.proposals.get(id)).toMatchObject({ state: "expired" });
    expect((await dexter.proposals.list()).items).toMatchObject([{ id, state: "expired" }]);
    expect((await dexter.proposals.list({ state: "open" })).items).toEqual([]);
    await expect(dexter.confirm(id, { revision: 1 })).rejects.toMatchObject({ code: "PROPOSAL_EXPIRED" });
  });

  it("counts revisions, and confirms only the one that was seen", async () => {
    const { dexter } = aHarness();
    const first = await dexter.propose("Every weekday at 5am, check the line");
    const second = await dexter.proposals.amend(first.id, { name: "Early check" }, { revision: first.revision });
    expect(second).toMatchObject({ revision: 2, drafts: [{ name: "Early check" }] });
    await expect(dexter.confirm(first.id, { revision: 1 })).rejects.toMatchObject({ code: "REVISION_CONFLICT" });
    await expect(dexter.proposals.amend(first.id, "make it 6am", { revision: 1 })).rejects.toMatchObject({
      code: "REVISION_CONFLICT",
    });
    expect(await dexter.confirm(first.id, { revision: 2 })).toHaveLength(1);
  });

  it("names the workflow it found, and says which one it did not find", async () => {
    const workflows = {
      find: async (name: string) =>
        /weekly quality audit/i.test(name) ? { id: "w1", name: "Weekly quality audit" } : undefined,
    };
    const { dexter } = aHarness({ workflows });
    const known = await dexter.propose("Run the weekly quality audit workflow every Monday at 6am");
    expect(known.drafts[0]?.workflow).toEqual({ id: "w1", name: "Weekly quality audit" });
    const unknown = await dexter.propose("Run the yearly party workflow every Monday at 6am");
    expect(unknown.notices.map(({ code }) => code)).toEqual(["unknown-workflow"]);
  });

  it("corrects a stored job with the same read-back, and applies it when that is confirmed", async () => {
    const { dexter, runsOf, scheduler, clock } = aHarness();
    const { id, revision } = await dexter.propose("Every weekday at 5am, check the line");
    const [job] = await dexter.confirm(id, { revision });
    const proposal = await dexter.jobs.update(job!.id, { correction: "make it 6am" }, { revision: 1 });
    expect(proposal.summary).toContain("6:00 AM");
    expect(await dexter.jobs.get(job!.id)).toMatchObject({ revision: 1 });
    const [changed] = await dexter.confirm(proposal.id, { revision: proposal.revision });
    expect(changed).toMatchObject({ id: job!.id, revision: 2, name: job!.name, prompt: "check the line" });
    await scheduler.start();
    await clock.advanceTo("2027-03-12T12:00:00Z");
    expect((await runsOf(job!)).map(({ dueAt }) => dueAt.toISOString())).toEqual(["2027-03-12T11:00:00.000Z"]);
    await scheduler.stop();
  });

  it("says why something cannot be scheduled", async () => {
    const { dexter } = aHarness();
    const proposal = await dexter.propose("Every 10 seconds, check the line");
    expect(proposal).toMatchObject({ question: { code: "interval-too-short" }, drafts: [] });
  });

  it("declines and expires without creating anything", async () => {
    const { clock, scheduler, dexter, heard } = aHarness();
    const first = await dexter.propose("Every weekday at 5am, check the line");
    await dexter.proposals.decline(first.id, { revision: 1 });
    await expect(dexter.confirm(first.id, { revision: 1 })).rejects.toMatchObject({ code: "PROPOSAL_NOT_OPEN" });
    const second = await dexter.propose("Every weekday at 5am, check the line");
    await scheduler.start();
    await clock.advanceBy(25 * hour);
    await expect(dexter.confirm(second.id, { revision: 1 })).rejects.toMatchObject({ code: "PROPOSAL_EXPIRED" });
    expect(heard()).toEqual(["proposal.opened", "proposal.declined", "proposal.opened", "proposal.expired"]);
    await scheduler.stop();
  });

  it("refuses what is too long, not text, or addressed to nobody", async () => {
    const { dexter, scheduler } = aHarness();
    await expect(dexter.propose("x".repeat(2_001))).rejects.toMatchObject({ code: "TEXT_TOO_LONG" });
    await expect(dexter.propose(42 as never)).rejects.toMatchObject({ code: "INPUT_INVALID" });
    expect(() => scheduler.as({ ownerId: "", factoryId: "f", timezone: "UTC" })).toThrow("actor.ownerId");
    expect(() => scheduler.as({ ownerId: "u", factoryId: "f", timezone: "Mars/Olympus" })).toThrow("Mars/Olympus");
  });
});
