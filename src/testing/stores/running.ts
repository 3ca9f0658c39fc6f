import assert from "node:assert/strict";
import type { StoredRun } from "../../model/run.ts";
import { aRun } from "../samples.ts";
import { claimed, confirmed, DUE, ended, everyItem, LEASE_MS, type Promises, queued, runOf, started } from "./steps.ts";

const ids = (runs: readonly { id: string }[]) => runs.map(({ id }) => id);
const deny = (run: StoredRun) => ({ run: { ...run, state: "skipped" as const, finishedAt: DUE }, events: [] });

export const claimPromises: Promises = {
  "claims a queued run: it runs under a new token, and its conversation opens with the prompt": async (store) => {
    const run = await queued(store);
    const { claimed: claims, ended: over, released } = await store.claim([run.id], DUE, started);
    assert.deepEqual([over, released], [[], []]);
    const running = started(run).run;
    assert.deepEqual(claims, [
      {
        run: running,
        job: await store.findJob("job-1"),
        conversation: {
          id: running.conversationId,
          runId: run.id,
          jobId: "job-1",
          ownerId: "owner-1",
          factoryId: "factory-1",
          title: run.title,
          status: "running",
          createdAt: DUE,
          updatedAt: DUE,
          length: 1,
        },
        history: [{ sequence: 1, at: DUE, item: { type: "message", role: "user", text: run.prompt } }],
      },
    ]);
    assert.deepEqual(await store.findRun(run.id), running);
    assert.equal((await store.findJob("job-1"))?.lastRun?.runId, run.id);
  },
  "gives a run to one of several workers": async (store) => {
    const run = await queued(store);
    const answers = await Promise.all(Array.from({ length: 10 }, () => store.claim([run.id, run.id], DUE, started)));
    assert.equal(answers.flatMap((answer) => answer.claimed).length, 1);
    assert.equal((await store.findRun(run.id))?.fencingToken, 1);
  },
  "does not claim what is not there, not yet to be started, waiting for another, or not queued": async (store) => {
    const { run } = await claimed(store);
    await store.replace({ runs: [{ next: aRun({ id: "early", dueAt: 1, notBefore: DUE + 1 }) }], events: [] }, DUE);
    await store.replace({ runs: [{ next: aRun({ id: "held", dueAt: 2, waitsFor: run.id }) }], events: [] }, DUE);
    const asked: string[] = [];
    await store.claim(["nobody", "early", "held", run.id], DUE, (each, job) => {
      asked.push(each.id);
      return started(each, job);
    });
    assert.deepEqual(asked, []);
  },
  "gives back a run that was ended instead of started": async (store) => {
    const run = await queued(store);
    const answer = await store.claim([run.id], DUE, deny);
    assert.deepEqual(answer, { claimed: [], ended: [deny(run)], released: [] });
    assert.equal((await store.findRun(run.id))?.state, "skipped");
    assert.deepEqual((await store.listConversations({ scope: run, limit: 10 })).items, []);
  },
  "claims a run of a deleted job only to end it": async (store) => {
    const run = await queued(store);
    const job = (await store.findJob("job-1"))!;
    await store.replace({ jobs: [{ from: job }], events: [] }, DUE);
    const answer = await store.claim([run.id], DUE, (each, itsJob) => {
      assert.equal(itsJob, undefined);
      return { run: { ...each, state: "cancelled" }, events: [] };
    });
    assert.deepEqual(ids(answer.ended.map((change) => change.run)), [run.id]);
  },
  "shows a later attempt the same conversation and what the earlier one left there": async (store) => {
    const { run, claim } = await claimed(store);
    await store.append([{ claim, items: [{ type: "note", text: "halfway" }] }], DUE + 1);
    await store.finish([{ claim, end: ended("queued") }], DUE + 2);
    const { claimed: again } = await store.claim([run.id], DUE + 5_000, started);
    assert.equal(again[0]?.run.fencingToken, 2);
    assert.deepEqual(
      again[0]?.history.map(({ item }) => item.type),
      ["message", "note"],
    );
    assert.equal((await store.listConversations({ scope: run, limit: 10 })).items.length, 1);
  },
  "refuses every write of a worker whose token is stale": async (store) => {
    const { run, claim } = await claimed(store);
    await store.finish([{ claim, end: ended("queued") }], DUE);
    await store.claim([run.id], DUE + 5_000, started);
    const before = [await store.findRun(run.id), await store.listEntries(run.conversationId!, { limit: 100 })];
    assert.deepEqual(await store.append([{ claim, items: [{ type: "note", text: "zombie" }] }], DUE), [undefined]);
    assert.equal(await store.declareSideEffect(claim, DUE), false);
    assert.deepEqual(await store.renew([claim], DUE + 999_999), { lost: [claim], cancelled: [] });
    const { finished } = await store.finish([{ claim, end: ended("succeeded") }], DUE);
    assert.deepEqual(finished, [undefined]);
    assert.deepEqual(
      [await store.findRun(run.id), await store.listEntries(run.conversationId!, { limit: 100 })],
      before,
    );
  },
  "prolongs leases, and says whose run was asked to stop": async (store) => {
    const { run, claim } = await claimed(store);
    assert.deepEqual(await store.renew([claim], DUE + 2 * LEASE_MS), { lost: [], cancelled: [] });
    const renewed = (await store.findRun(run.id))!;
    assert.equal(renewed.leaseUntil, DUE + 2 * LEASE_MS);
    const stale = { from: run, next: { ...run, cancelRequestedAt: DUE } };
    assert.equal(await store.replace({ runs: [stale], events: [] }, DUE), undefined);
    const asked = { from: renewed, next: { ...renewed, cancelRequestedAt: DUE } };
    assert.notEqual(await store.replace({ runs: [asked], events: [] }, DUE), undefined);
    assert.deepEqual(await store.renew([claim], DUE + 3 * LEASE_MS), { lost: [], cancelled: [claim] });
  },
  "remembers that a run declared a side effect, also towards those who read the run before": async (store) => {
    const { run, claim } = await claimed(store);
    assert.equal(await store.declareSideEffect(claim, DUE), true);
    assert.equal((await store.findRun(run.id))?.hasSideEffect, true);
    const again = { from: run, next: { ...run, state: "queued" as const } };
    assert.equal(await store.replace({ runs: [again], events: [] }, DUE), undefined);
    assert.equal((await store.findRun(run.id))?.state, "running");
  },
  "finds runs whose lease or time to answer is over, the longest over first": async (store) => {
    for (const id of ["a", "b", "c"]) {
      const run = await queued(store, { id });
      const leaseUntil = { a: DUE + 30, b: DUE + 20, c: DUE + 99 }[id]!;
      await store.claim([run.id], DUE, (each) => {
        const change = started(each);
        return { ...change, run: { ...change.run, leaseUntil } };
      });
    }
    const asking = aRun({ id: "asking", dueAt: 1, state: "needs_input", answerBy: DUE + 25 });
    await store.replace({ runs: [{ next: asking }], events: [] }, DUE);
    assert.deepEqual(ids(await store.expired(DUE + 30, 10)), [`run-of-b-at-${DUE}`, "asking", `run-of-a-at-${DUE}`]);
    assert.deepEqual(ids(await store.expired(DUE + 30, 1)), [`run-of-b-at-${DUE}`]);
    assert.deepEqual(await store.expired(DUE + 19, 10), []);
  },
  "finds queued runs whose bell may be lost, in the order in which they could start": async (store) => {
    const { run } = await claimed(store);
    for (const [id, notBefore] of Object.entries({ b: 20, a: 20, c: 10, late: 21, early: 5 }))
      await store.replace(
        { runs: [{ next: aRun({ id, dueAt: notBefore, trigger: "manual", notBefore }) }], events: [] },
        1,
      );
    await store.replace(
      { runs: [{ next: aRun({ id: "held", dueAt: 3, waitsFor: run.id, notBefore: 15 }) }], events: [] },
      1,
    );
    assert.deepEqual(ids(await store.unrung({ after: 5, upTo: 20 }, 10)), ["c", "a", "b"]);
    assert.deepEqual(ids(await store.unrung({ after: 5, upTo: 20 }, 2)), ["c", "a"]);
    for (let looks = 0; looks < 10; looks += 1) {
      assert.deepEqual(ids(await store.unrung({ after: 5, upTo: 20, among: 3 }, 3)), ["c", "a", "b"]);
      assert.deepEqual(ids(await store.unrung({ after: 5, upTo: 20, among: 2 }, 2)), ["c", "a"]);
      const some = ids(await store.unrung({ after: 5, upTo: 20, among: 3 }, 2));
      assert.ok([["c", "a"].join(), ["a", "b"].join()].includes(some.join()), some.join());
    }
  },
  "tells runs that have ripened from those whose planner has rung for them": async (store) => {
    const made = (id: string, values: Partial<StoredRun>) =>
      store.replace({ runs: [{ next: aRun({ id, trigger: "manual", createdAt: 10, ...values }) }], events: [] }, 1);
    await made("at once", { notBefore: 10 });
    await made("overdue", { notBefore: 8 });
    await made("put off", { notBefore: 12 });
    await made("again", { notBefore: 9, attempt: 1 });
    assert.deepEqual(ids(await store.unrung({ after: 0, upTo: 20, haveRipened: true }, 10)), ["again", "put off"]);
  },
};

