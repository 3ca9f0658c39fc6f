import type { Authorizer, Logger, Notification } from "@dexter/scheduled-jobs";
import { describe, expect, it } from "vitest";
import { aHarness, daily, day, minute } from "../scheduler/harness.ts";

/** A logger, and what it was told. */
function aLog(): { logger: Logger; told: string[] } {
  const told: string[] = [];
  const note = (_values: object, message: string) => void told.push(message);
  return { logger: { debug: () => {}, info: () => {}, warn: note, error: note }, told };
}

describe("listeners that fail", () => {
  it("are logged, whether they throw or reject, and keep no other from hearing", async () => {
    const { logger, told } = aLog();
    const { scheduler, dexter, clock, aJob } = aHarness({ logger });
    const heard: string[] = [];
    scheduler.on("run.succeeded", () => {
      throw new Error("thrown");
    });
    scheduler.on("run.succeeded", async () => Promise.reject(new Error("rejected")));
    scheduler.once("run.succeeded", ({ run }) => void heard.push(run.state));
    const never = () => void heard.push("never");
    scheduler.on("run.succeeded", never).off("run.succeeded", never);
    const job = await aJob(daily(12));
    await scheduler.start();
    for (const requestId of ["1", "2"]) {
      await dexter.jobs.trigger(job.id, { requestId });
      await clock.settle();
    }
    expect(heard).toEqual(["succeeded"]);
    expect(told).toEqual(Array.from({ length: 4 }, () => "A listener failed"));
    await scheduler.stop();
  });
});

describe("an authorizer that answers in words of its own", () => {
  it("lets nothing be created, and says what its answers are", async () => {
    const { dexter, aJob } = aHarness({ authorizer: { may: async () => true as never } });
    await expect(aJob(daily(12))).rejects.toMatchObject({ code: "INPUT_INVALID", details: { value: true } });
    expect((await dexter.jobs.list()).items).toEqual([]);
  });

  it("has nothing run and no job suspended at fire time: the run waits, and the log says why", async () => {
    const { logger, told } = aLog();
    const answer: { now: unknown } = { now: "yes" };
    const authorizer: Authorizer = { may: async () => answer.now as "yes" };
    const { scheduler, dexter, clock, aJob, runsOf } = aHarness({ logger, authorizer });
    const job = await aJob(daily(12));
    answer.now = true;
    await scheduler.start();
    await clock.advanceBy(day);
    expect(await runsOf(job)).toMatchObject([{ state: "queued" }]);
    expect((await dexter.jobs.get(job.id)).state).toBe("active");
    expect(told).toContain("The authorizer failed");
    await scheduler.stop();
  });
});

describe("a notifier that never answers", () => {
  it("is given up after five minutes, so that others are told however many it left hanging", async () => {
    const { logger, told } = aLog();
    const heard: Notification[] = [];
    const notify = async (notification: Notification) => {
      if (notification.key === "run.succeeded") await new Promise(() => {});
      heard.push(notification);
    };
    const { scheduler, dexter, clock, aJob } = aHarness({ logger, notifiers: [{ notify }] });
    const job = await aJob(daily(12));
    await scheduler.start();
    for (let index = 0; index < 120; index += 1) await dexter.jobs.trigger(job.id, { requestId: `${index}` });
    await clock.advanceBy(minute);
    await dexter.jobs.delete(job.id);
    const last = await aJob({ kind: "once", at: new Date(clock.now() + minute) });
    await clock.advanceBy(20 * minute);
    expect(heard.map(({ key, link }) => [key, link.jobId])).toEqual([["job.completed", last.id]]);
    expect(told).toContain("A notifier gave no answer");
    await scheduler.stop({ waitMs: 0 });
  });
});
