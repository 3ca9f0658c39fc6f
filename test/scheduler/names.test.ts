import {
  amend,
  createScheduler,
  describe as describeSchedule,
  interpret,
  nextOccurrences,
} from "@dexter/scheduled-jobs";
import type { PlacedEvent, SchedulerOptions } from "@dexter/scheduled-jobs";
import { describe, expect, it } from "vitest";
import { localQueue } from "../../src/adapters/queues/localQueue.ts";
import { aHarness, daily, minute } from "./harness.ts";

/** What a host calls, by the names that it was promised; a name that goes away breaks hosts, so it fails here first. */
const ofAnActor = {
  "": ["propose", "confirm"],
  proposals: ["get", "list", "answer", "amend", "decline"],
  jobs: ["list", "get", "update", "delete", "pause", "resume", "trigger", "preview", "explain"],
  runs: ["list", "get", "cancel", "reply"],
  conversations: ["list", "get"],
} as const;
const ofAHost = ["as", "on", "once", "off", "start", "stop", "health", "accountTimezoneChanged", "events"] as const;
const ofThePackage = { interpret, amend, nextOccurrences, describe: describeSchedule, createScheduler };

type Member = (...args: unknown[]) => unknown;

describe("the names that hosts rely on", () => {
  const { scheduler, dexter } = aHarness();
  for (const [name, given] of Object.entries(ofThePackage))
    it(`${name} comes from the package itself`, () => {
      expect(given).toBeTypeOf("function");
    });
  for (const name of ofAHost)
    it(`scheduler.${name} is there`, () => {
      expect(scheduler[name]).toBeTypeOf("function");
    });
  for (const [part, names] of Object.entries(ofAnActor))
    for (const name of names)
      it(`scheduler.as(actor).${part === "" ? name : `${part}.${name}`} is there`, () => {
        const owner = (part === "" ? dexter : Reflect.get(dexter, part)) as Record<string, Member>;
        expect(owner[name]).toBeTypeOf("function");
      });

  it("createScheduler takes every port and table by its name, and refuses what it cannot use", () => {
    const options: Required<
      Pick<
        SchedulerOptions,
        | "store"
        | "queue"
        | "runner"
        | "workflows"
        | "conversations"
        | "notifiers"
        | "authorizer"
        | "clock"
        | "logger"
        | "defaults"
        | "limits"
      >
    > = {
      store: aHarness().store,
      queue: localQueue(),
      runner: async () => {},
      workflows: { find: async () => undefined },
      conversations: { open: async () => {}, append: async () => {}, setStatus: async () => {} },
      notifiers: [{ notify: async () => {} }],
      authorizer: { may: async () => "yes" },
      clock: { now: () => 0, monotonic: () => 0, sleep: async () => {} },
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      defaults: { misfire: { policy: "each", limit: 3 } },
      limits: { minIntervalMs: 1_000, jobsPerOwner: 5, textLength: 500 },
    };
    expect(() => createScheduler(options)).not.toThrow();
    const wrong = { ...options, limits: { minIntervalMs: 0 } };
    expect(() => createScheduler(wrong)).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
  });

  it("the way of the first example holds: propose, read the summary, confirm, hear of the run, read the events again", async () => {
    const { clock, scheduler: host, dexter: person } = aHarness();
    const proposal = await person.propose("Every weekday at 5am, run the simulation and email me a PDF of the results");
    expect(proposal.summary).toContain("Monday through Friday at 5:00 AM (America/New_York)");
    const [job] = await person.confirm(proposal.id, { revision: proposal.revision });
    const heard: string[] = [];
    host.on("run.succeeded", ({ run, conversation }) => void heard.push(`${run.jobId} ${conversation.status}`));
    await host.start();
    await clock.advanceTo("2027-03-12T10:00:00Z");
    expect(heard).toEqual([`${job!.id} succeeded`]);
    const read = async (after: number, until: string): Promise<PlacedEvent[]> => {
      const found: PlacedEvent[] = [];
      for await (const placed of host.events({ after })) {
        found.push(placed);
        if (placed.event.name === until) break;
      }
      return found;
    };
    const all = await read(0, "run.succeeded");
    const created = all.find(({ event }) => event.name === "job.created");
    expect(await read(created!.position, "run.succeeded")).toEqual(all.slice(all.indexOf(created!) + 1));
    await host.stop();
  });

  it("a job that follows the account moves with it, and an event says so", async () => {
    const { scheduler: host, dexter: person, heard } = aHarness();
    const { id, revision } = await person.propose("Every day at 9am, check the line");
    const [job] = await person.confirm(id, { revision });
    expect(await host.accountTimezoneChanged("u1", "Europe/Berlin")).toBe(1);
    expect(await person.jobs.get(job!.id)).toMatchObject({ timezone: "Europe/Berlin" });
    expect(heard()).toContain("job.moved");
    await host.stop();
  });
});

describe("the policies of a job", () => {
  it("each hold as the package has them, unless the scheduler says otherwise, unless the job does", async () => {
    const { clock, scheduler, dexter, aJob } = aHarness({ defaults: { jitterMs: 4 * minute } });
    const plain = await aJob(daily(12));
    const own = await aJob(daily(12), { policies: { jitterMs: 0 } });
    const delayOf = async (id: string) =>
      (await dexter.jobs.preview(id, { limit: 20 })).map(({ jitterMs }) => jitterMs);
    expect(Math.max(...(await delayOf(plain.id)))).toBeGreaterThan(0);
    expect(await delayOf(own.id)).toEqual(Array.from({ length: 20 }, () => 0));
    await dexter.jobs.update(own.id, { policies: {} }, { revision: own.revision });
    expect(Math.max(...(await delayOf(own.id)))).toBeGreaterThan(0);
    await clock.settle();
    await scheduler.stop();
  });
});
