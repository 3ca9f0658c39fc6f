import { describe, expect, it } from "vitest";
import type { Logger } from "../../src/ports/logger.ts";
import type { Store } from "../../src/ports/store.ts";
import { VirtualClock } from "../../src/testing/virtualClock.ts";
import { runOf, started } from "../../src/testing/stores/steps.ts";
import { type Database, databases } from "./databases.ts";
import { aGate, aHarness, daily, hour, minute, thursday } from "./harness.ts";
import { aLastingStore } from "./stores.ts";

const noon = Date.parse("2027-03-11T17:00:00Z");

for (const [name, createDatabase] of databases) {
  const aDamagedStage = async (options: Parameters<typeof aHarness>[0] = {}) => {
    const clock = new VirtualClock(thursday);
    const database = createDatabase();
    const store = await aLastingStore(database.open, clock);
    return { ...aHarness({ ...options, clock, store }), store, database };
  };
  const stateOf = async ({ sql }: Database, runId: string) =>
    (await sql(`SELECT state AS "state", reason AS "reason" FROM {runs} WHERE id = '${runId}'`))[0];
  const eventsOf = async (store: Store, jobId: string) =>
    (await store.listEvents({ after: 0, limit: 100, jobId })).map(({ event }) => event.name);

  describe(`a row that was damaged from outside, on the store ${name}`, () => {
    it("of a queued run sets that run aside, by its name, and the others of the same moment run", async () => {
      const { clock, scheduler, aJob, runsOf, store, database } = await aDamagedStage({ runner: undefined as never });
      const jobs = [await aJob(daily(12)), await aJob(daily(12)), await aJob(daily(12))];
      // This process only plans; the next one carries out all of them at once.
      await scheduler.start();
      await clock.advanceTo(noon + 1);
      const [bad] = await runsOf(jobs[0]!);
      await database.sql(`UPDATE {runs} SET usage = '{"tokens":"many"}' WHERE id = '${bad!.id}'`);
      const next = aHarness({ store, clock });
      await next.scheduler.start();
      await clock.advanceBy(minute);
      expect(await next.dexter.runs.get(bad!.id)).toMatchObject({
        state: "interrupted",
        reason: { code: "row-unreadable" },
      });
      expect(await eventsOf(store, jobs[0]!.id)).toContain("run.interrupted");
      for (const job of jobs.slice(1)) expect(await runsOf(job)).toMatchObject([{ state: "succeeded" }]);
      await Promise.all([scheduler.stop(), next.scheduler.stop()]);
    });

    it("of a run that is about to be claimed does not keep its batch from being claimed", async () => {
      const clock = new VirtualClock(thursday);
      const database = createDatabase();
      const store = database.open();
      await store.open();
      const { aJob, runsOf } = aHarness({ clock, store });
      const jobs = [await aJob(daily(12)), await aJob(daily(12))];
      await store.planDue(noon, 10, ({ job }) => {
        const run = runOf(job, { id: `run-of-${job.id}` });
        return { job: { ...job, nextAt: noon + hour }, runs: [run], changed: [], events: [] };
      });
      const [bad, good] = jobs.map(({ id }) => `run-of-${id}`);
      await database.sql(`UPDATE {runs} SET reason = '{"code":"from nowhere"}' WHERE id = '${bad}'`);
      const { claimed, ended } = await store.claim([bad!, good!], noon, started);
      expect(claimed.map(({ run }) => run.id)).toEqual([good]);
      expect(ended.map(({ run, events }) => [run.id, events[0]?.event.name])).toEqual([[bad, "run.interrupted"]]);
      expect(await runsOf(jobs[0]!)).toMatchObject([{ state: "interrupted" }]);
      await store.close();
    });

    it("of a run that is going on ends that run when its lease does, and the others keep theirs", async () => {
      const gate = aGate();
      const { clock, scheduler, aJob, runsOf, database } = await aDamagedStage({
        runner: async ({ emit }) => {
          await gate.opened;
          await emit({ type: "note", text: "done" });
        },
      });
      const [job, other] = [await aJob(daily(12)), await aJob(daily(12))];
      await scheduler.start();
      await clock.advanceTo(noon + minute / 2);
      const [bad] = await runsOf(job);
      await database.sql(`UPDATE {runs} SET workflow = '{"id":1}' WHERE id = '${bad!.id}'`);
      await clock.advanceBy(5 * minute);
      expect(await stateOf(database, bad!.id)).toMatchObject({ state: "interrupted" });
      expect(await runsOf(other)).toMatchObject([{ state: "running" }]);
      gate.open();
      await clock.advanceBy(minute);
      expect(await runsOf(other)).toMatchObject([{ state: "succeeded" }]);
      // The schedule of the job goes on.
      await clock.advanceTo("2027-03-12T17:01:00Z");
      expect((await runsOf(job)).map(({ state }) => state)).toEqual(["interrupted", "succeeded"]);
      await scheduler.stop();
    });

    it("of a run that waits for another does not wait for ever", async () => {
      const gate = aGate();
      const { clock, scheduler, aJob, runsOf, database } = await aDamagedStage({ runner: async () => gate.opened });
      const job = await aJob(
        { kind: "interval", everyMs: 2 * minute, anchor: new Date(0) },
        { policies: { overlap: { policy: "queueOne" } } },
      );
      await scheduler.start();
      await clock.advanceBy(4 * minute + 1);
      const [, waiting] = await runsOf(job);
      await database.sql(`UPDATE {runs} SET question = '[]' WHERE id = '${waiting!.id}'`);
      gate.open();
      await clock.advanceBy(minute);
      expect(await stateOf(database, waiting!.id)).toMatchObject({ state: "interrupted" });
      await scheduler.stop();
    });

    it("of a job holds that job, says so in the log, and keeps it out of the way of the others", async () => {
      const errors: unknown[] = [];
      const quiet = () => {};
      const logger: Logger = { debug: quiet, info: quiet, warn: quiet, error: (fields) => void errors.push(fields) };
      const { clock, scheduler, dexter, aJob, runsOf, database } = await aDamagedStage({ logger });
      const [bad, good] = [await aJob(daily(12)), await aJob(daily(12))];
      await database.sql(`UPDATE {jobs} SET schedule = '{"kind":"lunar"}' WHERE id = '${bad.id}'`);
      await scheduler.start();
      await clock.advanceTo(noon + minute);
      expect(await runsOf(good)).toMatchObject([{ state: "succeeded" }]);
      expect(errors).toMatchObject([
        { error: { code: "STORE_ROW_UNREADABLE", details: { table: "jobs", id: bad.id } } },
      ]);
      await expect(dexter.jobs.get(bad.id)).rejects.toMatchObject({ code: "STORE_ROW_UNREADABLE" });
      expect((await dexter.jobs.list({ limit: 1 })).items).toMatchObject([{ id: good.id }]);

      // Once it is repaired, it goes on: what went by is counted.
      await database.sql(`UPDATE {jobs} SET schedule = '${JSON.stringify(daily(12))}' WHERE id = '${bad.id}'`);
      expect(await dexter.jobs.get(bad.id)).toMatchObject({ suspension: { code: "schedule-unreadable" } });
      expect(await dexter.jobs.resume(bad.id)).toMatchObject({ state: "active", skipped: 1 });
      await clock.advanceTo("2027-03-12T17:01:00Z");
      expect((await runsOf(bad)).map(({ state }) => state)).toEqual(["skipped", "succeeded"]);
      await scheduler.stop();
    });

    it("of a job whose run is queued sets that run aside, and the others of the same moment run", async () => {
      const { clock, scheduler, dexter, aJob, runsOf, database } = await aDamagedStage();
      const policies = { jitterMs: hour };
      const [bad, good] = [await aJob(daily(12), { policies }), await aJob(daily(12), { policies })];
      await scheduler.start();
      await clock.advanceTo(noon);
      await database.sql(`UPDATE {jobs} SET policies = '{"limits":1}' WHERE id = '${bad.id}'`);
      await clock.advanceBy(hour + minute);
      expect(await runsOf(good)).toMatchObject([{ state: "succeeded" }]);
      expect((await dexter.runs.list({ jobId: bad.id })).items).toMatchObject([
        { state: "interrupted", reason: { code: "row-unreadable" } },
      ]);
      await scheduler.stop();
    });
  });
}
