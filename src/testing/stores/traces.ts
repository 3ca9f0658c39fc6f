import assert from "node:assert/strict";
import { SchedulerError } from "../../errors/schedulerError.ts";
import type { ConversationItem } from "../../model/conversation.ts";
import { aJob, aProposal, createdEvent, NOON } from "../samples.ts";
import { claimed, confirmed, DUE, ended, everyItem, planOne, type Promises, queued, runOf } from "./steps.ts";

const scope = { ownerId: "owner-1", factoryId: "factory-1" };
const everyKind: ConversationItem[] = [
  { type: "message", role: "assistant", text: "I’ll run it — now 🏭" },
  { type: "tool-call", callId: "c1", name: "simulate", input: { line: 3, load: 0.8, parts: [null, true, "x"] } },
  { type: "tool-result", callId: "c1", output: { throughput: 12.5 }, isError: false },
  {
    type: "output",
    name: "throughput.pdf",
    mediaType: "application/pdf",
    content: new Uint8Array([0, 37, 80, 255, 0]),
  },
  { type: "output", name: "chart", mediaType: "image/png", content: { url: "https://host/chart" }, ownerId: "owner-1" },
  { type: "output", name: "empty", mediaType: "text/plain", content: new Uint8Array() },
  { type: "question", text: "Which line?", choices: ["3", "4"] },
  { type: "note", text: "" },
];

const note = (text: string): ConversationItem[] => [{ type: "note", text }];
const isRefused = (error: unknown) => SchedulerError.is(error, "INPUT_INVALID");

export const conversationPromises: Promises = {
  "gives every kind of item back as it was appended, in order and without gaps": async (store) => {
    const { run, claim } = await claimed(store);
    const [entries] = await store.append([{ claim, items: everyKind }], DUE + 1);
    const expected = everyKind.map((item, index) => ({ sequence: index + 2, at: DUE + 1, item }));
    assert.deepEqual(entries, expected);
    const stored = await everyItem((page) => store.listEntries(run.conversationId!, page), 3);
    assert.deepEqual(stored.slice(1), expected);
    const conversation = await store.findConversation(run.conversationId!);
    assert.deepEqual([conversation?.length, conversation?.updatedAt], [everyKind.length + 1, DUE + 1]);
  },
  "keeps the order of appends that were not waited for": async (store) => {
    const { run, claim } = await claimed(store);
    const texts = Array.from({ length: 20 }, (_, index) => `note ${index}`);
    await Promise.all(texts.map((text) => store.append([{ claim, items: [{ type: "note", text }] }], DUE)));
    const entries = await everyItem((page) => store.listEntries(run.conversationId!, page), 7);
    assert.deepEqual(
      entries.map(({ sequence, item }) => [sequence, item.type === "note" ? item.text : item.type]),
      [[1, "message"], ...texts.map((text, index) => [index + 2, text])],
    );
    const behind = await everyItem((page) => store.listEntries(run.conversationId!, { after: 5, ...page }), 4);
    assert.deepEqual(behind, entries.slice(5));
    assert.deepEqual(await store.listEntries(run.conversationId!, { after: entries.length, limit: 1 }), { items: [] });
  },
  "appends to several conversations at once": async (store) => {
    const one = await claimed(store, { id: "one" });
    const two = await claimed(store, { id: "two" });
    const appended = await store.append(
      [
        { claim: one.claim, items: note("a") },
        { claim: two.claim, items: note("b") },
        { claim: { ...one.claim, token: 9 }, items: note("stale") },
        { claim: one.claim, items: note("c") },
      ],
      DUE,
    );
    assert.deepEqual(
      appended.map((entries) => entries?.map(({ sequence }) => sequence)),
      [[2], [2], undefined, [3]],
    );
  },
  "shows a conversation to its owner in its factory, and to nobody else": async (store) => {
    const { run } = await claimed(store);
    const id = run.conversationId!;
    assert.equal((await store.findConversation(id, scope))?.id, id);
    assert.equal(await store.findConversation(id, { ...scope, ownerId: "owner-2" }), undefined);
    assert.equal(await store.findConversation("another"), undefined);
    assert.deepEqual(await store.listEntries("another", { limit: 10 }), { items: [] });
  },
  "lists conversations newest first, by job and by status": async (store) => {
    for (const id of ["a", "b", "c"]) await claimed(store, { id });
    await store.finish([{ claim: { runId: `run-of-b-at-${DUE}`, token: 1 }, end: ended("failed") }], DUE);
    const list = async (query: object) =>
      (await everyItem((page) => store.listConversations({ scope, ...query, ...page }), 2)).map(({ jobId }) => jobId);
    assert.deepEqual(await list({}), ["c", "b", "a"]);
    assert.deepEqual(await list({ jobId: "a" }), ["a"]);
    assert.deepEqual(await list({ statuses: ["failed", "cancelled"] }), ["b"]);
  },
  "refuses a cursor that it did not give": async (store) => {
    await assert.rejects(store.listJobs({ limit: 1, cursor: "x' OR 1=1 --" }), isRefused);
    await assert.rejects(store.listEntries("c", { limit: 1, cursor: "" }), isRefused);
  },
};

