import {
  createScheduler,
  type Interpretation,
  interpret,
  memoryStore,
  nextOccurrences,
  type Schedule,
  SchedulerError,
} from "@dexter/scheduled-jobs";
import { describe, expect, expectTypeOf, it } from "vitest";

const scheduler = createScheduler({ store: memoryStore() });

describe("the types that hosts see", () => {
  it("know every event by its name, and refuse a name that there is not", () => {
    scheduler.on("run.succeeded", ({ run, conversation, tookMs }) => {
      expectTypeOf(run.dueAt).toEqualTypeOf<Date>();
      expectTypeOf(conversation.title).toEqualTypeOf<string>();
      expectTypeOf(tookMs).toEqualTypeOf<number>();
    });
    // @ts-expect-error there is no such event
    expect(() => scheduler.on("run.suceeded", () => undefined)).toThrow("run.suceeded");
    // @ts-expect-error this event has no conversation
    scheduler.on("run.planned", ({ conversation }) => void conversation);
    // One listener for several events gets any of them.
    for (const name of ["run.failed", "run.timed_out"] as const) {
      scheduler.on(name, ({ name: said, run }) => {
        expectTypeOf(said).toEqualTypeOf<"run.failed" | "run.timed_out">();
        expectTypeOf(run.dueAt).toEqualTypeOf<Date>();
      });
    }
    expect(typeof scheduler.off).toBe("function");
  });

  it("give instants as Date, and want a zone where wall time matters", () => {
    expectTypeOf(nextOccurrences).returns.toEqualTypeOf<Date[]>();
    const daily: Schedule = { kind: "cron", expression: "0 7 * * *", timezone: "UTC" };
    // @ts-expect-error a cron schedule has a zone
    const zoneless: Schedule = { kind: "cron", expression: "0 7 * * *" };
    // @ts-expect-error an instant is a Date
    const once: Schedule = { kind: "once", at: 1_800_000_000_000 };
    expect([daily, zoneless, once]).toHaveLength(3);
  });

  it("tell the outcomes of an interpretation apart", () => {
    const read: Interpretation = interpret("Every day at 9am, check", { now: new Date(), timezone: "UTC" });
    // @ts-expect-error only an understood sentence has schedules
    void read.schedules;
    if (read.outcome === "understood") expectTypeOf(read.schedules).toEqualTypeOf<Schedule[]>();
    if (read.outcome === "ambiguous") expectTypeOf(read.question.options[0]?.label).toEqualTypeOf<string | undefined>();
    expect(read.outcome).toBe("understood");
  });

  it("want a revision for a confirmation, and narrow an error by its code", async () => {
    const dexter = scheduler.as({ ownerId: "u1", factoryId: "f1", timezone: "UTC" });
    // @ts-expect-error a confirmation names the revision that was seen
    const error: unknown = await dexter.confirm("no-such-proposal").catch((reason: unknown) => reason);
    expect(SchedulerError.is(error)).toBe(true);
    if (SchedulerError.is(error, "PROPOSAL_NOT_FOUND")) expectTypeOf(error.code).toEqualTypeOf<"PROPOSAL_NOT_FOUND">();
    // @ts-expect-error there is no such code
    expect(SchedulerError.is(error, "NO_SUCH_CODE")).toBe(false);
  });
});
