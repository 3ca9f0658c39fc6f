import { describe, expect, it } from "vitest";
import { aGate, daily, day, every, hour, minute, once, thursday } from "./harness.ts";
import { aStageOn, grounds } from "./engines.ts";

const noon = Date.parse("2027-03-11T17:00:00Z");

for (const { name, isSkipped, create } of grounds) {
  describe.skipIf(isSkipped)(`changing a job, on ${name}`, () => {
    for (const offset of [-1, 0, 1]) {
      it(`T40 an edit ${offset} ms from the instant neither loses that occurrence nor doubles it`, async () => {
        const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
        const job = await aJob(daily(12));
        // The scheduler is not running yet: the edit meets an occurrence that nobody has planned.
        await clock.advanceTo(noon + offset);
        await dexter.jobs.update(job.id, { schedule: daily(15) }, { revision: job.revision });
        await scheduler.start();
        await clock.advanceTo("2027-03-12T18:00:00Z");
        const due = (await runsOf(job)).map(({ dueAt }) => dueAt.toISOString());
        expect(due).toEqual([...(offset < 0 ? [] : ["2027-03-11T17:00:00.000Z"]), "2027-03-11T20:00:00.000Z"]);
        await scheduler.stop();
      });
    }

    it("T41 a thousand confirmations of one proposal at once make one job with one next occurrence", async () => {
      const { dexter, store } = await aStageOn(create);
      const { id, revision } = await dexter.propose({ schedules: [daily(12)], prompt: "check the line" });
      const all = await Promise.all(Array.from({ length: 1_000 }, () => dexter.confirm(id, { revision })));
      expect(new Set(all.map((jobs) => jobs[0]?.id)).size).toBe(1);
      const { items } = await store.listJobs({ limit: 10 });
      expect(items).toMatchObject([{ nextAt: noon }]);
    });

    it("T42 an edit of the prompt reaches neither a queued nor a running run", async () => {
      const gate = aGate();
      const prompts: string[] = [];
      const { clock, scheduler, dexter, aJob } = await aStageOn(create, {
        concurrency: 1,
        runner: async ({ conversation, history }) => {
          const first = history[0]?.item;
          prompts.push(`${conversation.title}: ${first?.type === "message" ? first.text : ""}`);
          await gate.opened;
        },
      });
      const blocker = await aJob(daily(12), { name: "First", prompt: "first" });
      await clock.advanceBy(1);
      const job = await aJob(daily(12), { name: "Second", prompt: "as confirmed" });
      await scheduler.start();
      await clock.advanceTo(noon + minute);
      await dexter.jobs.update(blocker.id, { prompt: "edited while running" }, { revision: 1 });
      await dexter.jobs.update(job.id, { prompt: "edited while queued", name: "Renamed" }, { revision: 1 });
      gate.open();
      await clock.advanceBy(minute);
      expect(prompts.toSorted()).toEqual(["First: first", "Second: as confirmed"]);
      await clock.advanceBy(day);
      expect(prompts.slice(2).toSorted()).toEqual(["First: edited while running", "Renamed: edited while queued"]);
      await scheduler.stop();
    });

    it("T43 deleting a job cancels what is queued and lets what runs finish; past conversations stay", async () => {
      const gate = aGate();
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create, { runner: () => gate.opened });
      const limits = { runMs: day, idleMs: day };
      const job = await aJob(every(hour), { policies: { overlap: { policy: "queueOne" }, limits } });
      await scheduler.start();
      await clock.advanceBy(2 * hour + minute);
      expect((await runsOf(job)).map(({ state }) => state)).toEqual(["running", "queued"]);
      await dexter.jobs.delete(job.id);
      gate.open();
      await clock.advanceBy(3 * hour);
      expect((await runsOf(job)).map(({ state }) => state)).toEqual(["succeeded", "cancelled"]);
      expect((await dexter.conversations.list()).items).toMatchObject([{ jobId: job.id, status: "succeeded" }]);
      await expect(dexter.jobs.get(job.id)).rejects.toMatchObject({ code: "JOB_NOT_FOUND" });
      await scheduler.stop();
    });

    it("T43 aborts a running run on request", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create, {
        runner: async ({ signal }) => {
          await clock.sleep(10 * minute, signal);
          signal.throwIfAborted();
        },
      });
      const job = await aJob(daily(12));
      await scheduler.start();
      await clock.advanceTo(noon + minute);
      await dexter.jobs.delete(job.id, { abortRunning: true });
      await clock.settle();
      expect(await runsOf(job)).toMatchObject([{ state: "cancelled", reason: { code: "job-deleted" } }]);
      await scheduler.stop();
    });

    for (const isPlannedFirst of [true, false]) {
      it(`T44 a pause exactly at the instant ${isPlannedFirst ? "after" : "before"} it was planned keeps that occurrence`, async () => {
        const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
        const job = await aJob(daily(12));
        if (isPlannedFirst) await scheduler.start();
        await clock.advanceTo(noon);
        await dexter.jobs.pause(job.id);
        await scheduler.start();
        await clock.advanceBy(3 * day + hour);
        expect((await runsOf(job)).map(({ state }) => state)).toEqual(["succeeded"]);

        const resumed = await dexter.jobs.resume(job.id);
        expect(resumed).toMatchObject({ state: "active", skipped: 3 });
        const [, held] = await runsOf(job);
        expect(held).toMatchObject({ state: "skipped", occurrences: 3, reason: { code: "paused" } });
        expect(await dexter.jobs.explain(job.id, new Date(noon + 2 * day))).toMatchObject({ code: "paused" });
        // Summer time has come meanwhile.
        expect(resumed.nextAt).toEqual(new Date(noon + 4 * day - hour));
        await scheduler.stop();
      });
    }

    it("T44 a resume exactly at the instant runs that occurrence", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
      const job = await aJob(daily(12));
      await dexter.jobs.pause(job.id);
      await scheduler.start();
      await clock.advanceTo(noon);
      expect(await dexter.jobs.resume(job.id)).toMatchObject({ skipped: 0, nextAt: new Date(noon) });
      await clock.advanceBy(minute);
      expect(await runsOf(job)).toMatchObject([{ state: "succeeded", dueAt: new Date(noon) }]);
      await scheduler.stop();
    });

    it("T44 a one-off that is resumed after its instant is completed, and says so", async () => {
      const { clock, scheduler, dexter, aJob, runsOf, heard } = await aStageOn(create);
      const job = await aJob(once("2027-03-11T17:00:00Z"));
      await dexter.jobs.pause(job.id);
      await scheduler.start();
      await clock.advanceTo(noon + hour);
      expect(await dexter.jobs.resume(job.id)).toMatchObject({ state: "completed", skipped: 1 });
      expect(await runsOf(job)).toMatchObject([{ state: "skipped", reason: { code: "paused" } }]);
      expect(heard().slice(-3)).toEqual(["run.skipped", "job.resumed", "job.completed"]);
      await scheduler.stop();
    });

    it("T45 an edit of the schedule leaves nothing of the old one behind", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
      const job = await aJob(every(hour));
      await scheduler.start();
      await clock.advanceBy(90 * minute);
      await dexter.jobs.update(job.id, { schedule: daily(12) }, { revision: 1 });
      await clock.advanceBy(2 * day);
      const due = (await runsOf(job)).slice(1).map(({ dueAt }) => dueAt.toISOString());
      expect(due).toEqual(["2027-03-11T17:00:00.000Z", "2027-03-12T17:00:00.000Z"]);
      await scheduler.stop();
    });

    it("T12 an interval goes on where it counted from, whatever else of its job is changed", async () => {
      const { clock, dexter, aJob } = await aStageOn(create);
      const job = await aJob(every(6 * hour));
      const { schedule: before, nextAt } = job;
      await clock.advanceBy(2 * hour);
      const whole = await dexter.jobs.update(job.id, { ...job, name: "Handed in whole" } as never, { revision: 1 });
      expect(whole).toMatchObject({ name: "Handed in whole", schedule: before, nextAt });

      const reworded = await dexter.jobs.propose(job.id, { action: "update", prompt: "check both lines" });
      expect(reworded.drafts[0]?.next[0]?.dueAt).toEqual(nextAt);
      const [confirmed] = await dexter.confirm(reworded.id, { revision: 1 });
      expect(confirmed).toMatchObject({ prompt: "check both lines", schedule: before, nextAt });

      const bounded = await dexter.jobs.update(job.id, { correction: "until Friday" }, { revision: 3 });
      expect(bounded.drafts[0]?.next[0]?.dueAt).toEqual(nextAt);
      const named = await dexter.proposals.amend(bounded.id, { name: "Until Friday" }, { revision: 1 });
      expect(named.drafts[0]?.next[0]?.dueAt).toEqual(nextAt);
      const [ended] = await dexter.confirm(bounded.id, { revision: 2 });
      expect(ended).toMatchObject({ name: "Until Friday", schedule: { ...before, until: expect.any(Date) }, nextAt });

      const form = { kind: "interval", everyMs: 6 * hour, anchor: new Date(0), maxOccurrences: 9 } as const;
      const counted = await dexter.jobs.update(job.id, { schedule: form }, { revision: 4 });
      expect(counted).toMatchObject({ schedule: { ...before, maxOccurrences: 9 }, nextAt });
    });

    it("T12 an interval of a host's own form is read back as it will count: from its confirmation, unless it has a start", async () => {
      const { clock, dexter } = await aStageOn(create);
      const given = { kind: "interval", everyMs: 6 * hour, anchor: new Date(0), maxOccurrences: 9 } as const;
      const proposal = await dexter.propose({ schedules: [given], prompt: "check the line" });
      expect(proposal.drafts[0]?.next[0]?.dueAt).toEqual(new Date(clock.now() + 6 * hour));
      expect(await dexter.confirm(proposal.id, { revision: 1 })).toMatchObject([
        { nextAt: new Date(clock.now() + 6 * hour), schedule: { ...given, anchor: new Date(clock.now()) } },
      ]);
      const started = { ...given, from: new Date("2027-03-12T00:00:00Z") };
      const from = await dexter.propose({ schedules: [started], prompt: "check the line" });
      expect(await dexter.confirm(from.id, { revision: 1 })).toMatchObject([
        { nextAt: started.from, schedule: started },
      ]);
    });

    it("an interval of another length counts from when it was changed", async () => {
      const { clock, dexter, aJob } = await aStageOn(create);
      const job = await aJob(every(6 * hour));
      await clock.advanceBy(2 * hour);
      const { id, drafts } = await dexter.jobs.update(job.id, { correction: "every 4 hours" }, { revision: 1 });
      const nextAt = new Date(Date.parse(thursday) + 6 * hour);
      expect(drafts[0]?.next[0]?.dueAt).toEqual(nextAt);
      expect(await dexter.confirm(id, { revision: 1 })).toMatchObject([{ nextAt }]);
    });

    it("T45 a completed one-off occurs again when it gets a new time", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
      const job = await aJob(once("2027-03-11T17:00:00Z"));
      await scheduler.start();
      await clock.advanceTo(noon + minute);
      const completed = await dexter.jobs.get(job.id);
      expect(completed.state).toBe("completed");
      await dexter.jobs.update(job.id, { schedule: once("2027-03-11T18:00:00Z") }, { revision: completed.revision });
      await clock.advanceBy(2 * hour);
      expect(await dexter.jobs.get(job.id)).toMatchObject({ state: "completed" });
      expect(await runsOf(job)).toHaveLength(2);
      await scheduler.stop();
    });

    it("T46 a run by hand, at the very instant too, neither takes an occurrence nor moves one", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
      const job = await aJob(daily(12));
      await scheduler.start();
      for (const at of [noon - 1, noon, noon + 1]) {
        await clock.advanceTo(at);
        await dexter.jobs.trigger(job.id);
      }
      await clock.advanceBy(day);
      const runs = await runsOf(job);
      expect(runs.filter(({ trigger }) => trigger === "manual")).toHaveLength(3);
      expect(runs.filter(({ trigger }) => trigger === "schedule").map(({ dueAt }) => dueAt.getTime())).toEqual([
        noon,
        noon + day,
      ]);
      await scheduler.stop();
    });

    it("T46 a run by hand leaves a paused job paused", async () => {
      const { clock, scheduler, dexter, aJob, runsOf } = await aStageOn(create);
      const job = await aJob(daily(12));
      await dexter.jobs.pause(job.id);
      await scheduler.start();
      await dexter.jobs.trigger(job.id);
      await clock.advanceBy(minute);
      expect(await runsOf(job)).toMatchObject([{ trigger: "manual", state: "succeeded" }]);
      expect(await dexter.jobs.get(job.id)).toMatchObject({ state: "paused" });
      await scheduler.stop();
    });

    it("T47 refuses an edit of a revision that is no longer there", async () => {
      const { dexter, aJob } = await aStageOn(create);
      const job = await aJob(daily(12));
      const edits = ["a", "b", "c"].map((prompt) => dexter.jobs.update(job.id, { prompt }, { revision: 1 }));
      const results = await Promise.allSettled(edits);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected", "rejected"]);
      const refused = results.find((result) => result.status === "rejected");
      expect(refused?.reason).toMatchObject({ code: "REVISION_CONFLICT", details: { revision: 1, stored: 2 } });
    });

    it("refuses to move a job to another factory", async () => {
      const { dexter, aJob } = await aStageOn(create);
      const job = await aJob(daily(12));
      const edit = { name: "Moved", factoryId: "f2" };
      await expect(dexter.jobs.update(job.id, edit, { revision: 1 })).rejects.toMatchObject({
        code: "FACTORY_IMMUTABLE",
      });
      expect(await dexter.jobs.get(job.id)).toMatchObject({ revision: 1, factoryId: "f1" });
    });

    it("T14 plans the jobs that follow the account anew when its zone changes, and says what moved", async () => {
      const { clock, scheduler, dexter, aJob, runsOf, events } = await aStageOn(create);
      const follows = await aJob(daily(12));
      const paused = await aJob(daily(12));
      await dexter.jobs.pause(paused.id);
      const fixed = await aJob({ kind: "cron", expression: "0 12 * * *", timezone: "Europe/Berlin" });
      await scheduler.start();
      expect(await scheduler.accountTimezoneChanged("u1", "America/Los_Angeles")).toBe(2);
      expect(events.filter(({ name: event }) => event === "job.moved")).toMatchObject([
        { from: "America/New_York", to: "America/Los_Angeles" },
        { from: "America/New_York", to: "America/Los_Angeles" },
      ]);
      await clock.advanceTo("2027-03-12T12:00:00Z");
      expect((await runsOf(follows)).map(({ dueAt }) => dueAt.toISOString())).toEqual(["2027-03-11T20:00:00.000Z"]);
      expect((await dexter.jobs.get(fixed.id)).timezone).toBe("Europe/Berlin");
      expect(await dexter.jobs.resume(paused.id)).toMatchObject({ nextAt: new Date("2027-03-12T20:00:00Z") });
      await scheduler.stop();
    });

    for (const offset of [-1, 0, 1]) {
      it(`T14 a zone that changes ${offset} ms from the instant neither loses that occurrence nor doubles it`, async () => {
        const { clock, scheduler, aJob, runsOf } = await aStageOn(create);
        const job = await aJob(daily(12));
        // The scheduler is not running yet: the new zone meets an occurrence that nobody has planned.
        await clock.advanceTo(noon + offset);
        expect(await scheduler.accountTimezoneChanged("u1", "America/Los_Angeles")).toBe(1);
        await scheduler.start();
        await clock.advanceTo("2027-03-12T18:00:00Z");
        const due = (await runsOf(job)).map(({ dueAt }) => dueAt.toISOString());
        expect(due).toEqual([...(offset < 0 ? [] : ["2027-03-11T17:00:00.000Z"]), "2027-03-11T20:00:00.000Z"]);
        await scheduler.stop();
      });
    }

    it("T14 moves the other jobs of an account where one of them cannot be read any more", async () => {
      const { store, scheduler, dexter, aJob } = await aStageOn(create);
      const first = await aJob(daily(12));
      const broken = await aJob(daily(12));
      const last = await aJob(daily(12));
      const from = (await store.findJob(broken.id))!;
      const next = { ...from, schedule: { ...from.schedule, expression: "61 * * * *" } } as typeof from;
      await store.replace({ jobs: [{ from, next }], events: [] }, Date.parse(thursday));
      expect(await scheduler.accountTimezoneChanged("u1", "America/Los_Angeles")).toBe(2);
      for (const { id } of [first, last]) {
        expect(await dexter.jobs.get(id)).toMatchObject({ timezone: "America/Los_Angeles" });
      }
    });
  });
}
