import assert from "node:assert/strict";
import { SchedulerError } from "../../errors/schedulerError.ts";
import type { StoredJob } from "../../model/job.ts";
import type { StoredProposal } from "../../model/proposal.ts";
import { aJob, aProposal, createdEvent, NOON } from "../samples.ts";
import { confirmed, everyItem, type Promises } from "./steps.ts";

const open = aProposal();
const confirmation = (values: object = {}) => ({
  proposal: aProposal({ state: "confirmed", jobIds: ["job-1"], ...values }),
  digest: "digest-1",
  jobs: [{ next: aJob() }],
  events: [createdEvent(aJob())],
});
const refusal = (code: string) => (error: unknown) => SchedulerError.is(error) && error.code === code;

export const proposalPromises: Promises = {
  "gives a proposal back as it was saved": async (store) => {
    assert.equal(await store.saveProposal(undefined, open, []), true);
    assert.deepEqual(await store.findProposal(open.id), open);
  },
  "does not save a new proposal over one with the same id": async (store) => {
    await store.saveProposal(undefined, open, []);
    assert.equal(await store.saveProposal(undefined, aProposal({ summary: "another" }), []), false);
    assert.equal((await store.findProposal(open.id))?.summary, open.summary);
  },
  "replaces a proposal only from the revision and the state that it has": async (store) => {
    await store.saveProposal(undefined, open, []);
    const amended = aProposal({ revision: 2, summary: "at six" });
    assert.equal(await store.saveProposal(open, amended, []), true);
    assert.equal(await store.saveProposal(open, aProposal({ revision: 2, summary: "at seven" }), []), false);
    const declined = aProposal({ revision: 2, state: "declined" });
    assert.equal(await store.saveProposal({ ...amended, state: "expired" }, declined, []), false);
    assert.equal((await store.findProposal(open.id))?.summary, "at six");
  },
  "shows a proposal to its owner in its factory, and to nobody else": async (store) => {
    await store.saveProposal(undefined, open, []);
    const scope = { ownerId: "owner-1", factoryId: "factory-1" };
    assert.deepEqual(await store.findProposal(open.id, scope), open);
    assert.equal(await store.findProposal(open.id, { ...scope, ownerId: "owner-2" }), undefined);
    assert.equal(await store.findProposal(open.id, { ...scope, factoryId: "factory-2" }), undefined);
    assert.deepEqual((await store.listProposals({ scope: { ...scope, ownerId: "owner-2" }, limit: 10 })).items, []);
  },
  "lists proposals newest first, by state, and by when they end": async (store) => {
    for (const [index, state] of (["open", "declined", "open"] as const).entries())
      await store.saveProposal(
        undefined,
        aProposal({ id: `p${index}`, state, createdAt: NOON + index, expiresAt: NOON + 100 * (index + 1) }),
        [],
      );
    const ids = async (query: Parameters<typeof store.listProposals>[0]) =>
      (await store.listProposals(query)).items.map(({ id }) => id);
    assert.deepEqual(await ids({ limit: 10 }), ["p2", "p1", "p0"]);
    assert.deepEqual(await ids({ limit: 10, state: "open" }), ["p2", "p0"]);
    assert.deepEqual(await ids({ limit: 10, state: "open", expiredBy: NOON + 299 }), ["p0"]);
    assert.deepEqual(await ids({ limit: 10, state: "open", expiredBy: NOON + 300 }), ["p2", "p0"]);
    const paged = await everyItem((page) => store.listProposals(page), 1);
    assert.deepEqual(
      paged.map(({ id }) => id),
      ["p2", "p1", "p0"],
    );
  },
  "creates the jobs of a confirmed proposal together with the confirmation": async (store) => {
    await store.saveProposal(undefined, open, []);
    assert.deepEqual(await store.confirmProposal(confirmation()), { jobs: [aJob()], isNew: true });
    assert.deepEqual(await store.findJob("job-1"), aJob());
    assert.equal((await store.findProposal(open.id))?.state, "confirmed");
  },
  "answers a repeated confirmation with the same jobs, and writes nothing": async (store) => {
    await store.saveProposal(undefined, open, []);
    await store.confirmProposal(confirmation());
    const before = await store.listEvents({ after: 0, limit: 100 });
    assert.deepEqual(await store.confirmProposal(confirmation()), { jobs: [aJob()], isNew: false });
    assert.deepEqual(await store.listEvents({ after: 0, limit: 100 }), before);
  },
  "creates once when the same confirmation comes ten times at once": async (store) => {
    await store.saveProposal(undefined, open, []);
    const answers = await Promise.all(Array.from({ length: 10 }, () => store.confirmProposal(confirmation())));
    assert.equal(answers.filter(({ isNew }) => isNew).length, 1);
    assert.equal((await store.listJobs({ limit: 10 })).items.length, 1);
  },
  "refuses to confirm what is not there, not open, of another revision or of another digest": async (store) => {
    await assert.rejects(store.confirmProposal(confirmation()), refusal("PROPOSAL_NOT_FOUND"));
    await store.saveProposal(undefined, open, []);
    await assert.rejects(store.confirmProposal(confirmation({ revision: 2 })), refusal("REVISION_CONFLICT"));
    await assert.rejects(store.confirmProposal({ ...confirmation(), digest: "other" }), refusal("DIGEST_MISMATCH"));
    const jobs = [{ next: aJob({ digest: "other" }) }];
    await assert.rejects(store.confirmProposal({ ...confirmation(), jobs }), refusal("DIGEST_MISMATCH"));
    await store.saveProposal(open, aProposal({ state: "declined" }), []);
    await assert.rejects(store.confirmProposal(confirmation()), refusal("PROPOSAL_NOT_OPEN"));
    assert.deepEqual((await store.listJobs({ limit: 10 })).items, []);
  },
  "refuses a confirmation that would give the owner more jobs than allowed, completed ones not counted": async (
    store,
  ) => {
    await confirmed(store, { id: "kept", factoryId: "factory-2" });
    await confirmed(store, { id: "done", state: "completed" });
    await store.saveProposal(undefined, open, []);
    const over = store.confirmProposal({ ...confirmation(), jobsPerOwner: 1 });
    await assert.rejects(over, refusal("JOB_LIMIT_REACHED"));
    assert.equal((await store.findProposal(open.id))?.state, "open");
    assert.equal((await store.confirmProposal({ ...confirmation(), jobsPerOwner: 2 })).isNew, true);
  },
  "replaces the stored job that a proposal corrects, unless it was changed meanwhile": async (store) => {
    const job = await confirmed(store);
    const correction = (id: string, from = job) => ({
      ...confirmation({ id }),
      jobs: [{ from, next: { ...job, prompt: "corrected", revision: 2 } }],
    });
    await store.saveProposal(undefined, aProposal({ id: "first" }), []);
    await store.saveProposal(undefined, aProposal({ id: "second" }), []);
    await store.confirmProposal(correction("first"));
    assert.equal((await store.findJob(job.id))?.prompt, "corrected");
    await assert.rejects(store.confirmProposal(correction("second")), refusal("REVISION_CONFLICT"));
    assert.equal((await store.findProposal("second"))?.state, "open");
  },
  "confirms a proposal together with the change of a job that it proposes, or writes neither": async (store) => {
    const job = await confirmed(store);
    const ofChange = aProposal({ id: "of-change" });
    await store.saveProposal(undefined, ofChange, []);
    const paused: StoredJob = { ...job, state: "paused", revision: 2 };
    const change = (from: StoredProposal, fromJob = job) => ({
      proposals: [{ from, next: { ...from, state: "confirmed" as const, jobIds: [job.id] } }],
      jobs: [{ from: fromJob, next: paused }],
      events: [],
    });
    assert.equal(await store.replace(change({ ...ofChange, revision: 2 }), NOON), undefined);
    assert.equal((await store.findJob(job.id))?.state, "active");
    assert.equal(await store.replace(change(ofChange, { ...job, revision: 7 }), NOON), undefined);
    assert.equal((await store.findProposal("of-change"))?.state, "open");
    assert.deepEqual(await store.replace(change(ofChange), NOON), { released: [] });
    assert.equal((await store.findJob(job.id))?.state, "paused");
    assert.equal((await store.findProposal("of-change"))?.state, "confirmed");
    assert.equal(await store.replace(change(ofChange), NOON), undefined);
  },
};
