import assert from "node:assert/strict";
import { aRun, createdEvent, NOON } from "../samples.ts";
import { claimed, confirmed, DUE, ended, everyItem, type Promises, queued, runOf } from "./steps.ts";

const scope = { ownerId: "owner-1", factoryId: "factory-1" };

export const jobPromises: Promises = {
  "gives a job back as it was confirmed, with every optional part": async (store) => {
    const job = await confirmed(store, {
      workflow: { id: "w1", name: "weekly quality audit" },
      policies: { overlap: { policy: "queueOne", scope: "factory" }, retry: { attempts: 1 } },
      state: "suspended",
      suspension: { code: "failing", message: "three failures — “stop”", at: NOON },
      lastRun: { runId: "r", state: "failed", dueAt: 1, startedAt: 2 },
      prompt: "emoji 🏭, NUL-free, 'quotes', \"double\" and <b>HTML</b>; DROP TABLE jobs; --",
    });
    assert.deepEqual(await store.findJob(job.id), job);
  },
  "shows a job to its owner in its factory, and to nobody else": async (store) => {
    const job = await confirmed(store);
    assert.deepEqual(await store.findJob(job.id, scope), job);
    assert.equal(await store.findJob(job.id, { ...scope, ownerId: "owner-2" }), undefined);
    assert.equal(await store.findJob(job.id, { ...scope, factoryId: "factory-2" }), undefined);
    assert.equal(await store.findJob("another"), undefined);
  },
  "lists jobs newest first, page by page, without one missing or twice": async (store) => {
    for (let index = 0; index < 7; index += 1)
      await confirmed(store, { id: `job-${index}`, createdAt: NOON + Math.floor(index / 3) });
    const jobs = await everyItem((page) => store.listJobs({ scope, ...page }), 2);
    assert.deepEqual(
      jobs.map(({ id }) => id),
      ["job-6", "job-5", "job-4", "job-3", "job-2", "job-1", "job-0"],
    );
  },
  "lists jobs by scope, owner, state and words in name or prompt, whatever their case": async (store) => {
    await confirmed(store, { id: "a", name: "Zürich report", createdAt: NOON });
    await confirmed(store, { id: "b", state: "paused", factoryId: "factory-2", createdAt: NOON + 1 });
    await confirmed(store, { id: "c", ownerId: "owner-2", prompt: "100% of the ORDERS_due", createdAt: NOON + 2 });
    const ids = async (query: object) => (await store.listJobs({ limit: 9, ...query })).items.map(({ id }) => id);
    assert.deepEqual(await ids({ scope }), ["a"]);
    assert.deepEqual(await ids({ ownerId: "owner-1" }), ["b", "a"]);
    assert.deepEqual(await ids({ states: ["paused", "completed"] }), ["b"]);
    assert.deepEqual(await ids({ states: [] }), []);
    assert.deepEqual(await ids({ search: "ZÜRICH" }), ["a"]);
    assert.deepEqual(await ids({ search: "orders_DUE" }), ["c"]);
    assert.deepEqual(await ids({ search: "100%" }), ["c"]);
    assert.deepEqual(await ids({ search: "orders%due" }), []);
  },
  "counts the jobs that a list would give, by their states": async (store) => {
    await confirmed(store, { id: "a", name: "Zürich report" });
    await confirmed(store, { id: "b", state: "paused" });
    await confirmed(store, { id: "c", state: "paused", prompt: "for ZÜRICH" });
    await confirmed(store, { id: "d", factoryId: "factory-2" });
    await confirmed(store, { id: "e", ownerId: "owner-2" });
    assert.deepEqual(await store.countJobs({ scope }), { active: 1, paused: 2 });
    assert.deepEqual(await store.countJobs({}), { active: 3, paused: 2 });
    assert.deepEqual(await store.countJobs({ scope, search: "zürich" }), { active: 1, paused: 1 });
    assert.deepEqual(await store.countJobs({ scope, states: ["paused", "completed"] }), { paused: 2 });
    assert.deepEqual(await store.countJobs({ scope: { ...scope, ownerId: "owner-3" } }), {});
  },
  "replaces a job only from the revision, the state and the next occurrence that it has": async (store) => {
    const job = await confirmed(store);
    const next = { ...job, revision: 2, prompt: "edited" };
    for (const from of [
      { ...job, revision: 9 },
      { ...job, state: "paused" as const },
      { ...job, nextAt: DUE + 1 },
    ])
      assert.equal(await store.replace({ jobs: [{ from, next }], events: [] }, DUE), undefined);
    assert.deepEqual(await store.findJob(job.id), job);
    assert.deepEqual(await store.replace({ jobs: [{ from: job, next }], events: [] }, DUE), { released: [] });
    assert.deepEqual(await store.findJob(job.id), next);
  },
  "takes a job's optional parts away when they are gone": async (store) => {
    const job = await confirmed(store, { lastRun: { runId: "r", state: "failed", dueAt: 1, startedAt: 2 } });
    const { nextAt: _nextAt, ...paused } = { ...job, state: "paused" as const, revision: 2 };
    await store.replace({ jobs: [{ from: job, next: paused }], events: [] }, DUE);
    assert.deepEqual(await store.findJob(job.id), paused);
  },
  "keeps what runs wrote about a job while somebody edited it": async (store) => {
    const job = await confirmed(store);
    const lastRun = { runId: "r", state: "failed" as const, dueAt: 1, startedAt: 2 };
    const [failures, crashes] = [2, 1];
    await store.replace({ jobs: [{ from: job, next: { ...job, lastRun, failures, crashes } }], events: [] }, DUE);
    await store.replace({ jobs: [{ from: job, next: { ...job, prompt: "edited", revision: 2 } }], events: [] }, DUE);
    assert.deepEqual(await store.findJob(job.id), {
      ...job,
      prompt: "edited",
      revision: 2,
      lastRun,
      failures,
      crashes,
    });
    const stored = { ...job, revision: 2, failures: 2 };
    await store.replace({ jobs: [{ from: stored, next: { ...stored, failures: 0 } }], events: [] }, DUE);
    assert.equal((await store.findJob(job.id))?.failures, 0);
  },
  "writes all of a change, or nothing where one part does not start from what is stored": async (store) => {
    const run = await queued(store, { id: "other" });
    const job = await confirmed(store);
    const change = (from: typeof run) => ({
      jobs: [{ from: job, next: { ...job, revision: 2 } }],
      runs: [{ next: aRun({ id: "new" }) }, { from, next: { ...run, state: "cancelled" as const } }],
      events: [createdEvent(job)],
    });
    const events = await store.listEvents({ after: 0, limit: 100 });
    assert.equal(await store.replace(change({ ...run, fencingToken: 7 }), DUE), undefined);
    assert.equal((await store.findJob(job.id))?.revision, 1);
    assert.equal(await store.findRun("new"), undefined);
    assert.deepEqual(await store.listEvents({ after: 0, limit: 100 }), events);
    assert.deepEqual(await store.replace(change(run), DUE), { released: [] });
    assert.equal((await store.findJob(job.id))?.revision, 2);
    assert.equal((await store.findRun("new"))?.id, "new");
    assert.equal((await store.findRun(run.id))?.state, "cancelled");
    assert.equal((await store.listEvents({ after: 0, limit: 100 })).length, events.length + 1);
  },
  "lets one of two edits of the same revision through": async (store) => {
    const job = await confirmed(store);
    const edit = (prompt: string) =>
      store.replace({ jobs: [{ from: job, next: { ...job, prompt, revision: 2 } }], events: [] }, DUE);
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => edit(`edit ${index}`)));
    assert.equal(answers.filter((answer) => answer !== undefined).length, 1);
  },
  "removes a job for good, and keeps its runs and conversations": async (store) => {
    const { run, claim } = await claimed(store);
    const job = await store.findJob("job-1");
    assert.ok(job);
    assert.notEqual(await store.replace({ jobs: [{ from: job }], events: [] }, DUE), undefined);
    assert.equal(await store.findJob(job.id), undefined);
    assert.equal((await store.findRun(run.id))?.state, "running");
    const { finished } = await store.finish([{ claim, end: ended("succeeded") }], DUE);
    assert.equal(finished[0]?.job, undefined);
    assert.equal((await store.listConversations({ scope, limit: 10 })).items[0]?.status, "succeeded");
    assert.equal(await store.replace({ jobs: [{ from: job, next: job }], events: [] }, DUE), undefined);
  },
  "does not insert a run that exists by its id, or by its job and scheduled instant": async (store) => {
    const run = await queued(store);
    const insert = (next: typeof run) => store.replace({ runs: [{ next }], events: [] }, DUE);
    assert.equal(await insert({ ...run, summary: "twice" }), undefined);
    assert.equal(await insert({ ...run, id: "another-id" }), undefined);
    assert.equal(await insert({ ...run, trigger: "manual" }), undefined);
    assert.notEqual(await insert({ ...run, id: "by-hand", trigger: "manual" }), undefined);
    assert.notEqual(await insert({ ...run, id: "later", dueAt: run.dueAt + 1 }), undefined);
    assert.deepEqual(await store.findRun(run.id), run);
  },
  "lets a waiting run go when the run it waits for is over": async (store) => {
    const blocker = await queued(store);
    const waiting = runOf(
      { ...(await store.findJob("job-1"))! },
      { id: "waiting", waitsFor: blocker.id, notBefore: DUE },
    );
    assert.deepEqual(await store.replace({ runs: [{ next: waiting }], events: [] }, DUE), { released: [] });
    assert.equal((await store.findRun("waiting"))?.waitsFor, blocker.id);
    const over = { from: blocker, next: { ...blocker, state: "cancelled" as const } };
    const answer = await store.replace({ runs: [over], events: [] }, DUE + 500);
    const { waitsFor: _waitsFor, ...released } = { ...waiting, notBefore: DUE + 500 };
    assert.deepEqual(answer, { released: [released] });
    assert.deepEqual(await store.findRun("waiting"), released);
  },
  "does not let a new run wait for one that is not in the way any more": async (store) => {
    const run = aRun({ id: "late", waitsFor: "nobody" });
    await store.replace({ runs: [{ next: run }], events: [] }, DUE);
    assert.equal((await store.findRun("late"))?.waitsFor, undefined);
  },
};
