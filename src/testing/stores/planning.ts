import assert from "node:assert/strict";
import type { StoredRun } from "../../model/run.ts";
import { aRun } from "../samples.ts";
import { claimed, confirmed, DUE, ended, LEASE_MS, planOne, type Promises, queued, runOf } from "./steps.ts";

const ids = (runs: readonly { id: string }[]) => runs.map(({ id }) => id);
const asksUntil = (answerBy: number) => (run: StoredRun) => {
  const change = ended("needs_input")(run, undefined);
  return { ...change, run: { ...change.run, answerBy } };
};

export const planPromises: Promises = {
  "plans a due job: its run is inserted, and its next occurrence moves on": async (store) => {
    const job = await confirmed(store);
    const planned = await store.planDue(DUE, 10, (due) => planOne(due));
    assert.deepEqual(planned.inserted, [runOf(job)]);
    assert.deepEqual(
      planned.events.map(({ jobId, event }) => ({ jobId, name: event.name })),
      [{ jobId: job.id, name: "run.planned" }],
    );
    assert.deepEqual(
      (await store.listEvents({ after: 0, limit: 9 })).map(({ sequence, event }) => ({ sequence, name: event.name })),
      [
        { sequence: 1, name: "job.created" },
        { sequence: 2, name: "run.planned" },
      ],
    );
    assert.equal(planned.isMore, false);
    assert.deepEqual(await store.findRun(runOf(job).id), runOf(job));
    assert.equal((await store.findJob(job.id))?.nextAt, DUE + 60_000);
    assert.deepEqual((await store.planDue(DUE, 10, (due) => planOne(due))).inserted, []);
  },
  "plans active jobs only, the earliest first, up to the limit": async (store) => {
    for (const [id, values] of Object.entries({
      b: { nextAt: DUE - 1 },
      a: { nextAt: DUE },
      c: { nextAt: DUE },
      later: { nextAt: DUE + 1 },
      paused: { state: "paused" as const },
    }))
      await confirmed(store, { id, ...values });
    const seen: string[] = [];
    const plan = () =>
      store.planDue(DUE, 2, (due) => {
        seen.push(due.job.id);
        return planOne(due);
      });
    assert.equal((await plan()).isMore, true);
    assert.equal((await plan()).isMore, false);
    assert.deepEqual(seen, ["b", "a", "c"]);
  },
  "gives each due job to one of several planners": async (store) => {
    for (let index = 0; index < 40; index += 1) await confirmed(store, { id: `job-${index}` });
    const plans = await Promise.all(Array.from({ length: 8 }, () => store.planDue(DUE, 10, (due) => planOne(due))));
    const inserted = plans.flatMap((plan) => ids(plan.inserted));
    assert.equal(new Set(inserted).size, inserted.length);
    let rest = 0;
    for (;;) {
      const { inserted: more } = await store.planDue(DUE, 10, (due) => planOne(due));
      if (more.length === 0) break;
      rest += more.length;
    }
    assert.equal(inserted.length + rest, 40);
  },
  "shows a plan the runs that stand in the way, with what was planned before in the same call": async (store) => {
    const overlap = { policy: "skip", scope: "factory" } as const;
    await confirmed(store, { id: "a", nextAt: DUE - 2 });
    await confirmed(store, { id: "b", nextAt: DUE - 1, policies: { overlap } });
    await confirmed(store, { id: "elsewhere", nextAt: DUE - 3, factoryId: "factory-2" });
    const active = new Map<string, string[]>();
    await store.planDue(DUE, 10, (due) => {
      active.set(due.job.id, ids(due.active));
      return planOne(due);
    });
    assert.deepEqual(Object.fromEntries(active), {
      elsewhere: [],
      a: [],
      b: [`run-of-a-at-${DUE - 2}`],
    });
    await store.planDue(DUE + 120_000, 10, (due) => {
      active.set(due.job.id, ids(due.active));
      return planOne(due);
    });
    assert.deepEqual(active.get("a"), [`run-of-a-at-${DUE - 2}`]);
  },
  "does not show a plan what is over or waits for an answer": async (store) => {
    const { claim } = await claimed(store);
    await store.finish([{ claim, end: ended("needs_input") }], DUE);
    const active: StoredRun[] = [];
    await store.planDue(DUE + 60_000, 1, (due) => {
      active.push(...due.active);
      return planOne(due);
    });
    assert.deepEqual(active, []);
  },
  "leaves a run that exists for the same occurrence as it is, without its events": async (store) => {
    const { run } = await claimed(store);
    const job = (await store.findJob("job-1"))!;
    await store.replace({ jobs: [{ from: job, next: { ...job, nextAt: run.dueAt, revision: 2 } }], events: [] }, DUE);
    const planned = await store.planDue(DUE, 10, (due) => planOne(due));
    assert.deepEqual(planned.inserted, []);
    assert.deepEqual(planned.events, []);
    assert.deepEqual(await store.findRun(run.id), run);
    assert.equal((await store.findJob("job-1"))?.nextAt, DUE + 60_000);
  },
  "changes active runs for their successor, which waits no longer for one that is cancelled": async (store) => {
    const first = await queued(store);
    await store.planDue(DUE + 60_000, 1, ({ job, active }) => {
      const plan = planOne({ job }, { waitsFor: first.id });
      return { ...plan, changed: active.map((run) => ({ ...run, state: "cancelled" as const })) };
    });
    assert.equal((await store.findRun(first.id))?.state, "cancelled");
    const [successor] = (await store.listRuns({ jobId: "job-1", limit: 1 })).items;
    assert.equal(successor?.state, "queued");
    assert.equal(successor?.waitsFor, undefined);
  },
  "writes nothing of a call in which a plan throws": async (store) => {
    await confirmed(store, { id: "a" });
    await confirmed(store, { id: "b" });
    const plan = store.planDue(DUE, 10, (due) => {
      if (due.job.id === "b") throw new Error("no plan");
      return planOne(due);
    });
    await assert.rejects(plan, /no plan/);
    assert.deepEqual((await store.listRuns({ limit: 10 })).items, []);
    assert.equal((await store.findJob("a"))?.nextAt, DUE);
  },
  "knows when there is something to do next": async (store) => {
    assert.deepEqual(await store.nextWakes(0), {});
    await confirmed(store, { id: "asleep", state: "paused", nextAt: 1 });
    await confirmed(store, { id: "next", nextAt: DUE + 9 });
    const { run, claim } = await claimed(store);
    await store.replace({ runs: [{ next: aRun({ id: "soon", dueAt: 7, notBefore: DUE + 7 }) }], events: [] }, DUE);
    await store.replace(
      { runs: [{ next: aRun({ id: "held", dueAt: 8, waitsFor: run.id, notBefore: 5 }) }], events: [] },
      DUE,
    );
    assert.deepEqual(await store.nextWakes(0), { jobAt: DUE + 9, runAt: DUE + 7, leaseAt: DUE + LEASE_MS });
    assert.deepEqual(await store.nextWakes(DUE + 7), { jobAt: DUE + 9, leaseAt: DUE + LEASE_MS });
    await store.finish([{ claim, end: asksUntil(DUE + 77) }], DUE);
    assert.equal((await store.nextWakes(DUE + 7)).answerAt, DUE + 77);
  },
};