export const eventPromises: Promises = {
  "keeps events in the order of writing, counted within each job": async (store) => {
    await confirmed(store, { id: "a" });
    await confirmed(store, { id: "b" });
    await store.planDue(DUE, 10, (due) => planOne(due));
    const rows = await store.listEvents({ after: 0, limit: 100 });
    assert.deepEqual(
      rows.map(({ jobId, sequence, event }) => [jobId, sequence, event.name]),
      [
        ["a", 1, "job.created"],
        ["b", 1, "job.created"],
        ["a", 2, "run.planned"],
        ["b", 2, "run.planned"],
      ],
    );
    const positions = rows.map(({ position }) => position);
    assert.deepEqual(
      positions,
      [...new Set(positions)].toSorted((x, y) => x - y),
    );
    assert.deepEqual(rows[2]?.event, { name: "run.planned", run: runOf(aJob({ id: "a" })) });
  },
  "goes on after any position, by scope, job and name": async (store) => {
    await confirmed(store, { id: "a" });
    await confirmed(store, { id: "b", ownerId: "owner-2" });
    await store.planDue(DUE, 10, (due) => planOne(due));
    const list = async (query: object) =>
      (await store.listEvents({ after: 0, limit: 100, ...query })).map((row) => row.jobId);
    const [first] = await store.listEvents({ after: 0, limit: 1 });
    assert.deepEqual(await list({ after: first?.position }), ["b", "a", "b"]);
    assert.deepEqual(await list({ scope: { ...scope, ownerId: "owner-2" } }), ["b", "b"]);
    assert.deepEqual(await list({ jobId: "a" }), ["a", "a"]);
    assert.deepEqual(await list({ names: ["run.planned", "job.deleted"] }), ["a", "b"]);
    assert.deepEqual(await list({ limit: 2 }), ["a", "b"]);
  },
  "counts an event of no job as number zero": async (store) => {
    const event = { ...scope, at: NOON, event: { name: "proposal.opened", proposal: aProposal() } } as const;
    await store.saveProposal(undefined, aProposal(), [event, event]);
    assert.deepEqual(
      (await store.listEvents({ after: 0, limit: 9 })).map(({ sequence, jobId }) => [sequence, jobId]),
      [
        [0, undefined],
        [0, undefined],
      ],
    );
  },
  "goes on counting the events of a job that was deleted": async (store) => {
    const { claim } = await claimed(store);
    const job = (await store.findJob("job-1"))!;
    await store.replace({ jobs: [{ from: job }], events: [createdEvent(job)] }, DUE);
    await store.finish([{ claim, end: ended("succeeded") }], DUE);
    const rows = await store.listEvents({ after: 0, limit: 9, jobId: "job-1" });
    assert.deepEqual(
      rows.map(({ sequence }) => sequence),
      [1, 2, 3, 4],
    );
  },
  "tells subscribers that something was written, until they stop listening": async (store) => {
    let heard = 0;
    let stop: (() => void) | undefined;
    const change = new Promise<void>((resolve) => {
      stop = store.subscribe(() => {
        heard += 1;
        resolve();
      });
    });
    await confirmed(store);
    await change;
    stop?.();
    const before = heard;
    await confirmed(store, { id: "unheard" });
    await new Promise((done) => setTimeout(done, 20));
    assert.equal(heard, before);
  },
  "forgets old runs with their conversations, old events and old proposals, and nothing else": async (store) => {
    const old = await claimed(store, { id: "old" });
    await store.finish([{ claim: old.claim, end: ended("succeeded", { now: DUE }) }], DUE);
    const last = await claimed(store, { id: "last" });
    const toLast = (run: typeof last.run, job: Parameters<ReturnType<typeof ended>>[1]) => ({
      ...ended("succeeded", { now: DUE })(run, undefined),
      ...(job === undefined
        ? {}
        : { job: { ...job, lastRun: { runId: run.id, state: run.state, dueAt: 1, startedAt: 1 } } }),
    });
    await store.finish([{ claim: last.claim, end: toLast }], DUE);
    const job = (await store.findJob("old"))!;
    await store.replace({ jobs: [{ from: job }], events: [] }, DUE);
    const running = await claimed(store, { id: "running" });
    await store.saveProposal(undefined, aProposal({ id: "still-open" }), []);
    assert.equal(await store.prune({}, 100), 0);
    assert.equal(await store.prune({ runs: DUE }, 100), 0);
    assert.equal(await store.prune({ runs: DUE + 1 }, 100), 1);
    assert.equal(await store.findRun(old.run.id), undefined);
    assert.equal(await store.findConversation(old.run.conversationId!), undefined);
    assert.deepEqual((await store.listEntries(old.run.conversationId!, { limit: 9 })).items, []);
    assert.ok(await store.findRun(last.run.id));
    assert.ok(await store.findRun(running.run.id));
    const events = await store.listEvents({ after: 0, limit: 100 });
    assert.equal(await store.prune({ events: DUE + 999_999 }, 2), 2);
    assert.deepEqual(await store.listEvents({ after: 0, limit: 100 }), events.slice(2));
    assert.equal(await store.prune({ proposals: NOON + 1 }, 100), 3);
    assert.equal((await store.listProposals({ limit: 9 })).items[0]?.id, "still-open");
  },
  "counts a job's events on after old ones were removed, also where the clock was set back between them": async (
    store,
  ) => {
    const job = await confirmed(store);
    const told = (at: number) => store.replace({ events: [{ ...createdEvent(job), at }] }, at);
    for (const at of [DUE, DUE + 5_000, DUE, DUE]) await told(at);
    // The second event is kept, so what came after it is kept too: what is left has no holes.
    assert.equal(await store.prune({ events: DUE + 1 }, 100), 2);
    await told(DUE);
    const left = await store.listEvents({ after: 0, limit: 100, jobId: job.id });
    assert.deepEqual(
      left.map(({ sequence }) => sequence),
      [3, 4, 5, 6],
    );
  },
  "gives a reader's place to one at a time, where the last one left it, and to the next when its turn is over": async (
    store,
  ) => {
    await confirmed(store);
    const newest = (await store.listEvents({ after: 0, limit: 9 })).at(-1)?.position ?? 0;
    const hold = (holder: string, now: number) => store.holdPlace("readers", holder, { now, heldUntil: now + 1_000 });
    assert.equal(await hold("a", DUE), newest);
    assert.equal(await hold("b", DUE + 999), undefined);
    assert.equal(await hold("a", DUE + 500), newest);
    assert.equal(await store.movePlace("readers", "a", { position: newest + 7, heldUntil: DUE + 2_000 }), true);
    assert.equal(await store.movePlace("readers", "b", { position: 1, heldUntil: DUE + 9_000 }), false);
    assert.equal(await store.movePlace("nobody", "b", { position: 1, heldUntil: DUE }), false);
    assert.equal(await hold("b", DUE + 1_999), undefined);
    assert.equal(await hold("b", DUE + 2_000), newest + 7);
    assert.equal(await store.movePlace("readers", "a", { position: newest + 9, heldUntil: DUE + 5_000 }), false);
    assert.equal(await store.holdPlace("others", "a", { now: DUE, heldUntil: DUE }), newest);
  },
  "goes on with the run of a queue after its worker finished it": async (store) => {
    const run = await queued(store);
    await store.claim([run.id], DUE, (each) => ({ run: { ...each, state: "skipped" }, events: [] }));
    assert.deepEqual(
      (await store.claim([run.id], DUE, () => assert.fail("asked about a run that is over"))).claimed,
      [],
    );
  },
};
