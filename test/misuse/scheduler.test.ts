import { createScheduler, memoryStore, SchedulerError } from "@dexter/scheduled-jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqliteStore } from "../../src/sqlite.ts";
import { aHarness, daily, owner } from "../scheduler/harness.ts";

/** Everything of the package, as somebody without types calls it. */
// oxlint-disable-next-line typescript/no-explicit-any
type Untyped = any;

/** What is thrown, or rejected with. */
async function refused(call: () => unknown): Promise<SchedulerError> {
  try {
    await call();
  } catch (error) {
    if (SchedulerError.is(error)) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** An error with this code, whose message names all of these. */
const saying = (code: string, named: readonly string[]) => ({
  code,
  message: expect.toSatisfy((message: string) => named.every((part) => message.includes(part)), named.join(", ")),
});

describe("options that createScheduler cannot use are refused by name", () => {
  const store = memoryStore();
  const cases: [what: string, options: unknown, ...named: string[]][] = [
    ["none", undefined, "options"],
    ["no store", {}, "options.store"],
    ["a path for a store", { store: "dexter.db" }, "options.store", "confirmProposal"],
    ["a store that misses a method", { store: { open() {}, close() {} } }, "options.store.confirmProposal"],
    ["a runner without run", { store, runner: {} }, "options.runner.run"],
    ["a text for a runner", { store, runner: "agent.js" }, "options.runner"],
    ["a queue that cannot listen", { store, queue: { ring() {} } }, "options.queue.listen"],
    ["one notifier instead of a list", { store, notifiers: { notify() {} } }, "options.notifiers", "list"],
    ["a function for a notifier", { store, notifiers: [() => {}] }, "options.notifiers.0.notify"],
    ["a function for an authorizer", { store, authorizer: () => "yes" }, "options.authorizer.may"],
    ["a clock that cannot sleep", { store, clock: Date }, "options.clock.monotonic"],
    ["a function for a logger", { store, logger: () => {} }, "options.logger.debug"],
    ["a list of workflows", { store, workflows: [] }, "options.workflows"],
    ["a history that cannot be written", { store, conversations: {} }, "options.conversations.open"],
    ["a function for a fallback", { store, fallback: () => {} }, "options.fallback.read"],
    ["a text that makes ids", { store, newId: "uuid" }, "options.newId"],
    ["an hour that no day has", { store, interpretation: { defaults: { morning: "25:00" } } }, "morning", "25:00"],
    ["a way of reading that is none", { store, interpretation: { locale: "es" } }, "options.interpretation.locale"],
    ["a misspelt option", { store, runer: async () => {} }, "options.runer"],
    ["a misspelt limit", { store, limits: { minInterval: 5 } }, "options.limits.minInterval"],
    ["a misspelt policy", { store, defaults: { missfire: { policy: "skip" } } }, "options.defaults.missfire"],
    [
      "a misspelt part of a policy",
      { store, defaults: { misfire: { polcy: "skip" } } },
      "options.defaults.misfire.polcy",
    ],
    ["a policy that is none", { store, defaults: { misfire: { policy: "never" } } }, "misfire.policy", '"never"'],
    ["a text for a policy", { store, defaults: { misfire: "skip" } }, "options.defaults.misfire", '"skip"'],
    ["no concurrency at all", { store, concurrency: 0 }, "options.concurrency", "value 0"],
    ["a concurrency in letters", { store, concurrency: { total: "5" } }, "options.concurrency.total", '"5"'],
    [
      "a lease that ends before it is renewed",
      { store, lease: { lengthMs: 10, renewMs: 100 } },
      "options.lease.renewMs",
    ],
  ];
  for (const [what, options, ...named] of cases)
    it(`${what} is refused`, async () => {
      expect(await refused(() => createScheduler(options as never))).toMatchObject(saying("INPUT_INVALID", named));
    });

  it("what has to stay secret is not told again", async () => {
    const error = await refused(() => createScheduler({ store, confirmationKey: "hunter2" }));
    expect(error.message).toContain("options.confirmationKey");
    expect(JSON.stringify(error.details) + error.message).not.toContain("hunter2");
  });
});

const stores = [
  ["memory", memoryStore],
  ["sqlite", () => sqliteStore(":memory:")],
] as const;

describe.each(stores)("calls that cannot be understood are refused and change nothing, on %s", (_name, create) => {
  const { scheduler, dexter, aJob, events } = aHarness({ store: create() });
  const host: Untyped = scheduler;
  const person: Untyped = dexter;
  let jobId = "";
  let proposalId = "";
  let told = 0;
  beforeAll(async () => {
    ({ id: jobId } = await aJob(daily(12)));
    ({ id: proposalId } = await dexter.propose("Every day at 9am, check the line"));
    told = events.length;
  });
  afterAll(() => scheduler.stop());

  const form = { schedules: [daily(12)], prompt: "check the line" };
  const at = { revision: 1 };
  type Case = [what: string, call: () => unknown, ...named: string[]];
  const cases: Case[] = [
    ["an owner whose id no store keeps", () => host.as({ ...owner, ownerId: "\ud800" }), "actor.ownerId", "surrogate"],
    ["a factory whose id no store keeps", () => host.as({ ...owner, factoryId: "f\0" }), "actor.factoryId"],
    ["a misspelt event", () => host.on("run.succeded", () => {}), "run.succeded"],
    ["an event of a prototype", () => host.once("toString", () => {}), "toString"],
    ["a misspelt event to hear no more of", () => host.off("run.succeded"), "run.succeded"],
    ["no listener", () => host.on("run.succeeded"), "listener"],
    ["a text around runs", () => host.use("trace"), "middleware"],
    ["a negative wait", () => host.stop({ waitMs: -1 }), "options.waitMs", "-1"],
    ["a misspelt way to stop", () => host.stop({ wait: 5 }), "options.wait"],
    ["options that are null", () => person.propose("every day at 5am, x", null), "options"],
    ["a misspelt option", () => person.propose("every day at 5am, x", { requestID: "1" }), "options.requestID"],
    [
      "letters that end before they start",
      () => person.propose("every day", { literal: [{ start: 5, end: 2 }] }),
      "literal",
    ],
    ["a form with one schedule", () => person.propose({ ...form, schedule: daily(12) }), "request.schedule"],
    ["a misspelt policy", () => person.propose({ ...form, policies: { missfire: {} } }), "request.policies.missfire"],
    [
      "a date that is none",
      () => person.propose({ ...form, schedules: [{ kind: "once", at: new Date(NaN) }] }),
      "schedules.0.at",
      "Give a valid Date",
    ],
    [
      "another kind of schedule",
      () => person.propose({ ...form, schedules: [{ kind: "daily" }] }),
      "schedules.0.kind",
      '"daily"',
      "cron",
    ],
    [
      "a misspelt bound of a schedule",
      () => person.propose({ ...form, schedules: [{ ...daily(12), untl: new Date("2030-01-01T00:00:00Z") }] }),
      "schedules.0.untl",
      "There is no field of this name",
    ],
    [
      "a misspelt bound of a job's schedule",
      () => person.jobs.update(jobId, { schedule: { ...daily(12), max: 3 } }, at),
      "change.schedule.max",
    ],
    [
      "no expression",
      () => person.propose({ ...form, schedules: [{ kind: "cron", timezone: "UTC" }] }),
      "schedules.0.expression",
    ],
    ["a number for an answer", () => person.proposals.answer(proposalId, 0, at), "answer", "value 0"],
    ["null for an answer", () => person.proposals.answer(proposalId, null, at), "answer"],
    ["null for an amendment", () => person.proposals.amend(proposalId, null, at), "amendment"],
    ["two amendments at once", () => person.proposals.amend(proposalId, { name: "A", prompt: "b" }, at), "amendment"],
    ["a confirmation of no revision", () => person.confirm(proposalId), "at"],
    ["a misspelt digest", () => person.confirm(proposalId, { revision: 1, digst: "x" }), "at.digst"],
    ["no id of a proposal", () => person.proposals.get(undefined), "id"],
    ["no id of a job", () => person.jobs.get(undefined), "id"],
    ["an object for the id of a job", () => person.jobs.get({}), "id"],
    ["no id of a run", () => person.runs.get(undefined), "id"],
    ["no id of a conversation", () => person.conversations.get(undefined), "id"],
    ["a revision in letters", () => person.jobs.pause(jobId, { revision: "1" }), "at.revision", '"1"'],
    ["null for a revision", () => person.jobs.resume(jobId, null), "at"],
    ["a word for a choice", () => person.jobs.delete(jobId, { abortRunning: "yes" }), "options.abortRunning", '"yes"'],
    ["null for a request", () => person.jobs.trigger(jobId, null), "request"],
    ["null for a limit", () => person.jobs.preview(jobId, null), "options"],
    ["null for a change", () => person.jobs.update(jobId, null, at), "change"],
    ["a misspelt change", () => person.jobs.update(jobId, { nmae: "x" }, at), "change.nmae"],
    ["another owner", () => person.jobs.update(jobId, { ownerId: "u2" }, at), "change.ownerId"],
    ["a state", () => person.jobs.update(jobId, { state: "paused" }, at), "change.state"],
    [
      "a correction and more",
      () => person.jobs.update(jobId, { correction: "make it 6am", name: "x" }, at),
      "change.name",
    ],
    ["a number for a correction", () => person.jobs.update(jobId, { correction: 5 }, at), "change.correction"],
    ["a misspelt filter of jobs", () => person.jobs.list({ state: "active" }), "query.state"],
    ["a misspelt filter of runs", () => person.runs.list({ from: new Date() }), "query.from"],
    ["a misspelt filter of conversations", () => person.conversations.list({ status: "failed" }), "query.status"],
    [
      "a position before the first",
      async () => {
        for await (const _ of person.events({ after: -1 })) break;
      },
      "query.after",
    ],
    [
      "a text for a signal",
      async () => {
        for await (const _ of person.events({ signal: "stop" })) break;
      },
      "query.signal",
    ],
  ];
  for (const [what, call, ...named] of cases)
    it(`${what} is refused`, async () => {
      expect(await refused(call)).toMatchObject(saying("INPUT_INVALID", named));
    });

  it("nothing was written, and nobody heard of anything", async () => {
    expect(events).toHaveLength(told);
    expect(await dexter.jobs.get(jobId)).toMatchObject({ revision: 1, state: "active" });
    expect(await dexter.proposals.get(proposalId)).toMatchObject({ revision: 1, state: "open" });
  });

  it("ids that look like SQL, like a prototype or like nothing are ids of nothing", async () => {
    for (const id of ["", "' OR 1=1 --", "__proto__", "constructor", "a\0b", "\ud800", "x".repeat(100_000)]) {
      expect(await refused(() => dexter.jobs.get(id))).toMatchObject(saying("JOB_NOT_FOUND", ["jobId"]));
      expect(await refused(() => dexter.runs.get(id))).toMatchObject(saying("RUN_NOT_FOUND", ["runId"]));
    }
  });

  it("a job may be handed in whole, with what is to be different", async () => {
    const job = await dexter.jobs.get(jobId);
    const renamed = await dexter.jobs.update(jobId, { ...job, name: "Night check" } as never, job);
    expect(renamed).toMatchObject({ name: "Night check", revision: 2, schedule: job.schedule });
  });

  it("a change of nothing writes nothing", async () => {
    const before = events.length;
    const job = await dexter.jobs.get(jobId);
    expect(await dexter.jobs.update(jobId, {}, { revision: job.revision })).toEqual(job);
    expect(events).toHaveLength(before);
  });
});

describe("a scheduler that was stopped", () => {
  it("says so at every call once its store is closed, and in its health", async () => {
    const { scheduler, dexter, aJob } = aHarness({ store: sqliteStore(":memory:") });
    const { id } = await aJob(daily(12));
    await scheduler.start();
    await scheduler.stop();
    const calls = [
      () => dexter.propose("every day at 5am, check the line"),
      () => dexter.jobs.list(),
      () => dexter.jobs.trigger(id),
      () => dexter.runs.list(),
      () => dexter.events()[Symbol.asyncIterator]().next(),
      () => scheduler.accountTimezoneChanged("u1", "UTC"),
    ];
    for (const call of [...calls, () => scheduler.start()]) {
      expect(await refused(call)).toMatchObject(saying("SCHEDULER_STOPPED", ["reate another scheduler"]));
    }
    expect(await scheduler.health()).toMatchObject({ state: "stopped", queuedRuns: 0 });
    await scheduler.stop();
  });
});

describe("how a host wants sentences to be read", () => {
  it("holds for corrections, too: of a proposal, of a stored job, and when it is read again", async () => {
    const { dexter, scheduler } = aHarness({ interpretation: { defaults: { morning: "08:00" } } });
    const first = await dexter.propose("Every day at 5pm, check the line");
    const amended = await dexter.proposals.amend(first.id, "in the morning", at(first));
    expect(amended.summary).toContain("8:00 AM");
    const again = await dexter.proposals.amend(first.id, { literal: [] }, at(amended));
    expect(again.summary).toContain("8:00 AM");
    const [job] = await dexter.confirm(again.id, at(again));
    const evening = await dexter.jobs.update(job!.id, { schedule: daily(22) }, at(job!));
    const corrected = await dexter.jobs.update(job!.id, { correction: "in the morning" }, at(evening));
    expect(corrected.summary).toContain("8:00 AM");
    await scheduler.stop();
  });
});

const at = ({ revision }: { revision: number }) => ({ revision });

describe.each(stores)("the same request that comes several times at once, on %s", (_name, create) => {
  it("opens one proposal", async () => {
    const { dexter, scheduler, heard } = aHarness({ store: create() });
    const ask = () => dexter.propose("Every day at 9am, check the line", { requestId: "r1" });
    const [first, ...others] = await Promise.all([ask(), ask(), ask()]);
    expect(others).toEqual([first, first]);
    expect(heard()).toEqual(["proposal.opened"]);
    await scheduler.stop();
  });
});