export const finishPromises: Promises = {
  "ends a run: its state, its conversation, its job and the events are written together": async (store) => {
    const { run, claim } = await claimed(store);
    const items = [{ type: "message", role: "assistant", text: "done" }] as const;
    const { finished, released } = await store.finish(
      [{ claim, end: ended("succeeded", { now: DUE + 9, items }) }],
      DUE + 9,
    );
    assert.deepEqual(released, []);
    assert.equal(finished.length, 1);
    assert.deepEqual(await store.findRun(run.id), finished[0]?.run);
    assert.equal(finished[0]?.run.leaseUntil, undefined);
    const conversation = await store.findConversation(run.conversationId!);
    assert.deepEqual([conversation?.status, conversation?.length, conversation?.updatedAt], ["succeeded", 2, DUE + 9]);
    assert.equal((await store.findJob("job-1"))?.lastRun?.state, "succeeded");
    assert.equal((await store.listEvents({ after: 0, limit: 10, names: ["run.retried"] })).length, 1);
  },
  "ends several runs of one job one after the other, each seeing the job as the one before left it": async (store) => {
    const job = await confirmed(store);
    const runs = ["m1", "m2", "m3"].map((id) => runOf(job, { id, trigger: "manual", notBefore: DUE }));
    await store.replace({ runs: runs.map((next) => ({ next })), events: [] }, DUE);
    await store.claim(ids(runs), DUE, started);
    const endings = runs.map(({ id }) => ({ claim: { runId: id, token: 1 }, end: ended("failed") }));
    await store.finish(endings, DUE);
    assert.equal((await store.findJob(job.id))?.failures, 3);
  },
  "writes the others when one of several claims is stale": async (store) => {
    const { claim } = await claimed(store);
    const stale = { ...claim, token: 0 };
    const end = ended("succeeded");
    const { finished } = await store.finish(
      [
        { claim: stale, end },
        { claim, end },
        { claim, end },
      ],
      DUE,
    );
    assert.deepEqual(
      finished.map((change) => change?.run.state),
      [undefined, "succeeded", undefined],
    );
    const appended = await store.append([{ claim, items: [{ type: "note", text: "too late" }] }], DUE);
    assert.deepEqual(appended, [undefined]);
  },
  "lets the run go that waited for one that ended": async (store) => {
    const { run, claim } = await claimed(store);
    const job = (await store.findJob("job-1"))!;
    const next = runOf(job, { waitsFor: run.id, notBefore: DUE });
    await store.replace({ runs: [{ next }], events: [] }, DUE);
    const { released } = await store.finish([{ claim, end: ended("succeeded") }], DUE + 9);
    assert.deepEqual(ids(released), [next.id]);
    assert.deepEqual(ids((await store.claim([next.id], DUE + 9, started)).claimed.map((each) => each.run)), [next.id]);
  },
  "counts what is due, queued, running and waiting": async (store) => {
    assert.deepEqual(await store.measure(DUE), { dueJobs: 0, queuedRuns: 0, runningRuns: 0, waitingRuns: 0 });
    await claimed(store);
    await confirmed(store, { id: "due", nextAt: DUE - 5 });
    const others = [
      aRun({ id: "q1", dueAt: 1, notBefore: 40 }),
      aRun({ id: "q2", dueAt: 2, notBefore: DUE + 9 }),
      aRun({ id: "asking", dueAt: 3, state: "needs_input" }),
    ];
    await store.replace({ runs: others.map((next) => ({ next })), events: [] }, DUE);
    assert.deepEqual(await store.measure(DUE), {
      dueJobs: 1,
      oldestDueAt: DUE - 5,
      queuedRuns: 2,
      oldestQueuedAt: 40,
      runningRuns: 1,
      oldestLeaseUntil: DUE + LEASE_MS,
      waitingRuns: 1,
    });
  },
  "finds runs by letters in their titles, whatever their case and alphabet": async (store) => {
    const titles = ["Zürich 100%", "ZÜRICH_2", "Zurich", "ΑΘΉΝΑ", "İzmir", "straße"];
    const runs = titles.map((title, n) => aRun({ id: `r${n}`, dueAt: n, title, prompt: "Zürich" }));
    await store.replace({ runs: runs.map((next) => ({ next })), events: [] }, 1);
    const found = async (search: string) =>
      ids(await everyItem((page) => store.listRuns({ search, ...page }), 1)).toSorted();
    assert.deepEqual(await found("zÜrich"), ["r0", "r1"]);
    assert.deepEqual(await found("100%"), ["r0"]);
    assert.deepEqual(await found("h_2"), ["r1"]);
    assert.deepEqual(await found("αθήνα"), ["r3"]);
    assert.deepEqual(await found("STRAße"), ["r5"]);
    assert.deepEqual(await found("h%1"), []);
    assert.deepEqual(await store.countRuns({ search: "ZÜRICH" }), { queued: 2 });
  },
  "lists runs by job, state and instant, the latest occurrence first": async (store) => {
    const runs = [3, 1, 2, 5, 4].map((dueAt) => aRun({ id: `r${dueAt}`, dueAt }));
    const other = aRun({ id: "other", jobId: "job-2", ownerId: "owner-2", dueAt: 3, state: "skipped" });
    await store.replace({ runs: [...runs, other].map((next) => ({ next })), events: [] }, 1);
    const list = async (query: object) => ids(await everyItem((page) => store.listRuns({ ...query, ...page }), 2));
    assert.deepEqual(await list({ jobId: "job-1" }), ["r5", "r4", "r3", "r2", "r1"]);
    assert.deepEqual(await list({ dueFrom: 2, dueTo: 3 }), ["r3", "other", "r2"]);
    assert.deepEqual(await list({ states: ["skipped", "missed"] }), ["other"]);
    assert.deepEqual(await list({ scope: { ownerId: "owner-2", factoryId: "factory-1" } }), ["other"]);
    assert.deepEqual(await store.countRuns({}), { queued: 5, skipped: 1 });
    assert.deepEqual(await store.countRuns({ jobId: "job-1", dueFrom: 2, dueTo: 3 }), { queued: 2 });
    assert.deepEqual(await store.countRuns({ states: ["skipped", "missed"] }), { skipped: 1 });
    assert.deepEqual(await store.countRuns({ scope: { ownerId: "owner-2", factoryId: "factory-1" } }), { skipped: 1 });
    const found = await store.readRuns(["r1", "other", "nobody", "r1"]);
    assert.deepEqual(ids(found).toSorted(), ["other", "r1"]);
    assert.equal(await store.findRun("other", { ownerId: "owner-1", factoryId: "factory-1" }), undefined);
  },
};
